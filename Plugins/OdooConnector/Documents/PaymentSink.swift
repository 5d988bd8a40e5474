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
            guard let fault = standing.fault(payment) else { return standing.found }
            throw .refused("\(fault); correct or cancel it in Odoo, or correct its source")
        }
        try await register(payment, effect: &effect)
        guard let standing = try await standing(payment) else {
            throw .refused(
                "payment \(payment.number) is not found in Odoo after it was made; look at invoice \(payment.invoice) there"
            )
        }
        guard let fault = standing.fault(payment) else { return standing.found }
        _ = try await flow.press("action_draft", Self.model, [standing.id], effect: &effect)
        _ = try await flow.press("action_cancel", Self.model, [standing.id], effect: &effect)
        guard try await self.standing(payment) == nil else {
            throw .refused("\(fault), and could not be cancelled; cancel it in Odoo")
        }
        throw .refused(
            "\(fault), and was cancelled; the period is locked: open it and send the payment again, or send it with an open day"
        )
    }

    func held(_ payment: Payment) async throws(WorkflowStop) -> FoundRecord? {
        guard let standing = try await standing(payment), standing.fault(payment) == nil else { return nil }
        return standing.found
    }

    /// Pays a posted bill by the wizard.
    private func register(_ payment: Payment, effect: inout Bool) async throws(WorkflowStop) {
        guard payment.amount > 0 else {
            throw .refused("payment \(payment.number) of \(payment.amount.plainText) pays nothing; correct its source")
        }
        let supplier = try await writer.supplier(payment.supplier)
        guard let bill = try await invoices.bill(payment.invoice, of: supplier), !bill.isDraft else {
            throw .refused("invoice \(payment.supplier)/\(payment.invoice) is not posted in Odoo; send it first")
        }
        let move = try await flow.read(SupplierInvoiceSink.model, bill.id, ["amount_residual"])
        let open = try flow.understood { () throws(JSONAccessError) in try move.number("amount_residual") }
        guard open >= payment.amount else {
            throw .refused(
                "payment \(payment.number) of \(payment.amount.plainText) is more than the \(open.plainText) that is open "
                    + "on \(move.name); check what was paid in Odoo"
            )
        }
        let context: JSONObject = [
            "active_model": .string(SupplierInvoiceSink.model), "active_ids": .ids([bill.id]),
        ]
        let values: JSONObject = [
            "payment_date": .string(payment.date.text), "amount": .string(payment.amount.plainText),
            "communication": .string(payment.number),
        ]
        let wizard = try await flow.create(Self.wizard, values, context: context, effect: &effect)
        _ = try await flow.press("action_create_payments", Self.wizard, [wizard], context: context, effect: &effect)
    }

    /// A payment as Odoo holds it.
    private struct Standing {
        let id: Int64
        let amount: Decimal
        /// The day of the ledger.
        let date: String

        var found: FoundRecord { FoundRecord(reference: "\(PaymentSink.model)/\(id)", totals: ["amount": amount]) }

        /// What is not as it was meant.
        func fault(_ payment: Payment) -> String? {
            guard amount != payment.amount || date != payment.date.text else { return nil }
            let meant = "\(payment.amount.plainText) on \(payment.date.text)"
            return
                "\(PaymentSink.model)/\(id), payment \(payment.number), is \(amount.plainText) on \(date) in Odoo and was "
                + "meant to be \(meant)"
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
        guard let record = try await flow.search(Self.model, domain, ["amount", "date", "move_id"]).first else {
            return nil
        }
        let (amount, day, entry) = try flow.understood { () throws(JSONAccessError) in
            (try record.number("amount"), try record.text("date") ?? "", try record.reference("move_id")?.id)
        }
        guard let entry else { return Standing(id: record.id, amount: amount, date: day) }
        let move = try await flow.read(SupplierInvoiceSink.model, entry, ["date"])
        let date = try flow.understood { () throws(JSONAccessError) in try move.text("date") ?? day }
        return Standing(id: record.id, amount: amount, date: date)
    }
}
