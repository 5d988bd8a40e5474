internal import JSON
internal import SimulatorKit

/// Which machine works for which project; a machine changes at a day's border only.
struct AssignmentPlan: Sendable {
    /// A day from which a machine works for a project.
    struct Move: Sendable, Hashable {
        let from: CivilDate
        let project: Project
    }

    /// The machines that move to the second project.
    private static let moving = ["EX-103", "AT-402", "DZ-202", "WL-303", "EX-113", "TL-501", "RL-702", "EX-119"]
    /// The first day on which they work there.
    private static let dayOfMove = CivilDate(year: 2026, month: 1, day: 19)

    /// All projects, in the order in which they came.
    private(set) var projects: [Project]
    /// The moves of each machine that dispatch knows, earliest first; the first one is where it began.
    private var moves: [String: [Move]] = [:]
    private let machines: [Machine]

    /// The board starts with the year, or with the story if that is earlier.
    ///
    /// - Parameters:
    ///   - machines: All machines.
    ///   - codes: The projects that they are spread over in turn; those of the story if there are none.
    ///   - firstDay: The first day of the story.
    init(machines: [Machine], projects codes: [String] = [], storyStarts firstDay: CivilDate) {
        self.machines = machines
        let start = CivilDate(year: 2026, month: 1, day: 1).map { min($0, firstDay) } ?? firstDay
        let known = machines.filter(\.isKnown)
        guard codes.isEmpty else {
            let named = codes.map(Project.init(named:))
            projects = named
            for (place, machine) in known.enumerated() {
                moves[machine.code] = [Move(from: start, project: named[place % named.count])]
            }
            return
        }
        projects = [.main, .second]
        for machine in known {
            moves[machine.code] = [Move(from: start, project: .main)]
            guard Self.moving.contains(machine.code), let day = Self.dayOfMove else { continue }
            moves[machine.code]?.append(Move(from: day, project: .second))
        }
    }

    /// The project of a machine on a day.
    ///
    /// - Returns: `nil` for a machine that dispatch does not know.
    func project(of machine: Machine, on day: CivilDate) -> Project? {
        guard let list = moves[machine.code] else { return nil }
        return (list.last { $0.from <= day } ?? list.first)?.project
    }

    /// Sends a machine to a project from a day on, whatever was planned for it after that.
    mutating func move(_ code: String, to project: Project, from day: CivilDate) {
        guard moves[code] != nil else { return }
        if !projects.contains(project) { projects.append(project) }
        moves[code]?.removeAll { $0.from >= day }
        moves[code]?.append(Move(from: day, project: project))
    }

    /// The assignments as the dispatch board shows them.
    var json: JSON {
        .array(
            machines.flatMap { machine -> [JSON] in
                let list = moves[machine.code] ?? []
                let ends = list.dropFirst().map { Optional($0.from) } + [nil]
                return zip(list, ends).map { assignment(of: machine, $0, to: $1) }
            }
        )
    }

    private func assignment(of machine: Machine, _ move: Move, to end: CivilDate?) -> JSON {
        [
            "equipment": .string(machine.code), "project": .string(move.project.code),
            "costCode": .string(move.project.costCode), "from": .string(move.from.text),
            "to": end.map { .string($0.text) } ?? .null,
        ]
    }
}
