import JSON
import Testing

/// The groups of version 19: `formatted_read_group` and `web_read_group`.
struct LaterGroupTests {
    private let client: OdooClient

    init() throws { client = try OdooClient(version: 19) }

    @Test func archivedRecordsThatAreAskedForAreCounted() throws {
        _ = try client.create("res.partner", ["name": "Old", "ref": "old", "active": false])
        let domain: JSON = [["ref", "=", "old"], ["active", "=", false]]

        let rows = try client.call("res.partner", "formatted_read_group", domain, ["country_id"], ["__count"])
        let web = try client.call("res.partner", "web_read_group", domain, ["country_id"])

        #expect(rows == [["country_id": false, "__extra_domain": [["country_id", "=", false]], "__count": 1]])
        #expect(web["length"] == 1)
        #expect(web["groups"]?[0]?["__count"] == 1)
    }

    private func firms() throws {
        for (name, color): (String, Int64) in [("A", 1), ("A", 2), ("B", 4), ("C", 0)] {
            _ = try client.create(
                "res.partner",
                ["name": .string(name), "comment": "g", "color": .integer(Int64(color))]
            )
        }
    }

    private func arguments(_ having: JSON) -> JSON { ["aggregates": ["__count"], "having": having] }

    private func names(_ having: JSON) throws -> [String] {
        let rows = try client.call(
            "res.partner",
            "formatted_read_group",
            [["comment", "like", "g"]],
            ["name"],
            keywords: arguments(having)
        )
        for row in rows.arrayValue ?? [] { #expect(row["color:sum"] == nil) }
        return (rows.arrayValue ?? []).compactMap { $0["name"]?.stringValue }
    }

    @Test func havingIsADomainOfAggregates() throws {
        try firms()

        #expect(try names([]) == ["A", "B", "C"])
        #expect(try names([["__count", ">", 1]]) == ["A"])
        #expect(try names(["!", ["__count", ">", 1]]) == ["B", "C"])
        #expect(try names(["|", ["__count", "=", 2], ["color:sum", "=", 0]]) == ["A", "C"])
        #expect(try names([["color:sum", ">", 2], ["color:sum", "!=", 4]]) == ["A"])
        #expect(try names(["&", ["color:sum", ">", 2], ["name:max", ">", "A"]]) == ["B"])
        #expect(try names([["__count", ">", "1"]]) == ["A"])
    }

    @Test func whatComparesWithNothingNeverHolds() throws {
        try firms()

        #expect(try names([["partner_latitude:sum", ">", -1]]) == [])
        #expect(try names(["!", ["partner_latitude:sum", ">", -1]]) == [])
        #expect(try names([["__count", "=", .null]]) == [])
        #expect(try names(["|", ["partner_latitude:sum", ">", -1], ["__count", ">", 1]]) == ["A"])
    }

    @Test func aConditionThatIsTooDeepIsRefused() throws {
        let having = JSON.array(Array(repeating: "!", count: 100_000) + [["__count", ">", 1]])

        let refusal = try client.refusal(
            "res.partner",
            "formatted_read_group",
            [],
            ["name"],
            keywords: arguments(having)
        )

        #expect(refusal["name"] == "builtins.RecursionError")
    }

    @Test func withoutKeysNothingLooksAtHaving() throws {
        let rows = try client.call(
            "res.partner",
            "formatted_read_group",
            [],
            keywords: arguments([["__count", "<", 0]])
        )

        #expect(rows.arrayValue?.count == 1)
    }

    @Test(
        arguments: [
            (
                #"[["__count", "like", 3]]"#,
                "Invalid having clause ['__count', 'like', 3]: supported comparators are "
                    + "('in', 'not in', '<', '>', '<=', '>=', '=', '!=')"
            ),
            (#"["x"]"#, "Invalid having clause 'x': it should be a domain-like clause"),
            (#"[["__count", ">"]]"#, "Invalid having clause ['__count', '>']: it should be a domain-like clause"),
            (#"["|", ["__count", ">", 1]]"#, "pop from empty list"),
            (#"["!"]"#, "pop from empty list"),
            (#"[["foo:sum", ">", 1]]"#, "Invalid field 'foo' on model 'res.partner' for 'foo:sum'."),
            (#"[["id", ">", 1]]"#, "Aggregate method is mandatory for 'id'"),
            (#"[["id:foo", ">", 1]]"#, "Invalid aggregate method 'foo' for 'id:foo'."),
            (#"[[1, "=", 1]]"#, "expected string or bytes-like object, got 'int'"),
            (#"5"#, "'int' object is not iterable"),
            (#"[["__count", "in", [3]]]"#, "syntax error at or near \"ARRAY\"\n"),
            (#"[["__count", "=", "x"]]"#, "invalid input syntax for type bigint: \"x\"\n"),
            (#"[["__count", "=", false]]"#, "operator does not exist: bigint = boolean\n"),
            (#"[["__count", ">", [3]]]"#, "operator does not exist: bigint > integer[]\n"),
            (#"[["name:array_agg", "=", 3]]"#, "operator does not exist: character varying[] = integer\n"),
        ] as [(String, String)]
    )
    func whatIsNoConditionIsRefused(_ having: String, _ message: String) throws {
        let having = try JSON(parsing: Array(having.utf8))
        let refusal = try client.refusal(
            "res.partner",
            "formatted_read_group",
            [],
            ["is_company"],
            keywords: arguments(having)
        )

        #expect(refusal["message"]?.stringValue == message)
    }
}
