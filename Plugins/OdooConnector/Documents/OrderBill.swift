import ConnectorKit
import JSON

/// Finds or makes the draft bill of an order, whose lines are Odoo's own: what is received and not yet billed.
///
/// Odoo makes it in one step and its number is written in another, so a draft of ours may stand without it for a moment.
/// All other drafts of the order are somebody else's, and are neither taken over nor doubled.
struct OrderBill: Sendable {
    let writer: DocumentWriter
    let invoice: SupplierInvoice
    /// The number of the order.
    let order: String

    private var flow: Workflow { writer.workflow }

    /// The draft to post.
    ///
    /// - Parameters:
    ///   - supplier: The supplier of the invoice.
    ///   - present: The draft that has the invoice's number already.
    ///   - effect: Becomes true as soon as a bill was made.
    /// - Returns: The id of a draft of this connector's user.
    /// - Throws: ``WorkflowStop`` if the order is not there or another supplier's, has nothing to bill, or is billed by a
    ///   draft that a person made.
    func draft(of supplier: Int64, _ present: Int64?, effect: inout Bool) async throws(WorkflowStop) -> Int64 {
        guard let id = try await flow.record(writer.scheme.id(.order, order), in: PurchaseOrderSink.model) else {
            throw .refused("order \(order) is not in Odoo; send the order first")
        }
        let record = try await flow.read(PurchaseOrderSink.model, id, ["partner_id", "invoice_status"])
        try await checkSupplier(supplier, record)
        if let made = try await drafted(id, present) { return made }
        // From version 19 on Odoo makes a bill of nothing.
        guard try flow.understood({ () throws(JSONAccessError) in try record.text("invoice_status") }) == "to invoice"
        else {
            throw .refused(
                "order \(order) has nothing to bill in Odoo; send what was received before invoice \(invoice.key)"
            )
        }
        let action = try await flow.press("action_create_invoice", PurchaseOrderSink.model, [id], effect: &effect)
        if let made = action?.id, made != 0 { return made }
        guard let made = try await drafted(id, nil) else {
            throw .refused("Odoo made no bill for order \(order); look at the order there")
        }
        return made
    }

    private func checkSupplier(_ supplier: Int64, _ record: OdooRecord) async throws(WorkflowStop) {
        let partner = try flow.understood { () throws(JSONAccessError) in try record.reference("partner_id") }
        guard let partner, partner.id != supplier else { return }
        guard try await writer.firm(of: partner.id) != writer.firm(of: supplier) else { return }
        throw .refused(
            "\(record.name), order \(order), is \(partner.name)'s in Odoo and not of the supplier \(invoice.supplier); correct invoice "
                + "\(invoice.key)"
        )
    }

    /// Removes a draft that does not come to its invoice, so that a later one bills what was received meanwhile.
    ///
    /// - Returns: Whether it is gone; Odoo keeps some drafts that had a number, and any if the user may not delete.
    func remove(_ draft: Int64, effect: inout Bool) async throws(WorkflowStop) -> Bool {
        do throws(WorkflowStop) {
            _ = try await flow.press("unlink", SupplierInvoiceSink.model, [draft], effect: &effect)
            return true
        } catch {
            switch error {
            case .refused, .failed(.forbidden): return false
            default: throw error
            }
        }
    }

    /// The draft of ours that bills the order, if there is one.
    private func drafted(_ id: Int64, _ present: Int64?) async throws(WorkflowStop) -> Int64? {
        let user = try await flow.asking { () throws(ConnectorError) in try await flow.session.login().user }
        let drafts = try await flow.search(
            SupplierInvoiceSink.model,
            [
                ["state", "=", "draft"], ["move_type", "=", "in_invoice"],
                ["invoice_line_ids.purchase_line_id.order_id", "=", .integer(id)],
            ],
            ["ref", "invoice_date", "create_uid"]
        )
        var ours: Int64?
        for draft in drafts {
            let (number, date, maker) = try flow.understood { () throws(JSONAccessError) in
                (try draft.text("ref"), try draft.text("invoice_date"), try draft.reference("create_uid"))
            }
            // Until its number is written, Odoo gives a bill the reference of its order.
            let isFresh = date == nil && [nil, "", order].contains(number)
            guard maker?.id == user, number == invoice.number || isFresh else {
                throw .refused(
                    "\(draft.name), a draft bill with the number '\(number ?? "")' made by \(maker?.name ?? "somebody"), bills order "
                        + "\(order) already; post it or delete it in Odoo, then send invoice \(invoice.key) again"
                )
            }
            ours = ours ?? draft.id
        }
        guard let present, present != ours else { return ours }
        throw .refused(
            "\(SupplierInvoiceSink.model)/\(present), a draft bill of this supplier with the number \(invoice.number), bills nothing "
                + "of order \(order); post it or delete it in Odoo"
        )
    }
}
