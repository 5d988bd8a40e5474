import ConnectorKit
import FoundationEssentials
import JSON

/// A place in a mapping document while it is read; what is wrong is collected instead of stopping at the first.
///
/// A scalar counts as it is written: `0010` is a text of four digits wherever a text is meant.
struct MappingNode {
    /// Collects what is wrong.
    final class Problems {
        private(set) var all: [MappingProblem] = []

        func add(_ key: String, _ message: String) {
            all.append(MappingProblem(key: key, message: message))
        }
    }

    let key: String
    let value: JSON
    let problems: Problems

    func report(_ message: String) {
        problems.add(key, message)
    }

    /// The members of an object by key; reports anything else, and keys that are not `allowed`.
    func members(allowed: [String]? = nil) -> [(name: String, node: MappingNode)] {
        guard let object = value.objectValue else {
            report("must be keys with values, found \(found)")
            return []
        }
        return object.compactMap { name, value in
            let path = key.isEmpty ? name : "\(key).\(name)"
            if let allowed, !allowed.contains(name) {
                let hint = name.nearest(among: allowed).map { "did you mean '\($0)'?" }
                problems.add(path, "unknown key; " + (hint ?? "known are \(allowed.joined(separator: ", "))"))
                return nil
            }
            return (name, MappingNode(key: path, value: value, problems: problems))
        }
    }

    /// The members of an object as a look-up.
    func object(allowed: [String]) -> [String: MappingNode] {
        Dictionary(members(allowed: allowed).map { ($0.name, $0.node) }) { first, _ in first }
    }

    /// Reports that the member `name` is not there.
    func reportMissing(_ name: String, _ advice: String = "") {
        problems.add(key.isEmpty ? name : "\(key).\(name)", "is missing" + (advice.isEmpty ? "" : "; \(advice)"))
    }

    /// The elements of a list, or the value itself as the only one.
    func elements() -> [MappingNode] {
        guard let elements = value.arrayValue else { return [self] }
        return elements.enumerated().map { MappingNode(key: "\(key)[\($0)]", value: $1, problems: problems) }
    }

    /// The text of a scalar, also an empty one; reports anything else.
    func anyText() -> String? {
        switch value {
        case .string(let text): return text
        case .integer(let number): return "\(number)"
        case .bool(let truth): return truth ? "true" : "false"
        case .null: return ""
        case .real, .array, .object:
            report("must be a single value, found \(found)")
            return nil
        }
    }

    /// The text of a scalar; reports anything else, also an empty one.
    func text() -> String? {
        guard let text = anyText() else { return nil }
        guard !text.isEmpty else {
            report("has no value")
            return nil
        }
        return text
    }

    /// The texts of a list, or the single text of a scalar.
    func texts() -> [String] {
        elements().compactMap { $0.text() }
    }

    /// What `read` makes of the text; reports what was `expected` if it makes nothing.
    func value<Value>(_ expected: String, _ read: (String) -> Value?) -> Value? {
        guard let text = text() else { return nil }
        guard let value = read(text) else {
            report("must be \(expected), found '\(text)'")
            return nil
        }
        return value
    }

    func whole(_ range: ClosedRange<Int>) -> Int? {
        value("a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    func decimal(_ expected: String) -> Decimal? {
        value(expected) { Decimal(plain: $0) }
    }

    /// One of the words of a table.
    func word<Value>(_ words: [(String, Value)]) -> Value? {
        value("one of \(words.map(\.0).joined(separator: ", "))") { text in
            words.first { $0.0 == text }?.1
        }
    }

    var found: String {
        switch value {
        case .null: "nothing"
        case .string(let text): text.isEmpty ? "nothing" : "'\(text)'"
        case .array: "a list"
        case .object: "keys with values"
        case .bool, .integer, .real: value.canonicalText
        }
    }
}
