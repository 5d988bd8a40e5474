import JSON
import Testing

struct GroupTests {
    @Test func newUserHasTheRightsOfItsGroups() throws {
        let client = try OdooClient()
        _ = try client.user("buyer", groups: ["purchase.group_purchase_user"])
        _ = try client.user("clerk", groups: ["base.group_user"])

        let mayBuy = try client.as("buyer") { client in
            try ["purchase.order", "fleet.vehicle"].map { try client.call($0, "has_access", [], "create") }
        }
        let mayRead = try client.as("clerk") { try $0.call("purchase.order", "has_access", [], "read") }

        #expect(mayBuy == [true, false])
        #expect(mayRead == false)
    }

    @Test func impliedGroupsAreThereToo() throws {
        let client = try OdooClient()
        let user = try client.user("manager", groups: ["fleet.fleet_group_manager"])
        let groups = try client.value("groups_id", of: "res.users", user).arrayValue ?? []

        for name in ["fleet.fleet_group_user", "base.group_user"] {
            #expect(groups.contains(.integer(try client.reference(name))), "\(name)")
        }
        #expect(try client.value("share", of: "res.users", user) == false)
        #expect(
            try client.as("manager") { try $0.call("res.users", "has_group", [.integer(user)], "base.group_user") }
                == true
        )
    }

    @Test func userWithoutNamedGroupsHasThoseOfTheTemplate() throws {
        let client = try OdooClient()
        let user = try client.create("res.users", ["name": "Plain", "login": "plain", "password": "plain"])
        let template = try client.reference("base.default_user")

        let groups = try client.value("groups_id", of: "res.users", user)
        #expect(groups == (try client.value("groups_id", of: "res.users", template)))
    }

    @Test func takingAGroupTakesItsRights() throws {
        let client = try OdooClient()
        let user = try client.user("buyer", groups: ["purchase.group_purchase_user", "base.group_user"])
        let group = try client.reference("purchase.group_purchase_user")

        try client.call("res.users", "write", [.integer(user)], ["groups_id": [[3, .integer(group)]]])

        #expect(try client.as("buyer") { try $0.call("purchase.order", "has_access", [], "read") } == false)
        #expect(try client.as("buyer") { try $0.call("res.partner", "has_access", [], "read") } == true)
    }

    @Test func userChangesItsOwnLanguageButNotItsLogin() throws {
        let client = try OdooClient()
        let user = try client.user("clerk", groups: ["base.group_user"])

        let refused = try client.as("clerk") { client in
            try client.call("res.users", "write", [.integer(user)], ["lang": "fr_FR"])
            return try client.refusal("res.users", "write", [.integer(user)], ["login": "boss"])
        }

        #expect(refused["name"] == "odoo.exceptions.AccessError")
        #expect(try client.value("lang", of: "res.users", user) == "fr_FR")
    }

    @Test func userIsOfOneTypeOnly() throws {
        let client = try OdooClient()
        let both = try ["base.group_user", "base.group_portal"].map { JSON.integer(try client.reference($0)) }

        let data = try client.refusal(
            "res.users",
            "create",
            ["name": "Two", "login": "two", "groups_id": [[6, 0, .array(both)]]]
        )

        #expect(data["message"] == "The user cannot have more than one user types.")
    }

    @Test func fieldForAGroupIsSeenByItsMembers() throws {
        let client = try OdooClient()
        _ = try client.user("planner", groups: ["project.group_project_manager", "project.group_project_stages"])
        let project = try client.create("project.project", ["name": "Bridge"])

        let seen = try client.as("planner") { try $0.value("stage_id", of: "project.project", project) }
        let refused = try client.refusal("project.project", "read", [.integer(project)], ["stage_id"])

        #expect(seen[1] == "To Do")
        #expect(refused["name"] == "odoo.exceptions.AccessError")
    }

    @Test func parametersAreForAdministrators() throws {
        let client = try OdooClient()

        #expect(try client.call("ir.config_parameter", "get_param", "kestrel.none") == false)
        #expect(try client.call("ir.config_parameter", "get_param", "kestrel.none", "other") == "other")
        #expect(try client.call("ir.config_parameter", "set_param", "kestrel.one", "first") == false)
        #expect(try client.call("ir.config_parameter", "set_param", "kestrel.one", "second") == "first")
        #expect(try client.call("ir.config_parameter", "set_param", "kestrel.one", false) == "second")
        #expect(try client.call("ir.config_parameter", "search_count", [["key", "like", "kestrel"]]) == 0)
        let used = try client.refusal("ir.config_parameter", "create", ["key": "database.uuid", "value": "x"])
        #expect(used["message"] == "The operation cannot be completed: Key must be unique.")
        let refused = try client.as("connector") { try $0.refusal("ir.config_parameter", "get_param", "kestrel.one") }
        #expect(refused["name"] == "odoo.exceptions.AccessError")
    }

    @Test func companyHasAPartnerAndLetsItsMakerIn() throws {
        let client = try OdooClient()
        let euro = try client.reference("base.EUR")

        let company = try client.create("res.company", ["name": "Third Co", "currency_id": .integer(euro)])

        #expect(try client.value("partner_id", of: "res.company", company)[1] == "Third Co")
        let own = try client.value("company_ids", of: "res.users", 2)
        #expect(own.arrayValue?.contains(.integer(company)) == true)
        #expect(try client.as("connector") { try $0.call("res.company", "search_count", []) } == 1)
    }
}
