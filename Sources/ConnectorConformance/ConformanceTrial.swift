import ConnectorKit
import Synchronization

/// What a test has in its hands: the subject, its worlds, and a place for what it finds.
///
/// A test asks for a world, makes connectors in it, does to the world what people and systems do, and notes each thing that
/// is wrong. It puts faults between a connector and its world by handing its own transport over.
final class ConformanceTrial: Sendable {
    let subject: any ConformanceSubject
    private let state = Mutex(State())

    private struct State {
        var findings: [String] = []
        var worlds: [any ConformanceWorld] = []
        var connectors: [any Connector] = []
    }

    init(_ subject: some ConformanceSubject) {
        self.subject = subject
    }

    /// What the connector says of itself.
    var manifest: ConnectorManifest { subject.connector.manifest }

    /// A flow that takes whatever the connector reads.
    var flow: SilentFlow { SilentFlow(consuming: Set(manifest.reads).union([SourceRecord.deletion])) }

    /// What is wrong with the connector.
    var findings: [String] { state.withLock { $0.findings } }

    /// Notes what is wrong, once.
    func fail(_ finding: String) {
        state.withLock { state in
            if !state.findings.contains(finding) { state.findings.append(finding) }
        }
    }

    /// Notes what is wrong unless a condition holds.
    func require(_ holds: Bool, _ finding: @autoclosure () -> String) {
        if !holds { fail(finding()) }
    }

    /// A world of its own for this test, ended with it.
    func world() async throws -> any ConformanceWorld {
        let world = try await subject.makeWorld()
        state.withLock { $0.worlds.append(world) }
        return world
    }

    /// A world that holds rows.
    ///
    /// - Throws: ``ConformanceObstacle`` if the subject's worlds hold none.
    func readableWorld() async throws -> any ReadableWorld {
        guard let world = try await world() as? any ReadableWorld else {
            throw ConformanceObstacle("the subject's world tells of no rows: let it conform to ReadableWorld")
        }
        return world
    }

    /// The connector as it is after a start in a world.
    ///
    /// - Parameters:
    ///   - world: The world.
    ///   - configuration: Other values than the world's.
    ///   - transport: What carries the requests in place of the world's own transport.
    ///   - clock: Another clock than the world's, for example a wrong one.
    ///   - log: What the connector writes to.
    /// - Returns: The connector, discarded with this test.
    /// - Throws: What the connector refuses.
    func connector(
        in world: any ConformanceWorld,
        configuration: ConnectorConfiguration? = nil,
        transport: (any HTTPTransport)? = nil,
        clock: (any RuntimeClock)? = nil,
        log: any ConnectorLog = RecordingLog()
    ) async throws(ConnectorError) -> any Connector {
        let connector = try await subject.makeConnector(
            configuration ?? world.configuration,
            ConnectorServices(transport: transport ?? world.transport, clock: clock ?? world.clock, log: log)
        )
        state.withLock { $0.connectors.append(connector) }
        return connector
    }

    /// Ends a connector before the test ends, as a runtime does that is started again.
    func discard(_ connector: any Connector) async { await subject.discard(connector) }

    /// Why the test did not end in time, as far as can be seen.
    func overdue(_ limit: Duration) -> String {
        let sleepers = state.withLock(\.worlds).map(\.clock.sleeperCount).reduce(0, +)
        let wait =
            sleepers == 0
            ? "does it wait for something that never comes?"
            : "\(sleepers) tasks wait for the clock, which stands still during a call: throw unavailable with a pause instead"
        return "the test did not end within \(limit): \(wait)"
    }

    /// Ends all connectors, then all worlds; what they held is free for further ones of this test.
    func end() async {
        let (connectors, worlds) = state.withLock { state in
            defer { (state.connectors, state.worlds) = ([], []) }
            return (state.connectors, state.worlds)
        }
        for connector in connectors { await subject.discard(connector) }
        for world in worlds { await world.end() }
    }
}

/// Why a test cannot go on, which is a failure.
struct ConformanceObstacle: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Why a test says nothing about a connector, which is no failure.
struct Inapplicable: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
