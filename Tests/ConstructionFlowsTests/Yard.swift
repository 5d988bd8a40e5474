import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// A small company whose flow a test drives event by event, without a store or a clock.
struct Yard {
    var settings: EquipmentUsageSettings
    private(set) var state: JSON?
    private(set) var approvals: [FlowApproval] = []
    private(set) var deliveries: [FlowDelivery] = []
    private(set) var cases: [FlowCase] = []
    private(set) var findings: [FlowFinding] = []
    private(set) var resolvedCases: [String] = []
    private(set) var wakeAt: Instant?

    static let machine = Equipment(
        code: "EX-104",
        category: "excavator",
        identity: EquipmentIdentity(oem: "Kestrel", model: "KX-30", serial: "KX30A00104", pin: "KST0KX30A00104")
    )

    init() throws {
        let start = try #require(CalendarDate("2026-01-01"))
        let dollars = try #require(Currency("USD"))
        settings = EquipmentUsageSettings(
            company: "KST",
            zone: try #require(SiteZone("America/Denver")),
            projects: [Project(code: "26-014", title: "North Rim Interchange", timeZone: "America/Denver")],
            equipment: [Self.machine],
            assignments: [
                EquipmentAssignment(equipment: "EX-104", project: "26-014", costCode: "02-315", from: start, until: nil)
            ],
            rates: [EquipmentRate(subject: .category("excavator"), from: start, perHour: Money(75, dollars))]
        )
    }

    var flow: EquipmentUsageToJobCost { EquipmentUsageToJobCost(settings) }

    /// Takes readings `(time, hours)` at the time of the last of them, or at `now`.
    mutating func read(
        _ readings: [(String, String)],
        of series: MeterReading.Series = .operatingHours,
        at now: String? = nil
    ) throws {
        let events = try readings.map { try Self.reading($0, $1, of: series) }
        try step(events, at: now ?? readings.last?.0 ?? "")
    }

    /// Lets the clock go on to `now` without an event.
    mutating func wake(at now: String) throws {
        try step([], at: now)
    }

    mutating func answer(_ id: String, approved: Bool, returned: Bool = false, at now: String) throws {
        let payload: JSON = [
            "id": .string(id), "approved": .bool(approved), "returned": .bool(returned), "person": "m", "reason": "r",
        ]
        try step([try Self.event(FlowEvent.approvalDecision, "approval/\(id)", now, payload)], at: now)
    }

    /// A person asks to take back a cost that was delivered.
    mutating func reverse(_ key: String, at now: String) throws {
        let delivery = try #require(deliveries.last { $0.payload["key"]?.stringValue == key })
        let payload: JSON = ["charge": delivery.payload, "person": "m", "reason": "wrong job"]
        try step([try Self.event(FlowEvent.costReversal, "reversal/\(key)", now, payload)], at: now)
    }

    /// Tries the case that was raised last again.
    mutating func retryLastCase(by person: String = "m", at now: String) throws {
        try retry(try #require(cases.last), by: person, at: now)
    }

    mutating func retry(_ item: FlowCase, by person: String = "m", at now: String) throws {
        let payload: JSON = [
            "kind": .string(item.kind), "subject": .string(item.subject), "detail": item.detail,
            "person": .string(person),
        ]
        try step([try Self.event(FlowEvent.caseRetry, "case/\(item.kind)", now, payload)], at: now)
    }

    mutating func reject(_ item: FlowCase, at now: String) throws {
        let payload: JSON = [
            "kind": .string(item.kind), "subject": .string(item.subject), "detail": item.detail, "person": "m",
            "reason": "hired out",
        ]
        try step([try Self.event(FlowEvent.caseRejection, "case/\(item.subject)", now, payload)], at: now)
    }

    /// All hours that were given up.
    var givenUpHours: Decimal {
        findings.filter { $0.event == "UsageGivenUp" }.reduce(0) { sum, finding in
            sum + Decimal(finding.detail["seconds"]?.integerValue ?? 0) / 3600
        }
    }

    /// All hours that were staged.
    var totalHours: Decimal {
        approvals.reduce(0) { sum, approval in
            sum + (Decimal(plain: approval.payload["hours"]?.stringValue ?? "") ?? 0)
        }
    }

    private mutating func step(_ events: [FlowEvent], at now: String) throws {
        let decision = try flow.decide(key: "EX-104", state: state, events: events, at: try #require(Instant(now)))
        decision.expectVocabulary(of: flow)
        state = decision.state
        wakeAt = decision.wakeAt
        approvals += decision.approvals
        deliveries += decision.deliveries
        cases += decision.cases
        findings += decision.findings
        resolvedCases += decision.resolvedCases
    }

    /// What was staged, as `day hours amount`.
    var staged: [String] {
        approvals.map { approval in
            let parts = ["serviceDate", "hours", "amount"].map { approval.payload[$0]?.stringValue ?? "?" }
            return parts.joined(separator: " ")
        }
    }

    static func reading(
        _ time: String,
        _ hours: String,
        identity: EquipmentIdentity = machine.identity,
        of series: MeterReading.Series = .operatingHours
    ) throws -> FlowEvent {
        let exact = try #require(Decimal(plain: hours))
        let reading = MeterReading(
            equipment: identity,
            series: series,
            time: try #require(Instant(time)),
            counterSeconds: try #require(Int64((exact * 3600).plainText)),
            sourceValue: hours
        )
        return try event(MeterReading.name, reading.key, time, reading.json)
    }

    private static func event(_ object: String, _ id: String, _ time: String, _ payload: JSON) throws -> FlowEvent {
        let instant = try #require(Instant(time))
        return FlowEvent(
            reference: "fleet/\(id)",
            object: object,
            occurredAt: instant,
            receivedAt: instant,
            payload: payload
        )
    }
}
