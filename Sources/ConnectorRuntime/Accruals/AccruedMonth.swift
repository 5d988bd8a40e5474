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

    private init?(_ batch: AccrualBatch?, isApproved: Bool) {
        guard let batch, let next = batch.nextMonth else { return nil }
        (self.batch, self.isApproved, self.next) = (batch, isApproved, next)
        (covers, onTheirWay) = (Set(batch.covers), Set(batch.onTheirWay))
    }

    /// The accruals of a month; `nil` if nobody asked for any that are approved or waited for.
    static func read(_ month: String, from store: any RuntimeStore) async throws(StoreError) -> AccruedMonth? {
        let state = try await BatchDesk<AccrualsToJobCost>(store: store).present(of: month)
        guard [.asked, .approved].contains(state.phase) else { return nil }
        return AccruedMonth(state.batch, isApproved: state.phase == .approved)
    }

    /// The last accruals of a month that were given back; `nil` if there are none, or others were asked for since.
    static func readReturned(_ month: String, from store: any RuntimeStore) async throws(StoreError) -> AccruedMonth? {
        let state = try await BatchDesk<AccrualsToJobCost>(store: store).present(of: month)
        return state.phase == .free ? AccruedMonth(state.batch, isApproved: false) : nil
    }

    /// Why a cost is not posted in the month any more; `nil` if it still is.
    ///
    /// Both sides of a charge are posted in one month.
    func reason(against cost: CostEntry) -> String? {
        reason(against: cost.deliveryKey, of: cost.company)
            ?? cost.counterDeliveryKey.flatMap { key in cost.counterparty.flatMap { reason(against: key, of: $0) } }
    }

    private func reason(against delivery: String, of company: String) -> String? {
        guard batch.companies.contains(company), !onTheirWay.contains(delivery) else { return nil }
        return covers.contains(delivery)
            ? "it is accrued for \(batch.month)" : "the accruals of \(batch.month) were asked for before it was known"
    }
}
