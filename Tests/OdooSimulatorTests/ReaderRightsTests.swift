import JSON
import Testing

/// What users with few rights see: fields of groups, profiles of employees, records behind records.
struct ReaderRightsTests {
    @Test func fieldsOfAGroupAreNamedToInternalUsersOnly() throws {
        let client = try OdooClient()
        let firm = try client.create("res.partner", ["name": "Firm"])
        let head =
            "You do not have enough rights to access the fields \"credit_limit\" on Contact (res.partner). "
            + "Please contact your system administrator.\n\nOperation: read"

        let inside = try client.as("limited") { client in
            try client.refusal("res.partner", "read", .integer(firm), ["credit_limit"])
        }
        let outside = try client.as("portal") { client in
            try client.refusal("res.partner", "read", .integer(firm), ["credit_limit"])
        }

        #expect(inside["message"]?.stringValue?.hasPrefix(head + "\nUser: ") == true)
        #expect(
            inside["message"]?.stringValue?.hasSuffix(
                "- credit_limit (allowed for groups 'Technical / Show Accounting Features - Readonly', "
                    + "'Invoicing / Invoicing')"
            ) == true
        )
        #expect(outside["message"] == .string(head))
    }

    @Test func internalUsersReadTheProfilesOfEmployees() throws {
        let client = try OdooClient()

        let names = try client.as("limited") { try $0.call("hr.employee", "search_read", [], ["name"]) }
        let refusal = try client.as("portal") { try $0.refusal("hr.employee", "search_read", [], ["name"]) }

        #expect(names[0]?["name"] == "Administrator")
        #expect(refusal["message"]?.stringValue?.contains("'Public Employee' (hr.employee.public)") == true)
    }

    @Test func aUserIsHiddenFromThoseWhoDoNotSeeHisPartner() throws {
        let refusal = try OdooClient().as("portal") { try $0.refusal("res.users", "read", [2], ["name"]) }

        #expect(refusal["name"] == "odoo.exceptions.AccessError")
    }

    @Test func tasksThatAreReadAreNotAllChanged() throws {
        let client = try OdooClient()
        let project = try client.create("project.project", ["name": "Open", "privacy_visibility": "employees"])
        let task = try client.create("project.task", ["name": "Task", "project_id": .integer(project)])

        let name = try client.as("limited") { try $0.value("name", of: "project.task", task) }
        let refusal = try client.as("limited") { client in
            try client.refusal("project.task", "write", .integer(task), ["priority": "1"])
        }

        #expect(name == "Task")
        #expect(refusal["message"]?.stringValue?.contains("doesn't have 'write' access to:\n- Task") == true)
    }

    @Test func aLineOfSomeoneElseIsRefusedAsSuch() throws {
        let client = try OdooClient()
        let account = try client.account("Bridge")
        let line = try client.create("account.analytic.line", ["name": "L", "account_id": .integer(account)])

        let refusal = try client.as("limited") { client in
            try client.refusal("account.analytic.line", "write", .integer(line), ["amount": 6])
        }

        #expect(refusal["message"] == "You cannot access timesheets that are not yours.")
        #expect(try client.value("employee_id", of: "account.analytic.line", line)[1] == "Administrator")
    }

    @Test func theAdministratorStays() throws {
        let refusal = try OdooClient().refusal("res.users", "unlink", [2])

        #expect(refusal["name"] == "odoo.exceptions.UserError")
    }

    @Test func groupsAreAskedForByVersion() throws {
        let later = try OdooClient()
        let earlier = try OdooClient(version: 17)

        #expect(try later.call("res.users", "has_group", [2], "base.group_system") == true)
        #expect(try later.refusal("res.users", "has_group", "base.group_system")["name"] == "builtins.TypeError")
        #expect(try earlier.call("res.users", "has_group", "base.group_system") == true)
        #expect(
            try earlier.refusal("res.users", "has_group", "nope")["message"]
                == "External ID 'nope' must be fully qualified"
        )
    }

    @Test func sequencesCountForWhoeverMayReadThem() throws {
        let client = try OdooClient()

        let first = try client.as("connector") { try $0.call("ir.sequence", "next_by_code", "purchase.order") }
        let unknown = try client.call("ir.sequence", "next_by_code", "no.such.code")
        let refusal = try client.as("portal") { try $0.refusal("ir.sequence", "next_by_code", "purchase.order") }

        #expect(first.stringValue?.hasPrefix("P0000") == true)
        #expect(unknown == false)
        #expect(refusal["name"] == "odoo.exceptions.AccessError")
    }

    @Test func whatRecordsNeedStandsInTheWayOfADeletion() throws {
        let client = try OdooClient()
        let account = try client.account("Used")
        _ = try client.create("account.analytic.line", ["name": "Line", "account_id": .integer(account)])

        let refusal = try client.refusal("account.analytic.account", "unlink", .integer(account))

        #expect(refusal["message"]?.stringValue?.contains("account_analytic_line_account_id_fkey") == true)
    }
}
