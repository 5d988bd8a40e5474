import CanonicalModel
import ConnectorConformance
import ConnectorHosting
import ConnectorKit
import Foundation
import Synchronization

/// A subject of which everything is written down that its connector asks its system for and tells its log, whichever host
/// it runs in.
struct WatchedSubject: ConformanceSubject {
    private let subject: any ConformanceSubject
    /// The name of the program that the connector runs in; `nil` if it is linked in.
    private let program: String?
    private let watch = Watch()

    init(_ subject: any ConformanceSubject, in program: String?) {
        self.subject = subject
        self.program = program
    }

    var connector: any Connector.Type { subject.connector }
    var waivers: [ConformanceWaiver] { subject.waivers }
    var lastRelease: ConnectorManifest? { subject.lastRelease }
    func earlierCursors(of stream: SourceStream) -> [Cursor] { subject.earlierCursors(of: stream) }

    /// What was seen, a line each: requests in their order, then lines of the log.
    var transcript: [String] { watch.lines }

    func makeWorld() async throws -> any ConformanceWorld {
        let world = try await subject.makeWorld()
        watch.begin(world)
        return world
    }

    func makeConnector(
        _ configuration: ConnectorConfiguration,
        _ services: ConnectorServices
    ) async throws(ConnectorError) -> any Connector {
        let watched = ConnectorServices(
            transport: WatchedTransport(transport: services.transport, watch: watch),
            clock: services.clock,
            log: WatchedLog(log: services.log, watch: watch)
        )
        guard let program else { return try await subject.makeConnector(configuration, watched) }
        let path = ProcessInfo.processInfo.arguments.first.map { URL(fileURLWithPath: $0) }
        let folder = (path ?? Bundle.main.bundleURL).deletingLastPathComponent()
        let executable = [folder, Bundle.main.bundleURL].map { $0.appendingPathComponent(program).path }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        let hosted = HostedProgram(path: executable ?? program, environment: ProcessInfo.processInfo.environment)
        return try await HostedConnector.start(hosted, configuration: configuration, services: watched)
    }

    func discard(_ connector: any Connector) async {
        guard let hosted = connector as? HostedConnector else { return await subject.discard(connector) }
        hosted.stop()
    }
}

/// What was seen of a connector, with a fixed address in place of its simulator's port.
final class Watch: Sendable {
    private let kept = Mutex<[String]>([])

    var lines: [String] { kept.withLock { $0 } }

    func begin(_ world: any ConformanceWorld) { note("a world at \(world.clock.now.text)") }

    func note(_ line: String) {
        let place = #/(127\.0\.0\.1|localhost):[0-9]+/#
        kept.withLock { $0.append(line.replacing(place, with: "simulator.invalid")) }
    }
}

/// Writes down each request and how it ended.
private struct WatchedTransport: HTTPTransport {
    let transport: any HTTPTransport
    let watch: Watch

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let headers = request.headers.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
        let words = "\(request.method) \(request.url) [\(headers)] \(String(decoding: request.body, as: UTF8.self))"
        do throws(TransportError) {
            let answer = try await transport.send(request)
            watch.note("\(words) -> \(answer.status)")
            return answer
        } catch {
            watch.note("\(words) -> \(error.reason)")
            throw error
        }
    }
}

/// Writes down each line.
private struct WatchedLog: ConnectorLog {
    let log: any ConnectorLog
    let watch: Watch

    func write(_ level: LogLevel, _ message: String, _ values: [String: String]) {
        watch.note("\(level) \(message) \(values.sorted { $0.key < $1.key })")
        log.write(level, message, values)
    }
}
