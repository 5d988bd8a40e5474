/// Where costs count: the ledger that holds them, and company, month, project, cost code and kind of cost.
public struct ControlPlace: Sendable, Hashable, Comparable {
    /// The name of the system whose ledger it is.
    public let system: String
    /// The rest; what is empty is summed up.
    public let group: ReconciliationGroup

    /// Creates a place.
    public init(system: String, group: ReconciliationGroup) {
        self.system = system
        self.group = group
    }

    /// Whether `left` comes first: by company, ledger, month, project, cost code and kind.
    public static func < (left: ControlPlace, right: ControlPlace) -> Bool {
        (left.group.company, left.system, left.group) < (right.group.company, right.system, right.group)
    }

    /// The project with all of its cost codes and kinds of cost.
    var project: ControlPlace { of(project: group.project) }

    /// The company's ledger with all of its projects.
    var ledger: ControlPlace { of(project: "") }

    private func of(project: String) -> ControlPlace {
        ControlPlace(
            system: system,
            group: ReconciliationGroup(
                company: group.company,
                period: group.period,
                project: project,
                costCode: "",
                costType: ""
            )
        )
    }

    /// The place for a person.
    var text: String {
        [group.project, group.costCode, group.costType].filter { !$0.isEmpty }.joined(separator: " ")
    }
}
