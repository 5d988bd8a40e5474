internal import CanonicalModel
internal import ConnectorKit
internal import JSON

extension WorkingState {
    mutating func add(_ plan: PlannedDelivery, _ texts: StoredTexts) throws(StoreError) -> RelatedObject? {
        if try insert(plan, texts) { return RelatedObject.none }
        guard let present = try delivery(plan.delivery.key), !present.plan.hasSameEffect(as: plan) else { return nil }
        throw .conflict(
            "Delivery \(plan.delivery.key) is already \(present.state.rawValue) with other content; "
                + "a key stands for one effect for ever, so another effect needs another key"
        )
    }

    mutating func beginAttempt(_ attempt: Int, of key: String) throws(StoreError) -> RelatedObject? {
        let present = try require([.planned, .unknown], of: key, to: "attempted")
        try move(present, by: DeliveryStep(to: .attempted, attempts: attempt))
        return present.related
    }

    mutating func settle(
        _ key: String,
        _ settlement: DeliverySettlement,
        _ texts: StoredTexts
    ) throws(StoreError) -> RelatedObject? {
        let present = try require(settlement.permittedStates, of: key, to: settlement.participle)
        try move(present, by: settlement.step(from: present.state, texts))
        return present.related
    }

    mutating func repair(_ key: String, _ content: DeliveryContent) throws(StoreError) -> RelatedObject? {
        let present = try require([.rejected], of: key, to: "repaired")
        try setContent(content, of: key)
        return present.related
    }

    mutating func adjust(_ key: String, _ content: DeliveryContent) throws(StoreError) -> RelatedObject? {
        let present = try require([.attempted], of: key, to: "adjusted")
        try setContent(content, of: key)
        return present.related
    }

    mutating func replay(_ key: String, reason: String) throws(StoreError) -> RelatedObject? {
        let present = try require([.delivered], of: key, to: "replayed")
        try move(present, by: DeliveryStep(to: .unknown, attempts: 0, reason: reason))
        return present.related
    }

    mutating func schedule(_ key: String, notBefore: Instant?) throws(StoreError) -> RelatedObject? {
        let present = try require(DeliveryState.allCases, of: key, to: "scheduled")
        guard present.state == .planned, present.attempts == 0, present.notBefore != notBefore else { return nil }
        try move(present, by: DeliveryStep(to: .planned, notBefore: notBefore))
        return present.related
    }

    /// Plans a rejected delivery again, due at once.
    mutating func redeliver(_ key: String) throws(StoreError) {
        let present = try require([.rejected], of: key, to: "delivered again")
        try move(present, by: DeliveryStep(to: .planned))
    }

    /// Gives a rejected delivery up.
    mutating func abandon(_ key: String, reason: String) throws(StoreError) {
        let present = try require([.rejected], of: key, to: "abandoned")
        try move(present, by: DeliveryStep(to: .abandoned, reason: reason))
    }

    private func require(
        _ states: [DeliveryState],
        of key: String,
        to participle: String
    ) throws(StoreError) -> DeliveryStanding {
        guard let present = try standing(of: key) else {
            throw .conflict("There is no delivery \(key) that could be \(participle)")
        }
        guard states.contains(present.state) else {
            let permitted = states.map(\.rawValue).joined(separator: " or ")
            throw .conflict(
                "Delivery \(key) is \(present.state.rawValue) and cannot be \(participle): it must be \(permitted)"
            )
        }
        return present
    }
}

extension DeliverySettlement {
    fileprivate var permittedStates: [DeliveryState] {
        switch self {
        case .delivered: [.attempted, .unknown]
        case .unknown: [.planned, .attempted, .unknown, .rejected]
        case .retry, .rejected: [.attempted, .unknown, .rejected]
        case .abandoned: [.planned, .rejected]
        }
    }

    fileprivate func step(from state: DeliveryState, _ texts: StoredTexts) -> DeliveryStep {
        switch self {
        case .delivered(let found): DeliveryStep(to: .delivered, found: (found, texts.totals))
        case .retry(let at, let reason): DeliveryStep(to: .planned, notBefore: at, reason: reason)
        // What is planned is asked for first because a person gave it back: its attempts are counted anew.
        case .unknown(let at, let reason):
            DeliveryStep(to: .unknown, attempts: state == .planned ? 0 : nil, notBefore: at, reason: reason)
        case .rejected(let reason, _): DeliveryStep(to: .rejected, reason: reason)
        case .abandoned(let reason): DeliveryStep(to: .abandoned, reason: reason)
        }
    }

    fileprivate var participle: String {
        switch self {
        case .delivered: "delivered"
        case .retry: "put back to be tried again"
        case .unknown: "set to unknown"
        case .rejected: "rejected"
        case .abandoned: "abandoned"
        }
    }
}

extension PlannedDelivery {
    /// Whether both intend the same effect; ordering and topics do not belong to it.
    fileprivate func hasSameEffect(as other: PlannedDelivery) -> Bool {
        system.hasSameBytes(as: other.system)
            && delivery.object.utf8.elementsEqual(other.delivery.object.utf8)
            && delivery.payload == other.delivery.payload
            && delivery.controlTotals == other.delivery.controlTotals
    }
}
