internal import JSON

/// Places of a JSON document, such as `/result/*/name`.
///
/// The notation is that of JSON Pointer (RFC 6901): `~1` stands for `/`, `~0` for `~`; beyond it, `*` is every element of a
/// list and every member of an object.
struct JSONPlaces: Sendable, Hashable {
    private let tokens: [String]

    /// Reads the notation; `nil` if it does not begin with `/`.
    init?(_ text: String) {
        guard text.hasPrefix("/") else { return nil }
        tokens = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map {
            String($0.replacing("~1", with: "/").replacing("~0", with: "~"))
        }
    }

    /// The first value at these places; `nil` if there is none.
    func first(in document: JSON) -> JSON? {
        Self.first(tokens[...], in: document)
    }

    /// The document with every value at these places replaced by what `change` makes of it.
    func changing(_ document: JSON, _ change: (JSON) -> JSON) -> JSON {
        Self.changing(tokens[...], in: document, change)
    }

    /// The document with every value that holds one of these places changed; the place's own name is the last argument.
    func changingParents(of document: JSON, _ change: (_ parent: JSON, _ name: String) -> JSON) -> JSON {
        guard let name = tokens.last else { return document }
        return Self.changing(tokens.dropLast(), in: document) { change($0, name) }
    }

    /// The place of a list that `name` means; `nil` if it is no such number.
    static func index(_ name: String, in elements: [JSON]) -> Int? {
        Int(name).flatMap { elements.indices.contains($0) ? $0 : nil }
    }

    private static func first(_ tokens: ArraySlice<String>, in document: JSON) -> JSON? {
        guard let token = tokens.first else { return document }
        var inner: [JSON] = []
        switch document {
        case .array(let elements):
            inner = token == "*" ? elements : index(token, in: elements).map { [elements[$0]] } ?? []
        case .object(let object):
            inner = token == "*" ? object.map(\.value) : object[token].map { [$0] } ?? []
        default: break
        }
        for value in inner {
            if let found = first(tokens.dropFirst(), in: value) { return found }
        }
        return nil
    }

    private static func changing(
        _ tokens: ArraySlice<String>,
        in document: JSON,
        _ change: (JSON) -> JSON
    ) -> JSON {
        guard let token = tokens.first else { return change(document) }
        switch document {
        case .array(var elements):
            let indices = token == "*" ? Array(elements.indices) : index(token, in: elements).map { [$0] } ?? []
            for index in indices { elements[index] = changing(tokens.dropFirst(), in: elements[index], change) }
            return .array(elements)
        case .object(var object):
            for key in token == "*" ? object.keys : [token] {
                object[key] = object[key].map { changing(tokens.dropFirst(), in: $0, change) }
            }
            return .object(object)
        default: return document
        }
    }
}
