import Foundation
import JSON
import SimulatorKit
import Synchronization

/// The databases that servers of this process began with: what two of them begin with is made once.
private enum FreshDatabases {
    /// All that the records of a fresh database follow from.
    struct Key: Hashable {
        let series: Int
        let start: SimulatedInstant
    }

    static let made = Mutex<[Key: Database]>([:])
}

extension OdooServer {
    /// Makes the tables and the records that a fresh database of the measured set of modules holds.
    ///
    /// Two companies, the users admin, connector, limited and portal, currencies, countries, units, the first analytic
    /// plan and the fleet's states and brands; external ids as in the real database, ids from the sequences.
    mutating func loadBaseData() throws(SimulatorError) {
        let key = FreshDatabases.Key(series: profile.series, start: startOfStory)
        if let made = FreshDatabases.made.withLock({ $0[key] }) {
            database = made
            return
        }
        database = try makeBaseData()
        FreshDatabases.made.withLock { $0[key] = database }
    }

    private func makeBaseData() throws(SimulatorError) -> Database {
        var database = Database()
        for model in catalogue.sorted { database.createTable(model.name, indexes: model.indexes) }
        var records = BaseRecords(database: database, catalogue: catalogue, moment: startOfStory)
        database = Database()
        Self.addCurrencies(&records)
        try Self.addCountries(&records)
        try Self.addCompanies(&records)
        try profile.is19 ? Self.addLaterUnits(&records) : Self.addUnits(&records)
        try addProjects(&records)
        Self.addFleet(&records)
        addRegistry(&records)
        try MeasuredRecords.load(into: &records, series: profile.series)
        Self.nameGroups(&records)
        records.database.commit()
        return records.database
    }

    /// The name of a group is the end of its full name.
    private static func nameGroups(_ records: inout BaseRecords) {
        for id in records.database.ids(of: "res.groups") {
            guard var row = records.database.row("res.groups", id), let full = row["full_name"]?.textValue else {
                continue
            }
            // The three kinds of users are called by the whole of it in version 19.
            row["name"] = .text(full.hasPrefix("Role / ") ? full : full.components(separatedBy: " / ").last ?? full)
            records.database.replace("res.groups", id, with: row)
        }
    }

    private static func addCurrencies(_ records: inout BaseRecords) {
        for line in BaseRecords.lines(BaseCurrencies.table) {
            let name = line[0]
            let row: Row = [
                "name": .text(name),
                "rounding": .decimal(Decimal(plain: line[1]) ?? 1),
                "position": .text(line[2]),
                "symbol": .text(line[3]),
                "full_name": line[4].isEmpty ? .null : .text(line[4]),
                "active": .boolean(name == "USD" || name == "EUR"),
            ]
            records.add("res.currency", "base.\(name)", row)
        }
    }

    private static func addCountries(_ records: inout BaseRecords) throws(SimulatorError) {
        for line in BaseRecords.lines(BaseCountries.table) {
            var row = BaseRecords.names(line[3], french: line[4], german: line[5])
            row["code"] = .text(line[0])
            row["phone_code"] = .integer(Int64(line[1]) ?? 0)
            if !line[2].isEmpty { row["currency_id"] = .record(try records.id("base.\(line[2])")) }
            let name = line[0] == "GB" ? "uk" : line[0].lowercased()
            records.add("res.country", "base.\(name)", row)
        }
    }

    private static func addUnits(_ records: inout BaseRecords) throws(SimulatorError) {
        for line in BaseRecords.lines(BaseUnits.categories) {
            records.add("uom.category", line[0], ["name": .text(line[1])])
        }
        for line in BaseRecords.lines(BaseUnits.units) {
            var row = BaseRecords.names(line[4], french: line[5], german: line[6])
            row["category_id"] = .record(try records.id(line[1]))
            row["uom_type"] = .text(line[2])
            row["factor"] = .decimal(Decimal(plain: line[3]) ?? 1)
            records.add("uom.uom", line[0], row)
        }
    }

    private static func addLaterUnits(_ records: inout BaseRecords) throws(SimulatorError) {
        for line in BaseRecords.lines(BaseUnits.unitsOf19) {
            var row = BaseRecords.names(line[5], french: line[6], german: line[7])
            if !line[1].isEmpty { row["relative_uom_id"] = .record(try records.id(line[1])) }
            row["relative_factor"] = .decimal(Decimal(plain: line[2]) ?? 1)
            row["active"] = .boolean(line[3] != "archived")
            row["sequence"] = .integer(Int64(line[4]) ?? 0)
            records.add("uom.uom", line[0], row)
        }
    }

    private func addProjects(_ records: inout BaseRecords) throws(SimulatorError) {
        let plan = records.add(
            "account.analytic.plan",
            "analytic.analytic_plan_projects",
            ["name": .text(profile.projectPlanName)]
        )
        for company: Int64 in [1, 2] {
            let account = records.add(
                "account.analytic.account",
                nil,
                ["name": .text("Internal"), "plan_id": .record(plan), "company_id": .record(company)]
            )
            let row: Row = [
                "name": .text("Internal"), "company_id": .record(company),
                profile.projectAccountField: .record(account),
            ]
            records.add("project.project", nil, row)
        }
        let employee: Row = [
            "name": .text("Administrator"), "user_id": .record(try records.id("base.user_admin")),
            "company_id": .record(try records.id("base.main_company")), "work_email": .text("admin@example.com"),
        ]
        records.add("hr.employee", "hr.employee_admin", employee)
    }

    private static func addFleet(_ records: inout BaseRecords) {
        let states = [("new_request", "New Request", 4), ("to_order", "To Order", 5), ("registered", "Registered", 7)]
        for (name, label, sequence) in states + [("downgraded", "Downgraded", 8)] {
            let row: Row = ["name": .text(label), "sequence": .integer(Int64(sequence))]
            records.add("fleet.vehicle.state", "fleet.fleet_vehicle_state_\(name)", row)
        }
        for name in BaseBrands.names {
            let word = name.lowercased().replacing(" ", with: "_")
            records.add("fleet.vehicle.model.brand", "fleet.brand_\(word)", ["name": .text(name)])
        }
    }

    private func addRegistry(_ records: inout BaseRecords) {
        for model in catalogue.sorted {
            let row: Row = ["name": .text(model.label), "model": .text(model.name)]
            records.add("ir.model", nil, row)
        }
        for (key, value) in Self.parameters {
            records.add("ir.config_parameter", nil, ["key": .text(key), "value": .text(value)])
        }
        for name in Self.installedModules {
            let row: Row = [
                "name": .text(name), "state": .text("installed"),
                "latest_version": .text("\(profile.series).0.1.0"),
            ]
            records.add("ir.module.module", "base.module_\(name)", row)
        }
    }

    /// The system parameters of every database (source: odoo/addons/base/models/ir_config_parameter.py).
    private static let parameters = [
        ("database.secret", "5f0d7c3e-8a41-4a55-9a52-6d1f0b9c2e77"),
        ("database.uuid", "0b6e2c9a-c5d4-11f0-9d3e-0242ac120002"),
        ("database.create_date", "2026-01-01 07:00:00"),
        ("web.base.url", "http://localhost:8069"), ("base.login_cooldown_after", "10"),
        ("base.login_cooldown_duration", "60"),
    ]

    private static let installedModules = [
        "base", "web", "mail", "contacts", "uom", "product", "analytic", "account", "purchase", "purchase_stock",
        "stock",
        "project", "project_account", "project_purchase", "hr", "hr_timesheet", "sale_management", "sale_project",
        "sale_timesheet", "fleet", "account_fleet", "maintenance",
    ]
}
