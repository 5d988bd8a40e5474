import CanonicalModel
import ConnectorKit
import ConnectorStore

/// What a flow in shadow has computed and nobody has written: it waits until a person has signed off what another way
/// has written, and the flow is live.
struct ShadowDeliveries {
    /// The kind of the case about what waits although its flow is live; the subject is the flow.
    static let unsigned = "shadow_unsigned"

    private let binding: FlowBinding
    private let settings: RuntimeSettings
    private let store: any RuntimeStore

    init(of binding: FlowBinding, _ settings: RuntimeSettings, _ store: any RuntimeStore) {
        self.binding = binding
        self.settings = settings
        self.store = store
    }

    private var waiting: TimelessDeliveries {
        TimelessDeliveries(settings: settings, time: Schedule.DeliveryTime.inShadow, store: store)
    }

    /// Hands over page by page those of the flow.
    func forEachPage(_ body: ([StoredDelivery]) async throws(StoreError) -> Void) async throws(StoreError) {
        try await waiting.forEachPage { page async throws(StoreError) in
            try await body(page.filter { $0.plan.topics.contains(binding.name) })
        }
    }

    /// Gives up what a sign-off covers, since another way has written it; again after an end in the middle.
    ///
    /// What bears no day of work, such as master data, is covered if it was there when the person signed.
    func settle(_ signOff: ShadowSignOff, at now: Instant) async throws(StoreError) {
        let reason = "written by another way: signed off through \(signOff.through.text) by \(signOff.person)"
        try await forEachPage { page async throws(StoreError) in
            let changes = page.filter { signOff.covers($0) }
                .map { StateChange.deliverySettled(key: $0.plan.delivery.key, .abandoned(reason: reason)) }
            if !changes.isEmpty { _ = try await store.commit(changes, by: Engine.actor, at: now) }
        }
    }

    /// Goes on where a sign-off or the end of the shadow has left off.
    func resume(at now: Instant) async throws(StoreError) {
        let signOff = try await ShadowSignOff.read(binding.name, from: store)
        if let signOff { try await settle(signOff, at: now) }
        guard binding.mode == .live else { return try await close(at: now) }
        if signOff == nil {
            var count = 0
            try await forEachPage { count += $0.count }
            return count == 0 ? try await close(at: now) : try await raise(about: count, at: now)
        }
        let time = binding.deliveryTime(at: now)
        let released = try await waiting.schedule(notBefore: time.notBefore, onlyOf: binding.name, at: now)
        if time == .never, released > 0 {
            let proposal = LapsedSchedule.proposal(for: binding, ownedBy: settings.operatorRole)
            _ = try await store.commit([.caseRaised(proposal)], by: Engine.actor, at: now)
        }
        try await close(at: now)
    }

    private func raise(about count: Int, at now: Instant) async throws(StoreError) {
        guard try await store.openCase(key: "\(Self.unsigned):\(binding.name)") == nil else { return }
        let proposal = CaseProposal(
            kind: Self.unsigned,
            subject: binding.name,
            severity: .error,
            owner: settings.periodRole,
            summary:
                "\(binding.name) is live, and \(count) deliveries that it computed in shadow wait, since nobody has said "
                + "what of them another way has written: 'purlin shadow sign', then start purlin run again",
            remedy: .acknowledge,
            topics: [binding.name]
        )
        _ = try await store.commit([.caseRaised(proposal)], by: Engine.actor, at: now)
    }

    private func close(at now: Instant) async throws(StoreError) {
        guard let open = try await store.openCase(key: "\(Self.unsigned):\(binding.name)") else { return }
        let reason = "what was computed in shadow has been signed off, or the flow is in shadow again"
        let decision = CaseDecision(number: open.number, action: .resolve, person: "purlin", reason: reason)
        _ = try await store.commit([.caseDecided(decision)], by: Engine.actor, at: now)
    }
}

extension ShadowSignOff {
    /// Whether a delivery was compared, or is of no day and was there.
    func covers(_ stored: StoredDelivery) -> Bool {
        guard stored.sequence <= position else { return false }
        guard stored.plan.delivery.object == CostEntry.name else { return true }
        // What is no cost was not compared; its target refuses it once the flow is live.
        guard case .success(let entry) = stored.cost else { return false }
        return entry.serviceDate <= through
    }
}

extension StoredDelivery {
    /// Whether a flow in shadow computed it, and nobody has written it.
    var isInShadow: Bool { state == .planned && notBefore == Schedule.DeliveryTime.inShadow }
}
