import JSON
import SimulatorKit
import Testing

@testable import OdooSimulator

/// JSON-2 and the keys of version 19.
struct NamedCallTests {
    private let client: OdooClient

    init() throws {
        client = try OdooClient(
            version: 19,
            options: ["api-key": "key-of-connector", "api-key-expires": "2026-01-06T00:00:00Z"]
        )
        _ = try client.server.control("keys", method: "POST", body: ["login": "admin", "key": "k1"], at: client.now)
    }

    private func post(
        _ path: String,
        _ body: JSON = [:],
        key: String? = "k1",
        headers: [String: String] = [:]
    ) throws -> (status: Int, body: JSON, headers: [(name: String, value: String)]) {
        var all = ["content-type": "application/json"].merging(headers) { $1 }
        all["authorization"] = key.map { "bearer \($0)" }
        let answer = try client.post(body.text(style: .spaced), path: "/json/2/\(path)", headers: all)
        return (answer.status, try JSON(parsing: answer.body), answer.headers)
    }

    @Test func recordsAreMadeReadChangedAndDeleted() throws {
        let made = try post("res.partner/create", ["vals_list": [["name": "North Rim"], ["name": "South Rim"]]])
        #expect(made.status == 200)
        let ids = try #require(made.body.arrayValue)
        #expect(ids.count == 2)

        let read = try post("res.partner/read", ["ids": .array(ids), "fields": ["name"]])
        #expect(read.body.arrayValue?.map { $0["name"] } == ["North Rim", "South Rim"])
        let written = try post("res.partner/write", ["ids": ids[0], "vals": ["name": "North Rim Steel"]])
        #expect(written.body == true)
        let found = try post("res.partner/search", ["domain": [["name", "=", "North Rim Steel"]]])
        #expect(found.body == [ids[0]])
        #expect(try post("res.partner/unlink", ["ids": .array(ids)]).body == true)
        #expect(try post("res.partner/read", ["ids": .array(ids), "fields": ["name"]]).body == [])
    }

    @Test func oneNewRecordIsAListToo() throws {
        let made = try post("res.partner/create", ["vals_list": ["name": "Alone"]])
        #expect(made.body.arrayValue?.count == 1)
    }

    @Test func aMethodThatReturnsNothingAnswersNull() throws {
        let made = try post("res.partner/create", ["vals_list": [["name": "Old"]]])
        let archived = try post("res.partner/action_archive", ["ids": made.body])
        #expect(archived.status == 200)
        #expect(archived.body == .null)
    }

    private struct Refusal: Sendable {
        let path: String
        let body: JSON
        let status: Int
        let name: String

        init(_ path: String, _ body: JSON, _ status: Int, _ name: String) {
            self.path = path
            self.body = body
            self.status = status
            self.name = name
        }
    }

    private static let refusals = [
        Refusal("no.such.model/search", ["domain": []], 404, "werkzeug.exceptions.NotFound"),
        Refusal("res.partner/no_such_method", [:], 404, "werkzeug.exceptions.NotFound"),
        Refusal("res.partner", [:], 404, "werkzeug.exceptions.NotFound"),
        Refusal("res.partner/_compute", [:], 403, "odoo.exceptions.AccessError"),
        Refusal("res.partner/write", ["ids": [999_999], "vals": ["name": "x"]], 404, "odoo.exceptions.MissingError"),
        Refusal("res.partner/search", ["domain": [], "ids": [1]], 422, "werkzeug.exceptions.UnprocessableEntity"),
        Refusal("res.partner/search", [:], 422, "werkzeug.exceptions.UnprocessableEntity"),
        Refusal("res.partner/search", ["domain": [], "colour": 1], 422, "werkzeug.exceptions.UnprocessableEntity"),
        Refusal("res.partner/exists", ["ids": [1]], 403, "odoo.exceptions.AccessError"),
        Refusal("res.partner/read", ["ids": "one"], 500, "psycopg2.errors.InvalidTextRepresentation"),
        Refusal("res.partner/read", ["ids": [[1]]], 500, "builtins.TypeError"),
        Refusal("res.partner/write", ["ids": [1], "vals": ["nope": 1]], 500, "builtins.KeyError"),
        Refusal("res.partner/search", ["domain": [], "context": "x"], 500, "builtins.ValueError"),
        Refusal("res.partner/search", ["domain": [], "order": "a b c"], 422, "odoo.exceptions.UserError"),
        Refusal("account.analytic.plan/create", ["vals_list": [[:]]], 422, "odoo.exceptions.ValidationError"),
        Refusal("res.partner/search", ["domain": [["nothing", "=", 1]]], 500, "builtins.ValueError"),
    ]

