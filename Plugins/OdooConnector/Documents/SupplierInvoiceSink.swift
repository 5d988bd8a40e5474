import CanonicalModel
import ConnectorKit
import JSON

/// Writes `SupplierInvoice` as a vendor bill (`account.move`), posts it, and takes it back if Odoo moves its date.
///
/// Only what comes to the amounts of its source is posted. Odoo posts into a locked period by moving the accounting date
/// without a word (domain.md §8, O-1).
struct SupplierInvoiceSink: DocumentSink {
    static let model = "account.move"

    let writer: DocumentWriter

    private static let layout = DocumentWriter.Layout(
        model: model,
        lines: "invoice_line_ids",
        lineModel: "account.move.line",
        parent: "move_id",
        quantity: "quantity"
    )
    private static let fields = ["name", "state", "date", "payment_state", "journal_id"] + DocumentWriter.compared

    private var flow: Workflow { writer.workflow }

    func externalID(of invoice: SupplierInvoice) -> ExternalID { writer.scheme.id(.invoice, invoice.key) }

    func carry(_ invoice: SupplierInvoice, effect: inout Bool) async throws(WorkflowStop) -> FoundRecord {
        let supplier = try await writer.supplier(invoice.supplier)
        let present = try await bill(invoice.number, of: supplier)
        if let present, !present.isDraft {
            let record = try await flow.read(Self.model, present.id, Self.fields)
            return try await judged(record, invoice, mayReverse: false, effect: &effect)
        }
        let id = try await draft(invoice, supplier, present?.id, effect: &effect)
        var dates: JSONObject = [
            "ref": .string(invoice.number), "invoice_date": .string(invoice.invoiceDate.text),
        ]
        dates["date"] = invoice.accountingDate.map { .string($0.text) }
        try await flow.write(Self.model, id, dates, effect: &effect)
        if let fault = try await fault(of: try await flow.read(Self.model, id, Self.fields), invoice) {
            try await refuse(id, fault, invoice, effect: &effect)
        }
        _ = try await flow.press("action_post", Self.model, [id], effect: &effect)
        let record = try await flow.read(Self.model, id, Self.fields)
        return try await judged(record, invoice, mayReverse: true, effect: &effect)
    }

    func held(_ invoice: SupplierInvoice) async throws(WorkflowStop) -> FoundRecord? {
        let supplier = try await writer.supplier(invoice.supplier)
        guard let bill = try await bill(invoice.number, of: supplier), !bill.isDraft else { return nil }
        let record = try await flow.read(Self.model, bill.id, Self.fields)
        let (state, date, payment) = try standing(record)
        guard state == "posted", payment != "reversed", invoice.isMeant(date) else { return nil }
        return try await differences(record, invoice) == nil ? try found(record) : nil
    }

    /// The bill of a supplier's number that is not cancelled.
    func bill(_ number: String, of supplier: Int64) async throws(WorkflowStop) -> (id: Int64, isDraft: Bool)? {
        let firm = try await writer.firm(of: supplier)
        let domain: [JSON] = [
            ["move_type", "=", "in_invoice"], ["commercial_partner_id", "=", .integer(firm)],
            ["company_id", "=", .integer(try await flow.company().id)], ["ref", "=", .string(number)],
            ["state", "!=", "cancel"],
        ]
        let bills = try await flow.search(Self.model, domain, ["state"])
        guard bills.count <= 1 else {
            let names = bills.map(\.name).joined(separator: ", ")
            throw .refused(
                "Odoo has several bills of this supplier with the number \(number) (\(names)); cancel all but one"
            )
        }
        return try bills.first.map { bill throws(WorkflowStop) in
            (bill.id, try flow.understood { () throws(JSONAccessError) in try bill.text("state") == "draft" })
        }
    }

    /// The draft to post: one that is there, the order's, or a new one.
    private func draft(
        _ invoice: SupplierInvoice,
        _ supplier: Int64,
        _ present: Int64?,
        effect: inout Bool
    ) async throws(WorkflowStop) -> Int64 {
        if let order = invoice.order {
            return try await OrderBill(writer: writer, invoice: invoice, order: order)
                .draft(of: supplier, present, effect: &effect)
        }
        if let present, try await flow.record(externalID(of: invoice), in: Self.model) != present {
            throw .refused(
                "\(Self.model)/\(present), a draft bill of this supplier with the number \(invoice.number), was made by hand; "
                    + "post it or delete it in Odoo"
            )
        }
        let header = [
            ("move_type", "in_invoice"), ("partner_id/.id", String(supplier)), ("ref", invoice.number),
            ("invoice_date", invoice.invoiceDate.text),
        ]
        return try await writer.load(externalID(of: invoice), header, invoice.lines, Self.layout, effect: &effect)
    }

    /// Why a draft must not be posted: it comes to other amounts than its source, or would stand in another period.
    private func fault(of draft: OdooRecord, _ invoice: SupplierInvoice) async throws(WorkflowStop) -> String? {
        if let differences = try await differences(draft, invoice) { return differences }
        let date = try standing(draft).date
        guard !invoice.isMeant(date) else { return nil }
        return
            "Odoo would post it on \(date), and it was meant for \(invoice.meant): open the period, or send it with an "
            + "accounting date"
    }

