import JSON
import Testing

struct SystemTests {
    @Test func parametersAreReadChangedAndRemoved() throws {
        let client = try OdooClient()
        func set(_ value: JSON) throws -> JSON {
            try client.call("ir.config_parameter", "set_param", "kx.one", value)
        }

        #expect(try client.call("ir.config_parameter", "get_param", "kx.one") == false)
        #expect(try client.call("ir.config_parameter", "get_param", "kx.one", "none") == "none")
        #expect(try set(5) == false)
        #expect(try set("6") == "5")
        #expect(try client.call("ir.config_parameter", "get_param", "kx.one") == "6")
        #expect(try set(false) == "6")
        #expect(try client.call("ir.config_parameter", "search_count", [["key", "=", "kx.one"]]) == 0)
    }

    @Test func parametersAreForSettingsOnly() throws {
        let client = try OdooClient()
        let refusal = try client.as("connector") { try $0.refusal("ir.config_parameter", "get_param", "web.base.url") }
        #expect(refusal["name"] == "odoo.exceptions.AccessError")
    }

    @Test(arguments: [17, 18])
    func membersOfGroupsAreKnown(version: Int) throws {
        let client = try OdooClient(version: version)
        let user: [JSON] = version == 17 ? [] : [[2]]

        let isAdministrator = try client.answer("res.users", "has_group", user + ["base.group_system"])["result"]
        let isPortal = try client.answer("res.users", "has_group", user + ["base.group_portal"])["result"]

        #expect(isAdministrator == true)
        #expect(isPortal == false)
        let group = try client.reference("base.group_system")
        let users = try client.value("users", of: "res.groups", group)
        #expect(users.arrayValue?.contains(2) == true)
        let name = try client.value("display_name", of: "res.groups", group)
        #expect(name == "Administration / Settings")
    }

    @Test func languagesAreRecords() throws {
        let client = try OdooClient()
        let french = try client.reference("base.lang_fr")
        let fields: JSON = ["code", "week_start", "decimal_point"]
        let read = try client.call("res.lang", "read", [.integer(french)], fields)
        #expect(read[0]?["code"] == "fr_FR")
        #expect(read[0]?["week_start"] == "1")
        #expect(read[0]?["decimal_point"] == ",")
    }

    @Test func metadataNamesMakersAndExternalIDs() throws {
        let client = try OdooClient()
        let loaded = try client.load("res.partner", ["id", "name"], [["kx.meta", "Quarry"]])
        let id = try #require(loaded["ids"]?[0])

        let metadata = try client.call("res.partner", "get_metadata", [id])[0]

        #expect(metadata?["xmlid"] == "kx.meta")
        #expect(metadata?["noupdate"] == false)
        #expect(metadata?["xmlids"]?.arrayValue?.count == 1)
        #expect(metadata?["create_uid"]?[0] == 2)
        #expect(metadata?["create_date"]?.stringValue?.count == 19)
    }

    @Test func statesBelongToTheirCountry() throws {
        let client = try OdooClient()
        let found = try client.call("res.country.state", "name_search", "Texas")
        #expect(found[0]?[1] == "Texas (US)")
        let country = try client.reference("base.us")
        #expect(try client.value("state_ids", of: "res.country", country).arrayValue?.count == 62)
        let again = try client.refusal(
            "res.country.state",
            "create",
            ["name": "Other", "code": "TX", "country_id": .integer(country)]
        )
        #expect(again["message"]?.stringValue?.contains("must be unique by country") == true)
    }

    @Test func exportGoesOnInRowsBelow() throws {
        let client = try OdooClient()
        let country = try client.reference("base.be")
        let id = try client.create(
            "res.partner",
            [
                "name": "Quarry", "country_id": .integer(country), "type": "other", "color": 0,
                "child_ids": [[0, 0, ["name": "A"]], [0, 0, ["name": "B"]]],
            ]
        )

        let rows = try client.call(
            "res.partner",
            "export_data",
            [.integer(id)],
            ["name", "country_id/id", "country_id", "type", "color", "email", "is_company", "child_ids/name", ".id"]
        )

        let first: JSON = ["Quarry", "base.be", "Belgium", "Other Address", 0, "", false, "A", .string(String(id))]
        #expect(rows["datas"]?[0] == first)
        #expect(rows["datas"]?[1] == ["", "", "", "", "", "", "", "B", ""])
    }

    @Test func exportNamesRecordsThatHaveNoName() throws {
        let client = try OdooClient()
        let id = try client.create("res.partner", ["name": "Quarry"])

        let rows = try client.call("res.partner", "export_data", [.integer(id)], ["id"])

        let name = try #require(rows["datas"]?[0]?[0]?.stringValue)
        #expect(name.hasPrefix("__export__.res_partner_\(id)_"))
        #expect(try client.reference(name) == id)
    }

    @Test func webClientReadsByASpecification() throws {
        let client = try OdooClient()
        let parent = try client.create("res.partner", ["name": "Quarry", "child_ids": [[0, 0, ["name": "Pit"]]]])
        let wish: JSON = [
            "name": [:], "parent_id": ["fields": ["display_name": [:]]], "child_ids": ["fields": ["name": [:]]],
        ]

        let found = try client.call(
            "res.partner",
            "web_search_read",
            [["name", "in", ["Quarry", "Pit"]]],
            wish,
            keywords: ["order": "id", "limit": 1]
        )

        #expect(found["length"] == 2)
        #expect(found["records"]?[0]?["parent_id"] == false)
        #expect(found["records"]?[0]?["child_ids"]?[0]?["name"] == "Pit")
        let saved = try client.call(
            "res.partner",
            "web_save",
            [],
            ["name": "Pit 2", "parent_id": .integer(parent)],
            wish
        )
        #expect(saved[0]?["parent_id"] == ["id": .integer(parent), "display_name": "Quarry"])
    }

    @Test func listsOfTheWebClientAreOrderedAndLimited() throws {
        let client = try OdooClient()
        let id = try client.create(
            "res.partner",
            ["name": "Quarry", "child_ids": [[0, 0, ["name": "A"]], [0, 0, ["name": "B"]], [0, 0, ["name": "C"]]]]
        )
        let wish: JSON = ["child_ids": ["fields": ["name": [:]], "order": "name desc", "limit": 1]]

        let children = try client.call("res.partner", "web_read", [.integer(id)], wish)[0]?["child_ids"]?.arrayValue

        #expect(children?.map { $0["name"] } == ["C", nil, nil])
        #expect(children?.allSatisfy { $0["id"] != nil } == true)
    }

    @Test func linksOfTheWebClientTakeAContext() throws {
        let client = try OdooClient()
        let country = try client.reference("base.be")
        let id = try client.create("res.partner", ["name": "Quarry", "country_id": .integer(country)])
        let wish: JSON = ["country_id": ["fields": ["name": [:]], "context": ["lang": "fr_FR"]], "name": [:]]

        let read = try client.call("res.partner", "web_read", [.integer(id)], wish)

        #expect(read[0]?["country_id"] == ["id": .integer(country), "name": "Belgique"])
        #expect(
            try client.call("res.partner", "web_read", [.integer(id)], ["country_id": [:]])[0]?["country_id"]
                == .integer(country)
        )
    }

    @Test func groupsOfTheWebClientAreCounted() throws {
        let client = try OdooClient()

        let found = try client.call(
            "res.currency",
            "web_read_group",
            [["active", "in", [true, false]]],
            [],
            ["active"],
            keywords: ["limit": 1]
        )

        #expect(found["length"] == 2)
        #expect(found["groups"]?.arrayValue?.count == 1)
    }
}
