internal import ConnectorStore
internal import GRDB

/// The tables of a store within one transaction of one connection.
struct SQLiteState {
    private let db: Database
    private let path: String

    init(_ db: Database, path: String) {
        self.db = db
        self.path = path
    }

    /// Runs a statement that returns nothing.
    func run(_ sql: String, _ values: StoredValue...) throws(StoreError) {
        do {
            try db.cachedStatement(sql: sql).execute(arguments: StatementArguments(values))
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Reads the rows that a query finds.
    func rows<Value>(
        of table: String,
        _ sql: String,
        _ values: StoredValue...,
        decode: (inout StoredRow) throws(StoreError) -> Value
    ) throws(StoreError) -> [Value] {
        do {
            let statement = try db.cachedStatement(sql: sql)
            let cursor = try Row.fetchCursor(statement, arguments: StatementArguments(values))
            var found: [Value] = []
            while let row = try cursor.next() {
                var stored = StoredRow(row, of: table)
                found.append(try decode(&stored))
            }
            return found
        } catch {
            throw StoreError(error, path: path)
        }
    }
}

extension StoredValue {
    /// A number of rows; a negative one would mean all of them to SQLite.
    static func limit(_ limit: Int) -> StoredValue {
        .integer(Int64(max(0, limit)))
    }
}
