import JSON
import Testing

/// One call that fails, with the class and the text of its error.
struct FailingCall: CustomTestStringConvertible, Sendable {
    let model: String
    let method: String
    let arguments: [JSON]
    var keywords: JSON = [:]
    let name: String
    let message: String

    var testDescription: String { "\(model).\(method)\(JSON.array(arguments).canonicalText)" }

    init(
        _ model: String,
        _ method: String,
        _ arguments: [JSON],
        keywords: JSON = [:],
        _ name: String,
        _ message: String
    ) {
        self.model = model
        self.method = method
        self.arguments = arguments
        self.keywords = keywords
        self.name = name
        self.message = message
    }
}

struct ErrorTableTests {
    private static let mandatory =
        "The operation cannot be completed:\n- Create/update: a mandatory field is not set.\n"
        + "- Delete: another model requires the record being deleted. If possible, archive it instead.\n\n"

    private static let inUse =
        "The operation cannot be completed: another model requires the record being deleted. If possible, archive it "
        + "instead.\n\n"

    private static let calls: [FailingCall] = [
        FailingCall("no.such", "search", [[]], "odoo.exceptions.UserError", "Object no.such doesn't exist"),
        FailingCall(
            "res.partner",
            "frobnicate",
            [[1]],
            "builtins.AttributeError",
            "The method 'res.partner.frobnicate' does not exist"
        ),
        FailingCall(
            "res.partner",
            "_write",
            [[1]],
            "odoo.exceptions.AccessError",
            "Private methods (such as 'res.partner._write') cannot be called remotely."
        ),
        FailingCall(
            "res.partner",
            "create",
            [["name": "A", "nope": 1]],
            "builtins.ValueError",
            "Invalid field 'nope' on model 'res.partner'"
        ),
        FailingCall(
            "res.partner",
            "read",
            [[1], ["nope"]],
            "builtins.ValueError",
            "Invalid field 'nope' on model 'res.partner'"
        ),
        FailingCall(
            "res.partner",
            "read",
            [[1], ["country_id.code"]],
            "builtins.ValueError",
            "Invalid field 'country_id.code' on model 'res.partner'"
        ),
        FailingCall(
            "res.partner",
            "search",
            [[["country_id.nope", "=", 1]]],
            "builtins.ValueError",
            "Invalid field res.country.nope in leaf ('nope', '=', 1)"
        ),
        FailingCall(
            "res.partner",
            "search",
            [[]],
            keywords: ["order": "name up"],
            "odoo.exceptions.UserError",
            "Invalid \"order\" specified (name up). A valid \"order\" specification is a comma-separated list of valid "
                + "field names (optionally followed by asc/desc for the direction)"
        ),
        FailingCall(
            "res.partner",
            "read",
            [],
            keywords: ["ids": [1]],
            "builtins.IndexError",
            "tuple index out of range"
        ),
        FailingCall(
            "account.analytic.account",
            "create",
            [["name": "A"]],
            "odoo.exceptions.ValidationError",
            mandatory + "Model: Analytic Account (account.analytic.account)\nField: Plan (plan_id)\n"
        ),
        FailingCall(
            "res.partner",
            "create",
            [["type": "contact"]],
            "odoo.exceptions.ValidationError",
            "The operation cannot be completed: Contacts require a name"
        ),
        FailingCall(
            "res.country",
            "create",
            [["name": "Atlantis", "code": "BE"]],
            "odoo.exceptions.ValidationError",
            "The operation cannot be completed: The code of the country must be unique!"
        ),
        FailingCall(
            "res.partner",
            "create",
            [["name": "A", "country_id": 99_999_999]],
            "odoo.exceptions.ValidationError",
            inUse + "Model: Contact (res.partner)\nConstraint: res_partner_country_id_fkey\n"
        ),
        FailingCall(
            "res.partner",
            "write",
            [[1], ["country_id": 99_999_999]],
            "odoo.exceptions.MissingError",
            "Record does not exist or has been deleted.\n(Record: res.country(99999999,), User: 2)"
        ),
        FailingCall(
            "res.partner",
            "write",
            [[99_999_999], ["ref": "x"]],
            "odoo.exceptions.MissingError",
            "Record does not exist or has been deleted.\n(Record: res.partner(99999999,), User: 2)"
        ),
        FailingCall(
            "res.partner",
            "write",
            [[1], ["type": "bogus"]],
            "builtins.ValueError",
            "Wrong value for res.partner.type: 'bogus'"
        ),
        FailingCall(
            "res.partner",
            "write",
            [[1], ["color": "red"]],
            "builtins.ValueError",
            "invalid literal for int() with base 10: 'red'"
        ),
        FailingCall(
            "account.analytic.line",
            "create",
            [["name": "A", "unit_amount": "ten"]],
            "builtins.ValueError",
            "could not convert string to float: 'ten'"
        ),
        FailingCall(
            "res.partner",
            "search",
            [[["name", "="]]],
            "builtins.ValueError",
            "not enough values to unpack (expected 3, got 2)"
        ),
        FailingCall(
            "res.partner",
            "search",
            [[["name", "~~", "it's"]]],
            "builtins.ValueError",
            "Invalid leaf ('name', '~~', \"it's\")"
        ),
        FailingCall(
            "res.partner",
            "search",
            [["|", ["name", "=", "x"]]],
            "builtins.ValueError",
            "Domain ['|', ['name', '=', 'x']] is syntactically not correct."
        ),
        FailingCall("res.partner", "search", [["name", "=", "x"]], "builtins.IndexError", "string index out of range"),
        FailingCall(
            "res.partner",
            "search",
            [[["id", "in", 1]]],
            "builtins.ValueError",
            "Invalid domain term ('id', 'in', 1)"
        ),
        FailingCall(
            "res.partner",
            "read",
            [[1], ["name"]],
            keywords: ["context": ["lang": "xx_XX"]],
            "odoo.exceptions.UserError",
            "Invalid language code: xx_XX"
        ),
    ]

