internal import JSON
internal import SimulatorKit

/// The quirks that are switched on, and how often each was served.
struct QuirkBook: Sendable, Codable {
    /// A quirk that is switched on.
    struct Active: Sendable, Codable {
        var quirk: Quirk
        /// The only estimate that is affected.
        var estimate: String?
        /// How many exports are affected; `nil` for all.
        var times: Int?
        /// How many were affected.
        var served = 0
    }

    private(set) var active: [Active] = []
    private var served: [String: Int64] = [:]

    /// Whether a quirk is in force for an estimate.
    func isOn(_ quirk: Quirk, _ estimate: String) -> Bool {
        index(of: quirk, estimate) != nil
    }

    /// Whether a quirk is in force for an estimate; if so, it is counted as served.
    mutating func serve(_ quirk: Quirk, _ estimate: String) -> Bool {
        guard let index = index(of: quirk, estimate) else { return false }
        active[index].served += 1
        served[quirk.rawValue, default: 0] += 1
        return true
    }

    private func index(of quirk: Quirk, _ estimate: String) -> Int? {
        active.firstIndex { entry in
            entry.quirk == quirk && entry.estimate.map { $0 == estimate } ?? true
                && entry.times.map { entry.served < $0 } ?? true
        }
    }

    /// Switches a quirk on as the control surface says it: a name, or an object with `name`, `estimate` and `times`.
    mutating func enable(_ json: JSON) throws(SimulatorError) {
        let name = json.stringValue ?? json["name"]?.stringValue ?? ""
        guard let quirk = Quirk(rawValue: name) else {
            let names = Quirk.allCases.map(\.rawValue).joined(separator: ", ")
            throw SimulatorError("There is no quirk \(json.text()); there are \(names).")
        }
        for key in json.objectValue?.keys ?? [] where !["name", "estimate", "times"].contains(key) {
            throw SimulatorError("Quirk \(name): unknown member \(key); use name, estimate and times.")
        }
        var entry = Active(quirk: quirk)
        if let estimate = json["estimate"] {
            guard let number = estimate.stringValue else {
                throw SimulatorError(
                    "Quirk \(name): estimate is \(estimate.text()); give a number such as \"E26-014\"."
                )
            }
            entry.estimate = number
        }
        if let times = json["times"] {
            guard let count = times.integerValue, (1...1_000_000).contains(count) else {
                throw SimulatorError("Quirk \(name): times is \(times.text()); give a whole number from 1.")
            }
            entry.times = Int(count)
        }
        active.removeAll { $0.quirk == quirk && $0.estimate == entry.estimate }
        active.append(entry)
    }

    /// Switches off every quirk of a name.
    mutating func disable(_ json: JSON) throws(SimulatorError) {
        let name = json.stringValue ?? json["name"]?.stringValue ?? ""
        let count = active.count
        active.removeAll { $0.quirk.rawValue == name }
        guard active.count < count else {
            throw SimulatorError("The quirk \(json.text()) is not switched on; GET quirks lists what is.")
        }
    }

    /// A quirk as the command line has it: `not-final` or `not-final:estimate=E26-014,times=1`.
    static func document(ofArgument text: String) throws(SimulatorError) -> JSON {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        var object = JSONObject()
        object["name"] = .string(String(parts[0]))
        for setting in parts.count == 2 ? parts[1].split(separator: ",") : [] {
            let pair = setting.split(separator: "=", maxSplits: 1).map(String.init)
            guard pair.count == 2 else {
                throw SimulatorError("--quirk is \"\(text)\": give NAME or NAME:estimate=NUMBER,times=COUNT.")
            }
            object[pair[0]] =
                pair[0] == "times" ? Int64(pair[1]).map(JSON.integer) ?? .string(pair[1]) : .string(pair[1])
        }
        return .object(object)
    }

    /// How often each quirk was served, 0 included.
    var servedJSON: JSON {
        var object = JSONObject()
        for quirk in Quirk.allCases { object[quirk.rawValue] = .integer(served[quirk.rawValue, default: 0]) }
        return .object(object)
    }

    /// What can be switched on, what is, and how often it was served.
    var json: JSON {
        let enabled = active.map { entry -> JSON in
            var object = JSONObject()
            object["name"] = .string(entry.quirk.rawValue)
            object["estimate"] = entry.estimate.map(JSON.string)
            object["times"] = entry.times.map { .integer(Int64($0)) }
            return .object(object)
        }
        return [
            "available": .array(
                Quirk.allCases.map { ["name": .string($0.rawValue), "meaning": .string($0.meaning)] }
            ),
            "enabled": .array(enabled), "served": servedJSON,
        ]
    }
}
