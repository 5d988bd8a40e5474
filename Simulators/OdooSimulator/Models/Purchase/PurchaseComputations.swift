import Foundation

extension Computations {
    /// Orders and their lines.
    static let purchasing: [String: Function] = purchaseOrders.merging(purchaseLines) { $1 }

    private static let purchaseOrders: [String: Function] = [
        "purchase_display_name": { environment, model, id in
            let name = environment.name(model, id)
            guard let reference = environment.value("partner_ref", in: model, id).textValue, !reference.isEmpty else {
                return .text(name)
            }
            return .text("\(name) (\(reference))")
        },
        "purchase_bills": { environment, _, id in .records(environment.bills(ofPurchase: id)) },
        "purchase_bill_count": { environment, _, id in .integer(Int64(environment.bills(ofPurchase: id).count)) },
        "purchase_invoice_status": { environment, model, id in
            guard ["purchase", "done"].contains(environment.orderState(id)) else { return .text("no") }
            let open = environment.value("order_line", in: model, id).recordIDs.contains {
                environment.value("qty_to_invoice", of: "purchase.order.line", $0).decimalValue != 0
            }
            return .text(open ? "to invoice" : environment.bills(ofPurchase: id).isEmpty ? "no" : "invoiced")
        },
        "purchase_pickings": { environment, _, id in .records(environment.pickings(ofPurchase: id)) },
        "purchase_picking_count": { environment, _, id in
            .integer(Int64(environment.pickings(ofPurchase: id).count))
        },
        "purchase_receipt_status": { environment, _, id in
            environment.transferStatus(environment.pickings(ofPurchase: id), started: "pending")
        },
        "purchase_is_shipped": { environment, _, id in
            let states = environment.pickings(ofPurchase: id).map(environment.pickingState)
            return .boolean(!states.isEmpty && states.allSatisfy { $0 == "done" || $0 == "cancel" })
        },
        "purchase_effective_date": { environment, _, id in
            let dates = environment.pickings(ofPurchase: id).map {
                environment.value("date_done", of: "stock.picking", $0)
            }
            return dates.filter { !$0.isNull }.min { $0.precedes($1) } ?? .null
        },
        "purchase_calendar_start": { environment, model, id in
            let isConfirmed = ["purchase", "done"].contains(environment.orderState(id))
            return environment.value(isConfirmed ? "date_approve" : "date_order", in: model, id)
        },
        "order_currency_rate": { environment, model, id in .decimal(environment.orderRate(model, id)) },
        "purchase_company_total": { environment, model, id in
            let rate = environment.orderRate(model, id)
            return .decimal(
                Rounding.round(environment.value("amount_total", in: model, id).decimalValue / rate, scale: 2)
            )
        },
        "order_tax_country": { environment, model, id in
            environment.value(along: "company_id.country_id", from: model, id)
        },
        "purchase_on_time_rate": { _, _, _ in .decimal(-1) },
        "first_line_product": { environment, model, id in
            let lines = environment.value("order_line", in: model, id).recordIDs
            return lines.first.map { environment.value("product_id", of: "\(model.name).line", $0) } ?? .null
        },
        "purchase_url": { _, _, id in .text("/my/purchase/\(id)") },
        "supplier_display_name": { environment, model, id in
            .text(environment.shownName("res.partner", environment.value("partner_id", in: model, id).recordID))
        },
    ]

    private static let purchaseLines: [String: Function] = [
        "purchase_line_unit_quantity": { environment, model, id in
            let product = environment.value("product_id", in: model, id).recordID
            return .decimal(
                environment.quantity(
                    environment.value("product_qty", in: model, id).decimalValue,
                    from: environment.value("product_uom", in: model, id).recordID,
                    to: product.flatMap { environment.value("uom_id", of: "product.product", $0).recordID }
                )
            )
        },
        "line_discounted_price": { environment, model, id in
            let discount = environment.value("discount", in: model, id).decimalValue
            return .decimal(environment.value("price_unit", in: model, id).decimalValue * (1 - discount / 100))
        },
        "purchase_line_method": { environment, model, id in
            guard let product = environment.value("product_id", in: model, id).recordID else { return .null }
            return .text(environment.isGoods(product) ? "stock_moves" : "manual")
        },
        "purchase_line_received": { environment, model, id in .decimal(environment.received(model, id)) },
        "purchase_line_invoiced": { environment, model, id in .decimal(environment.invoiced(model, id)) },
        "purchase_line_to_invoice": { environment, model, id in
            let order = environment.value("order_id", in: model, id).recordID
            guard let order, ["purchase", "done"].contains(environment.orderState(order)) else { return .decimal(0) }
            let product = environment.value("product_id", in: model, id).recordID
            let control = product.map { environment.value("purchase_method", of: "product.product", $0) }
            let wanted =
                control == .text("purchase")
                ? environment.value("product_qty", in: model, id).decimalValue : environment.received(model, id)
            return .decimal(wanted - environment.invoiced(model, id))
        },
        "analytic_precision": { _, _, _ in .integer(2) },
    ]
}

