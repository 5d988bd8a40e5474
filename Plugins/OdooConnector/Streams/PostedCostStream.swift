import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON

/// Reads the analytic lines that this connector wrote, as `PostedCost`: what Odoo really holds.
struct PostedCostStream: ChangeStream {
    static let stream = SourceStream(name: "analyticLines", object: PostedCost.name)

    let session: OdooSession
    let scheme: ExternalIDScheme

    var model: String { CostEntrySink.model }
    var fields: [String] { ["date", "unit_amount", "amount", "account_id", "ref"] }

    func interpret(_ rows: [OdooRecord]) async throws(ConnectorError) -> [(row: OdooRecord, reading: ChangeReading)] {
        let externalIDs = try await own(rows.map(\.id))
        let ours = rows.filter { externalIDs[$0.id] != nil }
        let accounts = try session.understood { () throws(JSONAccessError) in
            try ours.map { row throws(JSONAccessError) in try row.reference("account_id")?.id }
        }
        let codes = try await session.accountCodes(accounts.compactMap { $0 })
        return zip(ours, accounts).map { row, account in
            guard let project = account.flatMap({ codes[$0] }) else {
                return (row, .unusable("the line has no analytic account with a code; set the account in Odoo"))
            }
            let externalID = externalIDs[row.id] ?? ""
            return (row, .of { () throws(JSONAccessError) in .object(try cost(row, project, externalID).json) })
        }
    }

    /// Of some lines those that this connector wrote, with their external ids.
    func own(_ ids: [Int64]) async throws(ConnectorError) -> [Int64: String] {
        try await session.externalIDs(model, ids).filter { scheme.owns($0.value, .cost) }
    }

    private func cost(_ row: OdooRecord, _ project: String, _ externalID: String) throws(JSONAccessError) -> PostedCost
    {
        PostedCost(
            reference: row.name,
            externalID: externalID,
            project: project,
            costCode: try row.text("ref").flatMap(CostLineText.costCode(ofReference:)),
            date: try row.text("date").flatMap { CalendarDate($0) },
            hours: try row.number("unit_amount"),
            amount: -(try row.number("amount"))
        )
    }
}
