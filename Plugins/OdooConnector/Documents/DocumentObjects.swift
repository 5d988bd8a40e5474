import CanonicalModel
import FoundationEssentials
import JSON

/// One line of an order or invoice.
struct DocumentLine: Sendable, Hashable {
    /// What identifies it within its document.
    let key: String
    /// The code of the item; `nil` for a line of text alone.
    let item: String?
    let text: String
    let quantity: Decimal
    let unitPrice: Decimal
    /// The project that bears the cost.
    let project: String?

    init(_ reader: JSONReader) throws(JSONAccessError) {
        key = try reader.member("key").string()
        item = try reader.optionalString("item")
        text = try reader.member("text").string()
        quantity = try reader.member("quantity").decimal()
        unitPrice = try reader.member("unitPrice").decimal()
        project = try reader.optionalString("project")
    }

    static func list(_ reader: JSONReader) throws(JSONAccessError) -> [DocumentLine] {
        try reader.member("lines").elements().map { line throws(JSONAccessError) in try DocumentLine(line) }
    }
}

/// An order to a supplier, approved: `{number, supplier, lines: [{key, item, text, quantity, unitPrice, project}]}`.
struct PurchaseOrder: CanonicalObject {
    static let name = "PurchaseOrder"
    static let schemaVersion = 1
    static let sensitivity = SensitivityClass.c2

    let json: JSON
    let number: String
    /// The supplier's code.
    let supplier: String
    let lines: [DocumentLine]

    var key: String { number }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        json = reader.value ?? .null
        number = try reader.member("number").string()
        supplier = try reader.member("supplier").string()
        lines = try DocumentLine.list(reader)
    }
}

/// Goods that came: `{number, order, lines: [{key, quantity}]}`, by the keys of the order's lines.
struct Receipt: CanonicalObject {
    static let name = "Receipt"
    static let schemaVersion = 1
    static let sensitivity = SensitivityClass.c1

    let json: JSON
    let number: String
    let order: String
    /// How much of each line came.
    let quantities: [(line: String, quantity: Decimal)]

    var key: String { "\(order)/\(number)" }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        json = reader.value ?? .null
        number = try reader.member("number").string()
        order = try reader.member("order").string()
        quantities = try reader.member("lines").elements().map { line throws(JSONAccessError) in
            (try line.member("key").string(), try line.member("quantity").decimal())
        }
    }

    static func == (left: Receipt, right: Receipt) -> Bool { left.json == right.json }

    func hash(into hasher: inout Hasher) { hasher.combine(json) }
}

/// A supplier's invoice, matched: `{number, supplier, order?, invoiceDate, accountingDate?, lines}`.
///
/// With an order the lines are Odoo's own, those that are received and not yet billed.
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

    var key: String { "\(supplier)/\(number)" }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        json = reader.value ?? .null
        number = try reader.member("number").string()
        supplier = try reader.member("supplier").string()
        order = try reader.optionalString("order")
        invoiceDate = try reader.member("invoiceDate").date()
        accountingDate = try reader.optionalMember("accountingDate").map { day throws(JSONAccessError) in try day.date()
        }
        lines = try order == nil ? DocumentLine.list(reader) : []
    }

    /// Whether a posted bill stands in the period that was meant.
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
