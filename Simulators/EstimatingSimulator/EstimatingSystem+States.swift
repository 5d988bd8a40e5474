public import JSON
public import SimulatorKit

extension EstimatingSystem: PreparedSystem {
    /// What can be true of estimating before a contract test.
    public static let providerStates: [ProviderState] = [
        ProviderState("an estimate exists", estimate, project, lines),
        ProviderState("an estimate was revised", estimate, project, lines),
        ProviderState("an estimate is awarded", estimate, project, lines),
        ProviderState("an estimate is lost", estimate, project, lines),
    ]

    private static let estimate = ProviderState.Parameter("estimate", "its number", default: "E26-030")
    private static let project = ProviderState.Parameter("project", "the number of the project", default: "26-030")
    private static let lines = ProviderState.Parameter(
        "lines",
        "lines as POST /_sim/estimates takes them, for an estimate that is not there yet",
        default: [
            [
                "bidItem": "100", "activity": "110", "resource": "CONC", "costCode": "03-300", "type": "M",
                "text": "Ready-mixed concrete", "quantity": "1500", "unit": "m2", "price": "12.15",
            ]
        ]
    )

    /// Makes one of ``providerStates`` true.
    ///
    /// - Parameters:
    ///   - state: Its name.
    ///   - parameters: Its parameters.
    ///   - now: The virtual time.
    /// - Returns: The estimate, and the files that were exported.
    /// - Throws: ``SimulatorError`` if a value cannot be used.
    public mutating func prepare(
        _ state: String,
        _ parameters: StateParameters,
        at now: SimulatedInstant
    ) throws(SimulatorError) -> JSON {
        if held == nil { held = [] }
        let number = try parameters.text("estimate")
        let exports = office.exports.count
        if office.index(of: number) == nil {
            var body: JSONObject = ["action": "create", "estimate": .string(number)]
            body["project"] = parameters["project"]
            body["lines"] = parameters["lines"]
            try change(.object(body), at: now)
        }
        switch state {
        case "an estimate was revised": try change(["action": "revise", "estimate": .string(number)], at: now)
        case "an estimate is awarded": try change(["action": "award", "estimate": .string(number)], at: now)
        case "an estimate is lost": try change(["action": "lose", "estimate": .string(number)], at: now)
        default: break
        }
        return [
            "estimate": .string(number),
            "files": .array(office.exports.dropFirst(exports).map { .string($0.file) }),
        ]
    }

    /// Drops the files that the states export.
    ///
    /// - Parameter now: The virtual time.
    public mutating func finishPreparing(at now: SimulatedInstant) {
        let exports = held ?? []
        held = nil
        for export in exports { drop(export, at: now) }
    }

    private mutating func change(_ body: JSON, at now: SimulatedInstant) throws(SimulatorError) {
        _ = try control("estimates", method: "POST", body: body, at: now)
    }
}
