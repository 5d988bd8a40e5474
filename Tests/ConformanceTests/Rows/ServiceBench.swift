import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Synchronization

/// A runtime that reads the model service with one connector, which lives as long as the bench.
final class ServiceBench: Sendable {
    let service = ModelService()
    let memory = InMemoryStore()
    let reports = Mutex<[RuntimeProgress]>([])
    private let settings: RuntimeSettings

    /// Creates a bench.
    ///
    /// - Parameters:
    ///   - parts: The connector.
    ///   - rows: How many rows the service has.
    ///   - days: In how many days the key ends, as the connector's configuration says too; `nil` for never.
    init(_ parts: Parts, rows: Int, keyEndsIn days: Int64? = nil) {
        let clock = service.clock
        let end = days.map { clock.now.adding(seconds: $0 * 86_400) }
        service.state.withLock { state in
            state.rows = rows
            state.keyEnds = end
        }
        let services = ConnectorServices(transport: service.transport, clock: clock, log: RecordingLog())
        let connector = parts.reader(ReaderCore(services, keyEnds: end))
        settings = RuntimeSettings(
            systems: [ConfiguredSystem(name: "service", connector: connector, pollInterval: .seconds(60))],
            flows: [FlowBinding(flow: SilentFlow.ofReadings, sources: ["service"], target: "ledger")],
            people: []
        )
    }

    /// Polls for so long, one poll after the other.
    func poll(for duration: Duration = .zero, every step: Duration = .seconds(30)) async throws {
        let end = service.clock.now.adding(duration)
        repeat {
            let engine = Engine(settings: settings, store: memory, clock: service.clock) { [self] report in
                reports.withLock { $0.append(report) }
            }
            try await engine.runOnce()
            service.clock.advance(by: step)
        } while service.clock.now < end
    }

    /// Whether anything but reading was told since the last time.
    func hasToldOfTrouble() -> Bool {
        reports.withLock { reports in
            defer { reports = [] }
            return reports.contains { report in
                switch report {
                case .failed, .rateLimited: true
                default: false
                }
            }
        }
    }

    var calls: [Instant] { service.state.withLock { $0.calls } }

    var logins: Int { service.state.withLock { $0.logins } }

    /// How many rows never became records.
    func lost() async throws -> Int {
        let entries = try await memory.journal(after: 0, limit: 100_000)
        let received = Set(entries.filter { $0.kind == "record.received" }.map(\.key))
        return service.state.withLock { $0.rows } - received.count
    }

    /// The open case of a kind that has an owner.
    func openCase(_ kind: String) async throws -> StoredCase? {
        try await memory.cases(onlyOpen: true).first { $0.proposal.kind == kind && !$0.proposal.owner.isEmpty }
    }
}
