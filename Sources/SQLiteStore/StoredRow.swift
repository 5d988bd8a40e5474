internal import CanonicalModel
internal import ConnectorStore
internal import FoundationEssentials
internal import JSON

/// Reads the columns of a row from left to right; what cannot be read is damage, never a crash.
struct StoredRow {
    private let statement: SQLiteStatement
    private let table: String
    private var position = 0

    init(_ statement: SQLiteStatement, of table: String) {
        self.statement = statement
        self.table = table
    }

    /// How many bytes a column holds, before it is read.
    func byteCount(at column: Int) -> Int { statement.byteCount(at: column) }

    mutating func text() throws(StoreError) -> String {
        guard let text = try optionalText() else { throw damage("a text") }
        return text
    }

    mutating func optionalText() throws(StoreError) -> String? {
        switch next() {
        case .null: return nil
        case .text(let text): return StoredValue.unescaped(text)
        case .brokenText: throw damage("a text in UTF-8")
        default: throw damage("a text")
        }
    }

    /// The text here; anything else becomes a text that no entry was ever sealed with, so that verification finds it.
    mutating func sealedText() -> String {
        switch next() {
        case .null: "\u{FFFD}no value"
        case .integer(let number): "\u{FFFD}integer \(number)"
        case .real(let number): "\u{FFFD}real \(number)"
        case .bytes(let bytes): "\u{FFFD}bytes \(bytes)"
        case .brokenText(let repaired): "\u{FFFD}no UTF-8: \(repaired)"
        case .text(let text): StoredValue.unescaped(text)
        }
    }

    /// The hash whose hexadecimal digits are here; `nil` for anything else.
    mutating func sealedHash() -> MerkleHash? {
        position += 1
        return statement.hash(position - 1)
    }

    /// The integer here; anything else becomes a number that no entry was ever sealed with.
    mutating func sealedInteger() -> Int64 {
        guard case .integer(let number) = next() else { return -1 }
        return number
    }

    mutating func integer() throws(StoreError) -> Int64 {
        guard let number = try optionalInteger() else { throw damage("an integer") }
        return number
    }

    mutating func optionalInteger() throws(StoreError) -> Int64? {
        switch next() {
        case .null: return nil
        case .integer(let number): return number
        default: throw damage("an integer")
        }
    }

    mutating func count() throws(StoreError) -> Int {
        Int(try integer())
    }

    mutating func instant() throws(StoreError) -> Instant {
        Instant(microseconds: try integer())
    }

    mutating func optionalInstant() throws(StoreError) -> Instant? {
        try optionalInteger().map { Instant(microseconds: $0) }
    }

    mutating func json() throws(StoreError) -> JSON {
        guard let value = try Self.parse(text()) else { throw damage("a JSON document") }
        return value
    }

    /// A value that is kept as JSON.
    mutating func optionalValue<Value>(
        _ expected: String,
        _ read: (JSONReader) throws(JSONAccessError) -> Value
    ) throws(StoreError) -> Value? {
        guard let text = try optionalText() else { return nil }
        guard let json = Self.parse(text) else { throw damage(expected) }
        do throws(JSONAccessError) { return try read(JSONReader(json)) } catch { throw damage(expected) }
    }

    mutating func texts() throws(StoreError) -> [String] {
        guard let texts = try Self.texts(in: text()) else { throw damage("a list of texts") }
        return texts
    }

    mutating func totals() throws(StoreError) -> [String: Decimal] {
        guard let members = try json().objectValue else { throw damage("totals by name") }
        return try totals(members)
    }

    mutating func optionalTotals() throws(StoreError) -> [String: Decimal]? {
        guard let text = try optionalText() else { return nil }
        guard let members = Self.parse(text)?.objectValue else { throw damage("totals by name") }
        return try totals(members)
    }

    mutating func word<Word: RawRepresentable<String>>() throws(StoreError) -> Word {
        guard let word = try Word(rawValue: text()) else { throw damage("a known word") }
        return word
    }

    /// The list of texts whose canonical form `text` is; `nil` if it is another text.
    static func texts(in text: String) -> [String]? {
        if let texts = plainTexts(in: text) { return texts }
        guard let value = parse(text), value.canonicalText.utf8.elementsEqual(text.utf8),
            let elements = value.arrayValue
        else { return nil }
        let texts = elements.compactMap(\.stringValue)
        return texts.count == elements.count ? texts : nil
    }

    /// The texts of a list in which nothing is escaped, which every quotation mark then begins or ends.
    private static func plainTexts(in text: String) -> [String]? {
        var rest = text.utf8[...]
        guard !rest.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\\") }), rest.popFirst() == UInt8(ascii: "[")
        else { return nil }
        var texts: [String] = []
        while rest.popFirst() == UInt8(ascii: "\""), let end = rest.firstIndex(of: UInt8(ascii: "\"")) {
            texts.append(String(Substring(rest[..<end])))
            rest = rest[rest.index(after: end)...]
            switch rest.popFirst() {
            case UInt8(ascii: ","): continue
            case UInt8(ascii: "]") where rest.isEmpty: return texts
            default: return nil
            }
        }
        return nil
    }

    /// What is wrong with the column that was read last.
    func damage(_ expected: String) -> StoreError {
        let column = statement.columnName(position - 1)
        return .damaged(
            "Column \(column) of table \(table) does not hold \(expected): the store was damaged or changed by hand; "
                + "verify the journal and restore the store from a backup"
        )
    }

    private func totals(_ members: JSONObject) throws(StoreError) -> [String: Decimal] {
        var totals: [String: Decimal] = [:]
        for (name, value) in members {
            guard let text = value.stringValue, let total = text == "NaN" ? .nan : Decimal(plain: text) else {
                throw damage("totals in decimal notation")
            }
            totals[name] = total
        }
        return totals
    }

    private static func parse(_ text: String) -> JSON? {
        try? JSON(parsing: text, limits: JSONLimits(depth: JSONLimits.greatestDepth, bytes: Int.max))
    }

    private mutating func next() -> SQLiteColumn {
        position += 1
        return statement.column(position - 1)
    }
}
