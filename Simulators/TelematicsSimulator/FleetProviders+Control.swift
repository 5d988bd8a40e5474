public import JSON
public import SimulatorKit

extension FleetProviders {
    /// What every machine really worked, by day and project, whatever the providers report.
    ///
    /// - Parameter query: `until` is the last day, on the site's calendar, that counts; `equipment` one machine's code.
    /// - Returns: The ledger, or an object with the member `error`.
    public func truth(_ query: [String: String]) -> JSON {
        for name in query.keys.sorted() where !["until", "equipment"].contains(name) {
            return ["error": .string("Unknown filter \(name); use until or equipment.")]
        }
        let calendar = reporting.schedule.calendar
        var lastDay = calendar.zone.day(of: clock)
        if let text = query["until"] {
            guard let day = CivilDate(text) else {
                return ["error": .string("until is \"\(text)\": give a day such as 2026-01-31.")]
            }
            lastDay = day
        }
        if let code = query["equipment"], park[code] == nil {
            return ["error": .string("There is no machine \(code).")]
        }
        let company = CompanyLedger(
            park: park,
            calendar: calendar,
            ledger: ledger,
            assignments: reporting.assignments,
            meters: meters,
            now: clock
        )
        return company.json(through: lastDay, only: query["equipment"], quirksServed: quirks.servedJSON)
    }

    /// What the company does, and what only a simulator can do.
    public static let controls = [
        "GET dispatch", "GET quirks", "POST quirks", "GET meter-replacements", "POST meter-replacements",
    ]

    /// Carries out `dispatch`, `quirks` and `meter-replacements`.
    ///
    /// - Parameters:
    ///   - name: The control.
    ///   - method: `GET` to look, `POST` to change.
    ///   - body: What to change.
    ///   - now: The virtual time.
    /// - Returns: The answer, or `nil` for another name or method.
    /// - Throws: ``SimulatorError`` if the change cannot be made; nothing is changed then.
    public mutating func control(
        _ name: String,
        method: String,
        body: JSON,
        at now: SimulatedInstant
    ) throws(SimulatorError) -> JSON? {
        switch (method, name) {
        case ("GET", "dispatch"): return DispatchBoard(park: park, assignments: reporting.assignments).json
        case ("GET", "quirks"): return quirks.json
        case ("POST", "quirks"):
            try switchQuirks(body, at: now)
            return quirks.json
        case ("GET", "meter-replacements"): return replacements
        case ("POST", "meter-replacements"):
            meters.add(try replacement(body, at: now))
            return replacements
        default: return nil
        }
    }

    private var replacements: JSON {
        let events = meters.events.compactMap { event -> JSON? in
            guard case .replacement(let base) = event.kind else { return nil }
            return [
                "equipment": .string(event.equipment), "at": .string(event.at.text), "newMeter": .string(base.text),
            ]
        }
        return ["meterReplacements": .array(events)]
    }

    private func replacement(_ body: JSON, at now: SimulatedInstant) throws(SimulatorError) -> MeterEvent {
        let usage = "give {\"equipment\":\"EX-117\",\"at\":\"2026-01-12T02:00:00Z\",\"newMeter\":\"0.00\"}"
        guard let code = body["equipment"]?.stringValue, park[code] != nil else {
            throw SimulatorError("A meter is replaced on a machine that a provider knows: \(usage).")
        }
        var moment = now
        if let at = body["at"] {
            guard let instant = at.stringValue.flatMap(SimulatedInstant.init(_:)), instant >= now else {
                throw SimulatorError("at is \(at.text()), but a meter is replaced at or after \(now.text): \(usage).")
            }
            moment = instant
        }
        var base = EngineHours.zero
        if let newMeter = body["newMeter"] {
            guard let hours = newMeter.stringValue.flatMap(EngineHours.init(_:)) else {
                throw SimulatorError("newMeter is \(newMeter.text()), but it is a text with two decimals: \(usage).")
            }
            base = hours
        }
        return MeterEvent(equipment: code, at: moment, kind: .replacement(base))
    }

    /// Switches quirks off and on: all that the body says, or nothing.
    private mutating func switchQuirks(_ body: JSON, at now: SimulatedInstant) throws(SimulatorError) {
        for key in body.objectValue?.keys ?? ["none"] where !["enable", "disable"].contains(key) {
            throw SimulatorError(
                "Give {\"enable\":[\"late-block\"],\"disable\":[\"page-loop\"]}; GET quirks lists them."
            )
        }
        var changed = self
        for entry in body["disable"]?.arrayValue ?? [] {
            let name = entry.stringValue ?? entry["name"]?.stringValue ?? ""
            let equipment = entry["equipment"]?.stringValue
            guard changed.quirks.disable(name, equipment: equipment, fleet: entry["fleet"]?.stringValue) else {
                throw SimulatorError("The quirk \(entry.text()) is not switched on; GET quirks lists what is.")
            }
        }
        for entry in body["enable"]?.arrayValue ?? [] {
            changed.enable(try ActiveQuirk(entry, park: park, now: now))
        }
        self = changed
    }
}
