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
/// `--address` is a simulated Odoo, `--die-at` the number of the point, `--lose` the number of the request. With `--objects
/// documents` it is an order with its receipt, invoice and payment instead.
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
        let flow = EachObjectFlow(
            deliveries: job.options["objects"] == "documents" ? EachObjectFlow.documents : EachObjectFlow.objects
        )
        let settings = RuntimeSettings(
            systems: [
                ConfiguredSystem(name: "source", connector: OrderSource(pages: 1), pollInterval: .seconds(60)),
                ConfiguredSystem(name: "odoo", connector: connector, pollInterval: .seconds(60)),
            ],
            flows: [FlowBinding(flow: flow, sources: ["source"], target: "odoo")],
            people: []
        )
        let points = points
        for _ in 0..<40 {
            clock.advance(by: .seconds(7200))
            let engine = Engine(settings: settings, store: store, clock: clock) { points.pass("\($0)") }
            try await engine.runOnce()
            let delivered = try await store.deliveries(in: .delivered, after: 0, limit: 10)
            if delivered.count == flow.deliveries.count { return }
        }
        throw JobError(description: "does not come to rest: \(try await store.cases(onlyOpen: true))")
    }
}

/// Two deliveries of each object, or one of each document, in one lane.
private struct EachObjectFlow: BusinessFlow {
    static let name = "each-object"
    static let objects: [FlowDelivery] =
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

    static let documents: [FlowDelivery] = {
        let line: JSON = ["key": "1", "item": "CEM", "text": "Cement", "quantity": "12", "unitPrice": "10.1"]
        let order = delivery(
            "PurchaseOrder",
            "PO-7",
            ["number": "PO-7", "supplier": "CONC", "lines": [line]],
            ["amount": "121.2"]
        )
        let receipt = delivery(
            "Receipt",
            "PO-7/R-1",
            ["number": "R-1", "order": "PO-7", "lines": [["key": "1", "quantity": "12"]]],
            ["quantity": "12"]
        )
        let invoice = delivery(
            "SupplierInvoice",
            "CONC/INV-1",
            [
                "number": "INV-1", "supplier": "CONC", "order": "PO-7", "invoiceDate": "2026-01-05",
                "untaxed": "121.2",
            ],
            ["untaxed": "121.2"]
        )
        let payment = delivery(
            "Payment",
            "PAY-3",
            ["number": "PAY-3", "supplier": "CONC", "invoice": "INV-1", "date": "2026-01-05", "amount": "100"],
            ["amount": "100"]
        )
        return [order, receipt, invoice, payment]
    }()

    let deliveries: [FlowDelivery]

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
            "costCode": "02-315", "costType": "equipment", "serviceDate": "2026-01-05",
            "equipment": .string(machine.code), "hours": "7.75", "rate": "75", "currency": "USD", "amount": "581.25",
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
        decision.deliveries = deliveries
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
