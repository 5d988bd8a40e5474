/// The columns of one record by field name; an absent column is NULL.
typealias Row = [String: FieldValue]

/// The records of one model, with the indexes that look-ups need.
struct Table: Sendable {
    /// The last id that was handed out; ids of rolled-back records are not handed out again.
    private(set) var lastID: Int64 = 0
    /// How often a record was written or removed.
    private(set) var changes = 0
    private var rows: [Int64: Row] = [:]
    private var ascendingIDs: [Int64] = []
    private var indexes: [Index]

    private struct Index: Sendable {
        let columns: [String]
        var ids: [[FieldValue]: [Int64]] = [:]

        func key(of row: Row) -> [FieldValue] {
            columns.map { row[$0] ?? .null }
        }
    }

    /// Creates an empty table.
    ///
    /// - Parameter indexes: The columns of each index.
    init(indexes: [[String]]) {
        self.indexes = indexes.map { Index(columns: $0) }
    }

    /// The ids of all records, smallest first.
    var ids: [Int64] { ascendingIDs }

    /// The number of records.
    var count: Int { rows.count }

    /// The record `id`; `nil` if there is none.
    subscript(id: Int64) -> Row? { rows[id] }

    /// Hands out the next id.
    mutating func nextID() -> Int64 {
        lastID += 1
        return lastID
    }

    /// Continues the sequence behind `id`.
    mutating func continueSequence(after id: Int64) {
        lastID = max(lastID, id)
    }

    /// Replaces the record `id`, or removes it if `row` is `nil`.
    ///
    /// - Returns: What was there before.
    @discardableResult
    mutating func replace(_ id: Int64, with row: Row?) -> Row? {
        changes += 1
        let before = rows[id]
        for position in indexes.indices { reindex(position, id, from: before, to: row) }
        if before == nil, row != nil { insert(id) }
        if before != nil, row == nil { remove(id) }
        rows[id] = row
        return before
    }

    /// The records whose `columns` hold `values`; `nil` if no index has these columns.
    func ids(where columns: [String], are values: [FieldValue]) -> [Int64]? {
        indexes.first { $0.columns == columns }.map { $0.ids[values] ?? [] }
    }

    private mutating func reindex(_ position: Int, _ id: Int64, from before: Row?, to after: Row?) {
        let oldKey = before.map { indexes[position].key(of: $0) }
        let newKey = after.map { indexes[position].key(of: $0) }
        guard oldKey != newKey else { return }
        if let oldKey {
            indexes[position].ids[oldKey]?.removeAll { $0 == id }
            if indexes[position].ids[oldKey]?.isEmpty == true { indexes[position].ids[oldKey] = nil }
        }
        if let newKey { indexes[position].ids[newKey, default: []].append(id) }
    }

    private mutating func insert(_ id: Int64) {
        guard let last = ascendingIDs.last, last > id else { return ascendingIDs.append(id) }
        ascendingIDs.insert(id, at: position(of: id))
    }

    private mutating func remove(_ id: Int64) {
        ascendingIDs.remove(at: position(of: id))
    }

    /// The first position whose id is not smaller than `id`.
    private func position(of id: Int64) -> Int {
        var low = 0
        var high = ascendingIDs.count
        while low < high {
            let middle = (low + high) / 2
            if ascendingIDs[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
