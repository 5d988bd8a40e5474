import Foundation
import JSON
import SimulatorKit

/// A line of an invoice, and the line of an order that it invoices.
struct InvoicedLine {
    let line: Int64?
    var values: JSONObject
}

/// Invoices in advance of a part of an order.
extension Environment {
    /// Makes an invoice of a percentage or an amount of an order: a line for each combination of taxes.
    ///
    /// - Throws: UserError for an amount that is not above zero.
    mutating func createDownPayment(for orders: [Int64], _ wizard: Row) throws(OdooError) -> Int64 {
        let isShare = wizard["advance_payment_method"] == .text("percentage")
        let asked = wizard[isShare ? "amount" : "fixed_amount"]?.decimalValue ?? 0
        guard asked > 0 else { throw .user("The value of the down payment amount must be positive.") }
        guard let order = orders.first else { throw nothingToInvoice }
        guard orders.count == 1 else {
            let ids = orders.map(String.init).joined(separator: ", ")
            throw .python("ValueError", "Expected singleton: sale.order(\(ids))")
        }
        let product = try profile.is18 ? nil : downPaymentProduct(of: order)
        try addAdvanceSection(to: order)
        let total = value("amount_total", of: "sale.order", order).decimalValue
        let ratio = isShare ? asked / 100 : total == 0 ? 1 : asked / total
        let label = isShare ? "Down payment of \(asked.real.text(style: .compact))%" : "Down Payment"
        let sequence = nextSequence(of: order)
        var lines: [InvoicedLine] = []
        for part in advanceParts(of: order) {
            var row: Row = [
                "order_id": .record(order), "is_downpayment": .boolean(true), "product_uom_qty": .decimal(0),
                "price_unit": .decimal(rounded(part.amount * ratio, of: order)), "customer_lead": .decimal(0),
                "sequence": .integer(sequence), "name": .text(""),
            ]
            if !part.taxes.isEmpty { row["tax_id"] = .records(part.taxes) }
            if let product {
                row["product_id"] = .record(product)
                row["product_uom"] = value("uom_id", of: "product.product", product)
            }
            if !part.shares.isEmpty { row["analytic_distribution"] = .json(.object(part.weighed)) }
            let line = try insert("sale.order.line", row)
            var values = invoiceLine(line)
            values["name"] = .string(label)
            values["quantity"] = 1
            if let account = part.account { values["account_id"] = .integer(account) }
            lines.append(InvoicedLine(line: line, values: values))
        }
        let invoice = try createInvoice(for: [order], lines)
        try nameDownPayments(of: order)
        return invoice
    }

    private func rounded(_ amount: Decimal, of order: Int64) -> Decimal {
        rounded(amount, in: value("currency_id", of: "sale.order", order).recordID ?? 0)
    }

    private func nextSequence(of order: Int64) -> Int64 {
        let last = saleLines(order).last.flatMap { value("sequence", of: "sale.order.line", $0).recordIDs.first }
        return last.map { $0 + 1 } ?? 10
    }

    private mutating func addAdvanceSection(to order: Int64) throws(OdooError) {
        let isThere = saleLines(order).contains { line in
            let row = database.row("sale.order.line", line) ?? [:]
            return row["display_type"] != nil && row["is_downpayment"]?.isTrue == true
        }
        guard !isThere else { return }
        _ = try insert(
            "sale.order.line",
            [
                "order_id": .record(order), "name": .text("Down Payments"), "display_type": .text("line_section"),
                "is_downpayment": .boolean(true), "product_uom_qty": .decimal(0), "price_unit": .decimal(0),
                "customer_lead": .decimal(0), "sequence": .integer(nextSequence(of: order)),
            ]
        )
    }

    /// The product that version 17 invoices in advance; the first down payment makes it.
    private mutating func downPaymentProduct(of order: Int64) throws(OdooError) -> Int64 {
        let company = value("company_id", of: "sale.order", order).recordID ?? 0
        if let known = value("sale_down_payment_product_id", of: "res.company", company).recordID { return known }
        let values: JSONObject = [
            "name": "Down payment", "detailed_type": "service", "invoice_policy": "order",
            "company_id": .integer(company), "taxes_id": [[6, 0, []]],
        ]
        let model = try model("product.product")
        let made = try asSuperuser { environment throws(OdooError) in try environment.create(model, [values]).first }
        guard let made else { throw .user("The down payment could not be made.") }
        try set("res.company", company, ["sale_down_payment_product_id": .record(made)])
        return made
    }

