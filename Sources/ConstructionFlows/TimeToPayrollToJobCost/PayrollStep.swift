import CanonicalModel
import FoundationEssentials
import JSON

/// One step of ``TimeToPayrollToJobCost`` for one pay period while it is being worked out.
struct PayrollStep {
    let flow: TimeToPayrollToJobCost
    let periodEnd: CalendarDate
    var state: PayPeriodState
    let now: Instant
    var findings: [FlowFinding] = []
    var handOffs: [FlowHandOff] = []
    var approvals: [FlowApproval] = []
    var withdrawnApprovals: [FlowWithdrawal] = []
    var deliveries: [FlowDelivery] = []
    var forwards: [FlowForward] = []
    var cases: [FlowCase] = []
    var resolvedCases: [String] = []
    /// The cases that a person rejects in this step, as `kind:subject`.
    var givenUp: Set<String> = []

    init(flow: TimeToPayrollToJobCost, periodEnd: CalendarDate, state: PayPeriodState, now: Instant) {
        self.flow = flow
        self.periodEnd = periodEnd
        self.state = state
        self.now = now
    }

    var settings: TimeToPayrollSettings { flow.settings }
    var key: String { flow.key(periodEnd) }

    var decision: FlowDecision {
        var decision = FlowDecision(state: state.json, wakeAt: wakeAt)
        decision.findings = findings
        decision.handOffs = handOffs
        decision.approvals = approvals
        decision.withdrawnApprovals = withdrawnApprovals
        decision.deliveries = deliveries
        decision.forwards = forwards
        decision.cases = cases
        decision.resolvedCases = resolvedCases
        return decision
    }

    /// When a batch can be proposed, or a missing answer becomes a case.
    private var wakeAt: Instant? {
        let overdue = state.batches.values.filter { $0.stage == .sent && !$0.isOverdue }.compactMap(\.overdueAt).min()
        let ready = state.openBatch == nil ? readyAt.flatMap { $0 > now ? $0 : nil } : nil
        let hasUnapproved = now < cutoff && state.hours.values.contains { $0.status != .approved }
        return [overdue, ready, hasUnapproved ? cutoff : nil].compactMap(\.self).min()
    }
}

// MARK: - Events

extension PayrollStep {
    mutating func take(_ event: FlowEvent) throws(JSONAccessError) {
        let reader = JSONReader(event.payload, path: event.reference)
        let system = String(event.reference.prefix { $0 != "/" })
        switch event.object {
        case TimeEntry.name: take(try TimeEntry(reader), from: system)
        case PayrollBatchResult.name: take(try PayrollBatchResult(reader))
        case PayrollRegister.name:
            // A part that another period sent on says itself whose codes it spells.
            take(try PayrollRegister(reader), from: try reader.optionalString("system") ?? system)
        case FlowEvent.recordMoved: try takeMove(reader)
        case Self.question: try takeQuestion(reader)
        case Self.answer: try takeAnswer(reader)
        case FlowEvent.approvalDecision: try takeApproval(reader)
        case FlowEvent.caseRetry:
            takeRetry(of: try reader.member("kind").string(), try reader.member("subject").string())
        case FlowEvent.caseRejection: try takeRejection(reader)
        default: break
        }
    }

    /// Takes the newest version of an entry; only what is approved counts (P-1).
    private mutating func take(_ entry: TimeEntry, from system: String) {
        let id = "\(system)/\(entry.id)"
        if entry.status == .approved {
            handOffs.append(FlowHandOff("TimesheetApproved", of: TimeEntry.name, key: id, topic: entry.id))
        }
        take(HoursClaim(entry), entry.status, as: id, from: system)
    }

    private mutating func take(_ claim: HoursClaim, _ status: TimeEntry.Status, as id: String, from system: String) {
        var held = state.hours[id] ?? HeldHours(system: system, claim: claim, status: status)
        held.system = system
        held.claim = claim
        held.status = status
        if status == .approved {
            held.approved = claim
            held.move = nil
        }
        replace(id, by: held)
    }

