import ConnectorKit
import JSON

/// Writes `PurchaseOrder` as `purchase.order` with its lines, and confirms it.
///
/// Only what comes to the amounts of its source is confirmed. A confirmed order is not changed any more: a later
/// revision that differs is left to a person.
struct PurchaseOrderSink: DocumentSink {
    static let model = "purchase.order"
    /// Both say that the order is binding; the second one is locked (until Odoo 18).
    static let confirmed: Set<String> = ["purchase", "done"]
    static let layout = DocumentWriter.Layout(
        model: model,
        lines: "order_line",
        lineModel: "purchase.order.line",
        parent: "order_id",
        quantity: "product_qty"
    )

    let writer: DocumentWriter

    private var flow: Workflow { writer.workflow }

    func externalID(of order: PurchaseOrder) -> ExternalID { writer.scheme.id(.order, order.number) }

    func carry(_ order: PurchaseOrder, effect: inout Bool) async throws(WorkflowStop) -> FoundRecord {
        let externalID = externalID(of: order)
        var standing: Standing?
        if let id = try await flow.record(externalID, in: Self.model) { standing = try await self.standing(id, order) }
        if standing?.isOpen != false {
            let supplier = try await writer.supplier(order.supplier)
            let header = [("partner_id/.id", String(supplier)), ("partner_ref", order.number)]
            let id = try await writer.load(externalID, header, order.lines, Self.layout, effect: &effect)
            let draft = try await self.standing(id, order)
            if let differences = draft.differences {
                throw .refused(
                    "\(draft.record.name), order \(order.number), is not confirmed: \(differences); correct it in its source "
                        + "or in Odoo, then send it again"
                )
            }
            _ = try await flow.press("button_confirm", Self.model, [id], effect: &effect)
            standing = try await self.standing(id, order)
        }
        guard let standing else { throw .refused("order \(order.number) was not written") }
        return try judged(standing, order)
    }

    func held(_ order: PurchaseOrder) async throws(WorkflowStop) -> FoundRecord? {
        guard let id = try await flow.record(externalID(of: order), in: Self.model) else { return nil }
        let standing = try await standing(id, order)
        guard Self.confirmed.contains(standing.state), standing.differences == nil else { return nil }
        return try found(standing.record)
    }

    /// An order as Odoo holds it.
    private struct Standing {
        let record: OdooRecord
        let state: String
        /// How it differs from its source, if it does.
        let differences: String?

        /// Whether it may still be changed.
        var isOpen: Bool { state == "draft" || state == "sent" }
    }

    private func standing(_ id: Int64, _ order: PurchaseOrder) async throws(WorkflowStop) -> Standing {
        let record = try await flow.read(Self.model, id, ["state"] + DocumentWriter.compared)
        let lines = try await writer.heldLines(of: id, Self.layout)
        return Standing(
            record: record,
            state: try flow.understood { () throws(JSONAccessError) in try record.text("state") ?? "" },
            differences: try await writer.differences(
                record,
                from: order.totals,
                order.lines,
                (externalID(of: order), lines)
            )
        )
    }

    private func judged(_ standing: Standing, _ order: PurchaseOrder) throws(WorkflowStop) -> FoundRecord {
        let (name, state) = (standing.record.name, standing.state)
        guard Self.confirmed.contains(state) || state == "to approve" else {
            throw .refused("\(name), order \(order.number), is in state '\(state)'; confirm it in Odoo")
        }
        if let differences = standing.differences {
            throw .refused(
                "\(name), order \(order.number), is in state '\(state)' and was not changed: \(differences); change it in "
                    + "Odoo, then send it again"
            )
        }
        guard state != "to approve" else {
            throw .waiting("\(name), order \(order.number), waits for its approval in Odoo")
        }
        return try found(standing.record)
    }

    private func found(_ record: OdooRecord) throws(WorkflowStop) -> FoundRecord {
        try flow.understood { () throws(JSONAccessError) in
            FoundRecord(
                reference: record.name,
                totals: ["untaxed": try record.number("amount_untaxed"), "amount": try record.number("amount_total")]
            )
        }
    }
}
