import ConnectorKit
import JSON

/// Finds the records that people made before the connector came, by their business key, so that no second one is made.
///
/// A record under the external id of ours always goes first. If the user may write external ids, an adopted record gets
/// its own; otherwise it is found by its business key again.
struct Adoption: Sendable {
    /// What a search by business key came to.
    enum Finding: Sendable, Hashable {
        /// The record of a person.
        case one(Int64)
        /// Several, by their names: nobody can tell which is meant.
        case several([String])

        /// The record to update, if it is clear.
        var id: Int64? {
            guard case .one(let id) = self else { return nil }
            return id
        }

        /// Why nothing is written, and what to do.
        func refusal(_ key: JSON) -> LoadRefusal? {
            guard case .several(let names) = self else { return nil }
            let list = names.joined(separator: ", ")
            return LoadRefusal(
                field: nil,
                message:
                    "several records have the key \(key.text()) (\(list)) and none is this connector's; archive all but one"
            )
        }
    }

    let session: OdooSession

    /// Looks for active records that carry a business key but not its external id.
    ///
    /// - Parameters:
    ///   - keys: The business key that each external id stands for.
    ///   - model: What they are records of.
    ///   - field: The field that holds the business key.
    /// - Returns: The finding of each external id whose record a person made.
    /// - Throws: ``ConnectorError`` if Odoo could not be asked.
    func records(
        _ keys: [ExternalID: JSON],
        in model: String,
        by field: String
    ) async throws(ConnectorError) -> [ExternalID: Finding] {
        guard !keys.isEmpty else { return [:] }
        let wanted = keys.sorted { $0.key.text < $1.key.text }.map(\.value)
        let rows = try await session.searchRead(model, [[.string(field), "in", .array(wanted)]], [field], order: "id")
        guard !rows.isEmpty else { return [:] }
        let names = try await session.externalIDs(model, rows.map(\.id))
        let owners = Dictionary(keys.map { ($0.value, $0.key) }) { first, _ in first }
        var found: [ExternalID: [OdooRecord]] = [:]
        for row in rows {
            let key = try session.understood { () throws(JSONAccessError) in try row.key(field) }
            if let owner = key.flatMap({ owners[$0] }) { found[owner, default: []].append(row) }
        }
        let ours = Set(names.values)
        let index = ExternalIDIndex(session: session)
        var findings: [ExternalID: Finding] = [:]
        for (owner, records) in found.sorted(by: { $0.key.text < $1.key.text }) where !ours.contains(owner.text) {
            // The record of ours may have another key by now.
            guard try await index.target(of: owner)?.id == nil, let first = records.first else { continue }
            findings[owner] = records.count == 1 ? .one(first.id) : .several(records.map(\.name))
        }
        return findings
    }

    /// Gives adopted records their external ids, if the user may.
    ///
    /// - Returns: The external ids that are written, under which the records are updated from now on.
    func name(
        _ findings: [ExternalID: Finding],
        in model: String,
        effect: inout Bool
    ) async throws(ConnectorError) -> Set<ExternalID> {
        let clear = findings.compactMap { owner, finding in finding.id.map { (owner, $0) } }
            .sorted { $0.0.text < $1.0.text }
        guard !clear.isEmpty, try await session.mayDo("create", "ir.model.data") else { return [] }
        let values = clear.map { owner, id -> JSON in
            [
                "module": .string(owner.module), "name": .string(owner.name), "model": .string(model),
                "res_id": .integer(id),
            ]
        }
        let call = OdooCall("ir.model.data", "create", ["vals_list": .array(values)], mayWrite: true)
        _ = try await session.call(call)
        effect = true
        return Set(clear.map(\.0))
    }

    /// Makes the rows of records that people made update these, and leaves out those that are not clear.
    ///
    /// - Parameters:
    ///   - rows: The rows with their business keys.
    ///   - model: What they are records of.
    ///   - field: The field that holds the business key.
    ///   - effect: Becomes true as soon as an external id was written.
    /// - Returns: The rows, and why some of them must not be sent, by their positions.
    /// - Throws: ``ConnectorError`` if Odoo could not be asked.
    func applied(
        to rows: [(key: JSON, row: LoadRow)],
        in model: String,
        by field: String,
        effect: inout Bool
    ) async throws(ConnectorError) -> (rows: [LoadRow], refused: [Int: LoadRefusal]) {
        let keys = Dictionary(rows.map { ($0.row.externalID, $0.key) }) { first, _ in first }
        let findings = try await records(keys, in: model, by: field)
        let named = try await name(findings, in: model, effect: &effect)
        var refused: [Int: LoadRefusal] = [:]
        var result: [LoadRow] = []
        for (position, (key, row)) in rows.enumerated() {
            var row = row
            refused[position] = findings[row.externalID]?.refusal(key)
            if !named.contains(row.externalID) { row.adopted = findings[row.externalID]?.id }
            result.append(row)
        }
        return (result, refused)
    }
}

extension OdooRecord {
    /// A text, or the id of the record that a field points to; `nil` if it is empty.
    fileprivate func key(_ field: String) throws(JSONAccessError) -> JSON? {
        if let text = try? text(field) { return .string(text) }
        return try reference(field).map { .integer($0.id) }
    }
}
