import Foundation
import JSON
import SimulatorKit

/// What one column of one record holds.
///
/// Amounts and quantities are exact decimals; binary floating point exists on the wire only.
enum FieldValue: Sendable {
    /// SQL's NULL, which the wire shows as `false`, `0` or an empty list.
    case null
    case boolean(Bool)
    case integer(Int64)
    case decimal(Decimal)
    case text(String)
    case date(CivilDate)
    case moment(SimulatedInstant)
    /// The id that a many2one column holds.
    case record(Int64)
    /// The ids of a one2many or many2many field.
    case records([Int64])
    /// The value of a json column.
    case json(JSON)
}

extension FieldValue {
    /// Whether the column is empty.
    var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The text of a text column, otherwise `nil`.
    var textValue: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// Whether a boolean column is set; an empty one is not.
    var isTrue: Bool {
        if case .boolean(true) = self { true } else { false }
    }

    /// The number of a float or monetary column; 0 if it is empty.
    var decimalValue: Decimal {
        switch self {
        case .decimal(let number): number
        case .integer(let number): Decimal(number)
        default: 0
        }
    }

    /// The day of a date column, otherwise `nil`.
    var dateValue: CivilDate? {
        if case .date(let date) = self { date } else { nil }
    }

    /// The record that a many2one column points to, otherwise `nil`.
    var recordID: Int64? {
        if case .record(let id) = self { id } else { nil }
    }

    /// Every record that a relational column points to; an integer counts as the id that it is.
    var recordIDs: [Int64] {
        switch self {
        case .record(let id), .integer(let id): [id]
        case .records(let ids): ids
        default: []
        }
    }
}

extension FieldValue: Hashable {
    /// Whether both are the same value of the same kind; texts are compared byte by byte, as PostgreSQL does.
    static func == (left: FieldValue, right: FieldValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.boolean(let left), .boolean(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.decimal(let left), .decimal(let right)): left == right
        case (.integer(let left), .decimal(let right)): Decimal(left) == right
        case (.decimal(let left), .integer(let right)): left == Decimal(right)
        case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
        case (.date(let left), .date(let right)): left == right
        case (.moment(let left), .moment(let right)): left == right
        case (.record(let left), .record(let right)): left == right
        case (.records(let left), .records(let right)): left == right
        case (.json(let left), .json(let right)): left == right
        default: false
        }
    }

    /// Hashes the content; an integer and the equal decimal have the same hash.
    func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .boolean(let truth): hasher.combine(truth)
        case .integer(let number): hasher.combine(Decimal(number))
        case .decimal(let number): hasher.combine(number)
        case .text(let text): hasher.combine(text)
        case .date(let date): hasher.combine(date)
        case .moment(let moment): hasher.combine(moment)
        case .record(let id): hasher.combine(id)
        case .records(let ids): hasher.combine(ids)
        case .json(let value): hasher.combine(value.text(style: .compact))
        }
    }
}

extension FieldValue {
    /// Whether this value stands before `other` in PostgreSQL's order with collation `C`; kinds are never mixed.
    func precedes(_ other: FieldValue) -> Bool {
        switch (self, other) {
        case (.boolean(let left), .boolean(let right)): !left && right
        case (.integer(let left), .integer(let right)): left < right
        case (.integer, .decimal), (.decimal, .integer), (.decimal, .decimal): decimalValue < other.decimalValue
        case (.text(let left), .text(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
        case (.date(let left), .date(let right)): left < right
        case (.moment(let left), .moment(let right)): left < right
        case (.record(let left), .record(let right)): left < right
        default: false
        }
    }
}
