import ConnectorKit
import FoundationEssentials
import JSON

/// Writes `Receipt` as the `stock.picking` of its order; what did not come stays in a backorder.
///
/// The receipt's number stands in the picking's origin before it is validated, so that it is found again. Nothing is
/// written before all lines are known to fit, and what Odoo does not validate is put back.
struct ReceiptSink: DocumentSink {
    static let model = "stock.picking"

    let writer: DocumentWriter

    private var flow: Workflow { writer.workflow }

    func externalID(of receipt: Receipt) -> ExternalID { writer.scheme.id(.receipt, receipt.key) }

    func carry(_ receipt: Receipt, effect: inout Bool) async throws(WorkflowStop) -> FoundRecord {
        let order = try await order(of: receipt)
        let came = try await ReceivedLines(receipt, order.id, writer)
        let place = try await place(receipt, order)
        if let done = place.done {
            let moves = try await moves(of: done)
            if let difference = came.difference(to: moves) {
                throw .refused(
                    "\(Self.model)/\(done), receipt \(receipt.number), was validated in Odoo with other quantities: \(difference); "
                        + "correct the receipt, or return the difference in Odoo"
                )
            }
            return found(done, moves)
        }
        guard let picking = place.open else {
            throw .refused(
                "order \(receipt.order) has nothing left to receive in Odoo; check receipt \(receipt.number)"
            )
        }
        return try await receive(receipt, came, picking, order.origin(receipt), effect: &effect)
    }

    /// Sets what came, validates the picking, and reads what it has received.
    private func receive(
        _ receipt: Receipt,
        _ came: ReceivedLines,
        _ picking: (id: Int64, origin: String),
        _ origin: String,
        effect: inout Bool
    ) async throws(WorkflowStop) -> FoundRecord {
        let moves = try await moves(of: picking.id)
        let changes = try came.changes(of: moves)
        try await set(changes, origin, picking.id, effect: &effect)
        do throws(WorkflowStop) {
            // Odoo rounds quantities to the digits of their unit.
            if !changes.isEmpty, let difference = came.difference(to: try await self.moves(of: picking.id)) {
                throw .refused(
                    "receipt \(receipt.number) is not validated, since it would be \(difference); correct the receipt, or the "
                        + "digits of the unit in Odoo"
                )
            }
            try await validate(receipt, picking.id, effect: &effect)
        } catch {
            if case .refused = error {
                let changed = Set(changes.map(\.id))
                let before = moves.filter { changed.contains($0.id) }.map(\.standing)
                try await set(before, picking.origin, picking.id, effect: &effect)
            }
            throw error
        }
        let received = try await self.moves(of: picking.id)
        if let difference = came.difference(to: received) {
            throw .refused(
                "\(Self.model)/\(picking.id), receipt \(receipt.number), was validated, and received \(difference); return or "
                    + "receive the difference in Odoo, or correct the receipt"
            )
        }
        return found(picking.id, received)
    }

    func held(_ receipt: Receipt) async throws(WorkflowStop) -> FoundRecord? {
        guard try await flow.record(writer.scheme.id(.order, receipt.order), in: PurchaseOrderSink.model) != nil else {
            return nil
        }
        let order = try await order(of: receipt)
        guard let done = try await place(receipt, order).done else { return nil }
        let moves = try await moves(of: done)
        return try await ReceivedLines(receipt, order.id, writer).match(moves) ? found(done, moves) : nil
    }

    /// An order and its name in Odoo.
    private struct Order {
        let id: Int64
        let name: String

        /// What the picking of a receipt says of its source.
        func origin(_ receipt: Receipt) -> String { "\(name) \(receipt.number)" }
    }

    private func order(of receipt: Receipt) async throws(WorkflowStop) -> Order {
        guard let id = try await flow.record(writer.scheme.id(.order, receipt.order), in: PurchaseOrderSink.model)
        else { throw .refused("order \(receipt.order) is not in Odoo; send the order first") }
        let order = try await flow.read(PurchaseOrderSink.model, id, ["name"])
        return Order(
            id: id,
            name: try flow.understood { () throws(JSONAccessError) in try order.text("name") ?? "" }
        )
    }

    /// The picking of a receipt that is done, or the one that may become it.
    private func place(
        _ receipt: Receipt,
        _ order: Order
    ) async throws(WorkflowStop) -> (done: Int64?, open: (id: Int64, origin: String)?) {
        let pickings = try await flow.search(
            Self.model,
            // A return to the supplier belongs to the order, too.
            [["purchase_id", "=", .integer(order.id)], ["picking_type_code", "=", "incoming"]],
            ["state", "origin"]
        )
        let states = try flow.understood { () throws(JSONAccessError) in
            try pickings.map { picking throws(JSONAccessError) in
                (id: picking.id, state: try picking.text("state"), origin: try picking.text("origin") ?? "")
            }
        }
        let ours = order.origin(receipt)
        let open = states.filter { $0.state != "done" && $0.state != "cancel" }
        let next = open.first { $0.origin == ours } ?? open.first
        return (states.first { $0.origin == ours && $0.state == "done" }?.id, next.map { ($0.id, $0.origin) })
    }

    private func moves(of picking: Int64) async throws(WorkflowStop) -> [ReceiptMove] {
        let unit = "product_uom"
        let moves = try await flow.search(
            "stock.move",
            [["picking_id", "=", .integer(picking)], ["state", "!=", "cancel"]],
            ["purchase_line_id", "quantity", "product_uom_qty", "picked", unit, "has_tracking"]
        )
        return try flow.understood { () throws(JSONAccessError) in
            try moves.map { move throws(JSONAccessError) in
                ReceiptMove(
                    id: move.id,
                    line: try move.reference("purchase_line_id")?.id,
                    quantity: try move.number("quantity"),
                    wanted: try move.number("product_uom_qty"),
                    isPicked: try move.flag("picked"),
                    unit: try move.reference(unit),
                    isTracked: try move.text("has_tracking").map { $0 != "none" } ?? false
                )
            }
        }
    }

    /// Sets moves and the origin of their picking, in one call.
    private func set(
        _ changes: [ReceiptMove.Change],
        _ origin: String,
        _ picking: Int64,
        effect: inout Bool
    ) async throws(WorkflowStop) {
        var values: JSONObject = ["origin": .string(origin)]
        // The quantity makes the move lines that the mark is for.
        let commands = changes.map { change -> JSON in
            [
                1, .integer(change.id),
                ["quantity": .string(change.quantity.plainText), "picked": .bool(change.isPicked)],
            ]
        }
        if !commands.isEmpty { values["move_ids"] = .array(commands) }
        try await flow.write(Self.model, picking, values, effect: &effect)
    }

    private func validate(_ receipt: Receipt, _ picking: Int64, effect: inout Bool) async throws(WorkflowStop) {
        let context: JSONObject = ["skip_backorder": true]
        let wizard = try await flow.press("button_validate", Self.model, [picking], context: context, effect: &effect)
        let record = try await flow.read(Self.model, picking, ["state"])
        guard try flow.understood({ () throws(JSONAccessError) in try record.text("state") }) == "done" else {
            let question = wizard.map { "asks \($0.model)" } ?? "did not validate it"
            throw .refused("Odoo \(question) for \(record.name), receipt \(receipt.number); validate it there")
        }
    }

    private func found(_ picking: Int64, _ moves: [ReceiptMove]) -> FoundRecord {
        FoundRecord(
            reference: "\(Self.model)/\(picking)",
            totals: ["quantity": moves.reduce(0) { $0 + $1.quantity }]
        )
    }
}
