public import FoundationEssentials

/// A place in a document, read by names and positions; every error names the place.
///
/// ```swift
/// let amount = try JSONReader(body).member("data").member("lines").element(3).member("amount").decimal()
/// // data.lines[3].amount: expected string, found null
/// ```
public struct JSONReader: Sendable {
    /// What is at this place; `nil` if nothing is.
    public let value: JSON?
    /// Where this is, for example `data.lines[3].amount`; empty for the whole document.
    public let path: String

    /// Starts at the top of a document.
    ///
    /// - Parameters:
    ///   - value: The document.
    ///   - path: What errors call the document, if it is a part of something larger.
    public init(_ value: JSON, path: String = "") {
        self.init(value: value, path: path)
    }

    private init(value: JSON?, path: String) {
        self.value = value
        self.path = path
    }
}

extension JSONReader {
    /// The member `key` of the object here; a missing member is a place where nothing is.
    ///
    /// - Throws: ``JSONAccessError`` if no object is here.
    public func member(_ key: String) throws(JSONAccessError) -> JSONReader {
        JSONReader(value: try object()[key], path: path(to: key))
    }

    /// The member `key` of the object here; `nil` if it is missing or null.
    ///
    /// - Throws: ``JSONAccessError`` if no object is here.
    public func optionalMember(_ key: String) throws(JSONAccessError) -> JSONReader? {
        let member = try member(key)
        return member.value == nil || member.value == .null ? nil : member
    }

    /// The element at `index` of the list here; behind its end is a place where nothing is.
    ///
    /// - Throws: ``JSONAccessError`` if no list is here.
    public func element(_ index: Int) throws(JSONAccessError) -> JSONReader {
        guard value?.arrayValue != nil else { throw mismatch("array") }
        return JSONReader(value: value?[index], path: "\(path)[\(index)]")
    }

    /// All elements of the list here.
    ///
    /// - Throws: ``JSONAccessError`` if no list is here.
    public func elements() throws(JSONAccessError) -> [JSONReader] {
        guard let elements = value?.arrayValue else { throw mismatch("array") }
        return elements.enumerated().map { JSONReader(value: $1, path: "\(path)[\($0)]") }
    }

    /// The object here.
    ///
    /// - Throws: ``JSONAccessError`` if no object is here.
    public func object() throws(JSONAccessError) -> JSONObject {
        guard let object = value?.objectValue else { throw mismatch("object") }
        return object
    }

    /// The text here.
    ///
    /// - Throws: ``JSONAccessError`` if no text is here.
    public func string() throws(JSONAccessError) -> String {
        guard let text = value?.stringValue else { throw mismatch("string") }
        return text
    }

    /// The integer here; a real is none, even without a fraction.
    ///
    /// - Throws: ``JSONAccessError`` if no integer is here.
    public func integer() throws(JSONAccessError) -> Int64 {
        guard let number = value?.integerValue else { throw mismatch("integer") }
        return number
    }

    /// The truth value here.
    ///
    /// - Throws: ``JSONAccessError`` if no truth value is here.
    public func bool() throws(JSONAccessError) -> Bool {
        guard let truth = value?.boolValue else { throw mismatch("boolean") }
        return truth
    }

    /// The number here for measurements such as a position; never for money or hours.
    ///
    /// An integer that a binary64 holds exactly counts too, since many systems print 45.0 as `45`.
    ///
    /// - Throws: ``JSONAccessError`` if no number is here.
    public func real() throws(JSONAccessError) -> Double {
        switch value {
        case .real(let number): return number
        case .integer(let number):
            guard let exact = Double(exactly: number) else { throw mismatch("real", found: "integer \(number)") }
            return exact
        default: throw mismatch("real")
        }
    }

    /// The decimal that is written here as a text in plain notation: `"843.75"`.
    ///
    /// - Throws: ``JSONAccessError`` if no text is here, or one with an exponent, a blank, a plus sign or a separator.
    public func decimal() throws(JSONAccessError) -> Decimal {
        let text = try string()
        guard let decimal = Decimal(plain: text) else {
            throw mismatch("decimal text", found: Self.quotation(of: text))
        }
        return decimal
    }

    /// The decimal that is written here as a number, a real by its shortest text: 129.95 is exactly 129.95.
    ///
    /// This exists for Odoo, whose JSON-RPC sends monetary fields as binary floating point; wherever a system writes
    /// decimals as text, use ``decimal()``.
    ///
    /// - Throws: ``JSONAccessError`` if no number is here, or one that a decimal cannot hold.
    public func decimalFromNumber() throws(JSONAccessError) -> Decimal {
        switch value {
        case .integer(let number): return Decimal(number)
        case .real(let number):
            guard let decimal = Decimal(shortestTextOf: number) else {
                throw mismatch("number within the range of a decimal", found: "\(number)")
            }
            return decimal
        default: throw mismatch("number")
        }
    }

    private func mismatch(_ expected: String, found: String? = nil) -> JSONAccessError {
        JSONAccessError(path: path, expected: expected, found: found ?? value?.kind ?? "nothing")
    }

    /// The path of the member `key`: `lines.amount`, or `lines["unit cost"]` for a key that is no plain word.
    private func path(to key: String) -> String {
        let isWord = key.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
            default: false
            }
        }
        guard isWord, !key.isEmpty else { return "\(path)[\(Self.quotation(of: key))]" }
        return path.isEmpty ? key : "\(path).\(key)"
    }

    private static let longestQuotation = 40

    private static func quotation(of text: String) -> String {
        let isLong = text.count > longestQuotation
        return JSON.string(isLong ? text.prefix(longestQuotation) + "…" : text).canonicalText
    }
}
