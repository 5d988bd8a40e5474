import JSON
import Testing

@testable import OdooSimulator

/// Payments, reversals and what they settle.
struct PaymentTests {
    private func posted(
        _ client: OdooClient,
        _ price: JSON,
        type: String = "in_invoice",
        more: [String: JSON] = [:]
    ) throws -> Int64 {
        let partner = try client.create("res.partner", ["name": "Kestrel Concrete"])
        var values: JSONObject = [
            "move_type": .string(type), "partner_id": .integer(partner), "invoice_date": "2025-11-10",
            "invoice_line_ids": [[0, 0, ["name": "Sand", "price_unit": price, "tax_ids": []]]],
        ]
        for (key, value) in more { values[key] = value }
        let id = try client.create("account.move", .object(values))
        try client.call("account.move", "action_post", [.integer(id)])
        return id
    }

    private func pay(_ client: OdooClient, _ entries: [Int64], _ values: JSON) throws -> JSON {
        let context: JSON = [
            "active_model": "account.move", "active_ids": .array(entries.map { .integer($0) }),
        ]
        let wizard = try client.create("account.payment.register", values, keywords: ["context": context])
        return try client.call("account.payment.register", "action_create_payments", [.integer(wizard)])
    }

    private func state(_ client: OdooClient, _ entry: Int64) throws -> [JSON?] {
        let found = try client.call("account.move", "read", [.integer(entry)], ["payment_state", "amount_residual"])
        return [found[0]?["payment_state"], found[0]?["amount_residual"]]
    }

    /// Every posted entry balances, to the cent.
    private func expectBalance(_ client: OdooClient) {
        let ledger = client.server.truth([:])["ledger"]
        #expect(ledger?["unbalanced"] == [])
        #expect(ledger?["totals"]?["balance"] == "0")
    }

    @Test(arguments: [17, 18]) func billIsPaidInParts(version: Int) throws {
        let client = try OdooClient(version: version)
        let id = try posted(client, 100, more: ["ref": "K-1"])

        let action = try pay(client, [id], ["payment_date": "2025-11-20", "amount": 40])
        #expect(action["res_model"] == "account.payment")
        #expect(try state(client, id) == ["partial", .real(60)])
        let payment = action["res_id"]?.integerValue ?? 0
        #expect(
            try client.value("state", of: "account.payment", payment) == (version == 18 ? "in_process" : "posted")
        )
        _ = try pay(client, [id], ["payment_date": "2025-11-25"])
        #expect(try state(client, id) == ["paid", .real(0)])
        #expect(try client.value("state", of: "account.payment", payment) == (version == 18 ? "paid" : "posted"))
        #expect(try client.value("name", of: "account.payment", payment) == "PBNK1/2025/00001")
        #expect(try client.value("reconciled_bill_ids", of: "account.payment", payment) == [.integer(id)])