    private func refuse(
        _ draft: Int64,
        _ fault: String,
        _ invoice: SupplierInvoice,
        effect: inout Bool
    ) async throws(WorkflowStop) -> Never {
        let name = "\(Self.model)/\(draft), invoice \(invoice.key),"
        if let order = invoice.order {
            let bill = OrderBill(writer: writer, invoice: invoice, order: order)
            if try await bill.remove(draft, effect: &effect) {
                throw .refused(
                    "\(name) is not posted: \(fault); the draft of order \(order) was removed: receive what is missing in Odoo, or "
                        + "correct the invoice, then send it again"
                )
            }
        }
        throw .refused(
            "\(name) is not posted: \(fault); correct it in its source, or correct or delete the draft in Odoo, then send it "
                + "again"
        )
    }

    private func differences(_ record: OdooRecord, _ invoice: SupplierInvoice) async throws(WorkflowStop) -> String? {
        let externalID = externalID(of: invoice)
        var lines: [HeldLine]?
        // The lines of an order's bill are Odoo's, those of a person's bill are theirs.
        if invoice.order == nil, try await flow.record(externalID, in: Self.model) == record.id {
            lines = try await writer.heldLines(of: record.id, Self.layout)
        }
        return try await writer.differences(
            record,
            from: invoice.totals,
            invoice.lines,
            lines.map { (externalID, $0) }
        )
    }

    /// Accepts a bill that is posted where it was meant to be, and reverses one that was posted elsewhere just now.
    ///
    /// A bill that was posted before, perhaps by a person, is left to a person.
    private func judged(
        _ record: OdooRecord,
        _ invoice: SupplierInvoice,
        mayReverse: Bool,
        effect: inout Bool
    ) async throws(WorkflowStop) -> FoundRecord {
        let (state, date, payment) = try standing(record)
        guard state == "posted" else {
            throw .refused("\(record.name), invoice \(invoice.key), is in state '\(state)'; post it in Odoo")
        }
        guard payment != "reversed" else {
            throw .refused("\(record.name), invoice \(invoice.key), was reversed; send it again under another number")
        }
        guard !invoice.isMeant(date) else {
            guard let differences = try await differences(record, invoice) else { return try found(record) }
            throw .refused(
                "\(record.name), invoice \(invoice.key), is posted in Odoo and was not changed: \(differences); reverse it there, or "
                    + "correct its source"
            )
        }
        guard mayReverse else {
            throw .refused(
                "\(record.name), invoice \(invoice.key), stands on \(date) in Odoo and was meant for \(invoice.meant): confirm the date, "
                    + "or reverse it there and post a draft credit note if there is one"
            )
        }
        let note = try await reverse(record, on: date, effect: &effect)
        throw .refused(
            "Odoo moved \(record.name), invoice \(invoice.key), from \(invoice.meant) to \(date), since the period is locked; it was "
                + "reversed by \(note): open the period, or send it again under another number with an open day"
        )
    }

    private func reverse(_ bill: OdooRecord, on date: String, effect: inout Bool) async throws(WorkflowStop) -> String {
        let journal = try flow.understood { () throws(JSONAccessError) in try bill.reference("journal_id")?.id }
        var values: JSONObject = ["date": .string(date), "reason": "the accounting date was moved"]
        values["journal_id"] = journal.map { .integer($0) }
        let context: JSONObject = ["active_model": .string(Self.model), "active_ids": .ids([bill.id])]
        let wizard = try await flow.create("account.move.reversal", values, context: context, effect: &effect)
        let action = try await flow.press("refund_moves", "account.move.reversal", [wizard], effect: &effect)
        let notes = try await flow.search(
            Self.model,
            [["reversed_entry_id", "=", .integer(bill.id)], ["state", "!=", "cancel"]],
            ["state"]
        )
        guard let note = action?.id ?? notes.last?.id else {
            throw .refused("\(bill.name) stands on \(date) and could not be reversed; reverse it in Odoo")
        }
        _ = try await flow.press("action_post", Self.model, [note], effect: &effect)
        let state = try standing(try await flow.read(Self.model, note, Self.fields)).state
        guard state == "posted" else {
            throw .refused(
                "\(bill.name) stands on \(date); its reversal \(Self.model)/\(note) is not posted: post it in Odoo"
            )
        }
        return "\(Self.model)/\(note)"
    }

    private func standing(_ bill: OdooRecord) throws(WorkflowStop) -> (state: String, date: String, payment: String) {
        try flow.understood { () throws(JSONAccessError) in
            (try bill.text("state") ?? "", try bill.text("date") ?? "", try bill.text("payment_state") ?? "")
        }
    }

    private func found(_ bill: OdooRecord) throws(WorkflowStop) -> FoundRecord {
        try flow.understood { () throws(JSONAccessError) in
            FoundRecord(
                reference: bill.name,
                totals: ["untaxed": try bill.number("amount_untaxed"), "amount": try bill.number("amount_total")]
            )
        }
    }
}
