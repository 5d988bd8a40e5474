import JSON
import SimulatorKit
import Testing

struct EnvelopeTests {
    private let version = "\"params\": {\"service\": \"common\", \"method\": \"version\", \"args\": []}"

    @Test(arguments: ["5", "\"abc-1\"", "{\"a\": [1]}", "null"])
    func idIsEchoedWhateverItIs(id: String) throws {
        let answer = try OdooClient().post("{\"id\": \(id), \(version)}")

        #expect(
            String(decoding: answer.body, as: UTF8.self).hasPrefix(
                "{\"jsonrpc\": \"2.0\", \"id\": \(id), \"result\": {"
            )
        )
    }

    @Test func requestWithoutIdIsAnsweredWithNull() throws {
        let answer = try OdooClient().post("{\(version)}")

        #expect(String(decoding: answer.body, as: UTF8.self).hasPrefix("{\"jsonrpc\": \"2.0\", \"id\": null, "))
    }

    @Test func outerMethodAndVersionAreNotLookedAt() throws {
        let answer = try OdooClient().post("{\"jsonrpc\": \"1.0\", \"method\": \"anything\", \"id\": 7, \(version)}")

        #expect(try JSON(parsing: answer.body)["result"]?["server_serie"] == "18.0")
    }

    @Test func answerClosesItsConnection() throws {
        let answer = try OdooClient().post("{\(version)}")

        #expect(answer.status == 200)
        #expect(answer.headers.contains { $0.name == "Connection" && $0.value == "close" })
        #expect(answer.headers.contains { $0.value == "application/json; charset=utf-8" })
    }

    @Test func methodThatReturnsNothingHasNoResultAndWorks() throws {
        let client = try OdooClient()
        let id = try client.create("res.partner", ["name": "Sand & Gravel Co-op"])

        let answer = try client.answer("res.partner", "action_archive", [[.integer(id)]])

        #expect(answer.text(style: .spaced) == "{\"jsonrpc\": \"2.0\", \"id\": 1}")
        #expect(try client.value("active", of: "res.partner", id) == false)
    }

    @Test func errorIsStatus200WithFiveKeysInOrder() throws {
        let client = try OdooClient()
        let body = """
            {"id": 9, "params": {"service": "object", "method": "execute_kw", \
            "args": ["kestrel", 2, "admin", "res.partner", "search", [[["no_such", "=", 1]]]]}}
            """

        let response = try client.post(body)
        let answer = try JSON(parsing: response.body)
        let data = try #require(answer["error"]?["data"]?.objectValue)

        #expect(response.status == 200)
        #expect(answer.objectValue?.keys == ["jsonrpc", "id", "error"])
        #expect(answer["error"]?.objectValue?.keys == ["code", "message", "data"])
        #expect(answer["error"]?["code"] == 200)
        #expect(answer["error"]?["message"] == "Odoo Server Error")
        #expect(data.keys == ["name", "debug", "message", "arguments", "context"])
        #expect(data["arguments"]?[0] == data["message"])
        #expect(data["debug"]?.stringValue?.hasPrefix("Traceback (most recent call last):\n") == true)
    }

    @Test func textIsRawUTF8() throws {
        let client = try OdooClient()
        let id = try client.create("res.partner", ["name": "Méthode 漢字 😀"])

        let answer = try client.answer("res.partner", "read", [[.integer(id)], ["name"]])

        #expect(answer.text(style: .spaced).contains("\"name\": \"Méthode 漢字 😀\""))
    }

    @Test func healthIsPlainJSON() throws {
        let client = try OdooClient()

        let answer = try client.post("", path: "/web/health", method: "GET", headers: [:])

        #expect(String(decoding: answer.body, as: UTF8.self) == "{\"status\": \"pass\"}")
    }

    @Test func executeTakesArgumentsInARow() throws {
        let answer = try OdooClient().service(
            "object",
            "execute",
            ["kestrel", 2, "admin", "res.currency", "search_count", [["name", "=", "USD"]]]
        )

        #expect(answer["result"] == 1)
    }

    @Test func keywordsMayBeNull() throws {
        let arguments: [JSON] = ["kestrel", 2, "admin", "res.currency", "search_count", [[["name", "=", "EUR"]]], nil]

        #expect(try OdooClient().service("object", "execute_kw", arguments)["result"] == 1)
    }

    @Test func databasesAreListed() throws {
        let client = try OdooClient(options: ["database": "north"])

        #expect(try client.service("db", "list", [])["result"] == ["north"])
    }
}
