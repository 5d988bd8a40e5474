import CanonicalModel
package import JSON

/// What a ``BatchApprovalFlow`` remembers of a batch.
package struct BatchState<Batch: CostBatch>: Sendable, Hashable {
    /// How far it has come.
    package var phase = BatchPhase.free
    /// How often it was given back.
    package var rounds = 0
    /// The last batch that was put under the name.
    package var batch: Batch?

    /// Reads a state.
    ///
    /// - Parameter state: What a step left; `nil` before the first.
    /// - Throws: ``JSONAccessError`` if the flow did not write it.
    package init(_ state: JSON?) throws(JSONAccessError) {
        guard let reader = state.map({ JSONReader($0) }) else { return }
        phase = try reader.member("phase").word("how far a batch has come")
        rounds = try reader.member("rounds").count()
        batch = try reader.optionalMember("batch").map { value throws(JSONAccessError) in try Batch(value) }
    }

    var json: JSON {
        ["phase": .string(phase.rawValue), "rounds": .integer(Int64(rounds)), "batch": batch?.json ?? .null]
    }
}

/// How far a batch has come.
package enum BatchPhase: String, Sendable, Hashable, CaseIterable {
    /// Nothing is put under the name, or it was given back.
    case free
    /// A person is asked about it.
    case asked
    /// It is written, or on its way.
    case approved
    /// It is never written.
    case rejected
}
