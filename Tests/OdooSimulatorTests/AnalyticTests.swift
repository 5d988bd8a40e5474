import JSON
import Testing

struct AnalyticTests {
    @Test func accountIsShownWithCodeAndCustomer() throws {
        let client = try OdooClient()
        let plan = try client.reference("analytic.analytic_plan_projects")
        let firm = try client.create("res.partner", ["name": "Harbour Board", "is_company": true])
        let contact = try client.create("res.partner", ["name": "Ida", "parent_id": .integer(firm)])

        let id = try client.create(
            "account.analytic.account",
            ["name": "Bridge", "code": "26-014", "plan_id": .integer(plan), "partner_id": .integer(contact)]
        )

        #expect(
            try client.value("display_name", of: "account.analytic.account", id) == "[26-014] Bridge - Harbour Board"
        )
        #expect(try client.value("company_id", of: "account.analytic.account", id)[1] == "My Company")
        #expect(try client.value("root_plan_id", of: "account.analytic.account", id)[1] == "Project")
    }

    @Test func planAddsAColumnToTheLines() throws {
        let client = try OdooClient()
        let plan = try client.create("account.analytic.plan", ["name": "Cost codes"])
        let sub = try client.create("account.analytic.plan", ["name": "Civil", "parent_id": .integer(plan)])

        let name = "x_plan\(plan)_id"
        let fields = try client.call(
            "account.analytic.line",
            "fields_get",
            [.string(name), "account_id"],
            ["string", "relation"]
        )

        #expect(
            fields[name] == [
                "string": "Cost codes", "relation": "account.analytic.account",
                "domain": .string("[('plan_id', 'child_of', \(plan))]"),
            ]
        )
        #expect(fields["account_id"]?["string"] == "Project")
        #expect(try client.value("complete_name", of: "account.analytic.plan", sub) == "Cost codes / Civil")
        let missing = try client.refusal("account.analytic.line", "search", [[.string("x_plan\(sub)_id"), "=", 1]])
        #expect(missing["name"] == "builtins.ValueError")
    }

    @Test func deletedPlanTakesItsColumnAway() throws {
        let client = try OdooClient()
        let plan = try client.create("account.analytic.plan", ["name": "Cost codes"])

        try client.call("account.analytic.plan", "unlink", [.integer(plan)])

        let fields = try client.call("account.analytic.line", "fields_get", [.string("x_plan\(plan)_id")], ["type"])
        #expect(fields == [:])
    }

    @Test func balanceIsTheSumInTheColumnOfItsPlan() throws {
        let client = try OdooClient()
        let job = try client.account("Bridge")
        let plan = try client.create("account.analytic.plan", ["name": "Cost codes"])
        let code = try client.create("account.analytic.account", ["name": "Civil", "plan_id": .integer(plan)])
        var values = JSONObject()
        values["name"] = "Piling"
        values["amount"] = .real(-100.1)
        values["account_id"] = .integer(job)
        values["x_plan\(plan)_id"] = .integer(code)
        _ = try client.create("account.analytic.line", .object(values))
        _ = try client.create(
            "account.analytic.line",
            ["name": "Rebar", "amount": .real(-0.2), "account_id": .integer(job)]
        )
        _ = try client.create("account.analytic.line", ["name": "Odd", "amount": 7, "account_id": .integer(code)])

        #expect(try client.value("balance", of: "account.analytic.account", job) == .real(-100.3))
        #expect(try client.value("balance", of: "account.analytic.account", code) == .real(-100.1))
    }

    @Test func lineHasItsDefaults() throws {
        let client = try OdooClient()
        let job = try client.account("Bridge")

        let id = try client.create("account.analytic.line", ["name": "Piling", "account_id": .integer(job)])

        let line = try client.call(
            "account.analytic.line",
            "read",
            [.integer(id)],
            ["date", "amount", "unit_amount", "category", "user_id", "company_id", "currency_id", "ref"]
        )
        #expect(
            line[0] == [
                "id": .integer(id), "date": "2026-01-05", "amount": .real(0), "unit_amount": .real(0),
                "category": "other", "user_id": [2, "Administrator"], "company_id": [1, "My Company"],
                "currency_id": [1, "USD"], "ref": false,
            ]
        )
    }

    @Test func lineWithoutAnyAccountColumnIsTakenButNotWithEmptyOnes() throws {
        let client = try OdooClient()

        _ = try client.create("account.analytic.line", ["name": "Free"])
        let data = try client.refusal("account.analytic.line", "create", ["name": "Bound", "account_id": false])

        #expect(data["message"] == "At least one analytic account must be set")
    }

    @Test func lineAndAccountShareTheCompany() throws {
        let client = try OdooClient()
        let second = try client.call("res.company", "search", [["name", "=", "Second Co"]])[0] ?? 0
        let plan = try client.reference("analytic.analytic_plan_projects")
        let account = try client.create(
            "account.analytic.account",
            ["name": "Elsewhere", "plan_id": .integer(plan), "company_id": second]
        )

        let data = try client.refusal(
            "account.analytic.line",
            "create",
            ["name": "Mixed", "account_id": .integer(account)]
        )

        #expect(
            data["message"]
                == .string(
                    "Incompatible companies on records:\n- “Mixed” belongs to company “My Company” and “Project Account” "
                        + "(account_id: 'Elsewhere') belongs to another company."
                )
        )
    }

    @Test func newestLineStandsFirst() throws {
        let client = try OdooClient()
        for date: JSON in ["2026-03-01", "2026-03-31", "2026-03-15"] {
            _ = try client.create("account.analytic.line", ["name": date, "date": date])
        }

        let lines = try client.call("account.analytic.line", "search_read", [], ["name"])

        #expect(lines.arrayValue?.map { $0["name"] } == ["2026-03-31", "2026-03-15", "2026-03-01"])
    }
}
