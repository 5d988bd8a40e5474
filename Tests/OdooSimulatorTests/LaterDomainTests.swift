import JSON
import Testing

/// The operators that version 19 takes in domains and earlier ones do not.
struct LaterDomainTests {
    private let client: OdooClient

    init() throws {
        client = try OdooClient(version: 19)
        for (name, reference) in [("Acme", "x1"), ("acorn", "y1"), ("Brick", "")] {
            _ = try client.create(
                "res.partner",
                ["name": .string(name), "ref": reference.isEmpty ? false : .string(reference), "function": "d"]
            )
        }
    }

    private func names(_ domain: JSON, in client: OdooClient) throws -> [String] {
        let full: [JSON] = [["function", "=", "d"]] + (domain.arrayValue ?? [])
        let rows = try client.call("res.partner", "search_read", .array(full), ["name"], keywords: ["order": "id"])
        return (rows.arrayValue ?? []).compactMap { $0["name"]?.stringValue }
    }

    @Test(
        arguments: [
            (#"[["name", "ILIKE", "AC"]]"#, ["Acme", "acorn"]),
            (#"[["name", "IN", ["Acme"]]]"#, ["Acme"]),
            (#"[["name", "IN", "Acme"]]"#, ["Acme"]),
            (#"[["name", "==", "Acme"]]"#, ["Acme"]),
            (#"[["name", "==", ["Acme", "Brick"]]]"#, ["Acme", "Brick"]),
            (#"[["name", "not =like", "A%"]]"#, ["acorn", "Brick"]),
            (#"[["name", "not =ilike", "A%"]]"#, ["Brick"]),
            (#"[["display_name", "Not =iLike", "A%"]]"#, ["Brick"]),
            (#"["!", ["name", "not =ilike", "A%"]]"#, ["Acme", "acorn"]),
            (#"[["ref", "not =like", "x%"]]"#, ["acorn", "Brick"]),
            (#"[["ref", "not =like", ""]]"#, ["Acme", "acorn"]),
            (#"[["ref", "=like", false]]"#, ["Brick"]),
            (#"[["country_id", "not =like", "B%"]]"#, ["Acme", "acorn", "Brick"]),
            (#"[["country_id", "any", [["name", "ILIKE", "b"]]]]"#, []),
            (#"[["country_id.name", "not =like", "B%"]]"#, []),
        ] as [(String, [String])]
    )
    func operatorsAreReadInSmallLetters(_ domain: String, _ expected: [String]) throws {
        #expect(try names(JSON(parsing: Array(domain.utf8)), in: client) == expected)
    }

    @Test(
        arguments: [
            (#"[["name", "FOO", "x"]]"#, "Invalid operator in condition ('name', 'foo', 'x')"),
            (#"[["name", "like ", "x"]]"#, "Invalid operator in condition ('name', 'like ', 'x')"),
            (#"[["name", 5, "x"]]"#, "'int' object has no attribute 'lower'"),
            (#"[["name", "=like", 5]]"#, "The pattern to match must be a string in condition ('name', '=like', 5)"),
        ] as [(String, String)]
    )
    func othersAreRefused(_ domain: String, _ message: String) throws {
        let domain = try JSON(parsing: Array(domain.utf8))
        #expect(try client.refusal("res.partner", "search", domain)["message"]?.stringValue == message)
    }

    @Test(arguments: [17, 18]) func earlierVersionsRefuseThem(_ version: Int) throws {
        let earlier = try OdooClient(version: version)
        for operation in ["ILIKE", "==", "not =like", "not =ilike"] {
            let refusal = try earlier.refusal("res.partner", "search", [["name", .string(operation), "x"]])
            #expect(refusal["message"]?.stringValue == "Invalid leaf ('name', '\(operation)', 'x')")
        }
    }
}
