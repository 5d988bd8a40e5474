/// A span of virtual time, exact to the microsecond.
public struct VirtualDuration: Sendable, Hashable {
    /// The length in microseconds.
    public let microseconds: Int64

    /// A hundred years: the longest span that is accepted.
    public static let longest = VirtualDuration(microseconds: 36_525 * 86400 * 1_000_000)

    /// Creates a span.
    ///
    /// - Parameter microseconds: The length.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// Reads a span such as `PT2H`, `P1DT30M` or `PT0.5S` (ISO 8601); `nil` for anything else.
    ///
    /// Years and months are refused, since their length differs; so is more than ``longest``.
    ///
    /// - Parameter iso8601: The span.
    public init?(_ iso8601: String) {
        guard iso8601.hasPrefix("P") else { return nil }
        let halves = iso8601.dropFirst().split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard let dates = halves.first, let days = Self.sum(dates, units: [("W", 604_800), ("D", 86400)]) else {
            return nil
        }
        var total = days
        if halves.count == 2 {
            let units: [(Character, Int64)] = [("H", 3600), ("M", 60), ("S", 1)]
            guard let time = Self.sum(halves[1], units: units), !halves[1].isEmpty else { return nil }
            total += time
        } else if dates.isEmpty {
            return nil
        }
        guard total <= Self.longest.microseconds else { return nil }
        microseconds = total
    }

    /// The microseconds of parts such as `2H30M`, each unit at most once and in the given order.
    private static func sum(_ text: Substring, units: [(name: Character, seconds: Int64)]) -> Int64? {
        var rest = text
        var total: Int64 = 0
        for unit in units {
            guard let end = rest.firstIndex(of: unit.name) else { continue }
            guard let part = microseconds(rest[..<end], unit: unit.seconds, allowsFraction: unit.name == "S") else {
                return nil
            }
            total += part
            rest = rest[rest.index(after: end)...]
        }
        return rest.isEmpty ? total : nil
    }

    private static func microseconds(_ number: Substring, unit: Int64, allowsFraction: Bool) -> Int64? {
        let parts = number.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, (1...10).contains(whole.count), whole.allSatisfy(\.isASCIIDigit),
            let count = Int64(whole), count <= longest.microseconds / 1_000_000 / unit
        else { return nil }
        guard parts.count == 2 else { return count * unit * 1_000_000 }
        guard allowsFraction, (1...6).contains(parts[1].count), parts[1].allSatisfy(\.isASCIIDigit),
            let fraction = Int64(parts[1] + String(repeating: "0", count: 6 - parts[1].count))
        else { return nil }
        return count * 1_000_000 + fraction
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
