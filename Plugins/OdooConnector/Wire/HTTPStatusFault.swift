import CanonicalModel
import ConnectorKit

/// Reads the statuses that come from whatever stands before Odoo, since Odoo itself answers 200 (domain.md §8).
struct HTTPStatusFault: Sendable {
    /// What errors call the call.
    let endpoint: String
    /// Whether the call can have changed something.
    let mayWrite: Bool

    /// What an answer with a status other than 200 means.
    ///
    /// A 503 or 429 says that the request was not taken up. Any other 5xx, typically 502 or 504 of a proxy, leaves the
    /// outcome of a call that writes unknown.
    func error(for response: HTTPResponse, now: Instant) -> ConnectorError {
        let status = "HTTP status \(response.status)"
        switch response.status {
        case 429, 503:
            return .unavailable(endpoint: endpoint, reason: status, retryAfter: response.retryAfter(now: now))
        case 500... where mayWrite:
            return .outcomeUnknown(
                TransportError(
                    reason: .connectionLost,
                    requestMayHaveArrived: true,
                    endpoint: endpoint,
                    detail: "\(status) from a server before Odoo"
                )
            )
        case 502, 504: return .unavailable(endpoint: endpoint, reason: status, retryAfter: nil)
        case 401, 407: return .unauthorized(endpoint: endpoint, reason: "\(status) from a server before Odoo")
        case 403: return .forbidden(endpoint: endpoint, reason: "\(status) from a server before Odoo")
        case 300..<400:
            let target = response.header("Location").map { " to \(OdooText.oneLine($0))" } ?? ""
            let reason = "\(status): the server points\(target); set `address` to Odoo's final address"
            return .unexpectedAnswer(endpoint: endpoint, reason: reason)
        default:
            let hint = "check that `address` is Odoo's own and that nothing in between changes requests"
            return .unexpectedAnswer(endpoint: endpoint, reason: "\(status); \(hint)")
        }
    }
}
