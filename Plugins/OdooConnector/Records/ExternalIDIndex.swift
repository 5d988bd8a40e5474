import ConnectorKit
import JSON

/// Finds records by their external ids with the rights of an ordinary user.
///
/// Only administrators may search `ir.model.data`. Everybody may ask which external ids given records have, many in one
/// call, and where one external id points to, one a call (domain.md §8).
struct ExternalIDIndex: Sendable {
    let session: OdooSession

    /// The records of `model` that carry the external ids.
    ///
    /// Records that `likely` finds are asked for their external ids in one call. An external id that is not among them
    /// is looked up by itself, since the record may have been changed by hand. More than ``fewAbsent`` are taken for
    /// absent where the search found others, and otherwise where the first of them is: writing by external id meets a
    /// record that was overlooked.
    ///
    /// - Parameters:
    ///   - wanted: The external ids.
    ///   - model: What they must name.
    ///   - likely: A domain that finds them in all ordinary cases.
    /// - Returns: The record of each external id that exists.
    /// - Throws: ``ConnectorError`` if Odoo could not be asked.
    func records(
        _ wanted: [ExternalID],
        in model: String,
        likely: [JSON]
    ) async throws(ConnectorError) -> [ExternalID: Int64] {
        guard !wanted.isEmpty else { return [:] }
        let candidates = try await session.search(model, likely)
        var found: [ExternalID: Int64] = [:]
        for (id, text) in try await session.externalIDs(model, candidates) {
            if let externalID = ExternalID(text) { found[externalID] = id }
        }
        let all = Set(wanted)
        let absent = all.subtracting(found.keys).sorted { $0.text < $1.text }
        guard absent.count <= Self.fewAbsent || all.isDisjoint(with: found.keys) else {
            return found.filter { all.contains($0.key) }
        }
        for (place, externalID) in absent.enumerated() {
            let target = try await record(externalID, in: model)
            found[externalID] = target
            if place == 0, target == nil, absent.count > Self.fewAbsent { break }
        }
        return found.filter { all.contains($0.key) }
    }

    /// How many absent records are looked up one by one.
    static let fewAbsent = 10

    /// The record of `model` that carries one external id.
    ///
    /// Odoo names no record where it hides one, and also where its cache still holds an external id whose creation was
    /// rolled back: a bad row undoes the whole `load`, but not what that call had put into the cache. Both count as
    /// absent here. Writing by external id does not go through that cache: it creates the one and is refused the other.
    ///
    /// - Returns: `nil` if there is no such external id, one of another model, or none that the user may see.
    func record(_ externalID: ExternalID, in model: String) async throws(ConnectorError) -> Int64? {
        guard let target = try await target(of: externalID), target.model == model else { return nil }
        return target.id
    }

    /// Where an external id points to; the id is `nil` for a record that the user may not see, or that is gone.
    func target(of externalID: ExternalID) async throws(ConnectorError) -> (model: String, id: Int64?)? {
        let arguments: JSONObject = ["module": .string(externalID.module), "xml_id": .string(externalID.name)]
        let call = OdooCall("ir.model.data", "check_object_reference", arguments, options: .withArchived)
        let answer: JSON?
        do {
            answer = try await session.execute(call)
        } catch {
            // The one exception of this method that speaks of the external id itself.
            if case .raised(let exception) = error, exception.name == "builtins.ValueError" { return nil }
            throw await session.error(for: error)
        }
        return try session.understood { () throws(JSONAccessError) in
            let reader = JSONReader(answer ?? .null, path: "ir.model.data.check_object_reference")
            let id = try reader.element(1)
            return (try reader.element(0).string(), id.value == .bool(false) ? nil : try id.integer())
        }
    }
}
