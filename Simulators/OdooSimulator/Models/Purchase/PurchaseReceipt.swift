import Foundation

/// The transfers that a confirmed order makes and changes.
extension Environment {
    /// Makes the transfer that brings what an order's goods lines still miss.
    mutating func createReceipt(of order: Int64) throws(OdooError) {
        let goods = orderLines(order).filter { isGoods(value("product_id", of: "purchase.order.line", $0).recordID) }
        let wanting = goods.filter { missingQuantity(ofPurchaseLine: $0) > 0 }
        guard !wanting.isEmpty else { return }
        let picking: Int64
        if let open = openReceipt(of: order) { picking = open } else { picking = try receipt(for: order) }
        var moves: [Int64] = []
        for line in wanting {
            let quantity = missingQuantity(ofPurchaseLine: line)
            moves.append(try insert("stock.move", move(for: line, of: order, in: picking, quantity)))
        }
        let byDate = moves.sorted { first, second in
            let dates = [first, second].map { database.row("stock.move", $0)?["date"] ?? .null }
            return dates[0] == dates[1] ? first < second : dates[0].precedes(dates[1])
        }
        for (position, move) in byDate.enumerated() {
            try set("stock.move", move, ["sequence": .integer(Int64(5 * (position + 1)))])
        }
        try confirm(moves: moves)
    }

    /// Lets the receipt follow a line of a confirmed order that is new or has another quantity.
    ///
    /// - Throws: UserError if less is wanted than has come.
    mutating func follow(purchaseLine line: Int64, of order: Int64) throws(OdooError) {
        let row = database.row("purchase.order.line", line) ?? [:]
        guard isGoods(row["product_id"]?.recordID) else { return }
        let received = value("qty_received", of: "purchase.order.line", line).decimalValue
        guard row["product_qty"]?.decimalValue ?? 0 >= received else {
            throw .user("You cannot decrease the ordered quantity below the received quantity.\nCreate a return first.")
        }
        let missing = missingQuantity(ofPurchaseLine: line)
        guard missing != 0 else { return }
        let open = moves(ofPurchaseLine: line).first { !["done", "cancel"].contains(moveState($0)) }
        guard let open else { return missing > 0 ? try createReceipt(of: order) : () }
        let move = database.row("stock.move", open) ?? [:]
        let change = quantity(missing, from: row["product_uom"]?.recordID, to: move["product_uom"]?.recordID)
        let wanted = (move["product_uom_qty"]?.decimalValue ?? 0) + change
        try set("stock.move", open, ["product_uom_qty": .decimal(max(0, wanted))])
        guard wanted > 0 else { return try cancel(moves: [open]) }
        // What is reserved for less is reserved anew.
        if change < 0 { for id in moveLines(of: open) { database.replace("stock.move.line", id, with: nil) } }
        try setQuantity(ofMove: open, to: wanted)
    }

    private func missingQuantity(ofPurchaseLine line: Int64) -> Decimal {
        let row = database.row("purchase.order.line", line) ?? [:]
        let back = moved(moves(ofPurchaseLine: line), towards: "supplier", in: row["product_uom"]?.recordID)
        return (row["product_qty"]?.decimalValue ?? 0) + back
    }

    private func openReceipt(of order: Int64) -> Int64? {
        pickings(ofPurchase: order).first { !["done", "cancel"].contains(pickingState($0)) }
    }

    private mutating func receipt(for order: Int64) throws(OdooError) -> Int64 {
        let row = database.row("purchase.order", order) ?? [:]
        let partner = row["partner_id"]?.recordID
        let source = partnerLocation(partner, "supplier")
        guard !source.isNull else {
            throw .user("You must set a Vendor Location for this partner \(shownName("res.partner", partner))")
        }
        let type = row["picking_type_id"]?.recordID
        let target = type.map { value("default_location_dest_id", of: "stock.picking.type", $0) } ?? .null
        return try insert(
            "stock.picking",
            [
                "name": transferNumber(type: type), "picking_type_id": row["picking_type_id"] ?? .null,
                "partner_id": row["partner_id"] ?? .null, "date": row["date_order"] ?? .null,
                "origin": row["name"] ?? .null, "location_id": source, "location_dest_id": target,
                "move_type": .text("direct"), "is_locked": .boolean(true), "priority": .text("0"),
            ]
        )
    }

    private func move(for line: Int64, of order: Int64, in picking: Int64, _ quantity: Decimal) -> Row {
        let row = database.row("purchase.order.line", line) ?? [:]
        let product = row["product_id"]?.recordID
        let unit = row["product_uom"]?.recordID
        let own = product.map { value("uom_id", of: "product.product", $0) } ?? .null
        let pickingRow = database.row("stock.picking", picking) ?? [:]
        let note = product.map { value("description_pickingin", of: "product.product", $0) } ?? .null
        return [
            "name": .text(shownName("product.product", product)), "product_id": row["product_id"] ?? .null,
            "product_uom_qty": .decimal(self.quantity(quantity, from: unit, to: own.recordID)), "product_uom": own,
            "date": row["date_planned"] ?? thisSecond, "date_deadline": row["date_planned"] ?? .null,
            "location_id": pickingRow["location_id"] ?? .null,
            "location_dest_id": pickingRow["location_dest_id"] ?? .null,
            "picking_id": .record(picking), "picking_type_id": pickingRow["picking_type_id"] ?? .null,
            "purchase_line_id": .record(line), "company_id": value("company_id", of: "purchase.order", order),
            "price_unit": .decimal(price(row["price_unit"]?.decimalValue ?? 0, from: unit, to: own.recordID)),
            "origin": pickingRow["origin"] ?? .null,
            "description_picking": note.isNull ? row["name"] ?? .null : note, "state": .text("draft"),
            "procure_method": .text("make_to_stock"), "propagate_cancel": .boolean(true), "priority": .text("0"),
            "warehouse_id": value(along: "picking_type_id.warehouse_id", from: "stock.picking", picking),
        ]
    }

    /// The value at the end of a dotted path from a record of the model that `modelName` names.
    func value(along path: String, from modelName: String, _ id: Int64) -> FieldValue {
        catalogue[modelName].map { value(along: path, from: $0, id) } ?? .null
    }
}
