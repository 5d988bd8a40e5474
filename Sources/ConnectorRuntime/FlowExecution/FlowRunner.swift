import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConstructionFlows
import Governance
import JSON

/// Lets flows take their next steps: records that wait, and keys that asked to be woken.
struct FlowRunner {
    /// How many records are taken in one go.
    static let batch = 500
    /// How many bytes of payloads are taken in one go, unless one record alone has more: a webhook may bring 16 MiB.
    static let batchBytes = 4 << 20

    let settings: RuntimeSettings
    let store: any RuntimeStore
    let clock: any RuntimeClock
    let report: ProgressHandler
    /// Whether requests carry the company's rules; not where the answers of people are only played again.
    var governsApprovals = true

    /// Takes the next steps that are due at the present, and lets go what waited for a period close.
    ///
    /// It takes one batch of records, then the keys that asked to be woken, so that neither keeps the other waiting.
    ///
    /// - Returns: Whether there may be more.
    /// - Throws: ``StoreError`` if a step cannot be made durable.
    func run() async throws(StoreError) -> Bool {
        let approvals = ApprovalTimes(store: store)
        while try await approvals.run(at: clock.now) {}
        let release = PeriodRelease(settings: settings, store: store)
        if let closes = try await release.due() {
            try await catchUp()
            try await release.run(closes, at: clock.now)
        }
        try await releaseWebhooks()
        var hasMore = try await takeWaitingRecords() > 0
        for binding in settings.flows where try await wakeKeys(of: binding, due: clock.now) { hasMore = true }
        return hasMore
    }

    /// Takes as many records as wait at the present, and wakes all keys that are due: what a close may still concern.
    ///
    /// Whatever arrives meanwhile does not count, so that it comes to an end.
    private func catchUp() async throws(StoreError) {
        let now = clock.now
        var left = try await store.waitingRecordCount(limit: .max)
        while left > 0 {
            let taken = try await takeWaitingRecords()
            guard taken > 0 else { break }
            left -= taken
        }
        for binding in settings.flows { while try await wakeKeys(of: binding, due: now) {} }
    }

    /// Lets webhooks enter again whose connector can be asked again.
    private func releaseWebhooks() async throws(StoreError) {
        let now = clock.now
        let reading = WebhookReading(settings: settings, store: store)
        for key in try await store.wakingKeys(flow: WebhookDelivery.flow, at: now, limit: Self.batch) {
            let changes = try await reading.release(FlowKey(flow: WebhookDelivery.flow, key: key), at: now)
            guard !changes.isEmpty else { continue }
            _ = try await store.commit(changes, by: Engine.actor, at: now)
        }
    }

    /// Returns how many records were taken; none if they are all left as they are.
    private func takeWaitingRecords() async throws(StoreError) -> Int {
        let records = try await store.waitingRecords(limit: Self.batch, bytes: Self.batchBytes)
        return try await take(records.byFlowKey) ? records.count : 0
    }

    private func wakeKeys(of binding: FlowBinding, due now: Instant) async throws(StoreError) -> Bool {
        let keys = try await store.wakingKeys(flow: binding.name, at: now, limit: Self.batch)
        return try await take(keys.map { (FlowKey(flow: binding.name, key: $0), []) })
    }

    /// Commits the steps of all keys together; if one cannot be committed, each on its own.
    ///
    /// - Returns: Whether anything changes.
    func take(_ groups: [(FlowKey, [ReceivedRecord])]) async throws(StoreError) -> Bool {
        let now = clock.now
        var changes: [StateChange] = []
        for (key, records) in groups { changes += try await step(key, records, at: now) }
        guard !changes.isEmpty else { return false }
        do throws(StoreError) {
            _ = try await store.commit(changes, by: Engine.actor, at: now)
        } catch .conflict {
            for (key, records) in groups { try await takeAlone(key, records, at: now) }
        }
        let counts = Dictionary(grouping: groups, by: \.0.flow).mapValues(\.count)
        for (flow, keys) in counts.sorted(by: { $0.key < $1.key }) { report(.advanced(flow: flow, keys: keys)) }
        return true
    }

    /// Commits the step of one key; what the store will not take is kept back as a case.
    private func takeAlone(
        _ key: FlowKey,
        _ records: [ReceivedRecord],
        at now: Instant
    ) async throws(StoreError) {
        do throws(StoreError) {
            _ = try await store.commit(try await step(key, records, at: now), by: Engine.actor, at: now)
        } catch .conflict(let reason) {
            let stored = try await store.flowState(flow: key.flow, key: key.key)
            _ = try await store.commit(keepBack(key, stored, records, reason), by: Engine.actor, at: now)
        }
    }

