import JSON
import Testing

/// References, labels and constraints in the rows of `load`.
struct LoadReferenceTests {
    @Test func aLineMayBringItsOwnExternalID() throws {
        let client = try OdooClient()

        let answer = try client.load(
            "res.partner",
            ["id", "name", "child_ids/id", "child_ids/name"],
            [["t.firm", "Firm", "t.child", "Child"]]
        )
        let again = try client.load("res.partner", ["id", "name"], [["t.child", "Child renamed"]])

        #expect(answer["messages"] == [])
        #expect(again["ids"] == .array([.integer(try client.reference("t.child"))]))
        #expect(try client.value("parent_id", of: "res.partner", client.reference("t.child"))[1] == "Firm")
    }

    @Test func selectionsAreKnownByTheirLabelsInEveryLanguage() throws {
        let answer = try OdooClient().load(
            "res.partner",
            ["name", "type"],
            [["A", "Rechnungsadresse"], ["B", "adresse de livraison"]]
        )

        #expect(answer["messages"] == [])
    }

    @Test func aBrokenUniqueConstraintNamesTheField() throws {
        let answer = try OdooClient().load("res.country", ["name", "code"], [["Nowhere", "be"]])
        let message = answer["messages"]?[0]

        #expect(message?["field"] == "code")
        #expect(
            message?["message"]
                == "The value for the field 'code' already exists (this is probably 'Country Code' in the current model)."
        )
    }

    @Test func aBrokenCheckIsQuoted() throws {
        let answer = try OdooClient().load("res.partner", ["name"], [[""]])

        #expect(answer["messages"]?[0]?["message"] == "'Contacts require a name'")
    }

    @Test(arguments: [(18, "list,form"), (17, "tree,form")])
    func theWindowOfPossibleValuesListsExternalIDs(version: Int, mode: String) throws {
        let client = try OdooClient(version: version)

        let answer = try client.load("res.partner", ["name", "country_id/id"], [["A", "base.nowhere"]])
        let window = answer["messages"]?[0]?["moreinfo"]

        #expect(window?["view_mode"] == .string(mode))
        #expect(window?["domain"] == [["model", "=", "res.country"]])
    }

    @Test func aDatabaseIDThatIsNoNumberEndsTheCall() throws {
        let refusal = try OdooClient().refusal("res.partner", "load", [".id", "name"], [["abc", "A"]])

        #expect(refusal["name"] == "psycopg2.errors.InvalidTextRepresentation")
    }
}