        let data = try client.refusal(
            "account.payment.register",
            "create",
            ["payment_date": "2025-11-25"],
            keywords: ["context": ["active_model": "account.move", "active_ids": [.integer(id)]]]
        )
        #expect(data["message"]?.stringValue?.contains("nothing left to pay") == true)
        try client.call("account.move", "button_draft", [.integer(id)])
        try client.call("account.move", "action_post", [.integer(id)])
        #expect(try state(client, id) == ["not_paid", .real(100)])
        expectBalance(client)
    }

    @Test func differenceIsWrittenOff() throws {
        let client = try OdooClient()
        let id = try posted(client, 100, type: "out_invoice")
        let account = try client.reference("account.1_expense")

        _ = try pay(
            client,
            [id],
            [
                "amount": 97, "payment_difference_handling": "reconcile", "writeoff_account_id": .integer(account),
            ]
        )

        #expect(try state(client, id) == ["paid", .real(0)])
        #expect(try client.value("current_balance", of: "account.account", account) == .real(3))
        expectBalance(client)
    }

    /// Three amounts at a rate of 3 do not add up in the company's currency if each is rounded for itself.
    @Test func aDifferenceInAForeignCurrencyIsWrittenOffToTheCent() throws {
        let client = try OdooClient()
        let euro = try client.reference("base.EUR")
        _ = try client.create(
            "res.currency.rate",
            ["currency_id": .integer(euro), "name": "2025-01-01", "rate": 3]
        )
        let id = try posted(client, 20, type: "out_invoice", more: ["currency_id": .integer(euro)])
        let account = try client.reference("account.1_expense")

        _ = try pay(
            client,
            [id],
            [
                "amount": 10, "currency_id": .integer(euro), "payment_difference_handling": "reconcile",
                "writeoff_account_id": .integer(account),
            ]
        )

        #expect(try state(client, id) == ["paid", .real(0)])
        expectBalance(client)
    }

    /// Lines that an order deletes leave a draft that balances, and nothing else is posted.
    @Test func aLineDeletedThroughItsOrderLeavesABalancedBill() throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)
        let order = try shop.confirmed([
            ["product_id": .integer(shop.cement), "product_qty": 12],
            ["product_id": .integer(shop.cement), "product_qty": 3],
        ])
        let picking = try shop.receipt(of: order)
        try client.call("stock.picking", "button_validate", [.integer(picking)])
        let bill = try #require(
            try client.call("purchase.order", "action_create_invoice", [.integer(order)])["res_id"]?.integerValue
        )
        try client.call("account.move", "write", [.integer(bill)], ["invoice_date": "2026-01-05"])
        let line = try client.value("order_line", of: "purchase.order", order)[0] ?? 0
        let invoiced = try client.value("invoice_lines", of: "purchase.order.line", line.integerValue ?? 0)[0] ?? 0

        try client.call("purchase.order.line", "write", [line], ["invoice_lines": [[2, invoiced]]])
        try client.call("account.move", "action_post", [.integer(bill)])

        expectBalance(client)
    }

    @Test func noCallerSaysThatAnEntryIsUnderWay() throws {
        let client = try OdooClient()
        let account = try client.reference("account.1_expense")
        let entry = try client.create("account.move", ["move_type": "entry", "line_ids": []])
        let data = try client.refusal(
            "account.move.line",
            "create",
            ["move_id": .integer(entry), "account_id": .integer(account), "debit": 10],
            keywords: ["context": ["_entry_is_open": true]]
        )
        #expect(data["message"]?.stringValue?.contains("is not balanced") == true)
    }

    @Test(arguments: [17, 18]) func reversalSettlesWhatItReverses(version: Int) throws {
        let client = try OdooClient(version: version)
        let id = try posted(client, .real(55.5))
        let wizard = try client.create(
            "account.move.reversal",
            ["date": "2025-11-15", "reason": "wrong vendor"],
            keywords: ["context": ["active_model": "account.move", "active_ids": [.integer(id)]]]
        )

        let action = try client.call("account.move.reversal", "refund_moves", [.integer(wizard)])
        let refund = action["res_id"]?.integerValue ?? 0
        #expect(try client.value("move_type", of: "account.move", refund) == "in_refund")
        #expect(
            try client.value("ref", of: "account.move", refund) == "Reversal of: BILL/2025/11/0001, wrong vendor"
        )
        try client.call("account.move", "action_post", [.integer(refund)])

        #expect(try state(client, id) == ["reversed", .real(0)])
        #expect(try state(client, refund) == ["paid", .real(0)])
        #expect(try client.value("name", of: "account.move", refund) == "RBILL/2025/11/0001")
        expectBalance(client)
    }

    @Test func exchangeDifferenceIsBooked() throws {
        let client = try OdooClient()
        let euro = try client.reference("base.EUR")
        for (day, rate) in [("2025-01-01", 0.8), ("2025-11-15", 0.5)] {
            _ = try client.create(
                "res.currency.rate",
                ["currency_id": .integer(euro), "name": .string(day), "rate": .real(rate)]
            )
        }
        let id = try posted(client, 80, more: ["currency_id": .integer(euro)])

        _ = try pay(client, [id], ["payment_date": "2025-11-20"])

        #expect(try state(client, id) == ["paid", .real(0)])
        let loss = try client.reference("account.1_expense_currency_exchange")
        #expect(try client.value("current_balance", of: "account.account", loss) == .real(60))
        expectBalance(client)
    }

    /// Odd prices, discounts, a foreign currency, taxes and installments leave no cent behind.
    @Test(arguments: ["0.7321", "1.3333", "151.37"]) func everyPostedEntryBalances(rate: String) throws {
        let client = try OdooClient()
        let euro = try client.reference("base.EUR")
        let term = try client.reference("account.account_payment_term_advance_60days")
        let tax = try client.reference("account.1_purchase_tax_template")
        _ = try client.create(
            "res.currency.rate",
            ["currency_id": .integer(euro), "name": "2025-01-01", "rate": .string(rate)]
        )
        var entries: [Int64] = []
        for cents in stride(from: Int64(1), to: 40_000, by: 3_337) {
            let line: JSON = [
                "name": "Steel", "quantity": .real(1.37), "price_unit": .string("\(cents / 100).\(cents % 100 + 100)"),
                "discount": .real(12.5), "tax_ids": [[6, 0, [.integer(tax)]]],
            ]
            let lines = JSON.array((0...Int(cents % 4)).map { _ in [0, 0, line] })
            let more: [String: JSON] = [
                "currency_id": .integer(euro), "invoice_payment_term_id": .integer(term), "invoice_line_ids": lines,
            ]
            entries.append(try posted(client, 1, more: more))
        }
        expectBalance(client)

        _ = try pay(client, entries, ["payment_date": "2025-11-20"])

        for id in entries { #expect(try state(client, id) == ["paid", .real(0)]) }
        expectBalance(client)
    }

    @Test func paymentsOfSeveralBillsAreOneEach() throws {
        let client = try OdooClient()
        let ids = try [posted(client, 10), posted(client, 20)]

        let action = try pay(client, ids, ["payment_date": "2025-11-20"])

        #expect(action["domain"]?[0]?[2]?.arrayValue?.count == 2)
        for id in ids { #expect(try state(client, id) == ["paid", .real(0)]) }
        expectBalance(client)
    }

    @Test func truthTellsJobsByProjectCodeAndPeriod() throws {
        let client = try OdooClient()
        let project = try client.account("Depot", code: "DEP")
        let partner = try client.create("res.partner", ["name": "Kestrel Concrete"])
        let id = try client.create(
            "account.move",
            [
                "move_type": "in_invoice", "partner_id": .integer(partner), "invoice_date": "2025-11-10",
                "invoice_line_ids": [
                    [
                        0, 0,
                        [
                            "name": "Sand", "price_unit": .real(12.34),
                            "analytic_distribution": [String(project): 100],
                        ],
                    ]
                ],
            ]
        )
        #expect(client.server.truth([:])["ledger"]?["entries"] == 0)

        try client.call("account.move", "action_post", [.integer(id)])

        let ledger = client.server.truth([:])["ledger"]
        let job: JSON = [
            "project": "DEP", "costCode": "600000", "period": "2025-11", "lines": 1, "debit": "12.34", "credit": "0",
            "balance": "12.34",
        ]
        #expect(ledger?["jobs"] == [job])
        #expect(ledger?["accounts"]?[0]?["account"] == "211000")
        #expect(ledger?["accounts"]?[0]?["balance"] == "-12.34")
        #expect(client.server.truth(["until": "2025-10-31"])["ledger"]?["entries"] == 0)
        expectBalance(client)
    }
}
