import CanonicalModel
import ConnectorKit
public import ConnectorStore
import ConstructionFlows
import FoundationEssentials
import JSON

/// Tells whether what companies charge each other eliminates to zero.
///
/// What counts is what the books of both companies took and gave back when they were read after the posting.
public struct IntercompanyDesk: Sendable {
    private let store: any RuntimeStore

    /// Creates a desk.
    public init(store: any RuntimeStore) {
        self.store = store
    }

    /// Compares both sides of all charges of which one is posted, or would be, in a month.
    ///
    /// - Parameter month: The month, for example `2026-01`.
    /// - Returns: The pairs, and what is alone.
    /// - Throws: ``GovernanceError`` if the month is none, or the store cannot be read.
    public func report(of month: String) async throws(GovernanceError) -> IntercompanyReport {
        guard CalendarDate(firstOf: month) != nil else {
            throw .unchanged("'\(month)' is no month; name one such as 2026-01")
        }
        do throws(StoreError) {
            return try await compare(month)
        } catch {
            throw .store(error)
        }
    }

    /// The report of a month that is one.
    func compare(_ month: String) async throws(StoreError) -> IntercompanyReport {
        var report = IntercompanyReport(month: month)
        let charges = try await sides().filter { charge in
            charge.value.all.contains { $0.entry.postingDate.month == month }
        }
        report.take(charges.sorted { $0.key < $1.key }.map(\.value))
        report.requests = try await store.approvals(onlyPending: true).count { pending in
            pending.request.id.hasPrefix(EquipmentUsageToJobCost.pairPrefix)
                && pending.request.payload["month"]?.stringValue == month
        }
        report.collected = try await collected(of: month)
        return report
    }

    /// How many charges of a month wait until somebody is asked.
    private func collected(of month: String) async throws(StoreError) -> Int {
        let flow = EquipmentUsageToJobCost.name
        var count = 0
        for key in try await store.wakingKeys(flow: flow, at: Schedule.afterAnEvent, limit: Int.max) {
            guard let state = try await store.flowState(flow: flow, key: key)?.state,
                let waiting = EquipmentUsageToJobCost.waitingCharges(of: key, state), waiting.month == month
            else { continue }
            count += waiting.count
        }
        return count
    }

    /// Both sides of each charge, by the key of the cost.
    private func sides() async throws(StoreError) -> [String: ChargeSides] {
        var charges: [String: ChargeSides] = [:]
        // What was delivered and cannot be read is no charge; `purlin reconcile` names it.
        try await store.forEachCost(in: DeliveryState.allCases) { stored, cost in
            guard let entry = try? cost.get(), let counterKey = entry.counterKey else { return }
            let side = ChargeSide(entry: entry, key: stored.plan.delivery.key, state: stored.state)
            if entry.isRecovery {
                charges[counterKey, default: ChargeSides()].recovery = side
            } else {
                charges[entry.key, default: ChargeSides()].cost = side
            }
        }
        // One that moved on while the states were read one after another.
        for (key, charge) in charges where charge.cost == nil || charge.recovery == nil {
            guard let counter = charge.all.first?.entry.counterDeliveryKey,
                let stored = try await store.delivery(counter),
                let entry = try? CostEntry(JSONReader(stored.plan.delivery.payload))
            else { continue }
            let side = ChargeSide(entry: entry, key: stored.plan.delivery.key, state: stored.state)
            if charge.cost == nil { charges[key]?.cost = side } else { charges[key]?.recovery = side }
        }
        return charges
    }
}

extension IntercompanyReport {
    /// Adds charges to their pairs, and lists those of which a side is alone.
    fileprivate mutating func take(_ charges: [ChargeSides]) {
        var sums: [[String]: Pair] = [:]
        for charge in charges {
            if let fault = charge.fault {
                alone.append(Alone(entry: fault.side.entry, key: fault.side.key, reason: fault.reason))
            }
            guard let first = charge.all.first else { continue }
            let empty = Pair(first.entry)
            let place = [empty.fromCompany, empty.toCompany, empty.currency.code]
            var pair = sums[place] ?? empty
            let written = charge.all.filter { $0.isWritten && $0.entry.postingDate.month == month }
            for side in written {
                if side.entry.isRecovery {
                    pair.recovered -= side.entry.amount.amount
                } else {
                    pair.charged += side.entry.amount.amount
                }
            }
            if !written.isEmpty { pair.charges += 1 }
            if charge.all.allSatisfy({ !$0.isWritten && $0.state != .abandoned }) { pair.waiting += 1 }
            sums[place] = pair
        }
        pairs = sums.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    }
}
