public import JSON
public import SimulatorKit

extension FleetProviders: PreparedSystem {
    /// What can be true of the fleet before a contract test.
    public static let providerStates: [ProviderState] = [
        ProviderState("a machine reports", equipment, .init("hours", "what its meter shows", default: "4211.60")),
        ProviderState(
            "a meter was replaced",
            equipment,
            .init("newMeter", "what the new meter shows at first", default: "0.00")
        ),
        ProviderState("a provider is unavailable", fleet, times),
        ProviderState("a provider asks for patience", fleet, times),
    ]

    private static let equipment = ProviderState.Parameter("equipment", "the machine's code", default: "EX-104")
    private static let fleet = ProviderState.Parameter("fleet", "iso, aemp1, jcma or json", default: "iso")
    private static let times = ProviderState.Parameter("times", "for how many answers", default: 1)

    /// Makes one of ``providerStates`` true.
    ///
    /// - Parameters:
    ///   - state: Its name.
    ///   - parameters: Its parameters.
    ///   - now: The virtual time.
    /// - Returns: The machine with its last report, or the provider.
    /// - Throws: ``SimulatorError`` if a value cannot be used.
    public mutating func prepare(
        _ state: String,
        _ parameters: StateParameters,
        at now: SimulatedInstant
    ) throws(SimulatorError) -> JSON {
        switch state {
        case "a machine reports": return try prepareMeter(parameters, "hours", at: now) { .correction($0) }
        case "a meter was replaced": return try prepareMeter(parameters, "newMeter", at: now) { _ in nil }
        default:
            let quirk = state == "a provider is unavailable" ? Quirk.unavailable : .tooManyRequests
            let document: JSON = [
                "name": .string(quirk.rawValue), "fleet": parameters["fleet"], "times": parameters["times"],
            ]
            enable(try ActiveQuirk(document, park: park, now: now))
            return ["fleet": parameters["fleet"]]
        }
    }

    /// Lets a machine's last report show hours: by a correction of the meter, or else by a new meter.
    private mutating func prepareMeter(
        _ parameters: StateParameters,
        _ name: String,
        at now: SimulatedInstant,
        correction: (Int64) -> MeterEvent.Kind?
    ) throws(SimulatorError) -> JSON {
        let code = try parameters.text("equipment")
        guard let machine = park[code] else {
            throw SimulatorError("No provider knows a machine \(code); GET /_sim/dispatch lists them.")
        }
        guard let hours = EngineHours(try parameters.text(name)) else {
            throw SimulatorError("\(name) is \(parameters[name].text()): give a text with two decimals.")
        }
        let report = reporting.schedule.lastReport(of: machine, at: now).at
        let shown = meters.value(of: machine, at: report, in: ledger).operating
        let kind = correction(hours.hundredths - shown.hundredths) ?? .replacement(hours)
        meters.add(MeterEvent(equipment: code, at: report, kind: kind))
        return [
            "equipment": .string(code), "fleet": .string(machine.fleet.rawValue), "reportedAt": .string(report.text),
            "hours": .string(hours.text),
        ]
    }
}
