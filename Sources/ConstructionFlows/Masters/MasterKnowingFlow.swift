public import CanonicalModel

/// A flow that knows masters of the company, as the configuration lists them.
public protocol MasterKnowingFlow: BusinessFlow {
    /// The entries that are listed.
    ///
    /// - Parameter day: The day on which they are in use or not.
    /// - Returns: The entries, in no order.
    func masters(on day: CalendarDate) -> [MasterEntry]

    /// What stands for entries that are listed elsewhere.
    ///
    /// - Parameter day: The day on which it does.
    /// - Returns: The uses, in no order.
    func masterUses(on day: CalendarDate) -> [MasterUse]
}

extension EquipmentUsageToJobCost: MasterKnowingFlow {
    /// The projects and machines.
    public func masters(on day: CalendarDate) -> [MasterEntry] {
        settings.projects.map { MasterEntry($0) } + settings.equipment.map { MasterEntry($0) }
    }

    /// The cost codes that machines are charged to, and recovered on.
    public func masterUses(on day: CalendarDate) -> [MasterUse] {
        let assigned = settings.assignments.filter { $0.holds(on: day) }.map { assignment in
            MasterUse(
                .costCode,
                key: assignment.costCode,
                from: "the assignment of \(assignment.equipment) to \(assignment.project)"
            )
        }
        let recovered = settings.charging.homes.map { machine, home in
            MasterUse(.costCode, key: home.costCode, from: "the recovery of \(machine) on \(home.project)")
        }
        return assigned + recovered
    }
}

extension TimeToPayrollToJobCost: MasterKnowingFlow {
    /// The projects, and the employees where they are listed.
    public func masters(on day: CalendarDate) -> [MasterEntry] {
        let terms = Dictionary(grouping: settings.employees ?? [], by: \.number)
        return settings.projects.map { MasterEntry($0) }
            + terms.map { number, terms in
                MasterEntry(
                    .employee,
                    key: number,
                    isActive: terms.contains { $0.works(on: day) },
                    fields: ["company": settings.company]
                )
            }
    }

    /// The cost codes that codes of other systems stand for.
    public func masterUses(on day: CalendarDate) -> [MasterUse] { settings.codes.uses(on: day) }
}

extension EstimateToBudget: MasterKnowingFlow {
    /// The projects that get a budget, of which nothing is said but the code.
    public func masters(on day: CalendarDate) -> [MasterEntry] {
        settings.projects.map { MasterEntry(.project, key: $0.code) }
    }

    /// The cost codes that codes of other systems stand for.
    public func masterUses(on day: CalendarDate) -> [MasterUse] { settings.codes.uses(on: day) }
}

extension OpeningBalancesToJobCost: MasterKnowingFlow {
    /// The projects.
    public func masters(on day: CalendarDate) -> [MasterEntry] { projects.map { MasterEntry($0) } }

    /// None.
    public func masterUses(on day: CalendarDate) -> [MasterUse] { [] }
}

extension CodeCrosswalk {
    /// The approved entries that hold on a day, as uses of their cost codes.
    func uses(on day: CalendarDate) -> [MasterUse] {
        mappings(on: day).map { MasterUse(.costCode, key: $0.costCode, system: $0.system, from: $0.from) }
    }
}
