import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import Governance
import JSON

extension GovernancePage {
    /// The catalogue of interfaces: each configured system, and those that are listed and not configured.
    static func interfaces(_ configuration: PurlinConfiguration, on day: CalendarDate) -> GovernancePage {
        let policy = configuration.governance.policy.interfaces
        let rows = interfaceRows(of: configuration)
        var table = TextTable(interfaceColumns)
        for row in rows { table.add(row.cells) }
        let environment = policy.environment?.rawValue
        let refusals = AccessReview(configuration: configuration, day: day).findings.map { finding in
            "\(finding.isRefusal ? "refused" : "warning"): \(finding.place): \(finding.message)"
        }
        return GovernancePage(
            text: ([table.text, "this installation is for: \(environment ?? "nobody has said")"] + refusals)
                .joined(separator: "\n"),
            json: [
                "environment": JSON(environment), "interfaces": .array(rows.map(\.json)),
                "findings": .array(refusals.map(JSON.string)),
            ]
        )
    }
}

extension GovernancePage {
    /// The heads of the columns of ``interfaceRows(of:)``.
    static let interfaceColumns = [
        "system", "connector", "passes", "status", "owner", "criticality", "up to class", "environment", "rule",
    ]

    /// The interfaces of an installation: each configured system, and those that are listed and not configured.
    static func interfaceRows(of configuration: PurlinConfiguration) -> [(cells: [String], json: JSON)] {
        InterfaceRow.rows(of: configuration).map { ($0.cells, $0.json) }
    }
}

/// A system, or one object of it that has terms of its own.
private struct InterfaceRow {
    let name: String
    let connector: String?
    let passes: [String]
    let terms: InterfaceTerms?
    let environment: OperatingEnvironment?
    /// What holds where there are no terms.
    let standing: (status: String, rule: String)

    static func rows(of configuration: PurlinConfiguration) -> [InterfaceRow] {
        let policy = configuration.governance.policy.interfaces
        let standing = policy.systems == nil ? InterfaceStatus.active.rawValue : "not listed"
        let names = Set(configuration.systems.map(\.name)).union((policy.systems ?? [:]).keys).sorted()
        return names.flatMap { name -> [InterfaceRow] in
            let system = configuration.systems.first { $0.name == name }
            let interface = policy.systems?[name]
            let objects = system.map { configuration.objects(passing: $0) } ?? [:]
            let whole = InterfaceRow(
                name: name,
                connector: system.map { "\($0.entry.manifest.id) \($0.entry.manifest.version)" },
                passes: objects.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value.rawValue))" },
                terms: interface?.terms,
                environment: policy.environment(of: name),
                standing: (standing, policy.origin.description)
            )
            let parts = (interface?.objects ?? [:]).sorted { $0.key < $1.key }.map { object, terms in
                InterfaceRow(
                    name: "\(name)/\(object)",
                    connector: whole.connector,
                    passes: objects[object].map { ["\(object) (\($0.rawValue))"] } ?? [],
                    terms: terms,
                    environment: whole.environment,
                    standing: whole.standing
                )
            }
            return [whole] + parts
        }
    }

    var cells: [String] {
        [
            name, connector ?? "not configured", passes.joined(separator: ", "),
            terms?.status.rawValue ?? standing.status, terms?.owner ?? "", terms?.criticality.rawValue ?? "",
            terms?.highestClass?.rawValue ?? "any", environment?.rawValue ?? "",
            terms?.rule.origin.description ?? standing.rule,
        ]
    }

    var json: JSON {
        [
            "interface": .string(name), "connector": JSON(connector), "passes": .array(passes.map(JSON.string)),
            "status": .string(terms?.status.rawValue ?? standing.status), "owner": JSON(terms?.owner),
            "criticality": JSON(terms?.criticality.rawValue), "dataClass": JSON(terms?.highestClass?.rawValue),
            "environment": JSON(environment?.rawValue),
            "rule": .string(terms?.rule.origin.description ?? standing.rule),
        ]
    }
}
