import Foundation
import JSON

/// Invoices from sale orders.
extension Environment {
    /// Makes the draft invoices of what orders have to invoice.
    ///
    /// - Parameters:
    ///   - orders: The orders.
    ///   - joinsOrders: Whether orders of one company, customer and currency share an invoice.
    /// - Returns: The invoices.
    /// - Throws: UserError if there is nothing to invoice.
    mutating func createInvoices(forSales orders: [Int64], joinsOrders: Bool) throws(OdooError) -> [Int64] {
        let billable = orders.filter { !invoiceableLines($0).isEmpty }
        guard !billable.isEmpty else { throw nothingToInvoice }
        var groups: [(key: [FieldValue], orders: [Int64])] = []
        for order in billable {
            var key = ["company_id", "partner_invoice_id", "currency_id"].map { value($0, of: "sale.order", order) }
            if !joinsOrders { key.append(.record(order)) }
            if let position = groups.firstIndex(where: { $0.key == key }) {
                groups[position].orders.append(order)
            } else {
                groups.append((key, [order]))
            }
        }
        var invoices: [Int64] = []
        for group in groups {
            let lines = group.orders.flatMap { order in
                invoiceableLines(order).map { (line: $0, values: invoiceLine($0)) }
            }
            invoices.append(try createInvoice(for: group.orders, lines))
        }
        return invoices
    }

    /// Makes an invoice of a part of an order in advance: a percentage or an amount.
    mutating func createDownPayment(for orders: [Int64], _ wizard: Row) throws(OdooError) -> Int64 {
        guard let order = orders.first else { throw nothingToInvoice }
        let isShare = wizard["advance_payment_method"] == .text("percentage")
        let untaxed = value("amount_untaxed", of: "sale.order", order).decimalValue
        let asked = wizard[isShare ? "amount" : "fixed_amount"]?.decimalValue ?? 0
        guard asked > 0 else {
            throw .user(
                isShare
                    ? "The percentage of the down payment must be positive."
                    : "The value of the down payment amount must be positive."
            )
        }
        let amount = Rounding.round(isShare ? untaxed * asked / 100 : asked, scale: 2)
        let label = isShare ? "Down payment of \(asked.real.text(style: .compact))%" : "Down Payment"
        let line = try insert(
            "sale.order.line",
            [
                "order_id": .record(order), "name": .text("Down Payment"), "is_downpayment": .boolean(true),
                "product_uom_qty": .decimal(0), "price_unit": .decimal(amount), "customer_lead": .decimal(0),
                "sequence": .integer(100),
            ]
        )
        var values = JSONObject()
        values["display_type"] = "product"
        values["name"] = .string(label)
        values["quantity"] = 1
        values["price_unit"] = amount.real
        values["tax_ids"] = [[6, 0, []]]
        values["is_downpayment"] = true
        return try createInvoice(for: [order], [(line, values)])
    }

    /// The lines of an order that can be invoiced, with the sections above them.
    private func invoiceableLines(_ order: Int64) -> [Int64] {
        var section: Int64?
        var found: [Int64] = []
        for line in saleLines(order) {
            switch value("display_type", of: "sale.order.line", line).textValue {
            case "line_section": section = line
            case nil where quantityToInvoice(saleLine: line) != 0:
                if let above = section { found.append(above) }
                section = nil
                found.append(line)
            default: continue
            }
        }
        return found
    }

    private func invoiceLine(_ line: Int64) -> JSONObject {
        let row = database.row("sale.order.line", line) ?? [:]
        var values = JSONObject()
        values["display_type"] = .string(row["display_type"]?.textValue ?? "product")
        values["name"] = .string(row["name"]?.textValue ?? "")
        guard row["display_type"] == nil else { return values }
        if let product = row["product_id"]?.recordID { values["product_id"] = .integer(product) }
        if let unit = row["product_uom"]?.recordID { values["product_uom_id"] = .integer(unit) }
        values["quantity"] = quantityToInvoice(saleLine: line).real
        values["price_unit"] = row["price_unit"]?.decimalValue.real ?? 0
        values["discount"] = row["discount"]?.decimalValue.real ?? 0
        values["tax_ids"] = [[6, 0, .array((row["tax_id"]?.recordIDs ?? []).map { .integer($0) })]]
        let shares = distribution(ofSaleLine: row)
        if !shares.isEmpty { values["analytic_distribution"] = .object(shares) }
        return values
    }

