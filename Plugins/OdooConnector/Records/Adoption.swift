import ConnectorKit
import JSON

/// Finds the records that people made before the connector came, by their business key, so that no second one is made.
///
/// A record under the external id of ours always goes first. If the user may write external ids, an adopted record gets
/// its own once it has been updated; otherwise, or if that external id exists already, it is found by its business key
/// again.
struct Adoption: Sendable {
    /// Which records may be adopted, and by what they are found.
    struct Rule: Sendable {
        /// The field that holds the business key.
        let field: String
        /// What else a record must be, for example of the company.
        let domain: [JSON]
    }

    /// What a search by business key came to.
    enum Finding: Sendable, Hashable {
        /// The record of a person.
        case one(Int64)
        /// The record of a person, though its external id exists: it names a record that the user may not see, or one that
        /// Odoo alone remembers.
        case nameless(Int64)
        /// Several, by their names: nobody can tell which is meant.
        case several([String])

        /// The record to update, if it is clear.
        var id: Int64? {
            switch self {
            case .one(let id), .nameless(let id): id
            case .several: nil
            }
        }

        /// Whether the record may get the external id.
        var mayBeNamed: Bool {
            guard case .one = self else { return false }
            return true
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
    ///   - rule: Which of them may be adopted.
    /// - Returns: The finding of each external id whose record a person made.
    /// - Throws: ``ConnectorError`` if Odoo could not be asked.
    func records(
        _ keys: [ExternalID: JSON],
        in model: String,
        by rule: Rule
    ) async throws(ConnectorError) -> [ExternalID: Finding] {
        guard !keys.isEmpty else { return [:] }
        let field = rule.field
        let wanted = keys.sorted { $0.key.text < $1.key.text }.map(\.value)
        let domain = [[.string(field), "in", .array(wanted)]] + rule.domain
        let rows = try await session.searchRead(model, domain, [field], order: "id")
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
            let target = try await index.target(of: owner)
            guard target?.id == nil, let first = records.first else { continue }
            let one = target == nil ? Finding.one(first.id) : .nameless(first.id)
            findings[owner] = records.count == 1 ? one : .several(records.map(\.name))
        }
        return findings
    }

    /// Gives adopted records their external ids, if the user may.
    ///
    /// - Parameters:
    ///   - records: The record that each external id stands for.
    ///   - model: What they are records of.
    ///   - effect: Becomes true as soon as an external id was written.
    /// - Throws: ``ConnectorError`` if Odoo could not be asked.
    func name(_ records: [ExternalID: Int64], in model: String, effect: inout Bool) async throws(ConnectorError) {
        guard !records.isEmpty, try await session.mayDo("create", "ir.model.data") else { return }
        let values = records.sorted { $0.key.text < $1.key.text }.map { owner, id -> JSON in
            [
                "module": .string(owner.module), "name": .string(owner.name), "model": .string(model),
                "res_id": .integer(id),
            ]
        }
        let call = OdooCall("ir.model.data", "create", ["vals_list": .array(values)], mayWrite: true)
        _ = try await session.call(call)
        effect = true
    }
}

extension OdooRecord {
    /// A text, or the id of the record that a field points to; `nil` if it is empty.
    fileprivate func key(_ field: String) throws(JSONAccessError) -> JSON? {
        if let text = try? text(field) { return .string(text) }
        return try reference(field).map { .integer($0.id) }
    }
}
