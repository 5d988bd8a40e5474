import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON

/// Writes `Payment` by the wizard that registers payments of a posted bill; its memo holds the payment's number.
///
/// A payment into a locked period is moved like a bill, and is cancelled then (domain.md §8, O-1).
struct PaymentSink: DocumentSink {
    static let model = "account.payment"
    private static let wizard = "account.payment.register"

    let invoices: SupplierInvoiceSink

    private var writer: DocumentWriter { invoices.writer }
    private var flow: Workflow { writer.workflow }

    func externalID(of payment: Payment) -> ExternalID { writer.scheme.id(.payment, payment.number) }

    func carry(_ payment: Payment, effect: inout Bool) async throws(WorkflowStop) -> FoundRecord {
        if let standing = try await standing(payment) {
            guard let fault = standing.fault(payment, try await paidBill(of: payment)?.currency) else {
                return standing.found
            }
            throw .refused("\(fault); correct or cancel it in Odoo, or correct its source")
        }
        let bill = try await register(payment, effect: &effect)
        guard let standing = try await standing(payment) else {
            throw .refused(
                "payment \(payment.number) is not found in Odoo after it was made; look at invoice \(payment.invoice) there"
            )
        }
        guard let fault = standing.fault(payment, bill.currency) else { return standing.found }
        _ = try await flow.press("action_draft", Self.model, [standing.id], effect: &effect)
        _ = try await flow.press("action_cancel", Self.model, [standing.id], effect: &effect)
        guard try await self.standing(payment) == nil else {
            throw .refused("\(fault), and could not be cancelled; cancel it in Odoo")
        }
        let cure =
            standing.isMoved(payment)
            ? "the period is locked: open it and send the payment again, or send it with an open day"
            : "look at the journal of payments in Odoo, then send it again"
        throw .refused("\(fault), and was cancelled; \(cure)")
    }

    func held(_ payment: Payment) async throws(WorkflowStop) -> FoundRecord? {
        guard let standing = try await standing(payment) else { return nil }
        return standing.fault(payment, try await paidBill(of: payment)?.currency) == nil ? standing.found : nil
    }

    /// The posted bill that a payment names; `nil` if there is none.
    private func paidBill(of payment: Payment) async throws(WorkflowStop) -> OpenBill? {
        let supplier = try await writer.supplier(payment.supplier)
        guard let bill = try await invoices.bill(payment.invoice, of: supplier), !bill.isDraft else { return nil }
        return try await OpenBill(bill.id, flow)
    }

    /// Pays a posted bill by the wizard, in the currency of the bill whatever that of the journal is.
    private func register(_ payment: Payment, effect: inout Bool) async throws(WorkflowStop) -> OpenBill {
        guard payment.amount > 0 else {
            throw .refused("payment \(payment.number) of \(payment.amount.plainText) pays nothing; correct its source")
        }
        guard let bill = try await paidBill(of: payment) else {
            throw .refused("invoice \(payment.supplier)/\(payment.invoice) is not posted in Odoo; send it first")
        }
        let open = try await bill.open(flow)
        guard open >= payment.amount else {
            throw .refused(
                "payment \(payment.number) of \(payment.amount.plainText) is more than the \(open.plainText) that is open "
                    + "on \(bill.name); check what was paid in Odoo"
            )
        }
        let context: JSONObject = [
            "active_model": .string(SupplierInvoiceSink.model), "active_ids": .ids([bill.id]),
        ]
        let values: JSONObject = [
            "payment_date": .string(payment.date.text), "amount": .string(payment.amount.plainText),
            "currency_id": .integer(bill.currency.id), "communication": .string(payment.number),
        ]
        let wizard = try await flow.create(Self.wizard, values, context: context, effect: &effect)
        _ = try await flow.press("action_create_payments", Self.wizard, [wizard], context: context, effect: &effect)
        return bill
    }

    /// A payment as Odoo holds it.
    private struct Standing {
        let id: Int64
        let amount: Decimal
        let currency: OdooReference?
        /// The day of the ledger.
        let date: String

        var found: FoundRecord { FoundRecord(reference: "\(PaymentSink.model)/\(id)", totals: ["amount": amount]) }

        /// Whether it stands on another day than it was meant for.
        func isMoved(_ payment: Payment) -> Bool { date != payment.date.text }

        /// What is not as it was meant.
        ///
        /// - Parameters:
        ///   - payment: The payment of the source.
        ///   - meant: The currency of the bill that it pays; `nil` if there is no such bill any more.
        /// - Returns: The difference in words; `nil` if there is none.
        func fault(_ payment: Payment, _ meant: OdooReference?) -> String? {
            let isOther = meant.map { $0.id != currency?.id } ?? false
            guard amount != payment.amount || isMoved(payment) || isOther else { return nil }
            func text(_ amount: Decimal, _ currency: OdooReference?) -> String {
                isOther ? "\(amount.plainText) \(currency?.name ?? "")" : amount.plainText
            }
            return
                "\(PaymentSink.model)/\(id), payment \(payment.number), is \(text(amount, currency)) on \(date) in Odoo and was "
                + "meant to be \(text(payment.amount, meant)) on \(payment.date.text)"
        }
    }

    private func standing(_ payment: Payment) async throws(WorkflowStop) -> Standing? {
        let release = try await flow.asking { () throws(ConnectorError) in try await flow.session.login().release }
        let firm = try await writer.firm(of: try await writer.supplier(payment.supplier))
        let domain: [JSON] = [
            [.string(release.paymentMemoField), "=", .string(payment.number)],
            ["partner_id.commercial_partner_id", "=", .integer(firm)],
            ["company_id", "=", .integer(try await flow.company().id)],
            ["state", "not in", .texts(["draft", "cancel", "canceled", "rejected"])],
        ]
        guard
            let record = try await flow.search(Self.model, domain, ["amount", "currency_id", "date", "move_id"])
                .first
        else {
            return nil
        }
        let (amount, currency, day, entry) = try flow.understood { () throws(JSONAccessError) in
            (
                try record.number("amount"), try record.reference("currency_id"), try record.text("date") ?? "",
                try record.reference("move_id")?.id
            )
        }
        var date = day
        if let entry {
            let move = try await flow.read(SupplierInvoiceSink.model, entry, ["date"])
            date = try flow.understood { () throws(JSONAccessError) in try move.text("date") ?? day }
        }
        return Standing(id: record.id, amount: amount, currency: currency, date: date)
    }
}
