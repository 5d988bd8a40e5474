import JSON
import Testing

struct LoadTests {
    private func partner(_ client: OdooClient, _ fields: [String], _ ids: JSON?) throws -> JSON {
        try client.call("res.partner", "read", ids ?? [], .array(fields.map { .string($0) }))
    }

    @Test func idsComeBackInRowOrder() throws {
        let client = try OdooClient()

        let answer = try client.load("res.partner", ["id", "name"], [["yard.b", "Brick"], ["yard.a", "Asphalt"]])

        #expect(answer.objectValue?.keys == ["ids", "messages", "nextrow"])
        #expect(answer["messages"] == [])
        #expect(answer["nextrow"] == 0)
        #expect(try partner(client, ["name"], answer["ids"])[0]?["name"] == "Brick")
        #expect(try client.reference("yard.a") == answer["ids"]?[1]?.integerValue)
    }

    @Test func sameExternalIDUpdatesAndEmptyTextClears() throws {
        let client = try OdooClient()
        let first = try client.load("res.partner", ["id", "name", "email"], [["yard.a", "Asphalt", "a@yard.example"]])

        let second = try client.load("res.partner", ["id", "name", "email"], [["yard.a", "Asphalt Ltd", ""]])

        #expect(second["ids"] == first["ids"])
        #expect(try partner(client, ["name"], first["ids"])[0]?["name"] == "Asphalt Ltd")
        #expect(try partner(client, ["email"], first["ids"])[0]?["email"] == false)
        #expect(try client.call("res.partner", "search_count", [["name", "like", "Asphalt"]]) == 1)
    }

    @Test func bareExternalIDGoesToTheImportModule() throws {
        let client = try OdooClient()

        _ = try client.load("res.partner", ["id", "name"], [["bare", "Bare"]])
        _ = try client.load("res.partner", ["id", "name"], [["tied", "Tied"]], context: ["module": "kst"])

        #expect(try client.reference("__import__.bare") > 0)
        #expect(try client.reference("kst.tied") > 0)
    }

    @Test func onlyTheFirstDotSeparatesTheModule() throws {
        let client = try OdooClient()

        _ = try client.load("res.partner", ["id", "name"], [["kst.job.26-014", "Dots"]])

        #expect(try client.call("ir.model.data", "check_object_reference", "kst", "job.26-014")[0] == "res.partner")
    }

    @Test func rowWithoutExternalIDMakesARecordEachTime() throws {
        let client = try OdooClient()

        for _ in 1...2 { _ = try client.load("res.partner", ["id", "name"], [["", "Nameless id"]]) }

        #expect(try client.call("res.partner", "search_count", [["name", "=", "Nameless id"]]) == 2)
    }

    @Test func externalIDTwiceInOneCallIsOneRecordAndTheLastRowWins() throws {
        let client = try OdooClient()

        let answer = try client.load("res.partner", ["id", "name"], [["yard.t", "One"], ["yard.t", "Two"]])

        #expect(answer["ids"]?[0] == answer["ids"]?[1])
        #expect(answer["messages"] == [])
        #expect(try partner(client, ["name"], answer["ids"])[0]?["name"] == "Two")
        #expect(try client.call("res.partner", "search_count", [["name", "in", ["One", "Two"]]]) == 1)
    }

