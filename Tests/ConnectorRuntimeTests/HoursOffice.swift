import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// A runtime with the payroll flow alone, whose people approve and whose payroll accepts everything.
struct HoursOffice {
    /// What payroll makes of a batch.
    enum Outcome {
        case accepted
        case rejected
        /// The list of rejects never comes.
        case rejectedWithoutList
    }

    let store = InMemoryStore()
    let clock = ManualClock(Instant(seconds: 1_767_571_200))
    let settings: RuntimeSettings
    private let flow: TimeToPayrollToJobCost
    private let engine: Engine

    init(mostHoursPerDay: Decimal? = nil) throws {
        let start = try #require(CalendarDate("2025-01-01"))
        let codes = ["time", "other"].map {
            CodeMapping(
                system: $0,
                from: "03-300",
                costCode: "03-300",
                costType: .labour,
                validFrom: start,
                approvedBy: "controller"
            )
        }
        flow = TimeToPayrollToJobCost(
            TimeToPayrollSettings(
                company: "KST",
                zone: try #require(SiteZone("America/Denver")),
                calendar: PayCalendar(periodEnding: try #require(CalendarDate("2026-01-04"))),
                mostHoursPerDay: mostHoursPerDay,
                codes: CodeCrosswalk(codes)
            )
        )
        settings = RuntimeSettings(
            systems: [],
            flows: [
                FlowBinding(
                    flow: flow,
                    sources: ["time", "other", "payroll"],
                    target: "odoo",
                    objectTargets: [PayrollBatch.name: "payroll"]
                )
            ],
            people: [Person(id: "pat", roles: ["payroll"])]
        )
        engine = Engine(settings: settings, store: store, clock: clock)
    }

    func record(
        _ id: String,
        _ hours: String,
        on date: String,
        of system: String = "time",
        as status: TimeEntry.Status = .approved,
        employee: String = "000417",
        isTaken: Bool = true
    ) async throws {
        let entry = TimeEntry(
            id: id,
            employee: employee,
            project: "26-014",
            costCode: "03-300",
            payCode: "REG",
            date: try #require(CalendarDate(date)),
            hours: try #require(Decimal(plain: hours)),
            status: status
        )
        let version = "\(id)@\(date)-\(hours)-\(status.rawValue)-\(clock.now.text)"
        try await receive(TimeEntry.name, version, entry.json, from: system)
        if isTaken { try await engine.runOnce() }
    }

    /// Lets the time pass; each batch that is proposed is approved, sent and accepted.
    func payUntil(_ time: String) async throws {
        let end = try #require(Instant(time))
        while clock.now < end {
            clock.advance(by: .seconds(3600))
            try await engine.runOnce()
            for approval in try await store.approvals(onlyPending: true) { try await pay(approval) }
        }
    }

    /// A person approves a batch, and payroll answers it.
    func pay(_ approval: StoredApproval, answering outcome: Outcome = .accepted) async throws {
        let number = try await send(approval)
        let reason = PayrollBatchResult.Reject(row: nil, employee: nil, code: "E1", message: "the office is closed")
        try await answer(
            number,
            outcome == .accepted ? .accepted : .rejected,
            rejects: outcome == .rejected ? [reason] : []
        )
    }

    /// A person decides about a batch, which leaves if it is approved.
    func send(_ approval: StoredApproval, isApproved: Bool = true) async throws -> String {
        let desk = ApprovalDesk(people: settings.people, store: store)
        let reason = isApproved ? nil : "not before I have asked"
        try await desk.decide(approval, isApproved: isApproved, by: "pat", reason: reason, at: clock.now)
        try await engine.runOnce()
        return approval.request.payload["batch"]?.stringValue ?? ""
    }

    /// The only batch that a person is asked about.
    func askedBatch() async throws -> StoredApproval {
        let asked = try await store.approvals(onlyPending: true)
        #expect(asked.count == 1)
        return try #require(asked.first)
    }

    /// Payroll answers a batch.
    func answer(
        _ number: String,
        _ status: PayrollBatchResult.Status,
        rejects: [PayrollBatchResult.Reject] = []
    ) async throws {
        let answer = PayrollBatchResult(
            batch: number,
            status: status,
            accepted: status == .rejected ? 0 : nil,
            rejects: rejects
        )
        try await receive(PayrollBatchResult.name, number, answer.json, from: "payroll")
        try await engine.runOnce()
    }

    /// Lets the time pass without anybody deciding.
    func wait(until time: String) async throws {
        let end = try #require(Instant(time))
        while clock.now < end {
            clock.advance(by: .seconds(3600))
            try await engine.runOnce()
        }
    }

    /// The lines that went to payroll as `batch day hours`, by batch.
    func sent() async throws -> [String] {
        try await store.openDeliveries(to: "payroll", limit: 100)
            .map { try PayrollBatch(JSONReader($0.plan.delivery.payload)) }
            .sorted { $0.batch < $1.batch }
            .flatMap { batch in batch.lines.map { "\(batch.batch) \($0.date.text) \($0.hours.plainText)" } }
    }

    /// The hours of an employee, or of all, that payroll has by pay period, but for those of which nothing is left.
    func payrollHas(
        of employee: String? = nil,
        without refused: Set<String> = []
    ) async throws -> [String: String] {
        var sums: [String: Decimal] = [:]
        for delivery in try await store.openDeliveries(to: "payroll", limit: 1000) {
            let batch = try PayrollBatch(JSONReader(delivery.plan.delivery.payload))
            guard !refused.contains(batch.batch) else { continue }
            for line in batch.lines where employee.map({ $0 == line.employee }) ?? true {
                sums[batch.periodEnd.text, default: 0] += line.hours
            }
        }
        return sums.filter { $0.value != 0 }.mapValues(\.plainText)
    }

    /// Has everything tried again that waits for a person.
    func retryAll() async throws {
        let desk = CaseDesk(settings: settings, store: store)
        for item in try await store.cases(onlyOpen: true) {
            try await desk.retry(item.number, by: "pat", at: clock.now)
        }
        try await engine.runOnce()
    }

    /// Lets a day pass; people approve and payroll takes what `answer` says, which gives `nil` for what nobody decides.
    func passDay(_ answer: (String) -> Outcome?) async throws {
        for _ in 0..<8 {
            clock.advance(by: .seconds(3 * 3600))
            try await engine.runOnce()
            for approval in try await store.approvals(onlyPending: true) {
                guard let outcome = answer(approval.request.payload["batch"]?.stringValue ?? "") else { continue }
                try await pay(approval, answering: outcome)
            }
        }
    }

    /// What the open case of a kind says.
    func summary(of kind: String) async throws -> String {
        try #require(try await store.cases(onlyOpen: true).first { $0.proposal.kind == kind }).proposal.summary
    }

    /// The cases that are open, as `kind:subject`.
    func openCases() async throws -> [String] { try await store.cases(onlyOpen: true).map(\.proposal.key) }

    private func receive(_ object: String, _ id: String, _ payload: JSON, from system: String) async throws {
        let now = clock.now
        let event = FlowEvent(
            reference: "\(system)/\(id)",
            object: object,
            occurredAt: now,
            receivedAt: now,
            payload: payload
        )
        guard case .accept(let key, let topics) = flow.route(event) else {
            Issue.record("\(id) is held")
            return
        }
        let received = ReceivedRecord(
            system: system,
            record: SourceRecord(id: id, object: object, occurredAt: now, payload: payload),
            flow: TimeToPayrollToJobCost.name,
            key: key,
            topics: topics,
            disposition: .accepted
        )
        _ = try await store.commit([.recordReceived(received)], by: Engine.actor, at: now)
    }
}
