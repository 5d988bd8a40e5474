extension SimulatedInstant {
    /// Reads a moment such as `2026-01-05T05:58:11Z` or `2026-01-05T05:58:11.25-07:00`.
    ///
    /// A leap second and more than six fraction digits are refused: the virtual clock could not show them.
    ///
    /// - Parameter rfc3339: A date and time in the form of RFC 3339, section 5.6.
    public init?(_ rfc3339: String) {
        var scanner = MomentScanner(Array(rfc3339.utf8))
        guard let moment = scanner.moment() else { return nil }
        self = moment
    }

    /// The moment as `2026-01-05T05:58:11Z`; a fraction is shown only if it is not zero, without trailing zeros.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The bytes of ``text``.
    var bytes: [UInt8] {
        let date = date
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        bytes.append(date)
        bytes.append(UInt8(ascii: "T"))
        bytes.append(timeOfDay: seconds - date.daysSince1970 * 86400)
        if subsecond != 0 {
            bytes.append(UInt8(ascii: "."))
            bytes.append(subsecond, digits: 6)
            while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
        }
        bytes.append(UInt8(ascii: "Z"))
        return bytes
    }

    /// The day in UTC.
    public var date: CivilDate {
        let remainder = seconds % 86400
        let secondOfDay = remainder < 0 ? remainder + 86400 : remainder
        return CivilDate(daysSince1970: (seconds - secondOfDay) / 86400)
    }
}

/// Reads the parts of an RFC 3339 text one after the other.
private struct MomentScanner {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    mutating func moment() -> SimulatedInstant? {
        guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2),
            let date = CivilDate(year: year, month: month, day: day),
            take("T") || take("t") || take(" "),
            let hour = number(2), hour < 24, take(":"), let minute = number(2), minute < 60, take(":"),
            let second = number(2), second < 60,
            let fraction = fraction(), let offset = offset(), rest.isEmpty
        else { return nil }
        let seconds = date.daysSince1970 * 86400 + hour * 3600 + minute * 60 + second - offset
        return SimulatedInstant(microseconds: seconds * 1_000_000 + fraction)
    }

    private mutating func take(_ character: Character) -> Bool {
        guard let next = rest.first, next == character.asciiValue else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func digit() -> Int64? {
        guard let next = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next) else { return nil }
        rest.removeFirst()
        return Int64(next - UInt8(ascii: "0"))
    }

    private mutating func number(_ width: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<width {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// The fraction in microseconds; 0 if there is none.
    private mutating func fraction() -> Int64? {
        guard take(".") else { return 0 }
        var value: Int64 = 0
        var width = 0
        while let digit = digit() {
            value = value * 10 + digit
            width += 1
            if width > 6 { return nil }
        }
        guard width > 0 else { return nil }
        for _ in width..<6 { value *= 10 }
        return value
    }

    /// The offset from UTC in seconds.
    private mutating func offset() -> Int64? {
        if take("Z") || take("z") { return 0 }
        let sign: Int64
        if take("+") {
            sign = 1
        } else if take("-") {
            sign = -1
        } else {
            return nil
        }
        guard let hours = number(2), hours < 24, take(":"), let minutes = number(2), minutes < 60 else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }
}
