import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import Governance

/// `environment` and `interfaces`.
extension GovernanceReader {
    private static let termKeys = ["status", "owner", "criticality", "dataClass"]

    func interfaces(_ mapping: MappingReader) -> InterfacePolicy {
        let environment: OperatingEnvironment? = mapping.optional("environment").flatMap { Self.word($0) }
        guard let section = mapping.optional("interfaces") else { return InterfacePolicy(environment: environment) }
        var systems: [String: SystemInterface] = [:]
        for (name, value) in section.members() {
            guard let interface = interface(value, of: name) else { continue }
            systems[name] = interface
            if [.active, .deprecated].contains(interface.terms.status) { reportUnknown(system: name, at: value) }
        }
        return InterfacePolicy(environment: environment, systems: systems, origin: Self.origin(of: section))
    }

    /// A system that is not in the configuration, although the file says that it is in use.
    func reportUnknown(system name: String, at value: YAMLValue) {
        guard let systems, !systems.contains(name) else { return }
        let hint = name.nearest(among: systems).map { "; did you mean '\($0)'?" } ?? ""
        value.report("there is no system '\(name)' in the configuration\(hint)")
    }

    /// A role that somebody has.
    func occupiedRole(_ value: YAMLValue) -> String? {
        guard let role = value.text() else { return nil }
        if let people, !people.contains(where: { $0.roles.contains(role) }) {
            value.report("nobody under 'people' has the role '\(role)'")
        }
        return role
    }

    private func interface(_ value: YAMLValue, of system: String) -> SystemInterface? {
        let mapping = MappingReader(value, allowed: Self.termKeys + ["environment", "objects"])
        let environment: OperatingEnvironment? = mapping.optional("environment").flatMap { Self.word($0) }
        let isWhole = ["status", "owner"].map { mapping.required($0) != nil }
        let rule = GoverningRule("interfaces.\(system)", Self.origin(of: value))
        let terms = self.terms(mapping, InterfaceTerms(status: .proposed, owner: "", rule: rule), rule)
        var objects: [String: InterfaceTerms] = [:]
        let known = CanonicalVocabulary.schemas.map(\.object)
        for (object, value) in mapping.optional("objects")?.members(allowed: known) ?? [] {
            let rule = GoverningRule("interfaces.\(system).\(object)", Self.origin(of: value))
            objects[object] = self.terms(MappingReader(value, allowed: Self.termKeys), terms, rule)
        }
        return isWhole.contains(false) ? nil : SystemInterface(terms, environment: environment, objects: objects)
    }

    /// The terms that a mapping says; what it leaves out is as in `standard`.
    private func terms(_ mapping: MappingReader, _ standard: InterfaceTerms, _ rule: GoverningRule) -> InterfaceTerms {
        InterfaceTerms(
            status: mapping.optional("status").flatMap { Self.word($0) } ?? standard.status,
            owner: mapping.optional("owner").flatMap { occupiedRole($0) } ?? standard.owner,
            criticality: mapping.optional("criticality").flatMap { Self.word($0) } ?? standard.criticality,
            highestClass: mapping.optional("dataClass").flatMap { Self.word($0) } ?? standard.highestClass,
            rule: rule
        )
    }
}
