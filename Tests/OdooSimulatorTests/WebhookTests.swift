import JSON
import SimulatorKit
import Testing

@testable import OdooSimulator

/// What automation rules tell by webhook.
struct WebhookTests {
    private func told(_ odoo: OdooClient) -> [SimulatedEvent] {
        odoo.server.takeEvents(after: odoo.now, through: odoo.now)
    }

    @Test func aSavedRecordIsToldAfterItsTransaction() throws {
        let odoo = try OdooClient()
        _ = try odoo.create("res.partner", ["name": "told to nobody"])
        #expect(told(odoo) == [])
        let id = try odoo.create("res.partner", ["name": "Quarry North"])
        let event = try #require(told(odoo).first)
        #expect(event.type == "res.partner")
        #expect(event.at == odoo.now)
        #expect(
            event.bodies[0]
                == ["_action": "Send Webhook Notification(#7)", "_id": .integer(id), "_model": "res.partner"]
        )
        #expect(event.bodies[1]["display_name"] == "Quarry North")
        #expect(event.bodies[1]["id"] == .integer(id))
        #expect(event.bodies[1]["write_date"]?.stringValue?.hasPrefix("2026-01-05 06:00:") == true)
        #expect(told(odoo) == [])
    }

    @Test func severalChangesInOneRequestAreToldOnce() throws {
        let odoo = try OdooClient()
        let ids: [Int64] = try (1...2).map { try odoo.create("res.partner", ["name": .string("partner \($0)")]) }
        _ = told(odoo)
        try odoo.call("res.partner", "write", .array(ids.map(JSON.integer)), ["name": "one name", "ref": "R-1"])
        #expect(told(odoo).map { $0.bodies[0]["_id"] } == ids.map(JSON.integer))
    }

    @Test func whatIsRolledBackOrRemovedOrReadIsNotTold() throws {
        let odoo = try OdooClient()
        let id = try odoo.create("res.partner", ["name": "partner"])
        _ = told(odoo)
        try odoo.call("res.partner", "read", [.integer(id)], ["name"])
        _ = try odoo.refusal("res.partner", "create", [["name": "sound"], ["no_such_field": 1]])
        try odoo.call("res.partner", "unlink", [.integer(id)])
        #expect(told(odoo) == [])
    }
}
