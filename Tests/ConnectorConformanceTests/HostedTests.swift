import CanonicalModel
import ConnectorConformance
import ConnectorHosting
import ConnectorKit
import Foundation
import HostedSamples
import JSON
import Synchronization
import Testing

/// A connector is tried in a process of its own as it is where it is linked in.
@Suite(.serialized)
struct HostedTests {
    /// A service of notes, with a program that is its connector.
    private struct NotesSubject: ConformanceSubject {
        var connector: any Connector.Type { NotesConnector.self }
        var hostProgram: String? { "HostedSample" }

        func makeWorld() async throws -> any ConformanceWorld { NotesWorld() }
    }

    private struct NotesWorld: ConformanceWorld {
        let clock = ManualClock(Instant(seconds: 1_767_600_000))

        var configuration: ConnectorConfiguration { configured(key: "key-of-the-notes") }
        var transport: any HTTPTransport {
            FixtureTransport { request throws(TransportError) in
                let isKnown = request.headers.contains(HTTPField("Authorization", "Bearer key-of-the-notes"))
                return HTTPResponse(status: isKnown ? 200 : 401, body: Array("[]".utf8))
            }
        }
        var misconfigurations: [Misconfiguration] {
            [Misconfiguration("a wrong key", configured(key: "another"), naming: ["key"])]
        }

        private func configured(key: String) -> ConnectorConfiguration {
            ConnectorConfiguration(
                system: "notes",
                values: ["address": .text("http://notes.invalid"), "key": .secret(Secret(key))]
            )
        }

        func withhold(_ object: String) async throws -> ConnectorConfiguration? { nil }
    }

    /// What the program prints, without how long each test took.
    private static func results(_ host: String) async throws -> [JSON] {
        let lines = Mutex<[String]>([])
        _ = await ConformanceProgram.run(
            [NotesSubject()],
            arguments: ["--only", "C01,C04,C06,R08,W13", "--host", host, "--json"],
            print: { line in lines.withLock { $0.append(line) } },
            complain: { Issue.record("\($0)") }
        )
        let report = try JSON(parsing: lines.withLock { $0.joined() })
        #expect(report["host"] == .string(host))
        return (report["reports"]?[0]?["results"]?.arrayValue ?? []).map { result in
            var members = result.objectValue ?? JSONObject()
            members["milliseconds"] = nil
            return .object(members)
        }
    }

    @Test func bothHostsGiveTheSameResults() async throws {
        let linked = try await Self.results("linked")
        let hosted = try await Self.results("process")

        #expect(linked.count == 5)
        #expect(hosted == linked)
        #expect(linked.contains { $0["test"] == "C04" && $0["outcome"] == "passed" })
    }

    @Test func aHostedSubjectsConnectorIsAProcessUntilItIsDiscarded() async throws {
        let path = Bundle.main.bundleURL.appendingPathComponent("HostedSample").path
        let program = HostedProgram(path: path, environment: ProcessInfo.processInfo.environment)
        let subject = HostedSubject(NotesSubject(), in: program)
        let world = try await subject.makeWorld()
        let services = ConnectorServices(transport: world.transport, clock: world.clock, log: RecordingLog())

        let connector = try await subject.makeConnector(world.configuration, services)

        #expect(!(connector is NotesConnector))
        #expect(try await connector.check().first?.result == .passed)
        await subject.discard(connector)
        await subject.discard(connector)
        await #expect(throws: ConnectorError.self) { try await connector.check() }
    }
}
