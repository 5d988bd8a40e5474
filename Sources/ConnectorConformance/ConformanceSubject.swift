public import ConnectorKit

/// A connector under test, and the worlds that it is tested in.
///
/// Wiring a connector into its own tests takes one line with Swift Testing:
///
/// ```swift
/// @Test(arguments: Conformance.tests(of: AcmeSubject()))
/// func conforms(_ test: ConformanceTest) async throws { try await test.check(AcmeSubject()) }
/// ```
public protocol ConformanceSubject: Sendable {
    /// What reports call it, and what it is asked for by; the connector's id unless the subject says so, which it does where
    /// one connector has many subjects.
    var name: String { get }

    /// The connector.
    var connector: any Connector.Type { get }

    /// What is known not to hold, each with a reason and an owner; none unless the subject says so.
    var waivers: [ConformanceWaiver] { get }

    /// What the last release of the connector said of itself; `nil`, as it is unless the subject says so, for one that was
    /// never released.
    var lastRelease: ConnectorManifest? { get }

    /// The name of the executable that is the connector in a process of its own, beside the program that runs; `nil`, as it
    /// is unless the subject says so, if there is none.
    var hostProgram: String? { get }

    /// A world in which nothing has happened yet; each test gets its own.
    ///
    /// - Throws: Whatever keeps the world from being made, for example a simulator that does not start.
    func makeWorld() async throws -> any ConformanceWorld

    /// Makes the connector as it is after a start, linked in or in a process of its own.
    ///
    /// - Parameters:
    ///   - configuration: The values of the configured system.
    ///   - services: Transport, clock and log.
    /// - Returns: The connector.
    /// - Throws: ``ConnectorError/invalidConfiguration(key:reason:)`` for a value that cannot be used.
    func makeConnector(
        _ configuration: ConnectorConfiguration,
        _ services: ConnectorServices
    ) async throws(ConnectorError) -> any Connector

    /// Ends a connector that was made, as a runtime does that stops; nothing is to be done for one that is linked in.
    ///
    /// May be asked more than once for the same connector.
    func discard(_ connector: any Connector) async

    /// Cursors as earlier releases wrote them before they had read anything of a stream; none unless the subject says so.
    ///
    /// Reading behind each of them must bring everything.
    func earlierCursors(of stream: SourceStream) -> [Cursor]
}

extension ConformanceSubject {
    /// The connector's id.
    public var name: String { connector.manifest.id }

    /// None.
    public var waivers: [ConformanceWaiver] { [] }

    /// None.
    public var lastRelease: ConnectorManifest? { nil }

    /// None.
    public var hostProgram: String? { nil }

    /// Makes the connector in this process.
    public func makeConnector(
        _ configuration: ConnectorConfiguration,
        _ services: ConnectorServices
    ) async throws(ConnectorError) -> any Connector {
        try connector.init(configuration: configuration, services: services)
    }

    /// Does nothing.
    public func discard(_ connector: any Connector) async {}

    /// None.
    public func earlierCursors(of stream: SourceStream) -> [Cursor] { [] }
}

/// A test that a connector is known not to pass, why, and who sees to it.
///
/// A waiver for a test that the connector passes, or that is not for it, is a failure: it would hide the next mistake.
public struct ConformanceWaiver: Sendable, Hashable {
    /// The number of the test, for example `R11`.
    public let test: String
    /// Why it does not pass and what follows from that.
    public let reason: String
    /// The person or role who sees to it.
    public let owner: String

    /// Creates a waiver.
    public init(_ test: String, because reason: String, owner: String) {
        self.test = test
        self.reason = reason
        self.owner = owner
    }
}
