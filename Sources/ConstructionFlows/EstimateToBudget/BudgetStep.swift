import CanonicalModel
import FoundationEssentials
import JSON

/// One step of ``EstimateToBudget`` for one project while it is being worked out.
struct BudgetStep {
    let flow: EstimateToBudget
    let project: String
    var state: BudgetState
    let now: Instant
    var findings: [FlowFinding] = []
    var handOffs: [FlowHandOff] = []
    var approvals: [FlowApproval] = []
    var deliveries: [FlowDelivery] = []
    var cases: [FlowCase] = []
    var resolvedCases: [String] = []

    var settings: EstimateToBudgetSettings { flow.settings }

    init(flow: EstimateToBudget, project: String, state: BudgetState, now: Instant) {
        self.flow = flow
        self.project = project
        self.state = state
        self.now = now
    }

    var decision: FlowDecision {
        var decision = FlowDecision(state: state.json, wakeAt: wakeAt)
        decision.findings = findings
        decision.handOffs = handOffs
        decision.approvals = approvals
        decision.deliveries = deliveries
        decision.cases = cases
        decision.resolvedCases = resolvedCases
        return decision
    }

    func topics(_ source: BudgetSource, label: String) -> [String] {
        switch source {
        case .estimate(let number): [project, number, "\(number)/\(label)"]
        case .changeOrder(let number): [project, "\(project)/\(number)"]
        }
    }

    mutating func find(_ event: String, _ source: BudgetSource, label: String, _ detail: JSON) {
        findings.append(FlowFinding(event, topics: topics(source, label: label), detail: detail))
    }
}

// MARK: - Events

extension BudgetStep {
    mutating func take(_ event: FlowEvent) throws(JSONAccessError) {
        let reader = JSONReader(event.payload, path: event.reference)
        let system = String(event.reference.prefix { $0 != "/" })
        switch event.object {
        case Estimate.name: take(try Estimate(reader), from: system, at: event.receivedAt)
        case ChangeOrder.name: take(try ChangeOrder(reader), from: system, at: event.receivedAt)
        case FlowEvent.approvalDecision: try takeApproval(reader)
        case FlowEvent.caseRetry:
            let (kind, subject) = (try reader.member("kind").string(), try reader.member("subject").string())
            if kind == Self.returned {
                askAnew(subject, by: try reader.optionalString("person"))
            } else {
                retry(kind, subject)
            }
        case FlowEvent.caseRejection: try takeRejection(reader)
        default: break
        }
    }

    /// Before the award nothing changes (domain.md E-4); the export is noted.
    private mutating func take(_ estimate: Estimate, from system: String, at time: Instant) {
        let source = BudgetSource.estimate(estimate.number)
        var detail: JSONObject = [
            "estimate": .string(estimate.number), "revision": .string(estimate.revision),
            "status": .string(estimate.status.rawValue), "format": .string(estimate.format),
            "total": .string(estimate.total.plainText),
        ]
        if system == settings.companion {
            detail["companion"] = true
            state.sources[source, default: BudgetSourceState()].companion = CompanionTotals(
                revision: estimate.revision,
                lines: estimate.budgetLines.count,
                total: estimate.total
            )
            return find("EstimateExported", source, label: estimate.revision, .object(detail))
        }
        guard estimate.status == .awarded else {
            find("EstimateExported", source, label: estimate.revision, .object(detail))
            if estimate.status == .lost, state.sources[source]?.candidate?.label == estimate.revision {
                dropCandidate(of: source)
            }
            return
        }
        let isFirst = state.sources[source]?.decided.isEmpty ?? true
        let event = isFirst ? "EstimateAwarded" : "EstimateRevised"
        find(event, source, label: estimate.revision, .object(detail))
        handOffs.append(FlowHandOff(event, of: Estimate.name, key: estimate.key))
        replaceCandidate(
            of: source,
            by: BudgetCandidate(system: system, since: time, content: .estimate(estimate))
        )
    }

