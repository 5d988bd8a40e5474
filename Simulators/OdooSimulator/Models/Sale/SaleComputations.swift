import Foundation
import SimulatorKit

extension Computations {
    /// Sale orders and their lines.
    static let selling: [String: Function] = saleOrders.merging(saleLines) { $1 }

    private static let saleOrders: [String: Function] = [
        "sale_invoices": { environment, _, id in .records(environment.invoices(ofSale: id)) },
        "sale_invoice_count": { environment, _, id in .integer(Int64(environment.invoices(ofSale: id).count)) },
        "sale_invoice_status": { environment, model, id in
            guard environment.saleState(id) == "sale" else { return .text("no") }
            let states = environment.saleLines(id).filter { line in
                let row = environment.database.row("sale.order.line", line)
                return row?["display_type"] == nil && row?["is_downpayment"]?.isTrue != true
            }.map { environment.saleLineStatus($0) }
            if states.contains("to invoice") { return .text("to invoice") }
            if states.isEmpty { return .text("no") }
            if states.allSatisfy({ $0 == "invoiced" }) { return .text("invoiced") }
            return .text(states.allSatisfy { $0 == "invoiced" || $0 == "upselling" } ? "upselling" : "no")
        },
        "sale_pickings": { environment, _, id in .records(environment.pickings(ofSale: id)) },
        "sale_delivery_count": { environment, _, id in .integer(Int64(environment.pickings(ofSale: id).count)) },
        "sale_delivery_status": { environment, _, id in
            environment.transferStatus(environment.pickings(ofSale: id), started: "pending")
        },
        "picking_sale": { environment, _, id in
            let line = environment.moves(of: id).lazy.compactMap {
                environment.database.row("stock.move", $0)?["sale_line_id"]?.recordID
            }.first
            return line.map { environment.value("order_id", of: "sale.order.line", $0) } ?? .null
        },
        "sale_undiscounted": { environment, model, id in
            .decimal(
                environment.saleLines(id).reduce(Decimal(0)) { sum, line in
                    let row = environment.database.row("sale.order.line", line) ?? [:]
                    let quantity = row["product_uom_qty"]?.decimalValue ?? 0
                    return sum + quantity * (row["price_unit"]?.decimalValue ?? 0)
                }
            )
        },
        "sale_amount_invoiced": { environment, model, id in
            guard !environment.profile.is18 else { return .decimal(environment.invoicedTotal(ofSale: id)) }
            let total = environment.value("amount_total", in: model, id).decimalValue
            return .decimal(total - environment.value("amount_to_invoice", in: model, id).decimalValue)
        },
        "sale_amount_to_invoice": { environment, model, id in
            if environment.profile.is18 {
                return .decimal(
                    environment.saleLines(id).reduce(Decimal(0)) { $0 + environment.amountToInvoice(saleLine: $1) }
                )
            }
            guard environment.value("invoice_status", in: model, id) != .text("invoiced") else { return .decimal(0) }
            let total = environment.value("amount_total", in: model, id).decimalValue
            return .decimal(total - environment.invoicedTotal(ofSale: id))
        },
        "sale_type_name": { environment, _, id in
            .text(["draft", "sent", "cancel"].contains(environment.saleState(id)) ? "Quotation" : "Sales Order")
        },
        "sale_url": { _, _, id in .text("/my/orders/\(id)") },
        "invoicing_currency": { environment, model, id in
            let orders = environment.value("sale_order_ids", in: model, id).recordIDs
            return orders.count == 1 ? environment.value("currency_id", of: "sale.order", orders[0]) : .null
        },
        "invoicing_company": { environment, model, id in
            let orders = environment.value("sale_order_ids", in: model, id).recordIDs
            return orders.count == 1 ? environment.value("company_id", of: "sale.order", orders[0]) : .null
        },
        "invoicing_invoiced": { environment, model, id in
            .decimal(environment.sum("amount_invoiced", ofWizard: id))
        },
        "invoicing_to_invoice": { environment, model, id in
            .decimal(environment.sum("amount_to_invoice", ofWizard: id))
        },
        "invoicing_has_advances": { environment, model, id in
            let orders = environment.value("sale_order_ids", in: model, id).recordIDs
            return .boolean(
                orders.flatMap(environment.saleLines).contains {
                    environment.value("is_downpayment", of: "sale.order.line", $0).isTrue
                }
            )
        },
        "invoicing_warns_of_drafts": { environment, model, id in
            let orders = environment.value("sale_order_ids", in: model, id).recordIDs
            return .boolean(
                orders.flatMap(environment.invoices(ofSale:)).contains { Entry(environment, $0)?.isDraft == true }
            )
        },
        "invoicing_warns_of_amount": { environment, model, id in
            let isShare = environment.value("advance_payment_method", in: model, id) == .text("percentage")
            let share = environment.value("amount", in: model, id).decimalValue / 100
            let amount =
                isShare
                ? share * environment.sum("amount_total", ofWizard: id)
                : environment.value("fixed_amount", in: model, id).decimalValue
            return .boolean(amount > environment.sum("amount_to_invoice", ofWizard: id))
        },
        "invoicing_count": { environment, model, id in
            .integer(Int64(environment.value("sale_order_ids", in: model, id).recordIDs.count))
        },
    ]

