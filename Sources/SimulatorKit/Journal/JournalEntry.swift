internal import JSON

/// A request as the journal tells it.
struct JournalEntry: Sendable {
    /// Method, path and query.
    struct Head: Sendable {
        var method: String
        var path: String
        var query: [String: String]
    }

    /// What is known of the body.
    enum Body: Sendable {
        /// All of it.
        case whole(ArraySlice<UInt8>)
        /// Its beginning.
        case beginning(ArraySlice<UInt8>)
        /// Nothing but its length.
        case notKept
    }

    /// Counted from 1.
    var number: Int
    var received: RequestJournal.Stamp
    var answered: RequestJournal.Stamp?
    var aborted: RequestJournal.Stamp?
    /// `nil` if the journal was full.
    var head: Head?
    /// The header fields with lower-case names; `nil` if the journal was full.
    var headers: [String: String]?
    var body: Body
    var requestBytes: Int
    var responseBytes: Int?
    var status: Int?
    var fault: String?
    var isUnmatched: Bool
}

extension JournalEntry {
    /// Whether it is not known yet how the request ends.
    var isOpen: Bool { answered == nil && aborted == nil }

    /// The entry as `/_sim/requests` shows it; what gives access to a system is left out.
    var json: JSON {
        var object = JSONObject()
        object["number"] = .integer(Int64(number))
        object["received"] = received.json
        object["answered"] = answered?.json ?? .null
        object["aborted"] = aborted?.json ?? .null
        object["method"] = head.map { .string($0.method) } ?? .null
        object["path"] = head.map { .string($0.path) } ?? .null
        object["query"] = Self.members(head?.query)
        object["headers"] = Self.members(headers.map(Self.withoutSecrets))
        object["status"] = status.map { .integer(Int64($0)) } ?? .null
        object["requestBytes"] = .integer(Int64(requestBytes))
        object["responseBytes"] = responseBytes.map { .integer(Int64($0)) } ?? .null
        switch body {
        case .whole(let bytes): object["body"] = .string(String(decoding: bytes, as: UTF8.self))
        case .beginning(let bytes):
            object["body"] = .string(String(decoding: bytes, as: UTF8.self))
            object["bodyNote"] = .string("only the first \(bytes.count) bytes are kept")
        case .notKept:
            object["body"] = ""
            object["bodyNote"] = .string("not kept: the journal is full; DELETE /_sim/requests makes room")
        }
        object["fault"] = fault.map(JSON.string)
        object["unmatched"] = .bool(isUnmatched)
        return .object(object)
    }

    /// The request, as far as it is known.
    var request: SimulatedRequest? {
        guard let head else { return nil }
        var bytes: [UInt8] = []
        if case .whole(let body) = body { bytes = Array(body) }
        return SimulatedRequest(
            method: head.method,
            path: head.path,
            query: head.query,
            headers: headers ?? [:],
            body: bytes
        )
    }

    private static func members(_ texts: [String: String]?) -> JSON {
        guard let texts else { return .null }
        var object = JSONObject()
        for (name, value) in texts.sorted(by: { $0.key < $1.key }) { object[name] = .string(value) }
        return .object(object)
    }

    /// The header fields, those that may carry a key or a session without their values.
    private static func withoutSecrets(_ headers: [String: String]) -> [String: String] {
        let marks = ["authorization", "cookie", "api-key", "apikey", "token", "secret", "password", "signature"]
        return Dictionary(
            uniqueKeysWithValues: headers.map { name, value in
                (name, marks.contains { name.contains($0) } ? "<redacted>" : value)
            }
        )
    }
}
