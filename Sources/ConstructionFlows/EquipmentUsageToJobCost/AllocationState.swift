import CanonicalModel
import JSON

/// What the flow remembers of what one company charges another for a month.
struct AllocationState: Hashable {
    /// Charges that are to be put before those who approve them.
    var collected: [EquipmentCharge] = []
    /// When that happens; `nil` while nothing is collected.
    var dueAt: Instant?
    /// How many requests were made.
    var requests: Int64 = 0
    /// What each open request is about, by its id.
    var asked: [String: [EquipmentCharge]] = [:]
    /// What was refused or given back and waits for a person, by the id of its request.
    var refused: [String: [EquipmentCharge]] = [:]
}

extension AllocationState {
    var json: JSON {
        var object: JSONObject = [
            "collected": .array(collected.map(\.json)), "requests": .integer(requests),
            "asked": Self.members(asked), "refused": Self.members(refused),
        ]
        object["dueAt"] = dueAt.map { .string($0.text) }
        return .object(object)
    }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        collected = try Self.charges(reader.member("collected"))
        dueAt = try reader.optionalMember("dueAt")?.instant()
        requests = try reader.member("requests").integer()
        asked = try Self.members(of: reader.member("asked"))
        refused = try Self.members(of: reader.member("refused"))
    }

    private static func charges(_ reader: JSONReader) throws(JSONAccessError) -> [EquipmentCharge] {
        var charges: [EquipmentCharge] = []
        for element in try reader.elements() { charges.append(try EquipmentCharge(element)) }
        return charges
    }

    private static func members(_ batches: [String: [EquipmentCharge]]) -> JSON {
        var object = JSONObject()
        for (id, charges) in batches.sorted(by: { $0.key < $1.key }) { object[id] = .array(charges.map(\.json)) }
        return .object(object)
    }

    private static func members(of reader: JSONReader) throws(JSONAccessError) -> [String: [EquipmentCharge]] {
        var batches: [String: [EquipmentCharge]] = [:]
        for id in try reader.object().keys { batches[id] = try charges(reader.member(id)) }
        return batches
    }
}
