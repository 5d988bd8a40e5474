import Foundation
import JSON
import SimulatorKit

extension ModelBehaviour {
    /// Sale orders, their lines and the question how to invoice them.
    static let selling: [String: ModelBehaviour] = [
        "sale.order": saleOrder, "sale.order.line": saleLine, "sale.advance.payment.inv": invoicing,
    ]

    private static let saleOrder = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in
            let company = set.columns["company_id"]?.recordID
            if set.columns["name"]?.textValue ?? "New" == "New" {
                set.columns["name"] = try environment.nextNumber(code: "sale.order", company: company).map { .text($0) }
            }
            try environment.complete(saleOrder: &set)
            for name in ["amount_untaxed", "amount_tax", "amount_total"] { set.columns[name] = .decimal(0) }
        },
        prepareWrite: { environment, _, set throws(OdooError) in environment.followCustomer(&set) },
        applying: { environment, id, set throws(OdooError) in
            guard try environment.apply(set, toOrder: id, of: "sale.order") else { return }
            try environment.total(saleOrder: id)
        },
        changed: { environment, id, change throws(OdooError) in
            if change.names.contains("order_line") { try environment.total(saleOrder: id) }
        },
        deleting: { environment, ids throws(OdooError) in
            for id in ids where !["draft", "cancel"].contains(environment.saleState(id)) {
                throw .user(
                    "You can not delete a sent quotation or a confirmed sales order. You must first cancel it."
                )
            }
        }
    )

    private static let saleLine = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in
            environment.complete(saleLine: &set)
        },
        prepareWrite: { environment, id, set throws(OdooError) in
            let line = environment.database.row("sale.order.line", id) ?? [:]
            if let order = line["order_id"]?.recordID { try environment.refuseIfLocked(order, set) }
            guard let type = set.columns["display_type"], type != line["display_type"] ?? .null else { return }
            throw .user(
                "You cannot change the type of a sale order line. Instead you should delete the current line and create "
                    + "a new line of the proper type."
            )
        },
        changed: { environment, id, change throws(OdooError) in
            guard
                change.isNew || !change.names.isDisjoint(with: ["product_uom_qty", "price_unit", "discount", "tax_id"])
            else { return }
            try environment.revalue(saleLine: id)
            guard let order = environment.database.row("sale.order.line", id)?["order_id"]?.recordID else { return }
            try environment.total(saleOrder: order)
            guard environment.saleState(order) == "sale" else { return }
            if change.isNew || change.names.contains("product_uom_qty") { try environment.checkSender() }
            try environment.createDelivery(of: order)
        },
        validate: { environment, id, _ throws(OdooError) in
            let row = environment.database.row("sale.order.line", id) ?? [:]
            let filled = ["product_id", "product_uom"].filter { row[$0] != nil }
            // The database takes what its check neither confirms nor denies: in version 18 a line that nobody called a down
            // payment or none.
            let isOpen = environment.profile.is18 && row["is_downpayment"] != .boolean(false)
            if row["display_type"] == nil, row["is_downpayment"]?.isTrue != true, !isOpen, filled.count < 2 {
                throw .constraint("Missing required fields on accountable sale order line.")
            }
            if row["display_type"] != nil, !filled.isEmpty || (row["price_unit"]?.decimalValue ?? 0) != 0 {
                throw .constraint("Forbidden values on non-accountable sale order line")
            }
        },
        deleting: { environment, ids throws(OdooError) in
            for id in ids {
                let row = environment.database.row("sale.order.line", id) ?? [:]
                guard row["display_type"] == nil, let order = row["order_id"]?.recordID,
                    environment.saleState(order) == "sale"
                else { continue }
                throw .user(
                    "Once a sales order is confirmed, you can't remove one of its lines (we need to track if something "
                        + "gets invoiced or delivered).\n                Set the quantity to 0 instead."
                )
            }
        },
        removed: { environment, rows throws(OdooError) in
            for order in Set(rows.compactMap { $0["order_id"]?.recordID }).sorted()
            where environment.exists("sale.order", order) {
                try environment.total(saleOrder: order)
            }
        }
    )

    /// Without orders of its own the question is about those of the context.
    private static let invoicing = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in
            guard !set.given.contains("sale_order_ids"),
                let ids = environment.context.values["active_ids"]?.arrayValue?.compactMap(\.integerValue),
                let field = environment.catalogue["sale.advance.payment.inv"]?["sale_order_ids"]
            else { return }
            set.links.append((field, [.replace(ids)]))
        }
    )
}

