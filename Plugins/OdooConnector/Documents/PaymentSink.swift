import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON

/// Writes `Payment` by the wizard that registers payments of a posted bill; its memo holds the payment's number.
struct PaymentSink: DocumentSink {
    static let model = "account.payment"
    private static let wizard = "account.payment.register"

    let invoices: SupplierInvoiceSink

    private var writer: DocumentWriter { invoices.writer }
    private var flow: Workflow { writer.workflow }

    func externalID(of payment: Payment) -> ExternalID { writer.scheme.id(.payment, payment.number) }

    func carry(_ payment: Payment, effect: inout Bool) async throws(WorkflowStop) -> FoundRecord {
        if let held = try await held(payment) { return held }
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
        _ = try await flow.press("action_create_payments", Self.wizard, [wizard], effect: &effect)
        guard let held = try await held(payment) else {
            throw .refused(
                "payment \(payment.number) is not found in Odoo after it was made; look at \(move.name) there"
            )
        }
        return held
    }

    func held(_ payment: Payment) async throws(WorkflowStop) -> FoundRecord? {
        let release = try await flow.asking { () throws(ConnectorError) in try await flow.session.login().release }
        let firm = try await writer.firm(of: try await writer.supplier(payment.supplier))
        let domain: [JSON] = [
            [.string(release.paymentMemoField), "=", .string(payment.number)],
            ["partner_id.commercial_partner_id", "=", .integer(firm)],
            ["state", "not in", .texts(["draft", "cancel", "canceled", "rejected"])],
        ]
        guard let record = try await flow.search(Self.model, domain, ["amount", "date"]).first else { return nil }
        return try flow.understood { () throws(JSONAccessError) in
            FoundRecord(reference: record.name, totals: ["amount": try record.number("amount")])
        }
    }
}
