import CanonicalModel
import ConnectorHost
import ConnectorHosting
import ConnectorKit
import Foundation
import JSON

/// Prints how fast records come out of a connector that is linked in, and out of the same one in a process of its own.
///
/// `HostingBenchmark [PAGES]`; with `--connector` it is the process.
@main struct Main {
    static func main() async throws {
        guard !CommandLine.arguments.contains("--connector") else { return await ConnectorHost.run(Mill.self) }
        let pages = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 200
        let services = ConnectorServices(transport: NoNetwork(), clock: StoppedClock(), log: NoLog())
        print("records a second; linked in, in a process of its own, ratio; start of the process")
        for size in [1, 100, 1_000] {
            let configuration = ConnectorConfiguration(system: "mill", values: ["size": .integer(Int64(size))])
            let program = HostedProgram(
                path: CommandLine.arguments[0],
                arguments: ["--connector"],
                environment: ProcessInfo.processInfo.environment
            )
            let start = ContinuousClock.now
            let hosted = try HostedConnector(program, configuration: configuration, services: services)
            let started = ContinuousClock.now - start
            let linked = try Mill(configuration: configuration, services: services)
            let count = size == 1 ? pages * 10 : pages
            let inside = try await recordsPerSecond(linked, count)
            let outside = try await recordsPerSecond(hosted, count)
            hosted.stop()
            print("pages of \(size): \(Int(inside)), \(Int(outside)), \(outside / inside); \(started)")
        }
    }

    /// Reads pages one after the other, as the runtime does.
    private static func recordsPerSecond(_ source: some RESTSource, _ pages: Int) async throws -> Double {
        let stream = SourceStream(name: "readings", object: "MeterReading")
        var cursor: Cursor?
        var records = 0
        let start = ContinuousClock.now
        for _ in 0..<pages {
            let page = try await source.page(of: stream, after: cursor)
            records += page.records.count
            cursor = page.next
        }
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        return Double(records) / (Double(seconds) + Double(attoseconds) / 1e18)
    }
}

/// Makes pages of readings out of nothing, so that only the way of the records is measured.
struct Mill: RESTSource {
    static let manifest = ConnectorManifest(
        id: "mill",
        version: "1.0.0",
        summary: "Makes readings for the benchmark of hosting.",
        configuration: [ConfigurationKey("size", .integer(1...10_000), required: true, summary: "Records a page.")],
        reads: ["MeterReading"],
        wireVersions: []
    )

    let streams = [SourceStream(name: "readings", object: "MeterReading")]
    private let size: Int

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        guard let size = configuration.integer("size") else {
            throw .invalidConfiguration(key: "size", reason: "is missing")
        }
        self.size = Int(size)
    }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        let first = cursor.flatMap { Int($0.text) } ?? 0
        let records = (first..<first + size).map { number in
            SourceRecord(
                id: "EX-\(number % 500)@\(number)",
                object: "MeterReading",
                occurredAt: Instant(seconds: Int64(number)),
                payload: [
                    "equipment": ["equipmentId": .string("EX-\(number % 500)"), "oem": "Example", "serial": "S-1042"],
                    "kind": "operatingHours", "value": .string("\(number).25"), "at": "2026-01-05T05:58:11Z",
                ]
            )
        }
        return RecordPage(records: records, next: Cursor("\(first + size)"), hasMore: true)
    }
}

private struct NoNetwork: HTTPTransport {
    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse { HTTPResponse(status: 404) }
}

private struct StoppedClock: RuntimeClock {
    let now = Instant(seconds: 1_767_600_000)
    func sleep(until instant: Instant) async throws {}
}

private struct NoLog: ConnectorLog {
    func write(_ level: LogLevel, _ message: String, _ values: [String: String]) {}
}