    @Test(arguments: calls)
    func callFailsAsMeasured(call: FailingCall) throws {
        let answer = try OdooClient().answer(call.model, call.method, call.arguments, call.keywords)
        let data = try #require(answer["error"]?["data"])

        #expect(data["name"] == .string(call.name))
        #expect(data["message"] == .string(call.message))
        #expect(data["context"] == [:])
    }

    @Test(
        arguments: [
            ("res.partner", "unlink", [[1], 2], [:], "builtins.TypeError"),
            ("res.partner", "search", [[]], ["nope": 1], "builtins.TypeError"),
            ("res.partner", "write", [[1], ["color": 2_147_483_648]], [:], "psycopg2.errors.NumericValueOutOfRange"),
            ("res.partner", "write", [[1], ["ref": "a\0b"]], [:], "builtins.ValueError"),
            ("account.analytic.line", "create", [["date": "2026-02-30"]], [:], "psycopg2.errors.DatetimeFieldOverflow"),
            ("account.analytic.line", "create", [["date": "tomorrow"]], [:], "builtins.ValueError"),
            ("res.partner", "search", ["[('name','=','x')]"], [:], "builtins.AssertionError"),
            ("res.partner", "search_count", [[]], ["context": "lang"], "builtins.ValueError"),
            (
                "res.partner", "search_count", [[]], ["context": ["allowed_company_ids": [99]]],
                "odoo.exceptions.AccessError"
            ),
            (
                "res.partner", "create", [["name": "A", "country_id": [20, "Belgium"]]], [:],
                "psycopg2.errors.InvalidTextRepresentation"
            ),
        ] as [(String, String, [JSON], JSON, String)]
    )
    func callFailsWithClass(model: String, method: String, arguments: [JSON], keywords: JSON, name: String) throws {
        let answer = try OdooClient().answer(model, method, arguments, keywords)

        #expect(answer["error"]?["data"]?["name"] == .string(name))
    }

    @Test func recordInUseIsNotDeleted() throws {
        let client = try OdooClient()
        let account = try client.account("Quay wall")
        _ = try client.create("account.analytic.line", ["name": "Piling", "account_id": .integer(account)])

        let data = try client.refusal("account.analytic.account", "unlink", [.integer(account)])

        #expect(
            data["message"]
                == .string(
                    Self.inUse + "Model: Analytic Line (account.analytic.line)\n"
                        + "Constraint: account_analytic_line_account_id_fkey\n"
                )
        )
    }

    @Test func readLeavesMissingRecordsOut() throws {
        let client = try OdooClient()

        #expect(try client.call("res.partner", "read", [99_999_999], ["name"]) == [])
        #expect(try client.call("res.partner", "read", ["1"], ["name"]) == [])
    }

    @Test func recursionIsRefused() throws {
        let client = try OdooClient()
        let tag = try client.create("res.partner.category", ["name": "Formwork"])

        let data = try client.refusal("res.partner.category", "write", [.integer(tag)], ["parent_id": .integer(tag)])

        #expect(data["message"] == "Recursion Detected.")
    }
}
