import JSON
import Testing

/// The order of the rows of `read_group`, and what cannot be grouped by.
struct GroupOrderTests {
    private let lines = "account.analytic.line"

    private func client(version: Int = 18) throws -> OdooClient {
        let client = try OdooClient(version: version)
        let (bridge, quay) = (try client.account("Bridge"), try client.account("Quay"))
        for (account, amount, date) in [(bridge, 5, "2026-01-31"), (quay, 3, "2026-12-01"), (bridge, 7, "2026-02-28")] {
            let values: JSON = [
                "name": "Sorted", "account_id": .integer(account), "amount": .integer(Int64(amount)),
                "date": .string(date),
            ]
            _ = try client.create(lines, values)
        }
        return client
    }

    private func shown(_ rows: JSON, _ key: String) -> [String] {
        (rows.arrayValue ?? []).map { row in
            let value = row[key] ?? .null
            return value.stringValue ?? value[1]?.stringValue ?? "-"
        }
    }

    @Test func daysAreSortedByTheCalendar() throws {
        let rows = try client().call(
            lines,
            "read_group",
            [["name", "=", "Sorted"]],
            [],
            ["date:month"],
            keywords: ["orderby": "date desc"]
        )

        #expect(shown(rows, "date:month") == ["December 2026", "February 2026", "January 2026"])
    }

    @Test func emptyLinksStandFirstInADescendingOrder() throws {
        let client = try client()
        let partner = try client.create("res.partner", ["name": "Payer"])
        let first = try client.call(lines, "search", [["name", "=", "Sorted"]])[0] ?? 0
        try client.call(lines, "write", first, ["partner_id": .integer(partner)])
        let domain: JSON = [["name", "=", "Sorted"]]

        let rows = try client.call(
            lines,
            "read_group",
            domain,
            [],
            ["partner_id"],
            keywords: ["orderby": "partner_id desc"]
        )

        #expect(shown(rows, "partner_id") == ["-", "Payer"])
    }

    @Test func anOrderByAnythingElseIsRefused() throws {
        let refusal = try client().refusal(lines, "read_group", [], [], ["account_id"], keywords: ["orderby": "nope"])

        #expect(refusal["message"] == "Order term 'nope' is not a valid aggregate nor valid groupby")
    }

    @Test func recordsWithoutALinkOfAListAreThoseWithNoneOfTheOthers() throws {
        let client = try OdooClient()
        let tags = try client.call("res.partner.category", "create", [["name": "Zinc"], ["name": "Ash"]])
        let all = tags.arrayValue ?? []
        _ = try client.create("res.partner", ["name": "Tagged", "ref": "L", "category_id": [[6, 0, tags]]])
        _ = try client.create("res.partner", ["name": "Plain", "ref": "L"])

        let rows = try client.call("res.partner", "read_group", [["ref", "=", "L"]], [], ["category_id"])

        #expect(shown(rows, "category_id") == ["Zinc", "Ash", "-"])
        #expect(rows[2]?["__domain"]?[2] == ["category_id", "not in", .array(all)])
    }

    @Test(
        arguments: [
            (18, "company_type", "Cannot convert res.partner.company_type to SQL because it is not stored"),
            (17, "company_type", "Cannot convert field res.partner.company_type to SQL"),
            (18, "country_id.name", "Property name 'name' has to be used on a property field."),
        ]
    )
    func whatHasNoColumnCannotBeGroupedBy(version: Int, key: String, message: String) throws {
        let client = try OdooClient(version: version)

        let refusal = try client.refusal("res.partner", "read_group", [], [], [.string(key)])

        #expect(refusal["message"] == .string(message))
    }

    @Test func theHourOfADayIsNotThere() throws {
        let refusal = try client().refusal(lines, "read_group", [], ["amount"], ["date:hour"])

        #expect(refusal["message"] == "'datetime.date' object has no attribute 'hour'")
    }
}
