import CanonicalModel
import ConnectorKit

/// How much of an endpoint's rate is left.
struct WebhookBudget: Sendable {
    private let rate: WebhookEndpoint.Rate?
    /// When as many deliveries as were taken would have arrived if they came evenly.
    private var evenly = Instant(microseconds: .min)

    init(_ rate: WebhookEndpoint.Rate?) {
        self.rate = rate
    }

    /// Takes a delivery from the budget, or tells how long none is taken.
    mutating func take(at now: Instant) -> Duration? {
        guard let rate else { return nil }
        let interval = max(1, 60_000_000 / Int64(rate.perMinute))
        // A clock that was set back must not make senders wait for the time that it lost.
        let start = min(max(evenly, now), now.adding(.seconds(60)))
        let ahead = start.microseconds - now.microseconds
        let allowed = interval * Int64(rate.perMinute - 1)
        guard ahead <= allowed else { return .microseconds(ahead - allowed) }
        evenly = Instant(microseconds: start.microseconds + interval)
        return nil
    }
}
