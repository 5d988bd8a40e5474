import JSON
import Testing

@testable import OdooSimulator

/// Matches of lines, what removes them, and the exchange differences that they bring.
struct MatchingTests {
    private func bill(_ client: OdooClient, _ price: JSON, more: [String: JSON] = [:]) throws -> Int64 {
        var values: JSONObject = [
            "move_type": "in_invoice", "invoice_date": "2025-11-10",
            "invoice_line_ids": [[0, 0, ["name": "Sand", "price_unit": price, "tax_ids": []]]],
        ]
        for (key, value) in more { values[key] = value }
        if values["partner_id"] == nil {
            values["partner_id"] = .integer(try client.create("res.partner", ["name": "Kestrel Concrete"]))
        }
        let id = try client.create("account.move", .object(values))
        try client.call("account.move", "action_post", [.integer(id)])
        return id
    }

    /// The payment of bills.
    private func pay(_ client: OdooClient, _ entries: [Int64], _ values: JSON) throws -> Int64 {
        let context: JSON = ["active_model": "account.move", "active_ids": .array(entries.map { .integer($0) })]
        let wizard = try client.create("account.payment.register", values, keywords: ["context": context])
        let action = try client.call("account.payment.register", "action_create_payments", [.integer(wizard)])
        return try #require(action["res_id"]?.integerValue)
    }

    /// The payable line of an entry.
    private func payable(_ client: OdooClient, _ entry: Int64) throws -> JSON {
        let found = try client.call(
            "account.move.line",
            "search_read",
            [["move_id", "=", .integer(entry)], ["account_type", "=", "liability_payable"]],
            ["amount_residual", "matching_number", "full_reconcile_id", "matched_debit_ids", "matched_credit_ids"]
        )
        return try #require(found[0])
    }