    @Test func badRowsLeaveMessagesAndNothingIsWritten() throws {
        let client = try OdooClient()
        let rows: [[JSON]] = [["yard.1", "Load 1", "1"], ["yard.2", "Load 2", "abc"], ["yard.3", "Load 3", "x"]]

        let answer = try client.load("res.partner", ["id", "name", "color"], rows)

        #expect(answer["ids"] == false)
        #expect(answer["messages"]?.arrayValue?.count == 2)
        #expect(
            answer["messages"]?[0] == [
                "rows": ["from": 1, "to": 1], "type": "error", "record": 1, "field": "color",
                "message": "'abc' does not seem to be an integer for field 'Color Index'",
                "field_name": "Color Index",
            ]
        )
        #expect(try client.call("res.partner", "search_count", [["name", "like", "Load "]]) == 0)
        #expect(try client.call("ir.model.data", "search_count", [["module", "=", "yard"]]) == 0)
    }

    @Test func everyBadRowHasItsMessage() throws {
        let rows: [[JSON]] = (0..<30).map { ["yard.\($0)", "Row", "x\($0)"].map { .string($0) } }

        let answer = try OdooClient().load("res.partner", ["id", "name", "color"], rows)

        #expect(answer["messages"]?.arrayValue?.count == 30)
    }

    @Test func tenErrorsOfTheDatabaseEndTheList() throws {
        let rows: [[JSON]] = (0..<30).map { [.string("yard.\($0)"), ""] }

        let answer = try OdooClient().load("account.analytic.plan", ["id", "name"], rows)

        #expect(answer["messages"]?.arrayValue?.count == 11)
        #expect(answer["messages"]?[10]?["type"] == "warning")
    }

    @Test func unknownColumnIsAnErrorOfTheCall() throws {
        let header: JSON = ["id", "nope"]

        let data = try OdooClient().refusal("res.partner", "load", header, [["yard.a", "x"]])
        let data17 = try OdooClient(version: 17).refusal("res.partner", "load", header, [["yard.a", "x"]])

        #expect(data["message"] == "Invalid field name 'nope'")
        #expect(data17["name"] == "builtins.KeyError")
    }

    @Test(arguments: [("name", "name", "Analytic Account"), ("plan_id/id", "plan_id", "Plan")])
    func mandatoryColumnIsARowError(column: String, field: String, label: String) throws {
        let values: [String: JSON] = ["name": "Quay wall", "plan_id/id": "analytic.analytic_plan_projects"]
        let columns = values.keys.sorted()
        let row = columns.map { $0 == column ? "" : values[$0] ?? "" }

        let answer = try OdooClient().load("account.analytic.account", columns, [row])

        #expect(answer["ids"] == false)
        #expect(
            answer["messages"] == [
                [
                    "rows": ["from": 0, "to": 0], "record": 0, "type": "error",
                    "message": .string("Missing required value for the field '\(label)' (\(field))"),
                    "field": .string(field),
                ]
            ]
        )
    }

    @Test func noRowsAreFine() throws {
        let answer = try OdooClient().load("res.partner", ["id", "name"], [])

        #expect(answer == ["ids": [], "messages": [], "nextrow": 0])
    }

    @Test func shortRowLeavesTheRestAlone() throws {
        let answer = try OdooClient().load("res.partner", ["id", "name", "email"], [["yard.s", "Short"]])

        #expect(answer["ids"] != false)
    }

    @Test func typedValuesAreTaken() throws {
        let client = try OdooClient()

        let answer = try client.load(
            "res.partner",
            ["id", "name", "color", "is_company", "email"],
            [["yard.t", "Typed", 4, false, nil]]
        )

        #expect(try partner(client, ["color"], answer["ids"])[0]?["color"] == 4)
    }

    @Test func trueThatIsNoTextEndsTheCall() throws {
        let data = try OdooClient().refusal("res.partner", "load", ["name", "is_company"], [["Typed", true]])

        #expect(data["name"] == "builtins.AttributeError")
    }

    @Test(arguments: [
        ("yes", true), ("1", true), ("oui", true), ("ja", true), ("NO", false), ("0", false), ("False", false),
    ])
    func booleansComeInWords(word: String, truth: Bool) throws {
        let client = try OdooClient()

        let answer = try client.load("res.partner", ["name", "is_company"], [["Word", .string(word)]])

        #expect(try partner(client, ["is_company"], answer["ids"])[0]?["is_company"] == .bool(truth))
    }

    @Test(arguments: [
        ("is_company", "maybe", "Unknown value 'maybe' for boolean field 'Is a Company'"),
        ("type", "bogus", "Value 'bogus' not found in selection field 'Address Type'"),
        ("country_id", "Nowhere", "No matching record found for name 'Nowhere' in field 'Country'"),
        ("country_id/id", "base.nowhere", "No matching record found for external id 'base.nowhere' in field 'Country'"),
        ("country_id/.id", "99999999", "No matching record found for database id '99999999' in field 'Country'"),
    ])
    func valueThatDoesNotFitIsARowError(column: String, text: String, message: String) throws {
        let answer = try OdooClient().load("res.partner", ["name", column], [["Odd", .string(text)]])

        #expect(answer["ids"] == false)
        #expect(answer["messages"]?[0]?["message"] == .string(message))
    }

    @Test(arguments: ["country_id", "country_id/id", "country_id/.id"])
    func linkIsFoundByNameExternalIDAndDatabaseID(column: String) throws {
        let client = try OdooClient()
        let belgium = try client.reference("base.be")
        let texts = ["country_id": "Belgium", "country_id/id": "base.be", "country_id/.id": String(belgium)]

        let answer = try client.load("res.partner", ["name", column], [["Linked", .string(texts[column] ?? "")]])

        let country = try partner(client, ["country_id"], answer["ids"])[0]?["country_id"]
        #expect(country == [.integer(belgium), "Belgium"])
    }

    @Test func twoReferencesAtOnceAreAmbiguous() throws {
        let answer = try OdooClient().load(
            "res.partner",
            ["name", "country_id", "country_id/id"],
            [["Both", "Belgium", "base.be"]]
        )

        #expect(
            answer["messages"]?[0]?["message"]
                == "Ambiguous specification for field 'Country', only provide one of name, external id or database id"
        )
    }

    @Test func selectionTakesKeyAndLabel() throws {
        let client = try OdooClient()

        let answer = try client.load(
            "res.partner",
            ["name", "type"],
            [["Key", "invoice"], ["Label", "Delivery Address"]]
        )

        let types = try partner(client, ["type"], answer["ids"]).arrayValue?.map { $0["type"] }
        #expect(types == ["invoice", "delivery"])
    }

    @Test func tagsAreReplacedByExternalIDs() throws {
        let client = try OdooClient()
        let tags = try client.load(
            "res.partner.category",
            ["id", "name"],
            [["yard.c1", "Steel"], ["yard.c2", "Timber"]]
        )

        let both = try client.load(
            "res.partner",
            ["id", "name", "category_id/id"],
            [["yard.m", "M", "yard.c1,yard.c2"]]
        )
        #expect(try partner(client, ["category_id"], both["ids"])[0]?["category_id"] == tags["ids"])
        _ = try client.load("res.partner", ["id", "name", "category_id"], [["yard.m", "M", "Timber"]])

        let left = try partner(client, ["category_id"], both["ids"])[0]?["category_id"]
        #expect(left?.arrayValue == tags["ids"]?.arrayValue?.suffix(1).map { $0 })
    }

    @Test func parentMayStandBeforeItsChildOnly() throws {
        let client = try OdooClient()

        let good = try client.load(
            "res.partner",
            ["id", "name", "parent_id/id"],
            [["yard.p", "Parent", ""], ["yard.c", "Child", "yard.p"]]
        )
        let bad = try client.load(
            "res.partner",
            ["id", "name", "parent_id/id"],
            [["yard.c2", "Child 2", "yard.p2"], ["yard.p2", "Parent 2", ""]]
        )

        #expect(good["ids"]?.arrayValue?.count == 2)
        #expect(
            bad["messages"]?[0]?["message"]
                == "No matching record found for external id 'yard.p2' in field 'Related Company'"
        )
        #expect(try client.call("res.partner", "search_count", [["name", "=", "Parent 2"]]) == 0)
    }

    @Test func linesStandInTheRowsBelow() throws {
        let client = try OdooClient()

        let answer = try client.load(
            "res.partner",
            ["id", "name", "child_ids/name", "child_ids/type"],
            [["yard.o", "Owner", "Gate", "contact"], ["", "", "Store", "other"]]
        )

        #expect(answer["ids"]?.arrayValue?.count == 1)
        let children = try client.call(
            "res.partner",
            "search_read",
            [["parent_id", "=", answer["ids"]?[0] ?? 0]],
            ["name"],
            keywords: ["order": "name"]
        )
        #expect(children.arrayValue?.map { $0["name"] } == ["Gate", "Store"])
    }

    @Test func externalIDOfAnotherModelIsARowError() throws {
        let answer = try OdooClient().load("res.partner", ["id", "name"], [["base.be", "Oops"]])

        let text = answer["messages"]?[0]?["message"]?.stringValue ?? ""
        #expect(
            text.hasPrefix(
                "For external id base.be when trying to create/update a record of model res.partner found record of "
                    + "different model res.country ("
            )
        )
    }

    @Test func databaseIDUpdatesAndAnUnknownOneIsARowError() throws {
        let client = try OdooClient()
        let id = try client.create("res.partner", ["name": "Before"])

        let good = try client.load("res.partner", [".id", "name"], [[.string(String(id)), "After"]])
        let bad = try client.load("res.partner", [".id", "name"], [["99999999", "Never"]])

        #expect(good["ids"] == [.integer(id)])
        #expect(try client.value("name", of: "res.partner", id) == "After")
        #expect(bad["messages"]?[0]?["field"] == ".id")
        #expect(bad["messages"]?[0]?["message"] == "Unknown database identifier '99999999'")
        #expect(try client.call("res.partner", "search_count", [["name", "=", "Never"]]) == 0)
    }

    @Test func limitNamesTheNextRow() throws {
        let rows: [[JSON]] = (0..<5).map { [.string("yard.\($0)"), "Limited"] }
        let client = try OdooClient()

        let answer = try client.load("res.partner", ["id", "name"], rows, context: ["_import_limit": 2])

        #expect(answer["ids"]?.arrayValue?.count == 2)
        #expect(answer["nextrow"] == 2)
    }

    @Test func deletedRecordIsMadeAnew() throws {
        let client = try OdooClient()
        let first = try client.load("res.partner", ["id", "name"], [["yard.d", "Deleted"]])
        try client.call("res.partner", "unlink", first["ids"] ?? [])

        let second = try client.load("res.partner", ["id", "name"], [["yard.d", "Again"]])

        #expect(second["ids"] != first["ids"])
    }

    @Test func externalIDWithABlankIsARowError() throws {
        let answer = try OdooClient().load("res.partner", ["id", "name"], [["yard.with blank", "Blank"]])

        #expect(answer["ids"] == false)
        #expect(answer["messages"]?[0]?["message"] == "External IDs cannot contain spaces")
    }

    @Test func missingRightIsARowError() throws {
        let answer = try OdooClient().as("limited") {
            try $0.load("account.analytic.plan", ["id", "name"], [["yard.p", "Plan"]])
        }

        #expect(answer["ids"] == false)
        let text = answer["messages"]?[0]?["message"]?.stringValue ?? ""
        #expect(text.hasPrefix("You are not allowed to create 'Analytic Plans' (account.analytic.plan) records."))
    }
}
