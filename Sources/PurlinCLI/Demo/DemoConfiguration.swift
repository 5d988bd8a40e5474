import ScenarioKit

/// The configuration that an implementer would write for the simulated company, from its own dispatch board.
struct DemoConfiguration {
    static let approver = "equipment.manager"
    static let operatorID = "integration.operator"
    static let secrets = ["KST_FLEET_PASSWORD": "fleet-demo", "KST_ODOO_KEY": "connector"]

    let fleets: [String]
    let telematics: String
    let odoo: String
    let board: FleetBoard

    /// The file's text.
    var text: String {
        var lines = [
            "# Company KST, made by 'purlin demo' from the dispatch board of the simulated company.",
            "company: {code: KST, currency: USD, timeZone: America/Denver}",
            "store: {path: purlin.sqlite}",
            "clock: {follow: \"\(odoo)\"}",
            "systems:",
        ]
        for fleet in fleets {
            lines += [
                // Shorter than any step of the story, so that a start between two steps does not let the next one pass
                // unread: units keep only their last report.
                "  fleet-\(fleet):", "    connector: telematics", "    every: 1s",
                "    address: \"\(telematics)/\(fleet)\"",
                "    user: kst", "    password: env:KST_FLEET_PASSWORD",
            ]
        }
        lines += [
            "  odoo:", "    connector: odoo", "    every: 1d", "    address: \"\(odoo)\"", "    database: kestrel",
            "    login: connector", "    key: env:KST_ODOO_KEY",
            "people:",
            "  - {id: \(Self.approver), roles: [equipment-manager]}",
            "  - {id: \(Self.operatorID), roles: [integration-operator]}",
            "flows:",
            "  equipmentUsageToJobCost:",
            "    from: [\(fleets.map { "fleet-\($0)" }.joined(separator: ", "))]",
            "    to: odoo",
        ]
        for part in FleetBoard.Part.allCases {
            lines.append("    \(part.rawValue):")
            lines += board.entries(of: part).map { "      - \($0)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
