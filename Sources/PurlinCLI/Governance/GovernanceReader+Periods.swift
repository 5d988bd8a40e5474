import CanonicalModel
import Governance

/// `periods`.
extension GovernanceReader {
    func periods(_ mapping: MappingReader) -> PeriodPolicy {
        let ledgers = PeriodPolicy.Ledger.allCases.map(\.rawValue)
        var policy = PeriodPolicy.standard
        for (name, value) in mapping.optional("periods")?.members(allowed: ledgers) ?? [] {
            guard let ledger = PeriodPolicy.Ledger(rawValue: name) else { continue }
            let section = MappingReader(value, allowed: ["softClosed", "hardClosed", "companies"])
            let rule = rule(section, otherwise: .standard)
            policy.rules[ledger] = rule
            for (company, value) in section.optional("companies")?.members() ?? [] {
                let own = MappingReader(value, allowed: ["softClosed", "hardClosed"])
                policy.companies[company, default: [:]][ledger] = self.rule(own, otherwise: rule)
            }
        }
        return policy
    }

    private func rule(_ mapping: MappingReader, otherwise standard: PeriodRule) -> PeriodRule {
        var rule = standard
        if let value = mapping.optional("softClosed") { rule.softClosed = closing(value, rule.softClosed) }
        if let value = mapping.optional("hardClosed") { rule.hardClosed = closing(value, rule.hardClosed) }
        return rule
    }

    private func closing(_ value: YAMLValue, _ standard: PeriodRule.Closing) -> PeriodRule.Closing {
        let mapping = MappingReader(value, allowed: ["by", "late"])
        return PeriodRule.Closing(
            by: mapping.optional("by").map { Self.words($0) } ?? standard.locks,
            late: mapping.optional("late").flatMap { Self.word($0) } ?? standard.late,
            origin: Self.origin(of: value)
        )
    }
}
