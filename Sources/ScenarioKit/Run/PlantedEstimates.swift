import Foundation
import JSON

/// What can be wrong with an awarded estimate, by the kind of case that must come of it.
package enum PlantedEstimate: String, Sendable, CaseIterable {
    /// A line's code stands for no cost code.
    case unmappedCodes = "unmapped_cost_codes"
    /// Two lines of a table have one number.
    case duplicateNumbers = "unusable_file"
}

extension ScenarioPlay {
    /// Makes an estimate for each project, lets something be wrong with some that are drawn from the seed, and awards all.
    func awardEstimates(_ value: JSON) async throws {
        let name = try named(value, .estimating)
        let projects = value["projects"]?.arrayValue?.compactMap(\.stringValue) ?? []
        let lines = Int64(value["lines"]?.stringValue ?? "12") ?? 12
        var kinds: [String: PlantedEstimate] = [:]
        var random = ScenarioRandom(seed: outcome.seed, purpose: "estimates of \(name)")
        var sound = projects
        for kind in PlantedEstimate.allCases {
            let count = value["exceptions"]?[kind.rawValue]?.stringValue.flatMap { Int($0) } ?? 0
            for _ in 0..<count where !sound.isEmpty {
                kinds[sound.remove(at: random.below(sound.count))] = kind
            }
        }
        for (place, project) in projects.enumerated() {
            let number = "E\(project)"
            func work(_ action: String, _ members: KeyValuePairs<String, JSON> = [:]) async throws {
                var body: JSONObject = ["action": .string(action), "estimate": .string(number)]
                for (member, value) in members { body[member] = value }
                try await site.control(name, "POST", "estimates", .object(body))
            }
            try await work("generate", ["project": .string(project), "count": .integer(lines)])
            var words = [number]
            switch kinds[project] {
            case .unmappedCodes:
                words.append("99-\(200 + place)")
                let line = Int64(1 + random.below(Int(lines)))
                try await work("change-line", ["line": .integer(line), "costCode": .string(words[1])])
            case .duplicateNumbers:
                let quirk: JSON = ["name": "duplicate-item-numbers", "estimate": .string(number), "times": 1]
                try await site.control(name, "POST", "quirks", ["enable": [quirk]])
            case nil: break
            }
            if let kind = kinds[project] {
                let withheld = PlantedException.KeptBack(system: name, key: project, from: nil)
                planted.append(PlantedException(kind: kind.rawValue, words: words, keepsBack: withheld))
            }
            try await work("award")
        }
    }

    /// Compares the budgets of all companies with what estimating awarded, by project and cost code.
    func awarded() async throws -> Found? {
        var wanted: [[String]: Decimal] = [:]
        for name in scenario.simulators(.estimating) {
            let held = Set(planted.compactMap(\.keepsBack).filter { $0.system == name }.map(\.key))
            for budget in try await site.control(name, "GET", "truth")["budgets"]?.arrayValue ?? []
            where !held.contains(text(budget, "project")) {
                for line in budget["byCode"]?.arrayValue ?? [] {
                    let key = [text(budget, "project"), text(line, "costCode")]
                    wanted[key, default: 0] += Decimal(plain: text(line, "amount")) ?? 0
                }
            }
        }
        guard !wanted.isEmpty else { return ("nothing that was awarded can be compared", "") }
        var found: [[String]: Decimal] = [:]
        for (_, answer) in try await site.answers("budget", "list") {
            for entry in answer["budgets"]?.arrayValue ?? [] {
                for line in entry["budget"]?["lines"]?.arrayValue ?? [] {
                    let key = [text(entry, "project"), text(line, "costCode")]
                    found[key, default: 0] += Decimal(plain: text(line, "original")) ?? 0
                }
            }
        }
        let keys = Set(wanted.keys).union(found.keys).filter { wanted[$0] != found[$0] }
        guard let first = keys.min(by: { $0.lexicographicallyPrecedes($1) }) else { return nil }
        let (ours, theirs) = (wanted[first]?.plainText ?? "nothing", found[first]?.plainText ?? "nothing")
        return (
            "\(keys.count) of \(wanted.count) positions of budgets differ from what was awarded; the first is "
                + "\(first.joined(separator: " ")): awarded \(ours), found \(theirs)",
            first[0]
        )
    }
}
