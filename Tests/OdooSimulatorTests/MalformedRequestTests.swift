import JSON
import SimulatorKit
import Testing

struct MalformedRequestTests {
    @Test(arguments: ["", "{\"jsonrpc\": \"2.0\", ", "hello", "{\"id\": 1}}", String(repeating: "[", count: 100_000)])
    func bodyThatIsNoJSONIsAPage(body: String) throws {
        let answer = try OdooClient().post(body)

        #expect(answer.status == 400)
        #expect(answer.headers.contains { $0.value == "text/html; charset=utf-8" })
        #expect(String(decoding: answer.body, as: UTF8.self) == "Invalid JSON data")
    }

    @Test(arguments: ["[{\"id\": 1}, {\"id\": 2}]", "17", "null", "\"text\"", "true"])
    func bodyThatIsNoRequestIsAPage(body: String) throws {
        let answer = try OdooClient().post(body)

        #expect(answer.status == 400)
        #expect(String(decoding: answer.body, as: UTF8.self) == "Invalid JSON-RPC data")
    }

    @Test(arguments: ["text/plain", "application/x-www-form-urlencoded", ""])
    func otherContentTypesAreRefused(type: String) throws {
        let headers = type.isEmpty ? [:] : ["content-type": type]

        #expect(try OdooClient().post("{}", headers: headers).status == 400)
    }

    @Test func charsetIsAccepted() throws {
        let body = "{\"id\": 3, \"params\": {\"service\": \"common\", \"method\": \"version\", \"args\": []}}"

        let answer = try OdooClient().post(body, headers: ["content-type": "application/json; charset=utf-8"])

        #expect(answer.status == 200)
    }

    @Test func getIsRefused() throws {
        #expect(try OdooClient().post("", method: "GET", headers: [:]).status == 400)
    }

    @Test(arguments: ["/jsonrpc/nowhere", "/no/such/page", "/web/version"])
    func unknownPathIsAPage(path: String) throws {
        let answer = try OdooClient().post("{}", path: path)

        #expect(answer.status == 404)
        #expect(answer.headers.contains { $0.value == "text/html;charset=utf-8" })
    }

    @Test(arguments: [
        ("{\"id\": 1, \"params\": [\"common\", \"version\", []]}", "builtins.ValueError"),
        ("{\"id\": 1}", "builtins.TypeError"),
        ("{\"id\": 1, \"params\": {\"service\": \"common\", \"method\": \"version\"}}", "builtins.TypeError"),
        ("{\"id\": 1, \"params\": {\"service\": \"nothing\", \"method\": \"x\", \"args\": []}}", "builtins.KeyError"),
        ("{\"id\": 1, \"params\": {\"service\": \"common\", \"method\": \"x\", \"args\": []}}", "builtins.Exception"),
        (
            "{\"id\": 1, \"params\": {\"service\": \"object\", \"method\": \"execute_kw\", \"args\": [1]}}",
            "builtins.IndexError"
        ),
    ])
    func parametersOfAWrongFormAreErrors(body: String, name: String) throws {
        let answer = try JSON(parsing: try OdooClient().post(body).body)

        #expect(answer["error"]?["data"]?["name"] == .string(name))
    }

    @Test func everyTruncationOfARequestIsAnswered() throws {
        let client = try OdooClient()
        let body = """
            {"id": 1, "params": {"service": "object", "method": "execute_kw", \
            "args": ["kestrel", 2, "admin", "res.partner", "search_read", [[["name", "ilike", "é"]]], {"limit": 1}]}}
            """
        let bytes = Array(body.utf8)

        for length in bytes.indices {
            let request = SimulatedRequest(
                method: "POST",
                path: "/jsonrpc",
                headers: ["content-type": "application/json"],
                body: Array(bytes[..<length])
            )
            #expect(client.server.respond(to: request, at: client.now)?.status == 400)
        }
    }
}
