import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import Governance

/// `synchronisation`.
extension GovernanceReader {
    func synchronisation(_ mapping: MappingReader) -> SynchronisationPolicy {
        let rules = (mapping.optional("synchronisation")?.members() ?? []).map { name, value in
            let schedule = schedule(of: name, value)
            return (name, rule(value, schedule))
        }
        return SynchronisationPolicy(systems: Dictionary(rules) { first, _ in first })
    }

    /// When a system is read; `nil` while nobody knows, or if it is not.
    private func schedule(of name: String, _ value: YAMLValue) -> Schedule? {
        guard let systems else { return nil }
        guard systems.contains(name) else {
            let hint = name.nearest(among: systems).map { "; did you mean '\($0)'?" } ?? ""
            value.report("there is no system '\(name)' in the configuration\(hint)")
            return nil
        }
        guard let schedule = schedules[name] else {
            value.report("is never read by a schedule, so that nobody can say when it was last read; remove it")
            return nil
        }
        return schedule
    }

    private func rule(_ value: YAMLValue, _ schedule: Schedule?) -> SynchronisationRule {
        let mapping = MappingReader(value, allowed: ["mode", "freshWithin", "owner", "severity"])
        let mode: SynchronisationMode? = mapping.optional("mode").flatMap { Self.word($0) }
        let severity: SynchronisationSeverity? = mapping.optional("severity").flatMap { Self.word($0) }
        let owner = mapping.optional("owner")
        let limit = mapping.optional("freshWithin")
        if limit == nil {
            for key in ["owner", "severity"] {
                mapping.optional(key)?.report("is that of the case of 'freshWithin', which is missing")
            }
            if mapping.optional("mode") == nil { value.report("says nothing; give 'mode', 'freshWithin' or both") }
        }
        if let schedule, let requirement = mode?.requirement(against: schedule) {
            mapping.optional("mode")?.report("means that it is read \(requirement), and it is read \(schedule)")
        }
        if let role = owner?.text(), let people, !people.contains(where: { $0.roles.contains(role) }) {
            owner?.report("nobody under 'people' has the role '\(role)', so that nobody would be told")
        }
        return SynchronisationRule(
            mode: mode,
            freshWithin: limit.flatMap { freshness($0, schedule) },
            owner: owner?.text(),
            severity: severity ?? .warning,
            origin: Self.origin(of: value)
        )
    }

    /// A limit that can hold between one read and the next.
    private func freshness(_ value: YAMLValue, _ schedule: Schedule?) -> Duration? {
        let limit = value.value("a span of time such as 15m, 6h or 2d, at most 366d") { text in
            Duration(span: text).flatMap { $0 > .zero && $0 <= .seconds(366 * 86_400) ? $0 : nil }
        }
        guard let limit, let schedule, let least = FreshnessLimit.least(for: schedule), limit <= least else {
            return limit
        }
        let clocks = schedule == .every(least) ? "" : ", also on the day on which the clocks are put back"
        value.report("can never hold: it is read \(schedule); give more than \(least.words)\(clocks)")
        return nil
    }
}
