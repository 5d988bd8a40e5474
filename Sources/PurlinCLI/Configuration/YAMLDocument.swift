import ConnectorKit
import Foundation
import Yams

/// A YAML file while it is being read; collects everything that is wrong instead of stopping at the first.
final class YAMLDocument {
    let file: String
    private(set) var diagnostics: [ConfigurationDiagnostic] = []
    /// The references to secrets that were read, each at its place.
    private(set) var secrets: [(reference: String, place: ConfigurationDiagnostic)] = []

    init(file: String) {
        self.file = file
    }

    /// The root of `text`; `nil` with a diagnostic if it is no YAML mapping.
    func root(of text: String) -> YAMLValue? {
        do {
            guard let node = try Yams.compose(yaml: text) else {
                report(nil, key: "", "is empty; begin with the example in the documentation")
                return nil
            }
            return YAMLValue(document: self, node: node, key: "")
        } catch let error as YamlError {
            report(error)
        } catch {
            report(nil, key: "", "\(error)")
        }
        return nil
    }

    /// Takes over what is wrong with a file that this one names.
    func adopt(_ other: YAMLDocument?) {
        guard let other, other !== self else { return }
        diagnostics += other.diagnostics
    }

    /// Takes over what is wrong with a file that this one names and that was read apart from it.
    func adopt(_ error: ConfigurationError) {
        diagnostics += error.diagnostics
    }

    /// Notes that a value refers to a secret.
    func note(secret reference: String, at value: YAMLValue) {
        secrets.append((reference, value.diagnostic("")))
    }

    func report(_ mark: Mark?, key: String, _ message: String) {
        diagnostics.append(
            ConfigurationDiagnostic(
                file: file,
                line: mark?.line ?? 1,
                column: mark?.column ?? 1,
                key: key,
                message: message
            )
        )
    }

    private func report(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            report(mark, key: "", "no valid YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            report(context.mark, key: duplicates.min() ?? "", "is given twice; remove one")
        default:
            report(nil, key: "", "no valid YAML: \(error)")
        }
    }
}

/// One value of a YAML file with its place.
struct YAMLValue {
    let document: YAMLDocument
    let node: Node
    let key: String

    func report(_ message: String) {
        document.report(node.mark, key: key, message)
    }

    /// A diagnostic about this value that is reported later, when more is known.
    func diagnostic(_ message: String) -> ConfigurationDiagnostic {
        ConfigurationDiagnostic(
            file: document.file,
            line: node.mark?.line ?? 1,
            column: node.mark?.column ?? 1,
            key: key,
            message: message
        )
    }

    /// Reports that the member `name` of this mapping is not there.
    func reportMissing(_ name: String) {
        document.report(node.mark, key: key.isEmpty ? name : "\(key).\(name)", "is missing")
    }

    /// The members of a mapping by key; reports anything that is no mapping, and keys that are not `allowed`.
    func members(allowed: [String]? = nil) -> [(name: String, value: YAMLValue)] {
        guard case .mapping(let mapping) = node else {
            report("must be a mapping of keys to values, found \(kind)")
            return []
        }
        var members: [(String, YAMLValue)] = []
        for (keyNode, value) in mapping {
            guard let name = keyNode.string else {
                document.report(keyNode.mark, key: key, "a key must be a text")
                continue
            }
            let path = key.isEmpty ? name : "\(key).\(name)"
            if let allowed, !allowed.contains(name) {
                document.report(keyNode.mark, key: path, Self.unknown(name, among: allowed))
                continue
            }
            members.append((name, YAMLValue(document: document, node: value, key: path)))
        }
        return members
    }

    /// The elements of a list; reports anything else.
    func elements() -> [YAMLValue] {
        guard case .sequence(let sequence) = node else {
            report("must be a list, found \(kind)")
            return []
        }
        return sequence.enumerated().map { YAMLValue(document: document, node: $1, key: "\(key)[\($0)]") }
    }

    /// The text of a scalar exactly as it is written; reports anything else.
    func text() -> String? {
        guard case .scalar(let scalar) = node else {
            report("must be a single value, found \(kind)")
            return nil
        }
        guard node.tag.description != Tag.Name.null.rawValue, !scalar.string.isEmpty else {
            report("has no value")
            return nil
        }
        return scalar.string
    }

    /// The value that `read` makes of the text; reports what was `expected` if it makes none.
    func value<Value>(_ expected: String, _ read: (String) -> Value?) -> Value? {
        guard let text = text() else { return nil }
        guard let value = read(text) else {
            report("must be \(expected), found '\(text)'")
            return nil
        }
        return value
    }

    /// The texts of a list, or the single text of a scalar.
    func texts() -> [String] {
        if case .scalar = node { return text().map { [$0] } ?? [] }
        return elements().compactMap { $0.text() }
    }

    private var kind: String {
        switch node {
        case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "'\(scalar.string)'"
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }

    private static func unknown(_ name: String, among allowed: [String]) -> String {
        if let near = name.nearest(among: allowed) { return "unknown key; did you mean '\(near)'?" }
        return "unknown key; known are \(allowed.sorted().joined(separator: ", "))"
    }
}
