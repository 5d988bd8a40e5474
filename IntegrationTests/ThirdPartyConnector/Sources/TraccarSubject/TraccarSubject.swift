import CanonicalModel
import ConnectorConformance
import ConnectorKit
import JSON
import TraccarConnector

/// The connector under test, and what it is connected to.
public struct TraccarSubject: ConformanceSubject {
    /// The connector.
    public var connector: any Connector.Type { TraccarConnector.self }
    /// The executable that is the connector in a process of its own.
    public var hostProgram: String? { "traccar-host" }

    /// What is known not to hold.
    public var waivers: [ConformanceWaiver] {
        [
            ConformanceWaiver(
                "D05",
                because: "Traccar has no pages: it tells the last position of all devices of a user at once",
                owner: "fleet desk"
            )
        ]
    }

    /// Creates the subject.
    public init() {}

    /// A server with some machines, and a phone that has no engine.
    public func makeWorld() async throws -> any ConformanceWorld { TraccarWorld() }
}

/// A server, and its administrator at work.
struct TraccarWorld: ReadableWorld {
    private let server = TraccarServer()

    var clock: ManualClock { server.clock }
    var transport: any HTTPTransport { FixtureTransport { [server] in server.answer(to: $0) } }
    var configuration: ConnectorConfiguration { configured(token: TraccarServer.token) }

    var misconfigurations: [Misconfiguration] {
        [Misconfiguration("a wrong token", configured(token: "wrong"), naming: ["credentials"])]
    }

    private func configured(token: String) -> ConnectorConfiguration {
        ConnectorConfiguration(
            system: "traccar",
            values: ["address": .text("https://traccar.example"), "token": .secret(Secret(token))]
        )
    }

    func withhold(_ object: String) async throws -> ConnectorConfiguration? {
        server.withhold()
        return configuration
    }

    func rows(of stream: SourceStream) async throws -> Set<String>? { server.machines }

    /// What the records of each device must say.
    func contents(of stream: SourceStream) async throws -> [String: [JSON]]? { server.contents }

    func add(_ count: Int, to stream: SourceStream) async throws -> Set<String>? {
        Set((0..<count).map { _ in server.add() })
    }

    func change(_ row: String, in stream: SourceStream) async throws -> Bool {
        server.work(row)
        return true
    }

    func spoil(_ row: String, in stream: SourceStream) async throws -> Bool {
        server.spoil(row)
        return true
    }

    func delete(_ row: String, from stream: SourceStream) async throws -> Bool {
        server.remove(row)
        return true
    }
}
