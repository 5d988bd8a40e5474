import CanonicalModel
import ConnectorKit
import JSON

/// Reads the accounts of one analytic plan as `CostCode`.
struct CostCodeStream: ChangeStream {
    static let stream = SourceStream(name: "costCodes", object: CostCode.name)

    let session: OdooSession
    /// The plan whose accounts are cost codes.
    let plan: ExternalID

    var model: String { AccountDirectory.model }
    var fields: [String] { ["code", "name", "plan_id", "active"] }

    func interpret(_ rows: [OdooRecord]) async throws(ConnectorError) -> [(row: OdooRecord, reading: ChangeReading)] {
        guard let plan = try await ExternalIDIndex(session: session).record(plan, in: "account.analytic.plan") else {
            let reason = "names \(plan.text), which is no analytic plan that the user may see"
            throw .invalidConfiguration(key: "costCodePlan", reason: reason)
        }
        return rows.map { row in
            (row, .of { () throws(JSONAccessError) in try reading(row, plan) })
        }
    }

    private func reading(_ row: OdooRecord, _ plan: Int64) throws(JSONAccessError) -> ChangeReading {
        guard try row.reference("plan_id")?.id == plan else { return .foreign }
        let isArchived = try !row.flag("active")
        guard let code = try row.text("code"), !code.isEmpty else {
            guard !isArchived else { return .foreign }
            return .unusable("the account of the cost codes' plan has no code; give it one in Odoo, or archive it")
        }
        let title = try row.text("name") ?? code
        return .object(CostCode(standard: self.plan.text, code: code, title: title, isArchived: isArchived).json)
    }
}
