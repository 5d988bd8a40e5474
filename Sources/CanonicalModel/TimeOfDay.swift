/// A time of a site's wall clock, to the minute, for example `18:00`.
public struct TimeOfDay: Sendable, Hashable, Comparable {
    /// Minutes since midnight, 0 to 1439.
    public let minutes: Int

    /// Reads `HH:MM`.
    ///
    /// - Returns: `nil` for any other form and for times that no clock shows.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), let hour = Self.number(bytes[0...1]),
            let minute = Self.number(bytes[3...4]), hour < 24, minute < 60
        else { return nil }
        minutes = hour * 60 + minute
    }

    /// The time as `HH:MM`.
    public var text: String {
        [minutes / 60, minutes % 60].map { Instant.padded(Int64($0), to: 2) }.joined(separator: ":")
    }

    /// Whether `left` is earlier than `right`.
    public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool {
        left.minutes < right.minutes
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            ? Int(String(decoding: digits, as: UTF8.self)) : nil
    }
}

/// A day of the week, Monday first.
public enum Weekday: Int, Sendable, Hashable, CaseIterable, Comparable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// Whether `left` comes earlier in a week.
    public static func < (left: Weekday, right: Weekday) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension CalendarDate {
    /// The day of the week.
    public var weekday: Weekday {
        // 1970-01-01 was a Thursday.
        let days = (daysSince1970 + 3) % 7
        return Weekday.allCases[days < 0 ? days + 7 : days]
    }

    /// Whether no later day has the same month.
    public var isLastOfMonth: Bool {
        adding(days: 1).parts.day == 1
    }
}

extension SiteZone {
    /// The instant at which a site's clock shows `time` on `date`.
    ///
    /// A time that exists twice, because the clocks were put back, is the first of the two; one that the clocks skipped
    /// is the first instant after the gap.
    public func instant(of date: CalendarDate, at time: TimeOfDay) -> Instant {
        let wall = Int64(date.daysSince1970) * 86_400 + Int64(time.minutes) * 60
        let before = offset(at: wall - 86_400)
        let after = offset(at: wall + 86_400)
        let candidates = [wall - before, wall - after].filter { $0 + offset(at: $0) == wall }
        return Instant(seconds: candidates.min() ?? firstSecond(after: before, in: (wall - after)...(wall - before)))
    }

    /// The first second of a range whose offset is no longer `before`.
    private func firstSecond(after before: Int64, in range: ClosedRange<Int64>) -> Int64 {
        var (early, late) = (range.lowerBound, range.upperBound)
        while early < late {
            let middle = early + (late - early) / 2
            if offset(at: middle) == before { early = middle + 1 } else { late = middle }
        }
        return early
    }
}
