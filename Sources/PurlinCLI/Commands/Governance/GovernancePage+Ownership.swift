import Governance
import JSON

extension GovernancePage {
    /// The matrix of objects, stages and roles, and the roles of the configured systems.
    static func ownership(_ configuration: PurlinConfiguration) -> GovernancePage {
        let policy = configuration.governance.policy.ownership
        var table = TextTable(["object", "stage", "owner", "may write too", "goes to", "until", "rule"])
        for ownership in policy.objects.values.sorted(by: { $0.object < $1.object }) {
            for stage in ownership.stages {
                table.add([
                    ownership.object, stage.name, stage.owner.rawValue, stage.exceptions, stage.destinations,
                    stage.until.sorted().joined(separator: ", "), stage.origin.description,
                ])
            }
        }
        return GovernancePage(text: table.text, json: policy.json)
    }
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
    fileprivate var json: JSON {
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