    /// Remembers what became of an entry, and takes back what a person was asked about it if other hours are to go now.
    mutating func replace(_ id: String, by new: HeldHours) {
        var held = new
        let before = state.hours[id]
        // What keeps back hours that are taken back here is not mended by an unapproved version.
        let isLeaving = held.move != nil && held.move == before?.move
        if held.approved != before?.approved || held.status != before?.status && !isLeaving { held.refusal = nil }
        guard held != before else { return }
        state.hours[id] = held
        guard before?.missing != held.missing || before?.superfluous != held.superfluous else { return }
        // What a person has not approved yet must not leave with hours that have changed since.
        if let number = held.batch, state.batches[number]?.stage == .proposed { withdraw(number, "its hours changed") }
    }

    private mutating func takeApproval(_ reader: JSONReader) throws(JSONAccessError) {
        let asked = try reader.member("id").string()
        let isApproved = try reader.member("approved").bool()
        let person = try reader.member("person").string()
        let reason = try reader.optionalString("reason")
        if let batch = subject(of: asked, .batch) { decideBatch(batch, isApproved, by: person) }
        if let run = subject(of: asked, .difference) { decideDifference(of: run, isApproved, by: person, reason) }
        if let run = subject(of: asked, .cost) { decideCost(of: run, isApproved, by: person) }
    }

    /// What people are asked to approve.
    enum Question: String {
        case batch = "PayrollBatch"
        case difference = "PayrollRunDifference"
        case cost = "PayrollCost"

        var step: ApprovalStep {
            switch self {
            case .batch: .payrollBatch
            case .difference: .payrollDifference
            case .cost: .labourCost
            }
        }
    }

    func approvalID(_ question: Question, _ subject: String) -> String { "\(question.rawValue)/\(key)/\(subject)" }

    /// The number that an approval's id asks about, which may have `/` and `~` in it itself; `nil` if it asks otherwise.
    private func subject(of id: String, _ question: Question) -> String? {
        let prefix = approvalID(question, "")
        guard id.hasPrefix(prefix) else { return nil }
        let asked = id.dropFirst(prefix.count)
        return String(asked.dropLast(Self.count(behind: asked)?.count ?? 0))
    }

    /// The number of the question behind what is asked again, such as `~2`.
    private static func count(behind asked: Substring) -> Substring? {
        guard let mark = asked.lastIndex(of: "~") else { return nil }
        let digits = asked[asked.index(after: mark)...]
        return !digits.isEmpty && digits.allSatisfy { ("0"..."9").contains($0) } ? asked[mark...] : nil
    }

    /// Asks about a run; what is asked again gets another id, since an approval is answered once.
    mutating func ask(
        _ question: Question,
        aboutRun number: String,
        of role: String,
        _ summary: String,
        _ payload: JSON,
        amount: Money? = nil
    ) -> String {
        let count = (state.runs[number]?.questions ?? 0) + 1
        state.runs[number]?.questions = count
        let id = approvalID(question, aboutRun: number, count)
        approvals.append(
            FlowApproval(
                id: id,
                role: role,
                summary: summary,
                payload: payload,
                topics: [key, "run/\(number)"],
                step: question.step,
                amount: amount
            )
        )
        return id
    }

    private func approvalID(_ question: Question, aboutRun number: String, _ count: Int) -> String {
        // A run whose number looks like a question asked again has the count behind its first question, too.
        let isCounted = count > 1 || Self.count(behind: number[...]) != nil
        return approvalID(question, number) + (isCounted ? "~\(count)" : "")
    }

    /// Takes back what people were asked about a run and have not answered.
    mutating func withdrawQuestions(_ questions: [Question], aboutRun number: String, _ reason: String) {
        let asked = state.runs[number]?.questions ?? 0
        for count in stride(from: 1, through: asked, by: 1) {
            for question in questions {
                let id = approvalID(question, aboutRun: number, count)
                withdrawnApprovals.append(FlowWithdrawal(id: id, reason: reason))
            }
        }
    }

