import JSON

/// An answer of XML-RPC.
enum XMLRPCAnswer: Sendable, Hashable {
    case result(JSON)
    /// An object with `faultCode` and `faultString`.
    case fault(JSON)

    /// Reads a `methodResponse`.
    init(_ document: [UInt8]) throws(XMLFault) {
        var reader = XMLRPCReader(document)
        try reader.open("methodResponse")
        switch try reader.element() {
        case "params":
            try reader.open("param")
            try reader.open("value")
            self = .result(try reader.value())
            try reader.close("param")
            try reader.close("params")
        case "fault":
            try reader.open("value")
            self = .fault(try reader.value())
            try reader.close("fault")
        case let other: throw reader.fault("expected params or fault, found \(other)")
        }
        try reader.close("methodResponse")
    }
}

/// Reads the values of an answer.
private struct XMLRPCReader {
    private var scanner: XMLScanner
    private var depth = 0

    private static let greatestDepth = 64

    init(_ document: [UInt8]) { scanner = XMLScanner(document) }

    func fault(_ detail: String) -> XMLFault { scanner.fault(detail) }

    /// The next tag, which must open an element; blanks before it do not count.
    mutating func element() throws(XMLFault) -> String {
        switch try tag() {
        case .open(let name): return name
        case let other: throw fault("expected an element, found \(other)")
        }
    }

    mutating func open(_ name: String) throws(XMLFault) {
        let found = try element()
        guard found == name else { throw fault("expected <\(name)>, found <\(found)>") }
    }

    mutating func close(_ name: String) throws(XMLFault) {
        let found = try tag()
        guard found == .close(name) else { throw fault("expected </\(name)>, found \(found)") }
    }

    /// A value behind its `<value>`, with its end.
    mutating func value() throws(XMLFault) -> JSON {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.greatestDepth else { throw fault("values deeper than \(Self.greatestDepth)") }
        var untyped = ""
        while true {
            switch try scanner.next() {
            case .text(let text): untyped += text
            case .close("value"): return .string(untyped)
            case .open(let kind):
                let value = try typed(kind)
                try close("value")
                return value
            case let other: throw fault("expected a value, found \(other)")
            }
        }
    }

    private mutating func typed(_ kind: String) throws(XMLFault) -> JSON {
        switch kind {
        case "array": return try array()
        case "struct": return try structure()
        default: return try scalar(kind, try text(until: kind))
        }
    }

    private func scalar(_ kind: String, _ text: String) throws(XMLFault) -> JSON {
        switch kind {
        case "string", "base64", "dateTime.iso8601": return .string(text)
        case "nil", "ex:nil": return .null
        case "boolean" where text == "0" || text == "1": return .bool(text == "1")
        case "int", "i4", "i8":
            if let number = Int64(text) { return .integer(number) }
        case "double":
            if let number = Double(text), number.isFinite { return .real(number) }
        default: break
        }
        throw fault("a \(kind) that cannot be read")
    }

    private mutating func array() throws(XMLFault) -> JSON {
        try open("data")
        var elements: [JSON] = []
        while true {
            switch try tag() {
            case .open("value"): elements.append(try value())
            case .close("data"):
                try close("array")
                return .array(elements)
            case let other: throw fault("expected a value of a list, found \(other)")
            }
        }
    }

    private mutating func structure() throws(XMLFault) -> JSON {
        var members = JSONObject()
        while true {
            switch try tag() {
            case .open("member"):
                try open("name")
                let name = try text(until: "name")
                try open("value")
                members[name] = try value()
                try close("member")
            case .close("struct"): return .object(members)
            case let other: throw fault("expected a member, found \(other)")
            }
        }
    }

    private mutating func text(until name: String) throws(XMLFault) -> String {
        var text = ""
        while true {
            switch try scanner.next() {
            case .text(let part): text += part
            case .close(name): return text
            case let other: throw fault("expected </\(name)>, found \(other)")
            }
        }
    }

    /// The next tag, or the end; blanks before it do not count.
    private mutating func tag() throws(XMLFault) -> XMLScanner.Token {
        while true {
            let token = try scanner.next()
            guard case .text(let text) = token else { return token }
            guard text.utf8.allSatisfy(OdooText.isBlank) else { throw fault("a text between elements") }
        }
    }
}
