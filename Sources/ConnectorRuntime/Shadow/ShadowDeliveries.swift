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

    private var waiting: WaitingDeliveries {
        WaitingDeliveries(for: Schedule.DeliveryTime.inShadow, settings: settings, store: store)
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
            try await commit(changes, at: now)
        }
    }

    /// Begins a shadow, or goes on where a sign-off or the end of a shadow has left off.
    func resume(at now: Instant) async throws(StoreError) {
        do throws(StoreError) {
            try await goOn(at: now)
        } catch .conflict {
            // A person signed at the same time.
            try await goOn(at: now)
        }
    }

    private func goOn(at now: Instant) async throws(StoreError) {
        let known = try await ShadowMemory.read(binding.name, from: store)
        guard var memory = known, !memory.isOver else {
            guard binding.mode == .shadow else { return }
            return try await commit([ShadowMemory(after: known).advance(of: binding.name)], at: now)
        }
        if let signOff = memory.signOff { try await settle(signOff, at: now) }
        guard binding.mode == .live else { return try await commit(try await closing(), at: now) }
        if memory.signOff == nil, try await !isEmpty(orRaiseAt: now) { return }
        let time = binding.deliveryTime(at: now)
        let released = try await waiting.schedule(notBefore: time.notBefore, onlyOf: binding.name, at: now)
        var changes = try await closing()
        if time == .never, released > 0 {
            changes.append(.caseRaised(LapsedSchedule.proposal(for: binding, ownedBy: settings.operatorRole)))
        }
        memory.isOver = true
        try await commit(changes + [memory.advance(of: binding.name)], at: now)
    }

    /// Whether nothing waits; if something does, a case tells of it.
    private func isEmpty(orRaiseAt now: Instant) async throws(StoreError) -> Bool {
        var count = 0
        try await forEachPage { count += $0.count }
        if count > 0 { try await raise(about: count, at: now) }
        return count == 0
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
        try await commit([.caseRaised(proposal)], at: now)
    }

    private func closing() async throws(StoreError) -> [StateChange] {
        let reason = "what was computed in shadow has been signed off, or the flow is in shadow again"
        return try await store.resolving("\(Self.unsigned):\(binding.name)", because: reason)
    }

    private func commit(_ changes: [StateChange], at now: Instant) async throws(StoreError) {
        if !changes.isEmpty { _ = try await store.commit(changes, by: Engine.actor, at: now) }
    }
}

extension StoredDelivery {
    /// Whether a flow in shadow computed it, and nobody has written it.
    var isInShadow: Bool { state == .planned && notBefore == Schedule.DeliveryTime.inShadow }
}
