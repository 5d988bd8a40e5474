internal import HTTPTypes
internal import HummingbirdCore
internal import JSON
internal import NIOCore

/// A request as it came in over HTTP, or why it is not passed on.
enum IncomingRequest {
    /// Read to the end.
    case whole(SimulatedRequest)
    /// Answered without asking the system.
    case refused(SimulatedRequest, SimulatedResponse)
}

extension SimulatedRequest {
    /// Reads a request with its body.
    @concurrent static func reading(_ request: Request, upTo limit: Int) async throws -> IncomingRequest {
        let target = request.head.path ?? ""
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var headers: [String: String] = [:]
        headers["host"] = request.head.authority
        for field in request.headers {
            let name = field.name.canonicalName
            headers[name] = headers[name].map { "\($0), \(field.value)" } ?? field.value
        }
        let path = PercentDecoding.text(parts.first ?? "")
        let query = PercentDecoding.query(parts.count == 2 ? parts[1] : "")
        guard let path, path.hasPrefix("/"), let query else {
            let seen = SimulatedRequest(method: request.method.rawValue, path: target, headers: headers)
            return .refused(seen, .json(["error": .string("The request target is no path: \(target)")], status: 400))
        }
        func complete(_ body: [UInt8]) -> SimulatedRequest {
            SimulatedRequest(
                method: request.method.rawValue,
                path: path,
                query: query,
                rawQuery: parts.count == 2 ? String(parts[1]) : nil,
                headers: headers,
                body: body
            )
        }
        var body: [UInt8] = []
        for try await piece in request.body {
            guard body.count + piece.readableBytes <= limit else {
                let reason = JSON.string("The body has more than \(limit) bytes, the limit here: send less at once.")
                return .refused(complete(body), .json(["error": reason], status: 413))
            }
            body.append(contentsOf: piece.readableBytesView)
        }
        return .whole(complete(body))
    }
}

/// Undoes percent-encoding (RFC 3986, section 2.1).
private enum PercentDecoding {
    /// The text, or `nil` if a percent sign is not followed by two hexadecimal digits or the bytes are no UTF-8.
    static func text(_ encoded: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = encoded.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = Substring(rest.prefix(2))
            guard digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit),
                let decoded = UInt8(digits, radix: 16)
            else { return nil }
            bytes.append(decoded)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// The items of a query, `+` standing for a blank; the last one wins where a name is repeated.
    static func query(_ encoded: Substring) -> [String: String]? {
        var items: [String: String] = [:]
        for item in encoded.split(separator: "&") {
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { text(Substring($0.map { $0 == "+" ? " " : String($0) }.joined())) }
            guard let name = parts[0], let value = parts.count == 2 ? parts[1] : "" else { return nil }
            items[name] = value
        }
        return items
    }
}
