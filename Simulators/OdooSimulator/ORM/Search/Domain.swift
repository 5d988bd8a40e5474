import JSON

/// A search domain in prefix notation, read into a tree (reference: odoo.md, "Domains").
indirect enum Domain: Sendable {
    case leaf(DomainLeaf)
    case all([Domain])
    case any([Domain])
    case not(Domain)

    /// Reads a domain as it comes over the wire; nothing at all is the domain of all records.
    ///
    /// - Throws: The exception that the server answers for a domain of a wrong form.
    init(_ json: JSON?) throws(OdooError) {
        guard let json, json != .null else {
            self = .all([])
            return
        }
        guard let tokens = json.arrayValue else {
            if !PythonText.isTruthy(json) {
                self = .all([])
                return
            }
            throw Self.notAList
        }
        try Self.checkArity(of: tokens)
        for token in tokens.reversed() { try Self.checkForm(of: token) }
        var rest = tokens[...]
        var parts: [Domain] = []
        while !rest.isEmpty { parts.append(try Self.term(&rest)) }
        self = .all(parts)
    }

    /// What the server answers for a domain that is no list.
    static let notAList = OdooError.python(
        "AssertionError",
        "Domains to normalize must have a 'domain' form: a list or tuple of domain components"
    )

    /// Whether a leaf names the field `active` itself, which turns the filter on archived records off.
    var namesActive: Bool {
        switch self {
        case .leaf(let leaf): leaf.path == "active"
        case .all(let parts), .any(let parts): parts.contains(where: \.namesActive)
        case .not(let part): part.namesActive
        }
    }

    private static func checkArity(of tokens: [JSON]) throws(OdooError) {
        var expected = 1
        for token in tokens {
            if expected == 0 { expected = 1 }
            switch token.stringValue {
            case "&", "|": expected += 1
            case "!": break
            default: expected -= 1
            }
        }
        guard tokens.isEmpty || expected == 0 else {
            throw .python("ValueError", "Domain \(PythonText.repr(.array(tokens))) is syntactically not correct.")
        }
    }

    /// Refuses what has no second item, which is looked at before anything else.
    private static func checkForm(of token: JSON) throws(OdooError) {
        switch token {
        case .array(let elements):
            let isList = elements.count == 2 && (elements[1] == "in" || elements[1] == "not in")
            guard elements.count >= 2, !isList else { throw .python("IndexError", "tuple index out of range") }
        case .string("&"), .string("|"), .string("!"): break
        case .string(let text):
            guard text.unicodeScalars.count >= 2 else { throw .python("IndexError", "string index out of range") }
        case .object: throw .python("TypeError", "unhashable type: 'dict'")
        default: throw .python("TypeError", "'\(PythonText.typeName(of: token))' object is not subscriptable")
        }
    }

    private static func term(_ rest: inout ArraySlice<JSON>, depth: Int = 0) throws(OdooError) -> Domain {
        guard depth < OdooError.deepest else { throw .tooDeep }
        guard let token = rest.popFirst() else {
            throw .python("ValueError", "Domain is syntactically not correct.")
        }
        switch token.stringValue {
        case "&":
            let left = try term(&rest, depth: depth + 1)
            return .all([left, try term(&rest, depth: depth + 1)])
        case "|":
            let left = try term(&rest, depth: depth + 1)
            return .any([left, try term(&rest, depth: depth + 1)])
        case "!": return .not(try term(&rest, depth: depth + 1))
        case .some(let text):
            let count = text.unicodeScalars.count
            let reason = count < 3 ? "not enough values to unpack (expected 3, got \(count))" : nil
            throw .python("ValueError", reason ?? "too many values to unpack (expected 3)")
        case nil: return .leaf(try DomainLeaf(token))
        }
    }
}

