import ConnectorKit
import ConnectorRuntime
import Governance
import JSON

extension GovernancePage {
    /// How each system is read, how old that may be, and whose it is if it is older.
    static func synchronisation(_ configuration: PurlinConfiguration) -> GovernancePage {
        let policy = configuration.governance.policy.synchronisation
        var table = TextTable(["system", "read", "mode", "fresh within", "owner", "severity", "rule"])
        var json: [JSON] = []
        for system in configuration.readSystems {
            let rule = policy.systems[system.name] ?? SynchronisationRule()
            let owner = rule.owner ?? configuration.operatorRole
            table.add([
                system.name, "\(system.schedule)", rule.mode?.rawValue ?? "", rule.freshWithin?.words ?? "any time",
                rule.freshWithin == nil ? "" : owner, rule.freshWithin == nil ? "" : rule.severity.rawValue,
                rule.origin.description,
            ])
            json.append([
                "system": .string(system.name), "schedule": .string("\(system.schedule)"),
                "mode": rule.mode.map { .string($0.rawValue) } ?? .null,
                "freshWithin": rule.freshWithin.map { .integer($0.components.seconds) } ?? .null,
                "owner": .string(owner), "severity": .string(rule.severity.rawValue),
                "rule": .string(rule.origin.description),
            ])
        }
        return GovernancePage(text: table.text, json: .array(json))
    }
}

extension PurlinConfiguration {
    /// The systems that are read by a schedule.
    var readSystems: [System] { systems.filter(\.isRead) }
}

extension PurlinConfiguration.System {
    /// Whether it is read by a schedule.
    var isRead: Bool { !entry.capabilities.isDisjoint(with: [.restSource, .fileSource]) }
}
