import JSON

/// What in a body may be another value: ids are whole numbers, moments, days and the system's own address have their form.
///
/// All else, amounts first of all, has to be the same.
struct PactRules {
    private var rules: [(path: String, matcher: JSON)] = []

    init(of body: JSON) { add(body, at: "$", isID: false) }

    /// The rules as the member `matchingRules`; an empty object where all has to be the same.
    var json: JSON {
        guard !rules.isEmpty else { return [:] }
        var body = JSONObject()
        for rule in rules { body[rule.path] = ["combine": "AND", "matchers": [rule.matcher]] }
        return ["body": .object(body)]
    }

    private mutating func add(_ value: JSON, at path: String, isID: Bool) {
        switch value {
        case .object(let object):
            for key in object.keys.sorted() {
                guard let member = object[key] else { continue }
                add(member, at: path + Self.step(key), isID: Self.isID(key))
            }
        case .array(let elements):
            // A reference of Odoo is id and name; a list of whole numbers is one of ids.
            let areIDs = isID || !elements.isEmpty && elements.allSatisfy { $0.integerValue != nil }
            for (index, element) in elements.enumerated() { add(element, at: "\(path)[\(index)]", isID: areIDs) }
        case .integer where isID: rules.append((path, ["match": "integer"]))
        case .string(let text):
            if let form = Self.form(of: text) {
                rules.append((path, ["match": "regex", "regex": .string("^\(form)$")]))
            }
        default: break
        }
    }

    private static func isID(_ key: String) -> Bool {
        key == "id" || key == "uid" || key.hasSuffix("_id") || key.hasSuffix("_ids")
    }

    static func step(_ key: String) -> String {
        let isPlain = key.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 95
        }
        return isPlain && !key.isEmpty ? ".\(key)" : "['\(key)']"
    }

    /// The form of a moment, a day, or an address of the system itself.
    private static func form(of text: String) -> String? {
        if text.hasPrefix(Pact.address) {
            let path = text.dropFirst(Pact.address.count).map {
                "/.-_".contains($0) || $0.isLetter || $0.isNumber ? "\($0)" : "\\\($0)"
            }
            return "https?://[^/]+" + path.joined().replacing(".", with: "\\.")
        }
        let day = "\\d{4}-\\d{2}-\\d{2}"
        let moment = day + "[T ]\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:?\\d{2})?"
        return [day, moment].first { Self.matches(text, $0) }
    }

    /// Whether a value, its numbers as they are written, is one that a matcher accepts.
    static func accepts(_ value: JSON, _ matcher: JSON) -> Bool {
        guard let text = value.stringValue else { return false }
        switch matcher["match"]?.stringValue {
        case "integer": return PactNumbers.number(text).map { Int64($0) != nil } ?? false
        case "regex": return PactNumbers.number(text) == nil && matches(text, matcher["regex"]?.stringValue ?? "")
        default: return false
        }
    }

    private static func matches(_ text: String, _ form: String) -> Bool {
        guard let pattern = try? Regex(form) else { return false }
        return text.wholeMatch(of: pattern) != nil
    }
}
