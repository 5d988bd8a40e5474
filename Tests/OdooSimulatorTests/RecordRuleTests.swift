import JSON
import Testing

struct RecordRuleTests {
    private func partner(of login: String, _ client: OdooClient) throws -> JSON {
        let users = try client.call("res.users", "search_read", [["login", "=", .string(login)]], ["partner_id"])
        return try #require(users[0]?["partner_id"]?[0])
    }

    @Test func privateProjectIsForItsFollowers() throws {
        let client = try OdooClient()
        let project = try client.create("project.project", ["name": "Secret", "privacy_visibility": "followers"])
        let task = try client.create("project.task", ["name": "Pour", "project_id": .integer(project)])
        let visible = { (model: String, id: Int64) in
            try client.as("limited") { try $0.call(model, "search_count", [["id", "=", .integer(id)]]) }
        }

        #expect(try visible("project.project", project) == 0)
        #expect(try visible("project.task", task) == 0)
        try client.call(
            "project.project",
            "message_subscribe",
            [.integer(project)],
            [try partner(of: "limited", client)]
        )
        #expect(try visible("project.project", project) == 1)
        #expect(try visible("project.task", task) == 1)
        try client.call(
            "project.project",
            "message_unsubscribe",
            [.integer(project)],
            [try partner(of: "limited", client)]
        )
        #expect(try visible("project.project", project) == 0)
        // Project administrators see all projects.
        let count = try client.as("connector") {
            try $0.call("project.project", "search_count", [["id", "=", .integer(project)]])
        }
        #expect(count == 1)
    }

    @Test func portalUserSeesPublicProjectsThatItFollows() throws {
        let client = try OdooClient()
        let open = try client.create("project.project", ["name": "Open", "privacy_visibility": "portal"])
        let closed = try client.create("project.project", ["name": "Closed", "privacy_visibility": "employees"])
        let portal = try partner(of: "portal", client)

        try client.call("project.project", "message_subscribe", [.integer(open), .integer(closed)], [portal])

        #expect(try client.as("portal") { try $0.call("project.project", "search", []) } == [.integer(open)])
    }

    @Test func taskWithoutAProjectIsForItsAssignees() throws {
        let client = try OdooClient()
        let task = try client.create("project.task", ["name": "Mine"])

        #expect(try client.value("user_ids", of: "project.task", task) == [2])
        let count = try client.as("connector") {
            try $0.call("project.task", "search_count", [["id", "=", .integer(task)]])
        }
        #expect(count == 0)
    }

    @Test func timesheetsOfOthersAreForApprovers() throws {
        let client = try OdooClient()
        let own = try client.user("worker", groups: ["hr_timesheet.group_hr_timesheet_user"])
        _ = try client.user("approver", groups: ["hr_timesheet.group_hr_timesheet_approver"])
        _ = try client.user("biller", groups: ["account.group_account_invoice"])
        _ = try client.create("hr.employee", ["name": "Worker", "user_id": .integer(own)])
        let project = try client.create("project.project", ["name": "Bridge"])
        let values: JSON = ["name": "Pour", "project_id": .integer(project), "unit_amount": 1]
        let foreign = try client.create("account.analytic.line", values)
        let mine = try client.as("worker") { try $0.create("account.analytic.line", values) }
        let plain = try client.create(
            "account.analytic.line",
            ["name": "Diesel", "account_id": .integer(try client.account("Fuel"))]
        )
        let seen = { (login: String) in
            try client.as(login) { try $0.call("account.analytic.line", "search", [], keywords: ["order": "id"]) }
        }

        #expect(try seen("worker") == [.integer(mine)])
        #expect(try seen("approver") == [.integer(foreign), .integer(mine)])
        #expect(try seen("biller") == [.integer(plain)])
        #expect(try seen("admin") == [.integer(foreign), .integer(mine), .integer(plain)])
    }

    @Test func requestsAreForThoseWhoFollowOrOwnThem() throws {
        let client = try OdooClient()
        let foreign = try client.create("maintenance.request", ["name": "Leak"])
        let own = try client.as("limited") { try $0.create("maintenance.request", ["name": "Noise"]) }

        #expect(try client.as("limited") { try $0.call("maintenance.request", "search", []) } == [.integer(own)])
        let managed = try client.as("connector") {
            try $0.call("maintenance.request", "search", [], keywords: ["order": "id"])
        }
        #expect(managed == [.integer(foreign), .integer(own)])
    }

    @Test func ordersAreForTheirCompanyAndForPortalUsersWhoFollowThem() throws {
        let client = try OdooClient()
        let vendor = try client.create("res.partner", ["name": "Quarry"])
        let order = try client.create(
            "purchase.order",
            ["partner_id": .integer(vendor), "currency_id": .integer(try client.reference("base.USD"))]
        )
        let seen = { try client.as("portal") { try $0.call("purchase.order", "search_count", []) } }

        #expect(try seen() == 0)
        try client.call("purchase.order", "message_subscribe", [.integer(order)], [try partner(of: "portal", client)])
        #expect(try seen() == 1)
        let elsewhere = try client.call(
            "purchase.order",
            "search_count",
            [["id", "=", .integer(order)]],
            keywords: ["context": ["allowed_company_ids": [2]]]
        )
        #expect(elsewhere == 0)
    }
}
