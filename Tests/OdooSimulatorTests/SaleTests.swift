import JSON
import Testing

struct SaleTests {
    @Test(arguments: [17, 18])
    func orderIsInvoicedAsItsProductsSay(version: Int) throws {
        let client = try OdooClient(version: version)
        let shop = try Counter(client, version: version)
        let order = try shop.order([["product_id": .integer(shop.claim), "product_uom_qty": 2]])
        try client.call("sale.order", "action_confirm", [.integer(order)])
        #expect(try client.value("invoice_status", of: "sale.order", order) == "to invoice")

        let action = try shop.invoice(order)

        let invoice = try #require(action["res_id"]?.integerValue)
        #expect(try client.value("move_type", of: "account.move", invoice) == "out_invoice")
        #expect(try client.value("invoice_origin", of: "account.move", invoice) == "S00001")
        #expect(try client.value("amount_untaxed", of: "account.move", invoice) == .real(2000))
        #expect(try client.value("invoice_status", of: "sale.order", order) == "invoiced")
        #expect(action["context"]?["default_invoice_payment_term_id"] == .null)
    }

    @Test(arguments: [17, 18])
    func nothingToInvoiceIsRefused(version: Int) throws {
        let text = "Cannot create an invoice. No items are available to invoice."
        let client = try OdooClient(version: version)
        let shop = try Counter(client, version: version)
        let order = try shop.order([["product_id": .integer(shop.claim)]])

        #expect(throws: OdooClient.Refused.self) { try shop.invoice(order) }
        let wizard = try client.create("sale.advance.payment.inv", ["sale_order_ids": [[6, 0, [.integer(order)]]]])
        let data = try client.refusal("sale.advance.payment.inv", "create_invoices", [.integer(wizard)])

        #expect(data["message"]?.stringValue?.hasPrefix(text) == true)
    }

    @Test func goodsAreDeliveredAsFarAsTheyAreThere() throws {
        let client = try OdooClient()
        let stock = try Shop(client, version: 18)
        let counter = try Counter(client, version: 18)
        let purchase = try stock.confirmed([["product_id": .integer(stock.cement), "product_qty": 3]])
        try client.call("stock.picking", "button_validate", [.integer(try stock.receipt(of: purchase))])

        let order = try counter.order([["product_id": .integer(stock.cement), "product_uom_qty": 5]])
        try client.call("sale.order", "action_confirm", [.integer(order)])

        let picking = try #require(try client.value("picking_ids", of: "sale.order", order)[0]?.integerValue)
        let move = try client.value("move_ids", of: "stock.picking", picking)[0]?.integerValue ?? 0
        #expect(try client.value("name", of: "stock.picking", picking) == "WH/OUT/00001")
        #expect(try client.value("state", of: "stock.move", move) == "partially_available")
        #expect(try client.value("quantity", of: "stock.move", move) == .real(3))
        let skip: JSON = ["context": ["skip_backorder": true]]
        try client.call("stock.picking", "button_validate", [.integer(picking)], keywords: skip)
        #expect(try client.value("delivery_status", of: "sale.order", order) == "partial")
        #expect(try client.value("qty_available", of: "product.product", stock.cement) == .real(0))
        let line = try client.value("order_line", of: "sale.order", order)[0]?.integerValue ?? 0
        #expect(try client.value("qty_delivered", of: "sale.order.line", line) == .real(3))
    }

    @Test(arguments: [17, 18])
    func hoursAreDeliveredAsTheyAreBooked(version: Int) throws {
        let client = try OdooClient(version: version)
        let counter = try Counter(client, version: version)
        let employee = try client.create("hr.employee", ["name": "Ben Ortiz", "hourly_cost": 10])
        let project = try client.create("project.project", ["name": "Bridge", "allow_timesheets": true])
        let work = try client.create(
            "product.product",
            [
                version == 18 ? "type" : "detailed_type": "service", "name": "Work", "list_price": 100,
                "service_policy": "delivered_timesheet",
            ]
        )
        let order = try counter.order([["product_id": .integer(work), "product_uom_qty": 10]])
        try client.call("sale.order", "action_confirm", [.integer(order)])
        let line = try client.value("order_line", of: "sale.order", order)[0]?.integerValue ?? 0
        #expect(try client.value("invoice_status", of: "sale.order", order) == "no")

        _ = try client.create(
            "account.analytic.line",
            [
                "project_id": .integer(project), "employee_id": .integer(employee), "unit_amount": 3,
                "so_line": .integer(line),
            ]
        )

        #expect(try client.value("qty_delivered", of: "sale.order.line", line) == .real(3))
        let invoice = try #require(try counter.invoice(order)["res_id"]?.integerValue)
        #expect(try client.value("amount_untaxed", of: "account.move", invoice) == .real(300))
        try client.call("account.move", "unlink", [.integer(invoice)])
        #expect(try client.value("qty_invoiced", of: "sale.order.line", line) == .real(0))
    }

    @Test func confirmedOrderIsCancelledByTheWizard() throws {
        let client = try OdooClient()
        let shop = try Counter(client, version: 18)
        let order = try shop.order([["product_id": .integer(shop.claim)]])
        try client.call("sale.order", "action_confirm", [.integer(order)])

        let question = try client.call("sale.order", "action_cancel", [.integer(order)])
        let wizard = try client.create("sale.order.cancel", ["order_id": .integer(order)])
        try client.call("sale.order.cancel", "action_cancel", [.integer(wizard)])

        #expect(question["res_model"] == "sale.order.cancel")
        #expect(try client.value("state", of: "sale.order", order) == "cancel")
    }

    @Test func lineOfAConfirmedOrderStays() throws {
        let client = try OdooClient()
        let shop = try Counter(client, version: 18)
        let order = try shop.order([["product_id": .integer(shop.claim)]])
        try client.call("sale.order", "action_confirm", [.integer(order)])
        let line = try client.value("order_line", of: "sale.order", order)[0] ?? 0

        let data = try client.refusal("sale.order.line", "unlink", [line])

        #expect(data["message"]?.stringValue?.hasPrefix("Once a sales order is confirmed") == true)
    }
}

/// A customer and what he orders.
private struct Counter {
    let client: OdooClient
    let customer: Int64
    /// A service of 1000 that is invoiced as ordered.
    let claim: Int64

    init(_ client: OdooClient, version: Int) throws {
        self.client = client
        customer = try client.create("res.partner", ["name": "Owner", "is_company": true])
        claim = try client.create(
            "product.product",
            [
                version == 18 ? "type" : "detailed_type": "service", "name": "Progress claim", "list_price": 1000,
                "invoice_policy": "order",
            ]
        )
    }

    func order(_ lines: [JSON]) throws -> Int64 {
        try client.create(
            "sale.order",
            ["partner_id": .integer(customer), "order_line": .array(lines.map { [0, 0, $0] })]
        )
    }

    @discardableResult
    func invoice(_ order: Int64) throws -> JSON {
        let context: JSON = ["active_model": "sale.order", "active_ids": [.integer(order)]]
        let wizard = try client.create("sale.advance.payment.inv", [:], keywords: ["context": context])
        return try client.call("sale.advance.payment.inv", "create_invoices", [.integer(wizard)])
    }
}
