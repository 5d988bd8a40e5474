/// All tables of the simulated company, with transactions and savepoints.
///
/// As in PostgreSQL, sequences are outside of transactions: a rolled-back call leaves a gap in the ids.
struct Database: Sendable {
    private(set) var tables: [String: Table] = [:]
    private var undo: [Change] = []
    /// The records that were made or changed since they were taken last, each once and in the order of its first change;
    /// `nil` if nobody wants to know.
    private var saved: [SavedRecord]?
    /// What lookups of external ids remember; outside of transactions.
    var externalIDs = ExternalIDCache()

    private struct Change: Sendable {
        let model: String
        let id: Int64
        let before: Row?
    }

    /// A record that was made or changed by a transaction that has ended well.
    struct SavedRecord: Hashable, Sendable {
        let model: String
        let id: Int64
    }

    /// A point in a transaction that can be returned to.
    struct Savepoint: Sendable {
        fileprivate let changes: Int
    }

    /// Creates a database without any table.
    init() {}

    /// Creates the table of a model; an existing one stays as it is.
    mutating func createTable(_ model: String, indexes: [[String]]) {
        if tables[model] == nil { tables[model] = Table(indexes: indexes) }
    }

    /// The record `id` of `model`; `nil` if there is none.
    func row(_ model: String, _ id: Int64) -> Row? {
        tables[model]?[id]
    }

    /// How often a record of `model` was written or removed: while this stays the same, so do the records.
    func changes(of model: String) -> Int {
        tables[model]?.changes ?? 0
    }

    /// The ids of all records of `model`, smallest first.
    func ids(of model: String) -> [Int64] {
        tables[model]?.ids ?? []
    }

    /// The records of `model` whose `columns` hold `values`; `nil` if no index has these columns.
    func ids(of model: String, where columns: [String], are values: [FieldValue]) -> [Int64]? {
        tables[model]?.ids(where: columns, are: values)
    }

    /// The last id that was handed out for `model`; 0 before the first.
    func lastID(of model: String) -> Int64 {
        tables[model]?.lastID ?? 0
    }

    /// Hands out the next id of `model`.
    mutating func nextID(of model: String) -> Int64 {
        tables[model, default: Table(indexes: [])].nextID()
    }

    /// Continues the sequence of `model` behind `id`.
    mutating func continueSequence(of model: String, after id: Int64) {
        tables[model, default: Table(indexes: [])].continueSequence(after: id)
    }

    /// Hands out the next number of a record of `ir.sequence`.
    ///
    /// A rolled-back call gives it back only where the sequence is one without gaps: the others are PostgreSQL's own.
    mutating func drawNumber(ofSequence id: Int64) -> Int64 {
        var row = tables["ir.sequence"]?[id] ?? [:]
        let number = row["number_next_actual"]?.recordIDs.first ?? 1
        row["number_next_actual"] = .integer(number + (row["number_increment"]?.recordIDs.first ?? 1))
        if row["implementation"] == .text("no_gap") {
            replace("ir.sequence", id, with: row)
        } else {
            tables["ir.sequence"]?.replace(id, with: row)
        }
        return number
    }

    /// Writes, or with `nil` deletes, the record `id` of `model`.
    mutating func replace(_ model: String, _ id: Int64, with row: Row?) {
        let before = tables[model, default: Table(indexes: [])].replace(id, with: row)
        undo.append(Change(model: model, id: id, before: before))
        externalIDs.noteChange(of: model, isNew: before == nil)
    }

    /// Marks the present state.
    func savepoint() -> Savepoint {
        Savepoint(changes: undo.count)
    }

    /// Takes back every change since `savepoint`, the last one first.
    ///
    /// - Returns: The models whose records were changed back.
    mutating func rollBack(to savepoint: Savepoint) -> Set<String> {
        var models: Set<String> = []
        while undo.count > savepoint.changes, let change = undo.popLast() {
            tables[change.model]?.replace(change.id, with: change.before)
            models.insert(change.model)
        }
        return models
    }

    /// Makes every change so far lasting.
    mutating func commit() {
        if saved != nil {
            var seen = Set<SavedRecord>()
            for change in undo {
                let record = SavedRecord(model: change.model, id: change.id)
                if row(change.model, change.id) != nil, seen.insert(record).inserted { saved?.append(record) }
            }
        }
        undo.removeAll(keepingCapacity: true)
    }

    /// Hands out the records that were made or changed since the last time, and goes on to note them.
    mutating func takeSaved() -> [SavedRecord] {
        defer { saved = [] }
        return saved ?? []
    }
}