    private static let saleLines: [String: Function] = [
        "sale_line_display_name": { environment, model, id in
            let order = environment.shownName("sale.order", environment.value("order_id", in: model, id).recordID)
            let product = environment.value("product_id", in: model, id).recordID
            let text = environment.name(model, id).split(separator: "\n").first.map(String.init)
            return .text("\(order) - \(text ?? environment.shownName("product.product", product))")
        },
        "sale_line_method": { environment, model, id in
            environment.deliveryMethod(id).map { .text($0) } ?? .null
        },
        "sale_line_delivered": { environment, model, id in .decimal(environment.delivered(id)) },
        "sale_line_invoiced": { environment, model, id in .decimal(environment.invoiced(saleLine: id)) },
        "sale_line_to_invoice": { environment, model, id in .decimal(environment.quantityToInvoice(saleLine: id)) },
        "sale_line_invoice_status": { environment, _, id in .text(environment.saleLineStatus(id)) },
        "sale_line_reduced": { environment, model, id in
            .decimal(environment.perUnit(environment.value("price_subtotal", in: model, id), ofSaleLine: id))
        },
        "sale_line_reduced_total": { environment, model, id in
            .decimal(environment.perUnit(environment.value("price_total", in: model, id), ofSaleLine: id))
        },
        "sale_line_amount_invoiced": { environment, model, id in
            .decimal(environment.postedAmount("price_subtotal", ofSaleLine: id))
        },
        "sale_line_amount_to_invoice": { environment, model, id in
            .decimal(environment.untaxedAmountToInvoice(saleLine: id))
        },
        "sale_line_total_to_invoice": { environment, model, id in
            .decimal(environment.amountToInvoice(saleLine: id))
        },
        "sale_line_total_invoiced": { environment, model, id in
            .decimal(environment.postedAmount("price_total", ofSaleLine: id))
        },
        "product_sales_count": { environment, model, id in
            let products =
                model.name == "product.product"
                ? [id] : environment.value("product_variant_ids", in: model, id).recordIDs
            return .decimal(
                environment.database.ids(of: "sale.order.line").reduce(Decimal(0)) { sum, line in
                    let row = environment.database.row("sale.order.line", line) ?? [:]
                    guard let product = row["product_id"]?.recordID, products.contains(product),
                        let order = row["order_id"]?.recordID, environment.saleState(order) == "sale",
                        case .moment = environment.value("date_order", of: "sale.order", order)
                    else { return sum }
                    return sum
                        + environment.quantity(
                            row["product_uom_qty"]?.decimalValue ?? 0,
                            from: row["product_uom"]?.recordID,
                            to: environment.value("uom_id", of: "product.product", product).recordID
                        )
                }
            )
        },
        "sale_line_is_service": { environment, model, id in
            let product = environment.value("product_id", in: model, id).recordID
            return .boolean(product != nil && !environment.isGoods(product))
        },
        "sale_line_template": { environment, model, id in
            environment.value(along: "product_id.product_tmpl_id", from: model, id)
        },
        "sale_line_moves": { environment, _, id in .records(environment.moves(ofSaleLine: id)) },
    ]
}

