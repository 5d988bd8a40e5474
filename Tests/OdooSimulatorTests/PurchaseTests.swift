import JSON
import Testing

struct PurchaseTests {
    @Test(arguments: [17, 18])
    func lineTakesWhatItsProductSays(version: Int) throws {
        let client = try OdooClient(version: version)
        let shop = try Shop(client, version: version)

        let order = try shop.order([["product_id": .integer(shop.cement), "product_qty": 4]])

        let line = try client.lines(of: order)[0]
        #expect(line?["name"] == "[CEM] Cement")
        #expect(line?["price_unit"] == .real(9.5))
        #expect(line?["product_uom"]?[1] == "Units")
        #expect(line?["price_subtotal"] == .real(38))
        #expect(line?["price_tax"] == .real(5.7))
        #expect(line?["date_planned"] == .string("2026-01-05 06:00:00"))
        #expect(try client.value("amount_total", of: "purchase.order", order) == .real(43.7))
        #expect(try client.value("picking_type_id", of: "purchase.order", order)[1] == "My Company: Receipts")
    }

    @Test func numbersAreDrawnAlsoByCallsThatFail() throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)
        let first = try shop.order([])

        _ = try client.refusal("purchase.order", "create", ["date_order": "2026-01-05"])
        let second = try shop.order([])

        #expect(try client.value("name", of: "purchase.order", first) == "P00001")
        #expect(try client.value("name", of: "purchase.order", second) == "P00003")
    }

    @Test func aSequenceWithoutGapsTakesItsNumberBack() throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)
        let sequence = try client.call("ir.sequence", "search", [["code", "=", "purchase.order"]])
        try client.call("ir.sequence", "write", sequence, ["implementation": "no_gap"])

        let first = try shop.order([])
        _ = try client.refusal("purchase.order", "create", ["date_order": "2026-01-05"])
        let second = try shop.order([])

        #expect(try client.value("name", of: "purchase.order", first) == "P00001")
        #expect(try client.value("name", of: "purchase.order", second) == "P00002")
    }

    @Test func aNumberOfABillionDigitsIsRefused() throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)
        let sequence = try client.call("ir.sequence", "search", [["code", "=", "purchase.order"]])

        try client.call("ir.sequence", "write", sequence, ["padding": 1_000_000_000])
        let data = try client.refusal("purchase.order", "create", ["partner_id": .integer(shop.vendor)])
        try client.call("ir.sequence", "write", sequence, ["padding": 30])

        #expect(data["name"] == "builtins.MemoryError")
        let order = try shop.order([])
        #expect(try client.value("name", of: "purchase.order", order).stringValue?.count == 31)
    }

    @Test func totalsFollowTheLines() throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)
        let order = try shop.order([
            ["product_id": .integer(shop.hire), "product_qty": 2, "price_unit": 10, "discount": 25, "taxes_id": []],
            ["product_id": .integer(shop.hire), "product_qty": 1, "price_unit": .real(3.335), "taxes_id": []],
        ])
        #expect(try client.value("amount_untaxed", of: "purchase.order", order) == .real(18.34))

        let lines = try client.lines(of: order)
        try client.call("purchase.order.line", "write", [lines[0]?["id"] ?? 0], ["product_qty": 4])
        // Without a price of the vendor a new quantity takes the discount off.
        #expect(try client.value("amount_untaxed", of: "purchase.order", order) == .real(43.34))
        try client.call("purchase.order.line", "unlink", [lines[1]?["id"] ?? 0])

        #expect(try client.value("amount_total", of: "purchase.order", order) == .real(40))
    }

    @Test func sectionHasNoProductAndALineNeedsOne() throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)

        let order = try shop.order([["display_type": "line_section", "name": "Concrete", "product_qty": 0]])
        let bare = try client.refusal(
            "purchase.order.line",
            "create",
            ["order_id": .integer(order), "name": "More", "display_type": "line_section"]
        )
        let open: JSON = ["order_id": .integer(order), "name": "Nothing", "product_qty": 1, "price_unit": 1]
        _ = try client.create("purchase.order.line", open)
        let data = try client.refusal(
            "purchase.order.line",
            "create",
            ["order_id": .integer(order), "name": "Nothing", "product_qty": 1, "is_downpayment": false]
        )

        #expect(try client.lines(of: order)[0]?["product_qty"] == .real(0))
        #expect(bare["message"]?.stringValue?.contains("Quantity (product_qty)") == true)
        #expect(
            data["message"]
                == "The operation cannot be completed: Missing required fields on accountable purchase order line."
        )
    }

    @Test func largeOrderWaitsForAManager() throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)
        let company = try client.reference("base.main_company")
        try client.call("res.company", "write", [.integer(company)], ["po_double_validation": "two_step"])
        let line: JSON = ["product_id": .integer(shop.hire), "product_qty": 1, "price_unit": 5000, "taxes_id": []]

        let order = try client.as("connector") { client in
            let order = try shop.order([line])
            try client.call("purchase.order", "button_confirm", [.integer(order)])
            try client.call("purchase.order", "button_approve", [.integer(order)])
            return order
        }
        #expect(try client.value("state", of: "purchase.order", order) == "to approve")
        #expect(try client.call("purchase.order", "button_approve", [.integer(order)]) == [:])

        #expect(try client.value("state", of: "purchase.order", order) == "purchase")
    }

    @Test(arguments: [17, 18])
    func whatIsConfirmedCannotBeDeleted(version: Int) throws {
        let client = try OdooClient(version: version)
        let shop = try Shop(client, version: version)
        let order = try shop.confirmed([["product_id": .integer(shop.hire), "product_qty": 1]])
        let line = try client.lines(of: order)[0]?["id"] ?? 0

        let orderData = try client.refusal("purchase.order", "unlink", [.integer(order)])
        let lineData = try client.refusal("purchase.order.line", "unlink", [line])
        try client.call("purchase.order", "button_cancel", [.integer(order)])
        try client.call("purchase.order", "unlink", [.integer(order)])

        #expect(orderData["message"] == "In order to delete a purchase order, you must cancel it first.")
        let state = version == 18 ? "“Purchase Order”" : "'Purchase Order'"
        #expect(
            lineData["message"] == .string("Cannot delete a purchase order line which is in state \(state).")
        )
        #expect(try client.call("purchase.order.line", "exists", [line]) == [])
    }

    @Test func copyIsADraftWithLinesAndANumberOfItsOwn() throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)
        let order = try shop.confirmed([["product_id": .integer(shop.cement), "product_qty": 3, "price_unit": 11]])

        let copy = try #require(try client.call("purchase.order", "copy", [.integer(order)])[0]?.integerValue)

        #expect(try client.value("state", of: "purchase.order", copy) == "draft")
        #expect(try client.value("name", of: "purchase.order", copy) == "P00002")
        #expect(try client.value("picking_ids", of: "purchase.order", copy) == [])
        #expect(try client.lines(of: copy)[0]?["price_unit"] == .real(11))
        #expect(try client.lines(of: copy)[0]?["qty_received"] == .real(0))
    }

    @Test func vendorOfAConfirmedOrderKeepsItsPrice() throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)
        _ = try shop.confirmed([["product_id": .integer(shop.cement), "product_qty": 1, "price_unit": .real(8.25)]])

        let next = try shop.order([["product_id": .integer(shop.cement), "product_qty": 1]])

        #expect(try client.lines(of: next)[0]?["price_unit"] == .real(8.25))
    }

    @Test(arguments: [17, 18])
    func billTakesOverWhatIsToBeBilled(version: Int) throws {
        let client = try OdooClient(version: version)
        let shop = try Shop(client, version: version)
        let account = try client.account("Bridge")
        let order = try shop.order([
            ["display_type": "line_section", "name": "Hire", "product_qty": 0],
            [
                "product_id": .integer(shop.hire), "name": "One day", "product_qty": 2, "price_unit": 10,
                "taxes_id": [], "analytic_distribution": .object([String(account): 100]),
            ],
        ])
        let early = try client.refusal("purchase.order", "action_create_invoice", [.integer(order)])
        try client.call("purchase.order", "button_confirm", [.integer(order)])

        let action = try client.call("purchase.order", "action_create_invoice", [.integer(order)])
        let late = try client.refusal("purchase.order", "action_create_invoice", [.integer(order)])

        let bill = try #require(action["res_id"]?.integerValue)
        let lines = try client.call(
            "account.move.line",
            "search_read",
            [["move_id", "=", .integer(bill)], ["display_type", "in", ["product", "line_section"]]],
            ["name", "quantity", "analytic_distribution"],
            keywords: ["order": "sequence, id"]
        )
        #expect(early["message"] == late["message"])
        #expect(try client.value("amount_total", of: "account.move", bill) == .real(20))
        #expect(lines[0]?["name"] == (version == 18 ? "Hire" : "P00001: Hire"))
        #expect(lines[1]?["name"] == (version == 18 ? "Pump hire One day" : "P00001: One day"))
        #expect(lines[1]?["analytic_distribution"]?[String(account)] == .real(100))
        #expect(try client.value("invoice_status", of: "purchase.order", order) == "invoiced")
        #expect(try client.value("invoice_ids", of: "purchase.order", order) == [.integer(bill)])
    }

    @Test func ordersOfOneVendorShareABill() throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)
        let line: JSON = ["product_id": .integer(shop.hire), "product_qty": 1, "price_unit": 10, "taxes_id": []]
        let orders = try [shop.confirmed([line]), shop.confirmed([line])].map { JSON.integer($0) }

        let action = try client.call("purchase.order", "action_create_invoice", .array(orders))

        let bill = try #require(action["res_id"]?.integerValue)
        #expect(try client.value("invoice_origin", of: "account.move", bill) == "P00001, P00002")
        #expect(try client.value("amount_total", of: "account.move", bill) == .real(20))
    }

    @Test(arguments: [
        (18, "Unable to cancel purchase order(s): P00001. You must first cancel their related vendor bills."),
        (17, "Unable to cancel this purchase order. You must first cancel the related vendor bills."),
    ])
    func billedOrderIsNotCancelled(version: Int, text: String) throws {
        let client = try OdooClient(version: version)
        let shop = try Shop(client, version: version)
        let order = try shop.confirmed([["product_id": .integer(shop.hire), "product_qty": 1]])
        let bill = try client.call("purchase.order", "action_create_invoice", [.integer(order)])["res_id"] ?? 0
        try client.call("account.move", "write", [bill], ["invoice_date": "2026-01-05"])
        try client.call("account.move", "action_post", [bill])

        let data = try client.refusal("purchase.order", "button_cancel", [.integer(order)])

        #expect(data["message"] == .string(text))
    }

    @Test func whatIsBilledTooMuchComesBackAsARefund() throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)
        let line: JSON = ["product_id": .integer(shop.hire), "product_qty": 5, "price_unit": 10, "taxes_id": []]
        let order = try shop.confirmed([line])
        try client.call("purchase.order", "action_create_invoice", [.integer(order)])
        let id = try client.lines(of: order)[0]?["id"] ?? 0
        try client.call("purchase.order.line", "write", [id], ["product_qty": 3])

        let action = try client.call("purchase.order", "action_create_invoice", [.integer(order)])

        let refund = try #require(action["res_id"]?.integerValue)
        #expect(try client.value("move_type", of: "account.move", refund) == "in_refund")
        #expect(try client.value("amount_total", of: "account.move", refund) == .real(20))
        #expect(try client.lines(of: order)[0]?["qty_invoiced"] == .real(3))
    }

    @Test func linesOfAProjectsOrderGoToItsAccount() throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)
        let project = try client.create("project.project", ["name": "Bridge", "allow_timesheets": true])
        let account = try client.value("account_id", of: "project.project", project)[0]?.integerValue ?? 0

        let order = try client.create(
            "purchase.order",
            [
                "partner_id": .integer(shop.vendor), "project_id": .integer(project),
                "order_line": [[0, 0, ["product_id": .integer(shop.hire), "product_qty": 1]]],
            ]
        )

        #expect(try client.lines(of: order)[0]?["analytic_distribution"]?[String(account)] == .real(100))
    }

    @Test func servicesAreReceivedByHand() throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)
        let order = try shop.confirmed([["product_id": .integer(shop.hire), "product_qty": 5]])
        let line = try #require(try client.lines(of: order)[0]?["id"]?.integerValue)

        try client.call("purchase.order.line", "write", [.integer(line)], ["qty_received": 2])

        #expect(try client.value("qty_received", of: "purchase.order.line", line) == .real(2))
        #expect(try client.value("qty_received_method", of: "purchase.order.line", line) == "manual")
        #expect(try client.value("picking_ids", of: "purchase.order", order) == [])
    }
}

