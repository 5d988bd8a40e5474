import JSON

/// What differs between the versions of Odoo that are simulated.
struct VersionProfile: Sendable {
    /// The series: 17, 18 or 19.
    let series: Int
    /// The build that was measured.
    let serverVersion: String
    /// The name of the first analytic plan.
    let projectPlanName: String
    /// The field of a project that holds its analytic account.
    let projectAccountField: String
    /// Whether a text, a number and NULL that are all empty are one value in a domain.
    let emptyMatchesNull: Bool

    /// Odoo 17.0-20240709.
    static let odoo17 = VersionProfile(
        series: 17,
        serverVersion: "17.0-20240709",
        projectPlanName: "Projects",
        projectAccountField: "analytic_account_id",
        emptyMatchesNull: false
    )

    /// Odoo 18.0-20250520.
    static let odoo18 = VersionProfile(
        series: 18,
        serverVersion: "18.0-20250520",
        projectPlanName: "Project",
        projectAccountField: "account_id",
        emptyMatchesNull: true
    )

    /// Odoo 19.0.
    static let odoo19 = VersionProfile(
        series: 19,
        serverVersion: "19.0",
        projectPlanName: "Project",
        projectAccountField: "account_id",
        emptyMatchesNull: true
    )

    /// Whether this is version 18 or a later one.
    var is18: Bool { series >= 18 }

    /// Whether this is version 19.
    var is19: Bool { series >= 19 }

    /// The answer of `common.version`.
    var versionInfo: JSON {
        [
            "server_version": .string(serverVersion),
            "server_version_info": [.integer(Int64(series)), 0, 0, "final", 0, ""],
            "server_serie": .string("\(series).0"),
            "protocol_version": 1,
        ]
    }

    /// The name of a group as this version prints it.
    func groupName(_ name: String) -> String {
        if is19 { return LaterGroupNames.byEarlier[UserGroups.compact(name)] ?? name }
        guard !is18 else { return name }
        return switch name {
        case "Invoicing/Administrator": "Invoicing/Billing Administrator"
        case "Invoicing/Invoicing": "Invoicing/Billing"
        default: name
        }
    }
}
