import CanonicalModel
import ConnectorKit
import JSON

/// The ids of records that change rarely, by their codes: suppliers, products, analytic accounts.
///
/// An id is believed for ``lifetime`` and then asked for again, so that a record which was archived or renamed meanwhile
/// is noticed; what is absent or there twice is asked for each time.
actor ReferenceCache {
    /// How long an id is believed.
    static let lifetime = Duration.seconds(600)

    private struct Key: Hashable {
        let model: String
        let code: String
    }

    private let session: OdooSession
    private var known: [Key: (id: Int64, until: Instant)] = [:]

    init(_ session: OdooSession) {
        self.session = session
    }

    /// The active records of the company, or of none, that carry codes; all unknown ones in one call.
    ///
    /// - Parameters:
    ///   - codes: The codes.
    ///   - model: What they are records of.
    ///   - field: The field that holds the code.
    /// - Returns: The id of each code that exactly one record carries.
    /// - Throws: ``ConnectorError`` if Odoo could not be asked.
    func ids(of codes: Set<String>, in model: String, by field: String) async throws(ConnectorError) -> [String: Int64]
    {
        let now = session.clock.now
        known = known.filter { $0.value.until > now }
        var ids: [String: Int64] = [:]
        for code in codes { ids[code] = known[Key(model: model, code: code)]?.id }
        let missing = codes.subtracting(ids.keys).sorted()
        guard !missing.isEmpty else { return ids }
        let company = try await session.company()
        let domain: [JSON] = [[.string(field), "in", .texts(missing)]] + company.recordsDomain
        let records = try await session.searchRead(model, domain, [field], order: "id")
        let found = try session.understood { () throws(JSONAccessError) in
            try records.map { record throws(JSONAccessError) in (try record.text(field) ?? "", record.id) }
        }
        for (code, entries) in Dictionary(grouping: found, by: \.0) where entries.count == 1 {
            ids[code] = entries[0].1
            known[Key(model: model, code: code)] = (entries[0].1, now.adding(Self.lifetime))
        }
        return ids
    }
}