    private mutating func takeRetry(of kind: String, _ subject: String) {
        state.reported.remove("\(kind):\(subject)")
        switch kind {
        case "payroll_line_rejected", "payroll_batch_rejected", "payroll_batch_refused":
            for (id, held) in state.hours where held.refusal == "\(kind):\(subject)" { state.hours[id]?.refusal = nil }
        case "acknowledgement_contradicts": settle(subject)
        case "acknowledgement_overdue": waitAnew(for: subject)
        case "hours_exceed_day": allowLongDay(subject)
        case "payroll_run_differs": run(of: subject).map { state.runs[$0]?.isReported = false }
        case "payroll_cost_refused": run(of: subject).map { state.runs[$0]?.stage = .held }
        default: break
        }
    }

    /// The run that a case is about; its subject is the key of the period and the run.
    private func run(of subject: String) -> String? {
        guard subject.hasPrefix("\(key)/") else { return nil }
        let number = String(subject.dropFirst(key.count + 1))
        return state.runs[number] == nil ? nil : number
    }

    /// A person gave up what a case keeps back; the journal says what it was.
    private mutating func takeRejection(_ reader: JSONReader) throws(JSONAccessError) {
        let kind = try reader.member("kind").string()
        let subject = try reader.member("subject").string()
        state.reported.remove("\(kind):\(subject)")
        givenUp.insert("\(kind):\(subject)")
        let person = try reader.member("person").string()
        let reason = try reader.member("reason").string()
        if kind == "acknowledgement_contradicts" { forgetAnswer(to: subject) }
        if kind == "acknowledgement_overdue" { giveUp(subject, by: person, because: reason) }
        note(
            "PayrollCaseGivenUp",
            [
                "case": .string("\(kind):\(subject)"), "by": .string(person), "reason": .string(reason),
            ]
        )
    }
}

// MARK: - What is told

extension PayrollStep {
    mutating func note(_ event: String, _ detail: JSON, topics: [String] = []) {
        findings.append(FlowFinding(event, topics: [key] + topics, detail: detail))
    }

    /// Raises a case once for as long as it is open; the flow is told when a person closes it.
    mutating func raise(
        _ kind: String,
        _ subject: String,
        _ summary: String,
        detail: JSON = .null,
        _ severity: FlowCase.Severity = .warning
    ) {
        guard state.reported.insert("\(kind):\(subject)").inserted else { return }
        cases.append(
            FlowCase(
                kind: kind,
                subject: subject,
                severity: severity,
                owner: settings.payrollRole,
                summary: summary,
                detail: detail,
                isRetriable: true,
                topics: [key, subject]
            )
        )
    }

    /// Closes a case whose trouble went away, if it was raised.
    mutating func resolve(_ kind: String, _ subject: String) {
        close("\(kind):\(subject)")
    }

    private mutating func close(_ reported: String) {
        guard state.reported.remove(reported) != nil else { return }
        if let index = cases.firstIndex(where: { "\($0.kind):\($0.subject)" == reported }) {
            // It was raised in this very step. If another one was open before, this step has closed that one already.
            cases.remove(at: index)
        } else {
            resolvedCases.append(reported)
        }
    }

    /// Closes the cases of refused hours of which none is refused any more.
    mutating func resolveRefusals() {
        let kinds = ["payroll_line_rejected:", "payroll_batch_rejected:", "payroll_batch_refused:"]
        let open = state.reported.filter { key in kinds.contains { key.hasPrefix($0) } }
        guard !open.isEmpty else { return }
        let settled = open.subtracting(state.hours.values.lazy.compactMap(\.refusal))
        for reported in settled.sorted() { close(reported) }
    }

    /// What a code of a system stands for on a day; a case if that is no cost code.
    mutating func costCode(_ code: String, of system: String, on date: CalendarDate, holds what: String) -> String? {
        let subject = "\(key)/\(system)/\(code)"
        let match = settings.codes.match(code, of: system, on: date)
        if case .mapped(let costCode, _) = match {
            return costCode
        }
        guard !givenUp.contains("unmapped_cost_code:\(subject)") else { return nil }
        raise(
            "unmapped_cost_code",
            subject,
            "the code '\(code)' of \(system) \(match); \(what) until then; correct 'codes' in the configuration, then "
                + "try the case again"
        )
        return nil
    }
}
