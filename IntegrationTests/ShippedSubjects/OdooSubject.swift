import CanonicalModel
package import ConnectorConformance
package import ConnectorKit
import JSON
import OdooConnector

/// The Odoo connector against one of the simulated versions.
package struct OdooSubject: ConformanceSubject, CustomStringConvertible {
    let version: Int

    package var connector: any Connector.Type { OdooConnector.self }
    package var name: String { "odoo-\(version)" }
    package var hostProgram: String? { "odoo-host" }
    package var description: String { name }

    package func makeWorld() async throws -> any ConformanceWorld { try await OdooWorld(version: version) }

    package var waivers: [ConformanceWaiver] {
        [
            ConformanceWaiver(
                "W15",
                because: "the world makes no orders, receipts, invoices and payments; EndToEndTests writes them",
                owner: "integration desk"
            )
        ]
    }

    package static let all = [17, 18, 19].map(OdooSubject.init)
}

/// A company with some projects, machines and costs, made by its administrator.
struct OdooWorld: ReadableWorld {
    let clock: ManualClock
    let office: OdooOffice
    private let version: Int
    private static let key = "key-of-the-connector"

    init(version: Int) async throws {
        self.version = version
        office = try await OdooOffice(version: version, key: Self.key)
        clock = ManualClock(try await office.simulator.now())
        for model in OdooOffice.Register.allCases { _ = try await office.create(5, in: model) }
    }

    var transport: any HTTPTransport { office.simulator.transport }
    var configuration: ConnectorConfiguration { configured() }

    private func configured(_ others: [String: ConnectorConfiguration.Value] = [:]) -> ConnectorConfiguration {
        let sound: [String: ConnectorConfiguration.Value] = [
            "address": .text(office.simulator.address), "database": .text("kestrel"), "login": .text("connector"),
            "key": .secret(Secret(Self.key)), "timeZone": .text("America/Denver"),
            "companyCode": .text("KST"), "costCodePlan": .text("kestrel.cost_codes"),
            "employeeNumber": .text("barcode"),
        ]
        return ConnectorConfiguration(system: "odoo", values: sound.merging(others) { _, other in other })
    }

    var misconfigurations: [Misconfiguration] {
        [
            wrong("address", "erp"), wrong("company", "Nobody Co"), wrong("namespace", "a-b"), wrong("wire", "soap"),
            wrong("analyticPlan", "plan"), wrong("timeZone", "Mars/Olympus"), wrong("keyExpires", "soon"),
            wrong("database", ""), wrong("database", "none"), wrong("batchLimit", .integer(0)),
            wrong("deletionLimit", .integer(-1)), wrong("costCodePlan", "kestrel.none"),
            wrong("employeeNumber", "badge"), wrong("key", .secret(Secret("wrong"))),
        ] + (asksForLogin ? [wrong("login", "nobody", naming: "user")] : [])
    }

    /// Whether the version's wire asks for the login: JSON-2 takes whom the key belongs to, of which a check warns.
    private var asksForLogin: Bool { version < 19 }

    private func wrong(_ key: String, _ text: String, naming word: String? = nil) -> Misconfiguration {
        wrong(key, .text(text), naming: word)
    }

    private func wrong(
        _ key: String,
        _ value: ConnectorConfiguration.Value,
        naming word: String? = nil
    ) -> Misconfiguration {
        Misconfiguration("another \(key), \(value)", configured([key: value]), naming: [word ?? key])
    }

    func withhold(_ object: String) async throws -> ConnectorConfiguration? {
        let groups: [String] =
            switch object {
            case "Project": ["project.group_project_manager", "project.group_project_user"]
            // Whoever manages time sheets may read employees, too.
            case "Employee": ["hr_timesheet.group_timesheet_manager", "hr.group_hr_manager", "hr.group_hr_user"]
            case "Equipment": ["fleet.fleet_group_manager", "fleet.fleet_group_user"]
            case "PurchaseOrder": ["purchase.group_purchase_user"]
            // Whoever buys, sells or bills may write transfers too.
            case "Receipt":
                [
                    "stock.group_stock_user", "purchase.group_purchase_user", "account.group_account_invoice",
                    "sales_team.group_sale_salesman_all_leads", "sales_team.group_sale_salesman",
                ]
            case "SupplierInvoice", "Payment": ["account.group_account_invoice"]
            default: ["analytic.group_analytic_accounting"]
            }
        try await office.takeAway(groups)
        return configuration
    }

    func rows(of stream: SourceStream) async throws -> Set<String>? {
        guard let register = OdooOffice.Register(rawValue: stream.name) else { return nil }
        return Set(try await office.records(of: register).map { "\(register.model)/\($0)" })
    }

    /// Cost codes and employees stay on one page: what turns pages is the same for all registers.
    func add(_ count: Int, to stream: SourceStream) async throws -> Set<String>? {
        guard let register = OdooOffice.Register(rawValue: stream.name),
            ![.costCodes, .employees].contains(register)
        else { return nil }
        return Set(try await office.create(count, in: register).map { "\(register.model)/\($0)" })
    }

    func change(_ row: String, in stream: SourceStream) async throws -> Bool {
        guard let register = OdooOffice.Register(rawValue: stream.name), let id = Self.id(of: row) else { return false }
        try await office.change(id, in: register)
        return true
    }

    func spoil(_ row: String, in stream: SourceStream) async throws -> Bool {
        guard let register = OdooOffice.Register(rawValue: stream.name), let id = Self.id(of: row) else { return false }
        try await office.spoil(id, in: register)
        return true
    }

    func delete(_ row: String, from stream: SourceStream) async throws -> Bool {
        guard let register = OdooOffice.Register(rawValue: stream.name), let id = Self.id(of: row) else { return false }
        try await office.call(register.model, "unlink", [[.integer(id)]])
        return true
    }

    private static func id(of row: String) -> Int64? { row.split(separator: "/").last.flatMap { Int64($0) } }

    func synchronise() async throws { try await office.simulator.advance(to: clock.now) }

    func end() async { office.simulator.giveBack() }
}
