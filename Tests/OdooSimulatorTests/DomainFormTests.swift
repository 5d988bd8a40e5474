import JSON
import Testing

/// What the server says to domains that Python or PostgreSQL stumbles over, and the finer points of those that work.
struct DomainFormTests {
    @Test(
        arguments: [
            ([[]], "IndexError", "tuple index out of range"),
            ([5], "TypeError", "'int' object is not subscriptable"),
            ([.null], "TypeError", "'NoneType' object is not subscriptable"),
            (["x"], "IndexError", "string index out of range"),
            (["xy"], "ValueError", "not enough values to unpack (expected 3, got 2)"),
            ([[1, "=", 0]], "AttributeError", "'int' object has no attribute 'split'"),
            ([["name", "ILIKE", "x"]], "ValueError", "Invalid leaf ('name', 'ILIKE', 'x')"),
            ([["name", "==", "x"]], "ValueError", "Invalid leaf ('name', '==', 'x')"),
            ([["name", "any", []]], "KeyError", "None"),
            ([["name.x", "=", 1]], "AssertionError", "Invalid field 'name.x' in domain term ('name.x', '=', 1)"),
            ([["color", "=", "x"]], "ValueError", "invalid literal for int() with base 10: 'x'"),
            ([["partner_latitude", "=", "x"]], "ValueError", "could not convert string to float: 'x'"),
        ] as [([JSON], String, String)]
    )
    func aWrongFormIsAnExceptionOfPython(domain: [JSON], exception: String, message: String) throws {
        let refusal = try OdooClient().refusal("res.partner", "search", .array(domain))

        #expect(refusal["name"] == .string("builtins.\(exception)"))
        #expect(refusal["message"] == .string(message))
    }

    @Test(
        arguments: [
            ("2026-1-5", true), ("20260105", true), ("01/05/2026", true), ("today", true), ("yesterday", false),
        ]
    )
    func daysAreReadAsPostgreSQLReadsThem(text: String, isFound: Bool) throws {
        let client = try OdooClient()
        let account = try client.account("Bridge")
        _ = try client.create(
            "account.analytic.line",
            ["name": "Day", "account_id": .integer(account), "date": "2026-01-05"]
        )

        let found = try client.call(
            "account.analytic.line",
            "search_count",
            [["name", "=", "Day"], ["date", "=", .string(text)]]
        )

        #expect(found == (isFound ? 1 : 0))
    }

    @Test func aDayThatIsNoneIsOutOfRange() throws {
        let refusal = try OdooClient().refusal("account.analytic.line", "search", [["date", "=", "2026-02-30"]])

        #expect(refusal["name"] == "psycopg2.errors.DatetimeFieldOverflow")
    }

    @Test(
        arguments: [
            ([["name", "ilike", "ARBOR"]], "1"), ([["email", "ilike", ""]], "12346"),
            ([["email", "not ilike", ""]], ""),
            ([["color", ">=", .real(3.5)]], "13"), ([["color", "=?", 0]], "26"),
            ([["category_id", "in", [false]]], ""), ([["category_id", "not in", [false]]], "12346"),
        ] as [([JSON], String)]
    )
    func operatorsFollowTheDatabase(domain: [JSON], expected: String) throws {
        #expect(try DomainFirms().found(domain) == expected)
    }

    @Test func lettersBeyondEnglishHaveNoOtherCase() throws {
        let client = try OdooClient()
        _ = try client.create("res.partner", ["name": "ÉTÉ Ltd"])

        #expect(try client.call("res.partner", "search_count", [["name", "ilike", "été ltd"]]) == 0)
        #expect(try client.call("res.partner", "search_count", [["name", "ilike", "ÉTÉ LTD"]]) == 1)
    }

    @Test func aHierarchyAlongALinkToTheSameModelFindsItsTop() throws {
        let firms = try DomainFirms()

        #expect(try firms.found([["parent_id", "child_of", .integer(firms.arbor)]]) == "16")
    }

    @Test func aPathNeedsTheRightToWhatItLeadsTo() throws {
        let client = try OdooClient()

        let refusal = try client.as("limited") { client in
            try client.refusal("res.company", "search", [["bank_journal_ids.code", "=", "BNK1"]])
        }

        #expect(refusal["name"] == "odoo.exceptions.AccessError")
        #expect(refusal["message"]?.stringValue?.contains("'Journal' (account.journal)") == true)
    }

    @Test func aPathFindsNothingThatRulesHide() throws {
        let client = try OdooClient()
        let second = try client.call("res.company", "search", [["name", "=", "Second Co"]])[0] ?? 0
        let hidden = try client.create("res.partner", ["name": "Hidden firm", "company_id": second])
        _ = try client.create("res.partner", ["name": "Child", "parent_id": .integer(hidden), "company_id": false])
        let domain: JSON = [["parent_id.name", "=", "Hidden firm"]]

        #expect(try client.call("res.partner", "search_count", domain) == 1)
        #expect(try client.as("connector") { try $0.call("res.partner", "search_count", domain) } == 0)
    }

    @Test func limitsMayBeTextsOfDigits() throws {
        let found = try OdooClient().call("res.country", "search", [], keywords: ["limit": "2"])

        #expect(found.arrayValue?.count == 2)
    }
}