    @Test(arguments: refusals)
    private func anErrorHasAStatusOfItsOwn(_ refusal: Refusal) throws {
        let answer = try post(refusal.path, refusal.body)
        #expect(answer.status == refusal.status)
        #expect(answer.body["name"] == .string(refusal.name))
        let members = Set(answer.body.objectValue?.keys.map(\.self) ?? [])
        #expect(members == ["name", "message", "arguments", "context", "debug"])
    }

    @Test func contextIsTaken() throws {
        let found = try post(
            "res.country/search_read",
            ["domain": [["code", "=", "BE"]], "fields": ["name"], "context": ["lang": "fr_FR"]]
        )
        #expect(found.body[0]?["name"] == "Belgique")
    }

    @Test func loadAnswersItsMessages() throws {
        let found = try post("res.partner/load", ["fields": ["id", "color"], "data": [["kx.a", "red"]]])
        #expect(found.status == 200)
        #expect(found.body["ids"] == false)
    }

    @Test func withoutAKeyNothingIsAnswered() throws {
        for key in [nil, "wrong"] as [String?] {
            let answer = try post("res.partner/search", ["domain": []], key: key)
            #expect(answer.status == 401)
            #expect(answer.headers.contains { $0.name == "WWW-Authenticate" && $0.value == "Bearer " })
        }
    }

    @Test func whatIsNoJSONIsRefused() throws {
        let headers = ["content-type": "application/json", "authorization": "Bearer k1"]
        #expect(try client.post("{", path: "/json/2/res.partner/search", headers: headers).status == 400)
        #expect(try client.post("[]", path: "/json/2/res.partner/search", headers: headers).status == 422)
        let plain = try client.post(
            "{}",
            path: "/json/2/res.partner/search",
            headers: headers.merging(["content-type": "text/plain"]) { $1 }
        )
        #expect(plain.status == 415)
        #expect(plain.headers.contains { $0.name == "Accept" })
        #expect(try client.post("", path: "/json/2/res.partner/search", method: "GET", headers: headers).status == 404)
    }

    @Test func theArgumentsOfAnErrorOfTheWebLayerNameItsStatus() throws {
        let missing = try post("res.partner/search", [:]).body
        #expect(missing["message"] == "missing a required argument: 'domain'")
        #expect(missing["arguments"] == ["missing a required argument: 'domain'", 422])
        let unknown = try post("res.partner/search", ["domain": [], "colour": 1]).body
        #expect(unknown["message"] == "got an unexpected keyword argument 'colour'")
        let model = try post("no.such.model/search", ["domain": []]).body
        #expect(model["arguments"] == ["the model 'no.such.model' does not exist", 404])
    }

    @Test(arguments: [1, [], false, nil, [0], ["1"], [:]] as [JSON])
    func whatStandsForIdsIsTakenAsBrowseTakesIt(ids: JSON) throws {
        let read = try post("res.partner/read", ["ids": ids, "fields": ["name"]])
        #expect(read.status == 200)
        #expect(read.body.arrayValue?.count == (ids == 1 ? 1 : 0))
    }

    @Test func aMessageIsAListOfItsId() throws {
        let posted = try post("res.partner/message_post", ["ids": [1], "body": "Hello"])
        #expect(posted.body.arrayValue?.count == 1)
    }

