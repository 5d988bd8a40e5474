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
            let pause = response.header("Retry-After").flatMap { RetryAfter.pause($0, now: now) }
            return .unavailable(endpoint: endpoint, reason: status, retryAfter: pause)
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

/// The value of a `Retry-After` header field (RFC 9110 §10.2.3).
enum RetryAfter {
    /// The pause that `text` asks for, in seconds or until a date.
    ///
    /// - Returns: `nil` if it is neither; no pause for a date that has passed.
    static func pause(_ text: String, now: Instant) -> Duration? {
        let trimmed = text.filter { !$0.isWhitespace || $0 == " " }
        if let seconds = UInt32(trimmed.filter { $0 != " " }) { return .seconds(Int64(seconds)) }
        guard let until = instant(trimmed) else { return nil }
        return .seconds(max(0, until.seconds(since: now)))
    }

    /// Reads `Mon, 05 Jan 2026 16:00:00 GMT`.
    private static func instant(_ text: String) -> Instant? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: parts[2]), parts[1].count == 2
        else {
            return nil
        }
        let monthText = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        return Instant("\(parts[3])-\(monthText)-\(parts[1])T\(parts[4])Z")
    }

    private static let months: [Substring] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
