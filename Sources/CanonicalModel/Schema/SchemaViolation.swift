public import JSON

/// One place of a payload that is not as its object's schema says.
public struct SchemaViolation: Sendable, Hashable, CustomStringConvertible {
    /// Where it is, for example `lines[3].hours`; empty for the payload as a whole.
    public let path: String
    /// What should be there.
    public let expected: String
    /// What is there: a kind, `nothing`, or a text in the wrong form, which is not shown where people do not see it.
    public let found: String

    /// The path, what should be there and what is: `lines[3].hours: expected …, found null`.
    public var description: String {
        "\(path.isEmpty ? "the payload" : path): expected \(expected), found \(found)"
    }

    /// The violation as JSON.
    public var json: JSON { ["path": .string(path), "expected": .string(expected), "found": .string(found)] }
}

extension CanonicalSchema {
    /// All that is wrong with a payload, in the order of the fields; nothing for a sound one.
    ///
    /// A member that no field stands for is wrong too: what nobody reads would be lost without a word.
    public func violations(in payload: JSON) -> [SchemaViolation] {
        var check = SchemaCheck()
        check.object(payload, fields)
        if let object = payload.objectValue {
            for (name, others) in requires where object.has(name) {
                for other in others where !object.has(other) {
                    check.report(at: other, "to be there where \(name) is", "nothing")
                }
            }
        }
        return check.violations
    }
}

/// Collects what is wrong; paths are put together only where something is.
struct SchemaCheck {
    private(set) var violations: [SchemaViolation] = []
    /// The way to the present place, from its end on.
    private var place: [Step] = []

    private enum Step {
        case member(String)
        case element(Int)
    }

    mutating func object(_ value: JSON?, _ fields: [SchemaField]) {
        guard case .object(let object)? = value else { return mismatch("an object", value, isShown: true) }
        var known = 0
        for field in fields {
            let member = object[field.name]
            if member != nil { known += 1 }
            place.append(.member(field.name))
            if member == nil || member == .null {
                if field.isRequired { mismatch(field.type.text, member, isShown: true) }
            } else {
                check(member, field.type, isShown: field.sensitivity < .c3)
            }
            place.removeLast()
        }
        guard known < object.count else { return }
        for name in object.keys where !fields.contains(where: { $0.name == name }) {
            report(at: name, "no such member", object[name]?.kind ?? "nothing")
        }
    }

    mutating func report(at member: String, _ expected: String, _ found: String) {
        place.append(.member(member))
        violations.append(SchemaViolation(path: path, expected: expected, found: found))
        place.removeLast()
    }

    private mutating func check(_ value: JSON?, _ type: FieldType, isShown: Bool) {
        switch (type, value) {
        case (.nested(let fields), _): object(value, fields)
        case (.either(let alternatives), .object(let object)?):
            let chosen = alternatives.first { $0.first.map { object.has($0.name) } ?? false }
            guard let chosen else { return mismatch(type.text, value, isShown: isShown) }
            self.object(value, chosen)
        case (.list(let element), .array(let elements)?):
            for (index, one) in elements.enumerated() {
                place.append(.element(index))
                check(one, element, isShown: isShown)
                place.removeLast()
            }
        default: if !type.allows(value) { mismatch(type.text, value, isShown: isShown) }
        }
    }

    private mutating func mismatch(_ expected: String, _ value: JSON?, isShown: Bool) {
        let found =
            switch value {
            case .string(let text)? where isShown: Self.quotation(of: text)
            case .integer(let number)? where isShown: "\(number)"
            default: value?.kind ?? "nothing"
            }
        violations.append(SchemaViolation(path: path, expected: expected, found: found))
    }

    private var path: String {
        place.reduce("") { path, step in
            switch step {
            case .member(let name): path.isEmpty ? name : "\(path).\(name)"
            case .element(let index): "\(path)[\(index)]"
            }
        }
    }

    private static let longestQuotation = 40

    private static func quotation(of text: String) -> String {
        let isLong = text.count > longestQuotation
        return JSON.string(isLong ? text.prefix(longestQuotation) + "…" : text).canonicalText
    }
}

extension JSONObject {
    /// Whether there is such a member, and it is not null.
    fileprivate func has(_ name: String) -> Bool { self[name].map { $0 != .null } ?? false }
}

extension FieldType {
    /// Whether a value may stand there; objects and lists are looked at elsewhere.
    fileprivate func allows(_ value: JSON?) -> Bool {
        switch (self, value) {
        case (.text, .string?), (.code, .string?), (.boolean, .bool?): true
        case (.decimal(let scale), .string(let text)?): DecimalText(text).isSound(scale: scale)
        case (.money, .string(let text)?): DecimalText(text).isSound(scale: nil)
        case (.hours, .string(let text)?): DecimalText(text).isSound(scale: 2)
        case (.date, .string(let text)?): CalendarDate(text) != nil
        case (.month, .string(let text)?): CalendarDate(firstOf: text) != nil
        case (.instant, .string(let text)?): Instant(text) != nil
        case (.currency, .string(let text)?): Currency(text) != nil
        case (.enumeration(let words), .string(let text)?): words.contains(text)
        case (.count, .integer(let number)?): number >= 0
        case (.integer(let range), .integer(let number)?): range.contains(number)
        default: false
        }
    }
}