extension Environment {
    /// The bills with lines of an order, the oldest first.
    func bills(ofPurchase order: Int64) -> [Int64] {
        let lines = value("order_line", of: "purchase.order", order).recordIDs
        let moves = lines.flatMap { billLines(ofPurchaseLine: $0) }.compactMap {
            database.row("account.move.line", $0)?["move_id"]?.recordID
        }
        return Set(moves).sorted()
    }

    /// The lines of bills that bill a line of an order.
    func billLines(ofPurchaseLine line: Int64) -> [Int64] {
        database.ids(of: "account.move.line", where: ["purchase_line_id"], are: [.record(line)]) ?? []
    }

    /// The transfers that bring an order's goods, the oldest first.
    func pickings(ofPurchase order: Int64) -> [Int64] {
        let lines = value("order_line", of: "purchase.order", order).recordIDs
        return Set(
            lines.flatMap { moves(ofPurchaseLine: $0) }.compactMap {
                database.row("stock.move", $0)?["picking_id"]?.recordID
            }
        ).sorted()
    }

    /// The moves of a line of an order, the oldest first.
    func moves(ofPurchaseLine line: Int64) -> [Int64] {
        (database.ids(of: "stock.move", where: ["purchase_line_id"], are: [.record(line)]) ?? []).sorted()
    }

    /// How far the transfers of an order are.
    func transferStatus(_ pickings: [Int64], started: String) -> FieldValue {
        let states = Set(pickings.map(pickingState))
        if states.subtracting(["cancel"]).isEmpty { return .null }
        if states.isSubset(of: ["done", "cancel"]) { return .text("full") }
        return .text(states.contains("done") ? "partial" : started)
    }

    fileprivate func orderRate(_ model: ModelDefinition, _ id: Int64) -> Decimal {
        rate(
            to: value("currency_id", in: model, id).recordID,
            company: value("company_id", in: model, id).recordID,
            at: today
        )
    }

    fileprivate func received(_ model: ModelDefinition, _ line: Int64) -> Decimal {
        let row = database.row(model.name, line) ?? [:]
        guard isGoods(row["product_id"]?.recordID) else { return row["qty_received_manual"]?.decimalValue ?? 0 }
        // A quantity that was written stays until goods move.
        if let written = row["qty_received"] { return written.decimalValue }
        return moves(ofPurchaseLine: line).compactMap { database.row("stock.move", $0) }
            .filter { $0["state"] == .text("done") }
            .reduce(Decimal(0)) { sum, move in
                let moved = quantity(
                    move["quantity"]?.decimalValue ?? 0,
                    from: move["product_uom"]?.recordID,
                    to: row["product_uom"]?.recordID
                )
                let target = move["location_dest_id"]?.recordID
                return locationUsage(target) == "supplier" ? sum - moved : sum + moved
            }
    }

    fileprivate func invoiced(_ model: ModelDefinition, _ line: Int64) -> Decimal {
        billLines(ofPurchaseLine: line).reduce(Decimal(0)) { sum, billLine in
            let row = database.row("account.move.line", billLine) ?? [:]
            let move = row["move_id"]?.recordID.flatMap { database.row("account.move", $0) } ?? [:]
            guard move["state"] != .text("cancel") else { return sum }
            let billed = quantity(
                row["quantity"]?.decimalValue ?? 0,
                from: row["product_uom_id"]?.recordID,
                to: value("product_uom", in: model, line).recordID
            )
            switch move["move_type"]?.textValue {
            case "in_invoice": return sum + billed
            case "in_refund": return sum - billed
            default: return sum
            }
        }
    }
}
