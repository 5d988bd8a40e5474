import JSON
import Testing

/// What real servers refuse and show of entries, payments and lock dates.
struct LedgerRuleTests {
    private func entry(_ client: OdooClient, date: String = "2026-01-03", price: JSON = 10) throws -> Int64 {
        let accounts = try client.call(
            "account.account",
            "search_read",
            [["code", "in", ["101401", "600000"]]],
            ["code"],
            keywords: ["order": "code"]
        )
        return try client.create(
            "account.move",
            [
                "move_type": "entry", "date": .string(date),
                "line_ids": [
                    [0, 0, ["name": "a", "account_id": accounts[1]?["id"] ?? 0, "debit": price]],
                    [0, 0, ["name": "b", "account_id": accounts[0]?["id"] ?? 0, "credit": price]],
                ],
            ]
        )
    }

    @Test(arguments: [17, 18]) func numberBelongsToOneEntryAndItsPeriod(version: Int) throws {
        let client = try OdooClient(version: version)
        let ids = [try entry(client), try entry(client)]
        for id in ids { try client.call("account.move", "action_post", [.integer(id)]) }

        let twice = try client.refusal(
            "account.move",
            "write",
            [.integer(ids[1])],
            ["name": "MISC/2026/01/0001"]
        )
        #expect(
            twice["message"] == "The operation cannot be completed: Another entry with the same name already exists."
        )
        try client.call("account.move", "button_draft", [.integer(ids[1])])
        try client.call("account.move", "write", [.integer(ids[1])], ["date": "2025-12-30"])
        let moved = try client.refusal("account.move", "action_post", [.integer(ids[1])])
        #expect(moved["name"] == "odoo.exceptions.ValidationError")
        #expect(moved["message"]?.stringValue?.contains("MISC/2026/01/0002") == true)
    }

    @Test(arguments: [17, 18]) func entriesAreDueOnTheDayTheyAreMade(version: Int) throws {
        let client = try OdooClient(version: version)
        let id = try entry(client)
        #expect(try client.value("invoice_date_due", of: "account.move", id) == "2026-01-05")
        let line = try client.value("line_ids", of: "account.move", id)[0]?.integerValue ?? 0
        let price = try client.value("price_subtotal", of: "account.move.line", line)
        #expect(price.decimalMagnitude == (version == 18 ? 10 : 0))
    }

    @Test(arguments: [17, 18]) func lineNeedsAnAccountAndInvoicesTheirJournal(version: Int) throws {
        let client = try OdooClient(version: version)
        let bare = try client.refusal(
            "account.move",
            "create",
            ["move_type": "entry", "line_ids": [[0, 0, ["name": "a", "debit": 1]]]]
        )
        #expect(
            bare["message"] == "The operation cannot be completed: Missing required account on accountable line."
        )
        let journal = try client.reference("account.1_purchase")
        let wrong = try client.refusal(
            "account.move",
            "create",
            ["move_type": "out_invoice", "journal_id": .integer(journal)]
        )
        #expect(wrong["message"] == "Cannot create a sale document in a non sale journal")
    }

    @Test(arguments: [17, 18]) func draftsAndHardLockDatesStandInTheWay(version: Int) throws {
        let client = try OdooClient(version: version)
        let company = try client.reference("base.main_company")
        if version == 17 {
            _ = try entry(client)
            let data = try client.refusal(
                "res.company",
                "write",
                [.integer(company)],
                ["fiscalyear_lock_date": "2026-01-31"]
            )
            #expect(data["name"] == "odoo.exceptions.RedirectWarning")
            return
        }
        try client.call("res.company", "write", [.integer(company)], ["hard_lock_date": "2025-12-31"])
        for (day, text) in [
            ("2025-11-30", "A new Hard Lock Date must be posterior (or equal) to the previous one."),
            (nil, "The Hard Lock Date cannot be removed."),
        ] {
            let value: JSON = day.map { .string($0) } ?? false
            let data = try client.refusal("res.company", "write", [.integer(company)], ["hard_lock_date": value])
            #expect(data["message"] == .string(text))
        }
    }

    @Test(arguments: [17, 18]) func sharesRoundEachForItself(version: Int) throws {
        let client = try OdooClient(version: version)
        let accounts = try ["A", "B", "C"].map { try client.account($0) }
        var shares = JSONObject()
        for (account, share) in zip(accounts, [33.33, 33.33, 33.34]) { shares[String(account)] = .real(share) }
        let id = try entry(client, price: .real(40.01))
        let line = try client.value("line_ids", of: "account.move", id)[0] ?? 0
        try client.call("account.move.line", "write", [line], ["analytic_distribution": .object(shares)])
        try client.call("account.move", "action_post", [.integer(id)])

        let lines = try client.call(
            "account.analytic.line",
            "search_read",
            [["account_id", "in", .array(accounts.map { .integer($0) })]],
            ["amount"]
        )
        #expect(lines.arrayValue?.map { $0["amount"] } == [.real(-13.34), .real(-13.34), .real(-13.34)])
    }
}

extension JSON {
    /// The number without its sign, whole or not.
    fileprivate var decimalMagnitude: Double? {
        switch self {
        case .integer(let number): Double(number.magnitude)
        case .real(let number): number.magnitude
        default: nil
        }
    }
}
