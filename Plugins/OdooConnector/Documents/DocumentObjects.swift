import CanonicalModel
import FoundationEssentials
import JSON

/// An order to a supplier, approved.
///
/// `{number, supplier, lines: [{key, item, text, quantity, unitPrice, project}], untaxed?, total?, currency?}`.
struct PurchaseOrder: CanonicalObject {
    static let name = "PurchaseOrder"
    static let schemaVersion = 1
    static let sensitivity = SensitivityClass.c2

    let json: JSON
    let number: String
    /// The supplier's code.
    let supplier: String
    let lines: [DocumentLine]
    let totals: SourceTotals

    var key: String { number }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        json = reader.value ?? .null
        number = try reader.member("number").string()
        supplier = try reader.member("supplier").string()
        lines = try DocumentLine.list(reader)
        totals = try SourceTotals(reader)
    }
}

/// Goods that came: `{number, order, lines: [{key, quantity, unit?}]}`, by the keys of the order's lines.
struct Receipt: CanonicalObject {
    static let name = "Receipt"
    static let schemaVersion = 1
    static let sensitivity = SensitivityClass.c1

    let json: JSON
    let number: String
    let order: String
    /// How much of each line came; the unit is that of the order's line, and may be named to be sure.
    let quantities: [(line: String, quantity: Decimal, unit: String?)]

    var key: String { "\(order)/\(number)" }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        json = reader.value ?? .null
        number = try reader.member("number").string()
        order = try reader.member("order").string()
        quantities = try reader.member("lines").elements().map {
            line throws(JSONAccessError) -> (String, Decimal, String?) in
            let (key, quantity) = (try line.member("key").string(), try line.member("quantity").decimal())
            return (key, quantity, try line.optionalString("unit"))
        }
    }

    static func == (left: Receipt, right: Receipt) -> Bool { left.json == right.json }

    func hash(into hasher: inout Hasher) { hasher.combine(json) }
}

/// A supplier's invoice, matched.
///
/// `{number, supplier, order?, invoiceDate, accountingDate?, lines, untaxed?, total?, currency?}`. With an order the bill
/// has Odoo's own lines, those that are received and not yet billed; what the invoice says is what it must come to.
struct SupplierInvoice: CanonicalObject {
    static let name = "SupplierInvoice"
    static let schemaVersion = 1
    static let sensitivity = SensitivityClass.c2

    let json: JSON
    /// The supplier's number.
    let number: String
    let supplier: String
    let order: String?
    let invoiceDate: CalendarDate
    /// The day of the ledger; without one, any day of the invoice's month.
    let accountingDate: CalendarDate?
    let lines: [DocumentLine]
    let totals: SourceTotals

    var key: String { "\(supplier)/\(number)" }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        json = reader.value ?? .null
        number = try reader.member("number").string()
        supplier = try reader.member("supplier").string()
        order = try reader.optionalString("order")
        invoiceDate = try reader.member("invoiceDate").date()
        accountingDate = try reader.optionalMember("accountingDate").map { day throws(JSONAccessError) in try day.date()
        }
        totals = try SourceTotals(reader)
        let hasTotal = (totals.untaxed ?? totals.total) != nil
        let mayOmitLines = order != nil && hasTotal
        let hasLines = try reader.optionalMember("lines")?.elements().isEmpty == false
        lines = hasLines || !mayOmitLines ? try DocumentLine.list(reader) : []
    }

    /// The period of the ledger, in words.
    var meant: String { accountingDate?.text ?? "the month of \(invoiceDate.text)" }

    /// Whether a bill stands in the period that was meant.
    func isMeant(_ date: String) -> Bool {
        guard let accountingDate else { return date.prefix(7) == invoiceDate.text.prefix(7) }
        return date == accountingDate.text
    }
}

/// Money that left for a supplier's invoice: `{number, supplier, invoice, date, amount}`.
struct Payment: CanonicalObject {
    static let name = "Payment"
    static let schemaVersion = 1
    static let sensitivity = SensitivityClass.c4

    let json: JSON
    let number: String
    let supplier: String
    /// The supplier's number of the invoice.
    let invoice: String
    let date: CalendarDate
    let amount: Decimal

    var key: String { number }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        json = reader.value ?? .null
        number = try reader.member("number").string()
        supplier = try reader.member("supplier").string()
        invoice = try reader.member("invoice").string()
        date = try reader.member("date").date()
        amount = try reader.member("amount").decimal()
    }
}
