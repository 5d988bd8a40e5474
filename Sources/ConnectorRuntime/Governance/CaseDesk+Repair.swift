public import CanonicalModel
internal import ConnectorKit
internal import ConnectorStore
import FoundationEssentials
import JSON

extension CaseDesk {
    /// Works out a repair without changing anything; a target whose delivery is to be repaired is asked first.
    ///
    /// - Parameters:
    ///   - number: The number of the case.
    ///   - request: The repair.
    ///   - person: The person's id.
    ///   - now: The present.
    /// - Returns: What would change.
    /// - Throws: ``GovernanceError`` if the person may not decide this, the case allows no repair, an edit does not fit,
    ///   the target holds something or cannot be asked, or nothing would change.
    public func planRepair(
        _ number: Int64,
        _ request: RepairRequest,
        by person: String,
        at now: Instant
    ) async throws(GovernanceError) -> RepairPlan {
        let open = try await openCase(number, for: person, to: .repair, at: now)
        let plan =
            if case .redeliver(let key) = open.proposal.remedy {
                try await repairDelivery(key, of: open, request, by: person)
            } else {
                try await repairRecords(of: open, request, by: person, at: now)
            }
        guard !plan.items.isEmpty else {
            throw .unchanged("C-\(number): nothing would change: \(open.proposal.summary)")
        }
        return plan
    }

    /// Makes a repair as it was planned.
    ///
    /// - Throws: ``GovernanceError/store(_:)`` with a conflict if what is repaired has moved on meanwhile.
    public func repair(_ plan: RepairPlan, by person: String, at now: Instant) async throws(GovernanceError) {
        try await commit(plan.changes, by: person, at: now)
    }
}

// MARK: - Records

extension CaseDesk {
    private func repairRecords(
        of open: StoredCase,
        _ request: RepairRequest,
        by person: String,
        at now: Instant
    ) async throws(GovernanceError) -> RepairPlan {
        guard request.totals.isEmpty else { throw .unchanged("C-\(open.number): records have no control totals") }
        let held = try await heldRecords(of: open, limit: RepairPlan.limit)
        let meant = held.filter { record in request.record.map { $0 == record.name } ?? true }
        guard !meant.isEmpty else {
            throw .unchanged("C-\(open.number) does not keep back \(request.record ?? "any record")")
        }
        var staying = max(0, open.heldRecords - meant.count)
        var items: [RepairPlan.Item] = []
        var changes: [StateChange] = []
        for record in meant {
            let repaired = try self.repaired(record, request.edits, at: now)
            let stays = repaired.proposal?.key == open.proposal.key
            staying += stays ? 1 : 0
            let differences = repaired.changes + record.difference(to: repaired.received)
            guard !differences.isEmpty else { continue }
            items.append(
                RepairPlan.Item(
                    subject: record.name,
                    object: record.record.object,
                    changes: differences,
                    outcome: repaired.proposal.map { "is held: \($0.summary)" } ?? "goes to \(repaired.received.key)"
                )
            )
            changes.append(.recordRepaired(repaired.received, changes: differences))
            if let proposal = repaired.proposal { changes.append(.caseRaised(proposal)) }
        }
        if staying == 0 { changes.append(.caseDecided(open.repaired(by: person))) }
        return RepairPlan(number: open.number, items: items, staying: staying, changes: changes)
    }

    private func repaired(
        _ record: ReceivedRecord,
        _ edits: [ValueEdit],
        at now: Instant
    ) throws(GovernanceError) -> (received: ReceivedRecord, proposal: CaseProposal?, changes: [ValueChange]) {
        guard edits.isEmpty || record.system != Engine.systemName else {
            throw .unchanged("\(record.name) tells what a person decided, and cannot be edited")
        }
        guard record.flow != WebhookDelivery.flow else {
            throw .unchanged(
                "\(record.name): a webhook counts as it was signed and cannot be repaired; correct how '\(record.system)' "
                    + "reads it in the configuration and retry the case, or reject it"
            )
        }
        guard let binding = settings.flow(record.flow) else {
            throw .unchanged("\(record.name): the flow '\(record.flow)' is not configured")
        }
        let edited: (value: JSON, changes: [ValueChange])
        do throws(ValueEditError) {
            edited = try record.record.payload.edited(edits)
        } catch {
            throw .unchanged("\(record.name): \(error)")
        }
        let routing = binding.routing(
            again: record.with(payload: edited.value),
            ownedBy: settings.operatorRole,
            at: now
        )
        return (routing.received, routing.proposal, edited.changes)
    }
}

extension ReceivedRecord {
    fileprivate var name: String { "\(system)/\(record.id)" }

    fileprivate func with(payload: JSON) -> ReceivedRecord {
        ReceivedRecord(
            system: system,
            record: SourceRecord(
                id: record.id,
                object: record.object,
                occurredAt: record.occurredAt,
                payload: payload
            ),
            flow: flow,
            key: key,
            topics: topics,
            disposition: disposition
        )
    }

    /// How the way of the record differs.
    fileprivate func difference(to other: ReceivedRecord) -> [ValueChange] {
        [("routing.key", key, other.key), ("routing.case", heldBy, other.heldBy)].filter { $0.1 != $0.2 }
            .map { ValueChange(path: $0.0, before: .string($0.1), after: .string($0.2)) }
    }

    private var heldBy: String {
        guard case .quarantined(let caseKey) = disposition else { return "" }
        return caseKey
    }
}

extension StoredCase {
    fileprivate func repaired(by person: String) -> CaseDecision {
        CaseDecision(number: number, action: .retry(event: nil), person: person, reason: "repaired")
    }
}

