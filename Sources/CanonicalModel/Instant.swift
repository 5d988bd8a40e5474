/// A point in time: UTC, to the microsecond (domain.md §10).
public struct Instant: Sendable, Hashable, Comparable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public let microseconds: Int64

    /// Creates an instant from the microseconds since 1970-01-01T00:00:00Z.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// Creates an instant from the whole seconds since 1970-01-01T00:00:00Z.
    public init(seconds: Int64) {
        microseconds = seconds * 1_000_000
    }

    /// The whole seconds since 1970-01-01T00:00:00Z, rounded towards the past.
    public var seconds: Int64 {
        Self.floor(microseconds, 1_000_000)
    }

    /// Whether `left` is earlier than `right`.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.microseconds < right.microseconds
    }

    /// The instant `seconds` later, or earlier if negative.
    public func adding(seconds: Int64) -> Instant {
        adding(.seconds(seconds))
    }

    /// The instant a `duration` later; fractions of a microsecond are dropped, and no instant is beyond the last one.
    public func adding(_ duration: Duration) -> Instant {
        let (seconds, attoseconds) = duration.components
        let (whole, isTooLong) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, isTooFar) = microseconds.addingReportingOverflow(whole)
        guard !isTooLong, !isTooFar else { return Instant(microseconds: seconds > 0 ? .max : .min) }
        let (later, isBeyond) = sum.addingReportingOverflow(attoseconds / 1_000_000_000_000)
        return Instant(microseconds: !isBeyond ? later : attoseconds > 0 ? .max : .min)
    }

    /// The whole seconds from `earlier` to this instant; what no number can say is the greatest or smallest one.
    public func seconds(since earlier: Instant) -> Int64 {
        let (difference, isTooFar) = microseconds.subtractingReportingOverflow(earlier.microseconds)
        guard !isTooFar else { return (self < earlier ? Int64.min : .max) / 1_000_000 }
        return difference / 1_000_000
    }

    private static func floor(_ value: Int64, _ divisor: Int64) -> Int64 {
        let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? quotient - 1 : quotient
    }

    static func remainder(_ value: Int64, _ modulus: Int64) -> Int64 {
        let rest = value % modulus
        return rest < 0 ? rest + modulus : rest
    }
}

extension Instant {
    /// Reads a timestamp of RFC 3339, for example `2026-01-05T05:58:11Z` or `2026-01-04T22:58:11.25-07:00`.
    ///
    /// - Parameter text: Date, `T`, time with an optional fraction, and `Z` or an offset; more than six digits of a
    ///   fraction are cut off.
    ///
    /// Any other form, a day or time that does not exist, and a missing zone give `nil`.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
            let date = CalendarDate(bytes: bytes[0..<10]),
            let clock = Self.timeOfDay(bytes[11...])
        else { return nil }
        let day = Int64(date.daysSince1970) * 86_400_000_000
        self.init(microseconds: day + clock)
    }

    /// The timestamp in UTC as RFC 3339; the fraction is printed only where there is one.
    public var text: String {
        let day = Self.floor(microseconds, 86_400_000_000)
        let rest = Self.remainder(microseconds, 86_400_000_000)
        let seconds = rest / 1_000_000
        let fraction = rest % 1_000_000
        let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { Self.padded($0, to: 2) }
        var tail = ""
        if fraction > 0 {
            tail = "." + Self.padded(fraction, to: 6)
            while tail.hasSuffix("0") { tail.removeLast() }
        }
        return "\(CalendarDate(daysSince1970: Int(day)).text)T\(clock.joined(separator: ":"))\(tail)Z"
    }

    /// Microseconds from the start of the UTC day for `HH:MM:SS[.fraction](Z|±HH:MM)`.
    private static func timeOfDay(_ bytes: ArraySlice<UInt8>) -> Int64? {
        guard let hour = number(bytes, at: 0, digits: 2), let minute = number(bytes, at: 3, digits: 2),
            let second = number(bytes, at: 6, digits: 2), hour < 24, minute < 60, second < 60,
            bytes[bytes.startIndex + 2] == UInt8(ascii: ":"), bytes[bytes.startIndex + 5] == UInt8(ascii: ":")
        else { return nil }
        var rest = bytes.dropFirst(8)
        var fraction: Int64 = 0
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard !digits.isEmpty else { return nil }
            rest = rest.dropFirst(1 + digits.count)
            let sixDigits =
                Array(digits.prefix(6)) + Array(repeating: UInt8(ascii: "0"), count: max(0, 6 - digits.count))
            fraction = Int64(String(decoding: sixDigits, as: UTF8.self)) ?? 0
        }
        guard let offset = offset(rest) else { return nil }
        return ((hour * 60 + minute) * 60 + second - offset) * 1_000_000 + fraction
    }

    /// The seconds east of Greenwich for `Z` or `±HH:MM`.
    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int64? {
        if bytes.count == 1, bytes.first == UInt8(ascii: "Z") || bytes.first == UInt8(ascii: "z") { return 0 }
        guard bytes.count == 6, bytes[bytes.startIndex + 3] == UInt8(ascii: ":"),
            let hours = number(bytes, at: 1, digits: 2), let minutes = number(bytes, at: 4, digits: 2),
            hours < 24, minutes < 60
        else { return nil }
        switch bytes.first {
        case UInt8(ascii: "+"): return (hours * 60 + minutes) * 60
        case UInt8(ascii: "-"): return -(hours * 60 + minutes) * 60
        default: return nil
        }
    }

    private static func number(_ bytes: ArraySlice<UInt8>, at offset: Int, digits: Int) -> Int64? {
        let start = bytes.startIndex + offset
        guard start + digits <= bytes.endIndex else { return nil }
        let slice = bytes[start..<(start + digits)]
        guard slice.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return Int64(String(decoding: slice, as: UTF8.self))
    }

    static func padded(_ number: Int64, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
