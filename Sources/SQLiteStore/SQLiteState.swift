internal import ConnectorStore
internal import GRDB
internal import GRDBSQLite

/// The tables of a store within one transaction of one connection.
///
/// Statements are those that GRDB keeps for the connection; they are bound and stepped through SQLite's own interface,
/// since a commit runs thousands of them.
struct SQLiteState {
    private let db: Database
    private let path: String

    init(_ db: Database, path: String) {
        self.db = db
        self.path = path
    }

    /// Runs a statement that returns nothing.
    func run(_ sql: String, _ values: StoredValue...) throws(StoreError) {
        try run(sql, values)
    }

    /// Runs a statement that returns nothing.
    ///
    /// - Returns: Whether it changed a row.
    func changes(_ sql: String, _ values: StoredValue...) throws(StoreError) -> Bool {
        try run(sql, values)
        return db.changesCount > 0
    }

    private func run(_ sql: String, _ values: [StoredValue]) throws(StoreError) {
        let statement = try prepared(sql, values)
        defer { statement.reset() }
        while try step(statement) {}
    }

    /// Reads the rows that a query finds, up to the first that is not wanted any more.
    func rows<Value>(
        of table: String,
        _ sql: String,
        _ values: StoredValue...,
        while isWanted: (StoredRow) -> Bool = { _ in true },
        decode: (inout StoredRow) throws(StoreError) -> Value
    ) throws(StoreError) -> [Value] {
        let statement = try prepared(sql, values)
        defer { statement.reset() }
        var found: [Value] = []
        while try step(statement) {
            var row = StoredRow(statement, of: table)
            guard isWanted(row) else { break }
            found.append(try decode(&row))
        }
        return found
    }

    /// Whether the transaction still stands: SQLite ends it by itself when the disk is full or fails.
    var isInTransaction: Bool { db.isInsideTransaction }

    private func prepared(_ sql: String, _ values: [StoredValue]) throws(StoreError) -> SQLiteStatement {
        let statement: SQLiteStatement
        do {
            statement = SQLiteStatement(try db.cachedStatement(sql: sql))
        } catch {
            throw StoreError(error, path: path)
        }
        for (position, value) in values.enumerated() {
            let code = statement.bind(value, at: position + 1)
            guard code == SQLITE_OK else { throw failure(code) }
        }
        return statement
    }

    /// Goes on to the next row; `false` behind the last one.
    private func step(_ statement: SQLiteStatement) throws(StoreError) -> Bool {
        switch statement.step() {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw failure(code)
        }
    }

    private func failure(_ code: CInt) -> StoreError {
        StoreError(DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage), path: path)
    }
}

extension StoredValue {
    /// A number of rows; a negative one would mean all of them to SQLite.
    static func limit(_ limit: Int) -> StoredValue {
        .integer(Int64(max(0, limit)))
    }
}
