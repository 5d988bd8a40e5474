public import CanonicalModel
import ConnectorStore
import ConstructionFlows

/// The accruals of a month that somebody asked for, and that were neither refused nor given back.
public struct AccruedMonth: Sendable, Hashable {
    /// The accruals, and what they stand for.
    public let batch: AccrualBatch
    /// Whether they are approved; people are asked about them otherwise.
    public let isApproved: Bool
    /// The day under which what they stand for is posted at the earliest.
    let next: CalendarDate
    /// The deliveries of the costs that they stand for, to be looked up among many.
    let covers: Set<String>

    /// The accruals of a month; `nil` if nobody asked for any that are approved or waited for.
    static func read(_ month: String, from store: any RuntimeStore) async throws(StoreError) -> AccruedMonth? {
        let state = try await BatchDesk<AccrualsToJobCost>(store: store).state(of: month)
        guard let batch = state.batch, let next = batch.nextMonth, [.asked, .approved].contains(state.phase) else {
            return nil
        }
        return AccruedMonth(
            batch: batch,
            isApproved: state.phase == .approved,
            next: next,
            covers: Set(batch.covers)
        )
    }
}
