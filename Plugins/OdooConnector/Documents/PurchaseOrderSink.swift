import ConnectorKit
import JSON

/// Writes `PurchaseOrder` as `purchase.order` with its lines, and confirms it.
struct PurchaseOrderSink: DocumentSink {
    static let model = "purchase.order"
    /// Both say that the order is binding; the second one is locked (until Odoo 18).
    static let confirmed: Set<String> = ["purchase", "done"]

    let writer: DocumentWriter

    private static let layout = DocumentWriter.Layout(model: model, lines: "order_line", quantity: "product_qty")
    private static let fields = ["state", "amount_untaxed", "amount_total"]

    func externalID(of order: PurchaseOrder) -> ExternalID { writer.scheme.id(.order, order.number) }

    func carry(_ order: PurchaseOrder, effect: inout Bool) async throws(WorkflowStop) -> FoundRecord {
        let flow = writer.workflow
        let externalID = externalID(of: order)
        var id = try await flow.record(externalID, in: Self.model)
        var state = "draft"
        if let id { state = try await self.state(id) }
        if state == "draft" || state == "sent" {
            let supplier = try await writer.supplier(order.supplier)
            let header = [("partner_id/.id", String(supplier)), ("partner_ref", order.number)]
            let written = try await writer.load(externalID, header, order.lines, Self.layout, effect: &effect)
            _ = try await flow.press("button_confirm", Self.model, [written], effect: &effect)
            id = written
        }
        guard let id else { throw .refused("order \(order.number) was not written") }
        let record = try await flow.read(Self.model, id, Self.fields)
        switch try flow.understood({ () throws(JSONAccessError) in try record.text("state") ?? "" }) {
        case let state where Self.confirmed.contains(state): return try found(record)
        case "to approve": throw .waiting("\(record.name), order \(order.number), waits for its approval in Odoo")
        case let state:
            throw .refused("\(record.name), order \(order.number), is in state '\(state)'; confirm it in Odoo")
        }
    }

    func held(_ order: PurchaseOrder) async throws(WorkflowStop) -> FoundRecord? {
        let flow = writer.workflow
        guard let id = try await flow.record(externalID(of: order), in: Self.model) else { return nil }
        let record = try await flow.read(Self.model, id, Self.fields)
        let state = try flow.understood { () throws(JSONAccessError) in try record.text("state") ?? "" }
        return Self.confirmed.contains(state) ? try found(record) : nil
    }

    private func state(_ id: Int64) async throws(WorkflowStop) -> String {
        let record = try await writer.workflow.read(Self.model, id, ["state"])
        return try writer.workflow.understood { () throws(JSONAccessError) in try record.text("state") ?? "" }
    }

    private func found(_ record: OdooRecord) throws(WorkflowStop) -> FoundRecord {
        try writer.workflow.understood { () throws(JSONAccessError) in
            FoundRecord(
                reference: record.name,
                totals: ["untaxed": try record.number("amount_untaxed"), "amount": try record.number("amount_total")]
            )
        }
    }
}
