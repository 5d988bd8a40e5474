import JSON
import SimulatorKit
import Testing

struct AccessTests {
    @Test(arguments: [
        ("connector", "res.partner", "create", true), ("connector", "account.analytic.line", "create", true),
        ("connector", "project.project", "create", true), ("connector", "fleet.vehicle", "write", true),
        ("connector", "fleet.vehicle", "create", false), ("connector", "fleet.vehicle.model", "create", false),
        ("connector", "res.company", "write", false), ("connector", "ir.model.data", "read", false),
        ("limited", "account.analytic.line", "read", false), ("limited", "account.analytic.account", "read", true),
        ("limited", "res.partner", "write", false), ("portal", "project.project", "read", true),
        ("portal", "uom.uom", "read", false), ("admin", "ir.model.data", "unlink", true),
    ])
    func rightsAreThoseOfTheRealUsers(login: String, model: String, operation: String, isAllowed: Bool) throws {
        let answer = try OdooClient().as(login) {
            try $0.call(model, "check_access_rights", .string(operation), keywords: ["raise_exception": false])
        }
        let answer18 = try OdooClient().as(login) { try $0.call(model, "has_access", [], .string(operation)) }

        #expect(answer == .bool(isAllowed))
        #expect(answer18 == .bool(isAllowed))
    }

    @Test func grantOfTheFleetIsSeen() throws {
        let client = try OdooClient(options: ["grant-fleet": "true"])

        try client.as("connector") { client in
            let brand = try client.create("fleet.vehicle.model.brand", ["name": "Kestrel"])
            let model = try client.create("fleet.vehicle.model", ["name": "KX-30", "brand_id": .integer(brand)])
            let vehicle = try client.create("fleet.vehicle", ["model_id": .integer(model), "license_plate": "EX-104"])
            #expect(try client.call("fleet.vehicle", "search", []) == [.integer(vehicle)])
        }
        #expect(try client.as("limited") { try $0.refusal("fleet.vehicle", "search", []) }["name"] != nil)
    }

    @Test func rightsFollowEachChangeOfAGroup() throws {
        let client = try OdooClient()
        let user = try client.user("buyer", groups: ["base.group_user"])
        let group = try client.reference("purchase.group_purchase_user")
        let mayBuy = {
            try client.as("buyer") { try $0.call("purchase.order", "has_access", [], "create") == true }
        }

        #expect(try !mayBuy())
        let before = client.server.snapshot()
        try client.call("res.users", "write", [.integer(user)], ["groups_id": [[4, .integer(group)]]])
        #expect(try mayBuy())
        try client.server.restore(before)
        #expect(try !mayBuy())

        let own = try client.reference("base.group_user")
        try client.call("res.groups", "write", [.integer(own)], ["implied_ids": [[4, .integer(group)]]])
        #expect(try mayBuy())
        try client.call("res.groups", "write", [.integer(own)], ["implied_ids": [[3, .integer(group)]]])
        #expect(try !mayBuy())
    }

    @Test func officerSeesOnlyDrivenVehicles() throws {
        let client = try OdooClient()
        let brand = try client.create("fleet.vehicle.model.brand", ["name": "Kestrel"])
        let model = try client.create("fleet.vehicle.model", ["name": "KX-30", "brand_id": .integer(brand)])
        let vehicle = try client.create("fleet.vehicle", ["model_id": .integer(model), "license_plate": "EX-104"])
        let users = try client.call("res.users", "search_read", [["login", "=", "connector"]], ["partner_id"])
        let partner = users[0]?["partner_id"]?[0] ?? 0

        #expect(try client.as("connector") { try $0.call("fleet.vehicle", "search_count", []) } == 0)
        try client.call("fleet.vehicle", "write", [.integer(vehicle)], ["driver_id": partner])
        #expect(try client.as("connector") { try $0.call("fleet.vehicle", "search_count", []) } == 1)
    }