    /// What the step of one key changes; records that the flow cannot take are kept back one by one.
    private func step(
        _ key: FlowKey,
        _ records: [ReceivedRecord],
        at now: Instant
    ) async throws(StoreError) -> [StateChange] {
        guard key.flow != WebhookDelivery.flow else {
            return try await WebhookReading(settings: settings, store: store).changes(key, records, at: now)
        }
        let stored = try await store.flowState(flow: key.flow, key: key.key)
        let step = try await step(key, records, from: stored, at: now)
        return step.changes + (try await resolutions(of: step.resolvedCases))
    }

    /// What a step changes, and the cases, by kind and subject, whose trouble is over.
    struct Step {
        var changes: [StateChange]
        var resolvedCases: [String] = []
    }

    /// What the step of one key changes that starts from a state; `nil` for its first.
    ///
    /// Records that the flow cannot take, or must not, are kept back. Webhooks are not read.
    func step(
        _ key: FlowKey,
        _ records: [ReceivedRecord],
        from stored: FlowState?,
        at now: Instant
    ) async throws(StoreError) -> Step {
        guard let configured = settings.flow(key.flow) else {
            return Step(changes: records.flatMap { keepBack($0, "the flow '\(key.flow)' is not configured") })
        }
        let gate = OwnershipGate(settings: settings, store: store)
        let refusals = try await gate.refusals(of: records)
        let kept = refusals.flatMap(\.changes)
        let foreign = Set(refusals.map(\.record.reference))
        let records = records.filter { !foreign.contains($0.reference) }
        guard kept.isEmpty || !records.isEmpty else { return Step(changes: kept) }
        let binding = try await knowingClosedMonths(configured)
        let moved = (binding.flow as? any MovingRecordFlow).map {
            MovedRecords(flow: $0, name: binding.name, store: store)
        }
        let told =
            try await moved?.told(of: records, to: key.key)
            ?? Dictionary(records.map { ($0.reference, $0.record) }, uniquingKeysWith: { $1 })
        let outcome: Outcome
        do throws(JSONAccessError) {
            outcome = try self.outcome(of: binding, key, stored, records, telling: told, at: now)
        } catch {
            guard records.count > 1 else { return Step(changes: kept + keepBack(key, stored, records, "\(error)")) }
            outcome = oneByOne(binding, key, stored, records, telling: told, at: now)
        }
        let taken = records.filter { outcome.taken.contains($0.reference) }
        let notices = try await moved?.notices(of: taken, takenBy: key.key, at: now) ?? []
        let handOffs = try await gate.ledger.handOffs(outcome.handOffs)
        return Step(changes: kept + outcome.changes + notices + handOffs, resolvedCases: outcome.resolvedCases)
    }

    /// The flow with what it has to know of the months that people have closed.
    private func knowingClosedMonths(_ binding: FlowBinding) async throws(StoreError) -> FlowBinding {
        guard let flow = binding.flow as? any PeriodAwareFlow else { return binding }
        var knowing = binding
        knowing.flow = flow.keepingOut(of: try await PeriodLedger.read(from: store).months)
        return knowing
    }

    /// Closes those of the cases that are open.
    private func resolutions(of keys: [String]) async throws(StoreError) -> [StateChange] {
        var changes: [StateChange] = []
        for key in keys { changes += try await store.resolving(key, because: "the trouble went away by itself") }
        return changes
    }

    /// What a step changes, and the cases that it closes.
    private struct Outcome {
        var changes: [StateChange]
        /// The records that the flow took.
        var taken: Set<RecordReference> = []
        var resolvedCases: [String] = []
        var handOffs: [FlowHandOff] = []
    }

    /// Tries each record alone and takes those that the flow can take, in order.
    private func oneByOne(
        _ binding: FlowBinding,
        _ key: FlowKey,
        _ stored: FlowState?,
        _ records: [ReceivedRecord],
        telling told: [RecordReference: SourceRecord],
        at now: Instant
    ) -> Outcome {
        var usable: [ReceivedRecord] = []
        var kept: [StateChange] = []
        for record in records {
            do throws(JSONAccessError) {
                _ = try outcome(of: binding, key, stored, usable + [record], telling: told, at: now)
                usable.append(record)
            } catch {
                kept += keepBack(record, "\(error)")
            }
        }
        guard !usable.isEmpty,
            var outcome = try? outcome(of: binding, key, stored, usable, telling: told, at: now)
        else { return Outcome(changes: kept) }
        outcome.changes += kept
        return outcome
    }

