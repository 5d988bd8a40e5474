import ConnectorKit
import Synchronization

/// What a test has in its hands: the subject, its worlds, and a place for what it finds.
final class ConformanceTrial: Sendable {
    let subject: any ConformanceSubject
    private let state = Mutex(State())

    private struct State {
        var findings: [String] = []
        var worlds: [any ConformanceWorld] = []
    }

    init(_ subject: some ConformanceSubject) {
        self.subject = subject
    }

    /// What is wrong with the connector.
    var findings: [String] { state.withLock { $0.findings } }

    /// Notes what is wrong.
    func fail(_ finding: String) {
        state.withLock { $0.findings.append(finding) }
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

    /// The connector as it is after a start in a world.
    func connector(
        in world: any ConformanceWorld,
        configuration: ConnectorConfiguration? = nil,
        transport: (any HTTPTransport)? = nil,
        log: RecordingLog = RecordingLog()
    ) async throws(ConnectorError) -> any Connector {
        try await subject.makeConnector(
            configuration ?? world.configuration,
            ConnectorServices(transport: transport ?? world.transport, clock: world.clock, log: log)
        )
    }

    /// Ends all worlds.
    func end() async {
        for world in state.withLock({ $0.worlds }) { await world.end() }
    }
}

/// Why a test cannot go on.
struct ConformanceObstacle: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
