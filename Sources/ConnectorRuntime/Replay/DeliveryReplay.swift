public import CanonicalModel
internal import ConnectorKit
public import ConnectorStore
import FoundationEssentials
public import JSON

/// Puts back what targets no longer hold; they are asked first, and once more before anything is sent.
public struct DeliveryReplay: Sendable {
    /// What became of a delivery.
    public enum Verdict: Sendable, Hashable {
        /// The target holds it as it was sent.
        case holds(reference: String)
        /// The target holds something else; nothing is sent.
        case differs(reference: String, differences: [String])
        /// The target holds nothing of it; it would be sent.
        case missing
        /// It is on its way by itself.
        case underWay(DeliveryState)
        /// A person has to decide its case, or gave it up.
        case withPerson(DeliveryState)
        /// The target could not be asked.
        case unknown(reason: String)
    }

    /// A delivery and what its target says of it.
    public struct Item: Sendable, Hashable {
        /// The key of the delivery.
        public let key: String
        /// Its target.
        public let system: String
        /// The canonical object's name.
        public let object: String
        /// What it is, as the outbox has it.
        public let payload: JSON
        /// What the target says.
        public let verdict: Verdict
    }

    private static let chunk = 200

    private let settings: RuntimeSettings
    private let store: any RuntimeStore

    /// Creates a replay; `settings` need the connectors of the targets.
    public init(settings: RuntimeSettings, store: any RuntimeStore) {
        self.settings = settings
        self.store = store
    }

    /// Asks the targets of the selected deliveries what they hold; changes nothing.
    ///
    /// - Throws: ``StoreError`` if the store cannot be read.
    public func plan(_ selection: ReplaySelection) async throws(StoreError) -> [Item] {
        var stored: [StoredDelivery] = []
        for plan in try await store.plannedDeliveries(selection) {
            if let delivery = try await store.delivery(plan.key) { stored.append(delivery) }
        }
        return await items(of: stored)
    }

    /// Asks the target of one delivery what it holds; changes nothing.
    ///
    /// - Parameter key: The delivery's key.
    /// - Returns: Nothing if there is no such delivery.
    /// - Throws: ``StoreError`` if the store cannot be read.
    public func ask(_ key: String) async throws(StoreError) -> [Item] {
        guard let delivery = try await store.delivery(key) else { return [] }
        return await items(of: [delivery])
    }

    /// What the targets of deliveries hold of them, in the same order.
    func items(of stored: [StoredDelivery]) async -> [Item] {
        var verdicts: [String: Verdict] = [:]
        for delivery in stored where delivery.state != .delivered {
            verdicts[delivery.plan.delivery.key] =
                DeliveryState.open.contains(delivery.state)
                ? .underWay(delivery.state) : .withPerson(delivery.state)
        }
        for batch in batches(of: stored.filter { $0.state == .delivered }) {
            for (delivery, verdict) in zip(batch, await ask(batch)) { verdicts[delivery.plan.delivery.key] = verdict }
        }
        return stored.compactMap { delivery in
            verdicts[delivery.plan.delivery.key].map {
                Item(
                    key: delivery.plan.delivery.key,
                    system: delivery.plan.system,
                    object: delivery.plan.delivery.object,
                    payload: delivery.plan.delivery.payload,
                    verdict: $0
                )
            }
        }
    }

    /// Puts those that are missing back on their way; the dispatcher asks the target again before it sends.
    ///
    /// - Parameters:
    ///   - items: What ``plan(_:)`` found.
    ///   - person: The person's id.
    ///   - now: The present.
    /// - Returns: The keys that were put back; what moved on meanwhile is left out.
    /// - Throws: ``GovernanceError`` if the person is no operator, or the store cannot be used.
    public func replay(
        _ items: [Item],
        by person: String,
        at now: Instant
    ) async throws(GovernanceError) -> [String] {
        try settings.require(person, in: settings.operatorRole, to: "replay deliveries", at: now)
        let missing = items.filter { $0.verdict == .missing }
        var done: [String] = []
        for start in stride(from: 0, to: missing.count, by: Self.chunk) {
            let chunk = missing[start..<min(start + Self.chunk, missing.count)]
            if try await commit(chunk, by: person, at: now) {
                done += chunk.map(\.key)
            } else {
                for item in chunk where try await commit([item], by: person, at: now) { done.append(item.key) }
            }
        }
        return done
    }

    /// Whether all of the items were put back together.
    private func commit(
        _ items: some Collection<Item>,
        by person: String,
        at now: Instant
    ) async throws(GovernanceError) -> Bool {
        let changes = items.map {
            StateChange.deliveryReplayed(key: $0.key, reason: "\($0.system) was asked and holds nothing of it")
        }
        do throws(StoreError) {
            _ = try await store.commit(changes, by: "person:\(person)", at: now)
            return true
        } catch .conflict {
            return false
        } catch {
            throw .store(error)
        }
    }

    /// Deliveries of one object to one system, as many as one call may carry.
    private func batches(of deliveries: [StoredDelivery]) -> [[StoredDelivery]] {
        var batches: [[StoredDelivery]] = []
        for delivery in deliveries {
            let last = batches.last?.last?.plan
            let limit = settings.askableTarget(delivery.plan.system)?.limits.deliveries ?? 1
            if let last, last.system == delivery.plan.system, last.delivery.object == delivery.plan.delivery.object,
                batches[batches.count - 1].count < limit
            {
                batches[batches.count - 1].append(delivery)
            } else {
                batches.append([delivery])
            }
        }
        return batches
    }

    private func ask(_ batch: [StoredDelivery]) async -> [Verdict] {
        guard let system = batch.first?.plan.system else { return [] }
        guard let target = settings.askableTarget(system) else {
            let reason = settings.reasonNotToAsk(system)
            return batch.map { _ in .unknown(reason: reason) }
        }
        do throws(ConnectorError) {
            let found = try await target.find(batch.map(\.plan.delivery))
            guard found.count == batch.count else {
                return batch.map { _ in .unknown(reason: "\(found.count) answers to \(batch.count) questions") }
            }
            return zip(batch, found).map { Verdict($0, $1) }
        } catch {
            return batch.map { _ in .unknown(reason: "\(error)") }
        }
    }
}

extension DeliveryReplay.Verdict {
    fileprivate init(_ delivery: StoredDelivery, _ found: FoundRecord?) {
        guard let found else {
            self = .missing
            return
        }
        let differences = delivery.plan.delivery.controlTotals.sorted { $0.key < $1.key }.compactMap { name, total in
            found.totals[name] == total
                ? nil : "\(name) \(found.totals[name]?.plainText ?? "nothing") instead of \(total.plainText)"
        }
        self =
            differences.isEmpty
            ? .holds(reference: found.reference) : .differs(reference: found.reference, differences: differences)
    }
}

extension RuntimeSettings {
    /// A system that can be asked what it holds; `nil` for others, see ``reasonNotToAsk(_:)``.
    func askableTarget(_ name: String) -> (any DeliveryTarget)? {
        let target = systems.first { $0.name == name }?.target
        return target is WebhookSender ? nil : target
    }

    /// Why a system cannot be asked what it holds, and what to do instead.
    func reasonNotToAsk(_ name: String) -> String {
        let system = systems.first { $0.name == name }
        guard system?.connector.webhookSink != nil else {
            return "'\(name)' is not configured as a target; name it under 'systems' with a connector that writes"
        }
        return "a receiver of webhooks cannot be asked what it holds; ask its owner, and send again what failed with "
            + "'purlin webhooks replay'"
    }
}
