import Foundation
import JSON

/// What a line of an entry gets when its maker does not say.
enum EntryLinePreparation {
    /// Completes a new line.
    static func complete(_ set: inout ValueSet, _ environment: Environment) throws(OdooError) {
        guard let id = set.columns["move_id"]?.recordID, let entry = Entry(environment, id) else { return }
        try refuseIfPosted(entry)
        let display = set.columns["display_type"]?.textValue ?? "product"
        set.columns["display_type"] = .text(display)
        if set.columns["currency_id"]?.recordID == nil || entry.kind.isInvoice {
            set.columns["currency_id"] = .record(entry.currency)
        }
        if !set.given.contains("partner_id") {
            set.columns["partner_id"] = entry.row["commercial_partner_id"] ?? .null
        }
        if !set.given.contains("sequence") {
            let sequences: [String: Int64] = ["tax": 10000, "rounding": 11000, "payment_term": 12000]
            set.columns["sequence"] = .integer(sequences[display] ?? 100)
        }
        guard display == "product" else { return }
        if !set.given.contains("quantity") { set.columns["quantity"] = .decimal(1) }
        if entry.kind.isInvoice {
            try completeInvoiceLine(&set, entry, environment)
        }
        followAmounts(&set, Row(), entry, environment)
    }

    /// Completes a change of a line.
    static func complete(_ set: inout ValueSet, of id: Int64, _ environment: Environment) throws(OdooError) {
        guard let row = environment.database.row(Entry.lineModel, id),
            let entry = row["move_id"]?.recordID.flatMap({ Entry(environment, $0) })
        else { return }
        if entry.isPosted, !set.given.isDisjoint(with: ["tax_ids", "tax_line_id"]) {
            throw .user(
                "You cannot modify the taxes related to a posted journal item, you should reset the journal entry to "
                    + "draft to do so."
            )
        }
        if entry.isPosted, !set.given.isDisjoint(with: bookedFields) { try environment.checkLocks(entry) }
        followAmounts(&set, row, entry, environment)
    }

    /// Refuses a new line of a posted entry.
    ///
    /// - Throws: UserError.
    private static func refuseIfPosted(_ entry: Entry) throws(OdooError) {
        guard entry.isPosted else { return }
        throw .user("You can't add/modify a journal item of a posted entry; reset the journal entry to draft first.")
    }

    /// The fields of a line that the books hold.
    static let bookedFields = [
        "account_id", "journal_id", "amount_currency", "currency_id", "partner_id", "debit", "credit", "balance",
        "date",
    ]

    private static func completeInvoiceLine(
        _ set: inout ValueSet,
        _ entry: Entry,
        _ environment: Environment
    ) throws(OdooError) {
        let product = set.columns["product_id"]?.recordID
        let products = try environment.model("product.product")
        if let product {
            if !set.given.contains("name") { set.columns["name"] = .text(label(product, entry, environment)) }
            if !set.given.contains("price_unit") {
                let price = environment.value(entry.kind.isSale ? "lst_price" : "standard_price", in: products, product)
                let own = environment.currency(ofCompany: entry.company)
                let day = entry.row["invoice_date"]?.dateValue ?? entry.date
                let rate = environment.rate(of: entry.currency, company: entry.company, on: day)
                set.columns["price_unit"] = .decimal(
                    entry.currency == own ? price.decimalValue : price.decimalValue * rate
                )
            }
            if !set.given.contains("product_uom_id") {
                set.columns["product_uom_id"] = environment.value("uom_id", in: products, product)
            }
        }
        if !set.given.contains("account_id") {
            set.columns["account_id"] = environment.invoiceAccount(product, entry).map { .record($0) } ?? .null
        }
        if !set.given.contains("tax_ids") {
            let field = entry.kind.isSale ? "taxes_id" : "supplier_taxes_id"
            var taxes = product.map { environment.value(field, in: products, $0).recordIDs } ?? []
            if taxes.isEmpty, product == nil, let account = set.columns["account_id"]?.recordID {
                taxes = environment.value("tax_ids", of: "account.account", account).recordIDs
            }
            taxes = taxes.filter { environment.value("company_id", of: "account.tax", $0).recordID == entry.company }
            if !taxes.isEmpty { set.columns["tax_ids"] = .records(taxes) }
        }
    }

    private static func label(_ product: Int64, _ entry: Entry, _ environment: Environment) -> String {
        guard let model = environment.catalogue["product.product"] else { return "" }
        let field = entry.kind.isSale ? "description_sale" : "description_purchase"
        let more = environment.value(field, in: model, product).textValue ?? ""
        let name = environment.displayName(model, product)
        return more.isEmpty ? name : name + "\n" + more
    }

    /// Debit, credit and balance follow from the one that was given.
    private static func followAmounts(_ set: inout ValueSet, _ row: Row, _ entry: Entry, _ environment: Environment) {
        let given = set.given
        guard !given.isDisjoint(with: ["debit", "credit", "balance", "amount_currency"]) || row.isEmpty else { return }
        let currency = (set.columns["currency_id"] ?? row["currency_id"] ?? .null).recordID ?? entry.currency
        let own = environment.currency(ofCompany: entry.company)
        let rate = environment.rate(of: currency, company: entry.company, on: entry.date)
        let columns = set.columns
        let number = { (name: String) in (columns[name] ?? .null).decimalValue }
        var balance = (row["balance"] ?? .null).decimalValue
        if given.contains("balance") {
            balance = number("balance")
        } else if given.contains("debit") || given.contains("credit") {
            balance = number("debit") - number("credit")
        } else if given.contains("amount_currency") {
            balance = number("amount_currency") / rate
        }
        balance = environment.rounded(balance, in: own)
        set.columns["balance"] = .decimal(balance)
        set.columns["debit"] = .decimal(balance > 0 ? balance : 0)
        set.columns["credit"] = .decimal(balance < 0 ? -balance : 0)
        if !given.contains("amount_currency") || currency == own {
            set.columns["amount_currency"] = .decimal(environment.rounded(balance * rate, in: currency))
        }
    }
}

extension Environment {
    /// The account of an invoice line: the product's, its category's, or the journal's.
    func invoiceAccount(_ product: Int64?, _ entry: Entry) -> Int64? {
        let word = entry.kind.isSale ? "income" : "expense"
        if let product {
            let products = "product.product"
            if let own = value("property_account_\(word)_id", of: products, product).recordID { return own }
            if let category = value("categ_id", of: products, product).recordID,
                let account = value("property_account_\(word)_categ_id", of: "product.category", category).recordID
            {
                return account
            }
        }
        return value("default_account_id", of: "account.journal", entry.journal).recordID
    }

    /// The account that an invoice is owed on: the partner's, or the company's.
    func termAccount(_ entry: Entry) -> Int64? {
        let word = entry.kind.isSale ? "receivable" : "payable"
        if let partner = entry.row["commercial_partner_id"]?.recordID,
            let own = value("property_account_\(word)_id", of: "res.partner", partner).recordID
        {
            return own
        }
        return baseRecord("account.1_\(word)")
    }
}
