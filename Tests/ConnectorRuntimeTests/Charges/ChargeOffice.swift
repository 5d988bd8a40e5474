import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import FoundationEssentials
import Governance
import JSON
import Synchronization
import Testing

/// A runtime of two companies with books of their own: a machine of KST works for a project of KSW.
struct ChargeOffice {
    /// The first charge, and the keys of the deliveries of its sides.
    static let charge = "EX-104/2026-01-05/1"
    static let (cost, recovery) = ("CostEntry/KSW/\(charge)", "CostEntry/KST/\(charge)/recovery")

    let store = InMemoryStore()
    let clock: ManualClock
    let kst = CostLedger()
    let ksw = CostLedger()
    var governance = GovernancePolicy.standard
    /// The companies for whose books accruals are written; `nil` if no flow writes any.
    var accruing: Set<String>?
    /// Whether KSW has balances of a replaced system.
    var takesBalances = false
    /// By whose clock a month ends for the runtime; UTC for `nil`.
    var zone: SiteZone?
    /// Where accruals are written, by company; `nil` for the same books.
    var accrualBooks: [String: String]?
    /// The systems that the books are at, by company.
    var books = ["KST": "kst", "KSW": "ksw"]
    private var flow: EquipmentUsageSettings

    init(financeRole: String? = nil) throws {
        clock = ManualClock(try #require(Instant("2026-01-05T15:00:00Z")))
        let start = try #require(CalendarDate("2026-01-01"))
        let dollars = try #require(Currency("USD"))
        flow = EquipmentUsageSettings(
            company: "KST",
            zone: try #require(SiteZone("America/Denver")),
            projects: ["26-201", "EQ-KST"].map { Project(code: $0, title: $0, timeZone: "America/Denver") },
            equipment: [
                Equipment(code: "EX-104", category: "any", identity: EquipmentIdentity(equipmentID: "EX-104"))
            ],
            assignments: [
                EquipmentAssignment(equipment: "EX-104", project: "26-201", costCode: "02-315", from: start, until: nil)
            ],
            rates: [EquipmentRate(subject: .category("any"), from: start, perHour: Money(75, dollars))],
            charging: EquipmentCharging(
                projectCompanies: ["26-201": "KSW"],
                homes: ["EX-104": HomeCostCentre(project: "EQ-KST", costCode: "90-100")],
                financeRole: financeRole
            )
        )
        kst.state.withLock { $0.company = "KST" }
        ksw.state.withLock { $0.company = "KSW" }
    }

    var settings: RuntimeSettings {
        RuntimeSettings(
            systems: [
                ConfiguredSystem(name: "kst", connector: kst, pollInterval: .seconds(86_400)),
                ConfiguredSystem(name: "ksw", connector: ksw, pollInterval: .seconds(86_400)),
            ],
            flows: [
                FlowBinding(
                    flow: ChargesAlone(flow: EquipmentUsageToJobCost(flow)),
                    sources: ["fleet"],
                    target: "kst",
                    companyTargets: books
                )
            ] + accruals + balances,
            people: [
                Person(id: "eve", roles: ["equipment-manager"]), Person(id: "fay", roles: ["finance"]),
                Person(id: "olga", roles: ["integration-operator"]),
            ],
            governance: governance,
            zone: zone
        )
    }

    private var accruals: [FlowBinding] {
        accruing.map { companies in
            let flow = AccrualsToJobCost(companies: companies)
            return [FlowBinding(flow: flow, sources: [], target: "kst", companyTargets: accrualBooks ?? books)]
        } ?? []
    }

    private var balances: [FlowBinding] {
        guard takesBalances, let dollars = Currency("USD") else { return [] }
        let project = Project(code: "26-201", title: "Pier", timeZone: "America/Denver")
        let flow = OpeningBalancesToJobCost(company: "KSW", currency: dollars, projects: [project])
        return [FlowBinding(flow: flow, sources: [], target: "ksw")]
    }

    /// The machine is on no project any more.
    mutating func unassign() { flow.assignments = [] }

    func run() async throws { try await Engine(settings: settings, store: store, clock: clock).runOnce() }

    /// Lets time go on in steps of six hours.
    func pass(until time: String) async throws {
        let end = try #require(Instant(time))
        while clock.now < end {
            clock.advance(to: min(clock.now.adding(seconds: 6 * 3600), end))
            try await run()
        }
    }

    /// The machine works for 7.75 h on 5 January, which is asked about on the next day if a runtime runs.
    func work(isAskedAbout: Bool = true) async throws {
        let last = isAskedAbout ? "06T15:00" : "06T08:00"
        for (time, hours) in [("05T15:00", 1000), ("05T23:00", 1000 + 7.75), (last, 1000 + 7.75)] {
            let reading = MeterReading(
                equipment: EquipmentIdentity(equipmentID: "EX-104"),
                series: .operatingHours,
                time: try #require(Instant("2026-01-\(time):00Z")),
                counterSeconds: Int64(hours * 3600),
                sourceValue: "\(hours)"
            )
            let record = ReceivedRecord(
                system: "fleet",
                record: SourceRecord(
                    id: reading.key,
                    object: MeterReading.name,
                    occurredAt: reading.time,
                    payload: reading.json
                ),
                flow: EquipmentUsageToJobCost.name,
                key: "EX-104",
                topics: ["EX-104"],
                disposition: .accepted
            )
            if clock.now < reading.time { clock.advance(to: reading.time) }
            _ = try await store.commit([.recordReceived(record)], by: "system:fleet", at: clock.now)
            try await run()
        }
        guard isAskedAbout else { return clock.advance(to: try #require(Instant("2026-01-07T15:00:00Z"))) }
        try await pass(until: "2026-01-07T15:00:00Z")
    }

    /// Approves the only request there is.
    func approve(by person: String = "eve") async throws {
        try await answer(isApproved: true, by: person)
        try await run()
    }

    /// Answers the only request there is; the flow has not taken it yet.
    func answer(isApproved: Bool, isReturned: Bool = false, by person: String = "eve") async throws {
        let asked = try await store.approvals(onlyPending: true)
        #expect(asked.count == 1)
        let desk = ApprovalDesk(people: settings.people, store: store)
        let request = try #require(asked.first)
        guard !isApproved else { return _ = try await desk.sign(request, by: person, at: clock.now) }
        let reason = "the hours are not ours"
        try await desk.refuse(request, isReturned: isReturned, by: person, reason: reason, at: clock.now)
    }

    /// Approves a request.
    func approve(_ id: String, by person: String) async throws {
        let request = try #require(try await store.approval(id))
        _ = try await ApprovalDesk(people: settings.people, store: store).sign(request, by: person, at: clock.now)
        try await run()
    }

    /// Refuses a request, or gives it back.
    func refuse(_ id: String, isReturned: Bool, by person: String) async throws {
        let request = try #require(try await store.approval(id))
        try await ApprovalDesk(people: settings.people, store: store)
            .refuse(request, isReturned: isReturned, by: person, reason: "it is too much", at: clock.now)
        try await run()
    }

    func accruals(_ month: String = "2026-01") async throws -> AccrualReport {
        try await AccrualDesk(settings: settings, store: store).report(of: month, at: clock.now)
    }

    @discardableResult
    func requestAccruals(
        _ month: String = "2026-01",
        by person: String = "olga"
    ) async throws -> (id: String, report: AccrualReport) {
        try await AccrualDesk(settings: settings, store: store).request(month, by: person, at: clock.now)
    }

    /// What both books hold, as `books project date hours amount`.
    var lines: [String] {
        [("kst", kst), ("ksw", ksw)].flatMap { name, ledger in
            ledger.state.withLock { state in
                state.lines.sorted { $0.key < $1.key }.map { _, line in
                    "\(name) \(line.project) \(line.date.text) \(line.hours.plainText) \(line.amount.plainText)"
                }
            }
        }
    }

    func report(_ month: String = "2026-01") async throws -> IntercompanyReport {
        try await IntercompanyDesk(store: store).report(of: month)
    }

    /// The kinds of what stands in the way of closing January.
    func obstacles() async throws -> [String] {
        let zone = try #require(SiteZone("America/Denver"))
        return try await CloseReadinessDesk(settings: settings, store: store)
            .readiness(of: "2026-01", in: zone, ledgers: []).obstacles.map(\.kind.rawValue)
    }

    func lock(_ ledger: CostLedger, through day: String?) throws {
        let date = try day.map { try #require(CalendarDate($0)) }
        ledger.state.withLock { $0.locks = date.map { [LedgerLock(.fiscalyear, through: $0)] } ?? [] }
    }

    /// What an open case says of a delivery.
    func summary(_ kind: String, _ key: String) async throws -> String? {
        try await store.openCase(key: "\(kind):\(key)")?.proposal.summary
    }
}

/// The flow without its projects and machines, which these books do not take.
private struct ChargesAlone: EquipmentChargingFlow {
    static let name = EquipmentUsageToJobCost.name

    let flow: EquipmentUsageToJobCost

    var consumes: Set<String> { flow.consumes }
    var masterData: [FlowDelivery] { [] }
    var companies: [String] { flow.companies }
    var recoversUse: Bool { flow.recoversUse }

    func route(_ event: FlowEvent) -> FlowRoute { flow.route(event) }

    func decide(
        key: String,
        state: JSON?,
        events: [FlowEvent],
        at now: Instant
    ) throws(JSONAccessError) -> FlowDecision {
        try flow.decide(key: key, state: state, events: events, at: now)
    }
}
