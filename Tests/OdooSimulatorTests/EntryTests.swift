import JSON
import Testing

/// Journal entries, bills and invoices.
struct EntryTests {
    /// A bill of one vendor with lines of price and quantity.
    private func bill(
        _ client: OdooClient,
        day: JSON = "2025-11-10",
        lines: [JSON],
        more: [String: JSON] = [:]
    ) throws -> Int64 {
        let vendor = try client.create("res.partner", ["name": "Kestrel Concrete"])
        var values: JSONObject = [
            "move_type": "in_invoice", "partner_id": .integer(vendor), "invoice_date": day,
            "invoice_line_ids": .array(lines.map { [0, 0, $0] }),
        ]
        for (key, value) in more { values[key] = value }
        return try client.create("account.move", .object(values))
    }

    private func lines(_ client: OdooClient, _ entry: Int64, _ fields: JSON) throws -> [JSON] {
        let found = try client.call(
            "account.move.line",
            "search_read",
            [["move_id", "=", .integer(entry)]],
            fields,
            keywords: ["order": "id"]
        )
        return found.arrayValue ?? []
    }

    private func tax(_ client: OdooClient) throws -> JSON {
        .array([.array([6, 0, .array([.integer(try client.reference("account.1_purchase_tax_template"))])])])
    }

    @Test(arguments: [17, 18]) func billHasLinesForTaxAndTerm(version: Int) throws {
        let client = try OdooClient(version: version)
        let taxes = try tax(client)
        let id = try bill(
            client,
            lines: [
                ["name": "Sand", "quantity": 3, "price_unit": .real(3.33), "tax_ids": taxes],
                ["name": "Lime", "quantity": 1, "price_unit": .real(0.45), "tax_ids": taxes],
            ]
        )

        let found = try lines(client, id, ["display_type", "debit", "credit", "account_id", "name"])
        #expect(found.map { $0["display_type"] } == ["product", "product", "tax", "payment_term"])
        #expect(found.map { $0["debit"] } == [.real(9.99), .real(0.45), .real(1.57), .real(0)])
        #expect(found.last?["credit"] == .real(12.01))
        #expect(found.last?["account_id"]?[1] == "211000 Account Payable")
        #expect(found[2]["account_id"]?[1] == "131000 Tax Paid")
        let move = try client.call(
            "account.move",
            "read",
            [.integer(id)],
            ["amount_untaxed", "amount_tax", "amount_total", "amount_residual", "date", "state", "payment_state"]
        )
        #expect(move[0]?["amount_untaxed"] == .real(10.44))
        #expect(move[0]?["amount_tax"] == .real(1.57))
        #expect(move[0]?["amount_total"] == .real(12.01))
        #expect(move[0]?["amount_residual"] == .real(12.01))
        #expect(move[0]?["date"] == "2025-11-30")
        #expect(move[0]?["payment_state"] == "not_paid")
    }

    @Test func changedLineChangesTaxAndTerm() throws {
        let client = try OdooClient()
        let id = try bill(client, lines: [["name": "Sand", "price_unit": 100, "tax_ids": try tax(client)]])
        let line = try lines(client, id, ["name"])[0]["id"] ?? .null

        try client.call(
            "account.move",
            "write",
            [.integer(id)],
            ["invoice_line_ids": [[1, line, ["price_unit": 200]], [0, 0, ["name": "Lime", "price_unit": 10]]]]
        )

        #expect(try client.value("amount_total", of: "account.move", id) == .real(240))
        let found = try lines(client, id, ["display_type", "balance"])
        #expect(found.map { $0["display_type"] } == ["product", "tax", "payment_term", "product"])
        #expect(found.map { $0["balance"] } == [.real(200), .real(30), .real(-240), .real(10)])
    }

    @Test(arguments: [17, 18]) func numberIsGivenByMonthAndKept(version: Int) throws {
        let client = try OdooClient(version: version)
        let first = try bill(client, lines: [["name": "Sand", "price_unit": 1]])
        let second = try bill(client, lines: [["name": "Lime", "price_unit": 1]])
        let drafts = try [first, second].map { try client.value("name", of: "account.move", $0) }
        #expect(drafts == (version == 18 ? [false, false] : ["BILL/2025/11/0001", "/"]))

        #expect(try client.call("account.move", "action_post", [.integer(first), .integer(second)]) == false)
        try client.call("account.move", "button_draft", [.integer(first)])
        try client.call("account.move", "action_post", [.integer(first)])

        #expect(try client.value("name", of: "account.move", first) == "BILL/2025/11/0001")
        #expect(try client.value("name", of: "account.move", second) == "BILL/2025/11/0002")
        let data = try client.refusal("account.move", "action_post", [.integer(first)])
        #expect(data["message"] == .string("The entry BILL/2025/11/0001 (id \(first)) must be in draft."))
    }