extension Environment {
    /// Refuses a change of a line that a locked order does not bear.
    ///
    /// - Throws: UserError with the labels of the fields.
    fileprivate func refuseIfLocked(_ order: Int64, _ set: ValueSet) throws(OdooError) {
        guard value("locked", of: "sale.order", order).isTrue, let model = catalogue["sale.order.line"] else { return }
        let fields = [
            "analytic_distribution", "name", "price_unit", "product_id", "product_uom", "product_uom_qty", "tax_id",
        ]
        let labels = fields.filter { set.given.contains($0) }.compactMap { model[$0]?.label }
        guard !labels.isEmpty else { return }
        throw .user(
            "It is forbidden to modify the following fields in a locked order:\n" + labels.joined(separator: "\n")
        )
    }

    /// The state of a sale order.
    func saleState(_ order: Int64) -> String {
        value("state", of: "sale.order", order).textValue ?? ""
    }

    /// The lines of a sale order, in their order.
    func saleLines(_ order: Int64) -> [Int64] {
        sorted(value("order_line", of: "sale.order", order).recordIDs, "sale.order.line")
    }

    /// Fills in what follows from customer and company of a new order.
    fileprivate func complete(saleOrder set: inout ValueSet) throws(OdooError) {
        let company = set.columns["company_id"]?.recordID
        if set.columns["currency_id"]?.recordID == nil, let company {
            set.columns["currency_id"] = value("currency_id", of: "res.company", company)
        }
        if !set.given.contains("warehouse_id") {
            let house = database.ids(of: "stock.warehouse").first {
                database.row("stock.warehouse", $0)?["company_id"]?.recordID == company
            }
            set.columns["warehouse_id"] = house.map { .record($0) } ?? .null
        }
        let days = company.map { value("quotation_validity_days", of: "res.company", $0).recordIDs.first ?? 0 } ?? 0
        if !set.given.contains("validity_date"), days > 0 {
            set.columns["validity_date"] = .date(try PythonDelta.day(today, later: days))
        }
        guard let partner = set.columns["partner_id"]?.recordID, exists("res.partner", partner) else { return }
        for (name, kind) in [("partner_invoice_id", "invoice"), ("partner_shipping_id", "delivery")]
        where set.columns[name]?.recordID == nil {
            set.columns[name] = .record(address(kind, of: partner))
        }
        if !set.given.contains("payment_term_id") {
            set.columns["payment_term_id"] = paymentTerm(of: partner)
        }
        if !set.given.contains("user_id") {
            let own = value("user_id", of: "res.partner", partner)
            set.columns["user_id"] = own.isNull ? .record(user) : own
        }
    }

    /// Another customer brings his addresses and his payment term.
    fileprivate func followCustomer(_ set: inout ValueSet) {
        guard let partner = set.columns["partner_id"]?.recordID, exists("res.partner", partner) else { return }
        for (name, kind) in [("partner_invoice_id", "invoice"), ("partner_shipping_id", "delivery")]
        where !set.given.contains(name) { set.columns[name] = .record(address(kind, of: partner)) }
        guard !set.given.contains("payment_term_id") else { return }
        set.columns["payment_term_id"] = paymentTerm(of: partner)
    }