    @Test func anotherDatabaseIsNotServed() throws {
        let headers = ["content-type": "application/json", "authorization": "bearer k1", "x-odoo-database": "other"]
        let other = try client.post("{\"domain\": []}", path: "/json/2/res.partner/search", headers: headers)
        #expect(other.status == 404)
        #expect(String(decoding: other.body, as: UTF8.self).contains("X-Odoo-Database"))
        #expect(try post("res.partner/search", ["domain": []], headers: ["x-odoo-database": ""]).status == 200)
        #expect(try post("res.partner/search", ["domain": []], headers: ["x-odoo-database": "kestrel"]).status == 200)
    }

    @Test func aKeyEndsAtItsMoment() throws {
        let body: JSON = ["domain": [["id", "=", 1]]]
        #expect(try post("res.partner/search", body, key: "key-of-connector").status == 200)
        client.now = try #require(SimulatedInstant("2026-01-06T00:00:00Z"))
        #expect(try post("res.partner/search", body, key: "key-of-connector").status == 401)
        #expect(try post("res.partner/search", body).status == 200)

        _ = try client.server.control("keys", method: "DELETE", body: ["key": "k1"], at: client.now)
        #expect(try post("res.partner/search", body).status == 401)
    }

    @Test func aKeyIsAsGoodAsThePasswordUntilItEnds() throws {
        let arguments: [JSON] = ["kestrel", "connector", "key-of-connector", [:]]
        #expect(try client.service("common", "authenticate", arguments)["result"] != false)
        client.now = try #require(SimulatedInstant("2026-01-07T00:00:00Z"))
        #expect(try client.service("common", "authenticate", arguments)["result"] == false)
    }

    @Test(
        arguments: [
            ["login": "nobody", "key": "k2"], ["login": "admin"], ["login": "admin", "key": "k1"],
            ["login": "admin", "key": "k2", "expires": "soon"], ["login": "admin", "key": ""],
        ] as [JSON]
    )
    func aKeyThatCannotBeIsRefused(body: JSON) throws {
        #expect(throws: SimulatorError.self) {
            try client.server.control("keys", method: "POST", body: body, at: client.now)
        }
    }

    @Test func keysAreListedWithoutTheirText() throws {
        let listed = try client.server.control("keys", method: "GET", body: .null, at: client.now)
        #expect(listed?["keys"]?.arrayValue?.count == 2)
        #expect(listed?.text(style: .compact).contains("k1") == false)
        let read = try post("res.users.apikeys/search_read", ["domain": []])
        #expect(read.body.arrayValue?.count == 2)
        #expect(read.body.text(style: .compact).contains("key-of-connector") == false)
    }

    @Test func fieldsHaveTheNamesOfTheVersion() throws {
        let fields = try post("purchase.order.line/fields_get", ["attributes": ["type"]]).body
        #expect(fields["product_uom_id"]?["type"] == "many2one")
        #expect(fields["product_uom"] == nil)
        #expect(try post("res.partner/fields_get", ["allfields": ["mobile"]]).body == [:])
        let users = try post("res.users/read", ["ids": [2], "fields": ["group_ids"]]).body
        let group = users[0]?["group_ids"]?[0] ?? 0
        #expect((users[0]?["group_ids"]?.arrayValue?.count ?? 0) > 10)
        #expect(try post("res.users/read", ["ids": [2], "fields": ["groups_id"]]).status == 500)
        let found = try post(
            "res.users/search",
            ["domain": [["group_ids", "in", [group]]]]
        )
        #expect(found.body.arrayValue?.contains(2) == true)
    }

    @Test func theVersionIsToldWithoutAUser() throws {
        let answer = try client.post("", path: "/web/version", method: "GET")
        #expect(try JSON(parsing: answer.body)["version"] == "19.0")
        #expect(
            try client.service("object", "execute_kw", ["kestrel", 2, "wrong", "res.partner", "read", [[1]]])["error"]?[
                "code"
            ] == 0
        )
        let earlier = try OdooClient(version: 18)
        #expect(try earlier.post("", path: "/web/version", method: "GET").status == 404)
        #expect(try earlier.post("{}", path: "/json/2/res.partner/search").status != 200)
    }
}