    private mutating func take(_ order: ChangeOrder, from system: String, at time: Instant) {
        let source = BudgetSource.changeOrder(order.number)
        let words: [ChangeOrder.Status: String] = [
            .submitted: "ChangeOrderSubmitted", .approved: "ChangeOrderApproved", .rejected: "ChangeOrderRejected",
            .withdrawn: "ChangeOrderWithdrawn",
        ]
        find(
            words[order.status] ?? "ChangeOrderSubmitted",
            source,
            label: "",
            [
                "changeOrder": .string(order.number), "contractAmount": .string(order.contractAmount.plainText),
                "budgetAmount": .string(order.budget.reduce(0) { $0 + $1.amount }.plainText),
            ]
        )
        if order.status == .approved {
            handOffs.append(FlowHandOff("ChangeOrderApproved", of: ChangeOrder.name, key: order.key))
        }
        guard order.status != .submitted else { return }
        replaceCandidate(
            of: source,
            by: BudgetCandidate(system: system, since: time, content: .changeOrder(order))
        )
    }

    /// The latest takes the place of one that was held; the case of that one is over.
    ///
    /// An earlier revision that comes late takes no later one's place.
    private mutating func replaceCandidate(of source: BudgetSource, by candidate: BudgetCandidate) {
        let waiting = [state.sources[source]?.candidate?.label, state.sources[source]?.returned?.label]
        let order = RevisionOrder(candidate.label)
        guard !waiting.compactMap(\.self).contains(where: { order.isBefore(RevisionOrder($0)) }) else { return }
        dropCandidate(of: source)
        dropReturned(of: source)
        state.sources[source, default: BudgetSourceState()].candidate = candidate
    }

    mutating func dropCandidate(of source: BudgetSource) {
        if let reported = state.sources[source]?.reported { resolvedCases.append(reported) }
        state.sources[source]?.candidate = nil
        state.sources[source]?.reported = nil
        state.sources[source]?.waved = []
    }

    private mutating func takeApproval(_ reader: JSONReader) throws(JSONAccessError) {
        let id = try reader.member("id").string()
        let person = try reader.member("person").string()
        guard let source = state.sources.first(where: { $0.value.proposal?.id == id })?.key,
            let proposal = state.sources[source]?.proposal,
            let currency = proposal.currency ?? state.revisions.first?.currency
        else { return }
        state.sources[source]?.proposal = nil
        if try reader.member("approved").bool() {
            book(proposal.target, of: source, label: proposal.label, in: currency, approvedBy: person)
        } else if try reader.optionalMember("returned")?.bool() ?? false {
            giveBack(proposal, of: source, by: person, try reader.optionalString("reason") ?? "")
        } else {
            note(proposal.target, of: source, label: proposal.label, isBooked: false)
            find("BudgetRevisionRejected", source, label: proposal.label, ["id": .string(id), "by": .string(person)])
        }
    }

    /// A person has corrected what a case names, or lets what it names pass.
    private mutating func retry(_ kind: String, _ subject: String) {
        guard let source = source(reported: "\(kind):\(subject)") else { return }
        state.sources[source]?.reported = nil
        if BudgetTrouble.passable.contains(kind) { state.sources[source]?.waved.insert(kind) }
    }

    /// A person gave up what a case keeps back: it never changes the budget, and the journal says how much it was.
    private mutating func takeRejection(_ reader: JSONReader) throws(JSONAccessError) {
        let (kind, subject) = (try reader.member("kind").string(), try reader.member("subject").string())
        if kind == Self.returned {
            return giveUpReturned(
                subject,
                by: try reader.member("person").string(),
                try reader.member("reason").string()
            )
        }
        let name = "\(kind):\(subject)"
        guard let source = source(reported: name), let candidate = state.sources[source]?.candidate else { return }
        state.sources[source]?.reported = nil
        dropCandidate(of: source)
        find(
            "BudgetChangeGivenUp",
            source,
            label: candidate.label,
            [
                "case": .string(name), "by": .string(try reader.member("person").string()),
                "reason": .string(try reader.member("reason").string()),
                "amount": .string(candidate.lines.reduce(0) { $0 + $1.amount }.plainText),
            ]
        )
    }

    private func source(reported name: String) -> BudgetSource? {
        state.sources.first { $0.value.reported == name }?.key
    }
}
