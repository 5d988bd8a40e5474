import CanonicalModel
import ConnectorKit
import Foundation
import JSON

// What happens in a step.
extension ScenarioPlay {
    func perform(_ act: Scenario.Act) async throws {
        switch act.word {
        case "hours": try drop(hours(act.values), .timesheets, act)
        case "crew":
            for value in act.values {
                let crew = try ScenarioCrew(value, seed: outcome.seed, today: scenario.zone.date(of: now))
                planted += crew.planted
                try drop(hours(crew.rows), .timesheets, .init(word: act.word, values: [value], places: [:]))
            }
        case "changeOrder": try drop(changeOrders(act.values), .changeOrders, act)
        default:
            for value in act.values {
                if try await happens(act.word, value) { continue }
                if try await troubles(act.word, value) { continue }
                try await decides(act.word, value)
            }
        }
    }

    /// What work and the offices do.
    private func happens(_ word: String, _ value: JSON) async throws -> Bool {
        switch word {
        case "file":
            try write(text(value, "text"), to: text(value, "to"), as: text(value, "name"))
        case "meter":
            var body: JSONObject = ["equipment": value["equipment"] ?? .null, "newMeter": value["shows"] ?? "0.00"]
            body["at"] = try value["at"]?.stringValue.map { .string(try moment($0).text) }
            try await site.control(named(value, .telematics), "POST", "meter-replacements", .object(body))
        case "award":
            var body: JSONObject = ["action": "award", "estimate": value["estimate"] ?? .null]
            body["revision"] = value["revision"]
            try await site.control(named(value, .estimating), "POST", "estimates", .object(body))
        case "locks":
            let change: JSON = [[1], ["fiscalyear_lock_date": value["through"] ?? .null]]
            try await site.odoo(named(value, .odoo), "res.company", "write", change)
        case "estimates": try await awardEstimates(value)
        case "machines": try await plantMachines(value)
        case "mobilise": try await mobilise(value)
        case "passes": try await pass(until: moment(text(value, "until")), every: text(value, "every"))
        default: return false
        }
        return true
    }

    /// What goes wrong.
    private func troubles(_ word: String, _ value: JSON) async throws -> Bool {
        switch word {
        case "down":
            let seconds = ScenarioMoment.seconds(text(value, "for")) ?? 0
            let rule: JSON = [
                "kind": "refuse", "from": .string(now.text), "until": .string(now.adding(seconds: seconds).text),
            ]
            try await site.control(text(value, "system"), "POST", "faults", rule)
        case "fault":
            try await site.control(text(value, "on"), "POST", "faults", rest(of: value, without: ["on"]))
        case "quirk":
            let quirk = rest(of: value, without: ["of"])
            try await site.control(text(value, "of"), "POST", "quirks", ["enable": [quirk]])
        case "control":
            let body = try JSON(parsing: text(value, "body"))
            try await site.control(text(value, "of"), "POST", text(value, "path"), body)
        default: return false
        }
        return true
    }

    /// What people do.
    private func decides(_ word: String, _ value: JSON) async throws {
        switch word {
        case "approve", "reject": try await answerRequests(word, value)
        case "exception":
            let words = value["about"]?.arrayValue?.compactMap(\.stringValue) ?? []
            planted.append(PlantedException(kind: text(value, "kind"), words: words))
        case "retry":
            let words = ["cases", "retry", "--kind", text(value, "kind"), "--as", text(value, "as"), "--confirm"]
            for company in scenario.companies { try await command(words, of: company) }
        case "closes":
            let words = ["period", "close", text(value, "month"), "--as", text(value, "as")]
            for company in scenario.companies { try await command(words, of: company) }
        default:
            try await command(
                value["run"]?.arrayValue?.compactMap(\.stringValue) ?? [],
                exits: Int32(value["exits"]?.stringValue ?? "0") ?? 0,
                says: value["says"]?.stringValue
            )
        }
    }

    private func answerRequests(_ word: String, _ value: JSON) async throws {
        let (role, topic) = (value["role"], value["topic"])
        let meant = try await requests().filter { _, one in
            (role == nil || one["role"] == role)
                && (topic.map { one["topics"]?.arrayValue?.contains($0) ?? false } ?? true)
        }
        let least = Int(value["atLeast"]?.stringValue ?? "1") ?? 1
        guard meant.count >= least else {
            throw ScenarioFailure(
                description:
                    "\(meant.count) requests wait\(Self.meant(value)), at least \(least) must: \(word) answers nothing"
            )
        }
        let reason = word == "reject" ? ["--reason", text(value, "because")] : []
        for company in scenario.companies {
            let ids = meant.filter { $0.company == company }.compactMap { $0.request["id"]?.stringValue }
            guard !ids.isEmpty else { continue }
            try await command(["approvals", word] + ids + ["--as", text(value, "as")] + reason, of: company)
        }
    }

    /// The requests that wait for a person, with the company whose runtime asks.
    func requests() async throws -> [(company: String, request: JSON)] {
        try await site.answers("approvals", "list").flatMap { company, answer in
            (answer["approvals"]?.arrayValue ?? []).map { (company, $0) }
        }
    }

