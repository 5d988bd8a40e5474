import Foundation
import JSON
import SimulatorKit

/// How values of a call become column values (reference: odoo.md, "Values", row "coercions on write").
struct ValueConversion {
    /// Whether the values belong to new records: `create` and `write` treat many2one fields differently.
    let isCreating: Bool

    /// Converts the value of a field that is no one2many or many2many.
    ///
    /// - Throws: The exception that the server answers for a value of the wrong kind.
    func column(_ json: JSON, of field: FieldDefinition, in model: ModelDefinition) throws(OdooError) -> FieldValue {
        switch field.type {
        case .char, .text: try text(json, size: field.size)
        case .html: try html(json)
        case .boolean: .boolean(PythonText.isTruthy(json))
        case .integer, .reference: try integer(json)
        case .float, .monetary: try decimal(json)
        case .date: try date(json, model)
        case .datetime: try moment(json)
        case .selection: try selection(json, of: field, in: model)
        case .many2one: try link(json)
        case .binary: try text(json, size: nil)
        case .json where field.name == AnalyticDistribution.field:
            AnalyticDistribution.normalized(json).map { .json($0) } ?? .null
        case .json: PythonText.isTruthy(json) ? .json(json) : .null
        case .one2many, .many2many, .properties, .propertiesDefinition: .null
        }
    }

    private func text(_ json: JSON, size: Int?) throws(OdooError) -> FieldValue {
        if json == .null || json == .bool(false) { return .null }
        let text = PythonText.str(json)
        guard !text.unicodeScalars.contains("\0") else {
            throw .python("ValueError", "A string literal cannot contain NUL (0x00) characters.")
        }
        return .text(size.map { String(text.prefix($0)) } ?? text)
    }

    private func html(_ json: JSON) throws(OdooError) -> FieldValue {
        guard case .text(let source) = try text(json, size: nil) else { return .null }
        return .text(HTMLSanitizer.sanitize(source))
    }

    private func integer(_ json: JSON) throws(OdooError) -> FieldValue {
        let number: Int64
        switch json {
        case .null: number = 0
        case .bool(let truth): number = truth ? 1 : 0
        case .integer(let value): number = value
        case .real(let value):
            guard let whole = Int64(exactly: value.rounded(.towardZero)) else { throw Self.outOfRange }
            number = whole
        case .string(""): number = 0
        case .string(let text): number = try Self.integer(ofText: text)
        case .array, .object:
            throw Self.notAnInteger(json)
        }
        guard Int64(Int32.min)...Int64(Int32.max) ~= number else { throw Self.outOfRange }
        return .integer(number)
    }

    /// What `int()` says to a value that is no number at all.
    static func notAnInteger(_ json: JSON) -> OdooError {
        let type = PythonText.typeName(of: json)
        return .python(
            "TypeError",
            "int() argument must be a string, a bytes-like object or a real number, not '\(type)'"
        )
    }

    /// What `float()` says to a value that is no number at all.
    static func notAFloat(_ json: JSON) -> OdooError {
        let type = PythonText.typeName(of: json)
        return .python("TypeError", "float() argument must be a string or a real number, not '\(type)'")
    }

    /// Reads an integer as Python's `int()` does.
    static func integer(ofText text: String) throws(OdooError) -> Int64 {
        guard let number = Int64(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw .python(
                "ValueError",
                "invalid literal for int() with base 10: \(PythonText.quoted(text))"
            )
        }
        return number
    }

    /// Converts a number, refused beyond ±10³⁰ so that sums and products of amounts stay exact.
    private func decimal(_ json: JSON) throws(OdooError) -> FieldValue {
        let number = try exactNumber(json)
        guard number.magnitude <= Decimal(sign: .plus, exponent: 30, significand: 1) else { throw Self.outOfRange }
        return .decimal(number)
    }

