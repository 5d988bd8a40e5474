import CanonicalModel

/// Reads days of one notation from bytes.
final class DayReader: Sendable {
    private let notation: DateNotation
    private let separator: [UInt8]
    /// A day as an example, and the order of its parts.
    let example: String

    init(_ notation: DateNotation) {
        self.notation = notation
        separator = notation.separator.map { Array(String($0).utf8) } ?? []
        let year = notation.hasShortYear ? "26" : "2026"
        let parts =
            switch notation.order {
            case .yearMonthDay: [year, "01", "31"]
            case .dayMonthYear: ["31", "01", year]
            case .monthDayYear: ["01", "31", year]
            }
        let order =
            switch notation.order {
            case .yearMonthDay: "year, month, day"
            case .dayMonthYear: "day, month, year"
            case .monthDayYear: "month, day, year"
            }
        example = parts.joined(separator: notation.separator.map { String($0) } ?? "") + " (\(order))"
    }

    /// Reads a day; a time of midnight behind it is passed over, as databases write it.
    ///
    /// - Returns: `nil` for anything else.
    func read(_ bytes: Span<UInt8>) -> CalendarDate? {
        var index = 0
        let yearLength = notation.hasShortYear ? 2 : 4
        var year = 0
        var month = 0
        var day = 0
        for part in 0..<3 {
            if part > 0 {
                for byte in separator {
                    guard index < bytes.count, bytes[index] == byte else { return nil }
                    index += 1
                }
            }
            let isYear = notation.order == .yearMonthDay ? part == 0 : part == 2
            let most = isYear ? yearLength : 2
            let least = isYear || separator.isEmpty ? most : 1
            var value = 0
            var length = 0
            while length < most, index < bytes.count, bytes[index].isDigit {
                value = value * 10 + Int(bytes[index] & 0xF)
                length += 1
                index += 1
            }
            guard length >= least else { return nil }
            if isYear {
                year = value
            } else if notation.order == .dayMonthYear ? part == 0 : part == (notation.order == .yearMonthDay ? 2 : 1) {
                day = value
            } else {
                month = value
            }
        }
        guard index == bytes.count || isMidnight(bytes.extracting(index..<bytes.count)) else { return nil }
        return CalendarDate(year: notation.hasShortYear ? 2000 + year : year, month: month, day: day)
    }

    /// Whether this is ` 00:00`, `T00:00:00`, ` 00:00:00.000` or such.
    private func isMidnight(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count >= 5, bytes[0] == .space || bytes[0] == UInt8(ascii: "T") else { return false }
        for index in 1..<bytes.count {
            let isColon = index == 3 || index == 6
            let expected = isColon ? UInt8(ascii: ":") : index == 9 ? UInt8(ascii: ".") : UInt8(ascii: "0")
            guard bytes[index] == expected else { return false }
        }
        return bytes.count == 6 || bytes.count == 9 || bytes.count > 10
    }
}
