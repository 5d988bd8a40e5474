internal import JSON
internal import SimulatorKit

/// A machine that was sent to a project from a day on.
struct DispatchedMove: Sendable, Hashable {
    let equipment: String
    let project: String
    let from: CivilDate

    init(equipment: String, project: String, from: CivilDate) {
        self.equipment = equipment
        self.project = project
        self.from = from
    }

    /// Reads what ``json`` wrote; `nil` for anything else.
    init?(_ json: JSON) {
        guard let equipment = json["equipment"]?.stringValue, let project = json["project"]?.stringValue,
            let from = json["from"]?.stringValue.flatMap(CivilDate.init(_:))
        else { return nil }
        self.init(equipment: equipment, project: project, from: from)
    }

    /// The move as snapshots hold it.
    var json: JSON {
        ["equipment": .string(equipment), "project": .string(project), "from": .string(from.text)]
    }
}

extension AssignmentPlan {
    /// Sends a machine where dispatch has sent it.
    mutating func apply(_ move: DispatchedMove) {
        let project = projects.first { $0.code == move.project } ?? Project(named: move.project)
        self.move(move.equipment, to: project, from: move.from)
    }

    /// Codes of projects that are not on the board yet, in order.
    func newProjects(_ count: Int) -> [String] {
        let taken = Set(projects.map(\.code))
        return Array((500...).lazy.map { "26-\($0)" }.filter { !taken.contains($0) }.prefix(count))
    }
}
