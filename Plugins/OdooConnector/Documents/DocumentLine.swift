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

    /// The lines of a document, at least one, each with a key of its own.
    static func list(_ reader: JSONReader) throws(JSONAccessError) -> [DocumentLine] {
        let member = try reader.member("lines")
        let lines = try member.elements().map { line throws(JSONAccessError) in try DocumentLine(line) }
        guard !lines.isEmpty else {
            throw JSONAccessError(path: member.path, expected: "at least one line", found: "none")
        }
        let counts = Dictionary(grouping: lines, by: \.key).filter { $0.value.count > 1 }
        guard let twice = counts.keys.min() else { return lines }
        throw JSONAccessError(path: member.path, expected: "lines with different keys", found: "'\(twice)' twice")
    }

    /// What the line comes to without taxes, as Odoo rounds it: half away from zero.
    func amount(decimals: Int) -> Decimal {
        let exact = quantity * unitPrice
        let even = exact.rounded(scale: decimals)
        let unit = Decimal(sign: exact < 0 ? .minus : .plus, exponent: -decimals, significand: 1)
        // Rounding to even comes to the nearer zero in half of all ties.
        return (exact - even) * 2 == unit ? even + unit : even
    }
}

/// What a document comes to in its source, as far as the source says it.
struct SourceTotals: Sendable, Hashable {
    /// Without taxes; `nil` leaves it to the lines.
    let untaxed: Decimal?
    /// With taxes; `nil` leaves the taxes to Odoo.
    let total: Decimal?
    /// The code of the currency; `nil` for that of the company.
    let currency: String?

    init(_ reader: JSONReader) throws(JSONAccessError) {
        let amount = { (key: String) throws(JSONAccessError) -> Decimal? in
            guard let member = try reader.optionalMember(key) else { return nil }
            return try member.decimal()
        }
        untaxed = try amount("untaxed")
        total = try amount("total")
        currency = try reader.optionalString("currency")
    }

    /// What the document comes to without taxes; `nil` if the source says nothing of it.
    func untaxed(of lines: [DocumentLine], decimals: Int) -> Decimal? {
        untaxed ?? (lines.isEmpty ? nil : lines.reduce(0) { $0 + $1.amount(decimals: decimals) })
    }
}
