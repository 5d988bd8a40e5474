import JSON
import Testing

/// Refusals and answers of the finer kind, each as a real server gives it.
struct LateRefusalTests {
    @Test(
        arguments: [
            ("res.partner", ["name": "A", "parent_id": 999_999], "odoo.exceptions.MissingError"),
            (
                "account.account", ["name": "A", "code": "A 1", "account_type": "expense"],
                "odoo.exceptions.ValidationError"
            ),
            ("account.journal", ["name": "A", "code": "BILL", "type": "general"], "odoo.exceptions.ValidationError"),
            ("res.partner", 5, "builtins.TypeError"), ("res.partner", [5], "builtins.AttributeError"),
        ] as [(String, JSON, String)]
    )
    func valuesThatCannotBeAreRefused(model: String, values: JSON, exception: String) throws {
        #expect(try OdooClient().refusal(model, "create", values)["name"] == .string(exception))
    }

    @Test func aRecordThatIsNotThereIsNotArchived() throws {
        let refusal = try OdooClient().refusal("res.partner", "action_archive", [999_999])

        #expect(refusal["name"] == "odoo.exceptions.MissingError")
    }

    @Test func aTranslatedNameIsTakenOnlyWithItsTranslations() throws {
        let client = try OdooClient()

        _ = try client.create("res.country", ["name": "Belgium", "code": "Q1"])

        let refusal = try client.refusal("res.country", "create", ["name": "Belgium", "code": "Q2"])
        #expect(refusal["message"]?.stringValue?.contains("name of the country must be unique") == true)
    }

    @Test func aCopiedUserHasALoginOfHisOwn() throws {
        let client = try OdooClient()
        let portal = try client.call("res.users", "search", [["login", "=", "portal"]])[0] ?? 0

        try client.call("res.users", "copy", portal)

        #expect(try client.call("res.users", "search_count", [["login", "=", "portal (copy)"]]) == 1)
    }

    @Test func selectionsAreShownInTheLanguageOfTheContext() throws {
        let described = try OdooClient().call(
            "res.partner",
            "fields_get",
            ["type"],
            ["selection"],
            keywords: ["context": ["lang": "de_DE"]]
        )

        #expect(described["type"]?["selection"]?[1] == ["invoice", "Rechnungsadresse"])
    }

    @Test func defaultsOfTheContextBecomeTexts() throws {
        let defaults = try OdooClient().call(
            "res.partner",
            "default_get",
            ["ref"],
            keywords: ["context": ["default_ref": 5]]
        )

        #expect(defaults["ref"] == "5")
    }

    @Test func categoriesOfProductsAreMadeFromTheirNames() throws {
        let client = try OdooClient()

        #expect(try client.call("product.category", "name_create", "Bricks")[1] == "Bricks")
        #expect(try client.refusal("account.analytic.plan", "name_create", "Plan")["name"] != .null)
    }
}
