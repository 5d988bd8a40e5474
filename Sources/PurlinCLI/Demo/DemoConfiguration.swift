import Foundation
import JSON

/// The configuration that an implementer would write for the simulated company, from its own dispatch board.
struct DemoConfiguration {
    static let approver = "equipment.manager"
    static let operatorID = "integration.operator"
    static let secrets = ["KST_FLEET_PASSWORD": "fleet-demo", "KST_ODOO_KEY": "connector"]

    let fleets: [String]
    let telematics: String
    let odoo: String
    let dispatch: JSONReader

    /// The file's text.
    func text() throws(JSONAccessError) -> String {
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
        lines += try list("projects", "projects", keys: ["code", "name", "timeZone"])
        lines.append("    equipment:")
        for machine in try dispatch.member("machines").elements() {
            let identifiers = try machine.member("identifiers")
            let code = try machine.member("equipment").string()
            let pairs =
                try [("code", code), ("category", machine.member("category").string())]
                + Self.pairs(identifiers, ["oem", "model", "serial", "pin", "equipmentId"])
            lines.append("      - {\(Self.flow(pairs))}")
        }
        lines += try list("assignments", "assignments", keys: ["equipment", "project", "costCode", "from", "to"])
        lines += try list("rates", "rates", keys: ["equipment", "category", "from", "perHour"])
        return lines.joined(separator: "\n") + "\n"
    }

    private func list(_ title: String, _ member: String, keys: [String]) throws(JSONAccessError) -> [String] {
        var lines = ["    \(title):"]
        for element in try dispatch.member(member).elements() {
            lines.append("      - {\(Self.flow(try Self.pairs(element, keys)))}")
        }
        return lines
    }

    /// The texts of those `keys` that say something; an assignment's end is called `until` in a configuration.
    private static func pairs(
        _ reader: JSONReader,
        _ keys: [String]
    ) throws(JSONAccessError) -> [(String, String)] {
        var pairs: [(String, String)] = []
        for key in keys {
            guard let text = try reader.optionalMember(key)?.string(), !text.isEmpty else { continue }
            pairs.append((key == "to" ? "until" : key, text))
        }
        return pairs
    }

    private static func flow(_ pairs: [(String, String)]) -> String {
        pairs.map { "\($0): \(JSON.string($1).canonicalText)" }.joined(separator: ", ")
    }
}
