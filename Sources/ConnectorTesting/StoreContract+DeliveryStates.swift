internal import CanonicalModel
internal import ConnectorStore
internal import Testing

/// Something that happens to a delivery.
private enum DeliveryStep: String, CaseIterable {
    case attempt, deliver, retry, unknown, reject, abandon, repair, replay, adjust

    func change(_ key: String) -> StateChange {
        let later = Instant.morning.adding(seconds: 30)
        return switch self {
        case .attempt: .deliveryAttempted(key: key, attempt: 1)
        case .deliver: .deliverySettled(key: key, .delivered(.line))
        case .retry: .deliverySettled(key: key, .retry(at: later, reason: "busy"))
        case .unknown: .deliverySettled(key: key, .unknown(at: later, reason: "no answer"))
        case .reject: .deliverySettled(key: key, .rejected(reason: "closed period", caseKey: "delivery_rejected:1"))
        case .abandon: .deliverySettled(key: key, .abandoned(reason: "booked by hand"))
        case .repair: .deliveryRepaired(key: key, .repaired, changes: [.amount])
        case .replay: .deliveryReplayed(key: key, reason: "the target lost it")
        case .adjust: .deliveryAdjusted(key: key, .repaired, changes: [.amount], reason: "its month is closed")
        }
    }

    /// Where the step leads from `state`; `nil` if it is refused.
    func outcome(from state: DeliveryState) -> DeliveryState? {
        switch (self, state) {
        case (.attempt, .planned), (.attempt, .unknown): .attempted
        case (.deliver, .attempted), (.deliver, .unknown): .delivered
        case (.retry, .attempted), (.retry, .unknown), (.retry, .rejected): .planned
        case (.unknown, .planned), (.unknown, .attempted), (.unknown, .unknown), (.unknown, .rejected): .unknown
        case (.reject, .attempted), (.reject, .unknown), (.reject, .rejected): .rejected
        case (.abandon, .planned), (.abandon, .rejected): .abandoned
        case (.repair, .rejected): .rejected
        case (.replay, .delivered): .unknown
        case (.adjust, .attempted): .attempted
        default: nil
        }
    }
}

extension DeliveryState {
    /// The steps that lead here from a new plan.
    fileprivate var path: [DeliveryStep] {
        switch self {
        case .planned: []
        case .attempted: [.attempt]
        case .unknown: [.attempt, .unknown]
        case .delivered: [.attempt, .deliver]
        case .rejected: [.attempt, .reject]
        case .abandoned: [.attempt, .reject, .abandon]
        }
    }
}

extension StoreContract {
    static let deliveryStates: [Promise] = [
        Promise("each step of a delivery leads from the permitted states only") { trial in
            for state in DeliveryState.allCases {
                for step in DeliveryStep.allCases { try await take(step, from: state, trial) }
            }
        },
        Promise("a delivery that was never planned has no steps") { trial in
            for step in DeliveryStep.allCases { try await trial.refuses(step.change("nothing"), naming: "nothing") }
        },
        Promise("each settlement keeps its time and reason") { trial in
            let later = Instant.morning.adding(seconds: 30)
            let expected: [(step: DeliveryStep, notBefore: Instant?, reason: String)] = [
                (.retry, later, "busy"), (.unknown, later, "no answer"), (.reject, nil, "closed period"),
            ]
            for (step, notBefore, reason) in expected {
                let key = step.rawValue
                try await trial.commit(.deliveryPlanned(.cost(key)), DeliveryStep.attempt.change(key))
                try await trial.commit(step.change(key))
                let stored = try await trial.store.delivery(key)
                #expect(stored?.notBefore == notBefore, sourceLocation: trial.location)
                #expect(stored?.reason == reason, sourceLocation: trial.location)
            }
            try await trial.commit(DeliveryStep.abandon.change("reject"))
            let abandoned = try await trial.store.delivery("reject")
            #expect(abandoned?.reason == "booked by hand", sourceLocation: trial.location)
            #expect(abandoned?.notBefore == nil, sourceLocation: trial.location)
        },
    ]

    private static func take(_ step: DeliveryStep, from state: DeliveryState, _ trial: Trial) async throws {
        let key = "\(state.rawValue)-\(step.rawValue)"
        try await trial.commit(.deliveryPlanned(.cost(key)))
        for earlier in state.path { try await trial.commit(earlier.change(key)) }
        let outcome = step.outcome(from: state)
        if outcome == nil {
            try await trial.refuses(step.change(key), naming: key)
        } else {
            try await trial.commit(step.change(key))
        }
        let found = try await trial.store.delivery(key)?.state
        #expect(found == outcome ?? state, "\(step) from \(state)", sourceLocation: trial.location)
    }
}
