import CanonicalModel

/// Moments and spans as people write them in a scenario.
enum ScenarioMoment {
    /// How a moment is written.
    static let forms =
        "a site-local '2026-01-05 18:00', a weekday 'friday 18:00', or a timestamp '2026-01-06T01:00:00Z'"

    /// Reads a moment.
    ///
    /// - Parameters:
    ///   - text: `2026-01-05 18:00` or `friday 18:00` of the site's clock, or a timestamp with offset.
    ///   - zone: The site's zone.
    ///   - earlier: What a weekday follows: the next such time after it.
    /// - Returns: `nil` for any other form.
    static func instant(_ text: String, in zone: SiteZone, after earlier: Instant) -> Instant? {
        if let instant = Instant(text) { return instant }
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 2, let time = TimeOfDay(parts[1]) else { return nil }
        if let date = CalendarDate(parts[0]) { return zone.instant(of: date, at: time) }
        guard let weekday = Weekday.allCases.first(where: { "\($0)" == parts[0].lowercased() }) else { return nil }
        let today = zone.date(of: earlier)
        let days = (0...7).map { today.adding(days: $0) }.filter { $0.weekday == weekday }
        return days.map { zone.instant(of: $0, at: time) }.first { $0 > earlier }
    }

    /// Reads a span such as `90s`, `15m`, `1h` or `2d` as seconds, at least one.
    static func seconds(_ text: String) -> Int64? {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()), (1...10_000_000) ~= count
        else { return nil }
        return count * unit
    }

    /// Reads a month such as `2026-01`.
    static func isMonth(_ text: String) -> Bool { CalendarDate(firstOf: text) != nil }
}
