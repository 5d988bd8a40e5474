import Foundation
import JSON

extension ModelBehaviour {
    /// Orders and their lines.
    static let purchasing: [String: ModelBehaviour] = [
        "purchase.order": purchaseOrder, "purchase.order.line": purchaseLine,
    ]

    /// The functions that write computed fields of orders and transfers.
    static let orderInverses: [String: Inverse] = [
        "purchase.order.line.qty_received": { environment, id, json throws(OdooError) in
            let number = ValueConversion.decimal(ofNumber: json) ?? 0
            let isManual = environment.value("qty_received_method", of: "purchase.order.line", id) == .text("manual")
            try environment.set(
                "purchase.order.line",
                id,
                [
                    "qty_received_manual": .decimal(isManual ? number : 0),
                    "qty_received": isManual ? .null : .decimal(number),
                ]
            )
        },
        "stock.picking.scheduled_date": { environment, id, json throws(OdooError) in
            guard let moment = json.stringValue.flatMap(Timestamps.strictMoment) else { return }
            try environment.set("stock.picking", id, ["date": .moment(moment)])
            for move in environment.openMoves(of: id) {
                try environment.set("stock.move", move, ["date": .moment(moment)])
            }
        },
        "sale.order.line.qty_delivered": { environment, id, json throws(OdooError) in
            let number = ValueConversion.decimal(ofNumber: json) ?? 0
            try environment.set("sale.order.line", id, ["qty_delivered_manual": .decimal(number)])
        },
    ]

    private static let purchaseOrder = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in
            let company = set.columns["company_id"]?.recordID
            let partner = set.columns["partner_id"]?.recordID
            if set.columns["name"]?.textValue ?? "New" == "New" {
                let number = try environment.nextNumber(code: "purchase.order", company: company)
                set.columns["name"] = number.map { .text($0) }
            }
            if !set.given.contains("currency_id") {
                set.columns["currency_id"] = environment.purchaseCurrency(of: partner, company)
            }
            if !set.given.contains("picking_type_id") {
                set.columns["picking_type_id"] = environment.pickingType("incoming", of: environment.currentCompany)
            }
            for name in ["amount_untaxed", "amount_tax", "amount_total"] { set.columns[name] = .decimal(0) }
            if set.given.contains("date_planned") { set.columns[wantedDate] = set.columns["date_planned"] }
        },
        applying: { environment, id, set throws(OdooError) in
            guard try environment.apply(set, toOrder: id, of: "purchase.order") else { return }
            try environment.total(purchaseOrder: id, keepsDate: false)
        },
        changed: { environment, id, change throws(OdooError) in
            if change.isNew, let day = environment.database.row("purchase.order", id)?[wantedDate] {
                try environment.set("purchase.order", id, ["date_planned": day, wantedDate: .null])
            }
            if change.names.contains("partner_id"), !change.isNew, environment.profile.is18 {
                for line in environment.orderLines(id) {
                    try environment.followVendor(purchaseLine: line, keeping: [])
                }
            }
            if change.names.contains("currency_id"), !change.isNew {
                for line in environment.orderLines(id) { try environment.revalue(purchaseLine: line) }
            }
            if !change.names.isDisjoint(with: ["order_line", "currency_id"]) {
                try environment.total(purchaseOrder: id, keepsDate: change.names.contains("date_planned"))
            }
        },
        deleting: { environment, ids throws(OdooError) in
            if ids.contains(where: { environment.orderState($0) != "cancel" }) {
                throw .user("In order to delete a purchase order, you must cancel it first.")
            }
        }
    )

    /// The column that keeps the arrival which the maker of an order wants until its lines are there.
    private static let wantedDate = "wanted_date"

    private static let purchaseLine = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in
            environment.complete(purchaseLine: &set)
        },
        prepareWrite: { environment, id, set throws(OdooError) in
            try environment.checkSender(ofPurchaseLine: id, set)
            guard let type = set.columns["display_type"],
                type != environment.value("display_type", of: "purchase.order.line", id)
            else { return }
            throw .user(
                "You cannot change the type of a purchase order line. Instead you should delete the current line and "
                    + "create a new line of the proper type."
            )
        },
        changed: { environment, id, change throws(OdooError) in
            guard change.isNew || !change.names.isDisjoint(with: amountNames) else { return }
            let isPriced = change.names.contains("price_unit") || change.names.isDisjoint(with: pricedBy)
            if !change.isNew, !isPriced { try environment.followVendor(purchaseLine: id, keeping: change.names) }
            try environment.revalue(purchaseLine: id)
            guard let order = environment.database.row("purchase.order.line", id)?["order_id"]?.recordID else { return }
            try environment.total(purchaseOrder: order, keepsDate: false)
            if environment.orderState(order) == "purchase", change.isNew || change.names.contains("product_qty") {
                if change.isNew { try environment.checkSender() }
                try environment.follow(purchaseLine: id, of: order)
            }
        },
        validate: { environment, id, _ throws(OdooError) in try environment.check(purchaseLine: id) },
        deleting: { environment, ids throws(OdooError) in
            for id in ids {
                let state = environment.value("state", of: "purchase.order.line", id).textValue ?? ""
                let labels = ["purchase": "Purchase Order", "done": "Locked"]
                guard let label = labels[state] else { continue }
                let quoted = environment.profile.is18 ? "“\(label)”" : "'\(label)'"
                throw .user("Cannot delete a purchase order line which is in state \(quoted).")
            }
        },
        removed: { environment, rows throws(OdooError) in
            for order in Set(rows.compactMap { $0["order_id"]?.recordID }).sorted()
            where environment.exists("purchase.order", order) {
                try environment.total(purchaseOrder: order, keepsDate: false)
            }
        }
    )

    /// The fields that the vendor's price follows.
    private static let pricedBy: Set<String> = ["product_qty", "product_uom", "product_id"]

    private static let amountNames: Set<String> = [
        "product_id", "product_uom", "product_qty", "price_unit", "discount", "taxes_id", "date_planned",
        "display_type",
    ]
}