extension Environment {
    /// What the orders of a wizard come to together.
    fileprivate func sum(_ field: String, ofWizard id: Int64) -> Decimal {
        value("sale_order_ids", of: "sale.advance.payment.inv", id).recordIDs.reduce(Decimal(0)) {
            $0 + value(field, of: "sale.order", $1).decimalValue
        }
    }

    /// The moves of a line of a sale order, the oldest first.
    func moves(ofSaleLine line: Int64) -> [Int64] {
        (database.ids(of: "stock.move", where: ["sale_line_id"], are: [.record(line)]) ?? []).sorted()
    }

    /// The transfers that deliver an order's goods, the oldest first.
    func pickings(ofSale order: Int64) -> [Int64] {
        let lines = value("order_line", of: "sale.order", order).recordIDs
        return Set(
            lines.flatMap { moves(ofSaleLine: $0) }.compactMap {
                database.row("stock.move", $0)?["picking_id"]?.recordID
            }
        ).sorted()
    }

    /// The invoices and credit notes with lines of an order, the oldest first.
    func invoices(ofSale order: Int64) -> [Int64] {
        let lines = value("order_line", of: "sale.order", order).recordIDs.flatMap(invoiceLines(ofSaleLine:))
        let moves = Set(lines.compactMap { database.row("account.move.line", $0)?["move_id"]?.recordID })
        return moves.sorted().filter {
            ["out_invoice", "out_refund"].contains(value("move_type", of: "account.move", $0).textValue ?? "")
        }
    }

    /// The lines of invoices that invoice a line of an order.
    func invoiceLines(ofSaleLine line: Int64) -> [Int64] {
        (database.row("sale.order.line", line)?["invoice_lines"] ?? .null).recordIDs
    }

    /// How much of a line is invoiced; cancelled invoices do not count, credit notes take back.
    func invoiced(saleLine line: Int64) -> Decimal {
        invoiceLines(ofSaleLine: line).reduce(Decimal(0)) { sum, invoiceLine in
            let row = database.row("account.move.line", invoiceLine) ?? [:]
            let move = row["move_id"]?.recordID.flatMap { database.row("account.move", $0) } ?? [:]
            guard move["state"] != .text("cancel") else { return sum }
            let invoiced = quantity(
                row["quantity"]?.decimalValue ?? 0,
                from: row["product_uom_id"]?.recordID,
                to: value("product_uom", of: "sale.order.line", line).recordID
            )
            return move["move_type"] == .text("out_refund") ? sum - invoiced : sum + invoiced
        }
    }

    /// How the delivered quantity of a line is known.
    func deliveryMethod(_ line: Int64) -> String? {
        let row = database.row("sale.order.line", line) ?? [:]
        if row["is_expense"]?.isTrue == true { return "analytic" }
        guard row["display_type"] == nil, let product = row["product_id"]?.recordID else { return "manual" }
        if isGoods(product) { return "stock_move" }
        let track = value("service_type", of: "product.product", product).textValue ?? "manual"
        return ["timesheet", "milestones"].contains(track) ? track : "manual"
    }

