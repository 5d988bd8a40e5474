import ArgumentParser
import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import Foundation
import SQLiteStore
import WebhookEndpoint

/// Serves one webhook endpoint for a load generator, with a store or without: the difference is what durability costs.
@main
struct Main: AsyncParsableCommand {
    /// Where deliveries go.
    enum Keeping: String, ExpressibleByArgument, CaseIterable {
        /// Durable in SQLite before the answer.
        case sqlite
        /// Nowhere: the ceiling of the same server.
        case nothing
    }

    static let configuration = CommandConfiguration(
        commandName: "webhook-benchmark",
        abstract: "Serve /webhooks/bench/deliveries until interrupted; run.sh puts load on it."
    )

    @Option(help: "Where deliveries go: \(Keeping.allCases.map(\.rawValue).joined(separator: " or ")).")
    var store = Keeping.sqlite

    @Option(help: "The port to listen on.")
    var port = 8484

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("webhooks-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let keeper: any ChangeStore & InboxStore =
            switch store {
            case .sqlite: try SQLiteStore(path: folder.appendingPathComponent("bench.sqlite").path, role: .runtime)
            case .nothing: Forgetful()
            }
        let settings = RuntimeSettings(
            systems: [ConfiguredSystem(name: "bench", connector: BenchHook(), pollInterval: .seconds(60))],
            flows: [],
            people: []
        )
        let clock = WallClock()
        let desk = try WebhookDesk(settings: settings, store: keeper, clock: clock, log: Silence())
        let server = WebhookServer(desk, configuration: .init(port: port, connections: 1024), clock: clock)
        let work = Task {
            try await server.run { port in
                FileHandle.standardOutput.write(Data("ready on http://127.0.0.1:\(port)\n".utf8))
            }
        }
        signal(SIGINT, SIG_IGN)
        let interrupt = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        interrupt.setEventHandler { work.cancel() }
        interrupt.resume()
        defer { interrupt.cancel() }
        try await work.value
        if let store = keeper as? SQLiteStore {
            print("deliveries in the store: \(try await store.journalHead().sequence)")
        }
    }
}

/// Deliveries with a static header and an id in another.
private struct BenchHook: WebhookSource {
    static let manifest = ConnectorManifest(
        id: "bench",
        version: "1.0.0",
        summary: "Deliveries of a load generator.",
        configuration: [],
        wireVersions: []
    )

    var endpoints: [WebhookEndpoint] {
        [
            WebhookEndpoint(
                name: "deliveries",
                authentication: .header(name: "X-Token", values: [Secret("token-of-the-benchmark")]),
                deliveryID: .header("X-Delivery")
            )
        ]
    }

    init() {}

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {}

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func content(of webhook: ReceivedWebhook) -> WebhookContent { WebhookContent(records: []) }
}

/// A store that keeps nothing.
private struct Forgetful: ChangeStore, InboxStore {
    func commit(
        _ changes: [StateChange],
        by actor: String,
        at now: Instant
    ) async throws(StoreError) -> CommitReceipt {
        CommitReceipt(appended: 1..<2, skipped: [])
    }

    func knownRecords(among references: [RecordReference]) async throws(StoreError) -> Set<RecordReference> { [] }

    func receivedRecord(_ reference: RecordReference) async throws(StoreError) -> ReceivedRecord? { nil }

    func waitingRecordCount(limit: Int) async throws(StoreError) -> Int { 0 }

    func waitingRecords(limit: Int, bytes: Int) async throws(StoreError) -> [ReceivedRecord] { [] }

    func quarantinedRecords(caseKey: String, limit: Int) async throws(StoreError) -> [ReceivedRecord] { [] }
}

private struct WallClock: RuntimeClock {
    var now: Instant { Instant(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded())) }

    func sleep(until instant: Instant) async throws {
        try await Task.sleep(for: .microseconds(max(0, instant.microseconds - now.microseconds)))
    }
}

private struct Silence: ConnectorLog {
    func write(_ level: LogLevel, _ message: String, _ values: [String: String]) {}
}
