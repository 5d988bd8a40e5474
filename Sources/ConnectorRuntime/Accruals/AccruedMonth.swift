public import CanonicalModel
import ConnectorStore
import ConstructionFlows

/// The accruals of a month that somebody asked for, and that were neither refused nor given back.
public struct AccruedMonth: Sendable, Hashable {
    /// The accruals, and what they stand for.
    public let batch: AccrualBatch
    /// Whether they are approved; people are asked about them otherwise.
    public let isApproved: Bool
    /// The day under which further costs of the month are posted at the earliest.
    let next: CalendarDate
    /// The deliveries of the costs that they stand for, to be looked up among many.
    let covers: Set<String>
    private let onTheirWay: Set<String>

    /// The accruals of a month; `nil` if nobody asked for any that are approved or waited for.
    static func read(_ month: String, from store: any RuntimeStore) async throws(StoreError) -> AccruedMonth? {
        let state = try await BatchDesk<AccrualsToJobCost>(store: store).present(of: month)
        guard let batch = state.batch, let next = batch.nextMonth, [.asked, .approved].contains(state.phase) else {
            return nil
        }
        return AccruedMonth(
            batch: batch,
            isApproved: state.phase == .approved,
            next: next,
            covers: Set(batch.covers),
            onTheirWay: Set(batch.onTheirWay)
        )
    }

    /// Why a cost is not posted in the month any more, by the key of its delivery; `nil` if it still is.
    func reason(against delivery: String, of company: String) -> String? {
        guard batch.companies.contains(company), !onTheirWay.contains(delivery) else { return nil }
        return covers.contains(delivery)
            ? "it is accrued for \(batch.month)" : "the accruals of \(batch.month) were asked for before it was known"
    }
}