    /// How much of a line is delivered.
    func delivered(_ line: Int64) -> Decimal {
        let row = database.row("sale.order.line", line) ?? [:]
        switch deliveryMethod(line) {
        case "stock_move":
            return moves(ofSaleLine: line).compactMap { database.row("stock.move", $0) }
                .filter { $0["state"] == .text("done") }
                .reduce(Decimal(0)) { sum, move in
                    let unit = row["product_uom"]?.recordID
                    let moved = quantity(
                        move["quantity"]?.decimalValue ?? 0,
                        from: move["product_uom"]?.recordID,
                        to: unit
                    )
                    return locationUsage(move["location_dest_id"]?.recordID) == "customer" ? sum + moved : sum - moved
                }
        case "timesheet":
            return value("timesheet_ids", of: "sale.order.line", line).recordIDs.reduce(Decimal(0)) {
                let entry = database.row("account.analytic.line", $1) ?? [:]
                guard entry["project_id"] != nil else { return $0 }
                let hours = entry["unit_amount"]?.decimalValue ?? 0
                let unit = row["product_uom"]?.recordID
                return $0 + quantity(hours, from: entry["product_uom_id"]?.recordID, to: unit)
            }
        case "milestones":
            return value("reached_milestones_ids", of: "sale.order.line", line).recordIDs.reduce(Decimal(0)) {
                let milestone = database.row("project.milestone", $1) ?? [:]
                guard milestone["is_reached"]?.isTrue == true else { return $0 }
                let share = milestone["quantity_percentage"]?.decimalValue ?? 0
                return $0 + share * (row["product_uom_qty"]?.decimalValue ?? 0)
            }
        default: return row["qty_delivered_manual"]?.decimalValue ?? 0
        }
    }

    /// How much of a line can be invoiced now, by the policy of its product.
    func quantityToInvoice(saleLine line: Int64) -> Decimal {
        let row = database.row("sale.order.line", line) ?? [:]
        guard row["display_type"] == nil, let order = row["order_id"]?.recordID, saleState(order) == "sale" else {
            return 0
        }
        let wanted = isInvoicedAsOrdered(row) ? row["product_uom_qty"]?.decimalValue ?? 0 : delivered(line)
        return wanted - invoiced(saleLine: line)
    }

    private func isInvoicedAsOrdered(_ row: Row) -> Bool {
        let product = row["product_id"]?.recordID
        return product.flatMap { value("invoice_policy", of: "product.product", $0).textValue } ?? "order" == "order"
    }

    /// How far a line is invoiced.
    func saleLineStatus(_ line: Int64) -> String {
        let row = database.row("sale.order.line", line) ?? [:]
        guard let order = row["order_id"]?.recordID, saleState(order) == "sale" else { return "no" }
        if row["is_downpayment"]?.isTrue == true, untaxedAmountToInvoice(saleLine: line) == 0 { return "invoiced" }
        if quantityToInvoice(saleLine: line) != 0 { return "to invoice" }
        let ordered = row["product_uom_qty"]?.decimalValue ?? 0
        if isInvoicedAsOrdered(row), ordered >= 0, delivered(line) > ordered { return "upselling" }
        return invoiced(saleLine: line) >= ordered ? "invoiced" : "no"
    }

    /// What the posted invoices of a line come to.
    func postedAmount(_ field: String, ofSaleLine line: Int64) -> Decimal {
        invoiceLines(ofSaleLine: line).reduce(Decimal(0)) { sum, id in
            guard let row = database.row("account.move.line", id),
                let entry = row["move_id"]?.recordID.flatMap({ Entry(self, $0) }), entry.isPosted
            else { return sum }
            let amount = (row[field] ?? .null).decimalValue
            let currency = value("currency_id", of: "sale.order.line", line).recordID ?? entry.currency
            let own = converted(
                amount,
                from: entry.currency,
                to: currency,
                company: entry.company,
                on: entry.row["invoice_date"]?.dateValue ?? today
            )
            return entry.kind.isRefund ? sum - own : sum + own
        }
    }

