import CanonicalModel
package import ConnectorKit
import Foundation
import JSON

extension Scenario {
    /// Reads a scenario.
    ///
    /// - Parameter document: The file, scalars as they are written.
    /// - Returns: The scenario, or everything that is wrong with it in the order of the file.
    package static func read(_ document: ConfigurationDocument) -> Result<Scenario, ScenarioProblems> {
        var reader = ScenarioReader(document)
        let scenario = reader.scenario()
        if let scenario, reader.problems.isEmpty { return .success(scenario) }
        return .failure(ScenarioProblems(diagnostics: reader.problems))
    }
}

/// Everything that is wrong with a scenario file.
package struct ScenarioProblems: Error, Sendable, CustomStringConvertible {
    package let diagnostics: [ScenarioDiagnostic]
    /// One a line.
    package var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}

/// A scenario file while it is being read; collects everything that is wrong.
struct ScenarioReader {
    let document: ConfigurationDocument
    private(set) var problems: [ScenarioDiagnostic] = []
    private var zone = SiteZone("UTC")
    private var now = Instant(seconds: 0)
    private(set) var systems: [(name: String, system: Scenario.System)] = []
    /// The simulated systems that a step before this one gives a fault.
    private(set) var troubled: Set<String> = []
    /// Whether a step before this one plants an exception.
    private(set) var hasPlanted = false

    init(_ document: ConfigurationDocument) {
        self.document = document
    }

    mutating func scenario() -> Scenario? {
        let known = ScenarioWord.head.map(\.name) + ["environment", "systems", "steps", "expect"]
        guard let members = members(document.value, "", allowed: known) else { return nil }
        if let text = text(document.value["timeZone"], "timeZone", isRequired: true) {
            zone = SiteZone(text)
            if zone == nil { report("timeZone", "is no zone of the IANA database, such as America/Denver") }
        }
        for member in ScenarioWord.head where member.name != "timeZone" {
            check(document.value[member.name], member, member.name)
        }
        readSystems(members["systems"])
        let start = document.value["start"]?.stringValue.flatMap { moment($0) }
        now = start ?? now
        var steps = steps(members["steps"])
        if let expect = members["expect"], let act = expectation(expect, "expect") {
            steps.append(.init(at: nil, note: nil, act: act, place: document.place(of: "expect")))
        } else if members["expect"] == nil, !steps.contains(where: { $0.act?.word == "expect" }) {
            report("expect", "is missing, and no step has one: say what must hold")
        }
        let environment = texts(members["environment"], "environment")
        guard let zone, let start, let name = document.value["scenario"]?.stringValue,
            let site = document.value["site"]?.stringValue
        else { return nil }
        return Scenario(
            name: name,
            about: document.value["about"]?.stringValue ?? "",
            file: document.file,
            seed: document.value["seed"]?.stringValue.flatMap { UInt64($0) } ?? 1,
            start: start,
            zone: zone,
            site: site,
            companies: document.value["companies"]?.arrayValue?.compactMap(\.stringValue) ?? ["purlin"],
            environment: environment,
            systems: systems,
            steps: steps
        )
    }

    private mutating func readSystems(_ value: JSON?) {
        guard let value else { return report("systems", "is missing: say which simulators there are") }
        guard let members = members(value, "systems") else { return }
        for (name, system) in members {
            let key = "systems.\(name)"
            guard let object = self.members(system, key, allowed: ["simulator", "options", "drop"]) else { continue }
            let kind = text(object["simulator"], "\(key).simulator")
            let drop = text(object["drop"], "\(key).drop")
            switch (kind, drop) {
            case (let kind?, nil):
                let known = Scenario.Simulator.allCases.map(\.rawValue)
                guard let simulator = Scenario.Simulator(rawValue: kind) else {
                    report("\(key).simulator", Self.unknown("simulator", kind, among: known))
                    continue
                }
                let options = texts(object["options"], "\(key).options")
                systems.append((name, .simulator(simulator, options: options)))
            case (nil, let drop?):
                let known = Scenario.Drop.allCases.map(\.rawValue)
                guard let found = Scenario.Drop(rawValue: drop) else {
                    report("\(key).drop", Self.unknown("drop", drop, among: known))
                    continue
                }
                systems.append((name, .drop(found)))
            default: report(key, "needs either 'simulator' or 'drop'")
            }
        }
    }

    private mutating func steps(_ value: JSON?) -> [Scenario.Step] {
        guard let value else {
            report("steps", "is missing: say what happens")
            return []
        }
        guard let elements = value.arrayValue else {
            report("steps", "must be a list of steps")
            return []
        }
        return elements.enumerated().compactMap { step($1, "steps[\($0)]") }
    }

