import CanonicalModel
import ConnectorRuntime
import ConstructionFlows

/// What is well-formed, but cannot be meant: each would otherwise be found out one case at a time.
extension ConfigurationReader {
    /// Reports members of a list that name the same thing, by the texts of their member `key`.
    func reportRepeated(_ values: [YAMLValue], _ key: String, ignoringCase: Bool = false) {
        var seen: Set<String> = []
        for value in values {
            guard let member = value.members().first(where: { $0.name == key })?.value, let text = member.text(),
                !seen.insert(ignoringCase ? text.uppercased() : text).inserted
            else { continue }
            member.report("'\(text)' is listed twice; remove one")
        }
    }

    /// Reports assignments that put one machine in two places on the same day.
    func reportOverlaps(_ assignments: [(YAMLValue, EquipmentAssignment)]) {
        for (index, (value, assignment)) in assignments.enumerated() {
            let overlaps = assignments.prefix(index).contains { _, other in
                other.equipment == assignment.equipment
                    && (other.holds(on: assignment.from) || assignment.holds(on: other.from))
            }
            if overlaps { value.report("\(assignment.equipment) has another assignment on some of these days") }
        }
    }

    /// Reports rates of one subject that begin on the same day.
    func reportTwins(_ rates: [(YAMLValue, EquipmentRate)]) {
        for (index, (value, rate)) in rates.enumerated() {
            let hasTwin = rates.prefix(index).contains { $1.subject == rate.subject && $1.from == rate.from }
            if hasTwin { value.report("another rate of the same subject begins on the same day") }
        }
    }

    /// Reports a role that nobody has, so that nobody could decide.
    func reportVacancy(_ role: String, _ people: [Person], at value: YAMLValue) {
        guard !people.contains(where: { $0.roles.contains(role) }) else { return }
        value.report("nobody under 'people' has the role '\(role)', so that nobody could decide")
    }
}
