import Foundation
import GRDB
import GRDBSQLite

/// How often a second this disk makes 4 KiB durable.
struct FsyncRate {
    let folder: URL

    func perSecond(count: Int) throws -> Double {
        let path = folder.appendingPathComponent("fsync").path
        let file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw CeilingError(what: "cannot open \(path)") }
        defer { close(file) }
        let pages = 256
        let page = [UInt8](repeating: 7, count: 4096)
        for number in 0..<pages { _ = unsafe pwrite(file, page, page.count, off_t(number * page.count)) }
        fsync(file)
        let start = ContinuousClock.now
        for number in 0..<count {
            _ = unsafe pwrite(file, page, page.count, off_t(number % pages * page.count))
            guard fdatasync(file) == 0 else { throw CeilingError(what: "fdatasync of \(path) failed") }
        }
        return Double(count) / (ContinuousClock.now - start).inSeconds
    }
}

/// The least that SQLite can do for the rows that a workload left: each is inserted once, by prepared statements of
/// SQLite's own interface, in as many transactions as there were commits.
struct BareLoop {
    let path: String

    func run(records: Int, transactions: Int) throws -> BareFigures {
        let tables = try Table.all(in: path)
        let copy = path + ".bare"
        let database = try BareDatabase(path: copy)
        try database.run("PRAGMA journal_mode=WAL")
        try database.run("PRAGMA synchronous=FULL")
        for statement in try Table.definitions(in: path) { try database.run(statement) }
        let statements = try tables.map { try database.prepare($0.insertion) }
        let processor = ProcessorTime.used
        let start = ContinuousClock.now
        for number in 0..<transactions {
            try database.run("BEGIN IMMEDIATE")
            for (table, statement) in zip(tables, statements) {
                let count = table.rows.count
                for row in table.rows[(count * number / transactions)..<(count * (number + 1) / transactions)] {
                    try database.insert(row, statement)
                }
            }
            try database.run("COMMIT")
        }
        let duration = (ContinuousClock.now - start).inSeconds
        let used = ProcessorTime.used - processor
        statements.forEach { database.finish($0) }
        return BareFigures(perSecond: Double(records) / duration, processor: used)
    }
}

private struct CeilingError: Error, CustomStringConvertible {
    let what: String
    var description: String { what }
}

/// The rows of one table, in the order in which it keeps them.
private struct Table {
    let name: String
    let rows: [[DatabaseValue]]

    var insertion: String {
        let marks = Array(repeating: "?", count: rows.first?.count ?? 1).joined(separator: ", ")
        return "INSERT INTO \(name) VALUES (\(marks))"
    }

    static func all(in path: String) throws -> [Table] {
        try DatabaseQueue(path: path).read { database in
            let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            return try String.fetchAll(database, sql: sql).compactMap { name in
                let rows = try Row.fetchAll(database, sql: "SELECT * FROM \(name)").map { Array($0.databaseValues) }
                return rows.isEmpty ? nil : Table(name: name, rows: rows)
            }
        }
    }

    static func definitions(in path: String) throws -> [String] {
        try DatabaseQueue(path: path).read { database in
            let sql = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
            return try String.fetchAll(database, sql: sql)
        }
    }
}

/// A prepared statement, which must not outlive its connection.
@safe
private struct BareStatement {
    let pointer: OpaquePointer
}

/// A connection without anything around it.
@safe
private final class BareDatabase {
    private let connection: OpaquePointer

    init(path: String) throws {
        var connection: OpaquePointer?
        let code = unsafe sqlite3_open(path, &connection)
        guard code == SQLITE_OK, let connection = unsafe connection else {
            throw CeilingError(what: "cannot open \(path)")
        }
        unsafe self.connection = connection
    }

    deinit { unsafe sqlite3_close_v2(connection) }

    func run(_ sql: String) throws {
        guard unsafe sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else { throw failure(sql) }
    }

    func prepare(_ sql: String) throws -> BareStatement {
        var statement: OpaquePointer?
        guard unsafe sqlite3_prepare_v2(connection, sql, -1, &statement, nil) == SQLITE_OK,
            let statement = unsafe statement
        else { throw failure(sql) }
        return unsafe BareStatement(pointer: statement)
    }

    func finish(_ statement: BareStatement) {
        unsafe sqlite3_finalize(statement.pointer)
    }

    func insert(_ row: [DatabaseValue], _ bare: BareStatement) throws {
        let statement = unsafe bare.pointer
        for (position, value) in row.enumerated() {
            let place = CInt(position + 1)
            switch value.storage {
            case .null: unsafe sqlite3_bind_null(statement, place)
            case .int64(let number): unsafe sqlite3_bind_int64(statement, place, number)
            case .double(let number): unsafe sqlite3_bind_double(statement, place, number)
            case .string(let text): unsafe sqlite3_bind_text(statement, place, text, -1, Self.transient)
            case .blob(let data):
                unsafe data.withUnsafeBytes { bytes in
                    _ = unsafe sqlite3_bind_blob(statement, place, bytes.baseAddress, CInt(bytes.count), Self.transient)
                }
            }
        }
        guard unsafe sqlite3_step(statement) == SQLITE_DONE else { throw failure("an insertion") }
        unsafe sqlite3_reset(statement)
    }

    private func failure(_ sql: String) -> CeilingError {
        CeilingError(what: "\(sql): \(unsafe String(cString: sqlite3_errmsg(connection)))")
    }

    /// `SQLITE_TRANSIENT`: SQLite copies what is bound.
    private static var transient: sqlite3_destructor_type { unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}
