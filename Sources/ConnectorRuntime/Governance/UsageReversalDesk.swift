public import CanonicalModel
import ConnectorKit
public import ConnectorStore
import ConstructionFlows
import JSON

/// Where a person asks to take back the cost of a machine's day, both sides of it.
///
/// Nothing is taken back before it is approved; then its hours are asked about anew.
public struct UsageReversalDesk: Sendable {
    private let settings: RuntimeSettings
    private let store: any RuntimeStore

    /// Creates a desk.
    public init(settings: RuntimeSettings, store: any RuntimeStore) {
        self.settings = settings
        self.store = store
    }

    /// Asks the flow to take back a cost.
    ///
    /// - Parameters:
    ///   - key: The key of the cost, for example `EX-104/2026-01-05/1`.
    ///   - person: The person who asks, and does not approve it.
    ///   - reason: Why.
    ///   - now: The present.
    /// - Returns: What the request for approval is called.
    /// - Throws: ``GovernanceError`` if the person is not known, no reason is given, the books do not hold that cost of a
    ///   machine and its other side, or it was asked about before.
    public func reverse(
        _ key: String,
        by person: String,
        because reason: String,
        at now: Instant
    ) async throws(GovernanceError) -> String {
        try settings.person(person, at: now)
        guard !reason.isEmpty else { throw .reasonMissing(subject: key) }
        guard let flow = settings.flow(EquipmentUsageToJobCost.name)?.flow as? any EquipmentChargingFlow else {
            throw .unchanged("no flow is configured that takes the cost of machines back")
        }
        do throws(StoreError) {
            let charge = try await charge(key, in: flow.companies)
            if let refusal = charge.refusal { throw StoreError.conflict(refusal) }
            guard let cost = charge.cost, let equipment = cost.equipment else { return "" }
            let id = "\(key)/reversal"
            if let asked = try await store.approval(id), asked.decision?.isReturned != true {
                throw .conflict("\(id) was asked about before; see 'purlin approvals show \(id)'")
            }
            let payload: JSON = ["charge": charge.json, "person": .string(person), "reason": .string(reason)]
            let event = ReceivedRecord(
                system: Engine.systemName,
                record: SourceRecord(
                    id: "reversal/\(key)/\(now.text)",
                    object: FlowEvent.costReversal,
                    occurredAt: now,
                    payload: payload
                ),
                flow: EquipmentUsageToJobCost.name,
                key: equipment,
                topics: [equipment, "\(equipment)/\(cost.serviceDate.text)", id],
                disposition: .accepted
            )
            _ = try await store.commit([.recordReceived(event)], by: "person:\(person)", at: now)
            return id
        } catch .conflict(let reason) {
            throw .unchanged(reason)
        } catch {
            throw .store(error)
        }
    }

    /// A cost that the books hold, with its other side.
    private struct Charge {
        let key: String
        var cost: CostEntry?
        var recovery: CostEntry?

        /// Why it cannot be taken back.
        var refusal: String? {
            guard let cost else { return "no books hold a cost \(key); see 'purlin journal show'" }
            if cost.equipment == nil { return "\(key) is no cost of a machine" }
            if cost.isRecovery { return "\(key) is one side of \(cost.counterKey ?? ""); name that one" }
            if let corrected = cost.corrects { return "\(key) takes \(corrected) back itself" }
            guard cost.counterparty == nil || recovery != nil else {
                return "the books do not hold the other side of \(key) yet; see 'purlin intercompany'"
            }
            return nil
        }

        /// The charge as the flow takes it: under the day of the work, and with the place of its recovery.
        var json: JSON {
            guard let cost, var object = cost.posted(on: cost.serviceDate).json.objectValue else { return .null }
            object["home"] = recovery.map { ["project": .string($0.project), "costCode": .string($0.costCode)] }
            return .object(object)
        }
    }

    private func charge(_ key: String, in companies: [String]) async throws(StoreError) -> Charge {
        var charge = Charge(key: key)
        for company in companies where charge.cost == nil {
            charge.cost = try await booked(CostEntry.deliveryKey(of: key, in: company))
        }
        if let counter = charge.cost?.counterDeliveryKey { charge.recovery = try await booked(counter) }
        return charge
    }

    /// The cost that a delivery has brought about; `nil` if the books do not hold it.
    private func booked(_ delivery: String) async throws(StoreError) -> CostEntry? {
        guard let stored = try await store.delivery(delivery), stored.state == .delivered else { return nil }
        return try? stored.cost.get()
    }
}