/// A vendor with things to buy.
struct Shop {
    let client: OdooClient
    let vendor: Int64
    /// A storable product that costs 9.50 and is billed when it has come.
    let cement: Int64
    /// A service that is billed as ordered.
    let hire: Int64

    init(_ client: OdooClient, version: Int) throws {
        self.client = client
        vendor = try client.create("res.partner", ["name": "Concrete Supply", "is_company": true])
        cement = try client.create(
            "product.product",
            version == 18
                ? [
                    "name": "Cement", "default_code": "CEM", "standard_price": .real(9.5), "type": "consu",
                    "is_storable": true,
                ]
                : ["name": "Cement", "default_code": "CEM", "standard_price": .real(9.5), "detailed_type": "product"]
        )
        hire = try client.create(
            "product.product",
            [
                version == 18 ? "type" : "detailed_type": "service", "name": "Pump hire",
                "purchase_method": "purchase",
            ]
        )
    }

    /// A draft order.
    func order(_ lines: [JSON]) throws -> Int64 {
        try client.create(
            "purchase.order",
            [
                "partner_id": .integer(vendor), "date_order": "2026-01-05 06:00:00",
                "order_line": .array(lines.map { [0, 0, $0] }),
            ]
        )
    }

    /// A confirmed order.
    func confirmed(_ lines: [JSON]) throws -> Int64 {
        let id = try order(lines)
        try client.call("purchase.order", "button_confirm", [.integer(id)])
        return id
    }

    /// The only receipt of an order.
    func receipt(of order: Int64) throws -> Int64 {
        let found = try client.value("picking_ids", of: "purchase.order", order)
        guard let id = found[0]?.integerValue else { throw OdooClient.Unanswered() }
        return id
    }
}

extension OdooClient {
    /// The lines of a purchase order.
    func lines(of order: Int64) throws -> JSON {
        try call("purchase.order.line", "search_read", [["order_id", "=", .integer(order)]], [])
    }
}
