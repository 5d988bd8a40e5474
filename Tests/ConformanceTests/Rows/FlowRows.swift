import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import FoundationEssentials
import JSON
import Synchronization

/// How much may wait: between source and target, and for the company of others.
let flowRows: [ConformanceRow] = [
    ConformanceRow("D05", "while a target hardly takes anything, only so much is read, and nothing is lost") { parts in
        var violations = Violations()
        for index in parts.sources(ModelYard()).indices {
            let haul = Haul(parts, source: index, rows: 60)
            // One write in three is done, and nobody hears of it: what waits falls below the limit now and then.
            let mishaps: [ModelLedger.Mishap] = [.busy(seconds: nil), .busy(seconds: nil), .answerLost]
            haul.ledger.state.withLock { $0.mishaps = Array(repeating: mishaps, count: 400).flatMap(\.self) }
            for _ in 0..<200 {
                try await haul.run()
                let records = try await haul.memory.waitingRecordCount(limit: 1000)
                let deliveries = try await haul.memory.openDeliveryCount(to: "ledger", limit: 1000)
                violations.require(records <= Haul.most, "\(records) records wait")
                violations.require(deliveries <= Haul.most, "\(deliveries) deliveries wait")
            }
            haul.ledger.state.withLock { $0.mishaps = [] }
            for _ in 0..<60 { try await haul.run() }
            let arrived = Set(haul.ledger.state.withLock { $0.documents.values.map(\.name) })
            violations.require(arrived == haul.yard.ids, "\(haul.yard.ids.count - arrived.count) rows never arrived")
            violations.require(haul.ledger.count == 60, "\(haul.ledger.count) documents stand for 60 rows")
        }
        return violations.texts
    },
    ConformanceRow("D07", "a call goes when it is full by count or by bytes, or old, and is never larger") { parts in
        let bench = WriteBench(parts)
        let engine = Engine(
            settings: bench.settings(sink: parts.batchingSink(bench.ledger)),
            store: bench.memory,
            clock: bench.clock
        )
        var violations = Violations()
        func arrived(_ step: String, _ expected: Int) async throws {
            try await engine.run(until: bench.clock.now)
            violations.require(bench.ledger.count == expected, "\(step): \(bench.ledger.count) of \(expected) went")
        }
        let limit = CallLimit.sound
        try await bench.plan((0..<limit.deliveries * 2).map { WriteBench.delivery("n\($0)") })
        try await arrived("full by count", limit.deliveries * 2)
        let long = String(repeating: "x", count: limit.bytes / 2)
        try await bench.plan(["b0", "b1"].map { WriteBench.delivery($0, name: $0 + long) })
        try await arrived("full by bytes", limit.deliveries * 2 + 1)
        bench.clock.advance(by: .seconds(60))
        try await arrived("a minute old", limit.deliveries * 2 + 2)
        try await bench.plan([WriteBench.delivery("alone")])
        try await arrived("alone", limit.deliveries * 2 + 2)
        bench.clock.advance(by: .seconds(60))
        try await arrived("alone, and a minute old", limit.deliveries * 2 + 3)
        let refused = bench.ledger.state.withLock { $0.oversizedCalls }
        violations.require(refused == 0, "\(refused) calls were larger than the ledger takes")
        return violations.texts
    },
]

/// A runtime that carries what a yard reports into a ledger.
struct Haul {
    /// How much may wait before nothing more is read.
    static let limit = 12
    /// How much waits at most: one less than the limit of deliveries, and beside them what becomes of one less than the
    /// limit of records and of a page, which is read as a whole.
    static let most = 2 * limit + ModelYard.pageSize - 2

    let yard = ModelYard()
    let ledger = ModelLedger()
    let memory = InMemoryStore()
    private let parts: Parts
    private let index: Int

    /// Creates a runtime with one of the parts' sources.
    init(_ parts: Parts, source index: Int, rows: Int) {
        self.parts = parts
        self.index = index
        for number in 0..<rows { yard.put("m\(number)", at: ReadBench.time(number / 4)) }
    }

    /// A pass of a runtime that was just started, and a minute.
    func run() async throws {
        let settings = RuntimeSettings(
            systems: [
                ConfiguredSystem(name: "yard", connector: parts.sources(yard)[index], pollInterval: .seconds(60)),
                ConfiguredSystem(name: "ledger", connector: parts.sink(ledger), pollInterval: .seconds(60)),
            ],
            flows: [FlowBinding(flow: HaulFlow(), sources: ["yard"], target: "ledger")],
            people: [],
            backlogLimit: Self.limit
        )
        try await Engine(settings: settings, store: parts.store(memory), clock: yard.clock).runOnce()
        yard.clock.advance(by: .seconds(60))
    }
}

/// A flow that makes a document of every reading.
struct HaulFlow: BusinessFlow {
    static let name = "Haul"
    let consumes: Set<String> = [MeterReading.name]
    let masterData: [FlowDelivery] = []

    func route(_ event: FlowEvent) -> FlowRoute { .accept(key: Self.machine(event), topics: []) }

    func decide(
        key: String,
        state: JSON?,
        events: [FlowEvent],
        at now: Instant
    ) throws(JSONAccessError) -> FlowDecision {
        var decision = FlowDecision(state: .null)
        for event in events {
            let document = WriteBench.delivery(Self.machine(event))
            decision.deliveries.append(
                FlowDelivery(
                    key: document.key,
                    object: document.object,
                    payload: document.payload,
                    controlTotals: document.controlTotals.mapValues(\.plainText),
                    orderingKey: key,
                    topics: []
                )
            )
        }
        return decision
    }

    private static func machine(_ event: FlowEvent) -> String {
        event.payload["equipment"]?["serial"]?.stringValue ?? ""
    }
}
