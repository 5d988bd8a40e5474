public import CanonicalModel
internal import ConnectorKit
public import ConnectorStore
import JSON

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
    private static let pageSize = 500

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
        guard month.utf8.count == 7, CalendarDate("\(month)-01") != nil else {
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
        var postings: [LatePosting] = []
        var position: Int64? = 0
        while let start = position {
            let page = try await store.deliveries(in: .delivered, after: start, limit: Self.pageSize)
            for stored in page {
                guard let entry = try stored.cost, let found = stored.found else { continue }
                let months = [entry.serviceDate.month, entry.postingDate.month]
                guard months[0] < months[1], months.contains(month) else { continue }
                let posting = LatePosting(
                    entry: entry,
                    system: stored.plan.system,
                    reference: found.reference,
                    reason: try await reason(of: stored, entry, closes)
                )
                postings.append(posting)
            }
            position = page.count < Self.pageSize ? nil : page.last?.sequence
        }
        return postings
    }

    /// What the journal says of the last time that its day was changed, or else what is known of the month.
    private func reason(
        of stored: StoredDelivery,
        _ entry: CostEntry,
        _ closes: PeriodLedger
    ) async throws(StoreError) -> String {
        if let topic = stored.plan.topics.first {
            let story = try await store.journal(topic: topic)
            let adjusted = story.last {
                $0.content.kind == "delivery.adjusted" && $0.content.key == stored.plan.delivery.key
            }
            if let adjusted, let reason = (try? JSON(parsing: adjusted.content.body))?["reason"]?.stringValue {
                return reason
            }
        }
        let month = entry.serviceDate.month
        guard let close = closes.close(of: month) else { return "it was planned so" }
        return "\(month) was declared closed by \(close.person) at \(close.at)"
    }
}
