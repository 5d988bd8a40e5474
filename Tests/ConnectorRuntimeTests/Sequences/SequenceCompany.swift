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

/// A company with machines, hours, a payroll and a ledger, to which random things happen, and a reckoning of its own of what
/// must come of them.
///
/// All of it follows from the seed: each act draws from numbers of its own, so that the first acts of a history are the same
/// however many follow.
struct SequenceCompany {
    /// What can happen.
    enum Act: CaseIterable {
        case pass, work, newMeter, arriveLate, repeatSome, hours, people, cases, answerBatch, pay, close, trouble
    }

    /// The Friday before a pay period and a month end.
    static let start = Instant(seconds: 1_769_785_200)

    let seed: UInt64
    let clock: ManualClock
    let fault: SequenceFault?
    let store = InMemoryStore()
    let ledger = CostLedger(pageSize: 200)
    let payrollPlace = SequencePayroll()
    let fleet = SequenceSource(of: MeterReading.name)
    let otherFleet = SequenceSource(of: MeterReading.name)
    let timeSystem = SequenceSource(of: TimeEntry.name)
    let answers = SequenceSource(of: PayrollBatchResult.name)
    let registers = SequenceSource(of: PayrollRegister.name)
    var budgets: SequenceBudgets
    let zone: SiteZone
    let dollars: Currency
    /// Whether finance approves labour cost before it is posted.
    let hasFinanceRole: Bool
    /// How many hours a day may have before somebody has to look.
    let mostHours: Decimal?

    var random: SeededGenerator
    var story: [String] = []
    var violations: [String] = []
    var machines = SequenceMachine.fleet
    /// What was done to meters, as far as somebody has recorded it.
    var operations: [MeterOperation] = []
    var unrecorded: [MeterOperation] = []
    /// Whether something was recorded after it had been missed: by what is known now steps of the past would be others.
    var knowsMoreThanThen = false
    /// What is on its way and arrives later, in whatever order.
    var late: [(source: SequenceSource, record: SourceRecord)] = []
    var entries: [String: SequenceEntry] = [:]
    var payroll = SequencePayments()
    var signed: [String: [String]] = [:]
    var approved: Set<String> = []
    var rejectedHours: [String: Decimal] = [:]
    var accruals = SequenceAccruals()
    var closed: [String] = []
    /// What stood in the closed month when it was closed.
    var closedLines: [String: CostLedger.Line] = [:]
    /// How often the situations came about that a history must have met.
    var met: [String: Int] = [:]
    var count = 0

    init(seed: UInt64, clock: ManualClock, fault: SequenceFault? = nil) throws {
        zone = try #require(SiteZone("America/Denver"))
        dollars = try #require(Currency("USD"))
        self.seed = seed
        self.clock = clock
        self.fault = fault
        ledger.state.withLock { $0.hidesLocks = fault == .closedPeriodsAreOpen }
        hasFinanceRole = seed % 3 != 0
        budgets = SequenceBudgets(waitsForFirst: seed % 2 == 1)
        mostHours = seed % 4 == 0 ? 14 : nil
        random = SeededGenerator(seed: seed)
    }

    var now: Instant { clock.now }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<max(bound, 1), using: &random) }

    mutating func pick<Element>(_ elements: [Element]) -> Element? { elements.randomElement(using: &random) }

    mutating func nextNumber() -> Int {
        count += 1
        return count
    }

    mutating func expect(_ isTrue: Bool, _ rule: String, _ text: @autoclosure () -> String) {
        if !isTrue { violations.append("\(rule) after act \(story.count): \(text())") }
    }

    mutating func meet(_ situation: String) { met[situation, default: 0] += 1 }
}

// MARK: - Configuration

extension SequenceCompany {
    static let people = [
        Person(id: "mia", roles: ["equipment-manager"]), Person(id: "max", roles: ["equipment-manager", "finance"]),
        Person(id: "pat", roles: ["payroll"]), Person(id: "paul", roles: ["payroll"]),
        Person(id: "fay", roles: ["finance"]), Person(id: "cora", roles: ["controller"]), Person(id: "joe", roles: []),
        Person(
            id: "olga",
            roles: [
                "integration-operator", "equipment-manager", "payroll", "finance", "controller", "budget-manager",
            ]
        ),
        Person(id: "bea", roles: ["budget-manager"]), Person(id: "ben", roles: ["budget-manager"]),
    ]

    private var rules: [ApprovalStep: ApprovalRule] {
        var rules = Self.rules.merging(budgetRules) { $1 }
        if fault == .oneSignatureIsEnough { rules[.payrollBatch] = .standard }
        return rules
    }

