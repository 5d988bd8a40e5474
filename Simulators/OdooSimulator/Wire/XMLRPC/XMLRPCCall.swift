import Foundation
import JSON

/// A call as XML-RPC writes it (xmlrpc.com/spec.md, and the types that Python's reader knows besides).
struct XMLRPCCall {
    let method: String
    let arguments: [JSON]

    /// Reads a body.
    ///
    /// - Parameters:
    ///   - body: The document.
    ///   - profile: The version: 17 cannot work with a moment that is no text.
    /// - Throws: ExpatError, ResponseError and so on, as Odoo's reader does.
    init(_ body: [UInt8], profile: VersionProfile) throws(OdooError) {
        var reader = try XMLRPCReader(body, profile: profile)
        (method, arguments) = try reader.call()
    }
}

/// Reads the elements of a call one after the other.
private struct XMLRPCReader {
    private var scanner: XMLScanner
    private let profile: VersionProfile

    init(_ body: [UInt8], profile: VersionProfile) throws(OdooError) {
        scanner = try XMLScanner(body)
        self.profile = profile
    }

    mutating func call() throws(OdooError) -> (method: String, arguments: [JSON]) {
        try open("methodCall")
        try open("methodName")
        let method = try content()
        var arguments: [JSON] = []
        if try opens("params") {
            while try opens("param") {
                try open("value")
                arguments.append(try value())
                try close()
            }
            try close()
        }
        guard try tag() == .finish else { throw Self.unusable("one methodCall is expected") }
        return (method, arguments)
    }

    /// The value whose tag was opened, up to its end.
    private mutating func value() throws(OdooError) -> JSON {
        var text = ""
        while true {
            switch try scanner.next() {
            case .text(let piece): text += piece
            case .end: return .string(text)
            case .finish: throw Self.unusable("a value is not closed")
            case .start(let type):
                let value = try value(of: type)
                try close()
                return value
            }
        }
    }

    private mutating func value(of type: String) throws(OdooError) -> JSON {
        switch type {
        case "array": return .array(try array())
        case "struct": return .object(try structure())
        case "string": return .string(try content())
        case "nil":
            _ = try content()
            return .null
        case "boolean":
            let text = try content()
            guard ["0", "1"].contains(text) else { throw .python("TypeError", "bad boolean value") }
            return .bool(text == "1")
        case "int", "i1", "i2", "i4", "i8", "biginteger": return try integer(content())
        case "double", "float", "bigdecimal": return try number(content())
        case "dateTime.iso8601": return try moment(content())
        case "base64":
            let text = try content().filter { !$0.isWhitespace }
            guard Data(base64Encoded: text) != nil else { throw OdooError("binascii.Error", "Incorrect padding") }
            throw .python("TypeError", "argument should be a bytes-like object or ASCII string, not 'Binary'")
        default: throw OdooError("xmlrpc.client.ResponseError", "unknown tag \(PythonText.quoted(type))")
        }
    }

    private mutating func array() throws(OdooError) -> [JSON] {
        var elements: [JSON] = []
        try open("data")
        while try opens("value") { elements.append(try value()) }
        try close()
        return elements
    }

    private mutating func structure() throws(OdooError) -> JSONObject {
        var object = JSONObject()
        while try opens("member") {
            try open("name")
            let name = try content()
            try open("value")
            object[name] = try value()
            try close()
        }
        return object
    }

    private func integer(_ text: String) throws(OdooError) -> JSON {
        if let number = Int64(text) { return .integer(number) }
        let digits = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if let number = Int64(digits) { return .integer(number) }
        guard digits.wholeMatch(of: /[+-]?[0-9]+/) != nil else {
            throw .python("ValueError", "invalid literal for int() with base 10: \(PythonText.quoted(text))")
        }
        throw .python("OverflowError", "int too big to convert")
    }

    private func number(_ text: String) throws(OdooError) -> JSON {
        guard let number = Double(text.trimmingCharacters(in: .whitespacesAndNewlines)), number.isFinite else {
            throw .python("ValueError", "could not convert string to float: \(PythonText.quoted(text))")
        }
        return .real(number)
    }

    /// A moment such as `20260105T06:00:00`, as the text that Odoo writes it with.
    private func moment(_ text: String) throws(OdooError) -> JSON {
        guard let parts = text.wholeMatch(of: /(\d{4})(\d\d)(\d\d)T(\d\d:\d\d:\d\d)/) else {
            throw .python(
                "ValueError",
                "time data \(PythonText.quoted(text)) does not match format '%Y%m%dT%H:%M:%S'"
            )
        }
        guard profile.is18 else {
            throw .python("TypeError", "strptime() argument 1 must be str, not DateTime")
        }
        return .string("\(parts.1)-\(parts.2)-\(parts.3) \(parts.4)")
    }
}

extension XMLRPCReader {
    /// The next tag; blanks between tags mean nothing.
    private mutating func tag() throws(OdooError) -> XMLScanner.Token {
        while true {
            let token = try scanner.next()
            guard case .text(let piece) = token else { return token }
            guard piece.allSatisfy(\.isWhitespace) else { throw Self.unusable("there is text between tags") }
        }
    }

    private mutating func open(_ name: String) throws(OdooError) {
        guard try tag() == .start(name) else { throw Self.unusable("<\(name)> is expected") }
    }

    /// Whether an element of this name begins here, and not the surrounding one ends.
    private mutating func opens(_ name: String) throws(OdooError) -> Bool {
        let token = try tag()
        guard token == .start(name) || token == .end else { throw Self.unusable("<\(name)> is expected") }
        return token != .end
    }

    private mutating func close() throws(OdooError) {
        guard try tag() == .end else { throw Self.unusable("a closing tag is expected") }
    }

    /// The text of the element that was opened, up to its end.
    private mutating func content() throws(OdooError) -> String {
        var text = ""
        while true {
            switch try scanner.next() {
            case .text(let piece): text += piece
            case .end: return text
            case .start(let name): throw Self.unusable("<\(name)> is in a simple value")
            case .finish: throw Self.unusable("a value is not closed")
            }
        }
    }

    private static func unusable(_ reason: String) -> OdooError {
        OdooError("xmlrpc.client.ResponseError", reason)
    }
}