    private func outcome(
        of binding: FlowBinding,
        _ key: FlowKey,
        _ stored: FlowState?,
        _ records: [ReceivedRecord],
        telling told: [RecordReference: SourceRecord],
        at now: Instant
    ) throws(JSONAccessError) -> Outcome {
        let decision = try binding.flow.decide(
            key: key.key,
            state: stored?.state,
            events: records.compactMap { record in told[record.reference].map { record.event($0, at: now) } },
            at: now
        )
        let step = FlowAdvance(
            flow: key.flow,
            key: key.key,
            expectedVersion: stored?.version ?? 0,
            state: decision.state,
            wakeAt: decision.wakeAt.map { max($0, now.adding(seconds: 1)) },
            consumed: records.map(\.reference),
            notes: decision.findings.map { FlowNote(event: $0.event, topics: $0.topics, detail: $0.detail) }
        )
        // A case that the same step raises again is not over: what came instead is held for the same reason.
        let raised = Set(decision.cases.map { "\($0.kind):\($0.subject)" })
        return Outcome(
            changes: try [.flowAdvanced(step)]
                + decision.consequences(
                    of: key,
                    in: binding,
                    ownedBy: settings.operatorRole,
                    under: governsApprovals ? settings.governance.approvals : nil,
                    at: now
                ),
            taken: Set(records.map(\.reference)),
            resolvedCases: decision.resolvedCases.filter { !raised.contains($0) }
                + decision.withdrawnApprovals.flatMap { ApprovalCase.keys(of: $0.id) },
            handOffs: decision.handOffs
        )
    }
}

// MARK: - What cannot be taken

extension FlowRunner {
    /// Keeps back the records of a step, or stops the timer that led to it: a refused record says nothing of its key.
    private func keepBack(
        _ key: FlowKey,
        _ stored: FlowState?,
        _ records: [ReceivedRecord],
        _ reason: String
    ) -> [StateChange] {
        guard !records.isEmpty else { return stopWaking(key, stored, because: reason) }
        return records.flatMap { keepBack($0, reason) }
    }

    private func keepBack(_ record: ReceivedRecord, _ reason: String) -> [StateChange] {
        let proposal = CaseProposal(
            kind: "flow_failed",
            subject: "\(record.system)/\(record.record.id)",
            severity: .error,
            owner: settings.operatorRole,
            summary: "\(record.flow) cannot take \(record.system)/\(record.record.id): \(reason)",
            remedy: .releaseRecords,
            topics: record.topics
        )
        return record.keptBack(by: proposal)
    }

    /// A key whose state cannot be read must not be woken again and again.
    private func stopWaking(_ key: FlowKey, _ stored: FlowState?, because reason: String) -> [StateChange] {
        guard let stored else { return [] }
        let step = FlowAdvance(
            flow: key.flow,
            key: key.key,
            expectedVersion: stored.version,
            state: stored.state,
            wakeAt: nil,
            consumed: [],
            notes: []
        )
        let proposal = CaseProposal(
            kind: "flow_failed",
            subject: "\(key.flow)/\(key.key)",
            severity: .error,
            owner: settings.operatorRole,
            summary: "\(key.flow) cannot continue for \(key.key): \(reason)",
            remedy: .acknowledge,
            topics: [key.key]
        )
        return [.flowAdvanced(step), .caseRaised(proposal)]
    }
}

/// A flow and one of its keys.
struct FlowKey: Hashable {
    let flow: String
    let key: String
}

extension [ReceivedRecord] {
    /// The records of each key of a flow, in the order of the keys' first records.
    var byFlowKey: [(FlowKey, [ReceivedRecord])] {
        var groups: [FlowKey: [ReceivedRecord]] = [:]
        var order: [FlowKey] = []
        for record in self {
            let key = FlowKey(flow: record.flow, key: record.key)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(record)
        }
        return order.map { ($0, groups[$0] ?? []) }
    }
}

extension ReceivedRecord {
    /// The record as its flow sees it.
    fileprivate func event(_ record: SourceRecord, at now: Instant) -> FlowEvent {
        FlowEvent(
            reference: "\(system)/\(record.id)",
            object: record.object,
            occurredAt: record.occurredAt,
            receivedAt: now,
            payload: record.payload
        )
    }
}
