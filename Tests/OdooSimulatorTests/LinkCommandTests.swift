import JSON
import Testing

struct LinkCommandTests {
    /// A partner with tags 1 and 2 of 3.
    private struct Tagged {
        let client: OdooClient
        let partner: Int64
        let tags: [Int64]

        init() throws {
            client = try OdooClient()
            let created = try client.call(
                "res.partner.category",
                "create",
                [["name": "A"], ["name": "B"], ["name": "C"]]
            )
            tags = (created.arrayValue ?? []).compactMap(\.integerValue)
            let links: JSON = [[4, .integer(tags[0])], [4, .integer(tags[1]), 0]]
            partner = try client.create("res.partner", ["name": "Tagged", "category_id": links])
        }

        /// The tags, by position, after a change.
        func after(_ commands: JSON) throws -> [Int] {
            try client.call("res.partner", "write", [.integer(partner)], ["category_id": commands])
            let ids = try client.value("category_id", of: "res.partner", partner).arrayValue ?? []
            return ids.compactMap(\.integerValue).map { tags.firstIndex(of: $0) ?? tags.count }
        }
    }

    @Test func commandsChangeTheLinks() throws {
        let tagged = try Tagged()
        let ids = tagged.tags.map { JSON.integer($0) }

        #expect(try tagged.after([]) == [0, 1])
        #expect(try tagged.after([[6, 0, [ids[1], ids[2]]]]) == [1, 2])
        #expect(try tagged.after([[3, ids[1]]]) == [2])
        #expect(try tagged.after([[4, ids[0]]]) == [0, 2])
        #expect(try tagged.after([[9, 0, 0]]) == [0, 2])
        #expect(try tagged.after([ids[1]]) == [1])
        #expect(try tagged.after([[5, 0, 0], [0, 0, ["name": "D"]]]) == [3])
        #expect(try tagged.after(false) == [])
        #expect(try tagged.after([[6, 0, [ids[0], ids[1]]], [2, ids[0]]]) == [1])
        #expect(try tagged.client.call("res.partner.category", "exists", .array(ids)) == [ids[1], ids[2]])
    }

    @Test(arguments: ["A", 1, ["a": 1]] as [JSON])
    func valueThatIsNoListIsAnError(value: JSON) throws {
        let tagged = try Tagged()

        let data = try tagged.client.refusal("res.partner", "write", [.integer(tagged.partner)], ["category_id": value])

        #expect(data["name"] == "builtins.ValueError")
    }

    @Test(
        arguments: [
            ([[6]], "builtins.IndexError"), ([[4]], "builtins.IndexError"), ([[0, 0]], "builtins.IndexError"),
            ([[6, 0, 5]], "builtins.TypeError"), ([[0, 0, "A"]], "builtins.ValueError"),
            ([[4, "A"]], "psycopg2.errors.InvalidTextRepresentation"),
            (["A"], "psycopg2.errors.InvalidTextRepresentation"),
            ([nil], "odoo.exceptions.ValidationError"),
        ] as [(JSON, String)]
    )
    func aCommandThatIsTooShortOrNamesNoIDIsAnError(commands: JSON, exception: String) throws {
        let tagged = try Tagged()

        let data = try tagged.client.refusal(
            "res.partner",
            "write",
            [.integer(tagged.partner)],
            ["category_id": commands]
        )

        #expect(data["name"] == .string(exception))
    }

    @Test func whatIsNoCommandInAListOfCommandsIsIgnored() throws {
        #expect(try Tagged().after([[], ["x", 1]]) == [0, 1])
    }

    @Test func linkToNothingIsAForeignKey() throws {
        let tagged = try Tagged()

        let data = try tagged.client.refusal(
            "res.partner",
            "write",
            [.integer(tagged.partner)],
            ["category_id": [[4, 99_999_999]]]
        )

        #expect(
            data["message"]?.stringValue?.hasSuffix(
                "Model: Unknown (unknown)\nConstraint: res_partner_res_partner_category_rel_category_id_fkey\n"
            ) == true
        )
    }

    @Test func linesAreMadeChangedCutOffAndDeleted() throws {
        let client = try OdooClient()
        let id = try client.create(
            "res.partner",
            [
                "name": "Owner",
                "child_ids": [[0, 0, ["name": "a"]], [0, "virtual_1", ["name": "b"]], [0, 0, ["name": "c"]]],
            ]
        )
        let children = try client.value("child_ids", of: "res.partner", id).arrayValue ?? []
        #expect(children.count == 3)

        try client.call(
            "res.partner",
            "write",
            [.integer(id)],
            ["child_ids": [[1, children[0], ["name": "A"]], [2, children[1]], [3, children[2]]]]
        )

        #expect(try client.value("child_ids", of: "res.partner", id) == [children[0]])
        #expect(try client.call("res.partner", "exists", .array(children)) == [children[0], children[2]])
        let orphan = try client.call("res.partner", "read", [children[2]], ["parent_id", "name"])
        #expect(orphan[0]?["parent_id"] == false)
        let names = try client.call("res.partner", "read", [children[0]], ["name"])
        #expect(names[0]?["name"] == "A")
    }

    @Test func archivedLinesAreLeftOut() throws {
        let client = try OdooClient()
        let id = try client.create("res.partner", ["name": "Owner", "child_ids": [[0, 0, ["name": "a"]]]])
        let child = try client.value("child_ids", of: "res.partner", id)[0] ?? 0

        try client.call("res.partner", "write", [child], ["active": false])

        let context: JSON = ["context": ["active_test": false]]
        #expect(try client.value("child_ids", of: "res.partner", id) == [])
        #expect(try client.value("child_ids", of: "res.partner", id, keywords: context) == [])
    }
}
