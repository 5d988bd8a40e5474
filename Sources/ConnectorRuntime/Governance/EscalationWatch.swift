import CanonicalModel
import ConnectorStore
import Governance
import JSON

/// Gives cases that nobody answered in time to the next role of their chain.
///
/// Each step is one commit with its note in the journal, so that it is taken once, whenever the process ends.
struct EscalationWatch {
    /// The event of a step in the journal.
    static let event = "SlaBreached"
    /// Under which steps are noted, as the state of a flow with one key for each case.
    static let flow = "service-level"
    /// How soon new cases are looked at.
    private static let patience: Duration = .seconds(60)
    /// How many cases are escalated in one commit.
    private static let chunk = 100

    let settings: RuntimeSettings
    let store: any RuntimeStore

    private var policy: ExceptionPolicy { settings.governance.exceptions }

    /// Escalates what is overdue, each case by one step.
    ///
    /// - Returns: When to look again.
    func look(at now: Instant) async throws(StoreError) -> Instant {
        var next = now.adding(Self.patience)
        var steps: [[StateChange]] = []
        for item in try await store.cases(onlyOpen: true) {
            guard let role = item.nextRole(by: policy) else { continue }
            let due = item.due(by: policy)
            if due > now {
                next = min(next, due)
            } else {
                steps.append(step(of: item, to: role.role, at: role.step, now: now))
            }
        }
        for start in stride(from: 0, to: steps.count, by: Self.chunk) {
            try await commit(steps[start..<min(start + Self.chunk, steps.count)], at: now)
        }
        return next
    }

    private func commit(_ steps: ArraySlice<[StateChange]>, at now: Instant) async throws(StoreError) {
        do throws(StoreError) {
            _ = try await store.commit(steps.flatMap(\.self), by: Engine.actor, at: now)
        } catch .conflict {
            // A person was faster with one of them, which is looked at again: each for itself.
            guard steps.count > 1 else { return }
            for place in steps.indices { try await commit(steps[place...place], at: now) }
        }
    }

    private func step(of item: StoredCase, to role: String, at place: Int, now: Instant) -> [StateChange] {
        let escalation = CaseEscalation(
            step: place,
            from: item.owner,
            to: role,
            due: item.due(by: policy),
            at: now,
            rule: "\(item.terms(by: policy).rule)"
        )
        let name = "C-\(item.number)"
        let note = FlowNote(
            event: Self.event,
            topics: [name] + item.proposal.topics.filter { $0 != name },
            detail: [
                "case": .string(name), "kind": .string(item.proposal.kind), "step": .integer(Int64(place)),
                "from": .string(escalation.from), "to": .string(role), "due": .string(escalation.due.text),
                "rule": .string(escalation.rule),
            ]
        )
        let advance = FlowAdvance(
            flow: Self.flow,
            key: name,
            expectedVersion: Int64(item.escalations.count),
            state: ["step": .integer(Int64(place))],
            wakeAt: nil,
            consumed: [],
            notes: [note]
        )
        return [.caseEscalated(number: item.number, escalation), .flowAdvanced(advance)]
    }
}
