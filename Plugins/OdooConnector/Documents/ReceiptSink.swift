import ConnectorKit
import FoundationEssentials
import JSON

/// Writes `Receipt` as the `stock.picking` of its order; what did not come stays in a backorder.
///
/// The receipt's number stands in the picking's origin before it is validated, so that it is found again.
struct ReceiptSink: DocumentSink {
    static let model = "stock.picking"
    private static let move = "stock.move"

    let writer: DocumentWriter

    private var flow: Workflow { writer.workflow }

    func externalID(of receipt: Receipt) -> ExternalID { writer.scheme.id(.receipt, receipt.key) }

    func carry(_ receipt: Receipt, effect: inout Bool) async throws(WorkflowStop) -> FoundRecord {
        let place = try await place(receipt)
        if let done = place.done { return try await found(done) }
        guard let picking = place.open else {
            throw .refused(
                "order \(receipt.order) has nothing left to receive in Odoo; check receipt \(receipt.number)"
            )
        }
        try await set(receipt, picking, effect: &effect)
        try await flow.write(Self.model, picking, ["origin": .string(place.origin)], effect: &effect)
        let context: JSONObject = ["skip_backorder": true]
        let wizard = try await flow.press("button_validate", Self.model, [picking], context: context, effect: &effect)
        let record = try await flow.read(Self.model, picking, ["state"])
        guard try flow.understood({ () throws(JSONAccessError) in try record.text("state") }) == "done" else {
            let question = wizard.map { "asks \($0.model)" } ?? "did not validate it"
            throw .refused("Odoo \(question) for \(record.name), receipt \(receipt.number); validate it there")
        }
        return try await found(picking)
    }

    func held(_ receipt: Receipt) async throws(WorkflowStop) -> FoundRecord? {
        let order = try await flow.record(writer.scheme.id(.order, receipt.order), in: PurchaseOrderSink.model)
        guard order != nil else { return nil }
        guard let done = try await place(receipt).done else { return nil }
        return try await found(done)
    }

    /// The picking of a receipt that is done, or the one that may become it.
    private func place(_ receipt: Receipt) async throws(WorkflowStop) -> (done: Int64?, open: Int64?, origin: String) {
        guard let order = try await flow.record(writer.scheme.id(.order, receipt.order), in: PurchaseOrderSink.model)
        else { throw .refused("order \(receipt.order) is not in Odoo; send the order first") }
        let name = try await flow.read(PurchaseOrderSink.model, order, ["name"])
        let origin = try flow.understood { () throws(JSONAccessError) in
            "\(try name.text("name") ?? "") \(receipt.number)"
        }
        let pickings = try await flow.search(
            Self.model,
            // A return to the supplier belongs to the order, too.
            [["purchase_id", "=", .integer(order)], ["picking_type_code", "=", "incoming"]],
            ["state", "origin"]
        )
        let states = try flow.understood { () throws(JSONAccessError) in
            try pickings.map { picking throws(JSONAccessError) in
                (id: picking.id, state: try picking.text("state"), isOurs: try picking.text("origin") == origin)
            }
        }
        let open = states.filter { $0.state != "done" && $0.state != "cancel" }
        return (
            states.first { $0.isOurs && $0.state == "done" }?.id, (open.first { $0.isOurs } ?? open.first)?.id, origin
        )
    }

    /// Sets what came on each move of a picking, nothing on the others.
    private func set(_ receipt: Receipt, _ picking: Int64, effect: inout Bool) async throws(WorkflowStop) {
        let moves = try await flow.search(
            Self.move,
            [["picking_id", "=", .integer(picking)]],
            ["purchase_line_id", "quantity"]
        )
        var wanted: [Int64: Decimal] = [:]
        for (line, quantity) in receipt.quantities {
            let order = writer.scheme.id(.order, receipt.order)
            let externalID = writer.scheme.id(.line, "\(order.name)/\(line)")
            guard let id = try await flow.record(externalID, in: "purchase.order.line") else {
                throw .refused("order \(receipt.order) has no line \(line) in Odoo; correct receipt \(receipt.number)")
            }
            wanted[id, default: 0] += quantity
        }
        for move in moves {
            let (line, quantity) = try flow.understood { () throws(JSONAccessError) in
                (try move.reference("purchase_line_id")?.id, try move.number("quantity"))
            }
            let came = line.flatMap { wanted.removeValue(forKey: $0) } ?? 0
            guard came != quantity else { continue }
            try await flow.write(Self.move, move.id, ["quantity": .string(came.plainText)], effect: &effect)
        }
        guard wanted.values.allSatisfy({ $0 == 0 }) else {
            throw .refused("receipt \(receipt.number) has more lines than order \(receipt.order) waits for in Odoo")
        }
    }

    private func found(_ picking: Int64) async throws(WorkflowStop) -> FoundRecord {
        let moves = try await flow.search(Self.move, [["picking_id", "=", .integer(picking)]], ["quantity"])
        let quantities = try flow.understood { () throws(JSONAccessError) in
            try moves.map { move throws(JSONAccessError) in try move.number("quantity") }
        }
        return FoundRecord(reference: "\(Self.model)/\(picking)", totals: ["quantity": quantities.reduce(0, +)])
    }
}
