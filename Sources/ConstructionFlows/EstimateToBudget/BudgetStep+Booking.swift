import CanonicalModel
import FoundationEssentials
import JSON

extension BudgetStep {
    /// Books, proposes or holds what waits; estimates before change orders, so that these find their budget.
    mutating func advance() {
        for source in state.sources.keys.sorted() { advance(source) }
    }

    private mutating func advance(_ source: BudgetSource) {
        guard let story = state.sources[source], let candidate = story.candidate, story.proposal == nil,
            !isEarly(candidate, source)
        else { return }
        guard case .success(let target) = target(of: candidate, source, story) else { return }
        if let reported = story.reported { resolvedCases.append(reported) }
        state.sources[source]?.reported = nil
        dropCandidate(of: source)
        settle(target, of: candidate, source, story)
    }

    /// A change order comes after the budget that it changes, and a revision after its companion.
    private func isEarly(_ candidate: BudgetCandidate, _ source: BudgetSource) -> Bool {
        if case .changeOrder = source { return state.revisions.isEmpty }
        if state.awaitsFirstLoad(of: source) { return true }
        return waitsForCompanion(candidate, source) && now < candidate.since.adding(settings.companionWait)
    }

    private func waitsForCompanion(_ candidate: BudgetCandidate, _ source: BudgetSource) -> Bool {
        settings.companion != nil
            && state.sources[source]?.companion.map { RevisionOrder($0.revision) } != RevisionOrder(candidate.label)
    }

    /// When the flow wants to be asked again: when a companion is overdue.
    var wakeAt: Instant? {
        let waiting = state.sources.compactMap { source, story -> Instant? in
            guard let candidate = story.candidate, story.proposal == nil, story.reported == nil,
                case .estimate = source, waitsForCompanion(candidate, source), !state.awaitsFirstLoad(of: source)
            else { return nil }
            return candidate.since.adding(settings.companionWait)
        }
        return waiting.min()
    }

    /// What the candidate is to give to the budget, or a case that holds all of it.
    private mutating func target(
        of candidate: BudgetCandidate,
        _ source: BudgetSource,
        _ story: BudgetSourceState
    ) -> Result<BudgetTarget, BudgetTrouble> {
        let inspection = BudgetInspection(
            settings: settings,
            project: project,
            source: source,
            candidate: candidate,
            story: story,
            currency: state.revisions.first?.currency,
            now: now
        )
        let result = inspection.target()
        if case .failure(let trouble) = result { hold(trouble, inspection) }
        return result
    }

    private mutating func hold(_ trouble: BudgetTrouble, _ inspection: BudgetInspection) {
        let source = inspection.source
        let name = "\(trouble.kind):\(inspection.subject)"
        guard state.sources[source]?.reported != name else { return }
        if let earlier = state.sources[source]?.reported { resolvedCases.append(earlier) }
        state.sources[source]?.reported = name
        cases.append(
            FlowCase(
                kind: trouble.kind,
                subject: inspection.subject,
                severity: .warning,
                owner: settings.budgetRole,
                summary: trouble.summary,
                detail: trouble.detail,
                isRetriable: true,
                topics: topics(source, label: inspection.candidate.label)
            )
        )
    }

    /// A change order's first approval counts at once, and the original budget where no rule asks for approval; every other
    /// difference is proposed.
    private mutating func settle(
        _ target: BudgetTarget,
        of candidate: BudgetCandidate,
        _ source: BudgetSource,
        _ story: BudgetSourceState
    ) {
        let label = candidate.label
        if story.decided.contains(where: { !$0.isBooked && $0.label == label && $0.target == target }) { return }
        let booked = state.booked(by: source)
        guard !target.difference(to: booked).isEmpty || state.revisions.isEmpty else {
            if story.decided.last?.label != label { note(target, of: source, label: label, isBooked: true) }
            return
        }
        let isOriginal = state.revisions.isEmpty
        let isFirstApproval =
            if case .changeOrder = source { story.decided.allSatisfy(\.target.isEmpty) } else { false }
        guard isOriginal ? settings.approvesFirstLoad : !isFirstApproval else {
            return book(target, of: source, label: label, in: candidate.currency, approvedBy: nil)
        }
        propose(target, of: source, label: label, in: candidate.currency, from: booked)
    }

