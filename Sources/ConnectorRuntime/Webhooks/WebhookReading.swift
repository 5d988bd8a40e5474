import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConstructionFlows
import JSON

/// Turns deliveries of the inbox into the records that they carry: consumed and entered in one transaction.
///
/// A delivery of which anything was not understood waits under a case, with all its bytes; what was understood enters at
/// once, and is not entered again when the case is retried.
struct WebhookReading {
    let settings: RuntimeSettings
    let store: any RuntimeStore

    /// What reading `deliveries` of one endpoint changes, in their order.
    func changes(
        _ key: FlowKey,
        _ deliveries: [ReceivedRecord],
        at now: Instant
    ) async throws(StoreError) -> [StateChange] {
        guard let system = deliveries.first?.system else { return [] }
        if let changes = try await waiting(deliveries, of: key, system, at: now) { return changes }
        var (outcomes, failure) = ([(ReceivedRecord, Outcome)](), ConnectorError?.none)
        do throws(ConnectorError) {
            for stored in deliveries { outcomes.append((stored, try await read(stored))) }
        } catch {
            failure = error
        }
        let unread = Array(deliveries.dropFirst(outcomes.count))
        let references = outcomes.flatMap { stored, outcome in
            outcome.records.map { RecordReference(system: stored.system, id: $0.0.id) }
        }
        var known = try await store.knownRecords(among: references)
        var changes: [StateChange] = []
        var consumed: [RecordReference] = []
        for (stored, outcome) in outcomes {
            for (record, binding) in outcome.records
            where known.insert(RecordReference(system: stored.system, id: record.id)).inserted {
                let routing = binding.routing(record, from: stored.system, ownedBy: settings.operatorRole, at: now)
                changes.append(.recordReceived(routing.received))
                if let proposal = routing.proposal { changes.append(.caseRaised(proposal)) }
            }
            if let problem = outcome.problem {
                changes += keepBack(stored, problem)
            } else {
                consumed.append(stored.reference)
            }
        }
        if !outcomes.isEmpty { changes += try await recovery(of: system, at: now) }
        let hold = try await holding(unread, of: key, because: failure, at: now)
        changes += hold.changes
        guard !consumed.isEmpty || !hold.changes.isEmpty else { return changes }
        return [try await step(key, consuming: consumed, wakeAt: hold.wakeAt)] + changes
    }

    /// What notes that deliveries of an endpoint were read, and when those that wait are tried again.
    func step(
        _ key: FlowKey,
        consuming consumed: [RecordReference],
        wakeAt: Instant?
    ) async throws(StoreError) -> StateChange {
        let state = try await store.flowState(flow: key.flow, key: key.key)
        let count = (state?.state["deliveries"]?.integerValue ?? 0) + Int64(consumed.count)
        var next: JSONObject = ["deliveries": .integer(count)]
        if let wakeAt { next[Self.waitsUntil] = .integer(wakeAt.microseconds) }
        let step = FlowAdvance(
            flow: key.flow,
            key: key.key,
            expectedVersion: state?.version ?? 0,
            state: .object(next),
            wakeAt: wakeAt,
            consumed: consumed,
            notes: []
        )
        return .flowAdvanced(step)
    }

    private struct Outcome {
        var records: [(SourceRecord, FlowBinding)] = []
        var problem: SourceReject?
    }

    /// What one delivery carries.
    ///
    /// - Throws: ``ConnectorError`` if the connector could not be asked, which says nothing of the delivery.
    private func read(_ stored: ReceivedRecord) async throws(ConnectorError) -> Outcome {
        let system = settings.systems.first { $0.name == stored.system }
        guard let source = system?.connector.webhookSource else {
            return Outcome(problem: problem("webhook_unread", "no system of this name takes webhooks any more", stored))
        }
        let webhook: ReceivedWebhook
        do throws(JSONAccessError) {
            webhook = try WebhookDelivery(stored).webhook
        } catch {
            return Outcome(problem: problem("webhook_unread", "\(error)", stored))
        }
        let content: WebhookContent
        do throws(ConnectorError) {
            content = try await source.askContent(of: webhook)
        } catch {
            guard error.isOfDelivery else { throw error }
            return Outcome(problem: problem("connector_failed", "\(error)", stored))
        }
        var outcome = Outcome(problem: content.rejects.first)
        if content.rejects.count > 1, let first = content.rejects.first {
            let reason = "\(first.reason) (and \(content.rejects.count - 1) more in this delivery)"
            outcome.problem = SourceReject(
                kind: first.kind,
                subject: first.subject,
                reason: reason,
                excerpt: first.excerpt
            )
        }
        for record in content.records {
            guard let binding = settings.binding(of: record.object, from: stored.system) else {
                let reason = "no flow takes records of the kind \(record.object) from \(stored.system)"
                outcome.problem =
                    outcome.problem ?? SourceReject(kind: "webhook_unrouted", subject: record.object, reason: reason)
                continue
            }
            outcome.records.append((record, binding))
        }
        return outcome
    }

    private func problem(_ kind: String, _ reason: String, _ stored: ReceivedRecord) -> SourceReject {
        SourceReject(kind: kind, subject: stored.record.id, reason: reason)
    }

    private func keepBack(_ stored: ReceivedRecord, _ problem: SourceReject) -> [StateChange] {
        let proposal = CaseProposal(
            kind: problem.kind,
            subject: "\(stored.key)/\(problem.subject)",
            severity: .warning,
            owner: settings.operatorRole,
            summary: "\(stored.key): \(problem.reason)",
            detail: ["excerpt": .string(problem.excerpt)],
            remedy: .releaseRecords,
            topics: stored.topics + [stored.system]
        )
        return stored.keptBack(by: proposal)
    }
}

extension RuntimeSettings {
    /// A quarantined record as it enters again; `nil` if its flow is not configured.
    ///
    /// Whether a delivery of a webhook can be read now is found out by reading it.
    func routing(
        again held: ReceivedRecord,
        at now: Instant
    ) -> (received: ReceivedRecord, proposal: CaseProposal?)? {
        guard held.flow == WebhookDelivery.flow else {
            return flow(held.flow)?.routing(again: held, ownedBy: operatorRole, at: now)
        }
        let released = ReceivedRecord(
            system: held.system,
            record: held.record,
            flow: held.flow,
            key: held.key,
            topics: held.topics,
            disposition: .accepted
        )
        return (released, nil)
    }
}
