import Foundation
import Yams

extension YAMLValue {
    /// Every scalar below this value by its place, as the journal may keep it: elements of a list by their own name
    /// where they have one, addresses without user, password and query.
    func leaves() -> [String: String] {
        var found: [String: String] = [:]
        collect(node, at: key, into: &found)
        return found
    }

    private func collect(_ node: Node, at place: String, into found: inout [String: String]) {
        switch node {
        case .scalar(let scalar): found[place] = Self.redacted(scalar.string)
        case .mapping(let mapping):
            for (name, value) in mapping {
                let name = name.string ?? "?"
                collect(value, at: place.isEmpty ? name : "\(place).\(name)", into: &found)
            }
        case .sequence(let sequence):
            for (index, element) in sequence.enumerated() {
                collect(element, at: "\(place)[\(Self.name(of: element) ?? "\(index)")]", into: &found)
            }
        case .alias: found[place] = "an alias"
        }
    }

    private static func name(of element: Node) -> String? {
        guard case .mapping(let mapping) = element else { return nil }
        return mapping["code"]?.string ?? mapping["id"]?.string
    }

    private static func redacted(_ text: String) -> String {
        guard let start = text.range(of: "://")?.upperBound else { return text }
        let rest = text[start...].prefix { $0 != "?" && $0 != "#" }
        let host = rest.prefix { $0 != "/" }
        let place = host.lastIndex(of: "@").map { rest[rest.index(after: $0)...] } ?? rest
        return String(text[..<start] + place)
    }
}
