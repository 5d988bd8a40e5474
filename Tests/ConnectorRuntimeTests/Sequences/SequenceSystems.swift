import CanonicalModel
import ConnectorKit
import ConnectorTesting
import FoundationEssentials
import JSON
import Synchronization

/// A system of one random history, whose records a test publishes.
final class SequenceSource: RESTSource {
    static let manifest = ConnectorManifest(
        id: "sequence-source",
        version: "1.0.0",
        summary: "Records for tests.",
        configuration: [],
        wireVersions: []
    )

    let streams: [SourceStream]
    private let rows = Mutex<[SourceRecord]>([])

    init(of object: String) {
        streams = [SourceStream(name: "all", object: object)]
    }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        streams = []
    }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        rows.withLock { rows in
            let start = min(cursor.flatMap { Int($0.text) } ?? 0, rows.count)
            let records = rows[start...].filter { $0.object == stream.object }
            return RecordPage(records: records, next: Cursor("\(rows.count)"), hasMore: false)
        }
    }

    func publish(_ record: SourceRecord) { rows.withLock { $0.append(record) } }

    /// Offers everything once more, in another order.
    func repeatEverything(_ random: inout SeededGenerator) {
        let again = rows.withLock { $0 }.shuffled(using: &random)
        rows.withLock { $0 += again }
    }
}

/// A payroll that takes batches, whatever it says of them later, and pays what it has accepted.
final class SequencePayroll: RESTSink {
    static let manifest = ConnectorManifest(
        id: "sequence-payroll",
        version: "1.0.0",
        summary: "A payroll for tests.",
        configuration: [],
        writes: [PayrollBatch.name],
        wireVersions: []
    )

    struct State: Sendable {
        var batches: [String: PayrollBatch] = [:]
        /// The batches in the order of their arrival, each once.
        var order: [String] = []
        /// Batches that came again with other content.
        var changed: [String] = []
    }

    let state = Mutex(State())
    let batchLimit = 10

    init() {}

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {}

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
        state.withLock { state in
            batch.map { delivery in
                guard let taken = try? PayrollBatch(JSONReader(delivery.payload)) else {
                    return .rejected(reason: "is no batch")
                }
                if let known = state.batches[taken.batch] {
                    if known != taken { state.changed.append(taken.batch) }
                } else {
                    state.batches[taken.batch] = taken
                    state.order.append(taken.batch)
                }
                return .applied(FoundRecord(reference: taken.batch, totals: delivery.controlTotals))
            }
        }
    }

    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] {
        state.withLock { state in
            batch.map { delivery in
                let known = state.batches.values.first { $0.batch == delivery.payload["batch"]?.stringValue }
                return known.map { FoundRecord(reference: $0.batch, totals: delivery.controlTotals) }
            }
        }
    }
}
