public import CanonicalModel

/// Why a connector call failed, in terms of what the runtime does next.
@nonexhaustive
public enum ConnectorError: Error, Sendable, Hashable {
    /// The configuration value of `key` cannot be used; the system is not started.
    case invalidConfiguration(key: String, reason: String)
    /// The system refused the credentials; the system's lanes are parked with a case.
    case unauthorized(endpoint: String, reason: String)
    /// The system lets the user in, but not do this; the system's lanes are parked with a case.
    case forbidden(endpoint: String, reason: String)
    /// The system asked for a pause, or is overloaded or down; repeated after the pause, or after a back-off.
    case unavailable(endpoint: String, reason: String, retryAfter: Duration?)
    /// The call was never sent; repeated after a back-off.
    case neverSent(TransportError)
    /// The call may have had its effect; what the system holds is looked up before anything is repeated.
    case outcomeUnknown(TransportError)
    /// The system answered what the connector cannot understand; becomes a case, and the call is repeated after a
    /// back-off.
    case unexpectedAnswer(endpoint: String, reason: String)
    /// The system no longer has what the cursor or page token points to; the stream is read again from `earliest`, or
    /// from its beginning, a limited number of times a day.
    case positionUnavailable(endpoint: String, reason: String, earliest: Instant?)
    /// The system wants no more deliveries at this address; its lanes are parked with a case.
    case gone(endpoint: String, reason: String)
    /// The connector itself does not work: its process ended again and again, or speaks another protocol; the system's
    /// lanes are parked with a case.
    case connectorFailed(system: String, reason: String)
    /// The task was cancelled; a delivery that was under way is looked up at the next start.
    case cancelled
}

extension ConnectorError {
    /// Sorts a transport's error: cancelled, held back by a rate limit, never sent or outcome unknown.
    public init(_ error: TransportError) {
        if error.reason == .cancelled {
            self = .cancelled
        } else if error.reason == .rateLimited {
            self = .unavailable(endpoint: error.endpoint, reason: error.detail, retryAfter: error.retryAfter)
        } else if error.requestMayHaveArrived {
            self = .outcomeUnknown(error)
        } else {
            self = .neverSent(error)
        }
    }
}

extension ConnectorError: CustomStringConvertible {
    /// What happened, where, and what to do.
    public var description: String {
        switch self {
        case .invalidConfiguration(let key, let reason):
            "configuration key '\(key)' \(reason)"
        case .unauthorized(let endpoint, let reason):
            "\(endpoint): the credentials were refused (\(reason)); check user and key of this system"
        case .forbidden(let endpoint, let reason):
            "\(endpoint): the user may not do this (\(reason)); give the integration user the missing right"
        case .unavailable(let endpoint, let reason, let pause):
            "\(endpoint): not available (\(reason))" + (pause.map { "; asked to wait \($0)" } ?? "")
        case .neverSent(let error), .outcomeUnknown(let error):
            error.description
        case .unexpectedAnswer(let endpoint, let reason):
            "\(endpoint): \(reason)"
        case .positionUnavailable(let endpoint, let reason, let earliest):
            "\(endpoint): the position is no longer available (\(reason))"
                + (earliest.map { "; the earliest one is \($0.text)" } ?? "")
        case .gone(let endpoint, let reason):
            "\(endpoint): wants no more deliveries (\(reason)); ask its owner, then retry or configure another address"
        case .connectorFailed(let system, let reason):
            "the connector of \(system) does not work: \(reason)"
        case .cancelled:
            "cancelled"
        }
    }
}
