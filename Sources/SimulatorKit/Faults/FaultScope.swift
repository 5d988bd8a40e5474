/// Which requests a fault rule is meant for: those that meet every given condition.
struct FaultScope: Sendable, Hashable {
    /// The method in capitals.
    var method: String?
    /// What the path starts with.
    var pathPrefix: String?
    /// What occurs anywhere in the path.
    var pathContains: String?
    /// What occurs anywhere in the body.
    var bodyContains: String?
    /// What parts of the request must be.
    var parts: [Part] = []
    /// The first moment at which the rule holds.
    var from: SimulatedInstant?
    /// The first moment at which the rule holds no longer.
    var until: SimulatedInstant?
    /// After how many microseconds the time from ``from`` to ``until`` comes again; `nil` for never.
    var period: Int64?

    /// A part of a request and what it must be.
    struct Part: Sendable, Hashable {
        var key: FaultKey
        var value: String
    }

    /// Whether a request that comes in at `now` meets every condition.
    func covers(_ request: SimulatedRequest, at now: SimulatedInstant) -> Bool {
        if let method, method != request.method { return false }
        if let pathPrefix, !request.path.hasPrefix(pathPrefix) { return false }
        if let pathContains, !request.path.contains(pathContains) { return false }
        guard holds(at: now) else { return false }
        if let bodyContains, !request.body.contains(Array(bodyContains.utf8)) { return false }
        return parts.allSatisfy { $0.key.value(of: request) == $0.value }
    }

    private func holds(at now: SimulatedInstant) -> Bool {
        if let from, now < from { return false }
        guard let until else { return true }
        guard let from, let period else { return now < until }
        return (now.microseconds - from.microseconds) % period < until.microseconds - from.microseconds
    }
}
