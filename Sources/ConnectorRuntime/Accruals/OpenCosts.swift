import CanonicalModel
import ConnectorKit
import ConnectorStore

/// The costs that were planned, and those that the books do not hold in a month; without accruals and opening balances.
struct OpenCosts {
    let store: any RuntimeStore
    /// The first day after the month.
    let next: CalendarDate
    /// The accruals of the month that somebody asked for.
    let standing: AccruedMonth?
    /// The last ones that were given back, where there are no others.
    let returned: AccruedMonth?

    /// The keys of all costs that were planned, and those that are open with what they wait for.
    func read() async throws(StoreError) -> (known: Set<String>, open: [AccrualReport.Item]) {
        var known: Set<String> = []
        var candidates: [String: (stored: StoredDelivery, entry: CostEntry)] = [:]
        let states = DeliveryState.allCases.filter { $0 != .delivered } + [.delivered]
        try await store.forEachCost(in: states) { stored, cost in
            let key = stored.plan.delivery.key
            known.insert(key)
            candidates[key] = nil
            guard let entry = try? cost.get(), stored.state != .abandoned, !entry.isAccrual, !entry.isOpeningBalance,
                stored.found == nil || returned?.reason(against: entry) != nil && entry.postingDate >= next
            else { return }
            candidates[key] = (stored, entry)
        }
        var items: [AccrualReport.Item] = []
        for (stored, entry) in candidates.values {
            guard let reason = try await reason(of: entry, stored) else { continue }
            items.append(AccrualReport.Item(entry: entry, reason: reason, system: stored.plan.system))
        }
        return (known, items)
    }

    /// What a cost waits for; `nil` for one that the books hold.
    private func reason(
        of entry: CostEntry,
        _ stored: StoredDelivery
    ) async throws(StoreError) -> AccrualReport.Item.Reason? {
        if try await isMoved(entry) { return .laterMonth }
        guard stored.found == nil else { return nil }
        var other: StoredDelivery?
        if let key = entry.counterDeliveryKey { other = try await store.delivery(key) }
        if let cost = try? other?.cost.get(), try await isMoved(cost) { return .laterMonth }
        guard stored.state == .rejected else {
            return standing?.reason(against: entry) == nil ? .delivery : .laterMonth
        }
        guard try await !store.isHeldWithOtherTotals(entry.deliveryKey) else { return .otherTotals }
        // Both sides of a charge belong to one month.
        guard let other else { return .openCase }
        guard !other.mayBeWritten, [.rejected, .abandoned].contains(other.state) else { return .otherSide }
        return try await store.isHeldWithOtherTotals(other.plan.delivery.key) ? .otherSide : .openCase
    }

    /// Whether accruals that were given back have moved it to a later month.
    private func isMoved(_ entry: CostEntry) async throws(StoreError) -> Bool {
        guard entry.serviceDate < next, entry.postingDate >= next, let reason = returned?.reason(against: entry) else {
            return false
        }
        return try await store.reasonOfPostingDay(of: entry.deliveryKey) == reason
    }
}
