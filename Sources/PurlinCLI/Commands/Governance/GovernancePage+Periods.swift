import CanonicalModel
import Governance
import JSON

extension GovernancePage {
    /// What closes the periods of each ledger, for every company and for those with a rule of their own.
    static func periods(_ configuration: PurlinConfiguration) -> GovernancePage {
        let policy = configuration.governance.policy.periods
        var table = TextTable(["ledger", "company", "state", "closed by", "late items", "rule"])
        var json: [JSON] = []
        for ledger in PeriodPolicy.Ledger.allCases {
            let companies = policy.companies.keys.sorted().filter { policy.companies[$0]?[ledger] != nil }
            for company in [nil] + companies.map(Optional.some) {
                let rule = policy.rule(of: ledger, in: company ?? "")
                for state in [FiscalPeriod.State.softClosed, .hardClosed] {
                    guard let closing = rule.closing(state) else { continue }
                    let locks = closing.locks.map(\.rawValue).sorted()
                    table.add([
                        ledger.rawValue, company ?? "any", state.rawValue, locks.joined(separator: ", "),
                        closing.late.rawValue, closing.origin.description,
                    ])
                    json.append([
                        "ledger": .string(ledger.rawValue), "company": company.map { .string($0) } ?? .null,
                        "state": .string(state.rawValue), "by": .array(locks.map(JSON.string)),
                        "late": .string(closing.late.rawValue), "rule": .string(closing.origin.description),
                    ])
                }
            }
        }
        return GovernancePage(text: table.text, json: ["rules": .array(json)])
    }
}
