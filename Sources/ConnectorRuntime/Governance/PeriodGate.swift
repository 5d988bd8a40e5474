import CanonicalModel
import ConnectorKit
import ConnectorStore
import Governance
import JSON

/// Keeps costs out of the periods that the ledger of their target has closed.
struct PeriodGate {
    /// The kind of the case.
    static let late = "late_for_period"

    let policy: PeriodPolicy
    /// Whose the cases are.
    let owner: String
    /// Where the ledger's lock dates are read; `nil` for a target that tells none.
    let source: (any PeriodLockSource)?

    init(of system: ConfiguredSystem, _ settings: RuntimeSettings) {
        policy = settings.governance.periods
        owner = settings.periodRole
        source = system.connector.periodLockSource
    }

    /// What comes too late among the deliveries of one call.
    struct Judgement {
        /// What is posted under another day, by its place.
        var moved: [Int: StoredDelivery] = [:]
        /// What makes that durable.
        var changes: [StateChange] = []
        /// What is not delivered, and why.
        var held: [(delivery: StoredDelivery, reason: String)] = []
    }

    /// Reads the lock dates and judges each cost by the day under which it would be posted.
    ///
    /// What the target held before is never moved: that would change a closed month.
    ///
    /// - Throws: ``ConnectorError`` if the lock dates could not be read.
    func judge(_ batch: DeliveryBatch) async throws(ConnectorError) -> Judgement {
        var judgement = Judgement()
        guard batch.object == CostEntry.name, let source else { return judgement }
        let locks = try await source.ledgerLocks()
        for (place, stored) in batch.deliveries.enumerated() {
            let delivery = stored.plan.delivery
            // What is no cost is the target's to refuse.
            guard let entry = try? CostEntry(JSONReader(delivery.payload)),
                let closed = policy.closing(entry.postingDate, of: .cost, in: entry.company, under: locks)
            else { continue }
            if closed.late == .hold || stored.found != nil {
                judgement.held.append((stored, Self.reason(toHold: entry, closed, stored.found)))
                continue
            }
            let content = DeliveryContent(
                object: delivery.object,
                payload: entry.posted(on: closed.nextOpen).json,
                controlTotals: delivery.controlTotals
            )
            let change = ValueChange(
                path: "postingDate",
                before: .string(entry.postingDate.text),
                after: .string(closed.nextOpen.text)
            )
            judgement.moved[place] = stored.bringing(about: content)
            judgement.changes.append(
                .deliveryAdjusted(key: delivery.key, content, changes: [change], reason: closed.text)
            )
        }
        return judgement
    }

    private static func reason(toHold entry: CostEntry, _ closed: ClosedDay, _ found: FoundRecord?) -> String {
        let before = found.map { "it was delivered before as \($0.reference) and is not moved to another month; " }
        return "the cost of \(entry.serviceDate.text) is late: \(closed.text); \(before ?? "")"
            + "open the period and try the case again, or reject it"
    }
}

extension ClosedDay {
    /// What is closed, for a person.
    fileprivate var text: String {
        let word = state == .hardClosed ? "closed for ever" : "closed"
        return "\(day.text) is \(word) by the \(lock.kind.rawValue) lock through \(lock.through.text): rule \(rule)"
    }
}

extension StoredDelivery {
    /// The same delivery with other content.
    fileprivate func bringing(about content: DeliveryContent) -> StoredDelivery {
        StoredDelivery(
            plan: PlannedDelivery(
                delivery: Delivery(
                    key: plan.delivery.key,
                    object: content.object,
                    payload: content.payload,
                    controlTotals: content.controlTotals
                ),
                system: plan.system,
                orderingKey: plan.orderingKey,
                topics: plan.topics
            ),
            sequence: sequence,
            state: state,
            attempts: attempts,
            notBefore: notBefore,
            found: found,
            reason: reason
        )
    }
}

extension DeliveryBatch {
    /// The same call with some deliveries in the places of others.
    func replacing(_ deliveries: [Int: StoredDelivery]) -> DeliveryBatch {
        guard !deliveries.isEmpty else { return self }
        let replaced = self.deliveries.enumerated().map { deliveries[$0] ?? $1 }
        return DeliveryBatch(step: step, deliveries: replaced, isFull: isFull)
    }
}
