public import CanonicalModel
internal import ConnectorKit
public import ConnectorStore
import ConstructionFlows
import JSON

/// Where people try cases again, repair what they keep back, or give it up.
public struct CaseDesk: Sendable {
    /// How many quarantined records are released in one go.
    private static let batch = 1000

    let settings: RuntimeSettings
    let store: any RuntimeStore

    /// Creates a desk.
    public init(settings: RuntimeSettings, store: any RuntimeStore) {
        self.settings = settings
        self.store = store
    }

    /// Tries again what a case keeps back.
    ///
    /// - Parameters:
    ///   - number: The number of the case.
    ///   - person: The person's id.
    ///   - now: The present.
    /// - Throws: ``GovernanceError`` if the person may not decide this, the case is closed, or nothing that keeps its
    ///   records back has changed.
    public func retry(_ number: Int64, by person: String, at now: Instant) async throws(GovernanceError) {
        try await commit(retryChanges(number, by: person, at: now), by: person, at: now)
    }

    /// What closes a case that is tried again; records that it keeps back have moved on by then.
    func retryChanges(
        _ number: Int64,
        by person: String,
        at now: Instant
    ) async throws(GovernanceError) -> [StateChange] {
        let open = try await openCase(number, for: person, to: .retry, at: now)
        var event: ReceivedRecord?
        var consequences: [StateChange] = []
        switch open.proposal.remedy {
        case .releaseRecords:
            // What stays joins the case that it was in, which is none the less seen once more.
            guard try await release(open, by: person, at: now) == 0 else { return [.caseRaised(open.proposal)] }
        case .notifyFlow(let flow, let key):
            event = open.event(FlowEvent.caseRetry, for: flow, key: key, ["person": .string(person)], at: now)
        case .resumeSystem(let system):
            // The pause stays on record until the system has answered, which also closes what else is open of it.
            let pause = SystemPause(until: now, failures: 0, reason: "tried again by \(person)")
            consequences = [.systemPaused(system: system, pause)]
        case .redeliver(let key) where open.proposal.kind == DeliveryJudge.mismatch:
            // It has taken effect: it is looked up and compared before anything is written.
            let reason = "tried again by \(person); the target holds other totals, and is asked first"
            consequences = [.deliverySettled(key: key, .unknown(at: now, reason: reason))]
        case .redeliver, .acknowledge: break
        }
        let decision = CaseDecision(number: number, action: .retry(event: event), person: person, reason: nil)
        return [.caseDecided(decision)] + consequences
    }

    /// Gives up what a case keeps back.
    ///
    /// - Parameters:
    ///   - number: The number of the case.
    ///   - person: The person's id.
    ///   - reason: Why.
    ///   - now: The present.
    /// - Throws: ``GovernanceError`` if the person may not decide this, the case is closed, or the reason is missing.
    public func reject(
        _ number: Int64,
        by person: String,
        reason: String,
        at now: Instant
    ) async throws(GovernanceError) {
        try await commit(rejectChanges(number, by: person, reason: reason, at: now), by: person, at: now)
    }

    /// What closes a case that is given up.
    func rejectChanges(
        _ number: Int64,
        by person: String,
        reason: String,
        at now: Instant
    ) async throws(GovernanceError) -> [StateChange] {
        let open = try await openCase(number, for: person, to: .reject, at: now)
        guard !reason.isEmpty else { throw .reasonMissing(subject: "C-\(number)") }
        return try await open.rejection(by: person, reason: reason, at: now) + noticesOfMoves(without: open, at: now)
    }

    /// What flows are told whose records moved, since those that the case keeps back count no more.
    private func noticesOfMoves(
        without open: StoredCase,
        at now: Instant
    ) async throws(GovernanceError) -> [StateChange] {
        guard case .releaseRecords = open.proposal.remedy else { return [] }
        var notices: [StateChange] = []
        for record in try await heldRecords(of: open, limit: .max) {
            guard let flow = settings.flow(record.flow)?.flow as? any MovingRecordFlow else { continue }
            let moved = MovedRecords(flow: flow, name: record.flow, store: store)
            do throws(StoreError) {
                notices += try await moved.notices(afterRejectionOf: [record], at: now)
            } catch {
                throw .store(error)
            }
        }
        return notices
    }

