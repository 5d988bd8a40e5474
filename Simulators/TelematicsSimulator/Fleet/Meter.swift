internal import JSON
internal import SimulatorKit

/// Something that happened to a machine's meter, so that what it shows is not the hours it worked.
struct MeterEvent: Sendable, Hashable {
    /// What happened.
    enum Kind: Sendable, Hashable {
        /// A new meter that starts at the given hours.
        case replacement(EngineHours)
        /// The counter lost its memory.
        case reset
        /// Somebody corrected the counter by so many hundredths of an hour.
        case correction(Int64)
    }

    let equipment: String
    let at: SimulatedInstant
    let kind: Kind
}

/// What the operating and idle counters of a machine show.
struct MeterValue: Sendable, Hashable {
    var operating: EngineHours
    var idle: EngineHours

    /// What the counters show after `event`.
    mutating func apply(_ event: MeterEvent.Kind) {
        switch event {
        case .replacement(let base):
            operating = base
            idle = .zero
        case .reset:
            operating = .zero
            idle = .zero
        case .correction(let hundredths):
            operating = max(.zero, EngineHours(hundredths: operating.hundredths + hundredths))
            idle = min(idle, operating)
        }
    }
}

/// Everything that happened to the meters, in the order of time.
struct MeterHistory: Sendable {
    private(set) var events: [MeterEvent] = []

    /// Adds an event; of several at one moment the one added last comes last.
    mutating func add(_ event: MeterEvent) {
        let index = events.firstIndex { $0.at > event.at } ?? events.endIndex
        events.insert(event, at: index)
    }

    /// What a machine's counters show at a moment.
    func value(of machine: Machine, at instant: SimulatedInstant, in ledger: WorkLedger) -> MeterValue {
        var value = MeterValue(operating: machine.startHours, idle: machine.startIdle)
        var hours = EngineHours.zero
        func run(until end: SimulatedInstant) {
            let total = ledger.hours(of: machine, until: end)
            value.operating = value.operating + (total - hours)
            value.idle =
                value.idle + (ledger.idleHours(of: machine, in: total) - ledger.idleHours(of: machine, in: hours))
            hours = total
        }
        for event in events where event.equipment == machine.code && event.at <= instant {
            run(until: event.at)
            value.apply(event.kind)
        }
        run(until: instant)
        return value
    }
}

extension MeterEvent {
    /// The event as snapshots hold it.
    var json: JSON {
        var object = JSONObject()
        object["equipment"] = .string(equipment)
        object["at"] = .string(at.text)
        switch kind {
        case .replacement(let base):
            object["kind"] = "replacement"
            object["hundredths"] = .integer(base.hundredths)
        case .reset: object["kind"] = "reset"
        case .correction(let hundredths):
            object["kind"] = "correction"
            object["hundredths"] = .integer(hundredths)
        }
        return .object(object)
    }

    /// Reads what ``json`` wrote; `nil` for anything else.
    init?(_ json: JSON) {
        guard let equipment = json["equipment"]?.stringValue,
            let at = json["at"]?.stringValue.flatMap(SimulatedInstant.init(_:))
        else { return nil }
        self.equipment = equipment
        self.at = at
        switch (json["kind"]?.stringValue, json["hundredths"]?.integerValue) {
        case ("replacement", let base?): kind = .replacement(EngineHours(hundredths: base))
        case ("reset", nil): kind = .reset
        case ("correction", let hundredths?): kind = .correction(hundredths)
        default: return nil
        }
    }
}
