public import CanonicalModel

/// The catalogue of interfaces: which systems may be spoken to, on which terms, and what the installation is for.
public struct InterfacePolicy: Sendable, Hashable {
    /// What this installation is for; `nil` if nobody has said.
    public let environment: OperatingEnvironment?
    /// The interfaces by the name that the configuration calls their system; `nil` where nobody keeps a catalogue, so that
    /// everything that is configured is active.
    public let systems: [String: SystemInterface]?
    /// Where the catalogue stands.
    public let origin: RuleOrigin

    /// Creates a policy.
    public init(
        environment: OperatingEnvironment? = nil,
        systems: [String: SystemInterface]? = nil,
        origin: RuleOrigin = .standard
    ) {
        self.environment = environment
        self.systems = systems
        self.origin = origin
    }

    /// Whatever is configured may run.
    public static let standard = InterfacePolicy()

    /// What a system is for: its own environment, or else the installation's.
    public func environment(of system: String) -> OperatingEnvironment? {
        systems?[system]?.environment ?? environment
    }

    /// How much depends on what passes between a system and the runtime.
    ///
    /// - Parameters:
    ///   - object: The canonical object that passes.
    ///   - system: The system's name in the configuration.
    /// - Returns: What the catalogue says; `critical` where it says nothing.
    public func criticality(of object: String, on system: String) -> InterfaceCriticality {
        systems?[system]?.terms(of: object).criticality ?? .critical
    }
}

/// What keeps a system from being spoken to, or is to be known about it.
public struct AccessFinding: Sendable, Hashable {
    /// How much it matters.
    public enum Severity: Sendable, Hashable {
        /// Nothing may run.
        case refusal
        /// It runs, and somebody has to do something.
        case warning
    }

    /// How much it matters.
    public let severity: Severity
    /// What is the matter and what to do.
    public let message: String
    /// What the judgement rests on.
    public let rule: GoverningRule

    init(_ severity: Severity, _ message: String, _ rule: GoverningRule) {
        self.severity = severity
        self.message = message
        self.rule = rule
    }
}

extension InterfacePolicy {
    /// Judges a system of the configuration.
    ///
    /// - Parameters:
    ///   - system: Its name in the configuration.
    ///   - objects: The canonical objects that pass between it and the runtime, each with its class.
    /// - Returns: Everything that is to be said of it; empty if it may run as it is.
    public func findings(on system: String, passing objects: [String: SensitivityClass]) -> [AccessFinding] {
        guard let systems else { return [] }
        guard let interface = systems[system] else {
            let message = "is not in the catalogue of interfaces: have it approved and list it under 'interfaces'"
            return [AccessFinding(.refusal, message, GoverningRule("interfaces", origin))]
        }
        let ownTerms = interface.objects.filter { objects[$0.key] != nil }.sorted { $0.key < $1.key }
        let subjects = [("", interface.terms)] + ownTerms.map { (" for \($0.key)", $0.value) }
        return [foreignness(of: interface)].compactMap(\.self)
            + subjects.compactMap { Self.standing(of: $1, for: $0) }
            + objects.sorted { $0.key < $1.key }.compactMap { object, sensitivity in
                Self.excess(of: object, sensitivity, over: interface.terms(of: object))
            }
    }

    /// A system of another environment than the installation.
    private func foreignness(of interface: SystemInterface) -> AccessFinding? {
        guard let environment, let other = interface.environment, other != environment else { return nil }
        return AccessFinding(
            .refusal,
            "is a \(other.rawValue) system, and this installation is for \(environment.rawValue): "
                + "name the \(environment.rawValue) system in the configuration, or correct 'environment'",
            interface.terms.rule
        )
    }

    private static func standing(of terms: InterfaceTerms, for subject: String) -> AccessFinding? {
        let message: String
        switch terms.status {
        case .approved, .active: return nil
        case .proposed:
            message = "is proposed and not approved: set 'status: approved' once \(terms.owner) has approved it"
        case .retired:
            message = "is retired: take what uses it out of the configuration, or have \(terms.owner) approve it"
        case .deprecated: message = "is deprecated: ask \(terms.owner) what takes its place"
        }
        let severity: AccessFinding.Severity = terms.status.mayRun ? .warning : .refusal
        return AccessFinding(severity, "its interface\(subject) \(message)", terms.rule)
    }

    private static func excess(
        of object: String,
        _ sensitivity: SensitivityClass,
        over terms: InterfaceTerms
    ) -> AccessFinding? {
        guard let highest = terms.highestClass, sensitivity > highest else { return nil }
        return AccessFinding(
            .refusal,
            "\(object) is of class \(sensitivity.rawValue), and \(highest.rawValue) is the highest that may pass: "
                + "have \(terms.owner) permit it by 'dataClass', or take the flow out of the configuration",
            terms.rule
        )
    }
}
