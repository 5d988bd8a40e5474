import Foundation
import JSON

/// Bills from purchase orders.
extension Environment {
    /// Makes the draft bills of what orders have to bill, one for each company, vendor and currency.
    ///
    /// - Returns: The bills.
    /// - Throws: UserError if there is nothing to bill.
    mutating func createBills(forPurchases orders: [Int64]) throws(OdooError) -> [Int64] {
        // From version 19 on a bill may be made at any time, of what there is to bill or not.
        let billable = orders.filter {
            profile.is19 || value("invoice_status", of: "purchase.order", $0) == .text("to invoice")
        }
        guard !billable.isEmpty else {
            throw .user(
                "There is no invoiceable line. If a product has a control policy based on received quantity, please make "
                    + "sure that a quantity has been received."
            )
        }
        var groups: [(key: [FieldValue], orders: [Int64])] = []
        for order in billable {
            let key = ["company_id", "partner_id", "currency_id"].map { value($0, of: "purchase.order", order) }
            if let position = groups.firstIndex(where: { $0.key == key }) {
                groups[position].orders.append(order)
            } else {
                groups.append((key, [order]))
            }
        }
        var bills: [Int64] = []
        for group in groups { bills.append(try createBill(for: group.orders)) }
        return bills
    }

    /// Makes one draft bill for orders of one company, vendor and currency.
    mutating func createBill(for orders: [Int64]) throws(OdooError) -> Int64 {
        let first = database.row("purchase.order", orders[0]) ?? [:]
        let texts = { (environment: Environment, name: String) in
            var seen: [String] = []
            for order in orders {
                let text = environment.value(name, of: "purchase.order", order).textValue ?? ""
                if !seen.contains(text) { seen.append(text) }
            }
            return seen
        }
        let references = texts(self, "partner_ref")
        let isRefund = amountToBill(orders) < 0
        var lines: [JSON] = []
        for order in orders { lines += billLines(of: order, from: lines.count, isRefund: isRefund) }
        var values = JSONObject()
        values["move_type"] = isRefund ? "in_refund" : "in_invoice"
        if !profile.is19 {
            // Python's set has the empty text first.
            values["ref"] = .string(
                (references.filter(\.isEmpty) + references.filter { !$0.isEmpty }).joined(separator: ", ")
            )
            let reference = references.count == 1 ? references[0] : ""
            values["payment_reference"] = reference.isEmpty ? false : .string(reference)
        }
        values["invoice_payment_term_id"] = false
        values["invoice_origin"] = .string(texts(self, "name").joined(separator: ", "))
        values["invoice_line_ids"] = .array(lines)
        for (name, source) in [
            ("partner_id", "partner_id"), ("currency_id", "currency_id"), ("company_id", "company_id"),
            ("invoice_payment_term_id", "payment_term_id"),
        ] {
            if let id = first[source]?.recordID { values[name] = .integer(id) }
        }
        if let note = first["notes"]?.textValue { values["narration"] = .string(note) }
        guard let bill = try create(try model("account.move"), [values]).first else {
            throw .user("The bill could not be made.")
        }
        return bill
    }

    /// What orders have to bill before taxes; less than nothing is a refund.
    private func amountToBill(_ orders: [Int64]) -> Decimal {
        orders.flatMap(orderLines).reduce(Decimal(0)) { sum, line in
            let price = value("price_unit_discounted", of: "purchase.order.line", line).decimalValue
            return sum + price * value("qty_to_invoice", of: "purchase.order.line", line).decimalValue
        }
    }

    private func billLines(of order: Int64, from position: Int, isRefund: Bool) -> [JSON] {
        var section: Int64?
        var lines: [JSON] = []
        for line in orderLines(order) {
            if value("display_type", of: "purchase.order.line", line) == .text("line_section") {
                section = line
                continue
            }
            let isBilled = value("qty_to_invoice", of: "purchase.order.line", line).decimalValue == 0
            guard profile.is19 || !isBilled else { continue }
            for source in [section, line].compactMap({ $0 }) {
                var values = billLine(source, of: order, sequence: 10 + position + lines.count)
                if source == line {
                    let quantity = value("qty_to_invoice", of: "purchase.order.line", line).decimalValue
                    values["quantity"] = (isRefund ? -quantity : quantity).real
                }
                lines.append([0, 0, .object(values)])
            }
            section = nil
        }
        return lines
    }

    private func billLine(_ line: Int64, of order: Int64, sequence: Int) -> JSONObject {
        let row = database.row("purchase.order.line", line) ?? [:]
        let name = row["name"]?.textValue ?? ""
        var values = JSONObject()
        values["display_type"] = .string(row["display_type"]?.textValue ?? "product")
        values["sequence"] = .integer(Int64(sequence))
        values["purchase_line_id"] = .integer(line)
        guard row["display_type"] == nil else {
            values["name"] = .string(billName(name, product: nil, order: order))
            return values
        }
        values["name"] = .string(billName(name, product: row["product_id"]?.recordID, order: order))
        if let product = row["product_id"]?.recordID { values["product_id"] = .integer(product) }
        if let unit = row["product_uom"]?.recordID { values["product_uom_id"] = .integer(unit) }
        values["price_unit"] = row["price_unit"]?.decimalValue.real ?? 0
        values["discount"] = row["discount"]?.decimalValue.real ?? 0
        values["tax_ids"] = [[6, 0, .array((row["taxes_id"]?.recordIDs ?? []).map { .integer($0) })]]
        if case .json(let distribution)? = row["analytic_distribution"] {
            values["analytic_distribution"] = distribution
        }
        return values
    }

    /// The name of a bill's line: version 17 names the order, version 18 the product where the line does not.
    private func billName(_ name: String, product: Int64?, order: Int64) -> String {
        guard profile.is18 else { return "\(value("name", of: "purchase.order", order).textValue ?? ""): \(name)" }
        let shown = shownName("product.product", product)
        return shown.isEmpty || name.contains(shown) ? name : "\(shown)\(profile.is19 ? "\n" : " ")\(name)"
    }

    /// Checks that the note about a bill's orders may be left on it.
    ///
    /// - Throws: UserError if the user has no e-mail address.
    func checkSender(ofBill id: Int64) throws(OdooError) {
        let row = database.row("account.move", id) ?? [:]
        guard row["reversed_entry_id"] == nil else { return }
        let lines = value("line_ids", of: "account.move", id).recordIDs
        let isOfOrder = lines.contains { database.row("account.move.line", $0)?["purchase_line_id"]?.recordID != nil }
        if isOfOrder { try checkSender() }
    }

    /// Checks that the note about a new quantity may be left on a confirmed order.
    ///
    /// - Throws: UserError if the user has no e-mail address.
    func checkSender(ofPurchaseLine id: Int64, _ set: ValueSet) throws(OdooError) {
        guard let quantity = set.columns["product_qty"], let row = database.row("purchase.order.line", id),
            quantity.decimalValue != row["product_qty"]?.decimalValue,
            let order = row["order_id"]?.recordID, orderState(order) == "purchase"
        else { return }
        try checkSender()
    }
}
