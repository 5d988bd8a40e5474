import CanonicalModel
import ConnectorKit
import Foundation
import JSON
import Yams

/// A YAML mapping that is read key by key; missing keys that are required are reported at the mapping's place.
struct MappingReader {
    let value: YAMLValue
    private let members: [String: YAMLValue]

    init(_ value: YAMLValue, allowed: [String]) {
        self.value = value
        members = Dictionary(value.members(allowed: allowed).map { ($0.name, $0.value) }) { first, _ in first }
    }

    func optional(_ key: String) -> YAMLValue? {
        members[key]
    }

    func required(_ key: String) -> YAMLValue? {
        guard let member = members[key] else {
            value.reportMissing(key)
            return nil
        }
        return member
    }

    func list(_ key: String) -> [YAMLValue] {
        members[key]?.elements() ?? []
    }
}

extension YAMLValue {
    func date() -> CalendarDate? {
        value("a date such as 2026-01-05") { CalendarDate($0) }
    }

    func zone() -> SiteZone? {
        value("a zone of the IANA database such as America/Denver") { SiteZone($0) }
    }

    func instant() -> Instant? {
        value("a timestamp such as 2026-01-05T19:00:00Z") { Instant($0) }
    }

    /// A whole number from 1 on.
    func count() -> Int? {
        value("a whole number from 1 to 1000000") { text in
            Int(text).flatMap { (1...1_000_000).contains($0) ? $0 : nil }
        }
    }

    func decimal() -> Decimal? {
        value("a decimal number such as 75.00") { Decimal(plain: $0) }
    }

    /// A span such as `90s`, `15m`, `6h` or `2d`.
    func duration() -> Duration? {
        value("a span of time such as 90s, 15m, 6h or 2d") { Duration(span: $0) }
    }

    /// Budgets such as `10/1s` or `[10/1s, 50000/1d]`.
    func rates() -> [RateBudget] {
        let members: [YAMLValue] = if case .sequence = node { elements() } else { [self] }
        return members.compactMap { member in
            member.value("calls per span of time such as 10/1s or 50000/1d, at most 1000000 calls") { text in
                let parts = text.split(separator: "/", omittingEmptySubsequences: false)
                guard parts.count == 2, let calls = Int(parts[0]), (1...1_000_000).contains(calls),
                    let window = Duration(span: String(parts[1])), window > .zero
                else { return nil }
                return RateBudget(calls: calls, per: window)
            }
        }
    }
}

extension Duration {
    /// Reads a span such as `90s`, `15m`, `6h` or `2d`.
    init?(span text: String) {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()), count >= 0,
            count < 1_000_000
        else { return nil }
        self = .seconds(count * unit)
    }
}
