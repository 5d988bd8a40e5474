import ConnectorKit
import JSON

/// What a search for a project's analytic account came to.
enum AccountSearch: Sendable, Hashable {
    /// Exactly this one.
    case one(Int64)
    /// None.
    case absent
    /// More than one, by their names.
    case several([String])

    /// The account, if there is exactly one.
    var only: Int64? {
        guard case .one(let id) = self else { return nil }
        return id
    }

    /// Why a cost of `project` cannot be written, and what to do.
    func refusal(project: String, _ externalID: ExternalID) -> String {
        if case .several(let names) = self {
            let list = names.joined(separator: ", ")
            return
                "project \(project) has several analytic accounts with its code in Odoo (\(list)); archive all but one"
        }
        return "project \(project) has no analytic account in Odoo, neither \(externalID.text) nor one with its code;"
            + " send the project first, or create the account in Odoo"
    }
}

/// Finds the analytic accounts that people made for projects, by the accounts' codes.
struct AccountDirectory: Sendable {
    static let model = "account.analytic.account"

    let session: OdooSession
    let scheme: ExternalIDScheme
    /// The plan that the projects' accounts belong to.
    let plan: ExternalID

    /// Which accounts may be taken for a project's: those of its code in the plan and of the company.
    func rule() async throws(ConnectorError) -> Adoption.Rule {
        let inPlan: JSON = ["plan_id", "=", try await planID().map { .integer($0) } ?? false]
        return Adoption.Rule(field: "code", domain: [inPlan] + (try await session.company().recordsDomain))
    }

    private func planID() async throws(ConnectorError) -> Int64? {
        try await ExternalIDIndex(session: session).record(plan, in: "account.analytic.plan")
    }

    /// The active account of each project, under the external id that an account of ours would have.
    func accounts(ofProjects projects: [String]) async throws(ConnectorError) -> [ExternalID: AccountSearch] {
        var names: [ExternalID: JSON] = [:]
        for project in projects { names[scheme.id(.account, project)] = .string(project) }
        let codes = names.sorted { $0.key.text < $1.key.text }.map(\.value)
        let domain = [["code", "in", .array(codes)]] + (try await session.company().recordsDomain)
        let records = try await session.searchRead(Self.model, domain, ["code", "plan_id"], order: "id")
        // Where there is no account at all, its plan need not be known.
        let plan = records.isEmpty ? nil : try await planID()
        var found = names.mapValues { _ in AccountSearch.absent }
        for record in records {
            let (code, ownPlan) = try session.understood { () throws(JSONAccessError) in
                (try record.text("code"), try record.reference("plan_id")?.id)
            }
            guard let code, let plan, ownPlan == plan else { continue }
            let externalID = scheme.id(.account, code)
            switch found[externalID] {
            case .absent: found[externalID] = .one(record.id)
            case .one(let other): found[externalID] = .several(["\(Self.model)/\(other)", record.name])
            case .several(let others): found[externalID] = .several(others + [record.name])
            case nil: continue
            }
        }
        return found
    }
}