    private static let rules: [ApprovalStep: ApprovalRule] = [
        .equipmentUsage: ApprovalRule(
            limits: [
                ApprovalRule.Limit(
                    upTo: Currency("USD").map { Money(300, $0) },
                    signatures: [["equipment-manager"]]
                ),
                ApprovalRule.Limit(upTo: nil, signatures: [["equipment-manager"], ["finance"]]),
            ],
            expiresAfter: .seconds(7 * 86_400)
        ),
        .payrollBatch: ApprovalRule(limits: [
            ApprovalRule.Limit(upTo: nil, signatures: [["payroll"], ["payroll", "finance"]])
        ]),
        .labourCost: ApprovalRule(limits: [ApprovalRule.Limit(upTo: nil, signatures: [["finance"], ["controller"]])]),
    ]

    var settings: RuntimeSettings {
        RuntimeSettings(
            systems: [
                system("fleet", fleet), system("other-fleet", otherFleet), system("time", timeSystem),
                system("answers", answers), system("registers", registers), system("payroll", payrollPlace),
                system("ledger", ledger), system("estimating", budgets.estimating),
                system("changes", budgets.changes), system("budgets", budgets.place),
            ],
            flows: [
                FlowBinding(flow: equipmentFlow, sources: ["fleet", "other-fleet"], target: "ledger"),
                FlowBinding(
                    flow: payrollFlow,
                    sources: ["time", "answers", "registers"],
                    target: "ledger",
                    objectTargets: [PayrollBatch.name: "payroll"]
                ),
                FlowBinding(flow: budgetFlow, sources: ["estimating", "changes"], target: "budgets"),
                FlowBinding(flow: AccrualsToJobCost(companies: ["KST"]), sources: [], target: "ledger"),
            ],
            people: Self.people,
            seed: seed,
            governance: GovernancePolicy(approvals: ApprovalPolicy(rules: rules)),
            zone: zone
        )
    }

    private func system(_ name: String, _ connector: any Connector) -> ConfiguredSystem {
        ConfiguredSystem(name: name, connector: connector, pollInterval: .seconds(1))
    }

    static let firstDay = CalendarDate(daysSince1970: Int(start.seconds / 86_400) - 4)
    static let calendar = PayCalendar(periodEnding: firstDay.adding(days: 6))

    private var equipmentFlow: EquipmentUsageToJobCost {
        EquipmentUsageToJobCost(
            EquipmentUsageSettings(
                company: "KST",
                zone: zone,
                projects: ["26-014", "26-022"].map {
                    Project(code: $0, title: "Site \($0)", timeZone: "America/Denver")
                },
                equipment: machines.map(\.equipment),
                assignments: machines.map { machine in
                    EquipmentAssignment(
                        equipment: machine.equipment.code,
                        project: machine.project,
                        costCode: "02-315",
                        from: Self.firstDay.adding(days: -30),
                        until: nil
                    )
                },
                rates: [
                    EquipmentRate(
                        subject: .category("excavator"),
                        from: Self.firstDay.adding(days: -30),
                        perHour: Money(SequenceMachine.rate, dollars)
                    )
                ],
                meterOperations: operations
            )
        )
    }

    private var payrollFlow: TimeToPayrollToJobCost {
        let codes = [("time", "300", "03-300"), ("time", "310", "03-310")]
        let own = ["03-300", "03-310"].map { ("registers", $0, $0) }
        return TimeToPayrollToJobCost(
            TimeToPayrollSettings(
                company: "KST",
                zone: zone,
                calendar: Self.calendar,
                mostHoursPerDay: mostHours,
                financeRole: hasFinanceRole ? "finance" : nil,
                codes: CodeCrosswalk(
                    (codes + own).map { system, code, costCode in
                        CodeMapping(
                            system: system,
                            from: code,
                            costCode: costCode,
                            costType: .labour,
                            validFrom: Self.firstDay.adding(days: -365),
                            approvedBy: "controller"
                        )
                    }
                )
            )
        )
    }
}

// MARK: - Time

extension SequenceCompany {
    /// Whatever is due now.
    mutating func run() async throws {
        try await Engine(settings: settings, store: store, clock: clock).runOnce()
        budgets.arrive()
        watch()
    }

    /// Lets time pass; flows are woken at the very moments that they asked for.
    mutating func pass(_ seconds: Int64) async throws {
        let end = now.adding(seconds: seconds)
        var wakes = 0
        // What was published is read before anything that happens later.
        try await run()
        while let wake = try await store.nextWake(), wake < end, wakes < 300 {
            wakes += 1
            try await clock.sleep(until: max(wake, now.adding(seconds: 1)))
            try await run()
        }
        expect(wakes < 300, "liveness", "flows ask to be woken without an end")
        if now < end { try await clock.sleep(until: end) }
        try await run()
    }

    /// Something arrives at once, or later than what is sent after it.
    mutating func send(_ record: SourceRecord, to source: SequenceSource, isOrdered: Bool = false) {
        guard !isOrdered, below(4) == 0 else { return source.publish(record) }
        late.append((source, record))
    }
}