extension Environment {
    /// The state of a purchase order.
    func orderState(_ order: Int64) -> String {
        value("state", of: "purchase.order", order).textValue ?? ""
    }

    /// The lines of a purchase order, in their order.
    func orderLines(_ order: Int64) -> [Int64] {
        sorted(value("order_line", of: "purchase.order", order).recordIDs, "purchase.order.line")
    }

    /// Records in their model's order.
    func sorted(_ ids: [Int64], _ modelName: String) -> [Int64] {
        catalogue[modelName].map { sorted(ids, $0) } ?? ids
    }

    fileprivate func purchaseCurrency(of partner: Int64?, _ company: Int64?) -> FieldValue {
        let own = company.map { value("currency_id", of: "res.company", $0) } ?? .null
        guard profile.is18, let partner else { return own }
        let wanted = value("property_purchase_currency_id", of: "res.partner", partner)
        return wanted.isNull ? own : wanted
    }

    /// The first active operation type of a kind in a company's warehouse.
    func pickingType(_ code: String, of company: Int64?) -> FieldValue {
        let model = "stock.picking.type"
        let found = database.ids(of: model).first { id in
            let row = database.row(model, id) ?? [:]
            return row["code"] == .text(code) && row["company_id"]?.recordID == company && row["active"]?.isTrue == true
        }
        return found.map { .record($0) } ?? .null
    }

    /// Takes the price of the vendor's list, or the cost of a product that the vendor sells on other terms only.
    ///
    /// A price stays as it is where the vendor has none, and where the line is billed.
    fileprivate mutating func followVendor(purchaseLine id: Int64, keeping given: Set<String>) throws(OdooError) {
        let row = database.row("purchase.order.line", id) ?? [:]
        guard let product = row["product_id"]?.recordID, let order = row["order_id"]?.recordID,
            billLines(ofPurchaseLine: id).isEmpty
        else { return }
        let partner = value("partner_id", of: "purchase.order", order).recordID
        let unit = row["product_uom"]?.recordID
        let known = seller(of: product, partner)
        let least = known.map { value("min_qty", of: "product.supplierinfo", $0).decimalValue } ?? 0
        let own = value("uom_id", of: "product.product", product).recordID
        let isSold = known != nil && quantity(row["product_qty"]?.decimalValue ?? 0, from: unit, to: own) >= least
        let hasOther = known.map { value("partner_id", of: "product.supplierinfo", $0).recordID == partner } ?? false
        if !isSold, !hasOther, (row["price_unit"]?.decimalValue ?? 0) != 0 {
            return given.contains("discount") ? () : try set("purchase.order.line", id, ["discount": .decimal(0)])
        }
        let price = isSold ? purchasePrice(of: product, order, unit) : costPrice(of: product, order, unit)
        var terms: Row = ["price_unit": .decimal(Rounding.round(price, scale: 2))]
        if !given.contains("discount") { terms["discount"] = .decimal(0) }
        try set("purchase.order.line", id, terms)
        try revalue(purchaseLine: id)
        try total(purchaseOrder: order, keepsDate: true)
    }

    /// Sets the amounts of a line anew.
    fileprivate mutating func revalue(purchaseLine id: Int64) throws(OdooError) {
        let row = database.row("purchase.order.line", id) ?? [:]
        let currency = value("currency_id", of: "purchase.order.line", id).recordID
        let amounts = lineAmounts(row, quantity: "product_qty", taxes: "taxes_id", currency: currency)
        try set("purchase.order.line", id, amounts.columns)
    }

    /// Adds up the lines of an order; its arrival is the earliest of theirs.
    fileprivate mutating func total(purchaseOrder id: Int64, keepsDate: Bool) throws(OdooError) {
        guard !putsOffTotals(of: "purchase.order", id) else { return }
        let rows = value("order_line", of: "purchase.order", id).recordIDs
            .compactMap { database.row("purchase.order.line", $0) }.filter { $0["display_type"] == nil }
        let sum = { (name: String) in rows.reduce(Decimal(0)) { $0 + ($1[name]?.decimalValue ?? 0) } }
        let (untaxed, tax) = (sum("price_subtotal"), sum("price_tax"))
        var columns: Row = [
            "amount_untaxed": .decimal(untaxed), "amount_tax": .decimal(tax), "amount_total": .decimal(untaxed + tax),
        ]
        if !keepsDate {
            let dates = rows.compactMap { $0["date_planned"] }
            columns["date_planned"] = dates.min { $0.precedes($1) } ?? .null
        }
        try set("purchase.order", id, columns)
    }

