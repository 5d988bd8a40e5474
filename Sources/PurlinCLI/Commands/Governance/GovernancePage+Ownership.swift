import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import Governance
import JSON

extension GovernancePage {
    /// The matrix of objects, stages and roles, and the roles of the configured systems.
    static func ownership(_ configuration: PurlinConfiguration) -> GovernancePage {
        let policy = configuration.governance.policy.ownership
        var table = TextTable(OwnershipPolicy.stageColumns + ["rule"])
        for (row, stage) in policy.stageRows { table.add(row + [stage.origin.description]) }
        let systems = configuration.systems.map { ConfiguredRoles($0, policy) }
        var roles = TextTable(["system", "role", "by"])
        for system in systems { roles.add([system.name, system.roles.names, system.origin]) }
        return GovernancePage(
            text: "\(table.text)\n\n\(roles.text)",
            json: ["stages": policy.json, "systems": .array(systems.map(\.json))]
        )
    }
}

/// The roles of a configured system, and who says so.
private struct ConfiguredRoles {
    let name: String
    let roles: Set<SystemRole>
    let origin: String

    init(_ system: PurlinConfiguration.System, _ policy: OwnershipPolicy) {
        name = system.name
        let declared = system.entry.manifest.roles
        roles = policy.roles(of: system.name, declared: declared)
        let isNamed = policy.systems[system.name] != nil
        let nobody = "nobody: it counts as the role that an object begins with"
        origin = isNamed ? "systems" : declared.isEmpty ? nobody : "its connector"
    }

    var json: JSON { ["system": .string(name), "roles": roles.json, "by": .string(origin)] }
}

extension OwnershipStage {
    /// The other writers: whole roles, and roles with the members that they may change.
    fileprivate var exceptions: String {
        let groups = fields.map { "\($0.writers.names) (\($0.members.sorted().joined(separator: ", ")))" }
        return ((writers.isEmpty ? [] : [writers.names]) + groups).joined(separator: "; ")
    }

    fileprivate var destinations: String {
        guard let recipients else { return "any" }
        return recipients.isEmpty ? "none" : recipients.names
    }
}

extension Set<SystemRole> {
    /// The roles for a person.
    var names: String { map(\.rawValue).sorted().joined(separator: ", ") }

    fileprivate var json: JSON { .array(map(\.rawValue).sorted().map(JSON.string)) }
}

extension OwnershipPolicy {
    /// The heads of the columns of ``stageRows``.
    static let stageColumns = ["object", "stage", "owner", "may write too", "goes to", "until"]

    /// The matrix of ownership for a person, one row for each stage of an object.
    var stageRows: [(cells: [String], stage: OwnershipStage)] {
        objects.values.sorted { $0.object < $1.object }.flatMap { ownership in
            ownership.stages.map { stage in
                let cells = [
                    ownership.object, stage.name, stage.owner.rawValue, stage.exceptions, stage.destinations,
                    stage.until.sorted().joined(separator: ", "),
                ]
                return (cells, stage)
            }
        }
    }

    var json: JSON {
        let stages = objects.values.sorted { $0.object < $1.object }.flatMap { ownership in
            ownership.stages.map { stage -> JSON in
                [
                    "object": .string(ownership.object), "stage": .string(stage.name),
                    "owner": .string(stage.owner.rawValue), "writers": stage.writers.json,
                    "fields": .array(
                        stage.fields.map {
                            ["members": .array($0.members.sorted().map(JSON.string)), "writers": $0.writers.json]
                        }
                    ),
                    "recipients": stage.recipients?.json ?? .null,
                    "until": .array(stage.until.sorted().map(JSON.string)), "rule": .string(stage.origin.description),
                ]
            }
        }
        return .array(stages)
    }
}
