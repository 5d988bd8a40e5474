/// Where the use of a machine is recovered, as a project of the company that owns it stands for it.
public struct HomeCostCentre: Sendable, Hashable {
    /// The code of the project.
    public let project: String
    /// The cost code within it.
    public let costCode: String

    /// Creates a place.
    public init(project: String, costCode: String) {
        self.project = project
        self.costCode = costCode
    }
}

/// Whose machines and projects are, and what of their use is credited to whom (domain.md L10, M-3).
public struct EquipmentCharging: Sendable, Hashable {
    /// The companies of projects that are not the flow's own company's, by the project's code.
    public var projectCompanies: [String: String]
    /// The companies of machines that are not the flow's own company's, by the machine's code.
    public var owners: [String: String]
    /// Where the use of a machine is recovered, by the machine's code; nothing is recovered of one that is not here, which
    /// may not be lent to another company either.
    public var homes: [String: HomeCostCentre]
    /// The role that approves what companies charge each other in a month; `nil` if each use is charged once it is approved.
    public var financeRole: String?
    /// How long after the end of a month, or of the day on which late use came, its charges are put before that role.
    public var cutoff: Duration

    /// Creates settings; without any, nothing is recovered and everything is of the flow's own company.
    public init(
        projectCompanies: [String: String] = [:],
        owners: [String: String] = [:],
        homes: [String: HomeCostCentre] = [:],
        financeRole: String? = nil,
        cutoff: Duration = .seconds(12 * 3600)
    ) {
        self.projectCompanies = projectCompanies
        self.owners = owners
        self.homes = homes
        self.financeRole = financeRole
        self.cutoff = cutoff
    }
}

extension EquipmentUsageSettings {
    /// The code of the company that bears the cost of a project.
    public func company(ofProject project: String) -> String { charging.projectCompanies[project] ?? company }

    /// The code of the company that owns a machine.
    public func owner(of equipment: String) -> String { charging.owners[equipment] ?? company }
}

/// A flow that charges companies with the use of machines.
package protocol EquipmentChargingFlow: BusinessFlow {
    /// The codes of all companies that bear or recover cost, in order.
    var companies: [String] { get }
    /// Whether the use of any machine is recovered.
    var recoversUse: Bool { get }
}

extension EquipmentUsageToJobCost: EquipmentChargingFlow {
    package var companies: [String] {
        Set([settings.company] + settings.charging.projectCompanies.values + settings.charging.owners.values).sorted()
    }

    package var recoversUse: Bool { !settings.charging.homes.isEmpty }
}
