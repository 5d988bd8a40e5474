import CanonicalModel
import ConnectorKit
import ConnectorTesting
import FoundationEssentials
import JSON
import OdooConnector
import Testing

/// The same behaviour over each wire form of each version.
struct WireTests {
    private func connector(
        _ odoo: ScriptedOdoo,
        _ form: OdooForm,
        _ values: [String: ConnectorConfiguration.Value] = [:]
    ) throws -> OdooConnector {
        try OdooConnector(odoo, ["wire": .text(form.rawValue)].merging(values) { _, given in given })
    }

    @Test(arguments: OdooForm.all)
    func aCostIsWrittenReadBackAndFound(form: OdooForm, series: Int64) async throws {
        let odoo = ScriptedOdoo(series: series)
        let connector = try connector(odoo, form)
        let batch = [try Delivery.cost(key: "Méthode <&> \"漢字\" 😀\r\n\t'x'")]

        let outcomes = try await connector.apply(batch)

        let record = try #require(outcomes.first?.record)
        #expect(
            record.totals == [
                "hours": try #require(Decimal(plain: "7.75")), "amount": try #require(Decimal(plain: "581.25")),
            ]
        )
        #expect(odoo.ledger.byExternalID.values.map { $0.values["ref"] } == ["02-315 Méthode <&> \"漢字\" 😀\r\n\t'x'"])
        #expect(try await connector.find(batch) == [record])
        #expect(Set(odoo.calls.map(\.form)) == [form])
    }

    @Test(arguments: OdooForm.all)
    func whatIsNotThereIsNotFound(form: OdooForm, series: Int64) async throws {
        let odoo = ScriptedOdoo(series: series)
        #expect(try await connector(odoo, form).find([Delivery.cost()]) == [nil])
    }

    @Test(arguments: OdooForm.all)
    func badRowsAreNamedAndTheOthersLand(form: OdooForm, series: Int64) async throws {
        let odoo = ScriptedOdoo(series: series) { call in
            guard call.name.hasSuffix("line.load"),
                let bad = call.rows.firstIndex(where: { $0[6].hasSuffix("/2") })
            else { return nil }
            let place = JSON.integer(Int64(bad))
            return .result([
                "ids": false, "nextrow": 0,
                "messages": [
                    ["rows": ["from": place, "to": place], "record": place, "type": "error", "message": "No"]
                ],
            ])
        }
        let outcomes = try await connector(odoo, form).apply(Delivery.costs(3))
        #expect(outcomes.map { $0.rejection == nil } == [true, false, true])
    }

    @Test(arguments: OdooForm.all)
    func theProbePasses(form: OdooForm, series: Int64) async throws {
        let odoo = ScriptedOdoo(series: series) { call in
            switch call.name {
            case "res.users.check_access_rights": .result(false)
            case "ir.model.data.check_object_reference": .result(["account.analytic.plan", 1])
            default: nil
            }
        }
        let findings = try await connector(odoo, form, ["timeZone": .text("America/Denver")]).check()
        #expect(findings.filter { $0.result != .passed } == [])
    }

    @Test(arguments: OdooForm.all)
    func postedCostsAreRead(form: OdooForm, series: Int64) async throws {
        let odoo = ScriptedOdoo(series: series) { call in
            switch call.name {
            case "account.analytic.line.search_read":
                return .result([
                    [
                        "id": 41, "date": "2026-01-05", "unit_amount": 8, "amount": -10, "account_id": [9, "Q"],
                        "write_date": "2026-01-05 10:00:00", "ref": "03-300 EX-104",
                    ]
                ])
            case "account.analytic.account.read": return .result([["id": 9, "code": "26-014"]])
            default: return nil
            }
        }
        let connector = try connector(odoo, form)
        _ = try await connector.apply([.cost()])
        let stream = try #require(connector.changeStreams.first { $0.name == "analyticLines" })
        let page = try await connector.changedPage(of: stream, after: nil)
        #expect(page.records.map { $0.payload["project"] } == ["26-014"])
        #expect(page.rejects == [])
    }

    @Test(arguments: [(Int64(17), OdooForm.jsonrpc), (18, .jsonrpc), (19, .json2)])
    func theVersionChoosesTheForm(series: Int64, form: OdooForm) async throws {
        let odoo = ScriptedOdoo(series: series)
        _ = try await OdooConnector(odoo).apply([.cost()])
        #expect(odoo.calls("account.analytic.line.load").map(\.form) == [form])
    }

    @Test(arguments: [
        (Int64(18), [OdooForm.jsonrpc], OdooForm.xmlrpc), (19, [.jsonrpc], .json2), (19, [.jsonrpc, .xmlrpc], .json2),
    ])
    func aFormThatIsClosedIsPassedOver(series: Int64, closed: [OdooForm], form: OdooForm) async throws {
        let odoo = ScriptedOdoo(series: series, closed: Set(closed))
        _ = try await OdooConnector(odoo).apply([.cost()])
        #expect(odoo.calls("account.analytic.line.load").map(\.form) == [form])
    }

    @Test func aConfiguredFormThatTheServerDoesNotHaveIsAnError() async throws {
        let odoo = ScriptedOdoo(series: 18)
        let error = await connectorError(of: try connector(odoo, .json2)) { connector throws(ConnectorError) in
            _ = try await connector.check()
        }
        #expect(error?.description.contains("HTTP status 404") == true)
    }

    @Test func anUnknownFormIsRefused() throws {
        #expect(throws: ConnectorError.self) { try OdooConnector(ScriptedOdoo(), ["wire": .text("soap")]) }
    }

    @Test func anXMLRPCRequestIsADocumentOfItsService() async throws {
        let odoo = ScriptedOdoo()
        let transport = odoo.transport
        let services = ConnectorServices.scripted(transport)
        let connector = try OdooConnector(configuration: .odoo(["wire": .text("xmlrpc")]), services: services)
        _ = try await connector.find([])
        _ = try await connector.find([.cost()])
        let request = try #require(transport.requests.dropFirst().first)
        #expect(request.url == "http://127.0.0.1:8069/xmlrpc/2/common")
        #expect(request.headers.contains(HTTPField("Content-Type", "text/xml; charset=utf-8")))
        #expect(
            String(decoding: request.body, as: UTF8.self) == "<?xml version='1.0' encoding='utf-8'?>\n<methodCall>"
                + "<methodName>authenticate</methodName><params><param><value><string>kestrel</string></value></param>"
                + "<param><value><string>purlin@kestrel.example</string></value></param>"
                + "<param><value><string>\(canary)</string></value></param>"
                + "<param><value><struct></struct></value></param></params></methodCall>"
        )
    }

    @Test func aJSON2RequestNamesItsArguments() async throws {
        let odoo = ScriptedOdoo(series: 19)
        let transport = odoo.transport
        let services = ConnectorServices.scripted(transport)
        let connector = try OdooConnector(configuration: .odoo(["wire": .text("json2")]), services: services)
        _ = try await connector.find([.cost()])
        #expect(
            transport.requests.map { "\($0.method) \($0.url.dropFirst(21))" }.prefix(3) == [
                "GET /web/version", "POST /json/2/res.users/context_get",
                "POST /json/2/account.analytic.line/search_read",
            ]
        )
        let request = try #require(transport.requests.dropFirst(2).first)
        #expect(request.headers.contains(HTTPField("Authorization", "bearer \(canary)")))
        #expect(request.headers.contains(HTTPField("X-Odoo-Database", "kestrel")))
        let body = try JSON(parsing: request.body)
        #expect(body.objectValue?.keys == ["domain", "fields", "context", "order"])
        #expect(body["context"]?["active_test"] == false)
    }
}
