internal import CanonicalModel
internal import ConnectorKit
internal import JSON

extension WorkingState {
    mutating func add(_ plan: PlannedDelivery) throws(StoreError) -> RelatedObject? {
        guard let present = try delivery(plan.delivery.key) else {
            try insert(plan)
            return RelatedObject.none
        }
        guard present.plan.hasSameEffect(as: plan) else {
            throw .conflict(
                "Delivery \(plan.delivery.key) is already \(present.state.rawValue) with other content; "
                    + "a key stands for one effect for ever, so another effect needs another key"
            )
        }
        return nil
    }

    mutating func beginAttempt(_ attempt: Int, of key: String) throws(StoreError) -> RelatedObject? {
        let present = try require([.planned, .unknown], of: key, to: "attempted")
        try update(present.with(.attempted, attempts: attempt, notBefore: nil))
        return present.related
    }

    mutating func settle(_ key: String, _ settlement: DeliverySettlement) throws(StoreError) -> RelatedObject? {
        let present = try require(settlement.permittedStates, of: key, to: settlement.participle)
        switch settlement {
        case .delivered(let found):
            try update(present.with(.delivered, notBefore: nil, found: found))
            let plan = present.plan
            try setReference(
                found.reference,
                system: plan.system,
                object: plan.delivery.object,
                key: plan.delivery.key
            )
        case .retry(let at, let reason): try update(present.with(.planned, notBefore: at, reason: reason))
        case .unknown(let at, let reason): try update(present.with(.unknown, notBefore: at, reason: reason))
        case .rejected(let reason, _): try update(present.with(.rejected, notBefore: nil, reason: reason))
        case .abandoned(let reason): try update(present.with(.abandoned, notBefore: nil, reason: reason))
        }
        return present.related
    }

    mutating func repair(_ key: String, _ content: DeliveryContent) throws(StoreError) -> RelatedObject? {
        let present = try require([.rejected], of: key, to: "repaired")
        try setContent(content, of: key)
        return present.related
    }

    mutating func replay(_ key: String, reason: String) throws(StoreError) -> RelatedObject? {
        let present = try require([.delivered], of: key, to: "replayed")
        try update(present.with(.unknown, attempts: 0, notBefore: nil, reason: reason))
        return present.related
    }

    mutating func schedule(_ key: String, notBefore: Instant?) throws(StoreError) -> RelatedObject? {
        let present = try require(DeliveryState.allCases, of: key, to: "scheduled")
        guard present.state == .planned, present.attempts == 0, present.notBefore != notBefore else { return nil }
        try update(present.with(.planned, notBefore: notBefore))
        return present.related
    }

    /// Plans a rejected delivery again, due at once.
    mutating func redeliver(_ key: String) throws(StoreError) {
        let present = try require([.rejected], of: key, to: "delivered again")
        try update(present.with(.planned, notBefore: nil))
    }

    /// Gives a rejected delivery up.
    mutating func abandon(_ key: String, reason: String) throws(StoreError) {
        let present = try require([.rejected], of: key, to: "abandoned")
        try update(present.with(.abandoned, notBefore: nil, reason: reason))
    }

    private func require(
        _ states: [DeliveryState],
        of key: String,
        to participle: String
    ) throws(StoreError) -> StoredDelivery {
        guard let present = try delivery(key) else {
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
        case .retry, .unknown, .rejected: [.attempted, .unknown, .rejected]
        case .abandoned: [.rejected]
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

extension StoredDelivery {
    fileprivate var related: RelatedObject { RelatedObject(topics: plan.topics, system: plan.system) }

    /// The same delivery in another state; what is not named stays.
    fileprivate func with(
        _ state: DeliveryState,
        attempts: Int? = nil,
        notBefore: Instant?,
        found: FoundRecord? = nil,
        reason: String? = nil
    ) -> StoredDelivery {
        StoredDelivery(
            plan: plan,
            sequence: sequence,
            state: state,
            attempts: attempts ?? self.attempts,
            notBefore: notBefore,
            found: found ?? self.found,
            reason: reason ?? self.reason
        )
    }
}
