import CanonicalModel
import ConnectorKit
import ConnectorStore
import JSON

extension PeriodGate {
    /// What accruals ask of a cost.
    struct AccrualDuty {
        /// The day under which it is posted at the earliest, and why: the accruals of its month were asked for.
        var earliest: (day: CalendarDate, reason: String)?
        /// Why it is not posted: it takes back an accrual that no books hold.
        var missing: String?
    }

    /// What accruals ask of the costs of a call, by their places; nothing where they ask nothing.
    func accrualDuties(
        of costs: [Int: CostEntry],
        in store: any RuntimeStore,
        at now: Instant
    ) async throws(StoreError) -> [Int: AccrualDuty] {
        let present = zone.day(of: now)
        var months: [String: AccruedMonth?] = [:]
        var duties: [Int: AccrualDuty] = [:]
        for (place, entry) in costs {
            guard !entry.isAccrual else {
                duties[place] = try await missing(entry, in: store).map { AccrualDuty(missing: $0) }
                continue
            }
            guard !entry.isOpeningBalance else { continue }
            // Accruals are asked for when their month is over.
            var month = entry.postingDate.month
            while month < present.month, let next = CalendarDate(firstAfter: month) {
                if months[month] == nil { months[month] = .some(try await AccruedMonth.read(month, from: store)) }
                if let accrued = months[month] ?? nil, let reason = accrued.reason(against: entry) {
                    duties[place] = AccrualDuty(earliest: (accrued.next, reason))
                }
                month = next.month
            }
        }
        return duties
    }

    private func missing(_ entry: CostEntry, in store: any RuntimeStore) async throws(StoreError) -> String? {
        guard let accrual = entry.corrects else { return nil }
        let key = CostEntry.deliveryKey(of: accrual, in: entry.company)
        guard try await store.delivery(key)?.mayBeWritten != true else { return nil }
        guard try await !store.isHeldWithOtherTotals(key) else {
            let isOpen = try await store.openCase(key: DeliveryJudge.mismatchCase(of: key)) != nil
            let what = "it takes back \(key), which the books hold with other totals"
            return isOpen ? "\(what): decide that case, and try this one again" : nil
        }
        let remedy = "deliver that one and try the case again, or reject both"
        return "it takes back \(key), which is not in the books: \(remedy)"
    }
}

extension DeliveryBatch {
    /// The costs of the call, by their places; what is no cost is the target's to refuse.
    var costs: [Int: CostEntry] {
        guard object == CostEntry.name else { return [:] }
        let read = deliveries.enumerated().compactMap { place, stored in
            (try? CostEntry(JSONReader(stored.plan.delivery.payload))).map { (place, $0) }
        }
        return Dictionary(read) { first, _ in first }
    }

    /// The same call without what takes back an accrual of this very call: that goes with a later one, once the accrual is in
    /// the books.
    var withoutReversalsOfItsOwn: DeliveryBatch {
        guard object == CostEntry.name else { return self }
        let keys = Set(deliveries.map(\.plan.delivery.key))
        let kept = deliveries.filter { stored in
            let payload = stored.plan.delivery.payload
            guard payload["key"]?.stringValue.map(CostEntry.isAccrual) ?? false,
                let entry = try? CostEntry(JSONReader(payload)), let accrual = entry.corrects
            else { return true }
            return !keys.contains(CostEntry.deliveryKey(of: accrual, in: entry.company))
        }
        return kept.count == deliveries.count ? self : DeliveryBatch(step: step, deliveries: kept, isFull: isFull)
    }
}