    @Test func postedEntryRefusesChangesAndDeletion() throws {
        let client = try OdooClient()
        let id = try bill(client, lines: [["name": "Sand", "price_unit": 1]])
        try client.call("account.move", "action_post", [.integer(id)])

        let write = try client.refusal("account.move", "write", [.integer(id)], ["invoice_date": "2025-12-01"])
        #expect(
            write["message"] == "You cannot modify the following readonly fields on a posted move: invoice_date"
        )
        let unlink = try client.refusal("account.move", "unlink", [.integer(id)])
        #expect(unlink["message"]?.stringValue?.hasPrefix("You can't delete a posted journal item.") == true)
    }

    @Test func unbalancedEntryIsRefused() throws {
        let client = try OdooClient()
        let account = try client.reference("account.1_expense")

        let data = try client.refusal(
            "account.move",
            "create",
            ["line_ids": [[0, 0, ["name": "a", "account_id": .integer(account), "debit": 1234]]]]
        )

        let message = data["message"]?.stringValue ?? ""
        #expect(
            message.contains("The total of debits equals $\u{A0}1,234.00 and the total of credits equals $\u{A0}0.00.")
        )
        #expect(try client.call("account.move", "search_count", []) == 0)
    }

    @Test(arguments: [17, 18]) func entryOfALockedPeriodMovesBehindIt(version: Int) throws {
        let client = try OdooClient(version: version)
        let company = try client.reference("base.main_company")
        try client.call("res.company", "write", [.integer(company)], ["fiscalyear_lock_date": "2025-06-30"])

        let id = try bill(client, day: "2025-05-15", lines: [["name": "Late", "price_unit": 10]])
        try client.call("account.move", "action_post", [.integer(id)])
        #expect(try client.value("date", of: "account.move", id) == "2025-07-31")
        #expect(try client.value("name", of: "account.move", id) == "BILL/2025/07/0001")

        try client.call("res.company", "write", [.integer(company)], ["fiscalyear_lock_date": "2025-08-31"])
        let data = try client.refusal("account.move", "button_draft", [.integer(id)])
        #expect(
            data["message"]
                == .string(
                    "You cannot add/modify entries prior to and inclusive of"
                        + (version == 18 ? ": Global Lock Date (08/31/2025)." : " the lock date 08/31/2025.")
                )
        )
    }

    @Test(arguments: [17, 18]) func postedLinesMakeAnalyticLines(version: Int) throws {
        let client = try OdooClient(version: version)
        let first = try client.account("Depot")
        let second = try client.account("Bridge")
        let id = try bill(
            client,
            lines: [
                [
                    "name": "Sand", "price_unit": .real(0.05),
                    "analytic_distribution": [String(first): 50, String(second): 50],
                ]
            ],
            more: ["ref": "K-1"]
        )
        #expect(try client.call("account.analytic.line", "search_count", [["ref", "=", "K-1"]]) == 0)

        try client.call("account.move", "action_post", [.integer(id)])

        let found = try client.call(
            "account.analytic.line",
            "search_read",
            [["ref", "=", "K-1"]],
            ["amount", "category", "general_account_id", "date", "account_id"],
            keywords: ["order": "id"]
        )
        let amounts = found.arrayValue?.compactMap { $0["amount"] } ?? []
        #expect(amounts.count == 2)
        #expect(amounts == [.real(-0.03), .real(-0.03)])
        #expect(found[0]?["category"] == "vendor_bill")
        #expect(found[0]?["date"] == "2025-11-30")
        try client.call("account.move", "button_draft", [.integer(id)])
        #expect(try client.call("account.analytic.line", "search_count", [["ref", "=", "K-1"]]) == 0)
    }

    @Test func foreignAmountsAreBookedInBothCurrencies() throws {
        let client = try OdooClient()
        let euro = try client.reference("base.EUR")
        _ = try client.create(
            "res.currency.rate",
            ["currency_id": .integer(euro), "name": "2025-01-01", "rate": .real(0.8)]
        )
        let id = try bill(
            client,
            lines: [["name": "Pump", "price_unit": .real(33.33)]],
            more: ["currency_id": .integer(euro)]
        )

        let found = try lines(client, id, ["amount_currency", "balance", "amount_residual_currency"])
        #expect(found.map { $0["amount_currency"] } == [.real(33.33), .real(-33.33)])
        #expect(found.map { $0["balance"] } == [.real(41.66), .real(-41.66)])
        #expect(try client.value("amount_total_signed", of: "account.move", id) == .real(-41.66))
    }

    @Test func installmentsSumUpToTheTotal() throws {
        let client = try OdooClient()
        let term = try client.reference("account.account_payment_term_advance_60days")
        let id = try bill(
            client,
            lines: [["name": "Steel", "price_unit": .real(100.01)]],
            more: ["invoice_payment_term_id": .integer(term)]
        )

        let found = try lines(client, id, ["display_type", "credit", "date_maturity"])
        #expect(found.dropFirst().map { $0["credit"] } == [.real(30), .real(70.01)])
        #expect(found.dropFirst().map { $0["date_maturity"] } == ["2025-11-10", "2026-01-09"])
        #expect(try client.value("invoice_date_due", of: "account.move", id) == "2026-01-09")
    }

    @Test func noPartIsDueBeyondTheCalendar() throws {
        let client = try OdooClient()
        let shares: [JSON] = [[0, 0, ["value": "percent", "value_amount": 100, "nb_days": 99_999_999]]]
        let term = try client.create("account.payment.term", ["name": "Never", "line_ids": .array(shares)])
        let partner = try client.create("res.partner", ["name": "Kestrel Concrete"])
        let values: JSON = [
            "move_type": "in_invoice", "partner_id": .integer(partner), "invoice_date": "2025-11-10",
            "invoice_payment_term_id": .integer(term),
            "invoice_line_ids": [[0, 0, ["name": "Steel", "price_unit": 10]]],
        ]

        let refused = try client.refusal("account.move", "create", values)

        #expect(refused["name"] == "builtins.OverflowError")
        #expect(refused["message"] == "date value out of range")
    }

    @Test(arguments: [17, 18]) func codeOfAnAccountIsItsOwn(version: Int) throws {
        let client = try OdooClient(version: version)
        let values: JSON = ["code": "609901", "name": "Site costs", "account_type": "expense"]
        let id = try client.create("account.account", values)
        #expect(try client.value("display_name", of: "account.account", id) == "609901 Site costs")

        let data = try client.refusal("account.account", "create", values)

        #expect(
            data["message"]
                == .string(
                    version == 18
                        ? "Account codes must be unique. You can't create accounts with these duplicate codes: 609901"
                        : "The code of the account must be unique per company!\n- 609901 in My Company"
                )
        )
    }

    @Test func distributionIsFoundByItsAccounts() throws {
        let client = try OdooClient()
        let account = try client.account("Depot")
        let other = try client.account("Bridge")
        let id = try bill(
            client,
            lines: [["name": "Sand", "price_unit": 1, "analytic_distribution": [String(account): .real(33.333)]]]
        )

        let line = try lines(client, id, ["analytic_distribution"])[0]
        #expect(line["analytic_distribution"] == [String(account): .real(33.33)])
        for (wanted, count) in [(account, 1), (other, 0)] {
            let found = try client.call(
                "account.move.line",
                "search_count",
                [["analytic_distribution", "in", [.integer(wanted)]]]
            )
            #expect(found == .integer(Int64(count)))
        }
    }

    @Test(arguments: [17, 18]) func writtenStatePostsByItself(version: Int) throws {
        let client = try OdooClient(version: version)
        _ = try bill(client, lines: [["name": "Sand", "price_unit": 1]])
        let id = try bill(client, lines: [["name": "Lime", "price_unit": 5]])

        try client.call("account.move", "write", [.integer(id)], ["state": "posted"])

        let number: JSON = version == 18 ? "BILL/2025/11/0001" : "BILL/2025/11/0002"
        #expect(try client.value("name", of: "account.move", id) == number)
        let vendor = try client.value("partner_id", of: "account.move", id)[0]?.integerValue ?? 0
        #expect(try client.value("debit", of: "res.partner", vendor) == .real(5))
    }

    @Test(arguments: [17, 18]) func includedTaxIsTakenOutOfThePrice(version: Int) throws {
        let client = try OdooClient(version: version)
        var values: JSONObject = ["name": "incl.", "amount": 10, "type_tax_use": "purchase"]
        values[version == 18 ? "price_include_override" : "price_include"] = version == 18 ? "tax_included" : true
        let tax = try client.create("account.tax", .object(values))
        let id = try bill(
            client,
            lines: [["name": "Sand", "price_unit": 100, "tax_ids": [[6, 0, [.integer(tax)]]]]]
        )

        let found = try lines(client, id, ["balance"])
        #expect(found.map { $0["balance"] } == [.real(90.91), .real(9.09), .real(-100)])
    }

    @Test func sameReferenceOfAVendorIsFlagged() throws {
        let client = try OdooClient()
        let first = try bill(client, lines: [["name": "Sand", "price_unit": 1]], more: ["ref": "K-1"])
        let vendor = try client.value("partner_id", of: "account.move", first)[0] ?? .null
        let second = try bill(
            client,
            lines: [["name": "Sand", "price_unit": 1]],
            more: ["ref": "K-1", "partner_id": vendor]
        )
        let other = try bill(client, lines: [["name": "Sand", "price_unit": 1]], more: ["ref": "K-1"])

        #expect(try client.value("duplicated_ref_ids", of: "account.move", second) == [.integer(first)])
        #expect(try client.value("duplicated_ref_ids", of: "account.move", other) == [])
        let later = try bill(
            client,
            day: "2026-01-02",
            lines: [["name": "Sand", "price_unit": 1]],
            more: ["ref": "K-1", "partner_id": vendor]
        )
        #expect(try client.value("duplicated_ref_ids", of: "account.move", later) == [])
    }
}
