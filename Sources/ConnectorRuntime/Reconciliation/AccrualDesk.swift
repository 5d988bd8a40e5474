public import CanonicalModel
internal import ConnectorKit
public import ConnectorStore
import ConstructionFlows
import JSON

/// Tells what a month's close would have to accrue: what is known to the cent and not in the books (domain.md §10, L15).
public struct AccrualDesk: Sendable {
    private let settings: RuntimeSettings
    private let store: any RuntimeStore

    /// Creates a desk.
    public init(settings: RuntimeSettings, store: any RuntimeStore) {
        self.settings = settings
        self.store = store
    }

    /// What is known of the work up to the end of a month and not in the books.
    ///
    /// That is what was planned and its ledger has not taken, and what would be planned if flows took all that waits for
    /// them, and people approved all that they are asked. Hours that nobody has paid, and usage that nobody can price, are of
    /// no known amount.
    ///
    /// - Parameters:
    ///   - month: The month, for example `2026-01`.
    ///   - now: The present.
    /// - Returns: The costs and their accruals.
    /// - Throws: ``GovernanceError`` if the month is none, or the store cannot be read.
    public func report(of month: String, at now: Instant) async throws(GovernanceError) -> AccrualReport {
        guard let first = CalendarDate(firstOf: month), let next = CalendarDate(firstOf: first.adding(days: 31).month)
        else { throw .unchanged("'\(month)' is no period; name a month such as 2026-01") }
        do throws(StoreError) {
            let rehearsal = try await ApprovalRehearsal.run(settings, store, at: now)
            var items = rehearsal.deliveries.compactMap { delivery -> (key: String, item: AccrualReport.Item)? in
                guard delivery.object == CostEntry.name, let entry = try? CostEntry(JSONReader(delivery.payload)) else {
                    return nil
                }
                return (delivery.key, AccrualReport.Item(entry: entry, reason: .approval))
            }
            var known: Set<String> = []
            var open: [String: AccrualReport.Item] = [:]
            // What is booked meanwhile is read last, and is not waited for.
            let states = DeliveryState.allCases.filter { $0 != .delivered } + [.delivered]
            try await store.forEachCost(in: states) { stored, cost in
                let key = stored.plan.delivery.key
                known.insert(key)
                open[key] = nil
                guard let entry = try? cost.get(), stored.found == nil, stored.state != .abandoned else { return }
                let reason: AccrualReport.Item.Reason = stored.state == .rejected ? .openCase : .delivery
                open[key] = AccrualReport.Item(entry: entry, reason: reason)
            }
            items.removeAll { known.contains($0.key) }
            return AccrualReport(
                month: month,
                items: (items.map(\.item) + open.values).filter { $0.entry.serviceDate < next }.sorted(),
                unknown: rehearsal.unknown
            )
        } catch {
            throw .store(error)
        }
    }
}

extension AccrualReport.Item: Comparable {
    /// Whether `left` comes first: by company, project, cost code, kind and key.
    public static func < (left: AccrualReport.Item, right: AccrualReport.Item) -> Bool {
        left.place.lexicographicallyPrecedes(right.place)
    }

    private var place: [String] {
        [entry.company, entry.project, entry.costCode, entry.costType.rawValue, entry.key]
    }
}
