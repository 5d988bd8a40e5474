import Foundation

/// What the simulator is in the middle of while it changes the books; no caller can say so.
struct LedgerWork: Sendable {
    /// What a payment leaves of the sum that is due, and where it goes.
    struct WriteOff: Sendable {
        /// In the payment's currency.
        let amount: Decimal
        let account: Int64
        let label: String
    }

    /// Whether lines of an entry are being changed by a change of the entry, which is completed afterwards.
    var changesLines = false
    /// The orders, as `sale.order,7`, whose lines are being changed by a change of the order; whether they have to be
    /// totalled afterwards.
    var openOrders: [String: Bool] = [:]
    /// Whether the entry of a payment is being made.
    var makesPayment = false
    /// The difference that the payment being made writes off.
    var writeOff: WriteOff?
}
