import CanonicalModel
import ConnectorKit
import ConnectorStore
import Foundation
import JSON
import SQLiteStore
import Synchronization

/// A record's whole life in the store: received, decided on, planned, attempted and delivered; five entries of the
/// hash-chained journal, each in the transaction of its change, `synchronous=FULL`.
struct PipelineBenchmark {
    /// Who commits, and how much at a time.
    enum Workload: String, CaseIterable {
        /// Several lanes, each with pages of records.
        case saturated
        /// 64 independent clients that each make one record durable and wait for it, as webhooks do.
        case clients
        /// One client that makes one record durable after the other.
        case serial
    }

    let folder: URL
    let workload: Workload
    let records: Int
    let batch: Int

    func run() async throws -> PipelineFigures {
        let path = folder.appendingPathComponent("\(workload.rawValue).sqlite").path
        let store = try SQLiteStore(path: path, role: .runtime)
        let watch = AcknowledgementWatch(store: store)
        let processor = ProcessorTime.used
        let perSecond = try await rate(records) { try await work(watch, from: 0) }
        let used = ProcessorTime.used - processor
        let memory = MemoryUse.peak
        try store.close()
        let bare = try BareLoop(path: path).run(records: records, transactions: watch.commits)
        return PipelineFigures(
            name: "\(workload.rawValue), \(lanes) at once, \(recordsPerCommit) records a commit",
            perSecond: perSecond,
            bare: bare,
            processor: used,
            records: records,
            fsyncs: try FsyncRate(folder: folder).perSecond(count: 1000),
            acknowledgements: watch.sorted,
            peakMemory: memory
        )
    }

    private var lanes: Int {
        switch workload {
        case .saturated: 8
        case .clients: 64
        case .serial: 1
        }
    }

    private var recordsPerCommit: Int { workload == .saturated ? batch : 1 }

    /// Repeats the workload with new records each minute, in one store, and prints what memory it holds.
    ///
    /// The tables grow; memory must not.
    func run(minutes: Int) async throws {
        let path = folder.appendingPathComponent("minutes.sqlite").path
        let store = try SQLiteStore(path: path, role: .runtime)
        show(["minute", "records", "resident MiB", "peak MiB", "file MiB"])
        for minute in 0..<minutes {
            let end = ContinuousClock.now + .seconds(60)
            MemoryUse.startAnew()
            try await work(AcknowledgementWatch(store: store), from: minute * records)
            try await Task.sleep(until: end, clock: .continuous)
            let file = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
            let figures = [
                minute + 1, (minute + 1) * records, MemoryUse.resident / 1024, MemoryUse.peak / 1024, file >> 20,
            ]
            show(figures.map(String.init))
        }
        try store.close()
    }

    /// Prints a row at once, also into a file.
    private func show(_ row: [String]) {
        FileHandle.standardOutput.write(Data((row.joined(separator: "\t") + "\n").utf8))
    }

    private func work(_ watch: AcknowledgementWatch, from first: Int) async throws {
        let lanes = lanes
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<lanes {
                let numbers = Array(stride(from: first + lane, to: first + records, by: lanes))
                group.addTask {
                    for start in stride(from: 0, to: numbers.count, by: recordsPerCommit) {
                        let page = numbers[start..<min(start + recordsPerCommit, numbers.count)]
                        try await handle(page.map(PipelineRecord.init), lane, watch)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func handle(_ page: [PipelineRecord], _ lane: Int, _ watch: AcknowledgementWatch) async throws {
        guard workload == .saturated else { return try await watch.commit(page.map(\.received)) }
        let stream = StreamID(system: "fleet", stream: "readings/\(lane)")
        let cursor = Cursor("2026-01-05T06:00:00Z/\(page.last?.number ?? 0)")
        try await watch.commit(page.map(\.received) + [.cursorAdvanced(stream, cursor)])
        try await watch.commit(page.flatMap { [$0.advanced, $0.planned] })
        try await watch.commit(page.map(\.attempted))
        try await watch.commit(page.map(\.delivered))
    }
}

/// Commits and notes how long each commit took to be acknowledged.
final class AcknowledgementWatch: Sendable {
    private let store: SQLiteStore
    private let times = Mutex<[Duration]>([])

    init(store: SQLiteStore) {
        self.store = store
    }

    func commit(_ changes: [StateChange]) async throws {
        let start = ContinuousClock.now
        _ = try await store.commit(changes, by: "system:purlin", at: Instant(seconds: 1_767_600_000))
        let time = ContinuousClock.now - start
        times.withLock { $0.append(time) }
    }

    var commits: Int { times.withLock { $0.count } }

    var sorted: [Duration] { times.withLock { $0.sorted() } }
}

/// The changes that one record goes through.
struct PipelineRecord {
    let number: Int

    private var machine: String { "EX-\(number % 40)" }
    private var id: String { "pin:KST\(number % 40)/operatingHours/\(number)" }
    private var day: String { "\(machine)/2026-01-05" }
    private var key: String { "usage/\(machine)/\(number)" }

    var received: StateChange {
        let payload: JSON = [
            "equipment": ["oem": "Kestrel", "serial": "KX30A00104", "pin": .string("KST\(number % 40)")],
            "series": "operatingHours", "time": "2026-01-05T05:58:11Z", "counterSeconds": .integer(Int64(number)),
            "sourceValue": "PT4211H36M",
        ]
        return .recordReceived(
            ReceivedRecord(
                system: "fleet",
                record: SourceRecord(
                    id: id,
                    object: "MeterReading",
                    occurredAt: Instant(seconds: 1_767_600_000 + Int64(number)),
                    payload: payload
                ),
                flow: "EquipmentUsageToJobCost",
                key: machine,
                topics: [machine, day],
                disposition: .accepted
            )
        )
    }

    var advanced: StateChange {
        .flowAdvanced(
            FlowAdvance(
                flow: "EquipmentUsageToJobCost",
                key: key,
                expectedVersion: 0,
                state: ["counterSeconds": .integer(Int64(number)), "day": "2026-01-05", "hours": "7.75"],
                wakeAt: nil,
                consumed: [RecordReference(system: "fleet", id: id)],
                notes: [FlowNote(event: "UsageConsolidated", topics: [day, "P-2201"], detail: ["hours": "7.75"])]
            )
        )
    }

    var planned: StateChange {
        let amount = Decimal(string: "581.25") ?? .nan
        return .deliveryPlanned(
            PlannedDelivery(
                delivery: Delivery(
                    key: key,
                    object: "CostEntry",
                    payload: [
                        "date": "2026-01-05", "equipment": .string(machine), "project": "P-2201", "hours": "7.75",
                        "rate": "75.00", "amount": "581.25", "currency": "EUR", "costCode": "02-315",
                    ],
                    controlTotals: ["amount": amount]
                ),
                system: "odoo",
                orderingKey: "P-2201/\(machine)",
                topics: [day, "P-2201", key]
            )
        )
    }

    var attempted: StateChange { .deliveryAttempted(key: key, attempt: 1) }

    var delivered: StateChange {
        let amount = Decimal(string: "581.25") ?? .nan
        let found = FoundRecord(reference: "account.analytic.line/\(number)", totals: ["amount": amount])
        return .deliverySettled(key: key, .delivered(found))
    }
}
