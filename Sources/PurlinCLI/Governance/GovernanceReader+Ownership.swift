import CanonicalModel
import ConnectorKit
import ConstructionFlows
import Governance

/// `systems` and `ownership`.
extension GovernanceReader {
    func ownership(_ mapping: MappingReader, _ standard: OwnershipPolicy) -> OwnershipPolicy {
        var policy = standard
        for (name, value) in mapping.optional("systems")?.members() ?? [] {
            if let systems, !systems.contains(name) {
                let hint = name.nearest(among: systems).map { "; did you mean '\($0)'?" } ?? ""
                value.report("there is no system '\(name)' in the configuration\(hint)")
            }
            policy.systems[name] = Self.words(value)
        }
        // Of masters a rule says whose list counts; without one, they have no owner that could refuse a write.
        let known = Set(standard.objects.keys).union(MasterKind.allCases.map(\.object)).sorted()
        for (object, value) in mapping.optional("ownership")?.members(allowed: known) ?? [] {
            let stages = value.elements().compactMap { stage($0, of: object) }
            guard let ownership = ObjectOwnership(object, stages) else {
                value.report(
                    "its stages must have different names, and all but the last must say by 'until' what ends them"
                )
                continue
            }
            policy = policy.replacing(ownership)
        }
        return policy
    }

    /// A stage; the events that may end it are those that are ever heard of the object.
    private func stage(_ value: YAMLValue, of object: String) -> OwnershipStage? {
        let mapping = MappingReader(
            value,
            allowed: ["stage", "owner", "writers", "fields", "recipients", "until"]
        )
        let owner: SystemRole? = mapping.required("owner").flatMap { Self.word($0) }
        guard let name = mapping.required("stage")?.text(), let owner else { return nil }
        let events = (OwnershipPolicy.handOffEvents[object] ?? []).sorted()
        let until = mapping.optional("until").map { value in
            let texts = value.texts()
            for text in texts where !events.contains(text) {
                let known = events.isEmpty ? "no event hands it on" : "known are \(events.joined(separator: ", "))"
                value.report("'\(text)' is no hand-off of this object; \(known)")
            }
            return Set(texts)
        }
        return OwnershipStage(
            name,
            owner: owner,
            writers: mapping.optional("writers").map { Self.words($0) } ?? [],
            fields: mapping.list("fields").map { group($0) },
            recipients: mapping.optional("recipients").map { Self.words($0) },
            until: until ?? [],
            origin: Self.origin(of: value)
        )
    }

    private func group(_ value: YAMLValue) -> FieldGroup {
        let mapping = MappingReader(value, allowed: ["members", "writers"])
        return FieldGroup(
            Set(mapping.required("members")?.texts() ?? []),
            writers: mapping.required("writers").map { Self.words($0) } ?? []
        )
    }
}
