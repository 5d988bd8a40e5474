import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Foundation
import JSON
import SQLiteStore

/// What it takes to find one cent among many costs, and to name its line.
struct ReconciliationBenchmark {
    private static let system = "ledger"

    let folder: URL
    let lines: Int

    func run() async throws -> [Measurement] {
        let store = try SQLiteStore(path: folder.appendingPathComponent("ledger-\(lines).sqlite").path, role: .runtime)
        let costs = try GeneratedCosts()
        try await fill(store, costs)
        let planted = lines * 2 / 3
        let ledger = GeneratedLedger(costs, lines: lines, planted: planted)
        let readingAlone = try await rate(lines) { try await readAlone(store, ledger) }

        let settings = RuntimeSettings(
            systems: [ConfiguredSystem(name: Self.system, connector: ledger, pollInterval: .seconds(86_400))],
            flows: [],
            people: []
        )
        let reconciler = Reconciler(settings: settings, store: store, clock: ManualClock(GeneratedCosts.start))
        ProcessMemory.resetPeak()
        var differences: [ReconciliationDifference] = []
        let compared = try await rate(lines) {
            let report = try await reconciler.compare(Self.system, ReconciliationWindow(), withSource: false)
            differences = report.differences
        }
        let peak = ProcessMemory.peak
        guard differences.map(\.key) == ["cost/\(planted)"], differences.first?.amount == costs.cent else {
            throw StoreError.damaged("the planted cent was not found alone: \(differences.prefix(3))")
        }
        return [
            Measurement(
                name: "costs compared with a ledger of \(lines) lines, one of them a cent too high and named",
                perSecond: compared,
                unit: "lines/s",
                ceiling: ("reading store and ledger alone", readingAlone)
            ),
            Measurement(name: "greatest memory of the process meanwhile", perSecond: peak, unit: "MiB", ceiling: nil),
        ]
    }

    private func readAlone(_ store: SQLiteStore, _ ledger: GeneratedLedger) async throws {
        var position: Int64? = 0
        while let start = position {
            let page = try await store.deliveries(in: .delivered, after: start, limit: 500)
            position = page.count < 500 ? nil : page.last?.sequence
        }
        var time: Instant? = GeneratedCosts.start
        while let start = time {
            let page = try await ledger.changes(of: ledger.incrementalStreams[0], .since(start))
            time = page.hasMore ? page.rows.last?.time.adding(seconds: 1) : nil
        }
    }

    private func fill(_ store: SQLiteStore, _ costs: GeneratedCosts) async throws {
        for start in stride(from: 0, to: lines, by: 2000) {
            let changes = (start..<min(start + 2000, lines)).flatMap { number -> [StateChange] in
                let entry = costs.entry(number)
                let delivery = Delivery(
                    key: entry.key,
                    object: CostEntry.name,
                    payload: entry.json,
                    controlTotals: entry.controlTotals
                )
                let plan = PlannedDelivery(
                    delivery: delivery,
                    system: Self.system,
                    orderingKey: entry.project,
                    topics: [entry.key]
                )
                let found = FoundRecord(reference: GeneratedLedger.reference(number))
                return [
                    .deliveryPlanned(plan), .deliveryAttempted(key: entry.key, attempt: 1),
                    .deliverySettled(key: entry.key, .delivered(found)),
                ]
            }
            _ = try await store.commit(changes, by: "system:purlin", at: GeneratedCosts.start)
        }
    }
}

/// Costs of 40 projects and 25 cost codes over a month, made from their number.
private struct GeneratedCosts: Sendable {
    static let start = Instant(seconds: 1_767_600_000)

    let cent: Decimal
    private let usd: Currency
    private let firstDay: CalendarDate

    init() throws {
        guard let usd = Currency("USD"), let cent = Decimal(plain: "0.01"), let firstDay = CalendarDate("2026-01-01")
        else { throw StoreError.damaged("the benchmark's own costs cannot be made") }
        (self.usd, self.cent, self.firstDay) = (usd, cent, firstDay)
    }

    func entry(_ number: Int) -> CostEntry {
        CostEntry(
            key: "cost/\(number)",
            company: "KST",
            project: "26-\(100 + number % 40)",
            costCode: "03-\(300 + number / 40 % 25)",
            costType: .labour,
            serviceDate: firstDay.adding(days: number % 31),
            hours: Decimal(number % 12 + 1),
            amount: Money(Decimal(number % 100_000 + 1) * cent, usd)
        )
    }
}

/// A ledger that holds the generated costs, one of them a cent too high.
private struct GeneratedLedger: RESTSink, IncrementalRESTSource {
    static let manifest = ConnectorManifest(
        id: "generated-ledger",
        version: "1.0.0",
        summary: "A ledger of generated costs.",
        configuration: [],
        reads: [PostedCost.name],
        writes: [CostEntry.name],
        wireVersions: []
    )
    private static let pageSize = 1000

    let costs: GeneratedCosts
    let lines: Int
    let planted: Int
    let batchLimit = 100

    init(_ costs: GeneratedCosts, lines: Int, planted: Int) {
        (self.costs, self.lines, self.planted) = (costs, lines, planted)
    }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        throw .invalidConfiguration(key: "lines", reason: "a generated ledger is made by its benchmark")
    }

    static func reference(_ number: Int) -> String { "line/\(number)" }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
        batch.map { _ in .rejected(reason: "this ledger is only read") }
    }

    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] { batch.map { _ in nil } }

    var incrementalStreams: [IncrementalStream] {
        [
            IncrementalStream(
                SourceStream(name: "lines", object: PostedCost.name),
                paging: .position,
                resolution: .seconds(1),
                overlap: .zero,
                deletions: .unreported
            )
        ]
    }

    /// Each line has a second of its own, so that a time is a position.
    func changes(of stream: IncrementalStream, _ request: ChangeRequest) async throws(ConnectorError) -> ChangePage {
        let first: Int
        switch request {
        case .since(let time): first = time.map { Int($0.seconds - GeneratedCosts.start.seconds) } ?? 0
        case .at(let time, let row):
            let number = Int(time.seconds - GeneratedCosts.start.seconds)
            let isAsked = (0..<lines).contains(number) && row.map { $0 < Self.reference(number) } ?? true
            return ChangePage(rows: isAsked ? [self.row(number)] : [], hasMore: false)
        case .page, .offset: return ChangePage(rows: [], hasMore: false)
        }
        let last = min(first + Self.pageSize, lines)
        return ChangePage(rows: (min(first, last)..<last).map { row($0) }, hasMore: last < lines)
    }

    private func row(_ number: Int) -> ChangedRow {
        let entry = costs.entry(number)
        let cost = PostedCost(
            reference: Self.reference(number),
            externalID: entry.key,
            project: entry.project,
            costCode: entry.costCode,
            date: entry.postingDate,
            hours: entry.hours,
            amount: entry.amount.amount + (number == planted ? costs.cent : 0)
        )
        let time = GeneratedCosts.start.adding(seconds: Int64(number))
        return ChangedRow(id: cost.reference, time: time, content: .object(cost.json))
    }
}
