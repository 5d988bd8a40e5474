/// What carries a connector's requests; a connector never opens a socket itself.
public protocol HTTPTransport: Sendable {
    /// Sends a request and waits for the whole answer, whatever its status.
    ///
    /// - Parameter request: What to send.
    /// - Returns: The answer; a status of 400 or more is an answer too, not an error.
    /// - Throws: ``TransportError``, which tells whether the request can have had an effect.
    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse
}

/// An HTTP request, or with a `file://` address the request for a saved answer.
public struct HTTPRequest: Sendable, Hashable {
    /// The method in capitals.
    public var method: String
    /// The absolute address with the scheme `https`, `http` or `file`.
    public var url: String
    /// The header fields in the order in which they are sent.
    public var headers: [HTTPField]
    /// The body; empty for none.
    public var body: [UInt8]
    /// How long the call may take from its start to the last byte; `nil` means the transport's own limit.
    public var deadline: Duration?
    /// The largest body that is accepted as an answer, in bytes; `nil` means the transport's own limit.
    public var responseLimit: Int?
    /// Whether an answer that points elsewhere is followed.
    public var followsRedirects: Bool
    /// Whether the request is kept back where its host turns out to be this machine or one of a private network.
    ///
    /// For addresses that someone else has chosen. A connection may have been made by then, but nothing of the request is
    /// sent. Behind a proxy it is the proxy that has to refuse them.
    public var refusesPrivateAddresses: Bool

    /// Creates a request.
    public init(
        method: String = "GET",
        url: String,
        headers: [HTTPField] = [],
        body: [UInt8] = [],
        deadline: Duration? = nil,
        responseLimit: Int? = nil,
        followsRedirects: Bool = false,
        refusesPrivateAddresses: Bool = false
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.deadline = deadline
        self.responseLimit = responseLimit
        self.followsRedirects = followsRedirects
        self.refusesPrivateAddresses = refusesPrivateAddresses
    }
}

/// One header field.
public struct HTTPField: Sendable, Hashable {
    /// The name as it is written on the wire.
    public let name: String
    /// The value; a credential among them is kept by ``Secret`` until it gets here, and no log prints it.
    public let value: String

    /// Creates a header field.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// The answer to an ``HTTPRequest``.
public struct HTTPResponse: Sendable, Hashable {
    /// The status code; 200 for a saved answer that was read from a `file://` address.
    public let status: Int
    /// The header fields in the order of their arrival, those of the last answer if redirects were followed.
    public let headers: [HTTPField]
    /// The whole body.
    public let body: [UInt8]

    /// Creates an answer.
    public init(status: Int, headers: [HTTPField] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The value of the first header field `name`, compared without regard to case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// Why a call brought no whole answer.
///
/// The runtime may repeat a request that was never sent; one whose answer is unknown may have had its effect and is
/// looked up first.
public struct TransportError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What went wrong.
    public enum Reason: String, Sendable, Hashable {
        /// The address cannot be used: bad syntax, a scheme that is not allowed, a file that does not exist.
        case unusableAddress
        /// The name of the host is not known.
        case unknownHost
        /// Nothing answers at that address, or the proxy refused.
        case unreachable
        /// The other side's certificate was not accepted, or no secure connection came about.
        case untrusted
        /// The deadline passed.
        case deadlineExceeded
        /// The connection ended before the answer was complete.
        case connectionLost
        /// The answer is larger than was asked for.
        case responseTooLarge
        /// The answer is no valid HTTP.
        case invalidAnswer
        /// The calling task was cancelled.
        case cancelled
        /// A rate limit of the other side would be exceeded; nothing was sent.
        case rateLimited
    }

    /// What went wrong.
    public let reason: Reason
    /// Whether the request can have reached the other side, so that its effect is unknown.
    public let requestMayHaveArrived: Bool
    /// The method and the address without user information and query, for example `POST http://127.0.0.1:8069/jsonrpc`.
    public let endpoint: String
    /// The cause in the words of the library or system below.
    public let detail: String
    /// How long to wait before the call is made again, where that is known.
    public let retryAfter: Duration?

    /// Creates an error.
    public init(
        reason: Reason,
        requestMayHaveArrived: Bool,
        endpoint: String,
        detail: String,
        retryAfter: Duration? = nil
    ) {
        self.retryAfter = retryAfter
        self.reason = reason
        self.requestMayHaveArrived = requestMayHaveArrived
        self.endpoint = endpoint
        self.detail = detail
    }

    /// What happened, where, and whether it can have had an effect.
    public var description: String {
        let effect = requestMayHaveArrived ? "sent, answer unknown" : "never sent"
        return "\(endpoint): \(detail) (\(reason.rawValue); \(effect))"
    }
}
