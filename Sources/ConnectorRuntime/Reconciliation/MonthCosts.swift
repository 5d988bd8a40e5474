import CanonicalModel
import ConnectorKit
import ConnectorStore
import FoundationEssentials

/// The costs that the journal holds of some months, by the day under which they are posted.
///
/// What was given up does not count, nor what a flow in shadow computed.
enum MonthCosts {
    /// A cost and where it counts.
    struct Cost {
        /// The key of its delivery.
        let key: String
        let place: ControlPlace
        let hours: Decimal
        let amount: Decimal
        /// Whether its ledger has taken it; also while it is replayed.
        let isBooked: Bool
    }

    /// Hands over each cost of some months once, with the position of its delivery; what cannot be read as a cost is of no
    /// month, and `purlin reconcile` names it.
    ///
    /// - Parameters:
    ///   - months: The months, for example `2026-01`.
    ///   - store: The store, which may change meanwhile.
    ///   - take: Takes a cost.
    /// - Returns: The position of the last delivery of a cost, of whichever month; 0 if there is none.
    /// - Throws: `StoreError` if the store cannot be read.
    static func each(
        of months: Set<String>,
        in store: any OutboxStore,
        _ take: (Int64, Cost) -> Void
    ) async throws(StoreError) -> Int64 {
        var last: Int64 = 0
        var booked: Set<Int64> = []
        var waiting: [Int64: Cost] = [:]
        let open = DeliveryState.allCases.filter { $0 != .delivered && $0 != .abandoned }
        // What moves on while it is read is met where it is going, or where it came from.
        try await store.forEachCost(in: open + [.delivered] + open) { stored, cost in
            let position = stored.sequence
            last = max(last, position)
            guard !booked.contains(position) else { return }
            // It may have been moved to another month meanwhile.
            waiting[position] = nil
            guard let entry = try? cost.get(), months.contains(entry.postingDate.month) else { return }
            let found = Cost(
                key: stored.plan.delivery.key,
                place: ControlPlace(system: stored.plan.system, group: ReconciliationGroup(entry)),
                hours: entry.hours,
                amount: entry.amount.amount,
                isBooked: stored.found != nil
            )
            guard found.isBooked else { return waiting[position] = found }
            booked.insert(position)
            take(position, found)
        }
        for (position, cost) in waiting { take(position, cost) }
        return last
    }
}
