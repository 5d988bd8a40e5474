public import CanonicalModel
internal import ConnectorKit
public import ConnectorStore

/// A cost that stands in a later month than that of its work.
public struct LatePosting: Sendable, Hashable {
    /// The cost, with both days.
    public let entry: CostEntry
    /// The ledger's system.
    public let system: String
    /// What the ledger calls it.
    public let reference: String
    /// Why it is there.
    public let reason: String
}

/// What a month's books and its work do not have in common.
public struct LatePostingReport: Sendable, Hashable {
    /// The month, for example `2026-01`.
    public let month: String
    /// Costs of the month's work that stand in later months.
    public let postedLater: [LatePosting]
    /// Costs of earlier months' work that stand in this month.
    public let ofEarlierMonths: [LatePosting]
}

/// Tells what was posted later than the month of its work.
public struct LatePostingDesk: Sendable {
    private let store: any RuntimeStore

    /// Creates a desk.
    public init(store: any RuntimeStore) {
        self.store = store
    }

    /// What was delivered of the month's work under a later month, and in this month of earlier months' work.
    ///
    /// - Parameter month: The month, for example `2026-01`.
    /// - Returns: Costs in the order of their planning.
    /// - Throws: ``GovernanceError`` if the month is none, or the store cannot be read.
    public func report(of month: String) async throws(GovernanceError) -> LatePostingReport {
        guard CalendarDate(firstOf: month) != nil else {
            throw .unchanged("'\(month)' is no period; name a month such as 2026-01")
        }
        do throws(StoreError) {
            let postings = try await postings(concerning: month)
            return LatePostingReport(
                month: month,
                postedLater: postings.filter { $0.entry.serviceDate.month == month },
                ofEarlierMonths: postings.filter { $0.entry.postingDate.month == month }
            )
        } catch {
            throw .store(error)
        }
    }

    private func postings(concerning month: String) async throws(StoreError) -> [LatePosting] {
        let closes = try await PeriodLedger.read(from: store)
        var late: [(stored: StoredDelivery, entry: CostEntry, reference: String)] = []
        // What was delivered and cannot be read has no days to compare; `purlin reconcile` names it.
        try await store.forEachCost(in: [.delivered]) { stored, cost in
            guard let entry = try? cost.get(), let found = stored.found else { return }
            let months = [entry.serviceDate.month, entry.postingDate.month]
            if months[0] < months[1], months.contains(month) { late.append((stored, entry, found.reference)) }
        }
        var postings: [LatePosting] = []
        for posting in late {
            postings.append(
                LatePosting(
                    entry: posting.entry,
                    system: posting.stored.plan.system,
                    reference: posting.reference,
                    reason: try await reason(of: posting.stored, posting.entry, closes)
                )
            )
        }
        return postings
    }

    /// What the journal says of the last time that its day was changed, or else what is known of the month.
    private func reason(
        of stored: StoredDelivery,
        _ entry: CostEntry,
        _ closes: PeriodLedger
    ) async throws(StoreError) -> String {
        if let reason = try await store.reasonOfPostingDay(of: stored.plan.delivery.key) { return reason }
        let month = entry.serviceDate.month
        guard let close = closes.close(of: month) else { return "it was planned so" }
        return "\(month) was declared closed by \(close.person) at \(close.at)"
    }
}