    /// Asks people about what a source is to give to the budget beside what it gave before.
    mutating func propose(
        _ target: BudgetTarget,
        of source: BudgetSource,
        label: String,
        in currency: Currency?,
        from booked: BudgetTarget,
        requester: String? = nil
    ) {
        state.proposals += 1
        let difference = target.difference(to: booked)
        let id = "budget/\(project)/\(state.proposals)"
        let name = source.origin(label: label).text
        let code = currency?.code ?? ""
        state.sources[source]?.proposal = BudgetProposal(id: id, label: label, target: target, currency: currency)
        approvals.append(
            FlowApproval(
                id: id,
                role: settings.budgetRole,
                summary: "Budget of \(project) by \(name): \(difference.total.signedText) \(code) on "
                    + "\(difference.amounts.count) positions, from \(booked.total.plainText) to "
                    + "\(target.total.plainText)",
                payload: [
                    "project": .string(project), "source": .string(name),
                    "changes": .array(BudgetPosition.json(difference.amounts)),
                    "contractAmount": .string(difference.contractAmount.plainText),
                    "total": .string(difference.total.plainText),
                ],
                topics: topics(source, label: label),
                step: state.revisions.isEmpty ? .budgetLoad : source.approvalStep,
                amount: currency.map { Money(difference.size, $0) },
                requester: requester
            )
        )
    }

    /// Adds to the ledger what is missing to `target`, and delivers the budget that comes of it.
    mutating func book(
        _ target: BudgetTarget,
        of source: BudgetSource,
        label: String,
        in currency: Currency,
        approvedBy person: String?
    ) {
        let difference = target.difference(to: state.booked(by: source))
        let revision = BudgetRevision(
            project: project,
            number: state.revisions.count,
            origin: source.origin(label: label),
            recordedAt: now,
            approvedBy: person,
            currency: currency,
            changes: difference.amounts,
            contractAmount: difference.contractAmount
        )
        note(target, of: source, label: label, isBooked: true)
        state.revisions.append(revision)
        let event = revision.number == 0 ? "BudgetLoaded" : "BudgetRevisionApproved"
        var detail: JSONObject = [
            "revision": .integer(Int64(revision.number)), "source": .string(revision.origin.text),
            "amount": .string(revision.total.plainText),
            "contractAmount": .string(revision.contractAmount.plainText),
        ]
        detail["by"] = person.map { .string($0) }
        if let budget = Budget(state.revisions) {
            detail["revised"] = .string(budget.revised.plainText)
            deliver(budget)
        }
        find(event, source, label: label, .object(detail))
        if case .estimate(let number) = source {
            handOffs.append(FlowHandOff(event, of: Estimate.name, key: "\(number)/\(label)", person: person))
        }
    }

    private mutating func deliver(_ budget: Budget) {
        deliveries.append(
            FlowDelivery(
                key: "\(Budget.name)/\(budget.key)",
                object: Budget.name,
                payload: budget.json,
                controlTotals: budget.controlTotals.mapValues(\.plainText),
                orderingKey: project,
                topics: [project]
            )
        )
    }

    /// Remembers a decision; of several about the same revision the last one.
    mutating func note(_ target: BudgetTarget, of source: BudgetSource, label: String, isBooked: Bool) {
        state.sources[source, default: BudgetSourceState()].decided.append(
            DecidedRevision(label: label, target: target, isBooked: isBooked)
        )
    }
}

extension Decimal {
    /// The number with its sign: `+8600`.
    fileprivate var signedText: String { self > 0 ? "+\(plainText)" : plainText }
}
