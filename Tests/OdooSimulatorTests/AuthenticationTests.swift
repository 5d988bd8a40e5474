import JSON
import Testing

struct AuthenticationTests {
    @Test func passwordOfABaseUserIsTheLogin() throws {
        let client = try OdooClient()

        for login: JSON in ["admin", "connector", "limited", "portal"] {
            let answer = try client.service("common", "authenticate", ["kestrel", login, login, nil])
            #expect(answer["result"]?.integerValue != nil)
        }
        #expect(try client.service("common", "login", ["kestrel", "admin", "admin"])["result"] == 2)
    }

    @Test(arguments: [("admin", "wrong"), ("nobody", "wrong"), ("ADMIN", "admin"), ("__system__", "__system__")])
    func wrongCredentialsAreFalse(login: String, password: String) throws {
        let arguments: [JSON] = ["kestrel", .string(login), .string(password), [:]]

        #expect(try OdooClient().service("common", "authenticate", arguments)["result"] == false)
    }

    @Test func emptyPasswordDiffersByVersion() throws {
        let arguments: [JSON] = ["kestrel", "admin", "", [:]]

        let answer = try OdooClient().service("common", "authenticate", arguments)

        #expect(answer["error"]?["data"]?["name"] == "builtins.AssertionError")
        #expect(try OdooClient(version: 17).service("common", "authenticate", arguments)["result"] == false)
    }

    @Test(arguments: [JSON.integer(2), .bool(false)])
    func callWithWrongPasswordIsDenied(user: JSON) throws {
        let arguments: [JSON] = ["kestrel", user, "wrong", "res.partner", "search_count", [[]]]

        let data = try OdooClient().service("object", "execute_kw", arguments)["error"]?["data"]

        #expect(data?["name"] == "odoo.exceptions.AccessDenied")
        #expect(data?["message"] == "Access Denied")
    }

    @Test func passwordOfAnotherUserIsDenied() throws {
        let client = try OdooClient()
        let limited = try client.service("common", "login", ["kestrel", "limited", "limited"])["result"] ?? 0

        let answer = try client.service(
            "object",
            "execute_kw",
            ["kestrel", limited, "admin", "res.partner", "search", [[]]]
        )

        #expect(answer["error"]?["data"]?["name"] == "odoo.exceptions.AccessDenied")
    }

    @Test func userThatDoesNotExistIsMissing() throws {
        let arguments: [JSON] = ["kestrel", 99_999_999, "admin", "res.partner", "search_count", [[]]]

        let data = try OdooClient().service("object", "execute_kw", arguments)["error"]?["data"]

        #expect(data?["name"] == "odoo.exceptions.MissingError")
        #expect(
            data?["message"]
                == "Record does not exist or has been deleted.\n(Record: res.users(99999999,), User: 99999999)"
        )
    }

    @Test func userMayBeATextOfDigits() throws {
        let arguments: [JSON] = ["kestrel", "2", "admin", "res.currency", "search_count", [[["name", "=", "USD"]]]]

        #expect(try OdooClient().service("object", "execute_kw", arguments)["result"] == 1)
    }

    @Test func unknownDatabaseIsTheDriversError() throws {
        let client = try OdooClient()
        let calls: [(String, String, [JSON])] = [
            ("common", "authenticate", ["other", "admin", "admin", [:]]),
            ("object", "execute_kw", ["other", 2, "admin", "res.partner", "search_count", [[]]]),
        ]

        for (service, method, arguments) in calls {
            let answer = try client.service(service, method, arguments)
            #expect(answer["error"]?["data"]?["name"] == "psycopg2.OperationalError")
        }
    }

    @Test func keyOfTheConnectorStandsForItsPassword() throws {
        let client = try OdooClient(options: ["api-key": "6b65792d31"])

        let user = try client.service("common", "authenticate", ["kestrel", "connector", "6b65792d31", [:]])["result"]
        let admin = try client.service("common", "authenticate", ["kestrel", "admin", "6b65792d31", [:]])["result"]
        let call = try client.service(
            "object",
            "execute_kw",
            ["kestrel", user ?? 0, "6b65792d31", "res.users", "read", [[user ?? 0], ["login"]]]
        )

        #expect(admin == false)
        #expect(call["result"]?[0]?["login"] == "connector")
    }

    @Test func withoutAKeyNoKeyIsAccepted() throws {
        let answer = try OdooClient().service("common", "authenticate", ["kestrel", "connector", "anything", [:]])

        #expect(answer["result"] == false)
    }

    @Test func archivedUserCannotLogIn() throws {
        let client = try OdooClient()
        let id = try client.create("res.users", ["name": "Site clerk", "login": "clerk", "password": "clerk-secret"])
        let credentials: [JSON] = ["kestrel", "clerk", "clerk-secret", [:]]
        #expect(try client.service("common", "authenticate", credentials)["result"] == .integer(id))

        try client.call("res.users", "write", [.integer(id)], ["active": false])

        #expect(try client.service("common", "authenticate", credentials)["result"] == false)
        #expect(try client.value("password", of: "res.users", 2) == "")
    }
}