// MARK: - Deliveries

extension CaseDesk {
    private func repairDelivery(
        _ key: String,
        of open: StoredCase,
        _ request: RepairRequest,
        by person: String
    ) async throws(GovernanceError) -> RepairPlan {
        guard request.record == nil, !request.edits.isEmpty || !request.totals.isEmpty else {
            throw .unchanged("C-\(open.number) is about the delivery \(key), which no mapping routes; name what to set")
        }
        let stored: StoredDelivery?
        do throws(StoreError) { stored = try await store.delivery(key) } catch { throw .store(error) }
        guard let stored, stored.state == .rejected else {
            throw .store(.conflict("\(key) is \(stored?.state.rawValue ?? "gone"), not rejected"))
        }
        try await requireAbsence(of: stored)
        let content: DeliveryContent
        let edited: [ValueChange]
        do throws(ValueEditError) {
            (content, edited) = try stored.plan.delivery.repaired(request)
        } catch {
            throw .unchanged("\(key): \(error)")
        }
        let changes = edited + stored.plan.delivery.controlTotals.difference(to: content.controlTotals)
        guard !changes.isEmpty else {
            return RepairPlan(number: open.number, items: [], staying: 0, changes: [])
        }
        let outcome = "\(stored.plan.system) was asked and holds nothing of it; it is sent as it is now"
        return RepairPlan(
            number: open.number,
            items: [
                RepairPlan.Item(
                    subject: key,
                    object: stored.plan.delivery.object,
                    changes: changes,
                    outcome: outcome
                )
            ],
            staying: 0,
            changes: [
                .deliveryRepaired(key: key, content, changes: changes), .caseDecided(open.repaired(by: person)),
            ]
        )
    }

    /// Asks the target; what has taken effect there is no longer ours to edit.
    private func requireAbsence(of stored: StoredDelivery) async throws(GovernanceError) {
        let system = stored.plan.system
        guard let target = settings.askableTarget(system) else {
            let reason = settings.reasonNotToAsk(system)
            throw .unavailable("\(system) has to be asked before \(stored.plan.delivery.key) is changed: \(reason)")
        }
        let found: [FoundRecord?]
        do throws(ConnectorError) {
            found = try await target.find([stored.plan.delivery])
        } catch {
            throw .unavailable("\(system) has to be asked before anything is changed: \(error)")
        }
        guard found.count == 1 else { throw .unavailable("\(system) gave \(found.count) answers to one question") }
        if let record = found[0] {
            throw .unchanged(
                "\(system) holds \(record.reference) for \(stored.plan.delivery.key): what has taken effect is not "
                    + "repaired; try the case again to compare it, or correct it there"
            )
        }
    }
}

extension Delivery {
    /// The content after a repair, with control totals that belong to it.
    ///
    /// Those of a cost are worked out, as is its amount unless it is set; others must be given, or stand in the object
    /// under their own name.
    fileprivate func repaired(
        _ request: RepairRequest
    ) throws(ValueEditError) -> (content: DeliveryContent, changes: [ValueChange]) {
        if let unknown = request.totals.keys.sorted().first(where: { controlTotals[$0] == nil }) {
            throw ValueEditError("there is no control total '\(unknown)'")
        }
        if object == CostEntry.name { return try repairedCost(request) }
        let edited = try payload.edited(request.edits)
        var totals: [String: Decimal] = [:]
        for name in controlTotals.keys.sorted() {
            let own = edited.value[name]?.stringValue.flatMap { Decimal(plain: $0) }
            guard let total = request.totals[name] ?? own else {
                throw ValueEditError("say what the control total '\(name)' is now (--total \(name)=…)")
            }
            totals[name] = total
        }
        return (DeliveryContent(object: object, payload: edited.value, controlTotals: totals), edited.changes)
    }

    private func repairedCost(
        _ request: RepairRequest
    ) throws(ValueEditError) -> (content: DeliveryContent, changes: [ValueChange]) {
        guard request.totals.isEmpty else { throw ValueEditError("the totals of a cost are its hours and its amount") }
        if let edit = request.edits.first(where: { ["key", "company"].contains($0.path) }) {
            throw ValueEditError("\(edit.path) is part of what makes it one cost for ever, and cannot be edited")
        }
        var edits = request.edits
        if !edits.contains(where: { $0.path == "amount" }) {
            let value = try payload.edited(edits).value
            let reader = JSONReader(value, path: CostEntry.name)
            if let hours = try? reader.member("hours").decimal(), let rate = try? reader.member("rate").decimal(),
                let currency = try? reader.member("currency").currency()
            {
                edits.append(ValueEdit(path: "amount", text: Money(hours * rate, currency).posted.amount.plainText))
            }
        }
        let edited = try payload.edited(edits)
        do throws(JSONAccessError) {
            let cost = try CostEntry(JSONReader(edited.value, path: CostEntry.name))
            return (
                DeliveryContent(object: object, payload: edited.value, controlTotals: cost.controlTotals),
                edited.changes
            )
        } catch {
            throw ValueEditError("\(error)")
        }
    }
}

extension [String: Decimal] {
    fileprivate func difference(to other: [String: Decimal]) -> [ValueChange] {
        keys.sorted().filter { self[$0] != other[$0] }
            .map { name in
                ValueChange(
                    path: "controlTotals.\(name)",
                    before: self[name].map { .string($0.plainText) },
                    after: other[name].map { .string($0.plainText) }
                )
            }
    }
}
