/// A deviation from good behaviour that is laid over a simulated system's answers, as data.
///
/// Rules are tried in the order in which they were added; the first one that applies decides.
public struct FaultRule: Sendable, Hashable {
    /// What happens to a request.
    public enum Effect: Sendable, Hashable {
        /// Another status is answered, with an optional page and `Retry-After` field.
        case status(Int, page: Page?, retryAfter: String?)
        /// The work is done, then the connection is closed without a byte.
        case dropAnswer
        /// The connection is closed before the work.
        case refuse
        /// Only the first bytes of the body are sent, then the connection is closed.
        case truncate(bytes: Int)
        /// The body is sent again and again until so many bytes were sent.
        case repeatBody(bytes: Int)
        /// Another page is answered, such as the error page of a proxy.
        case body(Page, status: Int)
        /// The work is done and the answer is the system's own; only ``FaultRule/milliseconds`` make it late.
        case slow
        /// What only this system does, by one of its ``SimulatedSystem/ownFaults``, `count` times over where that means something.
        case own(String, count: Int)
    }

    /// A body that replaces the system's own.
    public struct Page: Sendable, Hashable {
        /// The value of the `Content-Type` field.
        public var contentType: String
        /// The body.
        public var text: String

        /// Creates a page.
        public init(contentType: String, text: String) {
            self.contentType = contentType
            self.text = text
        }
    }

    /// Which requests a rule is meant for: those that meet every given condition.
    public struct Scope: Sendable, Hashable {
        /// The method in capitals.
        public var method: String?
        /// What the path starts with.
        public var pathPrefix: String?
        /// What occurs anywhere in the path.
        public var pathContains: String?
        /// What occurs anywhere in the body.
        public var bodyContains: String?
        /// The first moment at which the rule holds.
        public var from: SimulatedInstant?
        /// The first moment at which the rule holds no longer.
        public var until: SimulatedInstant?

        /// Creates a scope; without conditions it is every request.
        public init(
            method: String? = nil,
            pathPrefix: String? = nil,
            pathContains: String? = nil,
            bodyContains: String? = nil,
            from: SimulatedInstant? = nil,
            until: SimulatedInstant? = nil
        ) {
            self.method = method
            self.pathPrefix = pathPrefix
            self.pathContains = pathContains
            self.bodyContains = bodyContains
            self.from = from
            self.until = until
        }
    }

    /// The name by which the rule is removed; empty to have one given.
    public var id: String
    /// What happens.
    public var effect: Effect
    /// To which requests.
    public var scope: Scope
    /// Whether the system does its work before a replaced status or page is answered.
    public var worksFirst: Bool
    /// How long the answer, or the closing of the connection, is held back, in milliseconds of the machine's own clock.
    public var milliseconds: Int
    /// How many matching requests are let through at first.
    public var skip: Int
    /// To how many requests the rule applies after those; `nil` for all.
    public var times: Int?
    /// How likely a matching request is affected, 0 to 1; `nil` for certain.
    public var probability: Double?

    /// Creates a rule.
    ///
    /// - Parameters:
    ///   - id: The name by which the rule is removed; empty to have one given.
    ///   - effect: What happens.
    ///   - scope: To which requests.
    ///   - worksFirst: Whether the system does its work before a replaced status or page is answered.
    ///   - milliseconds: How long the answer, or the closing of the connection, is held back.
    ///   - skip: How many matching requests are let through at first.
    ///   - times: To how many requests the rule applies after those; `nil` for all.
    ///   - probability: How likely a matching request is affected, 0 to 1; `nil` for certain.
    public init(
        id: String = "",
        _ effect: Effect,
        scope: Scope = Scope(),
        worksFirst: Bool = false,
        milliseconds: Int = 0,
        skip: Int = 0,
        times: Int? = nil,
        probability: Double? = nil
    ) {
        self.id = id
        self.effect = effect
        self.scope = scope
        self.worksFirst = worksFirst
        self.milliseconds = milliseconds
        self.skip = skip
        self.times = times
        self.probability = probability
    }
}

extension FaultRule.Scope {
    func covers(_ request: SimulatedRequest, at now: SimulatedInstant) -> Bool {
        if let method, method != request.method { return false }
        if let pathPrefix, !request.path.hasPrefix(pathPrefix) { return false }
        if let pathContains, !request.path.contains(pathContains) { return false }
        if let from, now < from { return false }
        if let until, now >= until { return false }
        guard let bodyContains else { return true }
        return request.body.contains(Array(bodyContains.utf8))
    }
}
