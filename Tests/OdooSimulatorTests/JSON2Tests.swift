import JSON
import SimulatorKit
import Testing

@testable import OdooSimulator

struct JSON2Tests {
    private let client: OdooClient

    init() throws {
        client = try OdooClient(version: 19, options: ["api-key": "kx-19"])
    }

    private func post(
        _ path: String,
        _ body: JSON,
        headers: [String: String] = ["authorization": "Bearer kx-19", "content-type": "application/json"]
    ) throws -> (status: Int, body: JSON) {
        let answer = try client.post(body.text(style: .spaced), path: "/json/2/" + path, headers: headers)
        return (answer.status, try JSON(parsing: answer.body))
    }

    @Test func recordsAreMadeReadChangedAndDeletedByNames() throws {
        let made = try post("res.partner/create", ["vals_list": [["name": "Quarry"], ["name": "Pit"]]])
        let ids = made.body
        #expect(made.status == 200)
        #expect(ids.arrayValue?.count == 2)

        #expect(try post("res.partner/write", ["ids": ids, "vals": ["ref": "Q"]]).body == true)
        let rows = try post(
            "res.partner/search_read",
            ["domain": [["ref", "=", "Q"]], "fields": ["name"], "limit": 1]
        )
        #expect(rows.body[0]?["name"] == "Pit")
        #expect(try post("res.partner/search", ["domain": [["ref", "=", "Q"]], "order": "id"]).body == ids)
        #expect(try post("res.partner/action_archive", ["ids": ids]).body == .null)
        #expect(try post("res.partner/unlink", ["ids": ids]).body == true)
        #expect(try post("res.partner/read", ["ids": ids, "fields": ["name"]]).body == [])
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

    @Test(arguments: [
        ("res.partner/write", "{\"ids\": [99999999], \"vals\": {\"ref\": \"x\"}}", 404, "odoo.exceptions.MissingError"),
        ("res.partner/_search", "{\"domain\": []}", 403, "odoo.exceptions.AccessError"),
        ("res.partner/no_such", "{}", 404, "builtins.AttributeError"),
        ("no.such/search", "{\"domain\": []}", 404, "werkzeug.exceptions.NotFound"),
        ("res.partner/search/x", "{}", 404, "werkzeug.exceptions.NotFound"),
        ("res.partner/search", "{\"ids\": [1], \"domain\": []}", 422, "werkzeug.exceptions.UnprocessableEntity"),
        ("res.partner/search", "{\"domains\": []}", 422, "builtins.TypeError"),
        ("res.partner/create", "{}", 422, "werkzeug.exceptions.UnprocessableEntity"),
        ("res.country/create", "{\"vals_list\": {\"code\": \"QQ\"}}", 403, "odoo.exceptions.AccessError"),
        ("res.partner/create", "{\"vals_list\": {\"type\": \"contact\"}}", 422, "odoo.exceptions.ValidationError"),
        ("res.partner/search", "{\"domain\": [[\"x\", \"=\", 1]]}", 500, "builtins.ValueError"),
        ("res.partner/search", "[]", 400, "werkzeug.exceptions.BadRequest"),
    ])
    func errorsHaveAStatus(path: String, body: String, status: Int, name: String) throws {
        let answer = try post(path, try JSON(parsing: body))

        #expect(answer.status == status)
        #expect(answer.body["name"] == .string(name))
        #expect(answer.body.objectValue?.keys == ["name", "debug", "message", "arguments", "context"])
    }

    @Test func keysAreAsked() throws {
        for header in ["bearer wrong", "Bearer connector", "Basic kx-19", ""] {
            let headers = ["authorization": header, "content-type": "application/json"]
            let answer = try client.post("{}", path: "/json/2/res.partner/search", headers: headers)
            #expect(answer.status == 401)
            #expect(answer.headers.contains { $0.name == "WWW-Authenticate" && $0.value == "bearer" })
        }
    }

    @Test func otherDatabasesTypesAndMethodsAreRefused() throws {
        let key = ["authorization": "Bearer kx-19", "content-type": "application/json"]
        let path = "/json/2/res.partner/search"
        let elsewhere = key.merging(["x-odoo-database": "other"]) { $1 }
        #expect(try client.post("{}", path: path, headers: elsewhere).status == 404)
        #expect(try client.post("{}", path: path, method: "GET", headers: key).status == 404)
        let form = key.merging(["content-type": "text/plain"]) { $1 }
        #expect(try client.post("{}", path: path, headers: form).status == 415)
    }

    @Test func versionIsToldWithoutAKey() throws {
        let answer = try client.post("", path: "/web/version", method: "GET", headers: [:])
        #expect(try JSON(parsing: answer.body)["version"] == "19.0")
    }

    @Test func errorsOfJSONRPCHaveTheCode0() throws {
        #expect(try client.answer("no.such", "read", [[1]])["error"]?["code"] == 0)
    }

    /// Version 18 has pages below this address, for people who are logged in.
    @Test(arguments: [(17, 404), (18, 303)])
    func earlierVersionsDoNotKnowIt(version: Int, status: Int) throws {
        let earlier = try OdooClient(version: version, options: ["api-key": "kx-19"])
        let headers = ["authorization": "Bearer kx-19", "content-type": "application/json"]
        #expect(try earlier.post("{}", path: "/json/2/res.partner/search", headers: headers).status == status)
    }
}
