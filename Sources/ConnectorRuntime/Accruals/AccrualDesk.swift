public import CanonicalModel
internal import ConnectorKit
public import ConnectorStore
import ConstructionFlows
import JSON

/// Tells what a month's close has to accrue: what is known to the cent and not in the books (domain.md §10, L15).
public struct AccrualDesk: Sendable {
    let settings: RuntimeSettings
    let store: any RuntimeStore

    /// Creates a desk.
    public init(settings: RuntimeSettings, store: any RuntimeStore) {
        self.settings = settings
        self.store = store
    }

    /// What is known of the work up to the end of a month and not in the books.
    ///
    /// That is what was planned and its ledger has not taken, and what would be planned if flows took all that waits for
    /// them, and people approved all that they are asked. Hours that nobody has paid, and usage that nobody can price, are of
    /// no known amount. What a person refused or gave back is told apart, for nobody has agreed to its amount.
    ///
    /// - Parameters:
    ///   - month: The month, for example `2026-01`.
    ///   - now: The present.
    /// - Returns: The costs and their accruals.
    /// - Throws: ``GovernanceError`` if the month is none, or the store cannot be read.
    public func report(of month: String, at now: Instant) async throws(GovernanceError) -> AccrualReport {
        guard let next = CalendarDate(firstAfter: month) else {
            throw .unchanged("'\(month)' is no period; name a month such as 2026-01")
        }
        do throws(StoreError) {
            let desk = BatchDesk<AccrualsToJobCost>(store: store)
            let former = try await desk.present(of: month)
            let rehearsal = try await ApprovalRehearsal.run(settings, store, at: now)
            // What is booked meanwhile is read last, and is not waited for.
            let returned = former.phase == .free ? Set(former.batch?.covers ?? []) : []
            let (known, open) = try await planned(returned, before: next)
            let asked = rehearsal.deliveries.costs(unless: known)
                .map { AccrualReport.Item(entry: $1, reason: .approval, system: $0) }
            return AccrualReport(
                month: month,
                items: (asked + open).filter { $0.entry.serviceDate < next }.sorted(),
                refusals: rehearsal.refusals.compactMap { refusal(from: $0, known, before: next) },
                unknown: rehearsal.unknown,
                requests: rehearsal.costRequests.subtracting(rehearsal.unknown),
                standing: try await AccruedMonth.read(month, from: store)
            )
        } catch {
            throw .store(error)
        }
    }

    /// The keys of all costs that were planned, and those that their ledgers do not hold in the month, without accruals and
    /// opening balances; `returned` is what accruals of the month that were given back stood for.
    private func planned(
        _ returned: Set<String>,
        before next: CalendarDate
    ) async throws(StoreError) -> (known: Set<String>, open: [AccrualReport.Item]) {
        var known: Set<String> = []
        var open: [String: AccrualReport.Item] = [:]
        let states = DeliveryState.allCases.filter { $0 != .delivered } + [.delivered]
        try await store.forEachCost(in: states) { stored, cost in
            let key = stored.plan.delivery.key
            known.insert(key)
            open[key] = nil
            guard let entry = try? cost.get(), stored.state != .abandoned, !entry.isAccrual, !entry.isOpeningBalance
            else { return }
            let isMoved = returned.contains(key) && entry.postingDate >= next
            guard stored.found == nil || isMoved else { return }
            let reason: AccrualReport.Item.Reason =
                isMoved ? .laterMonth : stored.state == .rejected ? .openCase : .delivery
            open[key] = AccrualReport.Item(entry: entry, reason: reason, system: stored.plan.system)
        }
        var items: [AccrualReport.Item] = []
        for item in open.values {
            items.append(AccrualReport.Item(entry: item.entry, reason: try await reason(of: item), system: item.system))
        }
        return (known, items)
    }

    /// What the books hold with other totals is in its month, and both sides of a charge belong to one month: what waits for a
    /// case while the other side is booked, or on its way, is not accrued.
    private func reason(of item: AccrualReport.Item) async throws(StoreError) -> AccrualReport.Item.Reason {
        guard item.reason == .openCase else { return item.reason }
        let key = item.entry.deliveryKey
        guard try await store.openCase(key: DeliveryJudge.mismatchCase(of: key)) == nil else { return .otherTotals }
        guard let counter = item.entry.counterDeliveryKey, let other = try await store.delivery(counter),
            other.mayBeWritten || ![.rejected, .abandoned].contains(other.state)
        else { return item.reason }
        return .otherSide
    }

    /// `nil` for what is of later months alone.
    private func refusal(
        from refusal: ApprovalRehearsal.Refusal,
        _ known: Set<String>,
        before next: CalendarDate
    ) -> AccrualReport.Refusal? {
        let proposal = refusal.proposal
        let costs = refusal.deliveries.costs(unless: known).map(\.cost)
        let meant = costs.filter { $0.serviceDate < next }
        guard costs.isEmpty ? CloseReadinessDesk.isBefore(next, proposal.topics + [proposal.subject]) : !meant.isEmpty
        else { return nil }
        return AccrualReport.Refusal(
            number: refusal.number,
            kind: proposal.kind,
            subject: proposal.subject,
            owner: refusal.owner,
            costs: meant.sorted { $0.accrualOrder.lexicographicallyPrecedes($1.accrualOrder) }
        )
    }
}

extension [PlannedDelivery] {
    /// The costs among them and where they go, but for those with these keys, and for accruals.
    fileprivate func costs(unless known: Set<String>) -> [(system: String, cost: CostEntry)] {
        compactMap { plan in
            guard plan.delivery.object == CostEntry.name, !known.contains(plan.delivery.key),
                let cost = try? CostEntry(JSONReader(plan.delivery.payload)), !cost.isAccrual
            else { return nil }
            return (plan.system, cost)
        }
    }
}

extension AccrualReport.Item: Comparable {
    /// Whether `left` comes first: by company, project, cost code, kind and key.
    public static func < (left: AccrualReport.Item, right: AccrualReport.Item) -> Bool {
        left.entry.accrualOrder.lexicographicallyPrecedes(right.entry.accrualOrder)
    }
}

extension CostEntry {
    fileprivate var accrualOrder: [String] { [company, project, costCode, costType.rawValue, key] }
}
