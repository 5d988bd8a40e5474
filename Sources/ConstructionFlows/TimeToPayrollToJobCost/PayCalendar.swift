public import CanonicalModel

/// How the days of a company fall into pay periods, and what the periods and their batches are called.
public struct PayCalendar: Sendable, Hashable {
    /// The last day of one pay period, from which all others follow.
    public let anchor: CalendarDate
    /// How many days a pay period has: 7 or 14.
    public let days: Int

    /// Creates a calendar.
    ///
    /// - Parameters:
    ///   - anchor: The last day of any pay period.
    ///   - days: How many days a pay period has.
    public init(periodEnding anchor: CalendarDate, days: Int = 7) {
        self.anchor = anchor
        self.days = max(days, 1)
    }

    /// The last day of the period that `date` belongs to.
    public func periodEnd(of date: CalendarDate) -> CalendarDate {
        let beyond = (date.daysSince1970 - anchor.daysSince1970) % days
        return beyond == 0 ? date : date.adding(days: beyond > 0 ? days - beyond : -beyond)
    }

    /// The first day of the period that ends with `periodEnd`.
    public func periodStart(endingWith periodEnd: CalendarDate) -> CalendarDate {
        periodEnd.adding(days: 1 - days)
    }

    /// The number of a period's batch: the day after the period as `yymmdd`, then nothing for the first and `B`, `C` … for
    /// those that follow, `ZB` after `Z`; unique within a century.
    ///
    /// - Parameters:
    ///   - count: How many batches the period had before.
    ///   - periodEnd: The last day of the period.
    /// - Returns: The number, for example `260105` or `260105B`.
    public static func batch(after count: Int, ofPeriodEnding periodEnd: CalendarDate) -> String {
        let digits = periodEnd.adding(days: 1).text.filter { $0 != "-" }.dropFirst(2)
        guard count > 0 else { return String(digits) }
        let letters = Array("BCDEFGHIJKLMNOPQRSTUVWXYZ")
        let (full, rest) = (count - 1).quotientAndRemainder(dividingBy: letters.count)
        return digits + String(repeating: "Z", count: full) + String(letters[rest])
    }

    /// The last day of the period that a batch belongs to.
    ///
    /// - Parameter batch: The number of a batch.
    /// - Returns: `nil` if no period of this calendar has batches of such a number.
    public func periodEnd(ofBatch batch: String) -> CalendarDate? {
        let digits = batch.prefix(6).map(String.init)
        guard digits.count == 6, batch.dropFirst(6).allSatisfy({ ("B"..."Z").contains($0) }) else { return nil }
        let text = "20\(digits[0...1].joined())-\(digits[2...3].joined())-\(digits[4...5].joined())"
        guard let end = CalendarDate(text)?.adding(days: -1), periodEnd(of: end) == end else { return nil }
        return end
    }
}
