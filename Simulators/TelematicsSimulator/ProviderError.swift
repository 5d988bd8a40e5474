internal import JSON
internal import SimulatorKit

/// An error as the providers answer it.
struct ProviderError: Sendable {
    let status: Int
    let body: JSON
    var headers: [(name: String, value: String)] = []

    /// The answer.
    var response: SimulatedResponse {
        SimulatedResponse(
            status: status,
            contentType: "application/json",
            body: Array(body.text(style: .compact).utf8),
            headers: headers
        )
    }

    /// The form `{status, code, message}` of the providers' documentation.
    private init(_ status: Int, _ code: String, _ message: String, headers: [(name: String, value: String)] = []) {
        self.status = status
        self.headers = headers
        body = ["status": .integer(Int64(status)), "code": .string(code), "message": .string(message)]
    }

    private init(status: Int, body: JSON) {
        self.status = status
        self.body = body
    }

    static let unauthorized = ProviderError(
        401,
        "unauthorized",
        "Full authentication is required to access this resource.",
        headers: [("WWW-Authenticate", "Basic realm=\"telematics\"")]
    )

    static let methodNotAllowed = ProviderError(
        405,
        "method-not-allowed",
        "Only GET is supported.",
        headers: [("Allow", "GET")]
    )

    static let unavailable = ProviderError(503, "service-unavailable", "The service is temporarily unavailable.")

    static func noSuchPage(_ page: String, last: Int) -> ProviderError {
        ProviderError(404, "page-not-found", "Page \(page) does not exist; the last page is \(last).")
    }

    static func noSuchEquipment(_ make: String, _ model: String, _ serial: String) -> ProviderError {
        ProviderError(404, "equipment-not-found", "No equipment \(make) \(model) \(serial).")
    }

    /// Without `Retry-After`; the JSON provider has a body of its own.
    static func tooManyRequests(_ fleet: Fleet) -> ProviderError {
        guard fleet == .json else { return ProviderError(429, "too-many-requests", "Rate limit exceeded.") }
        return ProviderError(
            status: 429,
            body: ["code": "429.002", "description": "Quota rate limit exceeded."]
        )
    }
}
