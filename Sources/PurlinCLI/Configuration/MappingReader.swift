import CanonicalModel
import Foundation
import JSON

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

    func decimal() -> Decimal? {
        value("a decimal number such as 75.00") { Decimal(plain: $0) }
    }

    /// A span such as `90s`, `15m`, `6h` or `2d`.
    func duration() -> Duration? {
        value("a span of time such as 90s, 15m, 6h or 2d") { Duration(span: $0) }
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
