import CanonicalModel
import ConnectorStore
import ConstructionFlows

/// The accruals of a month that somebody asked for, and what they stand for.
struct AccruedMonth {
    let batch: AccrualBatch
    /// The day under which what they stand for is posted at the earliest.
    let next: CalendarDate
    /// Whether they are approved; people are asked about them otherwise.
    let isApproved: Bool
    /// The deliveries of the costs that they stand for.
    let covers: Set<String>

    /// The accruals of a month; `nil` if nobody asked for any that are approved or waited for.
    static func read(_ month: String, from store: any RuntimeStore) async throws(StoreError) -> AccruedMonth? {
        let state = try await BatchDesk<AccrualsToJobCost>(store: store).state(of: month)
        guard let batch = state.batch, let next = batch.nextMonth, [.asked, .approved].contains(state.phase) else {
            return nil
        }
        return AccruedMonth(
            batch: batch,
            next: next,
            isApproved: state.phase == .approved,
            covers: Set(batch.covers)
        )
    }
}