    /// The case, if this person may do this with it now.
    func openCase(
        _ number: Int64,
        for person: String,
        to action: CaseAction,
        at now: Instant
    ) async throws(GovernanceError) -> StoredCase {
        let stored: StoredCase?
        do throws(StoreError) { stored = try await store.case(number) } catch { throw .store(error) }
        guard let stored else { throw .store(.conflict("there is no case C-\(number)")) }
        try settings.require(person, inAnyOf: stored.deciders, to: "decide C-\(number)", at: now)
        guard stored.state == .open else {
            throw .store(.conflict("C-\(number) was \(stored.state.rawValue) by \(stored.closedBy ?? "someone")"))
        }
        if action == .reject, case .resumeSystem(let system) = stored.proposal.remedy {
            throw .unchanged("C-\(number): rejecting it would leave \(system) unused for ever; retry it instead")
        }
        guard !stored.allowedActions.isEmpty else { throw .unchanged("C-\(number): \(stored.proposal.summary)") }
        guard stored.allowedActions.contains(action) else {
            let allowed = stored.allowedActions.map(\.rawValue).joined(separator: " or ")
            let advice = action == .repair ? stored.adviceWithoutRepair : ""
            let kind = stored.proposal.kind
            throw .unchanged("C-\(number) (\(kind)) allows no \(action.rawValue), only \(allowed)\(advice)")
        }
        return stored
    }

    /// Routes the records of a case again, and makes durable what moves; returns how many stay.
    private func release(
        _ open: StoredCase,
        by person: String,
        at now: Instant
    ) async throws(GovernanceError) -> Int {
        var staying = 0
        var hasMoved = false
        while true {
            let records = try await heldRecords(of: open, limit: staying + Self.batch)
            let untried = records.dropFirst(staying)
            guard !untried.isEmpty else { break }
            var changes: [StateChange] = []
            for record in untried {
                guard let routing = settings.routing(again: record, at: now),
                    routing.proposal?.key != open.proposal.key
                else {
                    staying += 1
                    continue
                }
                changes.append(.recordRerouted(routing.received))
                if let proposal = routing.proposal { changes.append(.caseRaised(proposal)) }
            }
            hasMoved = hasMoved || !changes.isEmpty
            try await commit(changes, by: person, at: now)
        }
        guard staying == 0 || hasMoved else {
            throw .unchanged("C-\(open.number): nothing has changed since it was opened: \(open.proposal.summary)")
        }
        return staying
    }

    func heldRecords(of open: StoredCase, limit: Int) async throws(GovernanceError) -> [ReceivedRecord] {
        do throws(StoreError) {
            return try await store.quarantinedRecords(caseKey: open.proposal.key, limit: limit)
        } catch {
            throw .store(error)
        }
    }

    func commit(
        _ changes: [StateChange],
        by person: String,
        at now: Instant
    ) async throws(GovernanceError) {
        do throws(StoreError) {
            _ = try await store.commit(changes, by: "person:\(person)", at: now)
        } catch {
            throw .store(error)
        }
    }
}

extension StoredCase {
    /// What rejecting the case changes; a flow that keeps something back for it is told.
    func rejection(by person: String, reason: String, at now: Instant) -> [StateChange] {
        let decision = CaseDecision(number: number, action: .reject, person: person, reason: reason)
        guard case .notifyFlow(let flow, let key) = proposal.remedy else { return [.caseDecided(decision)] }
        let detail: JSONObject = ["person": .string(person), "reason": .string(reason)]
        let event = event(FlowEvent.caseRejection, for: flow, key: key, detail, at: now)
        return [.caseDecided(decision), .recordReceived(event)]
    }

    /// The id of the event that tells a flow what became of the case.
    var eventName: String { "case/\(number)" }

    /// The event that tells a flow what became of the case.
    func event(
        _ object: String,
        for flow: String,
        key: String,
        _ detail: JSONObject,
        at now: Instant
    ) -> ReceivedRecord {
        proposal.event(object, id: eventName, for: flow, key: key, detail, at: now)
    }
}

extension CaseProposal {
    /// The event with an id that tells a flow what became of the case.
    func event(
        _ object: String,
        id: String,
        for flow: String,
        key: String,
        _ detail: JSONObject,
        at now: Instant
    ) -> ReceivedRecord {
        var payload: JSONObject = ["kind": .string(kind), "subject": .string(subject), "detail": self.detail]
        for (name, value) in detail { payload[name] = value }
        return ReceivedRecord(
            system: Engine.systemName,
            record: SourceRecord(
                id: id,
                object: object,
                occurredAt: now,
                payload: .object(payload)
            ),
            flow: flow,
            key: key,
            topics: topics,
            disposition: .accepted
        )
    }
}

extension StoredCase {
    /// What to do with a case of a connector's own kind, of which nothing is kept that could be corrected here.
    fileprivate var adviceWithoutRepair: String {
        guard CaseCatalogue.kind(named: proposal.kind) == nil, proposal.remedy == .acknowledge else { return "" }
        return "; nothing of it is kept here: correct it in its source, which is read again, then close the case"
    }
}