    /// Fills in what follows from the product of a new line, and clears a section or note.
    fileprivate func complete(purchaseLine set: inout ValueSet) {
        guard set.columns["display_type"]?.isNull ?? true else {
            for name in ["product_id", "product_uom", "date_planned"] { set.columns[name] = .null }
            set.columns["price_unit"] = .decimal(0)
            if !set.given.contains("product_qty") { set.columns["product_qty"] = .null }
            return
        }
        if set.columns["product_id"]?.recordID == nil, !set.given.contains("product_qty") {
            set.columns["product_qty"] = .null
        }
        let order = set.columns["order_id"]?.recordID
        guard let product = set.columns["product_id"]?.recordID, let order, exists("product.product", product) else {
            return
        }
        let company = value("company_id", of: "purchase.order", order).recordID
        let given = set.given
        let missing = { (name: String) in !given.contains(name) }
        if missing("product_uom") { set.columns["product_uom"] = value("uom_po_id", of: "product.product", product) }
        if missing("name") { set.columns["name"] = .text(purchaseDescription(of: product)) }
        if missing("date_planned") { set.columns["date_planned"] = value("date_order", of: "purchase.order", order) }
        if missing("taxes_id"), let field = catalogue["purchase.order.line"]?.field(named: "taxes_id") {
            set.links.append((field, [.replace(taxes("supplier_taxes_id", ofProduct: product, company: company))]))
        }
        if missing("analytic_distribution") {
            set.columns["analytic_distribution"] = projectShare("purchase.order", order)
        }
        if missing("price_unit") {
            set.columns["price_unit"] = .decimal(
                purchasePrice(of: product, order, value("uom_po_id", of: "product.product", product).recordID)
            )
        }
    }

    /// The name of a product and what purchasers are to know about it.
    private func purchaseDescription(of product: Int64) -> String {
        let more = value("description_purchase", of: "product.product", product).textValue
        return [shownName("product.product", product), more ?? ""].filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// What the vendor takes for a product, else its cost, in the order's currency.
    private func purchasePrice(of product: Int64, _ order: Int64, _ unit: Int64?) -> Decimal {
        let company = value("company_id", of: "purchase.order", order).recordID
        let currency = value("currency_id", of: "purchase.order", order).recordID
        if let seller = seller(of: product, value("partner_id", of: "purchase.order", order).recordID) {
            let own = rate(
                to: value("currency_id", of: "product.supplierinfo", seller).recordID,
                company: company,
                at: today
            )
            let amount = value("price", of: "product.supplierinfo", seller).decimalValue
            let inUnit = price(amount, from: value("uom_po_id", of: "product.product", product).recordID, to: unit)
            return inUnit / own * rate(to: currency, company: company, at: today)
        }
        return costPrice(of: product, order, unit)
    }

    private func costPrice(of product: Int64, _ order: Int64, _ unit: Int64?) -> Decimal {
        let company = value("company_id", of: "purchase.order", order).recordID
        let currency = value("currency_id", of: "purchase.order", order).recordID
        let cost = value("standard_price", of: "product.product", product).decimalValue
        let inUnit = price(cost, from: value("uom_id", of: "product.product", product).recordID, to: unit)
        return inUnit * rate(to: currency, company: company, at: today)
    }

    /// The vendor's entry in a product's list of vendors.
    func seller(of product: Int64, _ partner: Int64?) -> Int64? {
        guard let partner else { return nil }
        let parents = [partner, value("parent_id", of: "res.partner", partner).recordID].compactMap { $0 }
        let template = value("product_tmpl_id", of: "product.product", product)
        return (database.ids(of: "product.supplierinfo", where: ["product_tmpl_id"], are: [template]) ?? []).first {
            database.row("product.supplierinfo", $0)?["partner_id"]?.recordID.map(parents.contains) ?? false
        }
    }

    /// A line about a product needs product, unit and day; a section or note must have none of them.
    fileprivate func check(purchaseLine id: Int64) throws(OdooError) {
        let row = database.row("purchase.order.line", id) ?? [:]
        let filled = ["product_id", "product_uom", "date_planned"].filter { row[$0] != nil }
        // The database takes what its check neither confirms nor denies: in version 18 a line that nobody called a down
        // payment or none.
        let isOpen = profile.is18 && row["is_downpayment"] != .boolean(false)
        if row["display_type"] == nil, row["is_downpayment"]?.isTrue != true, !isOpen, filled.count < 3 {
            throw .constraint("Missing required fields on accountable purchase order line.")
        }
        if row["display_type"] != nil, !filled.isEmpty || (row["price_unit"]?.decimalValue ?? 0) != 0 {
            throw .constraint("Forbidden values on non-accountable purchase order line")
        }
    }
}
