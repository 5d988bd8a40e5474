internal import JSON
internal import SimulatorKit

/// A quirk that is switched on, with what it affects.
struct ActiveQuirk: Sendable, Hashable {
    let quirk: Quirk
    /// The only machine that is affected.
    var equipment: String?
    /// The only fleet that is affected.
    var fleet: Fleet?
    /// The only page that is affected.
    var page: Int?
    /// Since when.
    var from: SimulatedInstant
    /// How many answers are affected; `nil` for all.
    var times: Int?
    /// The hours of a correction, without coverage, or that a clock is ahead.
    var hours: EngineHours?
    /// How many bytes an answer without end has.
    var bytes: Int?
    /// How many answers were affected.
    var served = 0

    func covers(_ fleet: Fleet, page: Int?, at now: SimulatedInstant) -> Bool {
        guard now >= from, times.map({ served < $0 }) ?? true, self.fleet.map({ $0 == fleet }) ?? true else {
            return false
        }
        return self.page == nil || self.page == page
    }

    /// Whether both affect the same.
    func hasSameTarget(as other: ActiveQuirk) -> Bool {
        (quirk, equipment, fleet, page) == (other.quirk, other.equipment, other.fleet, other.page)
    }
}

extension ActiveQuirk {
    private static let members = ["name", "equipment", "fleet", "page", "at", "times", "hours", "bytes"]

    /// Reads a quirk as it is switched on: its name, or an object with its name and what it affects.
    init(_ json: JSON, park: MachinePark, now: SimulatedInstant) throws(SimulatorError) {
        guard let name = json.stringValue ?? json["name"]?.stringValue else {
            throw SimulatorError("A quirk is a name or an object with a member name; \(json.text()) is neither.")
        }
        guard let quirk = Quirk(rawValue: name) else {
            let names = Quirk.allCases.map(\.rawValue).joined(separator: ", ")
            throw SimulatorError("There is no quirk \(name); there are \(names).")
        }
        for key in json.objectValue?.keys ?? [] where !Self.members.contains(key) {
            throw SimulatorError("Quirk \(name): unknown member \(key); use \(Self.members.joined(separator: ", ")).")
        }
        self.quirk = quirk
        from = try Self.moment(json["at"], now: now, name)
        times = try Self.number(json["times"], "times", name)
        page = try Self.number(json["page"], "page", name)
        bytes = try Self.number(json["bytes"], "bytes", name)
        hours = try Self.hours(json["hours"], name)
        try setTarget(equipment: json["equipment"], fleet: json["fleet"], park: park)
    }

    /// Reads a quirk as the command line has it: `offset-up` or `offset-up:equipment=EX-101,hours=12.50`.
    static func document(ofArgument text: String) throws(SimulatorError) -> JSON {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        var object = JSONObject()
        object["name"] = .string(String(parts[0]))
        for setting in parts.count == 2 ? parts[1].split(separator: ",") : [] {
            let pair = setting.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else {
                throw SimulatorError("--quirk is \"\(text)\": give NAME or NAME:KEY=VALUE,KEY=VALUE.")
            }
            let key = String(pair[0])
            let isNumber = ["page", "times", "bytes"].contains(key)
            object[key] =
                isNumber ? Int64(pair[1]).map(JSON.integer) ?? .string(String(pair[1])) : .string(String(pair[1]))
        }
        return .object(object)
    }

    private mutating func setTarget(equipment: JSON?, fleet: JSON?, park: MachinePark) throws(SimulatorError) {
        let name = quirk.rawValue
        if let fleet {
            guard let known = fleet.stringValue.flatMap(Fleet.init(rawValue:)) else {
                let fleets = Fleet.allCases.map(\.rawValue).joined(separator: ", ")
                throw SimulatorError("Quirk \(name): there is no fleet \(fleet.text()); there are \(fleets).")
            }
            self.fleet = known
        }
        if let equipment {
            guard let machine = equipment.stringValue.flatMap({ park[$0] }) else {
                throw SimulatorError("Quirk \(name): no provider knows a machine \(equipment.text()).")
            }
            self.equipment = machine.code
        }
        switch quirk.defaultTarget {
        case .machine(let code):
            let isWholeFleet = quirk == .hoursAsText && self.fleet == .json && self.equipment == nil
            if self.equipment == nil, !isWholeFleet { self.equipment = code }
        case .fleet(let fleet): self.fleet = self.fleet ?? fleet
        case .pages: break
        }
        try checkTarget(park)
    }

    private func checkTarget(_ park: MachinePark) throws(SimulatorError) {
        let name = quirk.rawValue
        if let equipment, case .pages = quirk.defaultTarget {
            throw SimulatorError(
                "Quirk \(name) is about pages, not about the machine \(equipment): name a fleet or page."
            )
        }
        if let machine = equipment.flatMap({ park[$0] }) {
            if let fleet, fleet != machine.fleet {
                throw SimulatorError("Quirk \(name): \(machine.code) is in the fleet \(machine.fleet.rawValue).")
            }
            if quirk == .duplicateSerial, park.namesake(of: machine) == nil {
                throw SimulatorError("Quirk \(name): the fleet of \(machine.code) has one maker only; try AT-402.")
            }
        }
        if quirk == .entityExpansion, fleet == .json {
            throw SimulatorError("Quirk \(name) needs XML: choose the fleet iso, aemp1 or jcma.")
        }
    }

    private static func moment(
        _ json: JSON?,
        now: SimulatedInstant,
        _ name: String
    ) throws(SimulatorError) -> SimulatedInstant {
        guard let json else { return now }
        guard let instant = json.stringValue.flatMap(SimulatedInstant.init(_:)), instant >= now else {
            throw SimulatorError("Quirk \(name): at is \(json.text()); give a moment not before \(now.text).")
        }
        return instant
    }

    private static func number(_ json: JSON?, _ key: String, _ name: String) throws(SimulatorError) -> Int? {
        guard let json else { return nil }
        guard let number = json.integerValue, (1...(1 << 40)).contains(number) else {
            throw SimulatorError("Quirk \(name): \(key) is \(json.text()); give a whole number from 1.")
        }
        return Int(number)
    }

    private static func hours(_ json: JSON?, _ name: String) throws(SimulatorError) -> EngineHours? {
        guard let json else { return nil }
        guard let hours = json.stringValue.flatMap(EngineHours.init(_:)) else {
            throw SimulatorError("Quirk \(name): hours is \(json.text()); give a text such as \"40.00\".")
        }
        return hours
    }

    /// The quirk as it is listed, and as snapshots hold it.
    var json: JSON {
        var object = JSONObject()
        object["name"] = .string(quirk.rawValue)
        object["equipment"] = equipment.map(JSON.string)
        object["fleet"] = fleet.map { .string($0.rawValue) }
        object["page"] = page.map { .integer(Int64($0)) }
        object["at"] = .string(from.text)
        object["times"] = times.map { .integer(Int64($0)) }
        object["hours"] = hours.map { .string($0.text) }
        object["bytes"] = bytes.map { .integer(Int64($0)) }
        return .object(object)
    }
}

extension MachinePark {
    /// The first machine of the same provider and another maker that has a serial number.
    func namesake(of machine: Machine) -> Machine? {
        machines(of: machine.fleet).first { $0.identity.oem != machine.identity.oem && $0.identity.serial != nil }
    }
}