    @Test func refusalNamesTheGroups() throws {
        let data = try OdooClient().as("limited") { try $0.refusal("res.partner", "create", ["name": "No"]) }

        #expect(data["name"] == "odoo.exceptions.AccessError")
        #expect(
            data["message"]
                == .string(
                    "You are not allowed to create 'Contact' (res.partner) records.\n\n"
                        + "This operation is allowed for the following groups:\n"
                        + "\t- Purchase/Administrator\n\t- Extra Rights/Contact Creation\n"
                        + "\t- Inventory/Administrator\n\t- Sales/Administrator\n\n"
                        + "Contact your administrator to request access if necessary."
                )
        )
    }

    @Test func renamedGroupsOfVersion17StandInTheirOwnOrder() throws {
        let data = try OdooClient(version: 17).as("limited") { try $0.refusal("account.analytic.line", "search", []) }

        let text = data["message"]?.stringValue ?? ""
        #expect(text.contains("groups:\n\t- Invoicing/Billing\n\t- Invoicing/Billing Administrator\n\t- Purchase/User"))
    }

    @Test func externalIDsWorkWithoutTheRightOnTheirModel() throws {
        try OdooClient().as("connector") { client in
            let belgium = try client.reference("base.be")

            #expect(try client.refusal("ir.model.data", "search_count", [])["name"] == "odoo.exceptions.AccessError")
            let found = try client.call("res.country", "get_external_id", [.integer(belgium)])
            #expect(found.objectValue?.keys == [String(belgium)])
            #expect(found[String(belgium)] == "base.be")
        }
    }

    @Test func closedFieldsAreRefusedByName() throws {
        let client = try OdooClient()
        let id = try client.account("Quay wall")

        let data = try client.refusal("account.analytic.account", "read", [.integer(id)], ["name", "debit", "credit"])

        #expect(
            data["message"]
                == .string(
                    "You do not have enough rights to access the fields \"debit,credit\" on Analytic Account "
                        + "(account.analytic.account). Please contact your system administrator.\n\n"
                        + "Operation: read\nUser: 2\nFields:\n"
                        + "- credit (allowed for groups 'Technical / Show Accounting Features - Readonly')\n"
                        + "- debit (allowed for groups 'Technical / Show Accounting Features - Readonly')"
                )
        )
        let all = try client.call("account.analytic.account", "read", [.integer(id)])
        #expect(all[0]?["balance"] != nil)
        #expect(all[0]?["debit"] == nil)
    }

    @Test func recordsOfAnotherCompanyAreHidden() throws {
        let client = try OdooClient()
        let second = try client.call("res.company", "search", [["name", "=", "Second Co"]])[0] ?? 0
        let plan = try client.reference("analytic.analytic_plan_projects")
        let id = try client.create(
            "account.analytic.account",
            ["name": "Elsewhere", "plan_id": .integer(plan)],
            keywords: ["context": ["allowed_company_ids": [second]]]
        )
        let main: JSON = ["context": ["allowed_company_ids": [1]]]

        let data = try client.refusal("account.analytic.account", "read", [.integer(id)], ["name"], keywords: main)
        let connector = try client.as("connector") {
            try $0.refusal("account.analytic.account", "read", [.integer(id)], ["name"])
        }

        #expect(
            try client.call("account.analytic.account", "search_count", [["id", "=", .integer(id)]], keywords: main)
                == 0
        )
        #expect(try client.value("name", of: "account.analytic.account", id) == "Elsewhere")
        #expect(data["context"] == ["suggested_company": ["id": second, "display_name": "Second Co"]])
        #expect(data["message"]?.stringValue?.hasSuffix("by switching to the company: Second Co.") == true)
        #expect(connector["message"]?.stringValue?.hasSuffix("to access the record anyhow.") == true)
    }

    @Test func companyThatIsNotTheUsersIsRefused() throws {
        let data = try OdooClient().as("connector") {
            try $0.refusal(
                "account.analytic.account",
                "search_count",
                [],
                keywords: ["context": ["allowed_company_ids": [2]]]
            )
        }

        #expect(data["message"] == "Access to unauthorized or invalid companies.")
    }

    @Test func portalUserSeesItsOwnPartnerOnly() throws {
        let names = try OdooClient().as("portal") { try $0.call("res.partner", "search_read", [], ["name"]) }

        #expect(names.arrayValue?.map { $0["name"] } == ["portal"])
    }
}
