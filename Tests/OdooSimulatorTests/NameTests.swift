import JSON
import Testing

struct NameTests {
    @Test(
        arguments: [
            ("res.country.state", "Texas (US)", "Texas (US)"),
            ("account.account", "600000 Expenses", "600000 Expenses"),
            ("stock.location", "WH/Stock", "WH/Stock"), ("product.product", "[BAR] Bar", "[BAR] Bar"),
        ]
    )
    func recordsAreFoundByTheNameThatTheyShow(model: String, name: String, shown: String) throws {
        let client = try OdooClient()
        _ = try client.create("product.template", ["name": "Bar", "default_code": "BAR"])

        let found = try client.call(model, "name_search", .string(name))

        #expect(found[0]?[1] == .string(shown))
    }

    @Test func accountsAreNotMadeFromTheirNames() throws {
        let refusal = try OdooClient().refusal("account.account", "name_create", "New")

        #expect(refusal["message"] == "Please create new accounts from the Chart of Accounts menu.")
    }

    private func firms() throws -> OdooClient {
        let client = try OdooClient()
        let alpha = try client.create("res.partner", ["name": "Alpha Works", "ref": "AW-1", "is_company": true])
        _ = try client.create("res.partner", ["name": "Beta Works", "email": "beta@works.example", "vat": "W2"])
        _ = try client.create("res.partner", ["name": "Carl", "parent_id": .integer(alpha)])
        _ = try client.create("res.partner", ["type": "invoice", "parent_id": .integer(alpha)])
        return client
    }

    @Test(arguments: [
        ("Works", ["Alpha Works", "Alpha Works, Carl", "Alpha Works, Invoice Address", "Beta Works"]),
        ("AW-1", ["Alpha Works"]), ("beta@works", ["Beta Works"]), ("Carl", ["Alpha Works, Carl"]), ("zzz", []),
    ])
    func partnersAreFoundByNameReferenceAndAddress(text: String, names: [String]) throws {
        let found = try firms().call("res.partner", "name_search", .string(text))

        #expect(found.arrayValue?.map { $0[1]?.stringValue } == names)
    }

    @Test func searchTakesDomainOperatorAndLimit() throws {
        let client = try firms()

        let exact = try client.call("res.partner", "name_search", "Beta Works", [], "=", 10)
        let narrowed = try client.call(
            "res.partner",
            "name_search",
            keywords: ["name": "works", "args": [["is_company", "=", true]], "limit": 5]
        )

        #expect(exact[0]?[1] == "Beta Works")
        #expect(narrowed.arrayValue?.map { $0[1] } == ["Alpha Works"])
    }

    @Test func codeOfACountryComesFirst() throws {
        let three: JSON = ["limit": 3]

        let found = try OdooClient().call("res.country", "name_search", "BE", keywords: three)
        let found17 = try OdooClient(version: 17).call("res.country", "name_search", "BE", keywords: three)

        #expect(found.arrayValue?.map { $0[1] } == ["Belgium", "Belarus", "Belize"])
        #expect(found17.arrayValue?.map { $0[1] } == ["Belgium", "Belarus", "Belize", "Benin"])
    }

    @Test func recordIsMadeFromItsNameAlone() throws {
        let client = try OdooClient()

        let made = try client.call("res.partner", "name_create", "Dora Lind <dora@works.example>")

        #expect(made[1] == "Dora Lind")
        #expect(try client.value("email", of: "res.partner", made[0]?.integerValue ?? 0) == "dora@works.example")
    }

    @Test func tagIsShownWithItsParents() throws {
        let client = try OdooClient()
        let top = try client.create("res.partner.category", ["name": "Steel"])

        let below = try client.create("res.partner.category", ["name": "Heavy", "parent_id": .integer(top)])

        #expect(try client.value("display_name", of: "res.partner.category", below) == "Steel / Heavy")
    }

    @Test func namesAreReadByVersion17Only() throws {
        #expect(try OdooClient(version: 17).call("res.currency", "name_get", [1]) == [[1, "USD"]])
        #expect(try OdooClient().refusal("res.currency", "name_get", [1])["name"] == "builtins.AttributeError")
    }

    @Test func contactTakesTheAddressOfItsCompany() throws {
        let client = try OdooClient()
        let firm = try client.create("res.partner", ["name": "Firm", "city": "Mons"])
        let contact = try client.create("res.partner", ["name": "Ann", "parent_id": .integer(firm)])
        let store = try client.create(
            "res.partner",
            ["name": "Store", "type": "delivery", "parent_id": .integer(firm)]
        )

        try client.call("res.partner", "write", [.integer(firm)], ["city": "Ath"])

        #expect(try client.value("city", of: "res.partner", contact) == "Ath")
        #expect(try client.value("city", of: "res.partner", store) == false)
    }

    @Test func fieldsAreDescribedAsAsked() throws {
        let fields = try OdooClient().call(
            "res.partner",
            "fields_get",
            ["name", "country_id", "nope"],
            ["type", "relation"]
        )

        #expect(fields == ["name": ["type": "char"], "country_id": ["type": "many2one", "relation": "res.country"]])
    }

    @Test func defaultsAreBareIds() throws {
        let defaults = try OdooClient().call(
            "account.analytic.line",
            "default_get",
            ["date", "company_id", "amount", "name", "user_id"]
        )

        #expect(defaults == ["date": "2026-01-05", "company_id": 1, "amount": .real(0), "user_id": 2])
    }
}
