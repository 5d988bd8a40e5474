import JSON
import SimulatorKit
import Testing

@testable import OdooSimulator

/// What many lines cost: counted in writes of their order, never in time.
struct ManyLinesTests {
    private func lines(_ quantity: String, _ product: Int64, price: JSON, count: Int) -> JSON {
        .array(
            (0..<count).map { _ in
                var line: JSONObject = ["product_id": .integer(product), "price_unit": price]
                line[quantity] = 1
                return [0, 0, .object(line)]
            }
        )
    }

    @Test(arguments: [("purchase.order", "product_qty"), ("sale.order", "product_uom_qty")])
    func anOrderIsNotTotalledForEachLine(model: String, quantity: String) throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)
        let before = client.server.database.changes(of: model)

        let lines = lines(quantity, shop.hire, price: 2, count: 200)
        let order = try client.create(model, ["partner_id": .integer(shop.vendor), "order_line": lines])
        #expect(client.server.database.changes(of: model) - before <= 4)
        #expect(try client.value("amount_untaxed", of: model, order) == .real(400))

        let ids = try client.value("order_line", of: model, order).arrayValue ?? []
        let changes = JSON.array(ids.map { [1, $0, ["price_unit": 3]] } + [[2, ids[0]]])
        try client.call(model, "write", [.integer(order)], ["order_line": changes])
        #expect(client.server.database.changes(of: model) - before <= 8)
        #expect(try client.value("amount_untaxed", of: model, order) == .real(597))
    }

    @Test func linesAreTotalledInTheirOrderAlsoByLoad() throws {
        let client = try OdooClient()
        let shop = try Shop(client, version: 18)
        let before = client.server.database.changes(of: "purchase.order")
        let ofLine = ["product_id/.id", "product_qty", "price_unit"].map { "order_line/\($0)" }
        let more: [[JSON]] = (1..<200).map { _ in ["", "", .integer(shop.hire), 1, 2] }

        let first: [JSON] = ["yard.po", .integer(shop.vendor), .integer(shop.hire), 1, 2]
        let result = try client.load("purchase.order", ["id", "partner_id/.id"] + ofLine, [first] + more)

        let order = result["ids"]?[0]?.integerValue ?? 0
        #expect(client.server.database.changes(of: "purchase.order") - before <= 4)
        #expect(try client.value("amount_untaxed", of: "purchase.order", order) == .real(400))
    }
}
