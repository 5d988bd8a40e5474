package import CanonicalModel
package import ConnectorKit

/// Where a delivery stands, without what it is to bring about: all that is needed to move it on.
package struct DeliveryStanding: Sendable {
    package let key: String
    package let sequence: Int64
    package let system: String
    package let topics: [String]
    package let state: DeliveryState
    package let attempts: Int
    package let notBefore: Instant?

    package init(
        key: String,
        sequence: Int64,
        system: String,
        topics: [String],
        state: DeliveryState,
        attempts: Int,
        notBefore: Instant?
    ) {
        self.key = key
        self.sequence = sequence
        self.system = system
        self.topics = topics
        self.state = state
        self.attempts = attempts
        self.notBefore = notBefore
    }

    /// What the entries of the delivery tell of it.
    var related: RelatedObject { RelatedObject(topics: topics, system: system) }
}

/// Where a delivery goes from where it stands.
package struct DeliveryStep: Sendable {
    package let state: DeliveryState
    /// How many attempts were made; `nil` if as many as before.
    package let attempts: Int?
    package let notBefore: Instant?
    /// What the target holds, and its totals as they are stored; `nil` if what is known of that stays.
    package let found: (record: FoundRecord, totals: String)?
    /// Why it was no success; `nil` if the last reason stays.
    package let reason: String?

    init(
        to state: DeliveryState,
        attempts: Int? = nil,
        notBefore: Instant? = nil,
        found: (record: FoundRecord, totals: String)? = nil,
        reason: String? = nil
    ) {
        self.state = state
        self.attempts = attempts
        self.notBefore = notBefore
        self.found = found
        self.reason = reason
    }
}
