extension SimulatedSystem {
    /// None.
    public static var ownFaults: [String] { [] }

    /// None.
    public static var controls: [String] { [] }

    /// None.
    public static var ownOperations: [String] { [] }

    /// Answers as ever: there is no fault of its own.
    public mutating func respond(
        to request: SimulatedRequest,
        at now: SimulatedInstant,
        suffering fault: String,
        count: Int
    ) -> SimulatedResponse? {
        respond(to: request, at: now)
    }
}

/// A simulated system whose wire routes are listed, so that an unknown path is answered with the nearest known ones.
public protocol RoutedSystem: SimulatedSystem {
    /// The routes of all versions, each with what a request must have.
    static var routes: [SimulatedRoute] { get }

    /// The routes that this system has, as it was started; all of them unless it says otherwise.
    var presentRoutes: [SimulatedRoute] { get }
}

extension RoutedSystem {
    /// All of them.
    public var presentRoutes: [SimulatedRoute] { Self.routes }
}

/// A simulated system with command line options of its own.
public protocol ConfigurableSystem: SimulatedSystem {
    /// The options that its executable accepts besides the common ones.
    static var declaredOptions: [DeclaredOption] { get }
}

/// A command line option that only one simulated system knows.
public struct DeclaredOption: Sendable, Hashable {
    /// The name without hyphens: `database` is given as `--database VALUE` or `--option database=VALUE`.
    public let name: String
    /// What the option means, in one sentence.
    public let help: String
    /// The value that holds if the option is not given.
    public let defaultValue: String

    /// Creates an option.
    ///
    /// - Parameters:
    ///   - name: The name in small letters, digits and hyphens.
    ///   - help: What the option means.
    ///   - defaultValue: The value that holds if the option is not given.
    public init(_ name: String, help: String, default defaultValue: String) {
        self.name = name
        self.help = help
        self.defaultValue = defaultValue
    }
}
