import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConstructionFlows
import CurlTransport
import Foundation
import JSON
import OdooConnector
import SQLiteStore

/// Writes two of each object that the Odoo connector writes, and dies at a given point or loses a given answer.
///
/// `--address` is a simulated Odoo, `--die-at` the number of the point, `--lose` the number of the request.
struct OdooRun {
    private let job: Job
    private let store: SQLiteStore
    private let clock: JumpClock
    private let points: Points
    private let connector: OdooConnector

    init(_ job: Job, _ store: SQLiteStore) throws {
        self.job = job
        self.store = store
        clock = JumpClock(JumpClock.start.adding(seconds: Int64(job.generation) * 86_400))
        points = Points(deadly: job.options["die-at"].flatMap { Int($0) })
        let transport = PointedTransport(
            try CurlTransport(),
            points: points,
            losing: job.options["lose"].flatMap { Int($0) }
        )
        connector = try OdooConnector(
            configuration: ConnectorConfiguration(
                system: "odoo",
                values: [
                    "address": .text(job.options["address"] ?? ""), "database": .text("kestrel"),
                    "login": .text("connector"), "key": .secret(Secret("connector")),
                ]
            ),
            services: ConnectorServices(transport: transport, clock: clock, log: SilentLog())
        )
    }

    func work() async throws {
        let settings = RuntimeSettings(
            systems: [
                ConfiguredSystem(name: "source", connector: OrderSource(pages: 1), pollInterval: .seconds(60)),
                ConfiguredSystem(name: "odoo", connector: connector, pollInterval: .seconds(60)),
            ],
            flows: [FlowBinding(flow: EachObjectFlow(), sources: ["source"], target: "odoo")],
            people: []
        )
        let points = points
        for _ in 0..<40 {
            clock.advance(by: .seconds(7200))
            let engine = Engine(settings: settings, store: store, clock: clock) { points.pass("\($0)") }
            try await engine.runOnce()
            let delivered = try await store.deliveries(in: .delivered, after: 0, limit: 10)
            if delivered.count == EachObjectFlow.deliveries.count { return }
        }
        throw JobError(description: "does not come to rest: \(try await store.cases(onlyOpen: true))")
    }
}

/// Two deliveries of each object, in one lane.
private struct EachObjectFlow: BusinessFlow {
    static let name = "each-object"
    static let deliveries: [FlowDelivery] =
        projects.map { delivery(Project.name, $0.code, $0.json) }
        + machines.map { delivery(Equipment.name, $0.code, $0.json) }
        + zip(projects, machines).map { project, machine in
            delivery(
                CostEntry.name,
                "\(machine.code)/1",
                cost(project, machine),
                ["hours": "7.75", "amount": "581.25"]
            )
        }

    private static let projects = [
        Project(code: "26-914", title: "Dry Fork Bridge", timeZone: "America/Denver"),
        Project(code: "26-915", title: "Dry Fork Ramp", timeZone: "America/Denver"),
    ]

    private static let machines = ["EX-904", "EX-905"].map { code in
        Equipment(
            code: code,
            category: "excavator",
            identity: EquipmentIdentity(oem: "Orvik", model: "OX 30", serial: "OX30-\(code)")
        )
    }

    private static func cost(_ project: Project, _ machine: Equipment) -> JSON {
        [
            "key": .string("\(machine.code)/1"), "company": "KST", "project": .string(project.code),
            "costCode": "02-315", "serviceDate": "2026-01-05", "equipment": .string(machine.code), "hours": "7.75",
            "rate": "75", "currency": "USD", "amount": "581.25",
        ]
    }

    let consumes: Set<String> = ["Order"]

    var masterData: [FlowDelivery] { [] }

    func route(_ event: FlowEvent) -> FlowRoute { .accept(key: "all", topics: []) }

    func decide(
        key: String,
        state: JSON?,
        events: [FlowEvent],
        at now: Instant
    ) throws(JSONAccessError) -> FlowDecision {
        var decision = FlowDecision(state: true)
        decision.deliveries = Self.deliveries
        return decision
    }

    private static func delivery(
        _ object: String,
        _ key: String,
        _ payload: JSON,
        _ totals: [String: String] = [:]
    ) -> FlowDelivery {
        FlowDelivery(
            key: "\(object)/\(key)",
            object: object,
            payload: payload,
            controlTotals: totals,
            orderingKey: "26-914",
            topics: []
        )
    }
}

private struct SilentLog: ConnectorLog {
    func write(_ level: LogLevel, _ message: String, _ values: [String: String]) {}
}
