import JSON
import Testing

/// `load` of analytic lines, which is how costs are posted.
struct LoadLineTests {
    private let columns = ["id", "name", "account_id/id", "amount", "unit_amount", "date"]

    private func client(version: Int = 18) throws -> OdooClient {
        let client = try OdooClient(version: version)
        _ = try client.load(
            "account.analytic.account",
            ["id", "name", "code", "plan_id/id"],
            [["kst.job", "Harbour bridge", "26-014", "analytic.analytic_plan_projects"]]
        )
        return client
    }

    @Test func amountIsRoundedToTheCentAndQuantityIsKept() throws {
        let client = try client()

        let answer = try client.load(
            "account.analytic.line",
            columns,
            [
                ["kst.l1", "EX-104", "kst.job", "-12.345", "1.5", "2026-02-03"],
                ["kst.l2", "EX-105", "kst.job", "100", "", "2026-02-04"],
            ]
        )

        let lines = try client.call(
            "account.analytic.line",
            "read",
            answer["ids"] ?? [],
            ["account_id", "amount", "unit_amount", "date"]
        )
        #expect(lines[0]?["amount"] == .real(-12.35))
        #expect(lines[0]?["unit_amount"] == .real(1.5))
        #expect(lines[0]?["account_id"]?[1] == "[26-014] Harbour bridge")
        #expect(lines[1]?["amount"]?.kind == "real")
        #expect(lines.text(style: .spaced).contains("\"amount\": 100.0, \"unit_amount\": 0.0"))
    }

    @Test(arguments: [
        ("1,5", "2026-02-03", "amount", "'1,5' does not seem to be a number for field 'Amount'"),
        ("1.5", "03/02/2026", "date", "'03/02/2026' does not seem to be a valid date for field 'Date'"),
        ("1.5", "2026-13-01", "date", "'2026-13-01' does not seem to be a valid date for field 'Date'"),
    ])
    func numberAndDateHaveOneForm(amount: String, date: String, field: String, message: String) throws {
        let row: [JSON] = ["kst.l3", "EX-104", "kst.job", .string(amount), "1", .string(date)]

        let answer = try client().load("account.analytic.line", columns, [row])

        #expect(answer["messages"]?[0]?["field"] == .string(field))
        #expect(answer["messages"]?[0]?["message"] == .string(message))
    }

