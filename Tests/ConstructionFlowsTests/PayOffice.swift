import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// A small company whose payroll flow a test drives event by event, without a store or a clock.
struct PayOffice {
    var settings: TimeToPayrollSettings
    var closedMonths: Set<String> = []
    private(set) var states: [String: JSON] = [:]
    private(set) var wakes: [String: Instant] = [:]
    private(set) var approvals: [FlowApproval] = []
    private(set) var deliveries: [FlowDelivery] = []
    private(set) var cases: [FlowCase] = []
    private(set) var findings: [FlowFinding] = []
    private(set) var resolvedCases: [String] = []
    /// The cases that are open, as `kind:subject`, by the rules of the runtime.
    private(set) var openCases: Set<String> = []
    private(set) var now = "2026-01-03T12:00:00Z"
    private var forwards: [FlowForward] = []
    /// What happens in one step, by period, while it is gathered.
    private var gathered: [String: [FlowEvent]]?

    /// The end of the reference scenario's week.
    static let key = "KST/2026-01-04"

    init(rejects: TimeToPayrollSettings.RejectProfile = .line, financeRole: String? = nil) throws {
        let start = try #require(CalendarDate("2025-01-01"))
        let pairs =
            [("time", "03-300"), ("time", "03-310"), ("time", "02-315"), ("payroll", "03-300")]
            + [("payroll", "03-310"), ("payroll", "02-315")]
        let codes = pairs.map { system, code in
            CodeMapping(
                system: system,
                from: code,
                costCode: code,
                costType: .labour,
                validFrom: start,
                approvedBy: "controller"
            )
        }
        settings = TimeToPayrollSettings(
            company: "KST",
            zone: try #require(SiteZone("America/Denver")),
            calendar: PayCalendar(periodEnding: try #require(CalendarDate("2026-01-04"))),
            rejects: rejects,
            financeRole: financeRole,
            codes: CodeCrosswalk(codes)
        )
    }

    // MARK: Events

    mutating func work(
        _ id: String,
        _ hours: String,
        _ payCode: String = "REG",
        on date: String = "2025-12-30",
        employee: String = "000417",
        code: String = "03-300",
        status: TimeEntry.Status = .approved,
        corrects: String? = nil
    ) throws {
        let entry = TimeEntry(
            id: id,
            employee: employee,
            project: "26-014",
            costCode: code,
            payCode: payCode,
            date: try #require(CalendarDate(date)),
            hours: try #require(Decimal(plain: hours)),
            status: status,
            corrects: corrects
        )
        try happen(TimeEntry.name, "time/\(id)", entry.json)
    }

    /// Takes many entries of the reference week in one step.
    mutating func work(_ entries: [TimeEntry]) throws {
        try step(Self.key, try entries.map { try event(TimeEntry.name, "time/\($0.id)", $0.json) })
    }

    mutating func acknowledge(
        _ batch: String,
        _ status: PayrollBatchResult.Status = .accepted,
        read: Int? = nil,
        accepted: Int? = nil,
        hours: String? = nil
    ) throws {
        let lines = self.batch(batch)?.lines.count ?? 0
        let result = PayrollBatchResult(
            batch: batch,
            status: status,
            read: read ?? lines,
            accepted: accepted ?? (status == .accepted ? lines : 0),
            hoursAccepted: hours.flatMap { Decimal(plain: $0) }
        )
        try happen(PayrollBatchResult.name, "payroll/\(batch).ack", result.json)
    }

    mutating func refuse(_ batch: String, _ rejects: [(row: Int?, employee: String?)]) throws {
        let rejects = rejects.map {
            PayrollBatchResult.Reject(row: $0.row, employee: $0.employee, code: "E214", message: "code not set up")
        }
        let result = PayrollBatchResult(batch: batch, status: .partial, rejects: rejects)
        try happen(PayrollBatchResult.name, "payroll/\(batch).rej", result.json)
    }

    /// A register whose rows are `employee, earn code, cost code, day, hours, rate, gross, burden`.
    mutating func pay(
        _ run: String,
        periodEnd: String = "2026-01-04",
        voids: String? = nil,
        original: String? = nil,
        _ rows: [String]
    ) throws {
        let lines = try rows.enumerated().map { index, row in
            let parts = row.split(separator: ",").map { $0.trimmingSpaces }
            let numbers = try parts[4...].map { try #require(Decimal(plain: $0)) }
            return PayrollRegister.Line(
                row: index + 2,
                employee: parts[0],
                earnCode: parts[1],
                project: "26-014",
                costCode: parts[2],
                date: try #require(CalendarDate(parts[3])),
                hours: numbers[0],
                rate: numbers[1],
                gross: numbers[2],
                burden: numbers[3],
                originalRun: original
            )
        }
        let register = PayrollRegister(
            run: run,
            periodEnd: try #require(CalendarDate(periodEnd)),
            currency: try #require(Currency("USD")),
            voids: voids,
            lines: lines
        )
        try happen(PayrollRegister.name, "payroll/register/\(run)", register.json)
    }

    mutating func answer(_ approval: String, approved: Bool = true) throws {
        let known = try #require(approvals.first { $0.id == approval }, "\(approvals.map(\.id))")
        let payload: JSON = [
            "id": .string(known.id), "approved": .bool(approved), "person": "pat", "reason": "seen with payroll",
        ]
        try step(known.topics[0], [try event(FlowEvent.approvalDecision, "approval/\(approval)", payload)])
    }

    /// Lets the flow see several events in one look.
    mutating func together(_ happen: (inout PayOffice) throws -> Void) throws {
        gathered = [:]
        try happen(&self)
        let events = gathered ?? [:]
        gathered = nil
        for (key, events) in events.sorted(by: { $0.key < $1.key }) { try step(key, events) }
    }

    mutating func retry(_ item: FlowCase) throws {
        openCases.remove("\(item.kind):\(item.subject)")
        let payload: JSON = ["kind": .string(item.kind), "subject": .string(item.subject), "detail": item.detail]
        try step(item.topics[0], [try event(FlowEvent.caseRetry, "case/\(item.kind)", payload)])
    }

    mutating func giveUp(_ item: FlowCase) throws {
        openCases.remove("\(item.kind):\(item.subject)")
        let payload: JSON = [
            "kind": .string(item.kind), "subject": .string(item.subject), "detail": item.detail, "person": "pat",
            "reason": "wrong file",
        ]
        try step(item.topics[0], [try event(FlowEvent.caseRejection, "case/\(item.kind)", payload)])
    }

    /// Lets the clock go on, waking what asked for it.
    mutating func wait(until time: String) throws {
        let end = try #require(Instant(time))
        while let next = wakes.filter({ $0.value <= end }).min(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
            now = max(try #require(Instant(now)), next.value).text
            wakes[next.key] = nil
            try step(next.key, [])
        }
        now = time
    }

    /// Sends a period's batch: waits for it, approves it, and gives its number.
    @discardableResult
    mutating func send(by time: String = "2026-01-06T00:00:00Z") throws -> String {
        let before = approvals.count
        try wait(until: time)
        let approval = try #require(approvals.dropFirst(before).first ?? openBatchApproval)
        try answer(approval.id)
        return String(approval.id.split(separator: "/").last ?? "")
    }

    /// Sends a period's batch, and gives its lines.
    mutating func sentLines(by time: String = "2026-01-06T00:00:00Z") throws -> [String] {
        let number = try send(by: time)
        return lines(number)
    }

    private var openBatchApproval: FlowApproval? {
        approvals.last { approval in
            approval.id.hasPrefix("PayrollBatch/")
                && !deliveries.contains { $0.key.hasSuffix("/" + (approval.id.split(separator: "/").last ?? "")) }
        }
    }

    /// Puts states into the place of those that the flow left, such as what an earlier release wrote.
    mutating func rewriteStates(_ rewrite: (String) -> String) throws {
        states = try states.mapValues { try JSON(parsing: rewrite($0.text())) }
    }

    // MARK: What came of it

    func batch(_ number: String) -> PayrollBatch? {
        deliveries.first { $0.key == "PayrollBatch/KST/\(number)" }
            .flatMap { try? PayrollBatch(JSONReader($0.payload)) }
    }

    /// The lines of a batch as `employee day code payCode hours`.
    func lines(_ number: String) -> [String] {
        batch(number)?.lines.map {
            "\($0.employee) \($0.date.text) \($0.costCode) \($0.payCode) \($0.hours.plainText)"
        } ?? []
    }

    var costs: [CostEntry] {
        deliveries.filter { $0.object == CostEntry.name }.compactMap { try? CostEntry(JSONReader($0.payload)) }
    }

    /// Posted costs as `type code serviceDate postingDate hours amount`.
    var posted: [String] {
        costs.map {
            "\($0.costType.rawValue) \($0.costCode) \($0.serviceDate.text) \($0.postingDate.text) "
                + "\($0.hours.plainText) \($0.amount.amount.plainText)"
        }
    }

    func sum(_ type: CostType) -> Decimal {
        costs.filter { $0.costType == type }.reduce(0) { $0 + $1.amount.amount }
    }

    var postedHours: Decimal { costs.reduce(0) { $0 + $1.hours } }

    var caseKinds: [String] { cases.map(\.kind) }

    func lastCase(_ kind: String) throws -> FlowCase {
        try #require(cases.last { $0.kind == kind }, "\(caseKinds)")
    }

    func route(_ object: String, _ reference: String, _ payload: JSON) throws -> FlowRoute {
        TimeToPayrollToJobCost(settings).route(try event(object, reference, payload))
    }

    // MARK: Steps

    private mutating func happen(_ object: String, _ reference: String, _ payload: JSON) throws {
        let event = try event(object, reference, payload)
        guard case .accept(let key, _) = TimeToPayrollToJobCost(settings).route(event) else {
            Issue.record("\(reference) is held")
            return
        }
        try step(key, [event])
    }

    private mutating func step(_ key: String, _ events: [FlowEvent]) throws {
        guard gathered == nil else {
            gathered?[key, default: []] += events
            return
        }
        let flow = TimeToPayrollToJobCost(settings).keepingOut(of: closedMonths)
        let decision = try flow.decide(key: key, state: states[key], events: events, at: try #require(Instant(now)))
        decision.expectVocabulary(of: flow)
        states[key] = decision.state
        wakes[key] = decision.wakeAt
        approvals += decision.approvals
        deliveries += decision.deliveries
        cases += decision.cases
        findings += decision.findings
        resolvedCases += decision.resolvedCases
        openCases.subtract(decision.resolvedCases)
        openCases.formUnion(decision.cases.map { "\($0.kind):\($0.subject)" })
        for forward in decision.forwards {
            #expect(!forwards.contains { $0.id == forward.id }, "\(forward.id) is sent on twice")
            forwards.append(forward)
            try step(forward.key, [try event(forward.object, "purlin/\(forward.id)", forward.payload)])
        }
    }

    private func event(_ object: String, _ reference: String, _ payload: JSON) throws -> FlowEvent {
        let instant = try #require(Instant(now))
        return FlowEvent(
            reference: reference,
            object: object,
            occurredAt: instant,
            receivedAt: instant,
            payload: payload
        )
    }
}

extension Substring {
    fileprivate var trimmingSpaces: String { String(drop { $0 == " " }) }
}
