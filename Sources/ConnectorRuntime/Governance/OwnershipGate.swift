import CanonicalModel
import ConnectorKit
import ConnectorStore
import Governance
import JSON

/// Keeps back what a system may not write at the stage at which an object is.
struct OwnershipGate {
    /// The kind of the case.
    static let conflict = "ownership_conflict"

    let settings: RuntimeSettings
    let store: any RuntimeStore

    var policy: OwnershipPolicy { settings.governance.ownership }
    var ledger: OwnershipLedger { OwnershipLedger(policy: policy, store: store) }

    /// A record that is kept back.
    struct HeldRecord {
        let record: ReceivedRecord
        let proposal: CaseProposal

        /// What keeps it back.
        var changes: [StateChange] { record.keptBack(by: proposal) }
    }

    /// The records that a flow must not take, each with its case; events of the runtime itself are always taken.
    func refusals(of records: [ReceivedRecord]) async throws(StoreError) -> [HeldRecord] {
        var held: [HeldRecord] = []
        for record in records where record.system != Engine.systemName {
            guard let ownership = policy.objects[record.record.object] else { continue }
            let object = OwnedObject(record.record.object, record.record.payload, from: record.system)
            var stage: String?
            if ownership.hasStages, let object { stage = try await ledger.standing(of: object).stage }
            let roles = roles(of: record.system)
            // Only what a role may not write as a whole has to be compared with what was taken before.
            guard refusal(record, at: stage, by: roles, changing: nil) != nil else { continue }
            var changed: Set<String>?
            if let object { changed = try await changes(by: record, of: object) }
            guard let refusal = refusal(record, at: stage, by: roles, changing: changed) else { continue }
            held.append(HeldRecord(record: record, proposal: proposal(record, object, refusal)))
        }
        return held
    }

    /// The deliveries that must not be made, each with the reason.
    func refusals(
        of deliveries: [StoredDelivery],
        to system: String
    ) async throws(StoreError) -> [(delivery: StoredDelivery, reason: String)] {
        let roles = roles(of: system)
        var refused: [(StoredDelivery, String)] = []
        for stored in deliveries {
            let delivery = stored.plan.delivery
            guard let ownership = policy.objects[delivery.object] else { continue }
            let object = OwnedObject(delivery.object, delivery.payload, from: "")
            var standing = OwnershipLedger.Standing()
            if ownership.hasStages, let object { standing = try await ledger.standing(of: object) }
            // What led to the stage is the same effect: it is made again where the target has lost it.
            guard standing.cause != delivery.key,
                let refusal = policy.refusal(ofDelivering: delivery.object, at: standing.stage, to: roles)
            else { continue }
            let recipients = (refusal.stage.recipients ?? []).map(\.rawValue).sorted().joined(separator: ", ")
            refused.append(
                (
                    stored,
                    "\(name(delivery.object, object)) is at stage '\(refusal.stage.name)', is \(refusal.owner) there and "
                        + (recipients.isEmpty ? "goes nowhere" : "goes to \(recipients), not to \(roles.text)")
                        + ": rule \(refusal.rule); \(Self.remedy)"
                )
            )
        }
        return refused
    }

    private func roles(of system: String) -> Set<SystemRole> {
        let connector = settings.systems.first { $0.name == system }?.connector
        return policy.roles(of: system, declared: connector?.manifest.roles ?? [])
    }

    private func refusal(
        _ record: ReceivedRecord,
        at stage: String?,
        by roles: Set<SystemRole>,
        changing changed: Set<String>?
    ) -> OwnershipRefusal? {
        policy.refusal(ofWriting: record.record.object, at: stage, by: roles, changing: changed)
    }

    /// The members of an object by which a record differs from the one that was taken before it; `nil` if none was.
    ///
    /// A list whose elements stand in another order is the same.
    private func changes(by record: ReceivedRecord, of object: OwnedObject) async throws(StoreError) -> Set<String>? {
        guard let before = try await lastTaken(object, before: record) else { return nil }
        let (old, new) = (before.objectValue ?? JSONObject(), record.record.payload.objectValue ?? JSONObject())
        return Set(old.keys).union(new.keys).filter { !Self.areSame(old[$0] ?? .null, new[$0] ?? .null) }
    }

    private static func areSame(_ old: JSON, _ new: JSON) -> Bool {
        guard old != new else { return true }
        guard let before = old.arrayValue, let after = new.arrayValue, before.count == after.count else { return false }
        return before.map(\.canonicalText).sorted() == after.map(\.canonicalText).sorted()
    }

    private func lastTaken(_ object: OwnedObject, before record: ReceivedRecord) async throws(StoreError) -> JSON? {
        let entries = try await store.journal(topic: object.topic)
        for entry in entries.reversed() where entry.kind.hasPrefix("record.") && entry.key != record.record.id {
            let reference = RecordReference(system: entry.system, id: entry.key)
            guard let taken = try await store.receivedRecord(reference), taken.disposition == .accepted,
                taken.record.object == object.object,
                OwnedObject(taken.record.object, taken.record.payload, from: taken.system) == object
            else { continue }
            return taken.record.payload
        }
        return nil
    }
}

// MARK: - What people are told

extension OwnershipGate {
    private static let remedy =
        "put right which system sends it, its role under 'systems' or the rule in governance.yaml, then try the case again; "
        + "or reject it"

    private func name(_ kind: String, _ object: OwnedObject?) -> String {
        object.map { "\(kind) \($0.key)" } ?? kind
    }

    private func proposal(
        _ record: ReceivedRecord,
        _ object: OwnedObject?,
        _ refusal: OwnershipRefusal
    ) -> CaseProposal {
        let roles = policy.roles(roles(of: record.system), writing: record.record.object)
        let members = refusal.members.isEmpty ? "" : " of it: \(refusal.members.joined(separator: ", "))"
        return CaseProposal(
            kind: Self.conflict,
            subject: "\(record.record.object)/\(object?.key ?? record.record.id)/\(record.system)",
            severity: .warning,
            owner: settings.operatorRole,
            summary: "\(record.system), whose role is \(roles.text), may not write "
                + "\(name(record.record.object, object))\(members): at stage '\(refusal.stage.name)' it is "
                + "\(refusal.owner): rule \(refusal.rule); \(Self.remedy)",
            detail: [
                "object": .string(record.record.object), "key": .string(object?.key ?? record.record.id),
                "stage": .string(refusal.stage.name), "owner": .string(refusal.stage.owner.rawValue),
                "system": .string(record.system), "roles": .array(roles.map(\.rawValue).sorted().map(JSON.string)),
                "members": .array(refusal.members.map(JSON.string)), "rule": .string(refusal.rule.name),
                "origin": .string("\(refusal.rule.origin)"),
            ],
            remedy: .releaseRecords,
            topics: record.topics + (object.map { record.topics.contains($0.topic) ? [] : [$0.topic] } ?? [])
        )
    }
}

extension OwnershipRefusal {
    /// Whose the object is, for a person.
    fileprivate var owner: String { "\(stage.owner.rawValue)'s" }
}

extension Set<SystemRole> {
    fileprivate var text: String { isEmpty ? "a system of no role" : map(\.rawValue).sorted().joined(separator: ", ") }
}