    private func payable(_ client: OdooClient, ofPayment payment: Int64) throws -> JSON {
        let entry = try client.value("move_id", of: "account.payment", payment)[0]?.integerValue
        return try payable(client, try #require(entry))
    }

    private func states(_ client: OdooClient, _ entries: [Int64]) throws -> [JSON] {
        try entries.map { try client.value("payment_state", of: "account.move", $0) }
    }

    private func expectBalance(_ client: OdooClient) {
        let ledger = client.server.truth([:])["ledger"]
        #expect(ledger?["unbalanced"] == [])
        #expect(ledger?["totals"]?["balance"] == "0")
    }

    @Test(arguments: [17, 18]) func oneMatchIsRemovedAndTheOthersStay(version: Int) throws {
        let client = try OdooClient(version: version)
        let partner = JSON.integer(try client.create("res.partner", ["name": "Kestrel Concrete"]))
        let bills = try (0..<3).map { _ in try bill(client, 100, more: ["partner_id": partner]) }
        let payment = try pay(client, bills, ["group_payment": true, "payment_date": "2025-11-20"])
        let partial = try #require(try payable(client, bills[0])["matched_debit_ids"]?[0])

        let answer = try client.call(
            "account.move",
            "js_remove_outstanding_partial",
            [.integer(bills[0])],
            partial
        )

        #expect(answer == true)
        #expect(try client.value("payment_state", of: "account.move", bills[0]) == "not_paid")
        for id in bills[1...] {
            #expect(try client.value("amount_residual", of: "account.move", id) == .real(0))
            let line = try payable(client, id)
            #expect(line["full_reconcile_id"] == false)
            #expect(line["matching_number"]?.stringValue?.hasPrefix("P") == true)
        }
        #expect(try payable(client, bills[0])["matching_number"] == false)
        let paid = try payable(client, ofPayment: payment)
        #expect(paid["amount_residual"] == .real(100))

        let line = try #require(paid["id"])
        try client.call("account.move", "js_assign_outstanding_line", [.integer(bills[0])], line)
        #expect(try payable(client, ofPayment: payment)["amount_residual"] == .real(0))
        expectBalance(client)
    }

    @Test(arguments: [17, 18]) func matchesAndLinesThatAreNotThereAreNamed(version: Int) throws {
        let client = try OdooClient(version: version)
        let id = try bill(client, 10)
        let match = try client.refusal("account.move", "js_remove_outstanding_partial", [.integer(id)], 999)
        let line = try client.refusal("account.move", "js_assign_outstanding_line", [.integer(id)], 999)
        let none = try client.refusal("account.move", "js_assign_outstanding_line", [.integer(id)], false)
        let text = "Record does not exist or has been deleted.\n(Record: "
        #expect(match["message"] == .string("\(text)account.partial.reconcile(999,), User: 2)"))
        #expect(line["message"] == .string("\(text)account.move.line(999,), User: 2)"))
        #expect(none["name"] == "builtins.IndexError")
        #expect(try client.call("account.move", "js_remove_outstanding_partial", [.integer(id)], false) == true)
    }

    @Test(arguments: [17, 18]) func matchesOfAnotherCompanyAreClosed(version: Int) throws {
        let client = try OdooClient(version: version)
        let other = JSON.integer(try client.create("res.company", ["name": "Third Co"]))
        try client.call("res.users", "write", [2], ["company_ids": [[4, other]]])
        let inOther: JSON = ["context": ["allowed_company_ids": [other]]]
        let payable = try client.create(
            "account.account",
            ["code": "C2P1", "name": "Payable", "account_type": "liability_payable", "reconcile": true],
            keywords: inOther
        )
        let cost = try client.create(
            "account.account",
            ["code": "C2E1", "name": "Cost", "account_type": "expense"],
            keywords: inOther
        )
        let journal = try client.create(
            "account.journal",
            ["name": "General", "type": "general", "code": "M2", "company_id": other],
            keywords: inOther
        )
        var lines: [JSON] = []
        for sign in [Int64(1), -1] {
            let values: JSON = [
                "move_type": "entry", "journal_id": .integer(journal), "date": "2025-11-05",
                "line_ids": [
                    [0, 0, ["account_id": .integer(payable), "balance": .integer(10 * sign), "name": "x"]],
                    [0, 0, ["account_id": .integer(cost), "balance": .integer(-10 * sign), "name": "y"]],
                ],
            ]
            let entry = try client.create("account.move", values, keywords: inOther)
            try client.call("account.move", "action_post", [.integer(entry)], keywords: inOther)
            let domain: JSON = [["move_id", "=", .integer(entry)], ["account_id", "=", .integer(payable)]]
            lines.append(try #require(try client.call("account.move.line", "search", domain, keywords: inOther)[0]))
        }
        try client.call("account.move.line", "reconcile", .array(lines), keywords: inOther)
        let partial = try #require(try client.call("account.partial.reconcile", "search", [])[0])
        _ = try client.user("clerk", groups: ["account.group_account_invoice", "base.group_user"])
        let own = try bill(client, 10)

        try client.as("clerk") { client in
            for (method, argument) in [
                ("js_remove_outstanding_partial", partial), ("js_assign_outstanding_line", lines[0]),
            ] {
                let data = try client.refusal("account.move", method, [.integer(own)], argument)
                #expect(data["name"] == "odoo.exceptions.AccessError")
                let text = data["message"]?.stringValue ?? ""
                #expect(text.contains("doesn't have 'read' access to:\n- Journal Item (account.move.line)"))
            }
        }
        #expect(try client.call("account.partial.reconcile", "search", []) == [partial])
    }

    /// A bill in euros that is paid in the company's currency, when the euro is worth more.
    @Test(
        arguments: [17, 18],
        [(90, 100, 10, "paid"), (90, 50, 5, "partial"), (45, 100, 5, "paid")]
    )
    func whatACompanysAmountIsWorthMoreIsBooked(
        version: Int,
        of example: (price: Double, paid: Double, loss: Double, state: String)
    ) throws {
        let client = try OdooClient(version: version)
        let euro = try client.reference("base.EUR")
        let dollar = try client.reference("base.USD")
        for (day, rate) in [("2025-01-01", 1.0), ("2025-11-15", 0.9)] {
            _ = try client.create(
                "res.currency.rate",
                ["currency_id": .integer(euro), "name": .string(day), "rate": .real(rate)]
            )
        }
        let id = try bill(client, .real(example.price), more: ["currency_id": .integer(euro)])

        let payment = try pay(
            client,
            [id],
            [
                "payment_date": "2025-11-20", "currency_id": .integer(dollar), "amount": .real(example.paid),
            ]
        )

        #expect(try states(client, [id]) == [.string(example.state)])
        let loss = try client.reference("account.1_expense_currency_exchange")
        #expect(try client.value("current_balance", of: "account.account", loss) == .real(example.loss))
        let left = try payable(client, ofPayment: payment)["amount_residual"]
        #expect(left == (example.price == 45 ? .real(50) : .real(0)))
        expectBalance(client)

        let partials = try #require(try payable(client, id)["matched_debit_ids"]?.arrayValue)
        let partial = try #require(partials.first)
        try client.call("account.move", "js_remove_outstanding_partial", [.integer(id)], partial)

        #expect(try states(client, [id]) == ["not_paid"])
        #expect(try client.value("current_balance", of: "account.account", loss) == .real(0))
        #expect(try payable(client, ofPayment: payment)["amount_residual"] == .real(example.paid))
        expectBalance(client)
    }

    /// A bill and its payment in euros, at two rates.
    @Test(arguments: [17, 18]) func aDifferenceIsReversedWithItsMatch(version: Int) throws {
        let client = try OdooClient(version: version)
        let euro = try client.reference("base.EUR")
        for (day, rate) in [("2025-01-01", 0.8), ("2025-11-15", 0.5)] {
            _ = try client.create(
                "res.currency.rate",
                ["currency_id": .integer(euro), "name": .string(day), "rate": .real(rate)]
            )
        }
        let id = try bill(client, 80, more: ["currency_id": .integer(euro)])
        let payment = try pay(client, [id], ["payment_date": "2025-11-20"])
        let loss = try client.reference("account.1_expense_currency_exchange")
        #expect(try client.value("current_balance", of: "account.account", loss) == .real(60))

        try client.call("account.move", "button_draft", [.integer(id)])

        #expect(try client.value("current_balance", of: "account.account", loss) == .real(0))
        #expect(try payable(client, ofPayment: payment)["amount_residual"] == .real(160))
        expectBalance(client)
        try client.call("account.move", "action_post", [.integer(id)])
        #expect(try client.value("amount_residual", of: "account.move", id) == .real(80))
        expectBalance(client)
    }

    @Test func aMatchedOrLockedPaymentStays() throws {
        let client = try OdooClient(version: 17)
        let payment = try pay(client, [try bill(client, 10)], ["payment_date": "2025-11-20"])
        let entry = try client.value("move_id", of: "account.payment", payment)[0]?.integerValue ?? 0

        let matched = try client.refusal("account.payment", "unlink", [.integer(payment)])

        #expect(
            matched["message"]
                == .string(
                    "You cannot do this modification on a reconciled journal entry. You can just change some non legal "
                        + "fields or you must unreconcile first.\nJournal Entry (id): PBNK1/2025/00001 (\(entry))"
                )
        )
        let line = try #require(try payable(client, ofPayment: payment)["id"])
        try client.call("account.move.line", "remove_move_reconcile", [line])
        try client.call("res.company", "write", [1], ["fiscalyear_lock_date": "2025-11-30"])
        let locked = try client.refusal("account.payment", "unlink", [.integer(payment)])
        #expect(
            locked["message"]
                == "You cannot add/modify entries prior to and inclusive of the lock date 11/30/2025."
        )
        try client.call("res.company", "write", [1], ["fiscalyear_lock_date": false])
        #expect(try client.call("account.payment", "unlink", [.integer(payment)]) == true)
        expectBalance(client)
    }

    @Test func aLockedPaymentOfALaterVersionNamesTheLock() throws {
        let client = try OdooClient(version: 18)
        let payment = try pay(client, [try bill(client, 10)], ["payment_date": "2025-11-20"])
        try client.call("res.company", "write", [1], ["fiscalyear_lock_date": "2025-11-30"])

        let data = try client.refusal("account.payment", "unlink", [.integer(payment)])

        #expect(
            data["message"]
                == "You cannot add/modify entries prior to and inclusive of: Global Lock Date (11/30/2025)."
        )
    }
}
