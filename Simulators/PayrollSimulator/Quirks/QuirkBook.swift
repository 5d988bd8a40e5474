internal import JSON
internal import SimulatorKit

/// A quirk that is switched on, with what it affects.
struct ActiveQuirk: Sendable, Codable, Hashable {
    let quirk: Quirk
    /// Since when.
    var from: SimulatedInstant
    /// How often it is shown; `nil` for always.
    var times: Int?
    /// The only employee that is affected.
    var employee: String?
    /// The pay code that is affected.
    var code: String?
    /// The only kind of file that is affected: `ack`, `rej`, `rpt` or `register`.
    var file: String?
    /// How many hours something is late.
    var hours: Int?
    /// By how much a rate is changed.
    var rate: Exact?
    /// How often it was shown.
    var shown = 0
}

/// The quirks that are switched on, and how often each was shown.
struct QuirkBook: Sendable, Codable {
    private(set) var active: [ActiveQuirk] = []
    private var shown: [String: Int] = [:]

    /// Switches a quirk on; one for the same employee, code and kind of file is replaced.
    mutating func enable(_ quirk: ActiveQuirk) {
        _ = disable(quirk.quirk) { ($0.employee, $0.code, $0.file) == (quirk.employee, quirk.code, quirk.file) }
        active.append(quirk)
    }

    /// Switches a quirk off; whether it was on.
    mutating func disable(_ quirk: Quirk, where matches: (ActiveQuirk) -> Bool = { _ in true }) -> Bool {
        let count = active.count
        active.removeAll { $0.quirk == quirk && matches($0) }
        return active.count < count
    }

    /// The quirk in force at a moment, or `nil`.
    func inForce(
        _ quirk: Quirk,
        at now: SimulatedInstant,
        employee: String? = nil,
        code: String? = nil,
        file: String? = nil
    ) -> ActiveQuirk? {
        active.first { entry in
            entry.quirk == quirk && entry.from <= now && entry.times.map { entry.shown < $0 } ?? true
                && (entry.employee == nil || entry.employee == employee) && (entry.code == nil || entry.code == code)
                && (entry.file == nil || entry.file == file)
        }
    }

    /// Counts a quirk as shown.
    mutating func count(_ quirk: ActiveQuirk) {
        shown[quirk.quirk.rawValue, default: 0] += 1
        let index = active.firstIndex {
            ($0.quirk, $0.employee, $0.code, $0.file) == (quirk.quirk, quirk.employee, quirk.code, quirk.file)
        }
        if let index { active[index].shown += 1 }
    }

    /// Whether the quirk is in force for a kind of file, counted if so.
    mutating func show(_ quirk: Quirk, at now: SimulatedInstant, file: String? = nil) -> ActiveQuirk? {
        guard let found = inForce(quirk, at: now, file: file) else { return nil }
        count(found)
        return found
    }

    /// How often each quirk was shown, 0 included.
    var shownJSON: JSON {
        var object = JSONObject()
        for quirk in Quirk.allCases { object[quirk.rawValue] = .integer(Int64(shown[quirk.rawValue, default: 0])) }
        return .object(object)
    }

    /// What can be switched on, what is, and how often it was shown.
    var json: JSON {
        let available = Quirk.allCases.map { quirk -> JSON in
            ["name": .string(quirk.rawValue), "meaning": .string(quirk.meaning)]
        }
        return ["available": .array(available), "enabled": .array(active.map(\.json)), "served": shownJSON]
    }
}

extension ActiveQuirk {
    private static let members = ["name", "at", "times", "employee", "code", "file", "hours", "rate"]

    /// Reads a quirk as it is switched on: its name, or an object with its name and what it affects.
    init(_ json: JSON, now: SimulatedInstant) throws(SimulatorError) {
        guard let name = json.stringValue ?? json["name"]?.stringValue else {
            throw SimulatorError("A quirk is a name or an object with a member name; \(json.text()) is neither.")
        }
        quirk = try Self.named(name)
        for key in json.objectValue?.keys ?? [] where !Self.members.contains(key) {
            throw SimulatorError("Quirk \(name): unknown member \(key); use \(Self.members.joined(separator: ", ")).")
        }
        from = now
        if let at = json["at"] {
            guard let instant = at.stringValue.flatMap(SimulatedInstant.init(_:)), instant >= now else {
                throw SimulatorError("Quirk \(name): at is \(at.text()); give a moment not before \(now.text).")
            }
            from = instant
        }
        times = try Self.number(json["times"], "times", name)
        hours = try Self.number(json["hours"], "hours", name)
        employee = json["employee"]?.stringValue ?? quirk.defaultEmployee
        code = json["code"]?.stringValue ?? (quirk == .payCodeMissing ? "OT" : nil)
        file = json["file"]?.stringValue
        if let file, !["ack", "rej", "rpt", "register"].contains(file) {
            throw SimulatorError("Quirk \(name): file is \"\(file)\"; give ack, rej, rpt or register.")
        }
        if let rate = json["rate"] {
            guard let exact = rate.stringValue.flatMap({ Exact($0) }) else {
                throw SimulatorError("Quirk \(name): rate is \(rate.text()); give a text such as \"1.2500\".")
            }
            self.rate = exact
        }
    }

    /// The quirk of a name.
    static func named(_ name: String) throws(SimulatorError) -> Quirk {
        guard let quirk = Quirk(rawValue: name) else {
            let names = Quirk.allCases.map(\.rawValue).joined(separator: ", ")
            throw SimulatorError("There is no quirk \(name); there are \(names).")
        }
        return quirk
    }

    /// Reads a quirk as the command line has it: `ack-late` or `ack-late:hours=30,times=1`.
    static func document(ofArgument text: String) throws(SimulatorError) -> JSON {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        var object = JSONObject()
        object["name"] = .string(String(parts[0]))
        for setting in parts.count == 2 ? parts[1].split(separator: ",") : [] {
            let pair = setting.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else {
                throw SimulatorError("--quirk is \"\(text)\": give NAME or NAME:KEY=VALUE,KEY=VALUE.")
            }
            let (key, value) = (String(pair[0]), String(pair[1]))
            let number = ["times", "hours"].contains(key) ? Int64(value).map(JSON.integer) : nil
            object[key] = number ?? .string(value)
        }
        return .object(object)
    }

    private static func number(_ json: JSON?, _ key: String, _ name: String) throws(SimulatorError) -> Int? {
        guard let json else { return nil }
        guard let number = json.integerValue, (1...100_000).contains(number) else {
            throw SimulatorError("Quirk \(name): \(key) is \(json.text()); give a whole number from 1 to 100000.")
        }
        return Int(number)
    }

    /// The quirk as it is listed.
    var json: JSON {
        var object = JSONObject()
        object["name"] = .string(quirk.rawValue)
        object["at"] = .string(from.text)
        object["times"] = times.map { .integer(Int64($0)) }
        object["employee"] = employee.map(JSON.string)
        object["code"] = code.map(JSON.string)
        object["file"] = file.map(JSON.string)
        object["hours"] = hours.map { .integer(Int64($0)) }
        object["rate"] = rate.map { .string($0.text(4)) }
        object["shown"] = .integer(Int64(shown))
        return .object(object)
    }
}
