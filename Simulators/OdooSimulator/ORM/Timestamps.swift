import Foundation
import SimulatorKit

/// The forms of days and moments on the wire (reference: odoo.md, "Values").
enum Timestamps {
    /// A moment as `YYYY-MM-DD HH:MM:SS`, its fraction cut off.
    static func text(_ moment: SimulatedInstant) -> String {
        let text = SimulatedInstant(seconds: moment.seconds).text
        return text.replacing("T", with: " ").replacing("Z", with: "")
    }

    /// Reads what `write` and `create` accept for a moment: a day, alone or with minutes, with or without seconds.
    static func strictMoment(_ text: String) -> SimulatedInstant? {
        switch text.utf8.count {
        case 10: CivilDate(text).map { SimulatedInstant(seconds: $0.daysSince1970 * 86400) }
        case 16 where text.contains(" "): SimulatedInstant(text + ":00Z")
        case 19 where text.contains(" "): SimulatedInstant(text + "Z")
        default: nil
        }
    }

    /// Reads what PostgreSQL accepts in a domain: also `T`, `Z`, an offset and fractions of a second.
    static func lenientMoment(_ text: String) -> SimulatedInstant? {
        strictMoment(text) ?? SimulatedInstant(text) ?? SimulatedInstant(text + "Z")
    }

    /// Reads what PostgreSQL accepts for a day: `2026-1-5`, `20260105`, `01/05/2026`, `today`, with a time behind it or not.
    static func lenientDay(_ text: String, today: CivilDate) -> CivilDate? {
        let word = text.trimmingCharacters(in: .whitespaces).lowercased()
        let distance: [String: Int64] = ["now": 0, "today": 0, "yesterday": -1, "tomorrow": 1]
        if let distance = distance[word] { return today.adding(days: distance) }
        let date = word.prefix { $0 != " " && $0 != "t" }
        let separator: Character = date.contains("/") ? "/" : "-"
        var parts = date.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
        if parts.count == 1, date.count == 8 {
            parts = [String(date.prefix(4)), String(date.dropFirst(4).prefix(2)), String(date.suffix(2))]
        }
        if separator == "/", parts.count == 3, parts[0].count <= 2 { parts = [parts[2], parts[0], parts[1]] }
        let numbers = parts.compactMap { Int64($0) }
        guard parts.count == 3, numbers.count == 3, parts[0].count == 4 else { return nil }
        return CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
    }

    /// The first moment of a day in UTC.
    static func start(of day: CivilDate) -> SimulatedInstant {
        SimulatedInstant(seconds: day.daysSince1970 * 86400)
    }

    /// The last microsecond of a day in UTC.
    static func end(of day: CivilDate) -> SimulatedInstant {
        SimulatedInstant(microseconds: (day.daysSince1970 + 1) * 86_400_000_000 - 1)
    }

    /// Whether the text has the form of a day, be there such a day or not.
    static func hasFormOfDay(_ text: some StringProtocol) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return parts.map(\.count) == [4, 2, 2] && parts.joined().allSatisfy { (48...57).contains($0) }
    }
}
