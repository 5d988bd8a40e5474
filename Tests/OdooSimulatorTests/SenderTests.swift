import JSON
import Testing

/// Notes that Odoo leaves on documents in the name of a user, which needs an e-mail address for that.
struct SenderTests {
    private let client: OdooClient
    private let shop: Shop
    private let order: Int64
    private let line: JSON

    init() throws {
        client = try OdooClient()
        shop = try Shop(client, version: 18)
        order = try shop.confirmed([
            ["product_id": .integer(shop.cement), "product_qty": 4],
            ["product_id": .integer(shop.hire), "product_qty": 1, "price_unit": 100],
        ])
        line = try client.lines(of: order)[0]?["id"] ?? 0
    }

    private static let text: JSON = "Unable to send message, please configure the sender's email address."

    /// The text of the refusal of a call of the user `connector`, who has no address; then the call succeeds with one.
    private func expectAddress(
        _ model: String,
        _ method: String,
        _ arguments: JSON,
        _ more: JSON? = nil
    ) throws {
        let all = [arguments] + (more.map { [$0] } ?? [])
        let answer = { try client.as("connector") { try $0.answer(model, method, all) } }
        #expect(try answer()["error"]?["data"]?["message"] == Self.text)
        let user = try client.call("res.users", "search", [["login", "=", "connector"]])
        try client.call("res.users", "write", user, ["email": "connector@kestrel.example"])
        #expect(try answer()["error"] == nil)
    }

    @Test func backorderNeedsTheAddressOfItsUser() throws {
        let picking = try shop.receipt(of: order)
        let move = try client.value("move_ids", of: "stock.picking", picking)[0] ?? 0
        try client.call("stock.move", "write", [move], ["quantity": 1])

        let options: JSON = ["context": ["skip_backorder": true]]
        let call = { try client.answer("stock.picking", "button_validate", [[.integer(picking)]], options) }

        #expect(try client.as("connector") { _ in try call() }["error"]?["data"]?["message"] == Self.text)
        #expect(try client.value("state", of: "stock.picking", picking) == "assigned")
        #expect(try call()["error"] == nil)
    }

    @Test func billOfAnOrderNeedsTheAddressOfItsUser() throws {
        try expectAddress("purchase.order", "action_create_invoice", [.integer(order)])
        #expect(try client.value("invoice_count", of: "purchase.order", order) == 1)
    }

    @Test func changedQuantityOfAConfirmedOrderNeedsTheAddressOfItsUser() throws {
        try expectAddress("purchase.order.line", "write", [line], ["product_qty": 6])
    }

    @Test func aMessageNeedsTheAddressOfItsAuthor() throws {
        try expectAddress("purchase.order", "message_post", [.integer(order)])
    }

    @Test func aWholeReceiptNeedsNoAddress() throws {
        let picking = try shop.receipt(of: order)
        let answer = try client.as("connector") {
            try $0.answer("stock.picking", "button_validate", [[.integer(picking)]])
        }
        #expect(answer["error"] == nil)
    }
}