    /// Which requests a step means, as words.
    private static func meant(_ value: JSON) -> String {
        let role = value["role"]?.stringValue.map { " for the role \($0)" } ?? ""
        return role + (value["topic"]?.stringValue.map { " that concern \($0)" } ?? "")
    }

    private func command(
        _ words: [String],
        of company: String? = nil,
        exits: Int32 = 0,
        says wanted: String? = nil
    ) async throws {
        let (status, answer) = try await site.purlin(words, of: company)
        let said = answer["error"]?.stringValue ?? answer.text()
        let shown = "'purlin \(words.joined(separator: " "))'"
        guard status == exits else {
            throw ScenarioFailure(description: "\(shown) ended with \(status), not \(exits): \(said)")
        }
        guard wanted.map(said.contains) ?? true else {
            throw ScenarioFailure(description: "\(shown) does not say '\(wanted ?? "")': \(said)")
        }
    }
}

// MARK: - Files

extension ScenarioPlay {
    private func drop(_ text: String, _ kind: Scenario.Drop, _ act: Scenario.Act) throws {
        let drops = scenario.drops(kind)
        let wanted = act.values.first?["in"]?.stringValue
        guard let name = wanted ?? drops.first, drops.contains(name), wanted != nil || drops.count == 1 else {
            throw ScenarioFailure(
                description:
                    "say 'in: NAME' with a drop of the kind \(kind.rawValue); there are: \(drops.joined(separator: ", "))"
            )
        }
        let file = "\(act.word)-\(now.text.replacing(":", with: ""))-\(ContentDigest(text.utf8).short).csv"
        try write(text, to: "\(name)/incoming", as: file)
    }

    /// Writes a file as another program does: whole, by renaming it.
    private func write(_ text: String, to folder: String, as name: String) throws {
        let root = site.folder.standardizedFileURL.path
        let file = site.folder.appending(path: folder).appending(path: name).standardizedFileURL
        guard file.path.hasPrefix(root + "/") else {
            throw ScenarioFailure(description: "\(folder)/\(name) lies outside the site's folder")
        }
        let place = file.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let partial = place.appending(path: "\(file.lastPathComponent).partial")
        try Data(text.utf8).write(to: partial)
        try FileManager.default.moveItem(at: partial, to: file)
    }

    private func hours(_ values: [JSON]) -> String {
        var lines = ["Id,Employee,Date,Project,Cost Code,Pay Code,Hours,Status,Approved By"]
        for value in values {
            let days = value["on"]?.arrayValue ?? value["on"].map { [$0] } ?? []
            for day in days.compactMap(\.stringValue) {
                let pay = value["pay"]?.stringValue ?? "REG"
                let made = [text(value, "employee"), day, text(value, "code"), pay].joined(separator: "/")
                let id = value["id"]?.stringValue ?? made
                let cells = [
                    id, text(value, "employee"), day, text(value, "project"), text(value, "code"), pay,
                    text(value, "hours"),
                    value["status"]?.stringValue ?? "Approved", value["by"]?.stringValue ?? "foreman",
                ]
                lines.append(cells.map(Self.cell).joined(separator: ","))
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func changeOrders(_ values: [JSON]) -> String {
        let header = "Project,Change Order,Status,Contract,Cost Code,Type,Budget"
        let lines = values.map { value in
            [
                text(value, "project"), text(value, "number"), value["status"]?.stringValue ?? "Approved",
                value["contract"]?.stringValue ?? "0.00", text(value, "code"), text(value, "type"),
                text(value, "budget"),
            ]
            .map(Self.cell).joined(separator: ",")
        }
        return ([header] + lines).joined(separator: "\n") + "\n"
    }

    private static func cell(_ text: String) -> String {
        guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
        return "\"\(text.replacing("\"", with: "\"\""))\""
    }
}

// MARK: - Values

extension ScenarioPlay {
    /// The text of a member that the reader has made sure of.
    func text(_ value: JSON, _ member: String) -> String { value[member]?.stringValue ?? "" }

    private func moment(_ text: String) throws -> Instant {
        guard let instant = ScenarioMoment.instant(text, in: scenario.zone, after: now) else {
            throw ScenarioFailure(description: "'\(text)' is no moment")
        }
        return instant
    }

    /// The simulator that is meant: the named one, or the only one of its kind.
    func named(_ value: JSON, _ kind: Scenario.Simulator) throws -> String {
        if let name = value["in"]?.stringValue { return name }
        let all = scenario.simulators(kind)
        guard let name = all.first, all.count == 1 else {
            throw ScenarioFailure(description: "say 'in: NAME': there are \(all.count) \(kind.rawValue) simulators")
        }
        return name
    }

    /// The members that go on to a simulator: whole numbers and truths as such, all else as text.
    private func rest(of value: JSON, without names: Set<String>) -> JSON {
        var object = JSONObject()
        for (name, value) in value.objectValue ?? [:] where !names.contains(name) {
            object[name] = name == "probability" ? chance(value) : typed(value)
        }
        return .object(object)
    }

    private func typed(_ value: JSON) -> JSON {
        guard let text = value.stringValue else { return value }
        if let number = Int64(text), String(number) == text { return .integer(number) }
        return text == "true" ? true : text == "false" ? false : value
    }

    private func chance(_ value: JSON) -> JSON {
        value.stringValue.flatMap { Double($0) }.map { .real($0) } ?? value
    }
}
