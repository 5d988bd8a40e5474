import JSON
import Testing

struct ProjectTests {
    @Test(arguments: [(18, "account_id", "Project"), (17, "analytic_account_id", "Projects")])
    func projectWithTimesheetsHasAnAccountOfItsName(version: Int, field: String, plan: String) throws {
        let client = try OdooClient(version: version)

        let id = try client.create("project.project", ["name": "Harbour bridge", "allow_timesheets": true])
        let plain = try client.create("project.project", ["name": "Office", "allow_timesheets": false])

        let account = try client.value(field, of: "project.project", id)
        #expect(account[1] == "Harbour bridge")
        let accountID = try #require(account[0]?.integerValue)
        #expect(try client.value("plan_id", of: "account.analytic.account", accountID)[1] == .string(plan))
        #expect(try client.value("company_id", of: "account.analytic.account", accountID) == false)
        #expect(try client.value(field, of: "project.project", plain) == false)
    }

    @Test func timesheetsSwitchedOnLaterMakeTheAccount() throws {
        let client = try OdooClient()
        let id = try client.create("project.project", ["name": "Office", "allow_timesheets": false])

        try client.call("project.project", "write", [.integer(id)], ["allow_timesheets": true])

        #expect(try client.value("account_id", of: "project.project", id)[1] == "Office")
    }

    @Test func projectDoesNotEndBeforeItStarts() throws {
        let client = try OdooClient()
        let values: JSON = ["name": "Bridge", "date_start": "2026-03-01", "date": "2026-02-01"]

        let data = try client.refusal("project.project", "create", values)
        let answer = try client.load(
            "project.project",
            ["id", "name", "date_start", "date"],
            [["kst.p", "B", "2026-03-01", "2026-02-01"]]
        )

        let text = "The project's start date must be before its end date."
        #expect(data["message"] == .string("The operation cannot be completed: \(text)"))
        #expect(answer["messages"]?[0]?["message"] == .string("'\(text)'"))
    }

    @Test func lineOfAProjectIsATimesheet() throws {
        let client = try OdooClient()
        let project = try client.create("project.project", ["name": "Bridge"])
        let employee = try client.create("hr.employee", ["name": "Ben Ortiz", "hourly_cost": .real(33.33)])

        let id = try client.create(
            "account.analytic.line",
            [
                "project_id": .integer(project), "employee_id": .integer(employee), "unit_amount": .real(1.3333333),
                "amount": 999, "name": false,
            ]
        )

        let line = try client.call(
            "account.analytic.line",
            "read",
            [.integer(id)],
            ["name", "amount", "account_id", "user_id", "product_uom_id", "display_name"]
        )
        #expect(line[0]?["name"] == "/")
        #expect(line[0]?["amount"] == .real(-44.44))
        #expect(line[0]?["account_id"]?[1] == "Bridge")
        #expect(line[0]?["user_id"] == false)
        #expect(line[0]?["product_uom_id"]?[1] == "Hours")
        #expect(line[0]?["display_name"] == "Bridge")
    }

    @Test func hoursOfATimesheetRevalueItAndItsAmountMayBeWritten() throws {
        let client = try OdooClient()
        let project = try client.create("project.project", ["name": "Bridge"])
        let employee = try client.create("hr.employee", ["name": "Ida Lund", "hourly_cost": 50])
        let id = try client.create(
            "account.analytic.line",
            ["name": "Pour", "project_id": .integer(project), "employee_id": .integer(employee), "unit_amount": 2]
        )

        try client.call("hr.employee", "write", [.integer(employee)], ["hourly_cost": 60])
        #expect(try client.value("amount", of: "account.analytic.line", id) == .real(-100))
        try client.call("account.analytic.line", "write", [.integer(id)], ["unit_amount": 3])
        #expect(try client.value("amount", of: "account.analytic.line", id) == .real(-180))
        try client.call("account.analytic.line", "write", [.integer(id)], ["amount": -1])
        #expect(try client.value("amount", of: "account.analytic.line", id) == .real(-1))
    }

    @Test func timesheetNeedsAnActiveEmployee() throws {
        let client = try OdooClient()
        let project = try client.create("project.project", ["name": "Bridge"])
        let values: JSON = ["name": "Pour", "project_id": .integer(project), "unit_amount": 1]

        let own = try client.create("account.analytic.line", values)
        let data = try client.as("connector") { try $0.refusal("account.analytic.line", "create", values) }

        #expect(try client.value("employee_id", of: "account.analytic.line", own)[1] == "Administrator")
        #expect(data["message"] == "Timesheets must be created with an active employee in the selected companies.")
    }

    @Test func projectWithTimesheetsIsNotDeleted() throws {
        let client = try OdooClient()
        let project = try client.create("project.project", ["name": "Bridge"])
        _ = try client.create(
            "account.analytic.line",
            ["name": "Pour", "project_id": .integer(project), "unit_amount": 1]
        )

        let data = try client.refusal("project.project", "unlink", [.integer(project)])

        #expect(data["name"] == "odoo.exceptions.RedirectWarning")
        #expect(data["arguments"]?[2] == "See timesheet entries")
        #expect(data["arguments"]?[3] == ["active_ids": [.integer(project)]])
    }
}
