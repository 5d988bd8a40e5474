package import ConnectorHosting
package import ConnectorKit

/// A subject whose connector runs in a process of its own; its world is the same.
package struct HostedSubject: ConformanceSubject {
    private let linked: any ConformanceSubject
    private let program: HostedProgram

    /// Puts a subject's connector in a process.
    ///
    /// - Parameters:
    ///   - linked: The subject with its connector linked in.
    ///   - program: The program that is this connector.
    package init(_ linked: any ConformanceSubject, in program: HostedProgram) {
        self.linked = linked
        self.program = program
    }

    package var name: String { linked.name }
    package var connector: any Connector.Type { linked.connector }
    package var waivers: [ConformanceWaiver] { linked.waivers }
    package var lastRelease: ConnectorManifest? { linked.lastRelease }
    package var hostProgram: String? { linked.hostProgram }

    package func makeWorld() async throws -> any ConformanceWorld { try await linked.makeWorld() }

    /// Starts the connector's process.
    package func makeConnector(
        _ configuration: ConnectorConfiguration,
        _ services: ConnectorServices
    ) async throws(ConnectorError) -> any Connector {
        try await HostedConnector.start(program, configuration: configuration, services: services)
    }

    /// Ends the connector's process.
    package func discard(_ connector: any Connector) async { (connector as? HostedConnector)?.stop() }

    package func earlierCursors(of stream: SourceStream) -> [Cursor] { linked.earlierCursors(of: stream) }
}
