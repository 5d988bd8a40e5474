internal import JSON
internal import SimulatorKit

/// The quirks that are switched on, and how often each was served.
struct QuirkBook: Sendable {
    private(set) var active: [ActiveQuirk] = []
    private var served: [Quirk: Int64] = [:]

    /// Switches a quirk on; one with the same target is replaced.
    mutating func enable(_ quirk: ActiveQuirk) {
        active.removeAll { $0.hasSameTarget(as: quirk) }
        active.append(quirk)
    }

    /// Switches off every quirk of a name, or only that with a given target; whether there was one.
    mutating func disable(_ name: String, equipment: String?, fleet: String?) -> Bool {
        let count = active.count
        active.removeAll { quirk in
            quirk.quirk.rawValue == name && (equipment.map { $0 == quirk.equipment } ?? true)
                && (fleet.map { $0 == quirk.fleet?.rawValue } ?? true)
        }
        return active.count < count
    }

    /// The quirk in force for a page, or `nil`.
    func inForce(_ quirk: Quirk, _ fleet: Fleet, page: Int?, at now: SimulatedInstant) -> ActiveQuirk? {
        active.first { $0.quirk == quirk && $0.covers(fleet, page: page, at: now) }
    }

    /// The quirks in force for a machine's row.
    func inForce(_ machine: Machine, page: Int?, at now: SimulatedInstant) -> [ActiveQuirk] {
        active.filter { quirk in
            if case .pages = quirk.quirk.defaultTarget { return false }
            guard quirk.covers(machine.fleet, page: page, at: now) else { return false }
            return quirk.equipment == nil || quirk.equipment == machine.code
        }
    }

    /// Counts an answer that showed a quirk.
    mutating func count(_ quirk: ActiveQuirk) {
        served[quirk.quirk, default: 0] += 1
        guard let index = active.firstIndex(where: { $0.hasSameTarget(as: quirk) }) else { return }
        active[index].served += 1
    }

    /// The quirk in force for a page, counted as served.
    mutating func serve(_ quirk: Quirk, _ fleet: Fleet, page: Int?, at now: SimulatedInstant) -> ActiveQuirk? {
        guard let found = inForce(quirk, fleet, page: page, at: now) else { return nil }
        count(found)
        return found
    }

    /// How often each quirk was served, 0 included.
    var servedJSON: JSON {
        var object = JSONObject()
        for quirk in Quirk.allCases { object[quirk.rawValue] = .integer(served[quirk, default: 0]) }
        return .object(object)
    }

    /// What can be switched on, what is, and how often it was served.
    var json: JSON {
        [
            "available": .array(
                Quirk.allCases.map { ["name": .string($0.rawValue), "meaning": .string($0.meaning)] }
            ),
            "enabled": .array(active.map(\.json)),
            "served": servedJSON,
        ]
    }
}

extension QuirkBook {
    /// The book as snapshots hold it.
    var snapshot: JSON {
        let active = active.map { quirk -> JSON in ["quirk": quirk.json, "served": .integer(Int64(quirk.served))] }
        return ["active": .array(active), "served": servedJSON]
    }

    /// Continues where ``snapshot`` was taken.
    init(restoring snapshot: JSON, park: MachinePark) throws(SimulatorError) {
        guard let entries = snapshot["active"]?.arrayValue, let counts = snapshot["served"]?.objectValue else {
            throw SimulatorError("The snapshot has no quirks.")
        }
        for entry in entries {
            var quirk = try ActiveQuirk(
                entry["quirk"] ?? .null,
                park: park,
                now: SimulatedInstant(microseconds: .min)
            )
            quirk.served = Int(clamping: entry["served"]?.integerValue ?? 0)
            active.append(quirk)
        }
        for (name, count) in counts {
            guard let quirk = Quirk(rawValue: name) else { continue }
            served[quirk] = count.integerValue
        }
    }
}