    private func exactNumber(_ json: JSON) throws(OdooError) -> Decimal {
        switch json {
        case .null, .string(""): return 0
        case .bool(let truth): return truth ? 1 : 0
        case .integer(let number): return Decimal(number)
        case .real:
            guard let number = Self.decimal(ofNumber: json) else { throw Self.outOfRange }
            return number
        case .string(let text):
            guard let number = Self.decimal(ofText: text) else {
                throw .python("ValueError", "could not convert string to float: \(PythonText.quoted(text))")
            }
            return number
        case .array, .object:
            throw Self.notAFloat(json)
        }
    }

    /// The exact decimal of a number of JSON, by its shortest text.
    static func decimal(ofNumber json: JSON) -> Decimal? {
        try? JSONReader(json).decimalFromNumber()
    }

    /// The exact decimal of a text that Python's `float()` reads.
    static func decimal(ofText text: String) -> Decimal? {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
            .replacing(#/(\d)_(?=\d)/#) { String($0.1) }
        if let plain = Decimal(plain: trimmed) { return plain }
        guard trimmed.contains(where: \.isNumber), !trimmed.lowercased().contains("x"), let number = Double(trimmed),
            number.isFinite
        else { return nil }
        return decimal(ofNumber: .real(number))
    }

    /// Converts a day: `create` leaves it to PostgreSQL, unless Python computes with it first.
    private func date(_ json: JSON, _ model: ModelDefinition) throws(OdooError) -> FieldValue {
        if json == .null || json == .bool(false) || json == .string("") { return .null }
        let isComputedWith = model.name == "account.move" || model.name == "sale.order"
        guard isCreating, !isComputedWith, json.boolValue == nil else {
            guard case .string(let text) = json else {
                throw .python("TypeError", "'\(PythonText.typeName(of: json))' object is not subscriptable")
            }
            return .date(try PythonTime.day(text))
        }
        let text = PythonText.str(json)
        // The form that nearly all have, on which PostgreSQL and Python agree.
        if let day = CivilDate(text) { return .date(day) }
        // What PostgreSQL takes is read back by Python, which knows one form only.
        if Timestamps.lenientDay(text, today: CivilDate(daysSince1970: 0)) != nil {
            return .date(try PythonTime.day(text))
        }
        guard Timestamps.hasFormOfDay(text.prefix(10)) else {
            throw .driver("errors.InvalidDatetimeFormat", "invalid input syntax for type date: \"\(text)\"\n")
        }
        throw .driver("errors.DatetimeFieldOverflow", "date/time field value out of range: \"\(text)\"\n")
    }

    private func moment(_ json: JSON) throws(OdooError) -> FieldValue {
        if json == .null || json == .bool(false) || json == .string("") { return .null }
        guard case .string(let text) = json else {
            throw .python("TypeError", "object of type '\(PythonText.typeName(of: json))' has no len()")
        }
        return .moment(try PythonTime.moment(text))
    }

    private func selection(
        _ json: JSON,
        of field: FieldDefinition,
        in model: ModelDefinition
    ) throws(OdooError) -> FieldValue {
        if !PythonText.isTruthy(json) { return .null }
        guard let key = json.stringValue, field.selection.contains(where: { $0.key == key }) else {
            throw .python("ValueError", "Wrong value for \(model.name).\(field.name): \(PythonText.repr(json))")
        }
        return .text(key)
    }

    /// A link to a record: `write` empties the field for everything that is no integer, `create` lets PostgreSQL decide.
    private func link(_ json: JSON) throws(OdooError) -> FieldValue {
        if case .integer(let id) = json { return id == 0 ? .null : .record(id) }
        guard isCreating, PythonText.isTruthy(json) else { return .null }
        switch json {
        case .string(let text):
            if let id = Int64(text) { return .record(id) }
        case .real(let number):
            if let id = Int64(exactly: number) { return .record(id) }
        default: break
        }
        throw .driver(
            "errors.InvalidTextRepresentation",
            "invalid input syntax for type integer: \"\(PythonText.str(json))\"\n"
        )
    }

    static let outOfRange = OdooError.driver("errors.NumericValueOutOfRange", "integer out of range\n")
}