    /// What of a line is due to be invoiced, without what posted invoices say; no taxes.
    func untaxedAmountToInvoice(saleLine line: Int64) -> Decimal {
        let row = database.row("sale.order.line", line) ?? [:]
        guard let order = row["order_id"]?.recordID, saleState(order) == "sale" else { return 0 }
        let count = isInvoicedAsOrdered(row) ? row["product_uom_qty"]?.decimalValue ?? 0 : delivered(line)
        let price = (row["price_unit"]?.decimalValue ?? 0) * (100 - (row["discount"]?.decimalValue ?? 0)) / 100
        let taxes = row["tax_id"]?.recordIDs ?? []
        var due = price * count
        if taxes.contains(where: { value("price_include", of: "account.tax", $0).isTrue }) {
            let step = Decimal(sign: .plus, exponent: -2, significand: 1)
            due = TaxCalculation(self, taxes, of: due, quantity: count, step: step).excluded
        }
        let currency = value("currency_id", of: "sale.order.line", line).recordID ?? 0
        return rounded(due - postedAmount("price_subtotal", ofSaleLine: line), in: currency)
    }

    /// What of a line is due to be invoiced, taxes included, as version 18 reckons it.
    func amountToInvoice(saleLine line: Int64) -> Decimal {
        let row = database.row("sale.order.line", line) ?? [:]
        let ordered = row["product_uom_qty"]?.decimalValue ?? 0
        guard ordered != 0 else { return 0 }
        let due = (isInvoicedAsOrdered(row) ? ordered : delivered(line)) - postedQuantity(ofSaleLine: line)
        let price = (row["price_total"]?.decimalValue ?? 0) / ordered
        let currency = value("currency_id", of: "sale.order.line", line).recordID ?? 0
        return rounded(price * (100 - (row["discount"]?.decimalValue ?? 0)) / 100 * due, in: currency)
    }

    /// How much of a line posted invoices take.
    func postedQuantity(ofSaleLine line: Int64) -> Decimal {
        invoiceLines(ofSaleLine: line).reduce(Decimal(0)) { sum, id in
            guard let row = database.row("account.move.line", id),
                let entry = row["move_id"]?.recordID.flatMap({ Entry(self, $0) }), entry.isPosted
            else { return sum }
            let unit = value("product_uom", of: "sale.order.line", line).recordID
            let count = quantity(
                (row["quantity"] ?? .null).decimalValue,
                from: row["product_uom_id"]?.recordID,
                to: unit
            )
            return entry.kind.isRefund ? sum - count : sum + count
        }
    }

    /// Names the down payments of the orders that an invoice belongs to.
    mutating func nameDownPayments(onInvoice id: Int64) throws(OdooError) {
        guard Entry(self, id)?.kind == .customerInvoice else { return }
        let lines = Set(entryLines(id).map(\.id))
        let advances = database.ids(of: "sale.order.line").filter { line in
            let row = database.row("sale.order.line", line) ?? [:]
            return row["is_downpayment"]?.isTrue == true
                && !lines.isDisjoint(with: (row["invoice_lines"] ?? .null).recordIDs)
        }
        let orders = advances.compactMap { database.row("sale.order.line", $0)?["order_id"]?.recordID }
        for order in Set(orders).sorted() { try nameDownPayments(of: order) }
    }

    fileprivate func perUnit(_ amount: FieldValue, ofSaleLine line: Int64) -> Decimal {
        let quantity = value("product_uom_qty", of: "sale.order.line", line).decimalValue
        let currency = value("currency_id", of: "sale.order.line", line).recordID ?? 0
        return quantity == 0 ? 0 : rounded(amount.decimalValue / quantity, in: currency)
    }

    fileprivate func invoicedTotal(ofSale order: Int64) -> Decimal {
        invoices(ofSale: order).filter { value("state", of: "account.move", $0) == .text("posted") }
            .reduce(Decimal(0)) { sum, move in
                let total = value("amount_total", of: "account.move", move).decimalValue
                return value("move_type", of: "account.move", move) == .text("out_refund") ? sum - total : sum + total
            }
    }
}
