internal import CanonicalModel
internal import Foundation
internal import JSON

/// A value on its way into a column.
///
/// Every text of the store goes through here and comes back through ``StoredRow``: U+0000, at which SQLite's text
/// functions stop, is stored as U+FFFF and a digit, and so is U+FFFF itself.
enum StoredValue {
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
        .text(JSON.canonicalText(of: texts))
    }

    private static let mark: Unicode.Scalar = "\u{FFFF}"

    /// The text without U+0000, from which ``unescaped(_:)`` makes the same text again.
    static func escaped(_ text: String) -> String {
        guard mayHoldMark(text) else { return text }
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

    /// Whether there is U+0000, or the byte 0xEF with which the UTF-8 of U+FFFF begins.
    private static func mayHoldMark(_ text: String) -> Bool {
        let found = unsafe text.utf8.withContiguousStorageIfAvailable { bytes in
            guard let start = bytes.baseAddress else { return false }
            return unsafe memchr(start, 0, bytes.count) != nil || memchr(start, 0xEF, bytes.count) != nil
        }
        return found ?? true
    }

    static func unescaped(_ text: String) -> String {
        guard mayHoldMark(text) else { return text }
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
