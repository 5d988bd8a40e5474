import ConnectorRuntime
import Governance
import Yams

/// `exceptions`.
extension GovernanceReader {
    func exceptions(_ mapping: MappingReader) -> ExceptionPolicy {
        guard let section = mapping.optional("exceptions") else { return .standard }
        let parts = MappingReader(section, allowed: ["severities", "kinds"])
        var severities: [ExceptionSeverity: ServiceLevel] = [:]
        let words = ExceptionSeverity.allCases.map(\.rawValue)
        for (name, value) in parts.optional("severities")?.members(allowed: words) ?? [] {
            severities[ExceptionSeverity(rawValue: name) ?? .warning] = serviceLevel(value)
        }
        var kinds: [String: ServiceLevel] = [:]
        for (name, value) in parts.optional("kinds")?.members(allowed: CaseCatalogue.kinds.map(\.name)) ?? [] {
            kinds[name] = serviceLevel(value)
        }
        return ExceptionPolicy(kinds: kinds, severities: severities)
    }

    private func serviceLevel(_ value: YAMLValue) -> ServiceLevel {
        let mapping = MappingReader(value, allowed: ["answerWithin", "escalateTo"])
        let chain = mapping.optional("escalateTo")
        if chain == nil, mapping.optional("answerWithin") == nil {
            value.report("says nothing; give 'answerWithin', 'escalateTo' or both")
        }
        let steps = chain.map { chain in
            if case .sequence = chain.node { return chain.elements().compactMap { step($0) } }
            return [step(chain)].compactMap(\.self)
        }
        if let chain, let steps, Set(steps.map(\.role)).count < steps.count {
            chain.report("names a role twice; a case goes to each role once")
        }
        return ServiceLevel(
            answerWithin: mapping.optional("answerWithin")?.span(),
            escalation: steps,
            origin: Self.origin(of: value)
        )
    }

    /// A role, or a role with the time that it has.
    private func step(_ value: YAMLValue) -> EscalationStep? {
        if case .scalar = value.node { return role(value).map { EscalationStep(to: $0) } }
        let mapping = MappingReader(value, allowed: ["role", "answerWithin"])
        let time = mapping.optional("answerWithin")?.span()
        return mapping.required("role").flatMap { role($0) }.map { EscalationStep(to: $0, answerWithin: time) }
    }

    private func role(_ value: YAMLValue) -> String? {
        guard let role = value.text() else { return nil }
        if let people, !people.contains(where: { $0.roles.contains(role) }) {
            value.report("nobody under 'people' has the role '\(role)', so that nobody would be told")
        }
        return role
    }
}
