import JSON
import SimulatorKit
import Testing

struct ValueTests {
    @Test(
        arguments: [
            ("ref", 123, "123"), ("ref", true, "True"), ("ref", "", ""), ("ref", false, false), ("ref", [1], "[1]"),
            ("color", "7", 7), ("color", .real(7.9), 7), ("color", "", 0), ("color", false, 0),
            ("is_company", "False", true), ("is_company", 0, false), ("is_company", "", false),
            ("comment", "<p>a<script>b()</script></p>", "<p>a</p>"),
            ("country_id", "20", false), ("country_id", [20, "Belgium"], false), ("country_id", false, false),
        ] as [(String, JSON, JSON)]
    )
    func valueIsCoerced(field: String, written: JSON, read: JSON) throws {
        let client = try OdooClient()
        let belgium = try client.reference("base.be")
        let id = try client.create("res.partner", ["name": "Firm", "country_id": .integer(belgium)])
        var values = JSONObject()
        values[field] = written

        try client.call("res.partner", "write", [.integer(id)], .object(values))

        #expect(try client.value(field, of: "res.partner", id) == read)
    }

    @Test(
        arguments: [
            (.real(10.005), .real(10.01)), (.real(-12.345), .real(-12.35)), (.real(2.675), .real(2.68)),
            (.real(1_234_567.891), .real(1_234_567.89)), (.real(0.015), .real(0.02)), ("10.5", .real(10.5)),
            (100, .real(100)), (.real(-0.0), .real(0)), (.real(-0.005), .real(-0.01)), (.real(0.1), .real(0.1)),
        ] as [(JSON, JSON)]
    )
    func amountIsRoundedHalfAwayFromZero(written: JSON, read: JSON) throws {
        let client = try OdooClient()
        let account = try client.account("Quay wall")
        let values: JSON = ["name": "Piling", "account_id": .integer(account), "amount": written]

        let id = try client.create("account.analytic.line", values)

        #expect(try client.value("amount", of: "account.analytic.line", id) == read)
    }

    @Test func negativeZeroIsPrintedWithoutSign() throws {
        let client = try OdooClient()
        let id = try client.create("account.analytic.line", ["name": "Nothing", "amount": .real(-0.0)])

        #expect(try client.value("amount", of: "account.analytic.line", id).canonicalText == "0.0")
    }

    @Test(arguments: [1.123456789012, 1e-07, 0.333333333333, 0.3333333333333333, 7.25])
    func quantityIsStoredWhole(number: Double) throws {
        let client = try OdooClient()

        let id = try client.create("account.analytic.line", ["name": "Hours", "unit_amount": .real(number)])

        #expect(try client.value("unit_amount", of: "account.analytic.line", id) == .real(number))
    }

    @Test func digitsOfAFieldRound() throws {
        let client = try OdooClient()

        let id = try client.create("res.partner", ["name": "Site", "partner_latitude": .real(50.12345675)])

        #expect(try client.value("partner_latitude", of: "res.partner", id) == .real(50.1234568))
    }

    @Test func currencyOfTheSecondCompanyRounds() throws {
        let client = try OdooClient()
        let second = try client.call("res.company", "search", [["name", "=", "Second Co"]])[0] ?? 0
        let yen = try client.reference("base.JPY")
        try client.call("res.company", "write", [second], ["currency_id": .integer(yen)])
        let context: JSON = ["context": ["allowed_company_ids": [second]]]

        let id = try client.create("account.analytic.line", ["name": "Rent", "amount": .real(12.5)], keywords: context)

        #expect(try client.value("amount", of: "account.analytic.line", id, keywords: context) == .real(13))
    }

