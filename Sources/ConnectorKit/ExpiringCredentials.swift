public import CanonicalModel

/// A connector that knows when its credentials end, for example an API key of a limited life.
///
/// The runtime raises a case two weeks before, so that a new key is there in time.
public protocol ExpiringCredentials: Connector {
    /// When the credentials end; `nil` if that is not known.
    var credentialsExpireAt: Instant? { get }
}

/// What is said of a credential's end.
package enum ExpiryNotice {
    /// How long before its end a credential deserves a warning: two weeks.
    package static let period: Duration = .seconds(14 * 86_400)

    /// The end of a credential in words.
    package static func text(of expiry: Instant) -> String { "the credential ends on \(expiry.text)" }
}

extension CheckFinding {
    /// What a check says of a credential's end: passed, a warning two weeks before, failed after it.
    ///
    /// - Parameters:
    ///   - expiry: When the credential ends.
    ///   - now: The present.
    public init(expiry: Instant, at now: Instant) {
        let text = ExpiryNotice.text(of: expiry)
        if expiry <= now {
            self.init(.failed, "\(text), which is over; make a new one and name it in the configuration")
        } else if expiry <= now.adding(ExpiryNotice.period) {
            self.init(.warning, "\(text); make a new one before")
        } else {
            self.init(.passed, text)
        }
    }
}