    @Test func unknownAccountNamesTheFieldByItsOwnLabel() throws {
        let row: [JSON] = ["kst.l3", "EX-104", "kst.nothing", "1", "1", "2026-02-03"]

        let answer = try client().load("account.analytic.line", columns, [row])

        #expect(
            answer["messages"]?[0]?["message"]
                == "No matching record found for external id 'kst.nothing' in field 'Project Account'"
        )
    }

    @Test func emptyAccountIsRefusedInVersion18Only() throws {
        let row: [JSON] = ["kst.l4", "EX-104", "", "1", "1", "2026-02-03"]

        let answer = try client().load("account.analytic.line", columns, [row])
        let answer17 = try client(version: 17).load("account.analytic.line", columns, [row])

        #expect(
            answer["messages"] == [
                [
                    "rows": ["from": 0, "to": 0], "record": 0, "type": "error",
                    "message": "At least one analytic account must be set",
                ]
            ]
        )
        #expect(answer17["ids"]?.arrayValue?.count == 1)
    }

    @Test func secondPlanHasAColumnOfItsOwn() throws {
        let client = try client()
        let plan = try client.create("account.analytic.plan", ["name": "Cost codes"])
        _ = try client.load(
            "account.analytic.account",
            ["id", "name", "code", "plan_id/.id"],
            [["kst.code", "Equipment", "02-315", .integer(plan)]]
        )

        let answer = try client.load(
            "account.analytic.line",
            columns + ["x_plan\(plan)_id/id"],
            [["kst.l5", "EX-104", "kst.job", "-75", "1", "2026-02-03", "kst.code"]]
        )

        let line = try client.call(
            "account.analytic.line",
            "read",
            answer["ids"] ?? [],
            [.string("x_plan\(plan)_id")]
        )
        #expect(line[0]?["x_plan\(plan)_id"]?[1] == "[02-315] Equipment")
    }

    @Test func connectorMayPostAndPostsOnce() throws {
        let client = try client()
        let rows: [[JSON]] = (1...50).map {
            [.string("kst.u\($0)"), "EX-104", "kst.job", "-75.00", "1.00", "2026-01-05"]
        }

        let first = try client.as("connector") { try $0.load("account.analytic.line", columns, rows) }
        let second = try client.as("connector") { try $0.load("account.analytic.line", columns, rows) }

        #expect(first["ids"] == second["ids"])
        #expect(try client.call("account.analytic.line", "search_count", [["name", "=", "EX-104"]]) == 50)
    }

    @Test func aDistributionIsReadAsJSON() throws {
        let client = try client()
        let account = try client.call("account.analytic.account", "search", [["code", "=", "26-014"]])[0] ?? 0
        let bill = try client.create("account.move", ["move_type": "in_invoice"])
        let rows = { (text: String) -> [[JSON]] in [["kst.b1", .string("\(bill)"), "Sand", .string(text)]] }
        let columns = ["id", "move_id/.id", "name", "analytic_distribution"]

        let answer = try client.load("account.move.line", columns, rows("{\"\(account.integerValue ?? 0)\": 100}"))
        let refused = try client.load("account.move.line", columns, rows("all of it"))

        let lines = try client.call("account.move.line", "read", answer["ids"] ?? [], ["analytic_distribution"])
        #expect(lines[0]?["analytic_distribution"]?.objectValue?.count == 1)
        #expect(
            refused["messages"]?[0]?["message"]
                == "'all of it' does not seem to be a valid JSON for field 'Analytic Distribution'"
        )
    }

    @Test func anArchivedRecordIsFoundByItsNumber() throws {
        let client = try client()
        let firm = try client.create("res.partner", ["name": "Kestrel", "active": false])

        let answer = try client.load(
            "res.partner",
            ["id", "name", "parent_id/.id"],
            [["kst.ann", "Ann", .string("\(firm)")]]
        )

        let ann = try client.call("res.partner", "read", answer["ids"] ?? [], ["parent_id"])
        #expect(ann[0]?["parent_id"]?[0] == .integer(firm))
    }

    /// The lines of taxes come after the lines that the data gives.
    @Test(arguments: [17, 18]) func theGivenLinesOfAnEntryAreNamed(version: Int) throws {
        let client = try client(version: version)
        let journal = try client.call("account.journal", "search", [["type", "=", "general"]])[0] ?? 0
        let cost = try client.call("account.account", "search", [["code", "=", "600000"]])[0] ?? 0
        let bank = try client.call("account.account", "search", [["code", "=", "101401"]])[0] ?? 0
        let tax = try client.reference("account.1_purchase_tax_template")
        let text = { (id: JSON) in JSON.string(String(id.integerValue ?? 0)) }

        let answer = try client.load(
            "account.move",
            [
                "id", "journal_id/.id", "line_ids/id", "line_ids/account_id/.id", "line_ids/debit", "line_ids/credit",
                "line_ids/tax_ids/.id",
            ],
            [
                ["kst.e1", text(journal), "kst.e1a", text(cost), "100", "0", .string(String(tax))],
                ["", "", "kst.e1b", text(bank), "0", "100", ""],
            ]
        )

        #expect(answer["messages"] == [])
        for (name, account) in [("kst.e1a", cost), ("kst.e1b", bank)] {
            let line = try client.reference(name)
            #expect(try client.value("account_id", of: "account.move.line", line)[0] == account)
            #expect(try client.value("tax_line_id", of: "account.move.line", line) == false)
        }
    }
}
