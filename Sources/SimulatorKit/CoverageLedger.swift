public import JSON

/// What a simulated system can do, and for each part the evidence that the real one does the same.
public enum CoverageLedger<System: SimulatedSystem>: Sendable {
    /// Everything that can be asked of the simulator: its routes, controls, faults and loads, the events that it
    /// tells, and what it names itself.
    public static var operations: [String] {
        let routes = (System.self as? any RoutedSystem.Type)?.routes.map(\.pattern) ?? []
        let controls = System.controls.map { control in
            let parts = control.split(separator: " ", maxSplits: 1)
            return "\(parts.first ?? "") /_sim/\(parts.last ?? "")"
        }
        let events = (System.self as? any WebhookingSystem.Type)?.eventTypes.map { "event \($0)" } ?? []
        let loads = (System.self as? any LoadedSystem.Type)?.loads.map { "load \($0.load.rawValue)" } ?? []
        return routes + controls + System.ownFaults.map { "fault \($0)" } + events + loads + System.ownOperations
    }

    /// The operations without a mark in ``SimulatedSystem/coverage``.
    ///
    /// A mark is for an operation if it has its name, alone or with details after a colon or a blank.
    public static var unmarked: [String] {
        let marks = System.coverage.map(\.name)
        return operations.filter { operation in
            !marks.contains { $0 == operation || $0.hasPrefix(operation + ":") || $0.hasPrefix(operation + " ") }
        }
    }

    /// The marks that stand there twice, of which one must be wrong.
    public static var repeated: [String] {
        Dictionary(grouping: System.coverage.map(\.name)) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
    }

    /// The ledger with the number of marks and their share in percent, with one decimal, by evidence.
    public static var json: JSON {
        var counts: [String: Int] = [:]
        let operations = System.coverage.map { operation -> JSON in
            let (kind, details) = operation.evidence.described
            counts[kind, default: 0] += 1
            var object = JSONObject()
            object["operation"] = .string(operation.name)
            object["evidence"] = .string(kind)
            for (key, value) in details { object[key] = .string(value) }
            return .object(object)
        }
        var totals = JSONObject()
        var shares = JSONObject()
        for kind in ["validated", "documented", "assumed"] {
            let count = counts[kind, default: 0]
            let tenths = operations.isEmpty ? 0 : (count * 2000 / operations.count + 1) / 2
            totals[kind] = .integer(Int64(count))
            shares[kind] = .string("\(tenths / 10).\(tenths % 10)")
        }
        return [
            "system": .string(System.name), "counts": .object(totals), "shares": .object(shares),
            "unmarked": .array(unmarked.map(JSON.string)), "operations": .array(operations),
        ]
    }
}

extension SimulatedOperation.Evidence {
    /// The kind of evidence and its details by name.
    fileprivate var described: (kind: String, details: KeyValuePairs<String, String>) {
        switch self {
        case .validated(let system, let version, let recorded):
            ("validated", ["against": system, "version": version, "recorded": recorded])
        case .documented(let source): ("documented", ["source": source])
        case .assumed(let reason): ("assumed", ["reason": reason])
        }
    }
}
