import JSON
import Testing

struct ReceiptTests {
    @Test(arguments: [17, 18]) func copiedReceiptBringsItsGoodsAgain(version: Int) throws {
        let client = try OdooClient(version: version)
        let shop = try Shop(client, version: version)
        let order = try shop.confirmed([["product_id": .integer(shop.cement), "product_qty": 3]])
        let receipt = try shop.receipt(of: order)
        try client.call("stock.picking", "button_validate", [.integer(receipt)])

        let copied = try client.call("stock.picking", "copy", [.integer(receipt)])
        let copy = copied.integerValue ?? copied[0]?.integerValue ?? 0
        #expect(try client.value("state", of: "stock.picking", copy) == "draft")
        try client.call("stock.picking", "button_validate", [.integer(copy)])

        #expect(try client.value("qty_available", of: "product.product", shop.cement) == .real(6))
    }

    @Test func confirmedOrderMakesAReceiptThatIsReady() throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)

        let order = try shop.confirmed([
            ["product_id": .integer(shop.cement), "product_qty": 12], ["product_id": .integer(shop.hire)],
        ])

        let picking = try shop.receipt(of: order)
        let read = try client.call("stock.picking", "read", [.integer(picking)], [])[0]
        #expect(read?["name"] == "WH/IN/00001")
        #expect(read?["state"] == "assigned")
        #expect(read?["origin"] == "P00001")
        #expect(read?["location_dest_id"]?[1] == "WH/Stock")
        #expect(read?["move_ids"]?.arrayValue?.count == 1)
        #expect(read?["scheduled_date"] == "2026-01-05 06:00:00")
        #expect(try client.value("receipt_status", of: "purchase.order", order) == "pending")
    }

    @Test(arguments: [17, 18], [true, false])
    func wizardMakesABackorderOrCancelsTheRest(version: Int, keepsRest: Bool) throws {
        let client = try OdooClient(version: version)
        let shop = try Shop(client, version: version)
        let order = try shop.confirmed([["product_id": .integer(shop.cement), "product_qty": 12]])
        let picking = try shop.receipt(of: order)
        let move = try client.value("move_ids", of: "stock.picking", picking)[0] ?? 0
        try client.call("stock.move", "write", [move], ["quantity": 5])

        let question = try client.call("stock.picking", "button_validate", [.integer(picking)])
        #expect(question["res_model"] == "stock.backorder.confirmation")
        #expect(try client.value("state", of: "stock.picking", picking) == "assigned")
        let context = question["context"] ?? [:]
        let wizard = try client.create("stock.backorder.confirmation", [:], keywords: ["context": context])
        let answer = try client.call(
            "stock.backorder.confirmation",
            keepsRest ? "process" : "process_cancel_backorder",
            [.integer(wizard)],
            keywords: ["context": context]
        )

        #expect(answer == true)
        #expect(try client.value("state", of: "stock.picking", picking) == "done")
        let backorders = try client.value("backorder_ids", of: "stock.picking", picking)
        #expect(backorders.arrayValue?.count == (keepsRest ? 1 : 0))
        #expect(try client.value("receipt_status", of: "purchase.order", order) == (keepsRest ? "partial" : "full"))
        #expect(try client.lines(of: order)[0]?["qty_received"] == .real(5))
        #expect(try client.value("qty_available", of: "product.product", shop.cement) == .real(5))
        #expect(
            try client.value("virtual_available", of: "product.product", shop.cement) == .real(keepsRest ? 12 : 5)
        )
    }

    @Test func backorderIsReadyForTheRest() throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)
        let order = try shop.confirmed([["product_id": .integer(shop.cement), "product_qty": 12]])
        let picking = try shop.receipt(of: order)
        let move = try client.value("move_ids", of: "stock.picking", picking)[0] ?? 0
        try client.call("stock.move", "write", [move], ["quantity": 5])
        let skip: JSON = ["context": ["skip_backorder": true]]
        try client.call("stock.picking", "button_validate", [.integer(picking)], keywords: skip)

        let backorder = try #require(try client.value("backorder_ids", of: "stock.picking", picking)[0]?.integerValue)
        let rest = try client.value("move_ids", of: "stock.picking", backorder)[0]?.integerValue ?? 0
        #expect(try client.value("quantity", of: "stock.move", rest) == .real(7))
        #expect(try client.value("picked", of: "stock.move", rest) == false)
        #expect(try client.call("stock.picking", "button_validate", [.integer(backorder)]) == true)

        #expect(try client.lines(of: order)[0]?["qty_received"] == .real(12))
        #expect(try client.value("receipt_status", of: "purchase.order", order) == "full")
    }

    @Test func nothingIsNotMoved() throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)
        let order = try shop.confirmed([["product_id": .integer(shop.cement), "product_qty": 12]])
        let picking = try shop.receipt(of: order)
        let move = try client.value("move_ids", of: "stock.picking", picking)[0] ?? 0
        try client.call("stock.move", "write", [move], ["quantity": 0])

        let data = try client.refusal("stock.picking", "button_validate", [.integer(picking)])

        #expect(
            data["message"]
                == "You cannot validate a transfer if no quantities are reserved. To force the transfer, encode quantities."
        )
    }

    @Test(arguments: [
        (18, "Unable to cancel purchase order(s): P00001 since they have receipts that are already done."),
        (17, "Unable to cancel purchase order P00001 as some receptions have already been done."),
    ])
    func whatHasComeCannotBeCancelled(version: Int, text: String) throws {
        let client = try OdooClient(version: version)
        let shop = try Shop(client, version: version)
        let order = try shop.confirmed([["product_id": .integer(shop.cement), "product_qty": 2]])
        let picking = try shop.receipt(of: order)
        try client.call("stock.picking", "button_validate", [.integer(picking)])

        let orderData = try client.refusal("purchase.order", "button_cancel", [.integer(order)])
        let pickingData = try client.refusal("stock.picking", "action_cancel", [.integer(picking)])

        #expect(orderData["message"] == .string(text))
        #expect(pickingData["message"]?.stringValue?.contains("has been set to 'Done'") == true)
    }

    @Test func cancelledOrderCancelsItsReceipt() throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)
        let order = try shop.confirmed([["product_id": .integer(shop.cement), "product_qty": 2]])
        let picking = try shop.receipt(of: order)

        try client.call("purchase.order", "button_cancel", [.integer(order)])

        #expect(try client.value("state", of: "stock.picking", picking) == "cancel")
        #expect(try client.value("receipt_status", of: "purchase.order", order) == false)
        #expect(try client.value("incoming_qty", of: "product.product", shop.cement) == .real(0))
    }

    @Test func receiptFollowsTheQuantityOfAConfirmedLine() throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)
        let order = try shop.confirmed([["product_id": .integer(shop.cement), "product_qty": 2]])
        let line = try client.lines(of: order)[0]?["id"] ?? 0
        let picking = try shop.receipt(of: order)
        let move = try client.value("move_ids", of: "stock.picking", picking)[0]?.integerValue ?? 0

        try client.call("purchase.order.line", "write", [line], ["product_qty": 6])
        #expect(try client.value("product_uom_qty", of: "stock.move", move) == .real(6))
        try client.call("stock.picking", "button_validate", [.integer(picking)])
        let data = try client.refusal("purchase.order.line", "write", [line], ["product_qty": 3])
        try client.call("purchase.order.line", "write", [line], ["product_qty": 7])

        #expect(data["message"]?.stringValue?.hasPrefix("You cannot decrease the ordered quantity below") == true)
        #expect(try client.value("incoming_picking_count", of: "purchase.order", order) == 2)
    }

    @Test func movesCountInTheUnitOfTheProduct() throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)
        let dozen = try client.reference("uom.product_uom_dozen")
        let order = try shop.confirmed([
            [
                "product_id": .integer(shop.cement), "product_qty": 2, "product_uom": .integer(dozen),
                "price_unit": 24,
            ]
        ])
        let picking = try shop.receipt(of: order)

        let move = try client.value("move_ids", of: "stock.picking", picking)[0]?.integerValue ?? 0
        try client.call("stock.picking", "button_validate", [.integer(picking)])

        #expect(try client.value("product_uom_qty", of: "stock.move", move) == .real(24))
        #expect(try client.value("price_unit", of: "stock.move", move) == .real(2))
        #expect(try client.lines(of: order)[0]?["qty_received"] == .real(2))
        #expect(try client.value("qty_available", of: "product.product", shop.cement) == .real(24))
    }

    @Test func whatIsNotPickedWaits() throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)
        let line: JSON = ["product_id": .integer(shop.cement), "product_qty": 2]
        let order = try shop.confirmed([line, line])
        let picking = try shop.receipt(of: order)
        let moves = try client.value("move_ids", of: "stock.picking", picking)
        try client.call("stock.move", "write", [moves[0] ?? 0], ["picked": true])

        let skip: JSON = ["context": ["skip_backorder": true]]
        try client.call("stock.picking", "button_validate", [.integer(picking)], keywords: skip)

        let backorder = try client.value("backorder_ids", of: "stock.picking", picking)[0]?.integerValue ?? 0
        #expect(try client.value("move_ids", of: "stock.picking", backorder) == [moves[1] ?? 0])
        #expect(try client.value("move_ids", of: "stock.picking", picking) == [moves[0] ?? 0])
    }

    @Test func transferOfOneProductIsConfirmedAndDone() throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)
        let type = try client.reference("stock.picking_type_in")
        let picking = try client.create("stock.picking", ["picking_type_id": .integer(type)])
        let move = try client.create(
            "stock.move",
            [
                "name": "Cement", "picking_id": .integer(picking), "product_id": .integer(shop.cement),
                "product_uom_qty": 3,
            ]
        )
        #expect(try client.value("state", of: "stock.picking", picking) == "draft")
        #expect(try client.value("location_id", of: "stock.move", move)[1] == "Partners/Vendors")

        try client.call("stock.picking", "action_confirm", [.integer(picking)])
        #expect(try client.value("state", of: "stock.picking", picking) == "assigned")
        try client.call("stock.picking", "button_validate", [.integer(picking)])

        #expect(try client.value("qty_available", of: "product.product", shop.cement) == .real(3))
    }

    @Test func quantitiesLieInLocations() throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)
        let order = try shop.confirmed([["product_id": .integer(shop.cement), "product_qty": 4]])
        try client.call("stock.picking", "button_validate", [.integer(try shop.receipt(of: order))])
        let stock = try client.reference("stock.stock_location_stock")
        let domain: JSON = [
            ["product_id", "=", .integer(shop.cement)], ["location_id.usage", "=", "internal"],
        ]

        let quant = try client.call("stock.quant", "search_read", domain, ["quantity", "location_id"])[0]
        #expect(quant?["quantity"] == .real(4))
        #expect(quant?["location_id"]?[0] == .integer(stock))
        try client.call("stock.quant", "write", [quant?["id"] ?? 0], ["inventory_quantity": 1])
        try client.call("stock.quant", "action_apply_inventory", [quant?["id"] ?? 0])

        #expect(try client.call("stock.quant", "search_read", domain, ["quantity"])[0]?["quantity"] == .real(1))
        #expect(try client.value("qty_available", of: "product.product", shop.cement) == .real(1))
    }

    @Test func correctedTransferCorrectsTheStock() throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)
        let order = try shop.confirmed([["product_id": .integer(shop.cement), "product_qty": 4]])
        let picking = try shop.receipt(of: order)
        try client.call("stock.picking", "button_validate", [.integer(picking)])
        let move = try client.value("move_ids", of: "stock.picking", picking)[0] ?? 0

        try client.call("stock.move", "write", [move], ["quantity": 6])

        let domain: JSON = [
            ["product_id", "=", .integer(shop.cement)], ["location_id.usage", "=", "internal"],
        ]
        #expect(try client.call("stock.quant", "search_read", domain, ["quantity"])[0]?["quantity"] == .real(6))
        #expect(try client.lines(of: order)[0]?["qty_received"] == .real(6))
    }
}
