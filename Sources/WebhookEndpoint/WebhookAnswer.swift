internal import ConnectorKit
internal import ConnectorRuntime
internal import HTTPTypes
internal import HummingbirdCore
internal import JSON
internal import NIOCore

/// What a request is answered.
struct WebhookAnswer: Sendable {
    private var status: Int
    private var fields: HTTPFields
    private var body: [UInt8]
    /// Whether the connection is closed after it.
    private(set) var isLast = false

    private init(_ status: Int, _ fields: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// The answer to a delivery.
    ///
    /// 2xx tells the sender to forget it: it is durable. A conflict is durable too, and repeating it would not resolve
    /// it, so that it is no failure of the delivery.
    init(_ receipt: WebhookReceipt) {
        switch receipt {
        case .accepted, .duplicate: self.init(204)
        case .conflicting:
            self = .json(["status": "held", "detail": "Another body with this id came before; a person decides."], 202)
        case .repeated:
            self = .json(["status": "held", "detail": "This body came under another id first; a person decides."], 202)
        case .refused(let refusal): self = .refusal(refusal)
        }
    }

    private static func refusal(_ refusal: WebhookRefusal) -> WebhookAnswer {
        switch refusal {
        case .unknownEndpoint: return problem(404, "There is no such endpoint.")
        case .tooLarge(let limit): return problem(413, "The body may have \(limit) bytes at most.")
        case .unsupportedContent: return problem(415, "The media type is none that this endpoint takes.")
        // Which part failed is for the operator's log: to the sender it would say how far a forgery got.
        case .unauthenticated: return problem(401, "The delivery is not authentic, or not of this time.")
        case .tooManySignatures(let limit): return problem(400, "A delivery may carry \(limit) signatures at most.")
        case .idMissing(let header): return problem(400, "The header field \(header) is missing or cannot be used.")
        case .eventUnsigned:
            return problem(
                400,
                "The signature covers no header field of a CloudEvent in binary mode; send it in structured mode, as "
                    + "application/cloudevents+json."
            )
        case .tooMany(let wait):
            var answer = problem(429, "More deliveries arrived than this endpoint takes; repeat later.")
            answer.fields[.retryAfter] = "\(wait.secondsRoundedUp)"
            return answer
        case .unavailable:
            var answer = problem(503, "The delivery cannot be made durable at the moment; repeat it.")
            answer.fields[.retryAfter] = "30"
            return answer
        }
    }

    /// A document.
    static func json(_ value: JSON, _ status: Int = 200) -> WebhookAnswer {
        WebhookAnswer(status, [.contentType: "application/json"], body: Array(value.canonicalText.utf8))
    }

    /// The phrases of HTTP (RFC 9110 and RFC 6585), which problem details of no type of their own carry as titles.
    private static let titles = [
        400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
        408: "Request Timeout", 413: "Content Too Large", 415: "Unsupported Media Type", 429: "Too Many Requests",
        503: "Service Unavailable",
    ]

    /// Problem details (RFC 9457).
    static func problem(_ status: Int, _ detail: String) -> WebhookAnswer {
        let problem: JSON = [
            "type": "about:blank", "title": .string(titles[status] ?? "Refused"),
            "status": .integer(Int64(status)), "detail": .string(detail),
        ]
        return WebhookAnswer(
            status,
            [.contentType: "application/problem+json"],
            body: Array(problem.canonicalText.utf8)
        )
    }

    static func methodNotAllowed(_ allowed: String) -> WebhookAnswer {
        var answer = problem(405, "This address takes \(allowed).")
        answer.fields[.allow] = allowed
        return answer
    }

    /// Whether an origin may send, as CloudEvents' webhook specification asks before the first delivery (section 4).
    static func permission(asked headers: HTTPFields, at endpoint: WebhookEndpoint) -> WebhookAnswer {
        var fields: HTTPFields = [.allow: "POST, OPTIONS"]
        if let origin = headers[.webHookRequestOrigin] {
            guard endpoint.origins.contains(origin) || endpoint.origins.contains("*") else {
                return problem(403, "This origin may not send here.")
            }
            fields[.webHookAllowedOrigin] = origin
            fields[.webHookAllowedRate] = endpoint.rate.map { "\($0.perMinute)" } ?? "*"
        }
        return WebhookAnswer(204, fields)
    }

    /// The same answer, after which the connection is closed.
    func last() -> WebhookAnswer {
        var answer = self
        answer.isLast = true
        answer.fields[.connection] = "close"
        return answer
    }

    @concurrent func write(to writer: consuming ResponseWriter, isHead: Bool) async throws {
        var head = HTTPResponse(status: HTTPResponse.Status(code: status), headerFields: fields)
        if status != 204 { head.headerFields[.contentLength] = "\(body.count)" }
        guard !isHead, !body.isEmpty else {
            try await writer.writeResponse(head)
            return
        }
        try await writer.write(response: head, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}

extension Duration {
    fileprivate var secondsRoundedUp: Int64 {
        let (seconds, attoseconds) = components
        return max(1, seconds + (attoseconds > 0 ? 1 : 0))
    }
}

extension HTTPTypes.HTTPField.Name {
    fileprivate static var webHookRequestOrigin: Self { named("WebHook-Request-Origin") }
    fileprivate static var webHookAllowedOrigin: Self { named("WebHook-Allowed-Origin") }
    fileprivate static var webHookAllowedRate: Self { named("WebHook-Allowed-Rate") }

    /// A name of this file's own, which is a valid one.
    private static func named(_ name: String) -> Self { Self(name) ?? .origin }
}
