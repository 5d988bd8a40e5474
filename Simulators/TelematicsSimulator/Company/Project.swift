internal import JSON
internal import SimulatorKit

/// A project of the company.
struct Project: Sendable, Hashable {
    let code: String
    let name: String
    let costCode: String
    let site: SnapshotRow.Position

    /// The project to which every machine belongs at first.
    static let main = Project(
        code: "26-014",
        name: "North Rim Interchange",
        costCode: "02-315",
        site: SnapshotRow.Position(latitude: 39_912_400, longitude: -105_021_700, altitudeMetres: 1641)
    )
    /// The project to which some machines move in mid-month.
    static let second = Project(
        code: "26-021",
        name: "Mesa Canal Lining",
        costCode: "02-315",
        site: SnapshotRow.Position(latitude: 39_101_300, longitude: -108_347_900, altitudeMetres: 1430)
    )
    static let all = [main, second]
}

/// Which machine works for which project; a machine changes at a day's border only.
struct AssignmentPlan: Sendable {
    /// The machines that move to the second project.
    static let moving = ["EX-103", "AT-402", "DZ-202", "WL-303", "EX-113", "TL-501", "RL-702", "EX-119"]
    /// The first day on which they work there.
    static let dayOfMove = CivilDate(year: 2026, month: 1, day: 19)

    private let firstDay: CivilDate
    private let machines: [Machine]

    /// The board starts with the year, or with the story if that is earlier.
    init(machines: [Machine], storyStarts firstDay: CivilDate) {
        self.machines = machines
        self.firstDay = CivilDate(year: 2026, month: 1, day: 1).map { min($0, firstDay) } ?? firstDay
    }

    /// The project of a machine on a day.
    ///
    /// - Returns: `nil` for a machine that dispatch does not know.
    func project(of machine: Machine, on day: CivilDate) -> Project? {
        guard machine.isKnown else { return nil }
        guard Self.moving.contains(machine.code), let move = Self.dayOfMove, day >= move else { return .main }
        return .second
    }

    /// The assignments as the dispatch board shows them.
    var json: JSON {
        .array(
            machines.filter(\.isKnown).flatMap { machine -> [JSON] in
                guard Self.moving.contains(machine.code), let move = Self.dayOfMove else {
                    return [assignment(of: machine, to: .main, from: firstDay, to: nil)]
                }
                return [
                    assignment(of: machine, to: .main, from: firstDay, to: move),
                    assignment(of: machine, to: .second, from: move, to: nil),
                ]
            }
        )
    }

    private func assignment(
        of machine: Machine,
        to project: Project,
        from: CivilDate,
        to end: CivilDate?
    ) -> JSON {
        [
            "equipment": .string(machine.code), "project": .string(project.code),
            "costCode": .string(project.costCode), "from": .string(from.text),
            "to": end.map { .string($0.text) } ?? .null,
        ]
    }
}
