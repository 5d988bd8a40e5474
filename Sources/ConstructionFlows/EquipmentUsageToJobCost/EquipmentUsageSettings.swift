public import CanonicalModel

/// What the flow ``EquipmentUsageToJobCost`` knows of the company: its machines, where they work and what they cost.
public struct EquipmentUsageSettings: Sendable, Hashable {
    /// The company's code.
    public var company: String
    /// The zone in which a day begins and ends for a machine without an assignment; else that of its project counts.
    public var zone: SiteZone
    /// The role that approves usage before it becomes cost, and owns the cases.
    public var approvalRole: String
    /// How long after the end of a day its usage is settled, so that late readings still count.
    public var settleAfter: Duration
    /// How long a machine with usage that is not settled may be silent before a person is asked.
    public var silentAfter: Duration
    /// The projects.
    public var projects: [Project]
    /// The machines.
    public var equipment: [Equipment]
    /// Where the machines work.
    public var assignments: [EquipmentAssignment]
    /// What an hour costs.
    public var rates: [EquipmentRate]
    /// What was done to meters.
    public var meterOperations: [MeterOperation]
    /// Whose machines and projects are, and where the use of a machine is recovered.
    public var charging: EquipmentCharging
    /// What providers call machines on some days, beside what `equipment` says.
    public var aliases: [EquipmentAlias]

    /// Creates settings.
    public init(
        company: String,
        zone: SiteZone,
        approvalRole: String = "equipment-manager",
        settleAfter: Duration = .seconds(6 * 3600),
        silentAfter: Duration = .seconds(96 * 3600),
        projects: [Project],
        equipment: [Equipment],
        assignments: [EquipmentAssignment],
        rates: [EquipmentRate],
        meterOperations: [MeterOperation] = [],
        charging: EquipmentCharging = EquipmentCharging(),
        aliases: [EquipmentAlias] = []
    ) {
        self.company = company
        self.zone = zone
        self.approvalRole = approvalRole
        self.settleAfter = settleAfter
        self.silentAfter = silentAfter
        self.projects = projects
        self.equipment = equipment
        self.assignments = assignments
        self.rates = rates
        self.meterOperations = meterOperations
        self.charging = charging
        self.aliases = aliases
    }

    /// The assignment of a machine on a day; `nil` if there is none, or more than one.
    public func assignment(of equipment: String, on date: CalendarDate) -> EquipmentAssignment? {
        let holding = assignments.filter { $0.equipment == equipment && $0.holds(on: date) }
        return holding.count == 1 ? holding.first : nil
    }

    /// The internal rate of a machine on a day: its own before that of its category, the latest that has begun.
    public func rate(of equipment: String, on date: CalendarDate) -> Money? {
        let category = self.equipment.first { $0.code == equipment }?.category
        let subjects = [EquipmentRate.Subject.equipment(equipment)] + (category.map { [.category($0)] } ?? [])
        for subject in subjects {
            let begun = rates.filter { $0.subject == subject && $0.from <= date }
            if let latest = begun.max(by: { $0.from < $1.from }) { return latest.perHour }
        }
        return nil
    }
}
