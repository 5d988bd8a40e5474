import CanonicalModel
import ConstructionFlows

/// What the configuration says of one kind of master, across all flows.
struct RegisteredMasters {
    let list: MasterList
    /// What stands for entries of the kind.
    let uses: [MasterUse]
    /// The keys that the runtime delivers, by the system that they go to; `nil` of a system that is no target of the kind.
    let delivered: [String: Set<String>]
    /// The systems of the flows that list or use the kind.
    let systems: Set<String>
    /// Entries that two flows list differently.
    let contradictions: [MasterDifference]

    init(_ kind: MasterKind, _ settings: RuntimeSettings, on day: CalendarDate) {
        var named: [String: [MasterEntry]] = [:]
        var uses: Set<MasterUse> = []
        var delivered: [String: Set<String>] = [:]
        var systems: Set<String> = []
        for binding in settings.flows {
            guard let flow = binding.flow as? any MasterKnowingFlow else { continue }
            let entries = flow.masters(on: day).filter { $0.kind == kind }
            let used = flow.masterUses(on: day).filter { $0.kind == kind }
            for entry in entries { named[entry.key, default: []].append(entry) }
            uses.formUnion(used)
            if !entries.isEmpty || !used.isEmpty { systems.formUnion(binding.sources.union(binding.allTargets)) }
            let deliveries = binding.flow.masterData.filter { $0.object == kind.object }
            if !deliveries.isEmpty {
                // Also the books of a company that has none of them.
                let targets =
                    Array(binding.companyTargets.values) + [binding.target(of: kind.object)].compactMap(\.self)
                for target in targets { delivered[target, default: []].formUnion([]) }
            }
            for delivery in deliveries {
                guard let target = binding.target(of: delivery) else { continue }
                delivered[target, default: []].insert(String(delivery.key.dropFirst(kind.object.count + 1)))
            }
        }
        var list = MasterList(kind, of: .configuration)
        var contradictions: [MasterDifference] = []
        for (key, entries) in named.sorted(by: { $0.key < $1.key }) {
            list.add(Self.merged(entries))
            contradictions += Self.contradictions(key, entries)
        }
        self.list = list
        self.uses = uses.sorted { ($0.key, $0.system ?? "", $0.from) < ($1.key, $1.system ?? "", $1.from) }
        self.delivered = delivered
        self.systems = systems
        self.contradictions = contradictions
    }

    /// One entry of those that flows list; what the first says of a field counts.
    private static func merged(_ entries: [MasterEntry]) -> MasterEntry {
        MasterEntry(
            entries[0].kind,
            key: entries[0].key,
            isActive: entries.contains(where: \.isActive),
            fields: entries.reduce(into: [:]) { $0.merge($1.fields) { first, _ in first } },
            numbers: Array(entries.reduce(into: Set<String>()) { $0.formUnion($1.numbers) })
        )
    }

    private static func contradictions(_ key: String, _ entries: [MasterEntry]) -> [MasterDifference] {
        let names = Set(entries.flatMap(\.fields.keys)).sorted()
        let parts = names.compactMap { name -> String? in
            let values = Set(entries.compactMap { $0.fields[name] }).sorted()
            return values.count > 1 ? "\(name) '\(values.joined(separator: "' and '"))'" : nil
        }
        guard !parts.isEmpty else { return [] }
        return [
            MasterDifference(
                .differs,
                of: entries[0].kind,
                key,
                owner: .configuration,
                holder: .configuration,
                "flows of the configuration say \(parts.joined(separator: ", "))"
            )
        ]
    }
}
