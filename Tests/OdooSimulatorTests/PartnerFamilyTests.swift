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
