import CanonicalModel
import ConnectorStore
import Governance
import JSON

/// Tries every object at every stage of a policy with a system of every role, and says where a runtime does otherwise than
/// the policy: nothing here is written down a second time.
struct OwnershipMatrix {
    /// What ought to hold.
    let expected: OwnershipPolicy
    /// What the runtime goes by.
    let running: OwnershipPolicy

    /// What differs, one line a cell; and how many cells there are.
    func differences() async throws -> (cells: Int, lines: [String]) {
        var (cells, lines) = (0, [String]())
        for ownership in expected.objects.values.sorted(by: { $0.object < $1.object }) {
            for index in ownership.stages.indices {
                let (count, found) = try await differences(ownership, index)
                cells += count
                lines += found
            }
        }
        return (cells, lines)
    }

    private func differences(_ ownership: ObjectOwnership, _ index: Int) async throws -> (Int, [String]) {
        let stage = ownership.stages[index]
        let hall = StageHall(ownership.object, running)
        let events = ownership.stages[..<index].compactMap { $0.until.min() }
        var lines: [String] = []
        for role in hall.systems.keys {
            let (payload, owned) = Self.sample(ownership.object, "w-\(role.rawValue)", of: role.rawValue)
            if let owned { try await hall.happen(events, to: owned) }
            hall.systems[role]?.will(send: hall.bid(ownership.object, "w", payload))
        }
        try await hall.run()
        for role in hall.systems.keys {
            let (_, owned) = Self.sample(ownership.object, "w-\(role.rawValue)", of: role.rawValue)
            let object = owned ?? OwnedObject(ownership.object, key: "w")
            let mayWrite = stage.owner == role || stage.writers.contains(role)
            let conflict = try await hall.conflict(object, by: role)
            let isRight = conflict.map { Self.names($0, ownership.object, stage, role) }
            let took = try await hall.took("w", of: role)
            if (isRight, took) != (mayWrite ? nil : true, mayWrite) {
                lines.append(
                    "\(role) writes \(ownership.object) at \(stage.name): took \(took), case \(isRight as Any)"
                )
            }
        }
        for role in hall.systems.keys {
            lines += try await delivery(ownership, stage, events, to: role)
        }
        return (2 * hall.systems.count, lines)
    }

    private func delivery(
        _ ownership: ObjectOwnership,
        _ stage: OwnershipStage,
        _ events: [String],
        to role: SystemRole
    ) async throws -> [String] {
        let hall = StageHall(ownership.object, running)
        let (payload, owned) = Self.sample(ownership.object, "d", of: "")
        if let owned { try await hall.happen(events, to: owned) }
        hall.desk.will(
            send: hall.bid(HallFlow.delivery, "d", ["object": .string(ownership.object), "payload": payload])
        )
        try await hall.run(to: role)
        let isHeld = hall.systems[role]?.holdings == ["\(ownership.object)/desk/d"]
        let key = "ownership_conflict:\(ownership.object)/desk/d"
        let conflict = try await hall.store.openCase(key: key)?.proposal.summary
        let isRight = conflict?.contains("rule ownership.\(ownership.object).\(stage.name) ")
        let mayGo = stage.recipients?.contains(role) ?? true
        guard (isRight, isHeld) != (mayGo ? nil : true, mayGo) else { return [] }
        return ["\(ownership.object) goes to \(role) at \(stage.name): held \(isHeld), case \(isRight as Any)"]
    }

    /// Whether a case names object, stage, owner, system and rule.
    private static func names(
        _ conflict: StoredCase,
        _ object: String,
        _ stage: OwnershipStage,
        _ role: SystemRole
    ) -> Bool {
        let detail = conflict.proposal.detail
        return detail["object"]?.stringValue == object && detail["stage"]?.stringValue == stage.name
            && detail["owner"]?.stringValue == stage.owner.rawValue && detail["system"]?.stringValue == role.rawValue
            && detail["rule"]?.stringValue == "ownership.\(object).\(stage.name)"
            && detail["origin"]?.stringValue == "default" && conflict.proposal.owner == "integration-operator"
    }

    /// An object with what identifies it, and its name if it has a stage of its own.
    static func sample(_ object: String, _ key: String, of system: String) -> (JSON, OwnedObject?) {
        let members: JSONObject = [
            "number": .string(key), "revision": "03", "project": "26-014", "id": .string(key), "batch": .string(key),
            "company": "KST", "key": .string(key),
        ]
        let payload = CanonicalVocabulary.schema(of: object)?.payload(members) ?? .object(members)
        return (payload, OwnedObject(object, payload, from: system))
    }
}
