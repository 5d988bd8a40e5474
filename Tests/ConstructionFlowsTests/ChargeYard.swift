import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// Three companies that lend each other machines; a test drives all keys of their flow, without a store or a clock.
struct ChargeYard {
    var settings: EquipmentUsageSettings
    /// Whether each decision is compared with the vocabulary.
    var checksWords = true
    /// What was decided, by key; requests and cases that are open.
    private(set) var pending: [(key: String, approval: FlowApproval)] = []
    private(set) var cases: [(key: String, item: FlowCase)] = []
    private(set) var deliveries: [FlowDelivery] = []
    private(set) var findings: [FlowFinding] = []
    private(set) var wakes: [String: Instant] = [:]
    /// The costs that somebody has asked to take back.
    var asked: Set<String> = []
    private var states: [String: JSON] = [:]
    private var forwards: Set<String> = []
    private var counters: [String: Int64] = [:]
    /// What machines worked, in hours by machine and day.
    private var worked: [[String]: Decimal] = [:]

    static let owners = ["EX-104": "KST", "DZ-201": "KSW", "CR-301": "KSN"]
    static let projects = [
        "26-014": "KST", "26-201": "KSW", "26-301": "KSN", "EQ-KST": "KST", "EQ-KSW": "KSW", "EQ-KSN": "KSN",
    ]

