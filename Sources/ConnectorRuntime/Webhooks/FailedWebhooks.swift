public import CanonicalModel
internal import ConnectorKit
public import ConnectorStore

/// An outgoing webhook that was given up until a person decides.
public struct FailedWebhook: Sendable, Hashable {
    /// The `webhook-id` under which it was sent, and under which it is sent again.
    public let id: String
    /// The delivery.
    public let delivery: StoredDelivery
    /// The case that waits for a decision.
    public let exception: StoredCase
}

/// The outgoing webhooks that failed, so that one or a range of them can be sent again.
public struct FailedWebhooks: Sendable {
    private let systems: Set<String>
    private let store: any CaseStore & OutboxStore

    /// Looks at webhooks to these systems.
    ///
    /// - Parameters:
    ///   - systems: The names of systems that are told by webhook.
    ///   - store: The store.
    public init(to systems: Set<String>, store: any CaseStore & OutboxStore) {
        self.systems = systems
        self.store = store
    }

    /// The webhooks that were given up from `since` on and before `until`, the oldest first.
    ///
    /// - Parameters:
    ///   - since: The earliest time; `nil` for any.
    ///   - until: The time after the latest; `nil` for any.
    /// - Returns: The webhooks with their open cases.
    /// - Throws: ``StoreError`` if the store cannot be read.
    public func list(since: Instant? = nil, until: Instant? = nil) async throws(StoreError) -> [FailedWebhook] {
        var failed: [FailedWebhook] = []
        for exception in try await store.cases(onlyOpen: true) {
            guard case .redeliver(let key) = exception.proposal.remedy,
                since.map({ $0 <= exception.openedAt }) ?? true, until.map({ exception.openedAt < $0 }) ?? true,
                let delivery = try await store.delivery(key), delivery.state == .rejected,
                systems.contains(delivery.plan.system)
            else { continue }
            let id = WebhookSender.id(of: delivery.plan.delivery, in: delivery.plan.system)
            failed.append(FailedWebhook(id: id, delivery: delivery, exception: exception))
        }
        return failed
    }
}
