internal import ConnectorStore
internal import GRDB
internal import GRDBSQLite

/// A prepared statement, bound and read through SQLite's own interface.
@safe
struct SQLiteStatement {
    /// What keeps the statement alive.
    private let owner: Statement
    private var pointer: OpaquePointer { unsafe owner.sqliteStatement }

    init(_ owner: Statement) {
        self.owner = owner
    }

    /// Binds a value, of which SQLite keeps a copy.
    ///
    /// - Returns: SQLite's result code.
    func bind(_ value: StoredValue, at position: Int) -> CInt {
        let position = CInt(position)
        switch value {
        case .null: return unsafe sqlite3_bind_null(pointer, position)
        case .integer(let number): return unsafe sqlite3_bind_int64(pointer, position, number)
        case .text(let text):
            var text = StoredValue.escaped(text)
            return text.withUTF8 { bytes in
                // A missing address would bind NULL.
                guard !bytes.isEmpty else { return unsafe sqlite3_bind_text(pointer, position, "", 0, Self.copied) }
                return unsafe bytes.withMemoryRebound(to: CChar.self) { bytes in
                    unsafe sqlite3_bind_text64(
                        pointer,
                        position,
                        bytes.baseAddress,
                        UInt64(bytes.count),
                        Self.copied,
                        UInt8(SQLITE_UTF8)
                    )
                }
            }
        }
    }

    /// Goes on to the next row.
    ///
    /// - Returns: SQLite's result code.
    func step() -> CInt {
        unsafe sqlite3_step(pointer)
    }

    /// Makes the statement ready for its next use.
    func reset() {
        // What it returns is the failure of the last step, which was told there.
        unsafe sqlite3_reset(pointer)
    }

    /// How many bytes of text a column of the present row holds.
    func byteCount(at position: Int) -> Int {
        unsafe Int(sqlite3_column_bytes(pointer, CInt(position)))
    }

    /// What a column of the present row holds.
    func column(_ position: Int) -> SQLiteColumn {
        let position = CInt(position)
        switch unsafe sqlite3_column_type(pointer, position) {
        case SQLITE_INTEGER: return unsafe .integer(sqlite3_column_int64(pointer, position))
        case SQLITE_FLOAT: return unsafe .real(sqlite3_column_double(pointer, position))
        case SQLITE_TEXT:
            // The text first, then its length, as SQLite prescribes.
            let text = unsafe sqlite3_column_text(pointer, position)
            let count = unsafe Int(sqlite3_column_bytes(pointer, position))
            let bytes = unsafe UnsafeBufferPointer(start: text, count: text == nil ? 0 : count)
            guard let valid = unsafe String(validating: bytes, as: UTF8.self) else {
                return unsafe .brokenText(String(decoding: bytes, as: UTF8.self))
            }
            return .text(valid)
        case SQLITE_BLOB:
            let data = unsafe sqlite3_column_blob(pointer, position)
            let count = unsafe Int(sqlite3_column_bytes(pointer, position))
            return unsafe .bytes(Array(UnsafeRawBufferPointer(start: data, count: data == nil ? 0 : count)))
        default: return .null
        }
    }

    /// The hash whose hexadecimal digits a column of the present row holds; `nil` for anything else.
    func hash(_ position: Int) -> MerkleHash? {
        let position = CInt(position)
        guard unsafe sqlite3_column_type(pointer, position) == SQLITE_TEXT else { return nil }
        let text = unsafe sqlite3_column_text(pointer, position)
        let count = unsafe Int(sqlite3_column_bytes(pointer, position))
        return unsafe MerkleHash(hexadecimal: UnsafeBufferPointer(start: text, count: text == nil ? 0 : count))
    }

    /// The name of a column.
    func columnName(_ position: Int) -> String {
        unsafe sqlite3_column_name(pointer, CInt(position)).map { unsafe String(cString: $0) } ?? "\(position)"
    }

    /// `SQLITE_TRANSIENT`, which is no constant to Swift: SQLite makes a copy of what is bound.
    private static var copied: sqlite3_destructor_type {
        unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}

/// What a column holds.
enum SQLiteColumn {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    /// A text that is no UTF-8, repaired.
    case brokenText(String)
    case bytes([UInt8])
}