    /// What a line says about analytic accounts; in version 17 the order's account comes to it.
    private func distribution(ofSaleLine row: Row) -> JSONObject {
        var shares = JSONObject()
        if case .json(.object(let own))? = row["analytic_distribution"] { shares = own }
        if !profile.is18, let order = row["order_id"]?.recordID,
            let account = value("analytic_account_id", of: "sale.order", order).recordID
        {
            let share = shares[String(account)].flatMap(ValueConversion.decimal(ofNumber:)) ?? 0
            shares[String(account)] = (share + 100).real
        }
        return shares
    }

    /// Makes one draft invoice and ties its lines to those of the orders.
    private mutating func createInvoice(
        for orders: [Int64],
        _ lines: [(line: Int64, values: JSONObject)]
    ) throws(OdooError) -> Int64 {
        let first = database.row("sale.order", orders[0]) ?? [:]
        let texts = { (environment: Environment, name: String) in
            var seen: [String] = []
            for order in orders {
                let text = environment.value(name, of: "sale.order", order).textValue ?? ""
                if !text.isEmpty, !seen.contains(text) { seen.append(text) }
            }
            return seen
        }
        let hasLinks = catalogue["account.move.line"]?["sale_line_ids"] != nil
        var commands: [JSON] = []
        for (position, line) in lines.enumerated() {
            var values = line.values
            values["sequence"] = .integer(Int64(position + 1))
            if hasLinks { values["sale_line_ids"] = [[4, .integer(line.line)]] }
            commands.append([0, 0, .object(values)])
        }
        var values = JSONObject()
        values["move_type"] = "out_invoice"
        values["ref"] = .string(texts(self, "client_order_ref").joined(separator: ", "))
        values["invoice_origin"] = .string(texts(self, "name").joined(separator: ", "))
        values["invoice_line_ids"] = .array(commands)
        for (name, source) in [
            ("partner_id", "partner_invoice_id"), ("partner_shipping_id", "partner_shipping_id"),
            ("currency_id", "currency_id"), ("company_id", "company_id"), ("invoice_user_id", "user_id"),
            ("invoice_payment_term_id", "payment_term_id"),
        ] {
            if let id = first[source]?.recordID { values[name] = .integer(id) }
        }
        if let note = first["note"]?.textValue { values["narration"] = .string(note) }
        let moves = try model("account.move")
        let made = try asSuperuser { environment throws(OdooError) in try environment.create(moves, [values]) }
        guard let invoice = made.first else { throw nothingToInvoice }
        try tie(invoice, lines.map(\.line))
        return invoice
    }

    /// A line of an order knows the lines that invoice it.
    private mutating func tie(_ invoice: Int64, _ lines: [Int64]) throws(OdooError) {
        let made = value("invoice_line_ids", of: "account.move", invoice).recordIDs.sorted()
        for (line, invoiceLine) in zip(lines, made)
        where value("display_type", of: "sale.order.line", line).isNull {
            let known = invoiceLines(ofSaleLine: line)
            try set("sale.order.line", line, ["invoice_lines": .records(Set(known + [invoiceLine]).sorted())])
        }
    }

    private var nothingToInvoice: OdooError {
        guard profile.is18 else {
            return .user(
                "There is nothing to invoice!\n\nReason(s) of this behavior could be:\n"
                    + "- You should deliver your products before invoicing them.\n"
                    + "- You should modify the invoicing policy of your product: Open the product, go to the \"Sales\" tab "
                    + "and modify invoicing policy from \"delivered quantities\" to \"ordered quantities\". For Services, "
                    + "you should modify the Service Invoicing Policy to 'Prepaid'."
            )
        }
        return .user(
            "Cannot create an invoice. No items are available to invoice.\n\nTo resolve this issue, please ensure that:\n"
                + "   • The products have been delivered before attempting to invoice them.\n"
                + "   • The invoicing policy of the product is configured correctly.\n\n"
                + "If you want to invoice based on ordered quantities instead:\n"
                + "   • For consumable or storable products, open the product, go to the 'General Information' tab and "
                + "change the 'Invoicing Policy' from 'Delivered Quantities' to 'Ordered Quantities'.\n"
                + "   • For services (and other products), change the 'Invoicing Policy' to 'Prepaid/Fixed Price'.\n"
        )
    }
}
