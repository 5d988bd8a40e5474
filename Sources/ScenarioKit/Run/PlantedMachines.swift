import CanonicalModel
import Foundation
import JSON

/// What can be wrong with a machine, by the kind of case that must come of it.
package enum PlantedMachine: String, Sendable, CaseIterable {
    /// The counter is corrected downwards.
    case meterFall = "meter_fall"
    /// The counter is corrected upwards by more than the time that passes.
    case meterJump = "meter_jump"
    /// One report has a time that is almost three days ahead.
    case readingInFuture = "reading_in_future"
    /// A machine that has worked today reports nothing any more.
    case silent = "silent_machine"

    /// The simulator's quirk, for one machine from now on.
    func quirk(of equipment: String) -> JSON {
        switch self {
        case .meterFall: ["name": "offset-down", "equipment": .string(equipment)]
        case .meterJump: ["name": "offset-up", "equipment": .string(equipment)]
        // No report comes at that moment of itself, so that nothing repeats it.
        case .readingInFuture: ["name": "clock-ahead", "equipment": .string(equipment), "times": 1, "hours": "71.50"]
        case .silent: ["name": "late-block", "equipment": .string(equipment), "hours": "99999.00"]
        }
    }
}

extension ScenarioPlay {
    /// Lets something be wrong with machines that are drawn from the seed, another one for each exception.
    func plantMachines(_ value: JSON) async throws {
        let name = try named(value, .telematics)
        let today = scenario.zone.date(of: now).text
        let truth = try await site.control(name, "GET", "truth?until=\(today)")
        let taken = Set(planted.filter { $0.keepsBack?.system == name }.compactMap { $0.keepsBack?.key })
        var machines = (truth["machines"]?.arrayValue ?? []).filter { machine in
            machine["known"] == true && !taken.contains(text(machine, "equipment"))
        }
        var random = ScenarioRandom(seed: outcome.seed, purpose: "machines of \(name) on \(today)")
        for kind in PlantedMachine.allCases {
            for _ in 0..<(value["exceptions"]?[kind.rawValue]?.stringValue.flatMap { Int($0) } ?? 0) {
                // Only a machine whose work of today is open can be missed.
                let fit = machines.indices.filter { index in
                    kind != .silent || machines[index]["days"]?.arrayValue?.last?["date"]?.stringValue == today
                }
                guard !fit.isEmpty else {
                    throw ScenarioFailure(description: "\(name) has no machine left for \(kind.rawValue) on \(today)")
                }
                let machine = machines.remove(at: fit[random.below(fit.count)])
                let equipment = text(machine, "equipment")
                try await site.control(name, "POST", "quirks", ["enable": [kind.quirk(of: equipment)]])
                let withheld = PlantedException.KeptBack(
                    system: name,
                    key: equipment,
                    from: kind == .silent ? today : nil
                )
                planted.append(PlantedException(kind: kind.rawValue, words: [equipment], keepsBack: withheld))
            }
        }
    }

    /// Sends machines to new projects, and writes the configurations anew by the board that says so.
    func mobilise(_ value: JSON) async throws {
        let size = Int64(text(value, "machines")) ?? 1
        let load: JSON = ["kind": "mobilisation", "size": .integer(size)]
        try await site.control(named(value, .telematics), "POST", "load", load)
        try await site.writeConfigurations()
    }
}

// MARK: - What machines did

/// Hours and cost of one machine, project and day.
private struct MachineDay: Equatable {
    var hours: Decimal = 0
    var cost: Decimal = 0
}

extension ScenarioPlay {
    /// Compares what machines worked, priced by the dispatch board, with what Odoo holds, by machine, project, code and day.
    func worked(_ value: JSON) async throws -> Found? {
        let (fleet, odoo) = (text(value, "of"), text(value, "in"))
        let last = value["until"]?.stringValue
        let board = try FleetBoard(await site.control(fleet, "GET", "dispatch"))
        let truth = try await site.control(fleet, "GET", last.map { "truth?until=\($0)" } ?? "truth")
        let wanted = try machineDays(truth, board, of: fleet)
        guard !wanted.isEmpty else { return ("no machine of \(fleet) worked, so that nothing can be compared", "") }
        let codes = Set(truth["totals"]?["byProject"]?.arrayValue?.map { text($0, "costCode") } ?? [])
        var found: [[String]: MachineDay] = [:]
        for line in try await lines(of: odoo) where codes.contains(line.codes.first ?? "") {
            if let last, line.date > last { continue }
            let machine = line.name.prefix { $0 != " " }
            let key = [String(machine), line.date, line.project, line.codes.first ?? ""]
            found[key, default: MachineDay()].hours += line.hours
            found[key, default: MachineDay()].cost -= line.amount
        }
        let keys = Set(wanted.keys).union(found.keys).filter { wanted[$0] != found[$0] }
        guard let first = keys.min(by: { $0.lexicographicallyPrecedes($1) }) else { return nil }
        let (ours, theirs) = (wanted[first] ?? MachineDay(), found[first] ?? MachineDay())
        return (
            "\(keys.count) of \(wanted.count) days of machines differ between \(fleet) and \(odoo); the first is "
                + "\(first.joined(separator: " ")): worked \(ours.hours.plainText) h for \(ours.cost.plainText), found "
                + "\(theirs.hours.plainText) h and \(theirs.cost.plainText)",
            first[0]
        )
    }

    /// What must be in Odoo: all work of machines that dispatch knows, but for what a planted exception keeps back.
    private func machineDays(_ truth: JSON, _ board: FleetBoard, of fleet: String) throws -> [[String]: MachineDay] {
        var days: [[String]: MachineDay] = [:]
        for machine in truth["machines"]?.arrayValue ?? [] where machine["known"] == true {
            let equipment = text(machine, "equipment")
            let silentFrom = planted.compactMap(\.keepsBack).first {
                $0.system == fleet && $0.key == equipment && $0.from != nil
            }?.from
            for day in machine["days"]?.arrayValue ?? [] {
                let date = text(day, "date")
                if let silentFrom, date >= silentFrom { continue }
                guard let hours = Decimal(plain: text(day, "hours")), let calendarDate = CalendarDate(date),
                    let rate = board.perHour(equipment, on: calendarDate)
                else {
                    throw ScenarioFailure(description: "\(fleet) has no rate for \(equipment) on \(date)")
                }
                let key = [equipment, date, text(day, "project"), text(day, "costCode")]
                days[key, default: MachineDay()].hours += hours
                days[key, default: MachineDay()].cost += (hours * rate).rounded(scale: 2)
            }
        }
        return days
    }
}
