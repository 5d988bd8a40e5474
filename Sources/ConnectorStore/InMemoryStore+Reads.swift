internal import CanonicalModel
internal import ConnectorKit
internal import JSON

extension InMemoryState {
    func receivedRecord(_ reference: RecordReference) -> ReceivedRecord? { inbox[InMemoryKey(reference)]?.received }

    func waitingRecords(limit: Int, bytes: Int) -> [ReceivedRecord] {
        var found: [ReceivedRecord] = []
        var left = bytes
        for (_, key) in waiting.rows.sorted(by: { $0.key < $1.key }).prefix(max(0, limit)) {
            guard let received = inbox[key]?.received else { continue }
            let size = received.record.payload.canonicalText.utf8.count
            guard found.isEmpty || size <= left else { break }
            left -= size
            found.append(received)
        }
        return found
    }

    func quarantinedRecords(caseKey: String, limit: Int) -> [ReceivedRecord] {
        quarantinedRows(caseKey: caseKey).prefix(max(0, limit)).map(\.received)
    }

    func quarantinedRows(caseKey: String) -> [Inbox] {
        quarantined.rows.sorted { $0.key < $1.key }.compactMap { inbox[$0.value] }
            .filter { $0.received.caseKey?.hasSameBytes(as: caseKey) ?? false }
    }

    func wakingKeys(flow: String, at now: Instant, limit: Int) -> [String] {
        let waiting = Set(
            waiting.rows.values.compactMap { inbox[$0]?.received }.filter { $0.flow.hasSameBytes(as: flow) }
                .map { InMemoryKey($0.key) }
        )
        let due = flows.rows.values.compactMap { row -> (at: Instant, key: String)? in
            guard let wakeAt = row.wakeAt, wakeAt <= now, row.flow.hasSameBytes(as: flow),
                !waiting.contains(InMemoryKey(row.key))
            else { return nil }
            return (wakeAt, row.key)
        }
        return due.sorted { ($0.at, InMemoryKey($0.key)) < ($1.at, InMemoryKey($1.key)) }
            .prefix(max(0, limit)).map(\.key)
    }

    func wakes(by end: Instant) -> [(flow: String, key: String, at: Instant)] {
        flows.rows.values
            .compactMap { row in row.wakeAt.flatMap { $0 <= end ? (row.flow, row.key, $0) : nil } }
            .sorted { ($0.2, InMemoryKey($0.0, $0.1)) < ($1.2, InMemoryKey($1.0, $1.1)) }
    }

    func nextWake() -> Instant? {
        let approval = approvals.rows.values.compactMap(\.stored.dueAt).min()
        return (flows.rows.values.compactMap(\.wakeAt) + [approval].compactMap(\.self)).min()
    }

    func openDeliveries(
        to system: String,
        orderingKey: String?,
        after sequence: Int64,
        limit: Int
    ) -> [StoredDelivery] {
        var found: [StoredDelivery] = []
        for number in openOutbox.rows.keys.filter({ $0 > sequence }).sorted() where found.count < limit {
            guard let delivery = openOutbox[number].flatMap({ outbox[$0] }),
                delivery.plan.system.hasSameBytes(as: system),
                orderingKey.map({ $0.hasSameBytes(as: delivery.plan.orderingKey) }) ?? true
            else { continue }
            found.append(delivery)
        }
        return found
    }

    func openDeliveryCount(to system: String, limit: Int) -> Int {
        let open = openOutbox.rows.values.lazy.filter { key in
            self.outbox[key]?.plan.system.hasSameBytes(as: system) ?? false
        }
        return open.prefix(max(0, limit)).count { _ in true }
    }

    func dueDeliveryCount(to system: String, at now: Instant, limit: Int) -> Int {
        let due = openOutbox.rows.values.lazy.filter { key in
            guard let delivery = self.outbox[key] else { return false }
            return delivery.plan.system.utf8.elementsEqual(system.utf8)
                && (delivery.attempts > 0 || delivery.notBefore.map { $0 <= now } ?? true)
        }
        return due.prefix(max(0, limit)).count { _ in true }
    }

    func deliveries(in state: DeliveryState, after sequence: Int64, limit: Int) -> [StoredDelivery] {
        let found = outbox.rows.values.filter { $0.state == state && $0.sequence > sequence }
        return Array(found.sorted { $0.sequence < $1.sequence }.prefix(max(0, limit)))
    }

    func approvals(onlyPending: Bool) -> [StoredApproval] {
        let found = approvals.rows.values.filter { !onlyPending || $0.stored.decision == nil }
        return found.sorted { $0.position < $1.position }.map(\.stored)
    }

    func dueApprovals(at now: Instant, limit: Int) -> [StoredApproval] {
        let due = approvals.rows.values.compactMap { row in row.stored.dueAt.map { ($0, row) } }.filter { $0.0 <= now }
        return due.sorted { ($0.0, $0.1.position) < ($1.0, $1.1.position) }.prefix(max(0, limit)).map(\.1.stored)
    }

    func cases(onlyOpen: Bool) -> [StoredCase] {
        let found = exceptions.rows.values.filter { !onlyOpen || $0.state == .open }
        return found.sorted { $0.number < $1.number }.map(counted)
    }

    /// The case with the number of records that it keeps back now, which is none once it is closed.
    func counted(_ exception: StoredCase) -> StoredCase {
        let isOpen = exception.state == .open
        return StoredCase(
            number: exception.number,
            proposal: exception.proposal,
            state: exception.state,
            occurrences: exception.occurrences,
            openedAt: exception.openedAt,
            lastSeenAt: exception.lastSeenAt,
            heldRecords: isOpen ? quarantinedRows(caseKey: exception.proposal.key).count : 0,
            closedBy: exception.closedBy,
            reason: exception.reason,
            escalations: exception.escalations
        )
    }

    func reference(system: String, object: String, key: String) -> String? {
        guard let present = delivery(key), present.plan.system.utf8.elementsEqual(system.utf8),
            present.plan.delivery.object.utf8.elementsEqual(object.utf8)
        else { return nil }
        return present.found?.reference
    }

    func journal(after sequence: Int64, limit: Int) -> [JournalEntry] {
        Array(entries.dropFirst(Int(clamping: max(0, sequence))).prefix(max(0, limit)))
    }

    func journal(topic: String) -> [JournalEntry] {
        topics[InMemoryKey(topic)]?.map { entries[$0] } ?? []
    }
}