    private mutating func step(_ value: JSON, _ key: String) -> Scenario.Step? {
        let words = ScenarioWord.steps.map(\.name) + ["expect"]
        guard let members = members(value, key, allowed: words + ["at", "note"]) else { return nil }
        var at: Instant?
        if let written = text(members["at"], "\(key).at") {
            at = moment(written)
            if at == nil { report("\(key).at", "must be \(ScenarioMoment.forms), found '\(written)'") }
            if let at, at < now {
                report("\(key).at", "is earlier than the step before; the clock never goes back")
            }
            now = at ?? now
        }
        let note = text(members["note"], "\(key).note")
        let found = members.keys.filter { words.contains($0) }
        guard found.count <= 1 else {
            report(key, "says \(found.joined(separator: " and ")) at once; make a step of each")
            return nil
        }
        guard let name = found.first, let value = members[name] else {
            if at == nil, members.isEmpty {
                report(key, "says nothing; give 'at' or one of \(words.joined(separator: ", "))")
            }
            return .init(at: at, note: note, act: nil, place: document.place(of: key))
        }
        let act = name == "expect" ? expectation(value, "\(key).expect") : deed(name, value, "\(key).\(name)")
        return .init(at: at, note: note, act: act, place: document.place(of: "\(key).\(name)"))
    }

    private mutating func deed(_ name: String, _ value: JSON, _ key: String) -> Scenario.Act? {
        guard let word = ScenarioWord.steps.first(where: { $0.name == name }) else { return nil }
        let values = several(value)
        for (index, one) in values.enumerated() {
            let place = value.arrayValue == nil ? key : "\(key)[\(index)]"
            check(one, word, place)
            checkPlayable(name, one, place)
        }
        return .init(word: name, values: values, places: [:])
    }

    /// Reports what no value alone shows: time that goes back, a fault that nothing can meet.
    private mutating func checkPlayable(_ name: String, _ value: JSON, _ key: String) {
        switch name {
        case "passes":
            if let end = value["until"]?.stringValue.flatMap({ moment($0) }) {
                if end <= now { report("\(key).until", "is not later than the step before") }
                now = max(now, end)
            }
            if let step = value["every"]?.stringValue.flatMap({ ScenarioMoment.seconds($0) }), step < 60 {
                report("\(key).every", "must be at least 1m")
            }
        case "down":
            guard let system = value["system"]?.stringValue else { return }
            troubled.insert(system)
            if hasFolder(system) {
                report("\(key).system", "'\(system)' is reached by files, not by calls; use its quirks")
            }
        case "exception": hasPlanted = true
        case "crew":
            let people = value["employees"]?.stringValue.flatMap { Int($0) } ?? 1
            let count = checkExceptions(value, key, among: PlantedHours.allCases.map(\.rawValue))
            if people < max(count, 1) { report(key, "needs an employee for each exception") }
        case "machines": _ = checkExceptions(value, key, among: PlantedMachine.allCases.map(\.rawValue))
        case "estimates":
            let projects = value["projects"]?.arrayValue?.count ?? 1
            let count = checkExceptions(value, key, among: PlantedEstimate.allCases.map(\.rawValue))
            if projects < count { report(key, "needs a project for each exception") }
            if let lines = value["lines"]?.stringValue.flatMap({ Int($0) }), lines < 2 {
                report("\(key).lines", "must be at least 2")
            }
        case "fault": troubled.insert(value["on"]?.stringValue ?? "")
        case "control" where value["path"]?.stringValue == "faults":
            troubled.insert(value["of"]?.stringValue ?? "")
        default: break
        }
    }

    /// Reports kinds of exceptions that are not known.
    ///
    /// - Returns: How many are planted.
    private mutating func checkExceptions(_ value: JSON, _ key: String, among known: [String]) -> Int {
        let exceptions = value["exceptions"]?.objectValue ?? [:]
        for (kind, _) in exceptions where !known.contains(kind) {
            report("\(key).exceptions", Self.unknown("kind", kind, among: known))
        }
        let counts = exceptions.compactMap { $0.value.stringValue.flatMap { Int($0) } }
        hasPlanted = hasPlanted || !exceptions.isEmpty
        return counts.reduce(0, +)
    }

    private func hasFolder(_ name: String) -> Bool {
        guard case .simulator(let simulator, _) = systems.first(where: { $0.name == name })?.system else {
            return false
        }
        return simulator.hasFolder
    }
}

// MARK: - Values

extension ScenarioReader {
    func several(_ value: JSON) -> [JSON] { value.arrayValue ?? [value] }

    private func moment(_ text: String) -> Instant? {
        zone.flatMap { ScenarioMoment.instant(text, in: $0, after: now) }
    }

