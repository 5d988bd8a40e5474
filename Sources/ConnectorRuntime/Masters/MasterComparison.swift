import ConstructionFlows

/// Compares what one side holds of a kind of master with the list of its owner; a pure value.
struct MasterComparison {
    let owner: MasterList
    let other: MasterList
    /// The keys that the other side should have; `nil` for all that the owner has in use.
    var expected: Set<String>?

    private var kind: MasterKind { owner.kind }

    /// What differs, by key.
    func differences() -> [MasterDifference] {
        var found = other.repetitions(owner: owner.holder)
        var (missing, unknown): ([String], [String]) = ([], [])
        for key in Set(owner.keys).union(other.keys) {
            switch (owner.entry(key), other.entry(key)) {
            case (let own?, let there?): found += text(own, there).map { [difference(.differs, key, $0)] } ?? []
            case (let own?, nil) where own.isActive && expected?.contains(key) ?? true: missing.append(key)
            case (nil, let there?) where there.isActive: unknown.append(key)
            default: continue
            }
        }
        let pairs = pairs(missing, unknown)
        found += pairs.map { key, name in
            difference(.otherKey, key, names: [name], "\(other.holder.words) has it as '\(name)'")
        }
        found += missing.filter { pairs[$0] == nil }.map {
            difference(.missing, $0, "\(other.holder.words) does not have it")
        }
        let named = Set(pairs.values)
        found += unknown.filter { !named.contains($0) }.map {
            difference(.unknown, $0, "\(other.holder.words) has it, and \(owner.holder.words) does not")
        }
        return found.sorted { ($0.key, $0.kind.rawValue) < ($1.key, $1.kind.rawValue) }
    }

    private func difference(
        _ kind: MasterDifference.Kind,
        _ key: String,
        names: [String] = [],
        _ text: String
    ) -> MasterDifference {
        MasterDifference(
            kind,
            of: self.kind,
            key,
            owner: owner.holder,
            holder: other.holder,
            names: names,
            text
        )
    }

    /// What two entries of one key say differently; `nil` if nothing.
    private func text(_ own: MasterEntry, _ there: MasterEntry) -> String? {
        guard own.isActive == there.isActive else {
            let (inUse, over) = own.isActive ? (owner, other) : (other, owner)
            return "is in use in \(inUse.holder.words), and not in \(over.holder.words)"
        }
        guard own.isActive else { return nil }
        var parts = own.fields.sorted { $0.key < $1.key }.compactMap { name, value -> String? in
            guard let told = there.fields[name], told != value else { return nil }
            // The name of a person is nobody's business but that of the lists themselves.
            guard !kind.isPersonal || name == "company" else { return "another \(name)" }
            return "\(name) '\(told)' instead of '\(value)'"
        }
        if !own.numbers.isSubset(of: there.numbers), !there.numbers.isSubset(of: own.numbers),
            !own.numbers.isEmpty, !there.numbers.isEmpty
        {
            let (told, known) = (there.numbers.sorted(), own.numbers.sorted())
            parts.append("number \(told.joined(separator: ", ")) instead of \(known.joined(separator: ", "))")
        }
        guard !parts.isEmpty else { return nil }
        return "\(other.holder.words) has \(parts.joined(separator: ", "))"
    }

    /// Which missing key is which unknown one: those that share a mark with nobody else, and that nothing speaks against.
    private func pairs(_ missing: [String], _ unknown: [String]) -> [String: String] {
        let sought = marks(of: missing, in: owner)
        var found: [String: Set<String>] = [:]
        for (mark, names) in marks(of: unknown, in: other) where names.count == 1 {
            guard let keys = sought[mark], keys.count == 1, let key = keys.first, let name = names.first,
                !contradict(key, name)
            else { continue }
            found[key, default: []].insert(name)
        }
        let single = found.compactMapValues { $0.count == 1 ? $0.first : nil }
        let uses = Dictionary(grouping: single, by: \.value)
        return single.filter { uses[$0.value]?.count == 1 }
    }

    /// The keys that bear each mark: the key itself without case, blanks, punctuation and leading zeros, and the numbers.
    private func marks(of keys: [String], in list: MasterList) -> [Party.Mark: Set<String>] {
        var marks: [Party.Mark: Set<String>] = [:]
        for key in keys {
            let numbers = list.entry(key)?.numbers ?? []
            let bare = kind == .employee ? String(key.drop { $0 == "0" }) : key
            for mark in [Party.Mark("key", bare)] + numbers.map({ Party.Mark("number", $0) }) {
                if let mark { marks[mark, default: []].insert(key) }
            }
        }
        return marks
    }

    /// Whether both name manufacturers, and not the same: a serial number says nothing without.
    private func contradict(_ key: String, _ name: String) -> Bool {
        guard let own = owner.entry(key)?.fields["manufacturer"], let told = other.entry(name)?.fields["manufacturer"]
        else { return false }
        return own != told
    }
}

extension MasterList {
    /// The keys that the list has more than once in use.
    func repetitions(owner: MasterHolder) -> [MasterDifference] {
        repeated.map { key, references in
            MasterDifference(
                .repeated,
                of: kind,
                key,
                owner: owner,
                holder: holder,
                names: references,
                "\(holder.words) has it \(references.count) times"
            )
        }
    }

    /// What stands for entries that this list, which owns them, does not have in use; one for each key and system.
    func dangling(_ uses: [MasterUse]) -> [MasterDifference] {
        let gone = uses.filter { $0.kind == kind && entry($0.key)?.isActive != true }
        let places = Dictionary(grouping: gone) { Place(system: $0.system, key: $0.key) }
        return places.map { place, uses in
            let names = Set(uses.map(\.from)).sorted()
            let trouble = entry(place.key) == nil ? "does not have it" : "has it no longer in use"
            return MasterDifference(
                .mappedToNothing,
                of: kind,
                place.key,
                owner: holder,
                holder: place.system.map { .system($0) } ?? .configuration,
                names: names,
                "\(names.first ?? "") stands for it"
                    + (names.count > 1 ? ", and \(names.count - 1) more do" : "") + "; \(holder.words) \(trouble)"
            )
        }
        .sorted { ($0.key, $0.holder) < ($1.key, $1.holder) }
    }

    private struct Place: Hashable {
        let system: String?
        let key: String
    }
}
