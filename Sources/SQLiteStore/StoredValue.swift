internal import CanonicalModel
internal import FoundationEssentials
internal import GRDB
internal import JSON

/// A value on its way into a column.
///
/// Every text of the store goes through here and comes back through ``StoredRow``: U+0000, at which SQLite's text
/// functions stop, is stored as U+FFFF and a digit, and so is U+FFFF itself.
enum StoredValue: DatabaseValueConvertible {
    case null
    case integer(Int64)
    case text(String)

    static func instant(_ instant: Instant?) -> StoredValue {
        instant.map { .integer($0.microseconds) } ?? .null
    }

    static func optional(_ text: String?) -> StoredValue {
        text.map { .text($0) } ?? .null
    }

    static func json(_ value: JSON) -> StoredValue {
        .text(value.canonicalText)
    }

    static func texts(_ texts: [String]) -> StoredValue {
        .json(.array(texts.map { .string($0) }))
    }

    static func totals(_ totals: [String: Decimal]) -> StoredValue {
        var object = JSONObject()
        for (name, total) in totals { object[name] = .string(total.plainText) }
        return .json(.object(object))
    }

    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .text(let text): Self.escaped(text).databaseValue
        }
    }

    static func fromDatabaseValue(_ value: DatabaseValue) -> StoredValue? {
        if value.isNull { return .null }
        if let number = Int64.fromDatabaseValue(value) { return .integer(number) }
        return String.fromDatabaseValue(value).map { .text(unescaped($0)) }
    }

    private static let mark: Unicode.Scalar = "\u{FFFF}"

    /// The text without U+0000, from which ``unescaped(_:)`` makes the same text again.
    static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0 == "\0" || $0 == mark }) else { return text }
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\0": escaped.append(contentsOf: [mark, "0"])
            case mark: escaped.append(contentsOf: [mark, "1"])
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }

    static func unescaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(mark) else { return text }
        var plain = String.UnicodeScalarView()
        var scalars = text.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            guard scalar == mark else {
                plain.append(scalar)
                continue
            }
            switch scalars.next() {
            case "0": plain.append("\0")
            case "1": plain.append(mark)
            case let other:
                plain.append(mark)
                if let other { plain.append(other) }
            }
        }
        return String(plain)
    }
}
