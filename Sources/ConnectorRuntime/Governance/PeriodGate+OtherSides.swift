import CanonicalModel
import ConnectorKit
import ConnectorStore
import Governance
import JSON

extension PeriodGate {
    /// The other side of a charge, as it stands in the outbox.
    struct OtherSide {
        /// The system that it goes to.
        let system: String
        /// What it is, under the day that was last decided.
        let entry: CostEntry
        /// Whether its books hold it, or may.
        let isWritten: Bool
    }

    /// The other sides of the charges among the costs of a batch, by their places.
    func otherSides(
        of costs: [Int: CostEntry],
        in store: any RuntimeStore
    ) async throws(StoreError) -> [Int: OtherSide] {
        var others: [Int: OtherSide] = [:]
        for (place, cost) in costs {
            guard let key = cost.counterDeliveryKey, let other = try await store.delivery(key),
                let entry = try? CostEntry(JSONReader(other.plan.delivery.payload))
            else { continue }
            others[place] = OtherSide(system: other.plan.system, entry: entry, isWritten: other.mayBeWritten)
        }
        return others
    }

    /// What becomes of a cost.
    enum Verdict {
        /// It is posted under its day.
        case stays
        /// It is posted under another day, because of this.
        case moves(CostEntry, reason: String)
        /// It is not delivered, because of this.
        case isHeld(reason: String)
    }

    /// Judges the day of a cost by the locks of its ledger, by its other side and by accruals; an accrual itself belongs to
    /// its month, and is held where that is closed.
    func verdict(
        on entry: CostEntry,
        _ found: FoundRecord?,
        _ ledgers: [(company: String, locks: [LedgerLock])],
        _ other: OtherSide?,
        _ duty: AccrualDuty?
    ) -> Verdict {
        if let missing = duty?.missing { return .isHeld(reason: missing) }
        var day = entry.postingDate
        var reason: String?
        // What stands in the books already, or whose other side stands there before, is not moved.
        if let earliest = duty?.earliest, day < earliest.day, found == nil,
            other.map({ !$0.isWritten || $0.entry.postingDate >= earliest.day }) ?? true
        {
            (day, reason) = earliest
        }
        var last: CalendarDate?
        while day != last {
            last = day
            for ledger in ledgers {
                guard let closed = policy.closing(day, of: .cost, in: ledger.company, under: ledger.locks) else {
                    continue
                }
                if closed.late == .hold || found != nil || entry.isAccrual && entry.corrects == nil {
                    return .isHeld(reason: Self.reason(toHold: entry, closed, found))
                }
                day = closed.nextOpen
                reason = reason ?? closed.text
            }
            if let other, other.entry.postingDate.month > day.month {
                day = other.entry.postingDate
                reason = reason ?? "its other side, \(other.entry.deliveryKey), is posted on \(day.text)"
            }
        }
        if let other, other.isWritten, other.entry.postingDate.month != day.month {
            return .isHeld(
                reason: "\(other.entry.deliveryKey), its other side, stands in \(other.entry.postingDate.month), and "
                    + "\(reason ?? "this one belongs to \(day.month)"); both belong to one month: open the period and try the "
                    + "case again"
            )
        }
        guard day != entry.postingDate, let reason else { return .stays }
        guard found == nil else { return .isHeld(reason: "it was delivered before and is not moved; \(reason)") }
        return .moves(entry.posted(on: day), reason: reason)
    }
}

extension PeriodGate.Judgement {
    /// Takes what becomes of one cost.
    mutating func take(_ verdict: PeriodGate.Verdict, _ stored: StoredDelivery, at place: Int) {
        switch verdict {
        case .stays: break
        case .isHeld(let reason): held.append((stored, reason))
        case .moves(let entry, let reason):
            let delivery = stored.plan.delivery
            let content = DeliveryContent(
                object: delivery.object,
                payload: entry.json,
                controlTotals: delivery.controlTotals
            )
            let before = delivery.payload["postingDate"] ?? delivery.payload["serviceDate"] ?? .null
            let change = ValueChange(path: "postingDate", before: before, after: .string(entry.postingDate.text))
            moved[place] = stored.bringing(about: content)
            changes.append(.deliveryAdjusted(key: delivery.key, content, changes: [change], reason: reason))
        }
    }
}

extension StoredDelivery {
    /// Whether its target holds it, or may.
    var mayBeWritten: Bool {
        switch state {
        case .attempted, .unknown, .delivered: true
        case .planned, .rejected, .abandoned: found != nil
        }
    }
}

extension Delivery {
    /// The key of the delivery of the other side, where it is one side of a charge.
    var counterDelivery: String? {
        guard object == CostEntry.name, payload["counterparty"] != nil else { return nil }
        return (try? CostEntry(JSONReader(payload)))?.counterDeliveryKey
    }
}
