import Foundation
import JSON
import Testing

/// What an operator sees when Odoo lists other projects and machines than the configuration.
struct MastersTests {
    private func cases(_ site: Site) async throws -> [String] {
        let open = try await site.purlin("cases", "list", "--json").answer()["cases"]?.arrayValue ?? []
        return open.filter { $0["kind"] == "masters_differ" }.compactMap { $0["subject"]?.stringValue }.sorted()
    }

    @Test(.timeLimit(.minutes(3)))
    func whatPeopleChangeInOdooIsNamedUntilItIsPutRight() async throws {
        let odoo = try await RunningSimulator(
            "odoo-simulator",
            ["--database", "kestrel", "--grant-fleet", "true", "--start", "2026-01-01T07:00:00Z"]
        )
        let site = try Site()
        try site.configure(odoo: odoo.address, clock: odoo.address) {
            $0.replacingOccurrences(of: "oem: Kestrel, serial", with: "oem: Kestrel, model: KX-30, serial")
        }
        // Nobody answers at the fleet's address; the projects and machines are delivered all the same.
        for _ in 0..<2 { #expect(try await site.purlin("run", "--once").status == 0) }
        let equal = try await site.purlin("masters", "compare", "--json")
        #expect(equal.status == 0, "\(equal.output) \(equal.errors)")
        let compared = try equal.answer()["comparisons"]?.arrayValue ?? []
        #expect(compared.map { $0["master"] } == ["project", "equipment"])
        #expect(compared.map { $0["held"] } == [1, 1])

        let office = Clerk.Office(address: odoo.address, partner: 0, service: 0, project: 0, account: 0, employee: 0)
        var administrator = try Clerk(0, in: office)
        let named: JSON = [["name", "=", "North Rim Interchange"]]
        let project = try await administrator.call("project.project", "search", named)
        try await administrator.call("project.project", "write", project, ["name": "South Rim"])
        let vehicle = try await administrator.call("fleet.vehicle", "search", [["license_plate", "=", "EX-104"]])
        try await administrator.call("fleet.vehicle", "write", vehicle, ["license_plate": "KX 104"])
        let found = try await site.purlin("masters", "compare")
        #expect(found.status == 1, "\(found.errors)")
        let renamed = "differs project 26-014: odoo has name 'South Rim' instead of 'North Rim Interchange'"
        #expect(found.output.contains(renamed), "\(found.output)")
        #expect(found.output.contains("otherKey equipment EX-104: odoo has it as 'KX 104'"), "\(found.output)")
        #expect(found.output.contains("not compared: equipment of fleet: its connector lists none"), "\(found.output)")
        #expect(try await cases(site) == ["equipment/odoo/EX-104", "project/odoo/26-014"])

        try await administrator.call("project.project", "write", project, ["name": "North Rim Interchange"])
        try await administrator.call("fleet.vehicle", "write", vehicle, ["license_plate": "EX-104"])
        let again = try await site.purlin("masters", "compare")
        #expect(again.status == 0, "\(again.output) \(again.errors)")
        #expect(try await cases(site).isEmpty)
        #expect(try await site.purlin("audit", "verify").status == 0)
    }

    /// Hours to payroll to Odoo, which also lists cost codes and employees.
    private static func payroll(_ odoo: String) -> String {
        """
        company: {code: KST, currency: USD, timeZone: America/Denver}
        store: {path: purlin.sqlite}
        systems:
          time: {connector: csv, mapping: time.yaml, files: {address: time}}
          payroll: {connector: payroll, layout: adp, companyCode: KST, files: {address: payroll}}
          odoo:
            connector: odoo
            address: "\(odoo)"
            database: kestrel
            login: connector
            key: env:ODOO_KEY
            timeZone: America/Denver
            companyCode: KST
            costCodePlan: kestrel.cost_codes
            employeeNumber: barcode
        people:
          - {id: pat, roles: [payroll, integration-operator]}
        codes:
          - {system: [time, payroll], from: 03-300, to: 03-300, costType: labour, validFrom: 2025-01-01, approvedBy: pat}
          - {system: [time, payroll], from: 02-315, to: 02-315, costType: labour, validFrom: 2025-01-01, approvedBy: pat}
        flows:
          timeToPayrollToJobCost:
            from: [time]
            payroll: payroll
            to: odoo
            period: {ends: 2026-01-04}
            employees: ["000417", "000512"]

        """
    }

    private static let time = """
        object: timesheet
        files: ["TIME_*.csv"]
        table: {dates: YYYY-MM-DD}
        fields:
          {employee: Emp, date: Date, project: Job, costCode: Code, payCode: {constant: REG}, hours: Hours,
           status: {constant: approved}}

        """

    /// A plan with one cost code, and three employees whose badges are another's, their own and nobody's.
    private func keepMasters(_ administrator: inout Clerk) async throws -> (plan: JSON, people: [JSON]) {
        let plan = try await administrator.call("account.analytic.plan", "create", ["name": "Cost codes"])
        let name: JSON = [
            "module": "kestrel", "name": "cost_codes", "model": "account.analytic.plan", "res_id": plan,
        ]
        try await administrator.call("ir.model.data", "create", name)
        let code: JSON = ["name": "Concrete", "code": "03-300", "plan_id": plan]
        try await administrator.call("account.analytic.account", "create", code)
        let people: JSON = .array(
            ["000417", "512", "000900"].map { ["name": .string("Rowan Testname \($0)"), "barcode": .string($0)] }
        )
        let made = try await administrator.call("hr.employee", "create", people)
        return (plan, made.arrayValue ?? [])
    }

    @Test(.timeLimit(.minutes(3)))
    func whatOdooListsOfCostCodesAndEmployeesIsCompared() async throws {
        let odoo = try await RunningSimulator("odoo-simulator", ["--database", "kestrel", "--grant-fleet", "true"])
        let office = Clerk.Office(address: odoo.address, partner: 0, service: 0, project: 0, account: 0, employee: 0)
        var administrator = try Clerk(0, in: office)
        let (plan, people) = try await keepMasters(&administrator)
        let site = try Site()
        for (file, text) in ["purlin.yaml": Self.payroll(odoo.address), "time.yaml": Self.time] {
            try Data(text.utf8).write(to: site.folder.appendingPathComponent(file))
        }
        for folder in ["time/incoming", "payroll/incoming", "payroll/outgoing"] {
            let place = site.folder.appendingPathComponent(folder)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        }
        let check = try await site.purlin("check")
        #expect(check.output.contains("employees are known by their barcode"), "\(check.output) \(check.errors)")

        let found = try await site.purlin("masters", "compare")
        #expect(found.status == 1, "\(found.output) \(found.errors)")
        for line in [
            "mappedToNothing costCode 02-315", "otherKey employee 000512: odoo has it as '512'",
            "unknown employee 000900",
        ] {
            #expect(found.output.contains(line), "\(found.output)")
        }
        let subjects = try await cases(site)
        #expect(
            subjects == [
                "costCode/payroll/02-315", "costCode/time/02-315", "employee/odoo/000512", "employee/odoo/000900",
            ],
            "\(subjects)"
        )
        // Names of people are compared with nobody's, and are kept nowhere.
        for file in try FileManager.default.contentsOfDirectory(atPath: site.folder.path) where file.contains("sqlite")
        {
            let bytes = try Data(contentsOf: site.folder.appendingPathComponent(file))
            #expect(bytes.range(of: Data("Testname".utf8)) == nil, "\(file)")
        }
        #expect(!found.output.contains("Testname"))

        let code: JSON = ["name": "Excavation", "code": "02-315", "plan_id": plan]
        try await administrator.call("account.analytic.account", "create", code)
        try await administrator.call("hr.employee", "write", [people[1]], ["barcode": "000512"])
        try await administrator.call("hr.employee", "write", [people[2]], ["active": false])
        let again = try await site.purlin("masters", "compare")
        #expect(again.status == 0, "\(again.output) \(again.errors)")
        #expect(try await cases(site).isEmpty)
    }
}