    @Test func emptyValuesReadAsFalse() throws {
        let client = try OdooClient()
        let id = try client.create("res.partner", ["name": "Plain"])

        let record = try client.call(
            "res.partner",
            "read",
            [.integer(id)],
            ["email", "country_id", "category_id", "child_ids", "color", "partner_latitude"]
        )

        #expect(
            record[0] == [
                "id": .integer(id), "email": false, "country_id": false, "category_id": [], "child_ids": [],
                "color": 0, "partner_latitude": .real(0),
            ]
        )
    }

    @Test(arguments: [("_classic_read", true), ("", false)])
    func loadDecidesWhetherLinksHaveNames(load: String, hasName: Bool) throws {
        let client = try OdooClient()
        let belgium = try client.reference("base.be")
        let id = try client.create("res.partner", ["name": "Linked", "country_id": .integer(belgium)])

        let value = try client.value("country_id", of: "res.partner", id, keywords: ["load": .string(load)])

        #expect(value == (hasName ? [.integer(belgium), "Belgium"] : .integer(belgium)))
    }

    @Test func dayIsCutOutOfAMomentAndDefaultsToToday() throws {
        let client = try OdooClient()

        let cut = try client.create("account.analytic.line", ["name": "Cut", "date": "2026-03-05 23:59:59"])
        let today = try client.create("account.analytic.line", ["name": "Today"])
        let later = try client.create(
            "account.analytic.line",
            ["name": "Tokyo"],
            keywords: ["context": ["tz": "Pacific/Kiritimati"]]
        )

        #expect(try client.value("date", of: "account.analytic.line", cut) == "2026-03-05")
        #expect(try client.value("date", of: "account.analytic.line", today) == "2026-01-05")
        #expect(try client.value("date", of: "account.analytic.line", later) == "2026-01-05")
        client.now = client.now.adding(hours: 6)
        let nextDay = try client.create(
            "account.analytic.line",
            ["name": "Tokyo"],
            keywords: ["context": ["tz": "Pacific/Kiritimati"]]
        )
        #expect(try client.value("date", of: "account.analytic.line", nextDay) == "2026-01-06")
    }

    @Test func momentsAreStoredWithMicrosecondsAndReadWithout() throws {
        let client = try OdooClient()
        let id = try client.create("res.partner", ["name": "Moment"])
        let written = try client.value("write_date", of: "res.partner", id)

        let equal = try client.call(
            "res.partner",
            "search_count",
            [["id", "=", .integer(id)], ["write_date", "=", written]]
        )
        let greater = try client.call(
            "res.partner",
            "search_count",
            [["id", "=", .integer(id)], ["write_date", ">", written]]
        )

        #expect(written == "2026-01-05 06:00:00")
        #expect(equal == 0)
        #expect(greater == 1)
    }

    @Test func idAndLogColumnsInTheValuesAreIgnored() throws {
        let client = try OdooClient()

        let id = try client.create(
            "res.partner",
            ["id": 5_555_555, "name": "Ignored", "create_date": "2020-01-01 00:00:00", "create_uid": 1]
        )

        #expect(id < 5_555_555)
        #expect(try client.value("create_date", of: "res.partner", id) == "2026-01-05 06:00:00")
        #expect(try client.value("create_uid", of: "res.partner", id) == [2, "Administrator"])
    }

    @Test func nameKeepsItsBlanksButIsShownWithout() throws {
        let client = try OdooClient()

        let id = try client.create("res.partner", ["name": "  Blank Works  "])

        #expect(try client.value("name", of: "res.partner", id) == "  Blank Works  ")
        #expect(try client.value("display_name", of: "res.partner", id) == "Blank Works")
    }

    @Test func namesFollowTheLanguage() throws {
        let client = try OdooClient()
        let id = try client.create(
            "res.partner",
            ["name": "F", "country_id": .integer(try client.reference("base.de"))]
        )

        let french = try client.value("country_id", of: "res.partner", id, keywords: ["context": ["lang": "fr_FR"]])
        let german = try client.value("country_id", of: "res.partner", id, keywords: ["context": ["lang": "de_DE"]])

        #expect(french[1] == "Allemagne")
        #expect(german[1] == "Deutschland")
        #expect(try client.value("country_id", of: "res.partner", id)[1] == "Germany")
    }

    @Test func translationTouchesItsLanguageOnly() throws {
        let client = try OdooClient()
        let id = try client.account("Quay wall")
        let french: JSON = ["context": ["lang": "fr_FR"]]

        try client.call("account.analytic.account", "write", [.integer(id)], ["name": "Mur de quai"], keywords: french)

        #expect(try client.value("name", of: "account.analytic.account", id) == "Quay wall")
        #expect(try client.value("name", of: "account.analytic.account", id, keywords: french) == "Mur de quai")
    }

    @Test func readKeepsOrderAndRepeats() throws {
        let client = try OdooClient()

        let records = try client.call("res.currency", "read", [2, 1, 2], ["name"])

        #expect(records.arrayValue?.map { $0["id"] } == [2, 1, 2])
        #expect(try client.call("res.currency", "read", 1, ["name"]) == [["id": 1, "name": "USD"]])
    }

    @Test func copyHasANewName() throws {
        let client = try OdooClient()
        let id = try client.create("res.partner", ["name": "Original", "ref": "R-1"])

        let copies = try client.call("res.partner", "copy", .integer(id))

        let copy = try #require(copies[0]?.integerValue)
        #expect(try client.value("name", of: "res.partner", copy) == "Original (copy)")
        #expect(try client.value("ref", of: "res.partner", copy) == "R-1")
    }

    @Test func contextGivesDefaults() throws {
        let client = try OdooClient()

        let id = try client.create(
            "res.partner",
            ["name": "Defaulted"],
            keywords: ["context": ["default_ref": "D-1", "default_is_company": true]]
        )

        #expect(try client.value("ref", of: "res.partner", id) == "D-1")
        #expect(try client.value("is_company", of: "res.partner", id) == true)
    }
}
