import JSON
import SimulatorKit
import Testing

@testable import OdooSimulator

struct WebSessionTests {
    /// Posts to an address of the web client with the cookie, which an answer may replace.
    private func post(
        _ client: OdooClient,
        _ path: String,
        _ parameters: JSON = [:],
        cookie: inout String?
    ) throws -> JSON {
        var headers = ["content-type": "application/json", "host": "odoo.example:8069"]
        headers["cookie"] = cookie.map { "a=b; \($0)" }
        let body: JSON = ["jsonrpc": "2.0", "id": 5, "params": parameters]
        let answer = try client.post(body.text(style: .spaced), path: path, headers: headers)
        #expect(answer.status == 200)
        if let set = answer.headers.first(where: { $0.name == "Set-Cookie" }) {
            cookie = String(set.value.prefix { $0 != ";" })
        }
        return try JSON(parsing: answer.body)
    }

    private func loggedIn(_ client: OdooClient, as login: JSON = "admin") throws -> String? {
        var cookie: String?
        let answer = try post(
            client,
            "/web/session/authenticate",
            ["db": "kestrel", "login": login, "password": login],
            cookie: &cookie
        )
        #expect(answer["result"]?["username"] == login)
        return cookie
    }

    private let count: JSON = ["model": "res.currency", "method": "search_count", "args": [[]], "kwargs": [:]]

    @Test func sessionIsKeptByItsCookie() throws {
        let client = try OdooClient()
        var cookie = try loggedIn(client, as: "connector")

        let info = try post(client, "/web/session/get_session_info", cookie: &cookie)
        let found = try post(client, "/web/dataset/call_kw/res.currency/search_count", count, cookie: &cookie)

        #expect(info["result"]?["username"] == "connector")
        #expect(info["result"]?["is_admin"] == false)
        #expect(info["result"]?["web.base.url"] == "http://odoo.example:8069")
        #expect(info["result"]?["user_companies"]?["current_company"] == 1)
        #expect(found["result"] == 2)
    }

    @Test func withoutSessionTheEnvelopeSaysSo() throws {
        var cookie: String?

        let answer = try post(OdooClient(), "/web/dataset/call_kw", count, cookie: &cookie)

        #expect(answer["id"] == .null)
        #expect(answer["error"]?["code"] == 100)
        #expect(answer["error"]?["message"] == "Odoo Session Expired")
        #expect(answer["error"]?["data"]?["name"] == "odoo.http.SessionExpiredException")
        #expect(cookie == nil)
    }

    @Test func sessionEndsAfterSevenDaysWithoutUse() throws {
        let client = try OdooClient()
        var cookie = try loggedIn(client)

        for days in [6, 6, 7] {
            client.now = client.now.adding(hours: Int64(days) * 24)
            let answer = try post(client, "/web/dataset/call_kw", count, cookie: &cookie)
            #expect(answer["error"]?["code"] == (days == 7 ? 100 : nil))
        }
    }

    @Test func sessionEndsWithItsPasswordAndItsUser() throws {
        let client = try OdooClient()
        for values: JSON in [["password": "other"], ["active": false]] {
            let user = try client.create("res.users", ["name": "Ann", "login": "ann", "password": "ann"])
            var cookie = try loggedIn(client, as: "ann")

            try client.call("res.users", "write", [.integer(user)], values)

            let answer = try post(client, "/web/session/check", cookie: &cookie)
            #expect(answer["error"]?["code"] == 100)
            try client.call("res.users", "write", [.integer(user)], ["login": .string("ann\(user)")])
        }
    }

    @Test func newLoginReplacesTheSession() throws {
        let client = try OdooClient()
        var first = try loggedIn(client)
        let old = first
        let login: JSON = ["db": "kestrel", "login": "admin", "password": "admin"]

        _ = try post(client, "/web/session/authenticate", login, cookie: &first)

        var stale = old
        #expect(first != old)
        #expect(try post(client, "/web/session/check", cookie: &first)["error"] == nil)
        #expect(try post(client, "/web/session/check", cookie: &stale)["error"]?["code"] == 100)
    }

    @Test func keyIsNoPasswordOfTheWebClient() throws {
        let client = try OdooClient(options: ["api-key": "kx-1"])
        var cookie: String?

        let answer = try post(
            client,
            "/web/session/authenticate",
            ["db": "kestrel", "login": "connector", "password": "kx-1"],
            cookie: &cookie
        )

        #expect(answer["error"]?["data"]?["name"] == "odoo.exceptions.AccessDenied")
        #expect(cookie == nil)
    }

    @Test func restoredServerKnowsItsSessions() throws {
        let client = try OdooClient()
        var cookie = try loggedIn(client)
        let snapshot = try JSON(parsing: client.server.snapshot().canonicalText)
        let other = try OdooClient()

        try other.server.restore(snapshot)

        #expect(try post(other, "/web/dataset/call_kw", count, cookie: &cookie)["result"] == 2)
    }

    @Test func buttonAnswersFalseOrAnAction() throws {
        let client = try OdooClient()
        let id = try client.create("res.partner", ["name": "Quarry"])
        var cookie = try loggedIn(client)

        let answer = try post(
            client,
            "/web/dataset/call_button",
            ["model": "res.partner", "method": "action_archive", "args": [[.integer(id)]], "kwargs": [:]],
            cookie: &cookie
        )

        #expect(answer["result"] == false)
    }

    @Test(arguments: [(17, "builtins.KeyError", 200), (18, "werkzeug.exceptions.NotFound", 404)])
    func unknownModelIsAnotherErrorInEachVersion(version: Int, name: String, code: Int64) throws {
        let client = try OdooClient(version: version)
        var cookie = try loggedIn(client)

        let answer = try post(
            client,
            "/web/dataset/call_kw",
            ["model": "no.such", "method": "read", "args": [], "kwargs": [:]],
            cookie: &cookie
        )

        #expect(answer["error"]?["data"]?["name"] == .string(name))
        #expect(answer["error"]?["code"] == .integer(code))
    }

    @Test(arguments: [
        ("{\"db\": 1, \"login\": 1}", "1 required positional argument: 'password'"),
        ("{\"db\": 1}", "2 required positional arguments: 'login' and 'password'"),
        ("{}", "3 required positional arguments: 'db', 'login', and 'password'"),
    ])
    func argumentsThatAreMissingAreNamed(given: String, text: String) throws {
        var cookie: String?
        let parameters = try JSON(parsing: given)

        let answer = try post(OdooClient(), "/web/session/authenticate", parameters, cookie: &cookie)

        #expect(answer["error"]?["data"]?["name"] == "builtins.TypeError")
        #expect(answer["error"]?["data"]?["message"]?.stringValue?.hasSuffix(text) == true)
    }

    @Test func recordsAreResequenced() throws {
        let client = try OdooClient()
        let ids: [JSON] = [2, 1]
        var cookie = try loggedIn(client)

        let answer = try post(
            client,
            "/web/dataset/resequence",
            ["model": "res.company", "ids": .array(ids), "offset": 3],
            cookie: &cookie
        )

        #expect(answer["result"] == true)
        #expect(try client.call("res.company", "search", [["id", "in", .array(ids)]]) == .array(ids))
        #expect(try client.value("sequence", of: "res.company", 1) == 4)
    }
}
