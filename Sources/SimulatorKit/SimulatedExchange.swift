/// A request that reached a simulated system.
public struct SimulatedRequest: Sendable, Hashable {
    /// The method in capitals.
    public let method: String
    /// The percent-decoded path without the query, always starting with `/`.
    public let path: String
    /// The query items; the last one wins where a name is repeated.
    public let query: [String: String]
    /// The query as it came in, in which a name may be repeated; `nil` if the request was made of its items.
    public let rawQuery: String?
    /// The header fields with lower-case names.
    public let headers: [String: String]
    /// The body as it came in.
    public let body: [UInt8]

    /// Creates a request.
    public init(
        method: String,
        path: String,
        query: [String: String] = [:],
        rawQuery: String? = nil,
        headers: [String: String] = [:],
        body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.rawQuery = rawQuery
        self.headers = headers
        self.body = body
    }
}

/// The answer of a simulated system.
public struct SimulatedResponse: Sendable, Hashable {
    /// The status code.
    public var status: Int
    /// The header fields in order, `Content-Type` among them.
    public var headers: [(name: String, value: String)] {
        get { fields.map { ($0.name, $0.value) } }
        set { fields = newValue.map { Field(name: $0.name, value: $0.value) } }
    }
    /// The body.
    public var body: [UInt8]
    /// How the answer reaches, or does not reach, the client.
    public var delivery: Delivery
    /// How long it is held back, in milliseconds of the machine's own clock; with ``Delivery/silent`` how long the connection
    /// stays open, 0 for ten minutes.
    public var milliseconds = 0
    /// Whether the system has nothing to answer although there are no routes that say so.
    public var isUnmatched = false

    private var fields: [Field]

    private struct Field: Sendable, Hashable {
        var name: String
        var value: String
    }

    /// How an answer reaches the client.
    public enum Delivery: Sendable, Hashable {
        /// Whole.
        case whole
        /// Not at all: the connection is closed without a byte, although the work was done.
        case dropped
        /// The first `bytes` of the body, then the connection is closed.
        case truncated(bytes: Int)
        /// The body, repeated until `bytes` were sent: an answer without end.
        case repeated(bytes: Int)
        /// Not at all: the connection is reset (RST).
        case reset
        /// Not at all: the connection stays open until the client goes, at most as long as the answer is held back.
        case silent
        /// These bytes instead of it, then the connection is closed.
        case raw([UInt8])
        /// The first `bytes` with the header fields counted, then the connection is closed.
        case cut(bytes: Int)
        /// Half of the body as a chunk, then a chunk without a length, then the connection is closed.
        case malformedChunk
        /// Whole, but announced as so many bytes more than there are, then the connection is closed.
        case misstated(by: Int)
        /// Whole, in so many pieces with `pause` milliseconds between them.
        case dribbled(pieces: Int, pause: Int)
        /// Whole, no faster than this.
        case limited(bytesPerSecond: Int)
        /// Whole and without a length; the connection, and with it the answer, ends so much later.
        case closedLate(milliseconds: Int)
    }

    /// Whether the client can know that it has the answer whole.
    var isDelivered: Bool {
        switch delivery {
        case .whole, .repeated, .dribbled, .limited, .closedLate: true
        case .dropped, .truncated, .reset, .silent, .raw, .cut, .malformedChunk, .misstated: false
        }
    }

    /// Whether this status may be followed by a body (RFC 9110, sections 15.3.5 and 15.4.5).
    var hasBody: Bool { status != 204 && status != 304 }

    /// How many bytes of a body are sent in answer to a method, with what the system's clock shows then.
    func bodyBytesSent(to method: String, at now: SimulatedInstant) -> Int {
        guard method != "HEAD", hasBody else { return 0 }
        return switch delivery {
        case .whole, .dribbled, .limited, .closedLate, .misstated: body.count
        case .repeated(let bytes): bytes
        case .truncated(let bytes): min(bytes, body.count)
        case .cut(let bytes): min(max(bytes - cutHead(at: now).count, 0), body.count)
        case .malformedChunk: body.count / 2
        case .dropped, .reset, .silent, .raw: 0
        }
    }

    /// Creates an answer.
    public init(
        status: Int = 200,
        contentType: String,
        body: [UInt8],
        headers: [(name: String, value: String)] = [],
        delivery: Delivery = .whole
    ) {
        self.status = status
        self.body = body
        self.delivery = delivery
        fields = [Field(name: "Content-Type", value: contentType)]
        fields += headers.map { Field(name: $0.name, value: $0.value) }
    }
}

/// Why a simulator cannot do what it was asked to do.
public struct SimulatorError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What happened, where, and what to do instead.
    public let description: String

    /// Creates an error.
    public init(_ description: String) {
        self.description = description
    }
}
