public import JSON
public import SimulatorKit

extension FleetProviders: LoadedSystem {
    /// The machines of new projects.
    public static let loads: [(load: SimulatedLoad, help: String)] = [
        (
            .mobilisation,
            "A machine that dispatch sends to a new project, where it works from the next day on; for each twenty-five "
                + "there is a project."
        )
    ]

    /// How many machines a new project gets.
    private static let machinesOfAProject = 25

    /// Sends machines to new projects.
    ///
    /// - Parameters:
    ///   - load: One of ``loads``.
    ///   - size: How many machines.
    ///   - seed: Which machines.
    ///   - now: The virtual time.
    /// - Returns: The machines, the new projects, and the first day of work there.
    /// - Throws: ``SimulatorError`` if dispatch does not know so many machines; nothing has happened then.
    public mutating func bear(
        _ load: SimulatedLoad,
        size: Int,
        seed: UInt64,
        at now: SimulatedInstant
    ) throws(SimulatorError) -> JSON {
        let known = park.machines.filter(\.isKnown)
        guard size <= known.count else {
            throw SimulatorError("Dispatch knows \(known.count) machines, so that \(size) cannot move.")
        }
        let day = reporting.schedule.calendar.zone.day(of: now).adding(days: 1)
        var random = SeededRandom(seed: seed, purpose: "mobilisation \(day.text)")
        let moving = known.shuffled(using: &random).prefix(size).map(\.code).sorted()
        let new = reporting.assignments.newProjects((size + Self.machinesOfAProject - 1) / Self.machinesOfAProject)
        for (place, code) in moving.enumerated() {
            send(DispatchedMove(equipment: code, project: new[place % new.count], from: day))
        }
        return [
            "machines": .array(moving.map(JSON.string)), "projects": .array(new.map(JSON.string)),
            "from": .string(day.text),
        ]
    }

    /// Puts a move on the board.
    mutating func send(_ move: DispatchedMove) {
        moves.append(move)
        reporting.assignments.apply(move)
    }

    /// The providers that an option names.
    static func providers(_ option: String) throws(SimulatorError) -> [Fleet] {
        let names = option.split(separator: ",", omittingEmptySubsequences: false)
        let fleets = names.compactMap { Fleet(rawValue: String($0)) }
        guard option.isEmpty || fleets.count == names.count else {
            let known = Fleet.allCases.map(\.rawValue).joined(separator: ", ")
            throw SimulatorError("Option providers is \"\(option)\": give some of \(known), with commas between.")
        }
        return option.isEmpty ? Fleet.allCases : fleets
    }

    /// The projects that an option names.
    static func projects(_ option: String) throws(SimulatorError) -> [String] {
        let codes = option.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard option.isEmpty || (codes.allSatisfy { !$0.isEmpty } && Set(codes).count == codes.count) else {
            throw SimulatorError("Option projects is \"\(option)\": give different codes such as 26-101,26-102.")
        }
        return option.isEmpty ? [] : codes
    }
}
