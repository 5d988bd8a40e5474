import JSON
import Testing

/// Taxes that are not the chart's, as real servers compute them.
struct TaxTests {
    private func tax(_ client: OdooClient, _ values: [String: JSON]) throws -> Int64 {
        var all: JSONObject = ["type_tax_use": "purchase"]
        for (key, value) in values { all[key] = value }
        return try client.create("account.tax", .object(all))
    }

    private func bill(_ client: OdooClient, price: JSON, taxes: [Int64], more: JSON? = nil) throws -> Int64 {
        let partner = try client.create("res.partner", ["name": "Kestrel Concrete"])
        var line: JSONObject = [
            "name": "Sand", "price_unit": price, "tax_ids": [[6, 0, .array(taxes.map { .integer($0) })]],
        ]
        if let more { line["analytic_distribution"] = more }
        return try client.create(
            "account.move",
            [
                "move_type": "in_invoice", "partner_id": .integer(partner), "invoice_date": "2025-11-10",
                "invoice_line_ids": [[0, 0, .object(line)]],
            ]
        )
    }

    private func taxLines(_ client: OdooClient, _ bill: Int64) throws -> JSON {
        try client.call(
            "account.move.line",
            "search_read",
            [["move_id", "=", .integer(bill)], ["display_type", "=", "tax"]],
            ["name", "balance", "tax_base_amount", "tax_ids", "analytic_distribution"],
            keywords: ["order": "id"]
        )
    }

    private func within(_ version: Int) -> (String, JSON) {
        version == 17 ? ("price_include", true) : ("price_include_override", "tax_included")
    }

    private func group(_ client: OdooClient, _ name: String, _ members: [Int64]) throws -> JSON {
        [
            "name": .string(name), "amount_type": "group", "type_tax_use": "purchase",
            "children_tax_ids": [[6, 0, .array(members.map { .integer($0) })]],
        ]
    }

    @Test(arguments: [(17, "'Outer'"), (18, "“Outer”")]) func groupsOfTaxesAreFlat(version: Int, shown: String) throws {
        let client = try OdooClient(version: version)
        let ten = try tax(client, ["name": "Ten", "amount": 10])
        let sold = try tax(client, ["name": "Sold", "amount": 10, "type_tax_use": "sale"])
        let outer = try client.create("account.tax", try group(client, "Outer", [ten]))

        let nested = try client.refusal("account.tax", "create", try group(client, "Over", [outer]))
        #expect(nested["message"] == "Nested group of taxes are not allowed.")
        let own = try client.refusal(
            "account.tax",
            "write",
            .integer(outer),
            ["children_tax_ids": [[6, 0, [.integer(outer)]]]]
        )
        #expect(own["message"] == .string("Recursion found for tax \(shown)."))
        let mixed = try client.refusal("account.tax", "create", try group(client, "Mixed", [sold]))
        #expect(
            mixed["message"]
                == "The application scope of taxes in a group must be either the same as the group or left empty."
        )
    }

    /// A member that becomes a group itself is not looked at again; it must not multiply the work.
    @Test func groupsThatWereNestedLaterCountOnce() throws {
        let client = try OdooClient()
        let last = try tax(client, ["name": "Ten", "amount": 10])
        var taxes: [Int64] = []
        for level in 0..<40 {
            taxes += try ["a", "b"].map { try tax(client, ["name": .string("\(level)\($0)"), "amount": 0]) }
        }
        for index in taxes.indices {
            let next = (index / 2 + 1) * 2
            let members = next < taxes.count ? Array(taxes[next..<next + 2]) : [last]
            try client.call(
                "account.tax",
                "write",
                .integer(taxes[index]),
                ["amount_type": "group", "children_tax_ids": [[6, 0, .array(members.map { .integer($0) })]]]
            )
        }

        let bill = try bill(client, price: 100, taxes: [taxes[0]])

        #expect(try client.value("amount_total", of: "account.move", bill) == .real(110))
    }

    @Test(arguments: [17, 18]) func taxThatRaisesTheBaseNamesTheTaxesAfterIt(version: Int) throws {
        let client = try OdooClient(version: version)
        let first = try tax(client, ["name": "Levy", "amount": 5, "include_base_amount": true, "sequence": 0])
        let second = try tax(client, ["name": "Ten", "amount": 10])

        let lines = try taxLines(client, try bill(client, price: 200, taxes: [first, second]))

        #expect(lines[0]?["balance"] == .real(10))
        #expect(lines[0]?["tax_ids"] == [.integer(second)])
        #expect(lines[1]?["balance"] == .real(21))
        #expect(lines[1]?["tax_base_amount"] == .real(210))
    }

    @Test(arguments: [(17, 22.0), (18, 22.57)])
    func taxOnTopOfOneWithinThePrice(version: Int, expected: Double) throws {
        let client = try OdooClient(version: version)
        let (name, value) = within(version)
        let inner = try tax(client, ["name": "Within", "amount": 19, name: value])
        let outer = try tax(client, ["name": "Top", "amount": 3])

        let id = try bill(client, price: 119, taxes: [inner, outer])

        #expect(try client.value("amount_untaxed", of: "account.move", id) == .real(100))
        #expect(try client.value("amount_tax", of: "account.move", id) == .real(expected))
    }

    @Test(arguments: [17, 18]) func taxOfNoAccountFollowsTheDistributionOfItsLine(version: Int) throws {
        let client = try OdooClient(version: version)
        let account = try client.account("Harbour bridge")
        let own = try tax(client, ["name": "Ten", "amount": 10])
        let chart = try client.reference("account.1_purchase_tax_template")
        let share: JSON = .object([String(account): .real(100)])

        let lines = try taxLines(client, try bill(client, price: 100, taxes: [own, chart], more: share))

        let shares = lines.arrayValue?.map { $0["analytic_distribution"] }
        #expect(shares?.contains(share) == true)
        #expect(shares?.contains(false) == true)
    }

    @Test(arguments: [17, 18]) func nameOfATaxIsUniqueByUse(version: Int) throws {
        let client = try OdooClient(version: version)
        _ = try tax(client, ["name": "Ten", "amount": 10])

        let data = try client.refusal(
            "account.tax",
            "create",
            ["name": "Ten", "amount": 11, "type_tax_use": "purchase"]
        )

        #expect(data["message"] == "Tax names must be unique!\n- Ten in My Company")
    }
}
