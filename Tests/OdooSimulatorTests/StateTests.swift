import JSON
import SimulatorKit
import Testing

@testable import OdooSimulator

struct StateTests {
    private func given(_ client: OdooClient, _ name: String, _ parameters: JSON = [:]) throws -> JSON {
        let state = try #require(OdooServer.providerStates.first { $0.name == name })
        return try client.server.prepare(name, StateParameters(parameters, of: state), at: client.now)
    }

    @Test(arguments: [17, 18, 19])
    func accountVendorAndEmployeeExistOnce(version: Int) throws {
        let client = try OdooClient(version: version)
        let account = try given(client, "an analytic account exists")
        #expect(try given(client, "an analytic account exists") == account)
        let id = try #require(account["id"]?.integerValue)
        #expect(try client.value("code", of: "account.analytic.account", id) == "26-014")
        let vendor = try #require(try given(client, "a vendor exists", ["vendor": "Kestrel Steel"])["id"]?.integerValue)
        #expect(try client.value("name", of: "res.partner", vendor) == "Kestrel Steel")
        let employee = try #require(try given(client, "an employee exists")["id"]?.integerValue)
        #expect(try client.value("barcode", of: "hr.employee", employee) == "000417")
    }

    @Test(arguments: [17, 18, 19])
    func purchaseOrderIsApproved(version: Int) throws {
        let client = try OdooClient(version: version)
        let made = try given(client, "a purchase order is approved")
        #expect(made["state"] == "purchase")
        let order = try #require(made["id"]?.integerValue)
        #expect(try client.value("amount_untaxed", of: "purchase.order", order) == .real(18_225))
    }

    @Test(arguments: [17, 18, 19])
    func nothingIsPostedInAClosedPeriod(version: Int) throws {
        let client = try OdooClient(version: version)
        #expect(try given(client, "a period is closed")["through"] == "2025-12-31")
        #expect(try client.value("fiscalyear_lock_date", of: "res.company", 1) == "2025-12-31")
    }

    @Test func whatOdooRefusesIsToldInItsWords() throws {
        let client = try OdooClient()
        #expect(throws: SimulatorError.self) { try given(client, "a period is closed", ["through": "soon"]) }
    }
}
