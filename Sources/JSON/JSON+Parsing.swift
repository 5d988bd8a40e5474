import CJansson

extension JSON {
    /// Reads one JSON document (RFC 8259) strictly.
    ///
    /// Any kind of value may stand at the top. Refused are: a member that occurs twice, anything behind the value, a byte
    /// order mark, invalid UTF-8, lone surrogates, integers beyond 64 bits, reals beyond binary64, and member names that
    /// contain U+0000. Texts keep their exact bytes and members their order.
    ///
    /// - Parameters:
    ///   - bytes: The document in UTF-8.
    ///   - limits: How large and deep it may be.
    /// - Throws: ``JSONSyntaxError`` with the place of the first fault.
    public init(parsing bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONSyntaxError) {
        try Self.checkEnvelope(of: bytes, limits: limits)
        var fault = json_error_t()
        let flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL
        let root = unsafe bytes.withUnsafeBytes { buffer in
            unsafe json_loadb(buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count, Int(flags), &fault)
        }
        guard let root = unsafe root else { throw JSONSyntaxError(fault) }
        defer { unsafe json_decref(root) }
        unsafe self.init(copying: root)
    }

    /// Reads one JSON document (RFC 8259) strictly, as ``init(parsing:limits:)-([UInt8],_)`` does.
    ///
    /// - Parameters:
    ///   - text: The document.
    ///   - limits: How large and deep it may be.
    /// - Throws: ``JSONSyntaxError`` with the place of the first fault.
    public init(parsing text: String, limits: JSONLimits = .standard) throws(JSONSyntaxError) {
        try self.init(parsing: Array(text.utf8), limits: limits)
    }

    /// Refuses what must not reach the library: nothing at all, a byte order mark, too many bytes, too many levels.
    private static func checkEnvelope(of bytes: [UInt8], limits: JSONLimits) throws(JSONSyntaxError) {
        guard bytes.count <= limits.bytes else {
            let detail = "document of \(bytes.count) bytes exceeds the limit of \(limits.bytes) bytes"
            throw JSONSyntaxError(line: 1, column: 0, byteOffset: 0, detail: detail)
        }
        guard !bytes.isEmpty else {
            throw JSONSyntaxError(line: 1, column: 0, byteOffset: 0, detail: "document is empty")
        }
        guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else {
            throw JSONSyntaxError(after: 0, of: bytes, detail: "document starts with a byte order mark; remove it")
        }
        if let offset = offsetOfBracket(exceeding: limits.depth, in: bytes) {
            let detail = "more than \(limits.depth) lists and objects are open inside each other"
            throw JSONSyntaxError(after: offset + 1, of: bytes, detail: detail)
        }
    }

    /// The place of the first bracket that opens more than `depth` levels; brackets inside texts do not count.
    ///
    /// Up to the first syntax error this sees the same texts as libjansson, which stops there, so that no document makes
    /// the library recurse deeper than `depth`.
    private static func offsetOfBracket(exceeding depth: Int, in bytes: [UInt8]) -> Int? {
        var open = 0
        var isInText = false
        var isEscaped = false
        for (offset, byte) in bytes.enumerated() {
            if isEscaped {
                isEscaped = false
                continue
            }
            switch byte {
            case UInt8(ascii: "\\") where isInText: isEscaped = true
            case UInt8(ascii: "\""): isInText.toggle()
            case _ where isInText: break
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                open += 1
                if open > depth { return offset }
            case UInt8(ascii: "]"), UInt8(ascii: "}"): open -= 1
            default: break
            }
        }
        return nil
    }
}

extension JSON {
    /// Copies a value of libjansson.
    fileprivate init(copying node: UnsafeMutablePointer<json_t>) {
        switch unsafe node.pointee.type {
        case JSON_OBJECT: self = unsafe .object(JSONObject(copying: node))
        case JSON_ARRAY:
            self = unsafe .array(
                (0..<json_array_size(node)).compactMap { unsafe json_array_get(node, $0).map(JSON.init(copying:)) }
            )
        case JSON_STRING: self = unsafe .string(String(bytes: json_string_value(node), count: json_string_length(node)))
        case JSON_INTEGER: self = unsafe .integer(Int64(json_integer_value(node)))
        case JSON_REAL: self = unsafe .real(json_real_value(node))
        case JSON_TRUE: self = .bool(true)
        case JSON_FALSE: self = .bool(false)
        default: self = .null
        }
    }
}

extension JSONObject {
    /// Copies the members of an object of libjansson, which keeps their order and has refused duplicates.
    fileprivate init(copying node: UnsafeMutablePointer<json_t>) {
        unsafe self.init(minimumCapacity: json_object_size(node))
        var position = unsafe json_object_iter(node)
        while let here = unsafe position {
            let key = unsafe String(bytes: json_object_iter_key(here), count: json_object_iter_key_len(here))
            if let value = unsafe json_object_iter_value(here) { unsafe append(unique: key, JSON(copying: value)) }
            unsafe position = unsafe json_object_iter_next(node, here)
        }
    }
}

extension String {
    /// Copies a text that libjansson has found to be valid UTF-8.
    fileprivate init(bytes: UnsafePointer<CChar>?, count: Int) {
        unsafe self.init(decoding: UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count), as: UTF8.self)
    }
}

extension JSONSyntaxError {
    /// Translates a fault of libjansson, without the piece of the document that it quotes where that may be a text value.
    fileprivate init(_ fault: json_error_t) {
        let message = unsafe withUnsafeBytes(of: fault.text) {
            unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        let code = unsafe withUnsafePointer(to: fault) { unsafe json_error_code($0) }
        let detail =
            switch code {
            case json_error_duplicate_key: message
            case json_error_numeric_overflow where message.hasPrefix("real"): "number is too large: \(message)"
            case json_error_numeric_overflow: "integer does not fit 64 bits: \(message)"
            default: Self.withoutQuotation(message)
            }
        self.init(
            line: Int(fault.line),
            column: Int(fault.column),
            byteOffset: Int(fault.position),
            detail: detail
        )
    }

    private static func withoutQuotation(_ message: String) -> String {
        var words = message.split(separator: " ", omittingEmptySubsequences: false)
        if let near = words.firstIndex(of: "near") { words.removeSubrange(near...) }
        return words.joined(separator: " ")
    }
}
