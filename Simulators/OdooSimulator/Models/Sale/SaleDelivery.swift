import Foundation

/// The transfers that a confirmed sale makes.
extension Environment {
    /// Makes or enlarges the transfer of what an order's goods lines still miss.
    mutating func createDelivery(of order: Int64) throws(OdooError) {
        let goods = saleLines(order).filter { isGoods(value("product_id", of: "sale.order.line", $0).recordID) }
        for line in goods where missingQuantity(ofSaleLine: line) < 0 { try shrinkDelivery(ofSaleLine: line) }
        let wanting = goods.filter { missingQuantity(ofSaleLine: $0) > 0 }
        guard !wanting.isEmpty else { return }
        let picking: Int64
        let open = pickings(ofSale: order).first { !["done", "cancel"].contains(pickingState($0)) }
        if let open { picking = open } else { picking = try delivery(for: order) }
        var moves: [Int64] = []
        for line in wanting {
            let missing = missingQuantity(ofSaleLine: line)
            let known = openMoves(of: picking).first {
                database.row("stock.move", $0)?["sale_line_id"]?.recordID == line
            }
            if let known {
                let move = database.row("stock.move", known) ?? [:]
                let unit = value("product_uom", of: "sale.order.line", line).recordID
                let wanted =
                    (move["product_uom_qty"]?.decimalValue ?? 0)
                    + quantity(missing, from: unit, to: move["product_uom"]?.recordID)
                try set("stock.move", known, ["product_uom_qty": .decimal(wanted)])
                try refreshState(ofMove: known)
                try reserve(moves: [known])
            } else {
                moves.append(try insert("stock.move", move(for: line, of: order, in: picking, missing)))
            }
        }
        try confirm(moves: moves)
    }

    /// Less is wanted than is on its way: the open move wants less, or nothing any more.
    private mutating func shrinkDelivery(ofSaleLine line: Int64) throws(OdooError) {
        guard let open = moves(ofSaleLine: line).first(where: { !["done", "cancel"].contains(moveState($0)) }) else {
            return
        }
        let move = database.row("stock.move", open) ?? [:]
        let unit = value("product_uom", of: "sale.order.line", line).recordID
        let change = quantity(missingQuantity(ofSaleLine: line), from: unit, to: move["product_uom"]?.recordID)
        let wanted = (move["product_uom_qty"]?.decimalValue ?? 0) + change
        try set("stock.move", open, ["product_uom_qty": .decimal(max(0, wanted))])
        guard wanted > 0 else { return try cancel(moves: [open]) }
        let held = move["quantity"]?.decimalValue ?? 0
        if held > wanted { try setQuantity(ofMove: open, to: wanted) } else { try refreshState(ofMove: open) }
    }

    private func missingQuantity(ofSaleLine line: Int64) -> Decimal {
        let row = database.row("sale.order.line", line) ?? [:]
        let delivered = moved(moves(ofSaleLine: line), towards: "customer", in: row["product_uom"]?.recordID)
        return (row["product_uom_qty"]?.decimalValue ?? 0) - delivered
    }

    private mutating func delivery(for order: Int64) throws(OdooError) -> Int64 {
        let row = database.row("sale.order", order) ?? [:]
        let type = pickingType("outgoing", of: row["company_id"]?.recordID)
        let source = type.recordID.map { value("default_location_src_id", of: "stock.picking.type", $0) } ?? .null
        return try insert(
            "stock.picking",
            [
                "name": transferNumber(type: type.recordID), "picking_type_id": type,
                "partner_id": row["partner_shipping_id"] ?? .null, "date": thisSecond,
                "origin": .text(
                    ["name", "client_order_ref"].compactMap { row[$0]?.textValue }.filter { !$0.isEmpty }
                        .joined(separator: " - ")
                ),
                "location_id": source,
                "location_dest_id": partnerLocation(row["partner_shipping_id"]?.recordID, "customer"),
                "move_type": row["picking_policy"] ?? .text("direct"), "is_locked": .boolean(true),
                "priority": .text("0"),
            ]
        )
    }

    /// What a transfer to a customer says about a product.
    private func deliveryNote(of product: Int64?) -> String {
        guard let product else { return "" }
        let own = value("description_pickingout", of: "product.product", product).textValue ?? ""
        return own.isEmpty ? value("name", of: "product.product", product).textValue ?? "" : own
    }

    private func move(for line: Int64, of order: Int64, in picking: Int64, _ quantity: Decimal) -> Row {
        let row = database.row("sale.order.line", line) ?? [:]
        let own = value(along: "product_id.uom_id", from: "sale.order.line", line)
        let wanted = self.quantity(quantity, from: row["product_uom"]?.recordID, to: own.recordID)
        let pickingRow = database.row("stock.picking", picking) ?? [:]
        return [
            "name": .text(shownName("product.product", row["product_id"]?.recordID)),
            "product_id": row["product_id"] ?? .null, "product_uom_qty": .decimal(wanted),
            "product_uom": own, "date": thisSecond,
            "location_id": pickingRow["location_id"] ?? .null,
            "location_dest_id": pickingRow["location_dest_id"] ?? .null, "picking_id": .record(picking),
            "picking_type_id": pickingRow["picking_type_id"] ?? .null, "sale_line_id": .record(line),
            "partner_id": pickingRow["partner_id"] ?? .null,
            "company_id": value("company_id", of: "sale.order", order), "origin": pickingRow["origin"] ?? .null,
            "description_picking": .text(deliveryNote(of: row["product_id"]?.recordID)), "state": .text("draft"),
            "priority": .text("0"),
            "procure_method": .text("make_to_stock"), "propagate_cancel": .boolean(true),
            "warehouse_id": value(along: "picking_type_id.warehouse_id", from: "stock.picking", picking),
        ]
    }
}