    init(financeRole: String? = nil, rate: String = "75.00") throws {
        let start = try #require(CalendarDate("2026-01-01"))
        let dollars = try #require(Currency("USD"))
        let perHour = Money(try #require(Decimal(plain: rate)), dollars)
        let machines = Self.owners.keys.sorted()
        settings = EquipmentUsageSettings(
            company: "KST",
            zone: try #require(SiteZone("America/Denver")),
            projects: Self.projects.keys.sorted().map { Project(code: $0, title: $0, timeZone: "America/Denver") },
            equipment: machines.map {
                Equipment(code: $0, category: "any", identity: EquipmentIdentity(equipmentID: $0))
            },
            assignments: machines.map {
                EquipmentAssignment(equipment: $0, project: "26-201", costCode: "02-315", from: start, until: nil)
            },
            rates: [EquipmentRate(subject: .category("any"), from: start, perHour: perHour)],
            charging: EquipmentCharging(
                projectCompanies: Self.projects.filter { $0.value != "KST" },
                owners: Self.owners.filter { $0.value != "KST" },
                homes: Self.owners.mapValues { HomeCostCentre(project: "EQ-\($0)", costCode: "90-100") },
                financeRole: financeRole
            )
        )
    }

    var flow: EquipmentUsageToJobCost { EquipmentUsageToJobCost(settings) }

    mutating func assign(_ machine: String, to project: String) throws {
        let start = try #require(CalendarDate("2026-01-01"))
        settings.assignments.removeAll { $0.equipment == machine }
        settings.assignments.append(
            EquipmentAssignment(equipment: machine, project: project, costCode: "02-315", from: start, until: nil)
        )
    }

    /// A machine works for so many hundredths of an hour on a day; the day before is settled by then.
    mutating func work(_ machine: String, _ hundredths: Int64, on day: String) throws {
        let before = counters[machine] ?? 3_600_000
        let after = before + hundredths * 36
        counters[machine] = after
        worked[[machine, day], default: 0] += Decimal(hundredths) / 100
        let events = try [("15:00", before), ("23:00", after)].map { time, counter in
            let reading = MeterReading(
                equipment: EquipmentIdentity(equipmentID: machine),
                series: .operatingHours,
                time: try #require(Instant("\(day)T\(time):00Z")),
                counterSeconds: counter,
                sourceValue: "\(counter)"
            )
            return event(MeterReading.name, reading.key, reading.json, at: reading.time)
        }
        try step(machine, events, at: try #require(Instant("\(day)T23:30:00Z")))
    }

    /// Lets time go on; every key that wants to be woken by then is.
    mutating func pass(until now: String) throws {
        let end = try #require(Instant(now))
        while let next = wakes.filter({ $0.value <= end }).min(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
            try step(next.key, [], at: next.value)
        }
    }

    mutating func answer(_ id: String, approved: Bool, returned: Bool = false, at now: String) throws {
        let index = try #require(pending.firstIndex { $0.approval.id == id }, "nobody is asked about \(id)")
        let key = pending.remove(at: index).key
        let payload: JSON = [
            "id": .string(id), "approved": .bool(approved), "returned": .bool(returned), "person": "m", "reason": "r",
        ]
        let now = try #require(Instant(now))
        try step(key, [event(FlowEvent.approvalDecision, "approval/\(id)", payload, at: now)], at: now)
    }

    /// Tries an open case again, or gives it up.
    mutating func decide(caseAt index: Int, retry: Bool, at now: String) throws {
        let (key, item) = cases.remove(at: index)
        let payload: JSON = [
            "kind": .string(item.kind), "subject": .string(item.subject), "detail": item.detail, "person": "otto",
            "reason": "given up",
        ]
        let now = try #require(Instant(now))
        let object = retry ? FlowEvent.caseRetry : FlowEvent.caseRejection
        try step(key, [event(object, "case/\(item.subject)", payload, at: now)], at: now)
    }

    /// A person takes back a cost that was delivered.
    mutating func reverse(_ entry: CostEntry, at now: String) throws {
        let now = try #require(Instant(now))
        var charge = try #require(entry.json.objectValue)
        if let recovery = entry.counterKey.flatMap({ key in entries.first { $0.key == key } }) {
            charge["home"] = ["project": .string(recovery.project), "costCode": .string(recovery.costCode)]
        }
        let payload: JSON = ["charge": .object(charge), "person": "otto", "reason": "wrong job"]
        let asked = event(FlowEvent.costReversal, "reversal/\(entry.key)", payload, at: now)
        try step(try #require(entry.equipment), [asked], at: now)
    }

    private mutating func step(_ key: String, _ events: [FlowEvent], at now: Instant) throws {
        let decision = try flow.decide(key: key, state: states[key], events: events, at: now)
        if checksWords { decision.expectVocabulary(of: flow) }
        states[key] = decision.state
        wakes[key] = decision.wakeAt.map { max($0, now.adding(seconds: 1)) }
        pending += decision.approvals.map { (key, $0) }
        cases += decision.cases.filter(\.isRetriable).map { (key, $0) }
        deliveries += decision.deliveries
        findings += decision.findings
        for forward in decision.forwards {
            #expect(forwards.insert(forward.id).inserted, "\(forward.id) was handed over twice")
            try step(forward.key, [event(forward.object, forward.id, forward.payload, at: now)], at: now)
        }
    }

    private func event(_ object: String, _ id: String, _ payload: JSON, at time: Instant) -> FlowEvent {
        FlowEvent(reference: "test/\(id)", object: object, occurredAt: time, receivedAt: time, payload: payload)
    }
}

extension ChargeYard {
    /// What was delivered.
    var entries: [CostEntry] { deliveries.compactMap { try? CostEntry(JSONReader($0.payload)) } }

    /// What was delivered, as `company project amount`.
    var lines: [String] { entries.map { "\($0.company) \($0.project) \($0.amount.amount.plainText)" } }

    /// What is wrong with what was delivered: a cost in another company's books, one side without the other, sides that
    /// differ, hours that are charged twice, companies that do not eliminate (domain.md M-3).
    var faults: [String] {
        var faults: [String] = []
        var seen: [String: CostEntry] = [:]
        var sums: [Set<String>: Decimal] = [:]
        for delivery in deliveries {
            guard let entry = try? CostEntry(JSONReader(delivery.payload)) else {
                faults.append("\(delivery.key) is no cost")
                continue
            }
            if delivery.company != entry.company || Self.projects[entry.project] != entry.company {
                faults.append("\(delivery.key) goes to the books of \(delivery.company ?? "nobody")")
            }
            if seen.updateValue(entry, forKey: entry.key) != nil { faults.append("\(entry.key) is delivered twice") }
            guard let other = entry.counterparty, other != entry.company else { continue }
            sums[[other, entry.company], default: 0] += entry.amount.amount
        }
        for entry in seen.values {
            let owner = Self.owners[entry.equipment ?? ""]
            guard let counterKey = entry.counterKey else {
                if entry.company != owner { faults.append("\(entry.key) has no other side") }
                continue
            }
            guard let other = seen[counterKey], other.company == entry.counterparty,
                other.amount.amount + entry.amount.amount == 0, other.hours + entry.hours == 0,
                other.serviceDate == entry.serviceDate, other.counterparty == entry.company
            else {
                faults.append("\(entry.key) has no other side that is equal to it")
                continue
            }
        }
        let costs = entries.filter { !$0.isRecovery }
        let charged = Dictionary(grouping: costs) { [$0.equipment ?? "", $0.serviceDate.text] }
        for (day, charges) in charged {
            let hours = charges.reduce(Decimal(0)) { $0 + $1.hours }
            if hours < 0 || hours > worked[day, default: 0] { faults.append("\(day) is charged with \(hours) h") }
        }
        faults += sums.filter { $0.value != 0 }.map { "\($0.key.sorted()) differ by \($0.value)" }
        return faults
    }
}
