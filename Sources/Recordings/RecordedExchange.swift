/// A header field.
public struct RecordedField: Sendable, Hashable {
    /// The name as it was sent.
    public let name: String
    /// The value.
    public let value: String

    /// Creates a header field.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// What a request or an answer carries.
public enum RecordedBody: Sendable, Hashable {
    /// The bytes, none if there is no body.
    case bytes([UInt8])
    /// Nothing that could be looked into, for this reason, so that nothing of it was written.
    case withheld(reason: String)

    /// No body.
    public static let none = RecordedBody.bytes([])

    /// The bytes; empty if they were withheld.
    public var bytes: [UInt8] {
        guard case .bytes(let bytes) = self else { return [] }
        return bytes
    }
}

/// A request as it was recorded, or as it is compared with recorded ones.
public struct RecordedRequest: Sendable, Hashable {
    /// The method in capitals.
    public var method: String
    /// Path and query as they were sent, such as `/json/Fleet/1?since=2026-01-05`.
    public var target: String
    /// The header fields in their order.
    public var headers: [RecordedField]
    /// The body.
    public var body: RecordedBody

    /// Creates a request.
    public init(method: String, target: String, headers: [RecordedField] = [], body: RecordedBody = .none) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }

    /// The path without the query.
    public var path: String { String(target.prefix { $0 != "?" }) }
}

/// An answer as it was recorded.
public struct RecordedAnswer: Sendable, Hashable {
    /// The status code.
    public var status: Int
    /// The header fields in their order.
    public var headers: [RecordedField]
    /// The body.
    public var body: RecordedBody
    /// How long the system took, in milliseconds.
    public var milliseconds: Int

    /// Creates an answer.
    public init(status: Int, headers: [RecordedField] = [], body: RecordedBody = .none, milliseconds: Int = 0) {
        self.status = status
        self.headers = headers
        self.body = body
        self.milliseconds = milliseconds
    }
}

/// A request and what became of it.
public struct RecordedExchange: Sendable, Hashable {
    /// What became of a request.
    public enum Outcome: Sendable, Hashable {
        /// The system answered.
        case answered(RecordedAnswer)
        /// The system gave no whole answer, for this reason; what it did is unknown.
        case failed(String)
        /// The recording ended first; what the system did is unknown.
        case open
    }

    /// The number in the order of arrival, from 1.
    public let number: Int
    /// The state key: the number of the last change that was answered before this request was sent, 0 for none.
    public let state: Int
    /// Whether the request may have changed something.
    public let isChange: Bool
    /// The request.
    public let request: RecordedRequest
    /// What became of it.
    public var outcome: Outcome

    /// Creates an exchange.
    public init(number: Int, state: Int, isChange: Bool, request: RecordedRequest, outcome: Outcome = .open) {
        self.number = number
        self.state = state
        self.isChange = isChange
        self.request = request
        self.outcome = outcome
    }

    /// What the reason of a failure ends with if the system cannot have seen the request.
    public static let neverSent = "it was never sent"

    /// Whether the system may have seen the request.
    public var mayHaveArrived: Bool {
        guard case .failed(let reason) = outcome else { return true }
        return !reason.hasSuffix(Self.neverSent)
    }

    /// The answer; `nil` if there was none.
    public var answer: RecordedAnswer? {
        guard case .answered(let answer) = outcome else { return nil }
        return answer
    }
}

extension [RecordedField] {
    /// The value of the first field by that name, compared without regard to case.
    public func value(_ name: String) -> String? {
        first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