    mutating func report(_ key: String, _ message: String) {
        problems.append(.init(place: document.place(of: key), key: key, message: message))
    }

    private static func unknown(_ what: String, _ name: String, among known: [String]) -> String {
        let advice = name.nearest(among: known).map { "did you mean '\($0)'?" }
        return "unknown \(what) '\(name)'; \(advice ?? "known are \(known.sorted().joined(separator: ", "))")"
    }

    mutating func members(_ value: JSON, _ key: String, allowed: [String]? = nil) -> JSONObject? {
        guard let object = value.objectValue else {
            report(key, "must be a mapping of words to values")
            return nil
        }
        var known = JSONObject()
        for (name, value) in object {
            if let allowed, !allowed.contains(name) {
                report(key.isEmpty ? name : "\(key).\(name)", Self.unknown("word", name, among: allowed))
            } else {
                known[name] = value
            }
        }
        return known
    }

    private mutating func text(_ value: JSON?, _ key: String, isRequired: Bool = false) -> String? {
        guard let value else {
            if isRequired { report(key, "is missing") }
            return nil
        }
        guard let text = value.stringValue, !text.isEmpty else {
            report(key, "must be a single value")
            return nil
        }
        return text
    }

    private mutating func texts(_ value: JSON?, _ key: String) -> [String: String] {
        guard let value, let object = members(value, key) else { return [:] }
        var texts: [String: String] = [:]
        for (name, value) in object { texts[name] = text(value, "\(key).\(name)") }
        return texts
    }

    mutating func check(_ value: JSON, _ word: ScenarioWord, _ key: String) {
        let allowed = word.isOpen ? nil : word.members.map(\.name)
        guard let object = members(value, key, allowed: allowed) else { return }
        for member in word.members {
            let place = "\(key).\(member.name)"
            check(object[member.name], member, object[member.name] == nil ? key : place)
        }
    }

    mutating func check(_ value: JSON?, _ member: ScenarioWord.Member, _ key: String) {
        guard let value else {
            if member.isRequired { report(key, "'\(member.name)' is missing: \(member.about)") }
            return
        }
        if let problem = complaint(value, member) { return report(key, problem) }
        guard let name = value.stringValue else { return }
        let simulators = systems.compactMap { name, system in
            if case .simulator = system { name } else { nil }
        }
        if ["on", "of", "system"].contains(member.name), member.kind == .text, !simulators.contains(name) {
            report(key, Self.unknown("simulated system", name, among: simulators))
        }
        if member.name == "in", !systems.contains(where: { $0.name == name }) {
            report(key, Self.unknown("system", name, among: systems.map(\.name)))
        }
    }

    /// What is wrong with a value, or `nil`.
    private func complaint(_ value: JSON, _ member: ScenarioWord.Member) -> String? {
        let text = value.stringValue.flatMap { $0.isEmpty ? nil : $0 }
        let found = text.map { ", found '\($0)'" } ?? ""
        switch member.kind {
        case .text, .word: return text == nil ? "must be a single value" : nil
        case .decimal:
            return text.flatMap { Decimal(plain: $0) } == nil ? "must be a decimal number such as 8.00\(found)" : nil
        case .count: return text.flatMap { UInt32($0) } == nil ? "must be a whole number from 0\(found)" : nil
        case .date: return text.flatMap { CalendarDate($0) } == nil ? "must be a day such as 2026-01-05\(found)" : nil
        case .month:
            return text.map { ScenarioMoment.isMonth($0) } == true ? nil : "must be a month such as 2026-01\(found)"
        case .moment: return text.flatMap { moment($0) } == nil ? "must be \(ScenarioMoment.forms)\(found)" : nil
        case .span:
            return text.flatMap { ScenarioMoment.seconds($0) } == nil
                ? "must be a span such as 90s, 15m, 1h or 2d\(found)" : nil
        case .dates:
            let days = several(value).map { $0.stringValue.flatMap { CalendarDate($0) } }
            return days.isEmpty || days.contains(nil)
                ? "must be a day such as 2026-01-05, or a list of days\(found)" : nil
        case .texts: return value.objectValue == nil ? "must be a mapping" : nil
        case .words:
            let isSound = value.arrayValue.map { !$0.isEmpty && $0.allSatisfy { $0.stringValue != nil } } ?? false
            return isSound ? nil : "must be a list of words"
        case .counts:
            if text == "none" { return nil }
            let counts = value.objectValue?.map { $0.value.stringValue.flatMap { UInt32($0) } }
            return counts.map { $0.isEmpty || $0.contains(nil) } ?? true
                ? "must be 'none', or kinds with counts\(found)" : nil
        }
    }
}
