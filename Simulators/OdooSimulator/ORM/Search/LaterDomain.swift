import JSON

/// How version 19 reads the domains of callers (source: Odoo 19.0, measured; odoo/orm/domains.py).
enum LaterDomain {
    /// What version 19 says to a domain that is None where one must be given.
    static let missing = OdooError.python("TypeError", "Domain() invalid argument type for domain: None")

    /// The domain as earlier versions take it.
    ///
    /// - Throws: TypeError for what is no list, ValueError for a list that is no domain.
    static func checked(_ json: JSON?) throws(OdooError) -> JSON? {
        switch json {
        case nil, .null, .bool(true): return json == .bool(true) ? [] : json
        case .bool(false): return [[0, "=", 1]]
        case .array(let tokens): return .array(try checked(tokens))
        case .some(let other):
            throw .python("TypeError", "Domain() invalid argument type for domain: \(PythonText.repr(other))")
        }
    }

    private static func checked(_ tokens: [JSON]) throws(OdooError) -> [JSON] {
        var result: [JSON] = []
        var operands = 0
        for token in tokens.reversed() {
            if let parts = token.arrayValue, parts.count == 3 {
                result.append(.array(try checkedLeaf(parts, token)))
                operands += 1
                continue
            }
            switch token.stringValue {
            case "&", "|": operands -= 1
            case "!": break
            default: throw .python("ValueError", "Domain() invalid item in domain: \(PythonText.repr(token))")
            }
            guard operands > 0 else {
                throw .python("ValueError", "Domain() malformed domain \(PythonText.repr(.array(tokens)))")
            }
            result.append(token)
        }
        return result.reversed()
    }

    private static func checkedLeaf(_ parts: [JSON], _ token: JSON) throws(OdooError) -> [JSON] {
        guard case .string(let field) = parts[0] else {
            let isConstant = parts == [1, "=", 1] || parts == [0, "=", 1]
            guard isConstant else {
                throw .python("TypeError", "Domain() invalid arguments: \(PythonText.tuple(parts))")
            }
            return parts
        }
        guard !field.isEmpty else {
            throw .python("TypeError", "Empty field name in condition \(PythonText.tuple(parts))")
        }
        guard let operation = parts[1].stringValue?.lowercased() else {
            let type = PythonText.typeName(of: parts[1])
            throw .python("AttributeError", "'\(type)' object has no attribute 'lower'")
        }
        guard !["any!", "not any!"].contains(operation) else {
            throw .python("ValueError", "Domain() invalid item in domain: \(PythonText.repr(token))")
        }
        let leaf = [parts[0], .string(operation), parts[2]]
        if operation == "==" { return [parts[0], "=", parts[2]] }
        guard DomainLeaf.Operator(rawValue: operation) != nil else {
            throw .python("ValueError", "Invalid operator in condition \(PythonText.tuple(leaf))")
        }
        if operation.hasSuffix("=like") || operation.hasSuffix("=ilike") { return try pattern(leaf) }
        // A single value stands for the list of it.
        let isListed = ["in", "not in"].contains(operation) && parts[2].arrayValue == nil
        guard isListed, parts[2] != .bool(true), parts[2] != .bool(false), parts[2] != .null else { return leaf }
        return [parts[0], .string(operation), [parts[2]]]
    }

    /// A leaf with a pattern for the whole text; without a pattern it asks whether there is a text.
    private static func pattern(_ leaf: [JSON]) throws(OdooError) -> [JSON] {
        guard PythonText.isTruthy(leaf[2]) else {
            let isNegative = leaf[1].stringValue?.hasPrefix("not") == true
            return [leaf[0], isNegative ? "!=" : "=", false]
        }
        guard case .string = leaf[2] else {
            let text = "The pattern to match must be a string in condition \(PythonText.tuple(leaf))"
            throw .python("TypeError", text)
        }
        return leaf
    }

    /// Domains joined by `&`, with all operators in front.
    static func joined(_ parts: [[JSON]]) -> [JSON] {
        let terms = parts.flatMap { conjuncts($0) }
        return Array(repeating: "&", count: max(0, terms.count - 1)) + terms.flatMap { $0 }
    }

    /// The domains that all must hold.
    private static func conjuncts(_ tokens: [JSON]) -> [[JSON]] {
        var rest = tokens[...]
        var result: [[JSON]] = []
        while !rest.isEmpty {
            let term = pop(&rest)
            if term.first?.stringValue == "&" {
                result += conjuncts(Array(term.dropFirst()))
            } else {
                result.append(term)
            }
        }
        return result
    }

    /// The first whole term of a domain.
    private static func pop(_ rest: inout ArraySlice<JSON>) -> [JSON] {
        var term: [JSON] = []
        var expected = 1
        while expected > 0, let token = rest.popFirst() {
            term.append(token)
            switch token.stringValue {
            case "&", "|": expected += 1
            case "!": break
            default: expected -= 1
            }
        }
        return term
    }
}
