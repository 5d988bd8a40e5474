/// A day or a moment as systems write them, for telling whether two spellings mean the same.
struct PlainMoment: Hashable {
    /// Seconds since 1970-01-01T00:00:00Z; a moment without an offset counts as UTC.
    let seconds: Int64
    /// The fraction of the second in microseconds.
    let microseconds: Int64
    /// Whether only a day was given.
    let isDay: Bool

    /// The number of the day since 1970-01-01.
    var day: Int64 { seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400 }

    /// Reads `2026-01-05`, `2026-01-05T06:00:00.5+01:00` or Odoo's `2026-01-05 06:00:00`; `nil` for anything else.
    init?(_ text: String) {
        guard (10...40).contains(text.utf8.count), text.utf8.first.map({ (0x30...0x39).contains($0) }) == true,
            let match = text.wholeMatch(
                of: /(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)?)?/
            ),
            let year = Int64(match.1), let month = Int64(match.2), let day = Int64(match.3), (1...12).contains(month),
            (1...31).contains(day)
        else { return nil }
        let midnight = Self.days(year, month, day) * 86_400
        guard let hour = match.4.flatMap({ Int64($0) }), let minute = match.5.flatMap({ Int64($0) }),
            let second = match.6.flatMap({ Int64($0) }), hour < 24, minute < 60, second < 61
        else {
            self.init(seconds: midnight, isDay: true)
            return
        }
        let fraction = (match.7.map(String.init) ?? "").padding(to: 6)
        self.init(
            seconds: midnight + hour * 3600 + minute * 60 + second - Self.offset(match.8 ?? "Z"),
            microseconds: Int64(fraction) ?? 0
        )
    }

    /// Reads the form of the field `Date` (RFC 9110, section 5.6.7); `nil` for anything else.
    init?(httpDate text: String) {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard let match = text.wholeMatch(of: /\w{3}, (\d\d) (\w{3}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT/),
            let month = months.firstIndex(of: String(match.2)), let day = Int64(match.1), let year = Int64(match.3),
            let hour = Int64(match.4), let minute = Int64(match.5), let second = Int64(match.6)
        else { return nil }
        let midnight = Self.days(year, Int64(month + 1), day) * 86_400
        self.init(seconds: midnight + hour * 3600 + minute * 60 + second)
    }

    private init(seconds: Int64, microseconds: Int64 = 0, isDay: Bool = false) {
        self.seconds = seconds
        self.microseconds = microseconds
        self.isDay = isDay
    }

    /// The seconds that an offset such as `+01:00` is ahead of UTC.
    private static func offset(_ text: Substring) -> Int64 {
        let digits = text.filter(\.isNumber)
        guard digits.count == 4, let hours = Int64(digits.prefix(2)), let minutes = Int64(digits.suffix(2)) else {
            return 0
        }
        return (hours * 3600 + minutes * 60) * (text.hasPrefix("-") ? -1 : 1)
    }

    /// The number of a day of the Gregorian calendar, counted from 1970-01-01.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        // Counted from 1 March, so that the leap day is the last of its year.
        let year = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    }
}

extension String {
    /// The first `count` letters, filled up with zeros.
    fileprivate func padding(to count: Int) -> String {
        String(prefix(count)) + String(repeating: "0", count: Swift.max(0, count - utf8.count))
    }
}
