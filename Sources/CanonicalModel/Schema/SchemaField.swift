/// A field of a canonical object, or a member of an event.
public struct SchemaField: Sendable, Hashable {
    /// The name.
    public let name: String
    /// What stands there.
    public let type: FieldType
    /// Whether it must be there; one that need not be may be left out or null.
    public let isRequired: Bool
    /// The unit of a number: a code of UN/ECE Recommendation 20, or the name of the field that says it.
    public let unit: String?
    /// How far its value may travel.
    public let sensitivity: SensitivityClass
    /// What it is, in one sentence.
    public let summary: String

    /// Describes a field that must be there.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - type: What stands there.
    ///   - sensitivity: How far its value may travel.
    ///   - unit: The unit of a number.
    ///   - summary: What it is, in one sentence.
    init(
        _ name: String,
        _ type: FieldType,
        _ sensitivity: SensitivityClass,
        unit: String? = nil,
        _ summary: String
    ) {
        self.init(name, type, isRequired: true, sensitivity, unit ?? type.usualUnit, summary)
    }

    /// Describes an internal field (C1) that must be there.
    init(_ name: String, _ type: FieldType, unit: String? = nil, _ summary: String) {
        self.init(name, type, .c1, unit: unit, summary)
    }

    private init(
        _ name: String,
        _ type: FieldType,
        isRequired: Bool,
        _ sensitivity: SensitivityClass,
        _ unit: String?,
        _ summary: String
    ) {
        self.name = name
        self.type = type
        self.isRequired = isRequired
        self.sensitivity = sensitivity
        self.unit = unit
        self.summary = summary
    }

    /// The same field, which may be left out.
    var optional: SchemaField { SchemaField(name, type, isRequired: false, sensitivity, unit, summary) }

    /// Fields and those of the objects in them, each with the way to it; the elements of a list stand as `lines[]`.
    public static func flattened(_ fields: [SchemaField]) -> [(path: String, field: SchemaField)] {
        all(fields, under: "")
    }

    static func all(_ fields: [SchemaField], under path: String) -> [(path: String, field: SchemaField)] {
        fields.flatMap { field in
            let place = path.isEmpty ? field.name : "\(path).\(field.name)"
            return [(place, field)] + field.type.nestedFields(under: place)
        }
    }
}

/// What may stand in a field.
public indirect enum FieldType: Sendable, Hashable {
    /// Words for people.
    case text
    /// What another object or another system calls something, compared letter by letter.
    case code
    /// An exact decimal in plain notation, as a text; at most so many decimals, or any number of them.
    case decimal(scale: Int?)
    /// An amount of money as an exact decimal; its currency stands in a field of its own.
    case money
    /// Hours as an exact decimal with at most two decimals.
    case hours
    /// A day, `YYYY-MM-DD`, as the site or the company counts it.
    case date
    /// A month, `YYYY-MM`.
    case month
    /// A point in time as RFC 3339.
    case instant
    /// A currency of ISO 4217.
    case currency
    /// A whole number from 0 on.
    case count
    /// A whole number in a range.
    case integer(ClosedRange<Int64>)
    /// `true` or `false`.
    case boolean
    /// One of these words.
    case enumeration([String])
    /// An object with these fields.
    case nested([SchemaField])
    /// An object with the fields of one of these alternatives, told apart by the first field of each.
    case either([[SchemaField]])
    /// A list.
    case list(FieldType)

    /// One of the words of a Swift type.
    static func words<Word: RawRepresentable<String> & CaseIterable>(_: Word.Type) -> FieldType {
        .enumeration(Word.allCases.map(\.rawValue))
    }

    /// The unit of a value that can have no other.
    var usualUnit: String? {
        switch self {
        case .hours: "HUR"
        case .money: "currency"
        default: nil
        }
    }

    func nestedFields(under path: String) -> [(path: String, field: SchemaField)] {
        switch self {
        case .nested(let fields): SchemaField.all(fields, under: path)
        case .either(let alternatives): alternatives.flatMap { SchemaField.all($0, under: path) }
        case .list(let element): element.nestedFields(under: "\(path)[]")
        default: []
        }
    }

    /// What stands there, in a word or two.
    public var name: String {
        switch self {
        case .text: "text"
        case .code: "code"
        case .decimal: "decimal"
        case .money: "money"
        case .hours: "hours"
        case .date: "date"
        case .month: "month"
        case .instant: "instant"
        case .currency: "currency"
        case .count: "count"
        case .integer(let range): "integer \(range.lowerBound)…\(range.upperBound)"
        case .boolean: "true or false"
        case .enumeration(let words): words.joined(separator: " or ")
        case .nested: "object"
        case .either: "one of several objects"
        case .list(let element): "list of \(element.name)"
        }
    }

    /// What stands there, in the words of an error.
    public var text: String {
        switch self {
        case .text: "a text"
        case .code: "a code as text"
        case .decimal(let scale):
            scale.map { "a decimal text with at most \($0) decimals" } ?? "a decimal text such as 843.75"
        case .money: "an amount as decimal text such as 843.75"
        case .hours: "hours as decimal text with at most 2 decimals"
        case .date: "a date such as 2026-01-05"
        case .month: "a month such as 2026-01"
        case .instant: "a timestamp such as 2026-01-05T05:58:11Z"
        case .currency: "a currency code such as USD"
        case .count: "a count from 0 on"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .boolean: "true or false"
        case .enumeration(let words): "one of \(words.joined(separator: ", "))"
        case .nested: "an object"
        case .either(let alternatives):
            "an object with \(alternatives.map { $0.map(\.name).joined(separator: ", ") }.joined(separator: ", or with "))"
        case .list(let element): "a list, each element \(element.text)"
        }
    }
}
