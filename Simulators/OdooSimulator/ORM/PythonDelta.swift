import SimulatorKit

/// Sums of days and distances, with Python's words for what its calendar does not hold.
enum PythonDelta {
    private static let years: ClosedRange<Int64> = 1...9999
    static let outOfRange = OdooError.python("OverflowError", "date value out of range")

    /// Whether Python has the day.
    static func holds(_ day: CivilDate) -> Bool {
        // From 0001-01-01 to 9999-12-31.
        (-719_162...2_932_896).contains(day.daysSince1970)
    }

    /// The day so many days later.
    ///
    /// - Throws: OverflowError for a day that Python does not have.
    static func day(_ day: CivilDate, later days: Int64) throws(OdooError) -> CivilDate {
        guard Int64(Int32.min)...Int64(Int32.max) ~= days else {
            throw .python("OverflowError", "Python int too large to convert to C int")
        }
        guard -999_999_999...999_999_999 ~= days else {
            throw .python("OverflowError", "days=\(days); must have magnitude <= 999999999")
        }
        let later = day.adding(days: days)
        guard holds(later) else { throw outOfRange }
        return later
    }

    /// The day so many months later; the last day of a month stays within it.
    ///
    /// - Throws: OverflowError or ValueError for a year that Python does not have.
    static func day(_ day: CivilDate, laterMonths count: Int64) throws(OdooError) -> CivilDate {
        let (year, month, number) = day.parts
        let (months, isTooFar) = count.addingReportingOverflow(year * 12 + month - 1)
        let target = months >= 0 ? months / 12 : (months - 11) / 12
        guard !isTooFar, Int64(Int32.min)...Int64(Int32.max) ~= target else {
            throw .python("OverflowError", "signed integer is greater than maximum")
        }
        guard years.contains(target), let first = CivilDate(year: target, month: months % 12 + 1, day: 1) else {
            throw .python("ValueError", "year \(target) is out of range")
        }
        return first.adding(days: min(number, first.endOfMonth.parts.day) - 1)
    }
}
