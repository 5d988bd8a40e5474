import ConstructionFlows

/// What one side holds of one kind of master.
struct MasterList {
    /// An entry, and which record of its system it is.
    struct Row {
        let entry: MasterEntry
        /// What the record is called, for example `fleet.vehicle/5`; `nil` where that is not known.
        var reference: String?
    }

    let kind: MasterKind
    let holder: MasterHolder
    /// What was found of each key; several rows where the side has it more than once.
    private(set) var rows: [String: [Row]] = [:]
    /// How many records could not be read as an entry.
    var unusable = 0

    init(_ kind: MasterKind, of holder: MasterHolder) {
        self.kind = kind
        self.holder = holder
    }

    mutating func add(_ entry: MasterEntry, reference: String? = nil) {
        rows[entry.key, default: []].append(Row(entry: entry, reference: reference))
    }

    /// The entry of a key: the one that is in use before one that is kept for the record.
    func entry(_ key: String) -> MasterEntry? {
        let found = rows[key]
        return (found?.first { $0.entry.isActive } ?? found?.first)?.entry
    }

    /// The keys, in order.
    var keys: [String] { rows.keys.sorted() }

    /// How many keys are in use.
    var activeCount: Int { rows.values.count { $0.contains(where: \.entry.isActive) } }

    /// The records in use of each key that has more than one, by key.
    var repeated: [(key: String, references: [String])] {
        rows.compactMap { key, rows in
            let active = rows.filter(\.entry.isActive)
            return active.count > 1 ? (key, active.map { $0.reference ?? key }.sorted()) : nil
        }
        .sorted { $0.key < $1.key }
    }

    /// The same list with what others of its kind hold.
    mutating func merge(_ other: MasterList) {
        rows.merge(other.rows) { own, _ in own }
        unusable += other.unusable
    }
}
