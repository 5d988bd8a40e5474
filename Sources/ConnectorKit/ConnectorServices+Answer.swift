public import JSON

/// What most connectors do with a request: send it, and say of a refusal what the runtime must do about it.
extension ConnectorServices {
    /// Sends a request and gives an answer with a status from 200 to 299 back.
    ///
    /// A write whose status is 500 or higher may have taken effect all the same: a sink that uses this looks for what it
    /// wrote before it writes again, or lets its system refuse the second one.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - statuses: Other statuses with which an answer is given back, for example 404 where that is an answer.
    /// - Returns: The answer.
    /// - Throws: ``ConnectorError`` by what came back: `neverSent`, `outcomeUnknown` or `cancelled` of the transport,
    ///   `unauthorized` for 401, `forbidden` for 403, `unavailable` with the pause of `Retry-After` for 408, 425, 429 and
    ///   whatever is 500 or higher, and `unexpectedAnswer` for any other status.
    public func answer(
        to request: HTTPRequest,
        accepting statuses: Set<Int> = []
    ) async throws(ConnectorError) -> HTTPResponse {
        let response: HTTPResponse
        do throws(TransportError) {
            response = try await transport.send(request)
        } catch {
            throw ConnectorError(error)
        }
        if (200..<300).contains(response.status) || statuses.contains(response.status) { return response }
        let reason = "HTTP status \(response.status)"
        switch response.status {
        case 401: throw .unauthorized(endpoint: request.endpoint, reason: reason)
        case 403: throw .forbidden(endpoint: request.endpoint, reason: reason)
        case 408, 425, 429, 500...:
            let pause = response.retryAfter(now: clock.now)
            throw .unavailable(endpoint: request.endpoint, reason: reason, retryAfter: pause)
        default: throw .unexpectedAnswer(endpoint: request.endpoint, reason: reason)
        }
    }

    /// Sends a request and reads the JSON of its answer.
    ///
    /// - Parameter request: The request.
    /// - Returns: What was answered.
    /// - Throws: As ``answer(to:accepting:)``; ``ConnectorError/unexpectedAnswer(endpoint:reason:)`` if it is no JSON.
    public func json(answering request: HTTPRequest) async throws(ConnectorError) -> JSON {
        let body = try await answer(to: request).body
        guard let json = try? JSON(parsing: body) else {
            throw .unexpectedAnswer(endpoint: request.endpoint, reason: "the answer is no JSON")
        }
        return json
    }
}

extension HTTPRequest {
    /// Method and path, for errors and the log: whose machine it is and what stands behind `?` is left out.
    public var endpoint: String {
        let address = url.prefix { $0 != "?" && $0 != "#" }
        guard let host = address.firstRange(of: "://")?.upperBound else { return "\(method) \(address)" }
        return "\(method) \(address[host...].firstIndex(of: "/").map { String(address[$0...]) } ?? "/")"
    }
}

extension String {
    /// The text as one part of a path or one value of a query: all but unreserved characters are written as `%` and two
    /// hexadecimal digits a byte (RFC 3986, section 2).
    public var percentEncoded: String {
        utf8.map { byte in
            if Self.unreserved.contains(byte) { return String(UnicodeScalar(byte)) }
            let digits = String(byte, radix: 16, uppercase: true)
            return byte < 16 ? "%0\(digits)" : "%\(digits)"
        }
        .joined()
    }

    private static let unreserved = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8
    )
}
