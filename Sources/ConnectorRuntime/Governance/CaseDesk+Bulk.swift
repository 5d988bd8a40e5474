public import CanonicalModel
public import ConnectorStore

/// What came of deciding many cases.
public struct BulkOutcome: Sendable, Hashable {
    /// A case that was left as it is.
    public struct Refusal: Sendable, Hashable {
        /// Its number.
        public let number: Int64
        /// Why.
        public let reason: String
    }

    /// The numbers of the cases that were decided.
    public fileprivate(set) var decided: [Int64] = []
    /// Those that were not.
    public fileprivate(set) var refused: [Refusal] = []
}

extension CaseDesk {
    /// How often a case may have been tried again before; after that a person has to look at it alone.
    public static let triesInBulk = 3
    /// How many cases are decided in one commit.
    private static let chunk = 100

    /// Tries many cases again, each by a decision of its own; what cannot be decided keeps none of the others from it.
    ///
    /// A case whose trouble came back ``triesInBulk`` times is left out, so that what cannot succeed is not tried for
    /// ever.
    ///
    /// - Throws: ``GovernanceError/store(_:)`` if the store cannot be used.
    public func retry(
        _ cases: [StoredCase],
        by person: String,
        at now: Instant
    ) async throws(GovernanceError) -> BulkOutcome {
        let tries: [String: Int]
        do throws(StoreError) { tries = try await earlierTries() } catch { throw .store(error) }
        var outcome = BulkOutcome()
        var ready: [StoredCase] = []
        for item in cases {
            let count = tries[item.proposal.key] ?? 0
            if count < Self.triesInBulk {
                ready.append(item)
            } else {
                let reason = "was tried again \(count) times without success; repair or reject it, or retry it alone"
                outcome.refused.append(BulkOutcome.Refusal(number: item.number, reason: reason))
            }
        }
        try await decide(ready, &outcome, by: person, at: now) { item throws(GovernanceError) in
            try await retryChanges(item.number, by: person, at: now)
        }
        return outcome
    }

    /// Gives up what many cases keep back, each by a decision of its own.
    ///
    /// - Throws: ``GovernanceError/store(_:)`` if the store cannot be used.
    public func reject(
        _ cases: [StoredCase],
        by person: String,
        reason: String,
        at now: Instant
    ) async throws(GovernanceError) -> BulkOutcome {
        var outcome = BulkOutcome()
        try await decide(cases, &outcome, by: person, at: now) { item throws(GovernanceError) in
            try await rejectChanges(item.number, by: person, reason: reason, at: now)
        }
        return outcome
    }

    private func decide(
        _ cases: [StoredCase],
        _ outcome: inout BulkOutcome,
        by person: String,
        at now: Instant,
        _ changes: (StoredCase) async throws(GovernanceError) -> [StateChange]
    ) async throws(GovernanceError) {
        for start in stride(from: 0, to: cases.count, by: Self.chunk) {
            var ready: [(number: Int64, changes: [StateChange])] = []
            for item in cases[start..<min(start + Self.chunk, cases.count)] {
                do throws(GovernanceError) {
                    ready.append((item.number, try await changes(item)))
                } catch {
                    try outcome.refuse(item.number, error)
                }
            }
            do throws(GovernanceError) {
                try await commit(ready.flatMap(\.changes), by: person, at: now)
                outcome.decided += ready.map(\.number)
            } catch .store(.conflict) {
                // Somebody was faster with one of them: each for itself.
                for (number, changes) in ready {
                    do throws(GovernanceError) {
                        try await commit(changes, by: person, at: now)
                        outcome.decided.append(number)
                    } catch {
                        try outcome.refuse(number, error)
                    }
                }
            }
        }
    }
}

extension BulkOutcome {
    /// Notes why a case was not decided; a store that cannot be used is no matter of one case.
    fileprivate mutating func refuse(_ number: Int64, _ error: GovernanceError) throws(GovernanceError) {
        switch error {
        case .store(.conflict), .unknownPerson, .roleMissing, .approval, .delegation, .reasonMissing, .unchanged:
            refused.append(Refusal(number: number, reason: "\(error)"))
        case .store, .unavailable: throw error
        }
    }
}
