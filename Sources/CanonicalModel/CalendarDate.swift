/// A day of the proleptic Gregorian calendar, without a time zone: what a site calls "the fifth of January".
public struct CalendarDate: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01.
    public let daysSince1970: Int

    /// Creates a date from the days since 1970-01-01.
    public init(daysSince1970: Int) {
        self.daysSince1970 = daysSince1970
    }

    /// Creates a date from its parts.
    ///
    /// - Returns: `nil` if there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        let candidate = CalendarDate(daysSince1970: Self.days(year: year, month: month, day: day))
        guard candidate.parts == (year, month, day) else { return nil }
        self = candidate
    }

    /// Reads `YYYY-MM-DD`.
    ///
    /// - Returns: `nil` for any other form and for days that do not exist.
    public init?(_ text: String) {
        self.init(bytes: Array(text.utf8)[...])
    }

    /// The first day of a month that is written `YYYY-MM`.
    ///
    /// - Returns: `nil` for any other form and for months that do not exist.
    public init?(firstOf month: String) {
        self.init("\(month)-01")
    }

    /// The first day after a month that is written `YYYY-MM`.
    ///
    /// - Returns: `nil` for any other form and for months that do not exist.
    public init?(firstAfter month: String) {
        guard let first = CalendarDate(firstOf: month) else { return nil }
        self.init(firstOf: first.adding(days: 31).month)
    }

    /// The month of the day as `YYYY-MM`.
    public var month: String { String(text.prefix(7)) }

    /// Reads `YYYY-MM-DD`, given as its bytes.
    init?(bytes: ArraySlice<UInt8>) {
        guard bytes.count == 10 else { return nil }
        var numbers = (year: 0, month: 0, day: 0)
        for (offset, byte) in bytes.enumerated() {
            guard offset != 4, offset != 7 else {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            let digit = Int(byte - UInt8(ascii: "0"))
            switch offset {
            case 0..<4: numbers.year = numbers.year * 10 + digit
            case 5..<7: numbers.month = numbers.month * 10 + digit
            default: numbers.day = numbers.day * 10 + digit
            }
        }
        self.init(year: numbers.year, month: numbers.month, day: numbers.day)
    }

    /// The date as `YYYY-MM-DD`.
    public var text: String {
        let (year, month, day) = parts
        return [
            Instant.padded(Int64(year), to: 4), Instant.padded(Int64(month), to: 2), Instant.padded(Int64(day), to: 2),
        ]
        .joined(separator: "-")
    }

    /// Year, month and day.
    public var parts: (year: Int, month: Int, day: Int) {
        // Days are counted from 0000-03-01, so that a leap day is the last of its year; 146,097 days are 400 years.
        let shifted = daysSince1970 + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// The date `days` later, or earlier if negative.
    public func adding(days: Int) -> CalendarDate {
        CalendarDate(daysSince1970: daysSince1970 + days)
    }

    /// Whether `left` is earlier than `right`.
    public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
        left.daysSince1970 < right.daysSince1970
    }

    private static func days(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
