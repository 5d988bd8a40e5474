public import CanonicalModel

/// What an interface is released for.
public enum InterfaceStatus: String, Sendable, Hashable, CaseIterable {
    /// Somebody wants it; nobody has approved it.
    case proposed
    /// It may run, and does not yet count on it.
    case approved
    /// It runs.
    case active
    /// It still runs, and is to end.
    case deprecated
    /// It has ended.
    case retired

    /// Whether anything may pass.
    public var mayRun: Bool { self != .proposed && self != .retired }
}

/// How much depends on an interface.
public enum InterfaceCriticality: String, Sendable, Hashable, CaseIterable {
    /// The workflow stands without it.
    case critical
    /// It informs somebody.
    case informational
}

/// What a system, a credential or an installation is for.
public enum OperatingEnvironment: String, Sendable, Hashable, CaseIterable {
    /// The company's real work.
    case production
    /// Trials, with nothing that counts.
    case sandbox
}

/// On which terms something passes between a system and the runtime.
public struct InterfaceTerms: Sendable, Hashable {
    /// What it is released for.
    public let status: InterfaceStatus
    /// The role that answers for it.
    public let owner: String
    /// How much depends on it.
    public let criticality: InterfaceCriticality
    /// The highest class of data that may pass; `nil` for any.
    public let highestClass: SensitivityClass?
    /// What a judgement rests on.
    public let rule: GoverningRule

    /// Creates terms.
    public init(
        status: InterfaceStatus,
        owner: String,
        criticality: InterfaceCriticality = .critical,
        highestClass: SensitivityClass? = nil,
        rule: GoverningRule
    ) {
        self.status = status
        self.owner = owner
        self.criticality = criticality
        self.highestClass = highestClass
        self.rule = rule
    }
}

/// One system of the catalogue of interfaces.
public struct SystemInterface: Sendable, Hashable {
    /// The terms of all objects without terms of their own.
    public let terms: InterfaceTerms
    /// What the system is for; `nil` for what the installation is for.
    public let environment: OperatingEnvironment?
    /// The terms of single canonical objects, by the object's name.
    public let objects: [String: InterfaceTerms]

    /// Creates an interface.
    public init(
        _ terms: InterfaceTerms,
        environment: OperatingEnvironment? = nil,
        objects: [String: InterfaceTerms] = [:]
    ) {
        self.terms = terms
        self.environment = environment
        self.objects = objects
    }

    /// The terms on which an object passes.
    public func terms(of object: String) -> InterfaceTerms { objects[object] ?? terms }
}