    /// What an order comes to without taxes by combination of taxes; fixed taxes count as amounts of their own.
    private func advanceParts(of order: Int64) -> [AdvancePart] {
        var parts: [AdvancePart] = []
        for line in saleLines(order) {
            let row = database.row("sale.order.line", line) ?? [:]
            guard row["display_type"] == nil, row["is_downpayment"]?.isTrue != true else { continue }
            let rules = TaxRule.all(row["tax_id"]?.recordIDs ?? [], self)
            let fixed = rules.enumerated().filter { $0.element.kind == "fixed" }
            var amounts = [(rules.filter { $0.kind != "fixed" }, row["price_subtotal"]?.decimalValue ?? 0)]
            for (index, rule) in fixed where !rule.isIncluded {
                let later = rules[(index + 1)...].filter { $0.isAffected && $0.kind != "fixed" }
                let quantity = row["product_uom_qty"]?.decimalValue ?? 0
                amounts.append((rule.raisesBase ? Array(later) : [], quantity * rule.amount))
            }
            for (rules, amount) in amounts {
                let taxes = rules.map(\.id).sorted()
                let account = profile.is18 ? incomeAccount(row["product_id"]?.recordID) : nil
                let known = parts.firstIndex { $0.taxes == taxes && $0.account == account }
                let position = known ?? parts.endIndex
                if known == nil { parts.append(AdvancePart(taxes: taxes, account: account)) }
                parts[position].amount += amount
                if case .json(.object(let shares))? = row["analytic_distribution"] {
                    parts[position].shares.append((amount, shares))
                }
            }
        }
        return parts.filter { rounded($0.amount, of: order) != 0 }
    }

    private func incomeAccount(_ product: Int64?) -> Int64? {
        guard let product else { return nil }
        if let own = value("property_account_income_id", of: "product.product", product).recordID { return own }
        let category = value("categ_id", of: "product.product", product).recordID
        return category.flatMap { value("property_account_income_categ_id", of: "product.category", $0).recordID }
    }

    /// Names the down payments of an order after the state of the invoice that they stand on.
    mutating func nameDownPayments(of order: Int64) throws(OdooError) {
        for line in saleLines(order) {
            let row = database.row("sale.order.line", line) ?? [:]
            guard row["is_downpayment"]?.isTrue == true, row["display_type"] == nil else { continue }
            let invoices = invoiceLines(ofSaleLine: line).compactMap { database.row("account.move.line", $0) }
                .filter { ($0["quantity"] ?? .null).decimalValue >= 0 }
                .compactMap { $0["move_id"]?.recordID.flatMap { Entry(self, $0) } }.filter {
                    $0.kind == .customerInvoice
                }
            let name = downPaymentName(Set(invoices.map(\.id)).sorted().compactMap { Entry(self, $0) })
            if row["name"] != .text(name) { try set("sale.order.line", line, ["name": .text(name)]) }
        }
    }

    private func downPaymentName(_ invoices: [Entry]) -> String {
        let word = profile.is18 ? "Down Payment" : "Down payment"
        if !invoices.isEmpty, invoices.allSatisfy(\.isDraft) { return "Down Payment: \(today.shown) (Draft)" }
        if !invoices.isEmpty, invoices.allSatisfy({ $0.state == "cancel" }) { return "\(word) (Canceled)" }
        guard invoices.count == 1, let reference = invoices[0].row["payment_reference"]?.textValue,
            let day = invoices[0].row["invoice_date"]?.dateValue
        else { return word }
        return "\(word) (ref: \(reference) on \(day.shown))"
    }
}

/// What an order comes to with one combination of taxes.
private struct AdvancePart {
    let taxes: [Int64]
    let account: Int64?
    var amount: Decimal = 0
    /// What of it has an analytic distribution.
    var shares: [(amount: Decimal, distribution: JSONObject)] = []

    init(taxes: [Int64], account: Int64?) {
        self.taxes = taxes
        self.account = account
    }

    /// The distributions, each weighed with its amount.
    var weighed: JSONObject {
        var sums = JSONObject()
        for (part, distribution) in shares {
            for (account, share) in distribution {
                let before = sums[account].flatMap(ValueConversion.decimal(ofNumber:)) ?? 0
                let own = ValueConversion.decimal(ofNumber: share) ?? 0
                sums[account] = (before + (amount == 0 ? 0 : part / amount * own)).real
            }
        }
        return sums
    }
}
