internal import JSON

/// A change of a JSON answer that nobody announced: a member more, less, renamed, of another type, or a list that differs.
struct SchemaDrift: Sendable, Hashable {
    /// Where.
    var places: JSONPlaces
    /// What.
    var change: Change

    /// What becomes of the values at the places.
    enum Change: Sendable, Hashable {
        case remove
        case add(JSON)
        case rename(String)
        case replace(JSON)
        case retype(Kind)
        case upper
        case lower
        case pad
        case `repeat`
        case reverse

        static let names = ["remove", "add", "rename", "replace", "type", "upper", "lower", "pad", "repeat", "reverse"]
    }

    /// The type that a value is turned into.
    enum Kind: String, Sendable, Hashable, CaseIterable {
        case text
        case number
        case list
        case null
    }

    /// The answer with the change; one that is no JSON, or has no such place, stays as it is.
    func applied(to answer: SimulatedResponse) -> SimulatedResponse {
        guard let document = try? JSON(parsing: answer.body) else { return answer }
        let changed = applied(to: document)
        guard changed.text() != document.text() else { return answer }
        var answer = answer
        answer.body = Array(changed.text().utf8)
        return answer
    }

    private func applied(to document: JSON) -> JSON {
        switch change {
        case .remove: places.changingParents(of: document, Self.without)
        case .add(let value): places.changingParents(of: document) { Self.with($0, $1, value) }
        case .rename(let other): places.changingParents(of: document) { Self.renamed($0, $1, other) }
        case .replace(let value): places.changing(document) { _ in value }
        case .retype(let kind): places.changing(document) { kind.made(of: $0) }
        case .upper: changingTexts(document) { $0.uppercased() }
        case .lower: changingTexts(document) { $0.lowercased() }
        case .pad: changingTexts(document) { " \($0) " }
        case .repeat:
            places.changing(document) { list in
                list.arrayValue.map { .array($0 + $0.prefix(1)) } ?? list
            }
        case .reverse: places.changing(document) { $0.arrayValue.map { .array($0.reversed()) } ?? $0 }
        }
    }

    private func changingTexts(_ document: JSON, _ change: (String) -> String) -> JSON {
        places.changing(document) { $0.stringValue.map { .string(change($0)) } ?? $0 }
    }

    private static func without(_ parent: JSON, _ name: String) -> JSON {
        switch parent {
        case .object(var object):
            for key in name == "*" ? object.keys : [name] { object[key] = nil }
            return .object(object)
        case .array(var elements):
            if name == "*" { return .array([]) }
            guard let index = JSONPlaces.index(name, in: elements) else { return parent }
            elements.remove(at: index)
            return .array(elements)
        default: return parent
        }
    }

    private static func with(_ parent: JSON, _ name: String, _ value: JSON) -> JSON {
        switch parent {
        case .object(var object):
            object[name] = value
            return .object(object)
        case .array(let elements): return .array(elements + [value])
        default: return parent
        }
    }

    private static func renamed(_ parent: JSON, _ name: String, _ other: String) -> JSON {
        guard let object = parent.objectValue, object[name] != nil else { return parent }
        var renamed = JSONObject()
        for (key, value) in object { renamed[key == name ? other : key] = value }
        return .object(renamed)
    }
}

extension SchemaDrift.Kind {
    /// The value as this type; a text that is no number stays a text.
    fileprivate func made(of value: JSON) -> JSON {
        switch (self, value) {
        case (.text, .integer), (.text, .real), (.text, .bool): return .string(value.text())
        case (.number, .string(let text)):
            switch try? JSON(parsing: text) {
            case .integer(let number)?: return .integer(number)
            case .real(let number)?: return .real(number)
            default: return value
            }
        case (.list, _): return .array([value])
        case (.null, _): return .null
        default: return value
        }
    }
}
