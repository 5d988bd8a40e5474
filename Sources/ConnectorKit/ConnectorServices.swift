public import CanonicalModel

/// What the runtime hands to a connector, which does no input or output of its own.
public struct ConnectorServices: Sendable {
    /// Carries requests.
    public let transport: any HTTPTransport
    /// Tells the time; a connector reads no other clock.
    public let clock: any RuntimeClock
    /// Receives what an operator may want to know.
    public let log: any ConnectorLog

    /// Creates the services.
    public init(transport: any HTTPTransport, clock: any RuntimeClock, log: any ConnectorLog) {
        self.transport = transport
        self.clock = clock
        self.log = log
    }
}

/// The one clock that the runtime and all simulators share.
public protocol RuntimeClock: Sendable {
    /// The present.
    var now: Instant { get }

    /// The present, asked of where the time comes from, to compare with a moment that another system wrote down.
    ///
    /// It differs from ``now`` only for a clock that looks at another one from time to time.
    func present() async -> Instant

    /// Waits until `instant` has come, not at all if it has; may return earlier, so that the caller looks again.
    ///
    /// - Throws: `CancellationError` if the task is cancelled meanwhile.
    func sleep(until instant: Instant) async throws
}

extension RuntimeClock {
    /// The same as ``now``.
    public func present() async -> Instant { now }
}

/// How much a log line matters.
public enum LogLevel: String, Sendable, Hashable, Comparable, CaseIterable {
    /// Details for the person who writes a connector.
    case debug
    /// What happened.
    case info
    /// What needs a look, but works.
    case warning
    /// What does not work.
    case error

    /// Whether `left` matters less than `right`.
    public static func < (left: LogLevel, right: LogLevel) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .debug: 0
        case .info: 1
        case .warning: 2
        case .error: 3
        }
    }
}

/// Receives log lines: a constant message and the values that belong to it.
public protocol ConnectorLog: Sendable {
    /// Writes one line.
    ///
    /// - Parameters:
    ///   - level: How much it matters.
    ///   - message: The same text each time.
    ///   - values: What differs from time to time; never personal data or secrets.
    func write(_ level: LogLevel, _ message: String, _ values: [String: String])
}
