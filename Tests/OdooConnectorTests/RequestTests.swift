import CanonicalModel
import ConnectorKit
import ConnectorTesting
import JSON
import OdooConnector
import Testing

/// What is sent over the wire, byte by byte.
struct RequestTests {
    @Test func aCostIsSentInTheDocumentedEnvelopes() async throws {
        let odoo = ScriptedOdoo()
        let transport = odoo.transport
        let connector = try OdooConnector(configuration: .odoo(), services: .scripted(transport))

        _ = try await connector.apply([Delivery.cost()])

        let bodies = transport.requests.map { String(decoding: $0.body, as: UTF8.self) }
        let frame = #"{"jsonrpc":"2.0","method":"call","params":{"service":"#
        let object = #""object","method":"execute_kw","args":["kestrel",7,"\#(canary)","#
        let account = "purlin.account_26_014_\(accountFingerprint)"
        #expect(
            bodies == [
                frame + #""common","method":"version","args":[]},"id":1}"#,
                frame + #""common","method":"authenticate","#
                    + #""args":["kestrel","purlin@kestrel.example","\#(canary)",{}]},"id":2}"#,
                frame + object + #""res.company","search_read",[[],["name","currency_id"]],{"order":"id"}]},"id":3}"#,
                frame + object + #""account.analytic.line","load","#
                    + #"[["id","name","date","account_id/id","unit_amount","amount","ref"],"#
                    + #"[["\#(costExternalID)","EX-104 2026-01-05 7.75 h x 75.00 [02-315]","2026-01-05","\#(account)","#
                    + #""7.75","-581.25","02-315 EX-104/2026-01-05/1"]]],{"context":{"allowed_company_ids":[1]}}]},"id":4}"#,
                frame + object + #""account.analytic.line","read","#
                    + #"[[41],["date","unit_amount","amount","account_id"]],{}]},"id":5}"#,
            ]
        )
    }

    @Test func aRequestIsAPlainJSONPost() async throws {
        let odoo = ScriptedOdoo()
        let transport = odoo.transport
        let connector = try OdooConnector(configuration: .odoo(), services: .scripted(transport))

        _ = try await connector.find([Delivery.cost()])

        let request = try #require(transport.requests.first)
        #expect(request.method == "POST")
        #expect(request.url == "http://127.0.0.1:8069/jsonrpc")
        #expect(request.headers.contains(HTTPField("Content-Type", "application/json")))
        #expect(!request.followsRedirects)
    }

    @Test func nothingIsSentBeforeTheFirstUse() throws {
        let odoo = ScriptedOdoo()
        _ = try OdooConnector(odoo)
        #expect(odoo.calls.isEmpty)
    }

    private let costExternalID = "purlin.cost_EX_104_2026_01_05_1_f1689c7021e94499"
    private let accountFingerprint = "ba06f34e9f4cf921"
}