    /// The address of a kind for a partner: his own or below him, else that of the firm that he belongs to, else himself.
    private func address(_ kind: String, of partner: Int64) -> Int64 {
        var current: Int64? = partner
        var seen: Set<Int64> = []
        while let top = current, seen.insert(top).inserted {
            var waiting = [top]
            var scanned: Set<Int64> = []
            while !waiting.isEmpty {
                let id = waiting.removeFirst()
                guard scanned.insert(id).inserted else { continue }
                if value("type", of: "res.partner", id) == .text(kind) { return id }
                let children = value("child_ids", of: "res.partner", id).recordIDs
                waiting = children.filter { !value("is_company", of: "res.partner", $0).isTrue } + waiting
            }
            guard !value("is_company", of: "res.partner", top).isTrue else { break }
            current = value("parent_id", of: "res.partner", top).recordID
        }
        return partner
    }

    /// The payment term of a customer, or of the firm that he belongs to.
    private func paymentTerm(of partner: Int64) -> FieldValue {
        let own = value("property_payment_term_id", of: "res.partner", partner)
        guard own.isNull, let partners = catalogue["res.partner"] else { return own }
        return value("property_payment_term_id", in: partners, commercialPartner(of: partner, partners))
    }

    /// Fills in what follows from the product of a new line, and clears a section or note.
    fileprivate func complete(saleLine set: inout ValueSet) {
        guard set.columns["display_type"]?.isNull ?? true else {
            for name in ["product_id", "product_uom"] { set.columns[name] = .null }
            for name in ["price_unit", "product_uom_qty", "customer_lead"] { set.columns[name] = .decimal(0) }
            return
        }
        guard let product = set.columns["product_id"]?.recordID, exists("product.product", product),
            let order = set.columns["order_id"]?.recordID
        else { return }
        let given = set.given
        let missing = { (name: String) in !given.contains(name) }
        let company = value("company_id", of: "sale.order", order).recordID
        if missing("product_uom") { set.columns["product_uom"] = value("uom_id", of: "product.product", product) }
        if missing("name") {
            let more = value("description_sale", of: "product.product", product).textValue
            let parts = [shownName("product.product", product), more ?? ""].filter { !$0.isEmpty }
            set.columns["name"] = .text(parts.joined(separator: "\n"))
        }
        if missing("tax_id"), let field = catalogue["sale.order.line"]?.field(named: "tax_id") {
            set.links.append((field, [.replace(taxes("taxes_id", ofProduct: product, company: company))]))
        }
        if missing("price_unit") {
            let unit = value("uom_id", of: "product.product", product).recordID
            let listed = value("list_price", of: "product.product", product).decimalValue
            let factor = rate(to: value("currency_id", of: "sale.order", order).recordID, company: company, at: today)
            set.columns["price_unit"] = .decimal(
                price(listed, from: unit, to: set.columns["product_uom"]?.recordID) * factor
            )
        }
        if missing("analytic_distribution") { set.columns["analytic_distribution"] = projectShare("sale.order", order) }
        if missing("customer_lead") {
            set.columns["customer_lead"] = value("sale_delay", of: "product.product", product)
        }
        if set.columns["customer_lead"]?.isNull ?? true { set.columns["customer_lead"] = .decimal(0) }
    }

    fileprivate mutating func revalue(saleLine id: Int64) throws(OdooError) {
        let row = database.row("sale.order.line", id) ?? [:]
        let currency = value("currency_id", of: "sale.order.line", id).recordID
        let amounts = lineAmounts(row, quantity: "product_uom_qty", taxes: "tax_id", currency: currency)
        try set("sale.order.line", id, amounts.columns)
    }

    /// Adds up the lines of an order.
    fileprivate mutating func total(saleOrder id: Int64) throws(OdooError) {
        guard !putsOffTotals(of: "sale.order", id) else { return }
        let rows = value("order_line", of: "sale.order", id).recordIDs
            .compactMap { database.row("sale.order.line", $0) }.filter { $0["display_type"] == nil }
        let sum = { (name: String) in rows.reduce(Decimal(0)) { $0 + ($1[name]?.decimalValue ?? 0) } }
        let (untaxed, tax) = (sum("price_subtotal"), sum("price_tax"))
        let columns: Row = [
            "amount_untaxed": .decimal(untaxed), "amount_tax": .decimal(tax), "amount_total": .decimal(untaxed + tax),
        ]
        try set("sale.order", id, columns)
    }
}
