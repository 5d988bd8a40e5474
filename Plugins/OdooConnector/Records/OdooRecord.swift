import FoundationEssentials
import JSON

/// A record as Odoo tells it, where an empty field is `false` (domain.md §8).
struct OdooRecord: Sendable {
    /// The model that it is of.
    let model: String
    /// Its number in the database.
    let id: Int64

    private let reader: JSONReader

    /// Reads one object of the answer of `read` or `search_read`.
    init(_ model: String, _ reader: JSONReader) throws(JSONAccessError) {
        self.model = model
        self.reader = reader
        id = try reader.member("id").integer()
    }

    /// The record's name for people and for messages, for example `account.analytic.line/41`.
    var name: String { "\(model)/\(id)" }

    /// The text of a field; `nil` if it is empty.
    func text(_ field: String) throws(JSONAccessError) -> String? {
        let value = try reader.member(field)
        return value.value == .bool(false) ? nil : try value.string()
    }

    /// The truth value of a field.
    func flag(_ field: String) throws(JSONAccessError) -> Bool { try reader.member(field).bool() }

    /// The exact number of a field.
    func number(_ field: String) throws(JSONAccessError) -> Decimal {
        try reader.member(field).decimalFromNumber()
    }

    /// The record that a field points to; `nil` if it is empty.
    func reference(_ field: String) throws(JSONAccessError) -> OdooReference? {
        let value = try reader.member(field)
        guard value.value != .bool(false) else { return nil }
        return OdooReference(id: try value.element(0).integer(), name: try value.element(1).string())
    }
}

/// A record as another one points to it: the pair of its id and its name.
struct OdooReference: Sendable, Hashable {
    let id: Int64
    let name: String
}
