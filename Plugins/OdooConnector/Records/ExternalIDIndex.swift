import ConnectorKit
import JSON

/// Finds records by their external ids.
///
/// Only some users may read `ir.model.data`. Everybody may ask which external ids given records have, many in one call, and
/// where one external id points to, one a call (domain.md §8).
struct ExternalIDIndex: Sendable {
    let session: OdooSession

    /// How many absent records are looked up one by one.
    static let fewAbsent = 10

    /// The records of `model` that carry the external ids.
    ///
    /// A user who may read the table of external ids asks it for all of them in one call. For any other user two kinds of
    /// records are asked for their external ids in one call: those that `likely` finds, and those that the user made and
    /// somebody else has changed since. The few that are still missing are looked up one by one.
    ///
    /// - Parameters:
    ///   - wanted: The external ids.
    ///   - model: What they must name.
    ///   - likely: The leaves of a domain that finds them as they were written.
    ///   - fields: What to read of them.
    /// - Returns: The record of each external id that exists.
    /// - Throws: ``ConnectorError`` if Odoo could not be asked.
    func records(
        _ wanted: [ExternalID],
        in model: String,
        likely: [JSON],
        fields: [String]
    ) async throws(ConnectorError) -> [ExternalID: OdooRecord] {
        guard !wanted.isEmpty else { return [:] }
        if wanted.count > Self.fewAbsent, let ids = try await registered(wanted, in: model) {
            return try await records(ids, in: model, fields)
        }
        let user = try await session.login().user
        let domain: [JSON] =
            ["|"] + likely.dropFirst().map { _ in "&" } + likely
            + ["&", ["create_uid", "=", .integer(user)], ["write_uid", "!=", .integer(user)]]
        let options = JSONObject.withArchived
        let candidates = try await session.searchRead(model, domain, fields, order: "id", options: options)
        let names = try await session.externalIDs(model, candidates.map(\.id))
        var found: [ExternalID: OdooRecord] = [:]
        for record in candidates {
            if let name = names[record.id], let externalID = ExternalID(name) { found[externalID] = record }
        }
        let all = Set(wanted)
        found = found.filter { all.contains($0.key) }
        let absent = all.subtracting(found.keys).sorted { $0.text < $1.text }
        guard absent.count <= Self.fewAbsent else { return found }
        var ids: [ExternalID: Int64] = [:]
        for externalID in absent { ids[externalID] = try await record(externalID, in: model) }
        return found.merging(try await records(ids, in: model, fields)) { first, _ in first }
    }

    private func records(
        _ ids: [ExternalID: Int64],
        in model: String,
        _ fields: [String]
    ) async throws(ConnectorError) -> [ExternalID: OdooRecord] {
        guard !ids.isEmpty else { return [:] }
        // Reading by number is refused as a whole where one record is hidden; a search leaves that one out.
        let domain: [JSON] = [["id", "in", .ids(ids.values.sorted())]]
        let records = try await session.searchRead(model, domain, fields, order: "id", options: .withArchived)
        let byID = Dictionary(records.map { ($0.id, $0) }) { first, _ in first }
        return ids.compactMapValues { byID[$0] }
    }

    /// Where the external ids point to, as their table says; `nil` if the user may not read it.
    private func registered(
        _ wanted: [ExternalID],
        in model: String
    ) async throws(ConnectorError) -> [ExternalID: Int64]? {
        guard await session.mayReadExternalIDs else { return nil }
        let domain: [JSON] = [
            ["module", "in", .texts(Set(wanted.map(\.module)).sorted())], ["name", "in", .texts(wanted.map(\.name))],
            ["model", "=", .string(model)],
        ]
        let table = "ir.model.data"
        let arguments: JSONObject = ["domain": .array(domain), "fields": ["module", "name", "res_id"]]
        let answer: JSON?
        do {
            answer = try await session.execute(OdooCall(table, "search_read", arguments))
        } catch {
            guard case .raised(let exception) = error, exception.kind == .rights else {
                throw await session.error(for: error)
            }
            await session.noteExternalIDsAreHidden()
            return nil
        }
        let all = Set(wanted)
        return try session.understood { () throws(JSONAccessError) in
            var found: [ExternalID: Int64] = [:]
            for entry in try JSONReader(answer ?? .null, path: table).elements() {
                let externalID = ExternalID(
                    module: try entry.member("module").string(),
                    name: try entry.member("name").string()
                )
                if all.contains(externalID) { found[externalID] = try entry.member("res_id").integer() }
            }
            return found
        }
    }

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