/// One comparison of a domain: a path, an operator and a value.
struct DomainLeaf: Sendable {
    /// The operators that a leaf may have.
    enum Operator: String, Sendable, CaseIterable {
        case equal = "="
        case unequal = "!="
        case unequalOld = "<>"
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case equalIfGiven = "=?"
        case likePattern = "=like"
        case likePatternAnyCase = "=ilike"
        case like
        case notLike = "not like"
        case likeAnyCase = "ilike"
        case notLikeAnyCase = "not ilike"
        /// Of version 19 alone, as the next one.
        case notLikePattern = "not =like"
        case notLikePatternAnyCase = "not =ilike"
        case isIn = "in"
        case isNotIn = "not in"
        case childOf = "child_of"
        case parentOf = "parent_of"
        case any
        case notAny = "not any"

        /// Whether it asks for what does not fit a pattern.
        var isNotLike: Bool { positive != self }

        /// The operator that asks for what fits the same pattern; for all others the operator itself.
        var positive: Operator {
            switch self {
            case .notLike: .like
            case .notLikeAnyCase: .likeAnyCase
            case .notLikePattern: .likePattern
            case .notLikePatternAnyCase: .likePatternAnyCase
            default: self
            }
        }
    }

    /// The field, or the path of fields joined by dots; `nil` for the leaves `(1, '=', 1)` and `(0, '=', 1)`.
    let path: String?
    let operation: Operator
    let value: JSON
    /// The leaf as the caller wrote it.
    let elements: [JSON]

    /// Reads a leaf.
    ///
    /// - Throws: ValueError if it has not three elements or an unknown operator.
    init(_ json: JSON) throws(OdooError) {
        guard let elements = json.arrayValue else {
            throw .python("ValueError", "Invalid leaf \(PythonText.repr(json))")
        }
        guard elements.count == 3 else {
            let reason = elements.count < 3 ? "not enough values to unpack (expected 3, got \(elements.count))" : nil
            throw .python("ValueError", reason ?? "too many values to unpack (expected 3)")
        }
        let path = try Self.path(elements)
        let operation = elements[1].stringValue.flatMap { Operator(rawValue: $0) }
        guard let operation else {
            throw .python("ValueError", "Invalid leaf \(PythonText.tuple(elements))")
        }
        self.path = path
        self.elements = elements
        self.operation = operation
        value = elements[2]
    }

    /// The path of a leaf; `nil` for the two leaves that always and never hold.
    private static func path(_ elements: [JSON]) throws(OdooError) -> String? {
        if case .string(let path) = elements[0] { return path }
        let isOne = elements[1] == "=" && (elements[2] == 1 || elements[2] == true)
        let isConstant = [.integer(0), .integer(1), .bool(true), .bool(false)].contains(elements[0])
        guard isConstant, isOne else {
            let type = PythonText.typeName(of: elements[0])
            throw .python("AttributeError", "'\(type)' object has no attribute 'split'")
        }
        return nil
    }

    /// Whether the leaf without a path always holds.
    var isTrue: Bool { PythonText.isTruthy(elements[0]) }

    /// The same comparison at the end of a path whose first step was taken.
    init(following leaf: DomainLeaf, path: String) {
        self.path = path
        operation = leaf.operation
        value = leaf.value
        elements = [.string(path)] + leaf.elements.dropFirst()
    }

    /// The comparison that holds where this one does not and the value is not empty; `nil` if there is none.
    var opposite: DomainLeaf? {
        let opposites: [Operator: Operator] = [
            .less: .greaterOrEqual, .greaterOrEqual: .less, .greater: .lessOrEqual, .lessOrEqual: .greater,
        ]
        return opposites[operation].map { DomainLeaf(replacing: $0, in: self) }
    }

    private init(replacing operation: Operator, in leaf: DomainLeaf) {
        path = leaf.path
        self.operation = operation
        value = leaf.value
        elements = leaf.elements
    }

    /// The leaf as Python prints a tuple.
    var text: String { PythonText.tuple(elements) }
}
