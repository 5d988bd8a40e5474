public import JSON

/// A system that a simulator executable stands in for: the domain behind ``SimulatorHost``'s control surface.
///
/// One instance lives as long as its process. ``SimulatorHost`` calls it for one request at a time, so that a
/// conforming type keeps its state without further locking and the same requests always give the same bytes.
public protocol SimulatedSystem: Sendable {
    /// The name of the simulated system, as printed at start and by `/_sim/health`.
    static var name: String { get }

    /// Creates the system as it is at the start of its story.
    ///
    /// - Parameter options: Seed, start of the virtual clock and the options given at start.
    /// - Throws: ``SimulatorError`` if an option cannot be used.
    init(options: SimulatorOptions) throws(SimulatorError)

    /// What the virtual clock shows when the story starts.
    var startOfStory: SimulatedInstant { get }

    /// Lets the story go on until `instant`: machines work, keys expire.
    ///
    /// - Parameter instant: The new virtual time, never earlier than before.
    mutating func advance(to instant: SimulatedInstant)

    /// Answers a request of the real system's own wire format.
    ///
    /// - Parameters:
    ///   - request: The request as it came in, body included.
    ///   - now: The virtual time.
    /// - Returns: The answer, or `nil` if the real system has no such route.
    mutating func respond(to request: SimulatedRequest, at now: SimulatedInstant) -> SimulatedResponse?

    /// The kinds of fault that only this system knows, such as `conflict`; none unless it says so.
    static var ownFaults: [String] { get }

    /// Answers a request that one of ``ownFaults`` befalls.
    ///
    /// - Parameters:
    ///   - request: The request as it came in, body included.
    ///   - now: The virtual time.
    ///   - fault: The kind of the fault.
    ///   - count: How often it strikes, at least 1; what that means is up to the fault.
    /// - Returns: The answer, or `nil` if the real system has no such route.
    mutating func respond(
        to request: SimulatedRequest,
        at now: SimulatedInstant,
        suffering fault: String,
        count: Int
    ) -> SimulatedResponse?

    /// What really happened in the simulated company so far, for a checker that must not ask the connector.
    ///
    /// - Parameter query: The query items of the request to `/_sim/truth`.
    /// - Returns: The ledger, or an object with the member `error`, which is answered with status 400.
    func truth(_ query: [String: String]) -> JSON

    /// The controls below `/_sim/` that only this system knows, such as `POST meter-replacements`; none unless it says so.
    static var controls: [String] { get }

    /// Carries out a control request below `/_sim/` that only this system knows, such as replacing a meter.
    ///
    /// - Parameters:
    ///   - name: The last path component of one of ``controls``, for example `meter-replacements`.
    ///   - method: `GET`, `POST` or `DELETE`.
    ///   - body: The parsed body; `null` if there was none.
    ///   - now: The virtual time.
    /// - Returns: The answer, or `nil` if this system has no such control.
    /// - Throws: ``SimulatorError`` if the request cannot be carried out.
    mutating func control(
        _ name: String,
        method: String,
        body: JSON,
        at now: SimulatedInstant
    ) throws(SimulatorError) -> JSON?

    /// The whole state, from which ``restore(_:)`` continues exactly.
    func snapshot() -> JSON

    /// Replaces the whole state by a snapshot.
    ///
    /// - Parameter snapshot: What ``snapshot()`` returned.
    /// - Throws: ``SimulatorError`` if it is no snapshot of this system.
    mutating func restore(_ snapshot: JSON) throws(SimulatorError)

    /// The operations that exist, each with the evidence behind it.
    static var coverage: [SimulatedOperation] { get }

    /// What can be asked of the system besides its routes and controls, such as methods of models and kinds of files;
    /// each needs a mark in ``coverage``.
    static var ownOperations: [String] { get }
}

/// One operation of a simulated system and the evidence that it behaves as the real one.
public struct SimulatedOperation: Sendable, Hashable {
    /// Where the behaviour is known from.
    public enum Evidence: Sendable, Hashable {
        /// Compared with a recording of the real system.
        case validated(system: String, version: String, recorded: String)
        /// Taken from a public specification.
        case documented(source: String)
        /// A guess that nothing public confirms.
        case assumed(reason: String)
    }

    /// For example `GET /Fleet/{page}` or `account.analytic.line.load`.
    public let name: String
    /// Where its behaviour is known from.
    public let evidence: Evidence

    /// Creates an entry of the coverage ledger.
    public init(_ name: String, _ evidence: Evidence) {
        self.name = name
        self.evidence = evidence
    }
}
