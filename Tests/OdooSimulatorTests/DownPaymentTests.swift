import JSON
import Testing

/// Invoices in advance of a part of a sale order.
struct DownPaymentTests {
    private func invoice(_ client: OdooClient, _ order: Int64, _ values: [String: JSON]) throws -> Int64 {
        var wizard: JSONObject = ["sale_order_ids": [[6, 0, [.integer(order)]]]]
        for (key, value) in values { wizard[key] = value }
        let id = try client.create("sale.advance.payment.inv", .object(wizard))
        let action = try client.call("sale.advance.payment.inv", "create_invoices", [.integer(id)])
        return try #require(action["res_id"]?.integerValue)
    }

    private func order(_ client: OdooClient) throws -> Int64 {
        let partner = try client.create("res.partner", ["name": "Harbour Board"])
        let product = try client.create(
            "product.product",
            ["name": "Claim", "type": "service", "list_price": 1000, "invoice_policy": "order"]
        )
        let order = try client.create(
            "sale.order",
            [
                "partner_id": .integer(partner),
                "order_line": [
                    [0, 0, ["product_id": .integer(product), "product_uom_qty": 2]],
                    [0, 0, ["product_id": .integer(product), "price_unit": 500, "tax_id": [[5]]]],
                ],
            ]
        )
        try client.call("sale.order", "action_confirm", [.integer(order)])
        return order
    }

    @Test(arguments: [17, 18]) func percentageIsTaxedAndDeducted(version: Int) throws {
        let client = try OdooClient(version: version)
        let order = try order(client)

        let advance = try invoice(client, order, ["advance_payment_method": "percentage", "amount": 10])

        #expect(try client.value("amount_untaxed", of: "account.move", advance) == .real(250))
        #expect(try client.value("amount_tax", of: "account.move", advance) == .real(30))
        try client.call("account.move", "action_post", [.integer(advance)])
        let lines = try client.call(
            "sale.order.line",
            "search_read",
            [["order_id", "=", .integer(order)], ["is_downpayment", "=", true]],
            ["name", "display_type", "qty_to_invoice"],
            keywords: ["order": "id"]
        )
        #expect(lines[0]?["display_type"] == "line_section")
        let word = version == 18 ? "Down Payment" : "Down payment"
        #expect(lines[1]?["name"] == .string("\(word) (ref: INV/2026/00001 on 01/05/2026)"))
        #expect(lines[1]?["qty_to_invoice"] == .real(-1))

        let rest = try invoice(client, order, ["advance_payment_method": "delivered"])
        #expect(try client.value("amount_untaxed", of: "account.move", rest) == .real(2250))
        #expect(try client.value("amount_tax", of: "account.move", rest) == .real(270))
        #expect(try client.value("invoice_status", of: "sale.order", order) == "invoiced")
    }

    @Test(arguments: [17, 18]) func moreCreditThanDebitIsACreditNote(version: Int) throws {
        let client = try OdooClient(version: version)
        let partner = try client.create("res.partner", ["name": "Harbour Board"])
        let product = try client.create("product.product", ["name": "Claim", "type": "service", "list_price": 100])
        let order = try client.create(
            "sale.order",
            [
                "partner_id": .integer(partner),
                "order_line": [[0, 0, ["product_id": .integer(product), "product_uom_qty": -1]]],
            ]
        )
        try client.call("sale.order", "action_confirm", [.integer(order)])

        let id = try invoice(client, order, [:])

        #expect(try client.value("move_type", of: "account.move", id) == "out_refund")
        #expect(try client.value("amount_untaxed", of: "account.move", id) == .real(100))
    }

    /// Only who deducts down payments asks for a credit note.
    @Test(arguments: [17, 18]) func anInvoiceBelowZeroStaysAnInvoice(version: Int) throws {
        let client = try OdooClient(version: version)
        let partner = try client.create("res.partner", ["name": "Harbour Board"])
        let product = try client.create(
            "product.product",
            ["name": "Claim", "type": "service", "list_price": 100, "invoice_policy": "order"]
        )
        for (deducts, type, amount) in [(false, "out_invoice", -100), (true, "out_refund", 100)] {
            let order = try client.create(
                "sale.order",
                [
                    "partner_id": .integer(partner),
                    "order_line": [[0, 0, ["product_id": .integer(product), "price_unit": -100, "tax_id": [[5]]]]],
                ]
            )
            try client.call("sale.order", "action_confirm", [.integer(order)])

            let id = try invoice(client, order, ["deduct_down_payments": .bool(deducts)])

            #expect(try client.value("move_type", of: "account.move", id) == .string(type))
            #expect(try client.value("amount_untaxed", of: "account.move", id) == .real(Double(amount)))
        }
    }

    @Test(arguments: [17, 18]) func lockedOrderKeepsItsLines(version: Int) throws {
        let client = try OdooClient(version: version)
        let order = try order(client)
        let line = try client.value("order_line", of: "sale.order", order)[0] ?? 0
        try client.call("sale.order", "action_lock", [.integer(order)])

        let data = try client.refusal("sale.order.line", "write", [line], ["product_uom_qty": 3])

        #expect(
            data["message"] == "It is forbidden to modify the following fields in a locked order:\nQuantity"
        )
    }
}
