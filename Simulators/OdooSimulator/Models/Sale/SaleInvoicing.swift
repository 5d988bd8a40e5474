import Foundation
import JSON

/// Invoices from sale orders.
extension Environment {
    /// Makes the draft invoices of what orders have to invoice.
    ///
    /// - Parameters:
    ///   - orders: The orders.
    ///   - joinsOrders: Whether orders of one company, customer and currency share an invoice.
    ///   - deducts: Whether quantities below zero count, down payments among them.
    /// - Returns: The invoices.
    /// - Throws: UserError if there is nothing to invoice.
    mutating func createInvoices(
        forSales orders: [Int64],
        joinsOrders: Bool,
        deducts: Bool
    ) throws(OdooError) -> [Int64] {
        let billable = orders.filter { !invoiceableLines($0, deducts: deducts).isEmpty }
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
        var position: Int64 = 0
        for group in groups {
            if groups.count < orders.count { position = 1 }
            var lines = group.orders.flatMap { invoiceLines($0, deducts: deducts) }
            for index in lines.indices {
                lines[index].values["sequence"] = .integer(position)
                position += 1
            }
            invoices.append(try createInvoice(for: group.orders, lines, mayRefund: deducts))
        }
        return invoices
    }

    /// The lines of an order that can be invoiced, with the sections above them; down payments come last.
    private func invoiceableLines(_ order: Int64, deducts: Bool) -> [Int64] {
        var section: Int64?
        var (found, advances): ([Int64], [Int64]) = ([], [])
        for line in saleLines(order) {
            let row = database.row("sale.order.line", line) ?? [:]
            if row["display_type"] == .text("line_section") {
                section = line
                continue
            }
            let quantity = quantityToInvoice(saleLine: line)
            guard row["display_type"] != nil || quantity > 0 || (quantity < 0 && deducts) else { continue }
            if row["is_downpayment"]?.isTrue == true {
                advances.append(line)
                continue
            }
            if let above = section { found.append(above) }
            section = nil
            found.append(line)
        }
        let hasGoods = (found + advances).contains { value("display_type", of: "sale.order.line", $0).isNull }
        return hasGoods ? found + advances : []
    }

    /// The lines of an invoice for an order; down payments stand below a section of their own.
    private func invoiceLines(_ order: Int64, deducts: Bool) -> [InvoicedLine] {
        var lines: [InvoicedLine] = []
        var hasSection = false
        for line in invoiceableLines(order, deducts: deducts) {
            let isAdvance = value("is_downpayment", of: "sale.order.line", line).isTrue
            if isAdvance, !hasSection {
                lines.append(InvoicedLine(line: nil, values: Self.advanceSection))
                hasSection = true
            }
            var values = invoiceLine(line)
            if isAdvance, let account = advanceAccount(line) { values["account_id"] = .integer(account) }
            lines.append(InvoicedLine(line: line, values: values))
        }
        return lines
    }

    private static let advanceSection: JSONObject = [
        "display_type": "line_section", "name": "Down Payments", "product_id": false, "product_uom_id": false,
        "quantity": 0, "discount": 0, "price_unit": 0, "account_id": false,
    ]

    /// The account on which a down payment was booked.
    private func advanceAccount(_ line: Int64) -> Int64? {
        let lines = invoiceLines(ofSaleLine: line).compactMap { database.row("account.move.line", $0) }
        return lines.first?["account_id"]?.recordID
    }

    func invoiceLine(_ line: Int64) -> JSONObject {
        let row = database.row("sale.order.line", line) ?? [:]
        var values = JSONObject()
        values["sequence"] = row["sequence"]?.recordIDs.first.map { .integer($0) } ?? 10
        values["display_type"] = .string(row["display_type"]?.textValue ?? "product")
        values["name"] = .string(row["name"]?.textValue ?? "")
        guard row["display_type"] == nil else { return values }
        if let product = row["product_id"]?.recordID { values["product_id"] = .integer(product) }
        if let unit = row["product_uom"]?.recordID { values["product_uom_id"] = .integer(unit) }
        if row["is_downpayment"]?.isTrue == true { values["is_downpayment"] = true }
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
    ///
    /// - Parameters:
    ///   - orders: The orders.
    ///   - lines: The lines.
    ///   - mayRefund: Whether lines that come to less than nothing make a credit note.
    /// - Returns: The invoice.
    /// - Throws: What the invoice is refused with.
    mutating func createInvoice(
        for orders: [Int64],
        _ lines: [InvoicedLine],
        mayRefund: Bool = false
    ) throws(OdooError) -> Int64 {
        let first = database.row("sale.order", orders[0]) ?? [:]
        let texts = { (environment: Environment, name: String) in
            var seen: [String] = []
            for order in orders {
                let text = environment.value(name, of: "sale.order", order).textValue ?? ""
                if !seen.contains(text) { seen.append(text) }
            }
            return seen.filter(\.isEmpty) + seen.filter { !$0.isEmpty }
        }
        let hasLinks = catalogue["account.move.line"]?["sale_line_ids"] != nil
        let isRefund = mayRefund && isBelowZero(lines)
        var commands: [JSON] = []
        for line in lines {
            var values = line.values
            if isRefund, let quantity = values["quantity"].flatMap(ValueConversion.decimal(ofNumber:)) {
                values["quantity"] = (-quantity).real
            }
            if hasLinks, let id = line.line { values["sale_line_ids"] = [[4, .integer(id)]] }
            commands.append([0, 0, .object(values)])
        }
        var values = JSONObject()
        values["move_type"] = isRefund ? "out_refund" : "out_invoice"
        values["ref"] = .string(texts(self, "client_order_ref").joined(separator: ", "))
        values["invoice_origin"] = .string(texts(self, "name").joined(separator: ", "))
        values["invoice_line_ids"] = .array(commands)
        values["invoice_payment_term_id"] = false
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

    /// Whether lines come to less than nothing, taxes on top.
    private func isBelowZero(_ lines: [InvoicedLine]) -> Bool {
        let total = lines.reduce(Decimal(0)) { sum, line in
            let number = { (name: String) in line.values[name].flatMap(ValueConversion.decimal(ofNumber:)) ?? 0 }
            let gross = number("quantity") * number("price_unit") * (100 - number("discount")) / 100
            let taxes = line.values["tax_ids"]?.arrayValue?.first?.arrayValue?.last?.arrayValue ?? []
            let step = Decimal(sign: .plus, exponent: -2, significand: 1)
            let ids = taxes.compactMap(\.integerValue)
            return sum + TaxCalculation(self, ids, of: gross, quantity: number("quantity"), step: step).included
        }
        return total < 0
    }

    /// A line of an order knows the lines that invoice it.
    private mutating func tie(_ invoice: Int64, _ lines: [Int64?]) throws(OdooError) {
        let made = value("invoice_line_ids", of: "account.move", invoice).recordIDs.sorted()
        for (line, invoiceLine) in zip(lines, made) {
            guard let line, value("display_type", of: "sale.order.line", line).isNull else { continue }
            let known = invoiceLines(ofSaleLine: line)
            try set("sale.order.line", line, ["invoice_lines": .records(Set(known + [invoiceLine]).sorted())])
        }
    }

    var nothingToInvoice: OdooError {
        .user(
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
