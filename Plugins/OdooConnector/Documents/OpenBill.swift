import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON

/// A posted bill, and what is still to be paid of it.
struct OpenBill: Sendable {
    let id: Int64
    let name: String
    let currency: OdooReference
    private let total: Decimal
    private let residual: Decimal

    init(_ id: Int64, _ flow: Workflow) async throws(WorkflowStop) {
        let fields = ["currency_id", "amount_total", "amount_residual"]
        let move = try await flow.read(SupplierInvoiceSink.model, id, fields)
        let (currency, total, residual) = try flow.understood { () throws(JSONAccessError) in
            (try move.reference("currency_id"), try move.number("amount_total"), try move.number("amount_residual"))
        }
        guard let currency else { throw .refused("\(move.name) has no currency in Odoo; correct it there") }
        self.id = id
        name = move.name
        self.currency = currency
        self.total = total
        self.residual = residual
    }

    /// What no payment is there for yet, in the bill's currency.
    ///
    /// From Odoo 18 on a payment without an outstanding account has no entry (with the Accounting app that is the rule): the
    /// residual stays whole until the bank's statement is reconciled with the bill. Such a payment counts as long as it is in
    /// process, and where it is paid, as far as what was settled so far is less than all payments that must have settled it.
    func open(_ flow: Workflow) async throws(WorkflowStop) -> Decimal {
        let release = try await flow.asking { () throws(ConnectorError) in try await flow.session.login().release }
        guard let bills = release.paymentBillsField else { return residual }
        let payments = try await flow.search(
            PaymentSink.model,
            [[.string(bills), "in", .ids([id])], ["state", "in", ["in_process", "paid"]]],
            ["amount", "currency_id", "state", "move_id"]
        )
        var inProcess = Decimal(0)
        var paid = Decimal(0)
        var entered = Decimal(0)
        for payment in payments {
            let (amount, state, entry) = try flow.understood { () throws(JSONAccessError) in
                (try payment.number("amount"), try payment.text("state"), try payment.reference("move_id"))
            }
            try check(payment, hasEntry: entry != nil, flow)
            if entry != nil {
                entered += amount
            } else if state == "paid" {
                paid += amount
            } else {
                inProcess += amount
            }
        }
        let settled = max(total - residual - entered, 0)
        return max(residual - inProcess - max(paid - settled, 0), 0)
    }

    /// Refuses a payment without an entry that is in another currency than the bill.
    private func check(_ payment: OdooRecord, hasEntry: Bool, _ flow: Workflow) throws(WorkflowStop) {
        let paidIn = try flow.understood { () throws(JSONAccessError) in try payment.reference("currency_id") }
        guard !hasEntry, paidIn?.id != currency.id else { return }
        throw .refused(
            "\(payment.name), a payment of \(name) in \(paidIn?.name ?? "no currency"), cannot be subtracted from what is open in "
                + "\(currency.name); pay the rest in Odoo, or reconcile it there and send the payment again"
        )
    }
}
