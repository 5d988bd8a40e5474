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
            let standing = try await AccruedMonth.read(month, from: store)
            let returned = try await AccruedMonth.readReturned(month, from: store)
            let rehearsal = try await ApprovalRehearsal.run(settings, store, at: now)
            // What is booked meanwhile is read last, and is not waited for.
            let costs = OpenCosts(store: store, next: next, standing: standing, returned: returned)
            let (known, open) = try await costs.read()
            let asked = rehearsal.deliveries.costs(unless: known)
                .map { AccrualReport.Item(entry: $1, reason: .approval, system: $0) }
            return AccrualReport(
                month: month,
                items: (asked + open).filter { $0.entry.serviceDate < next }.sorted(),
                refusals: rehearsal.refusals.compactMap { refusal(from: $0, known, before: next) },
                unknown: rehearsal.unknown,
                requests: rehearsal.costRequests.subtracting(rehearsal.unknown),
                standing: standing
            )
        } catch {
            throw .store(error)
        }
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
