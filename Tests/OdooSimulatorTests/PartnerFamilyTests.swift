import JSON
import Testing

/// What partners share with their parents and children, and how they are named.
struct PartnerFamilyTests {
    private func values(_ client: OdooClient, _ id: Int64, _ names: [String]) throws -> [JSON] {
        let record = try client.call("res.partner", "read", .integer(id), .array(names.map { .string($0) }))
        return names.map { record[0]?[$0] ?? .null }
    }

    @Test func aChildHasTheNumberAndLanguageOfItsFirm() throws {
        let client = try OdooClient()
        let firm = try client.create(
            "res.partner",
            ["name": "Firm", "is_company": true, "vat": "V1", "lang": "de_DE", "user_id": 2]
        )
        let child = try client.create("res.partner", ["name": "Child", "parent_id": .integer(firm)])

        #expect(try values(client, child, ["vat", "lang"]) == ["V1", "de_DE"])
        #expect(try client.value("user_id", of: "res.partner", child)[0] == 2)

        try client.call("res.partner", "write", .integer(firm), ["vat": "V2"])

        #expect(try values(client, child, ["vat"]) == ["V2"])
    }

    @Test func theAddressOfAFirstContactIsThatOfItsParent() throws {
        let client = try OdooClient()
        let firm = try client.create("res.partner", ["name": "Firm", "is_company": true])
        let texas = try client.reference("base.state_us_44")
        let values: JSON = [
            "name": "Child", "parent_id": .integer(firm), "city": "Austin", "state_id": .integer(texas),
        ]
        _ = try client.create("res.partner", values)

        let shown = try self.values(client, firm, ["city", "state_id"])

        #expect(shown == ["Austin", [.integer(texas), "Texas (US)"]])
    }

    @Test(arguments: [17, 18, 19]) func aFamilyHasNoCircle(version: Int) throws {
        let client = try OdooClient(version: version)
        let one = try client.create("res.partner", ["name": "One"])
        let two = try client.create("res.partner", ["name": "Two", "parent_id": .integer(one)])
        for values in [["parent_id": .integer(one), "vat": "X"], ["parent_id": .integer(two), "vat": "X"]] as [JSON] {
            let refused = try client.refusal("res.partner", "write", .integer(one), values)
            #expect(refused["message"] == "You cannot create recursive Partner hierarchies.")
        }
        #expect(try values(client, one, ["parent_id", "vat"]) == [false, false])
    }

    @Test func theNumberOfAFirmGoesDownToTheLast() throws {
        let client = try OdooClient()
        let firm = try client.create("res.partner", ["name": "Firm", "is_company": true])
        let child = try client.create("res.partner", ["name": "Child", "parent_id": .integer(firm)])
        let last = try client.create("res.partner", ["name": "Last", "parent_id": .integer(child)])

        try client.call("res.partner", "write", .integer(firm), ["vat": "V1"])

        #expect(try values(client, last, ["vat"]) == ["V1"])
    }

    /// Contacts that come together leave their parent without an address.
    @Test(arguments: ["create", "lines", "load"]) func severalContactsGiveNoAddress(way: String) throws {
        let client = try OdooClient()
        let firm = try client.create("res.partner", ["name": "Firm", "is_company": true])
        let cities = ["Austin", "Dallas"]
        switch way {
        case "create":
            let list = cities.map { ["name": .string($0), "city": .string($0), "parent_id": .integer(firm)] as JSON }
            try client.call("res.partner", "create", .array(list))
        case "lines":
            let lines = cities.map { [0, 0, ["name": .string($0), "city": .string($0)]] as JSON }
            try client.call("res.partner", "write", .integer(firm), ["child_ids": .array(lines)])
        default:
            let rows = cities.map { [.string($0), .string($0), .string(String(firm))] as [JSON] }
            #expect(try client.load("res.partner", ["name", "city", "parent_id/.id"], rows)["ids"] != false)
        }

        #expect(try values(client, firm, ["city"]) == [false])
        #expect(try client.call("res.partner", "search_count", [["parent_id", "=", .integer(firm)]]) == 2)
    }

    @Test(
        arguments: [
            (["show_email": true], "Firm <a@firm.example>"),
            (["show_vat": true], "Firm ‒ V1"),
            (["show_address": true], "Firm\n1000 Brussels\nBelgium"),
            (["show_address": true, "address_inline": true], "Firm, 1000 Brussels, Belgium"),
        ] as [(JSON, String)]
    )
    func theContextShowsMoreThanTheName(context: JSON, expected: String) throws {
        let client = try OdooClient()
        let belgium = try client.reference("base.be")
        let firm = try client.create(
            "res.partner",
            [
                "name": "Firm", "email": "a@firm.example", "vat": "V1", "zip": "1000", "city": "Brussels",
                "country_id": .integer(belgium),
            ]
        )

        let name = try client.value("display_name", of: "res.partner", firm, keywords: ["context": context])

        #expect(name == .string(expected))
    }

    @Test func anAddressOfTheWebGetsAScheme() throws {
        let client = try OdooClient()
        let firm = try client.create("res.partner", ["name": "Firm", "website": "firm.example"])

        #expect(try client.value("website", of: "res.partner", firm) == "http://firm.example")
    }
}
