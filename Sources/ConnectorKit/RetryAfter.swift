public import CanonicalModel
import FoundationEssentials
import JSON

extension HTTPResponse {
    /// How long the other side asks to wait by the header field `Retry-After`; `nil` if it says nothing usable.
    ///
    /// - Parameter now: The present, for answers that name a date.
    /// - Returns: The pause, never negative.
    public func retryAfter(now: Instant) -> Duration? {
        header("Retry-After").flatMap { RetryAfter.pause($0, now: now) }
    }
}

/// How long a system asks to wait (RFC 9110 §10.2.3; fractions of a second are seen too, domain.md §1).
enum RetryAfter {
    /// Reads the value of the header field `Retry-After`.
    ///
    /// - Parameters:
    ///   - text: Seconds, as `7` or `0.40235`, or a date in one of the three forms of RFC 9110 §5.6.7.
    ///   - now: The present, for dates.
    /// - Returns: The pause, never negative; `nil` if the text is neither.
    static func pause(_ text: String, now: Instant) -> Duration? {
        let text = text.trimmedOfBlanks
        if let seconds = Decimal(plain: text) { return pause(seconds: seconds) }
        guard let date = date(text, now: now) else { return nil }
        return .microseconds(max(0, date.microseconds - now.microseconds))
    }

    private static func pause(seconds: Decimal) -> Duration? {
        guard seconds < 1_000_000_000, let microseconds = Int64((seconds * 1_000_000).rounded(scale: 0).plainText)
        else {
            return nil
        }
        return .microseconds(max(0, microseconds))
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`.
    private static func date(_ text: String, now: Instant) -> Instant? {
        let words = text.split { $0 == " " || $0 == "," || $0 == "-" }
        let numbers = words.compactMap { Int($0) }
        let month = months.firstIndex { name in words.contains { $0 == name } }
        let time = words.first { $0.contains(":") }
        guard numbers.count == 2, (0...9999).contains(numbers[1]), let month, let time,
            let day = CalendarDate(year: year(numbers[1], now: now), month: month + 1, day: numbers[0])
        else { return nil }
        return Instant("\(day.text)T\(time)Z")
    }

    /// A year of two digits is the latest one that is at most 50 years ahead.
    private static func year(_ number: Int, now: Instant) -> Int {
        guard (0...99).contains(number) else { return number }
        let present = CalendarDate(daysSince1970: Int(now.seconds / 86_400)).parts.year
        let candidate = present - present % 100 + number
        return candidate > present + 50 ? candidate - 100 : candidate
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}

extension String {
    fileprivate var trimmedOfBlanks: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
