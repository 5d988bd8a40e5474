import CanonicalModel
import ConnectorKit
import ConnectorTesting
import JSON
import OdooConnector
import Testing

/// The key is in the bodies of requests and nowhere else.
struct SecretTests {
    @Test func anErrorThatQuotesTheKeyIsRedacted() async throws {
        let odoo = ScriptedOdoo { call in
            call.name == "account.analytic.line.search_read"
                ? .exception("builtins.TypeError", "got '\(canary)' as argument") : nil
        }
        let error = try #require(try await findError(odoo, [.cost()]))
        #expect(error.description.contains("got '<redacted>' as argument"))
        #expect(!String(reflecting: error).contains(canary))
    }

    @Test(arguments: [
        ScriptedOdoo.Reply.result(false), .exception("odoo.exceptions.AccessDenied", "Access Denied"),
        .response(.page(400)), .exception("builtins.AssertionError", canary), .result(.string(canary)),
    ])
    func aFailedLoginDoesNotShowTheKey(reply: ScriptedOdoo.Reply) async throws {
        let odoo = ScriptedOdoo { $0.name == "common.authenticate" ? reply : nil }
        let log = RecordingLog()
        let connector = try OdooConnector(configuration: .odoo(), services: .scripted(odoo.transport, log: log))
        let batch = [try Delivery.cost()]
        let error = await connectorError(of: connector) { connector throws(ConnectorError) in
            _ = try await connector.apply(batch)
        }
        #expect(error != nil)
        #expect(!String(reflecting: error).contains(canary))
        #expect(!log.lines.contains { "\($0)".contains(canary) })
    }

    @Test func theConnectorItselfDoesNotPrintTheKey() throws {
        let connector = try OdooConnector(ScriptedOdoo())
        #expect(!String(reflecting: connector).contains(canary))
        var dumped = ""
        dump(connector, to: &dumped)
        #expect(!dumped.contains(canary))
    }

    @Test func theKeyIsNotInTheAddressOrTheHeaders() async throws {
        let odoo = ScriptedOdoo()
        let transport = odoo.transport
        let connector = try OdooConnector(configuration: .odoo(), services: .scripted(transport))
        _ = try await connector.find([.cost()])
        #expect(!transport.requests.contains { $0.url.contains(canary) || "\($0.headers)".contains(canary) })
    }
}
