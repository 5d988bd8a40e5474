import JSON
import Testing

struct ReadGroupTests {
    private let model = "account.analytic.line"

    private func client(version: Int = 18) throws -> OdooClient {
        let client = try OdooClient(version: version)
        let bridge = try client.account("Bridge")
        let quay = try client.account("Quay")
        let lines: [(Int64, JSON, JSON, String)] = [
            (bridge, .real(10.5), 1, "2026-01-31"), (quay, .real(-3.25), 2, "2026-02-01"), (bridge, 7, 3, "2026-02-28"),
            (quay, 0, .real(0.5), "2025-12-31"),
        ]
        for (account, amount, quantity, date) in lines {
            _ = try client.create(
                model,
                [
                    "name": "Grouped", "account_id": .integer(account), "amount": amount, "unit_amount": quantity,
                    "date": .string(date),
                ]
            )
        }
        return client
    }

    @Test func linksAreGroupedWithTheirNames() throws {
        let client = try client()
        let bridge = try client.call("account.analytic.account", "search", [["name", "=", "Bridge"]])[0] ?? 0
        let domain: JSON = [["name", "=", "Grouped"]]

        let rows = try client.call(model, "read_group", domain, ["amount:sum", "unit_amount"], ["account_id"])

        #expect(
            rows[0] == [
                "account_id": [bridge, "Bridge"], "account_id_count": 2, "amount": .real(17.5),
                "unit_amount": .real(4),
                "__domain": ["&", ["name", "=", "Grouped"], ["account_id", "=", bridge]],
            ]
        )
        #expect(rows[1]?["amount"] == .real(-3.25))
        #expect(rows.arrayValue?.count == 2)
    }

    @Test(arguments: [
        ("date:month", "en_US", ["December 2025", "January 2026", "February 2026"]),
        ("date:month", "fr_FR", ["décembre 2025", "janvier 2026", "février 2026"]),
        ("date:month", "de_DE", ["Dezember 2025", "Januar 2026", "Februar 2026"]),
        ("date:year", "en_US", ["2025", "2026"]), ("date:quarter", "en_US", ["Q4 2025", "Q1 2026"]),
        ("date:day", "en_US", ["31 Dec 2025", "31 Jan 2026", "01 Feb 2026", "28 Feb 2026"]),
        ("date:week", "en_US", ["W1 2026", "W5 2026", "W6 2026", "W9 2026"]),
        ("date:week", "de_DE", ["W1 2026", "W5 2026", "W9 2026"]),
    ])
    func daysAreGroupedByPartsOfTheCalendar(key: String, language: String, labels: [String]) throws {
        let context: JSON = ["context": ["lang": .string(language)]]

        let rows = try client().call(model, "read_group", [], ["amount"], [.string(key)], keywords: context)

        #expect(rows.arrayValue?.map { $0[key]?.stringValue } == labels)
    }

    @Test func version17CountsTheFirstWeekWithTheOldYear() throws {
        let rows = try client(version: 17).call(model, "read_group", [], ["amount"], ["date:week"])

        #expect(rows[0]?["date:week"] == "W53 2025")
        #expect(rows[1]?["date:week"] == "W5 2026")
    }

    @Test func rangeExcludesItsEnd() throws {
        let rows = try client().call(model, "read_group", [], ["amount"], ["date:month"])

        #expect(rows[0]?["__range"] == ["date:month": ["from": "2025-12-01", "to": "2026-01-01"]])
        #expect(rows[0]?["__domain"] == ["&", ["date", ">=", "2025-12-01"], ["date", "<", "2026-01-01"]])
        #expect(rows[0]?["date_count"] == 1)
    }

    @Test func lazyCallGroupsByTheFirstKeyOnly() throws {
        let client = try client()

        let lazy = try client.call(model, "read_group", [], ["amount"], ["account_id", "date:year"])
        let eager = try client.call(
            model,
            "read_group",
            [],
            ["amount"],
            ["account_id", "date:year"],
            keywords: ["lazy": false]
        )

        #expect(lazy.arrayValue?.count == 2)
        #expect(lazy[0]?["__context"] == ["group_by": ["date:year"]])
        #expect(eager.arrayValue?.count == 3)
        #expect(eager[0]?["__count"] == 2)
    }

    @Test func aggregatesHaveNames() throws {
        let fields: JSON = [
            "total:sum(amount)", "most:max(amount)", "least:min(amount)", "mean:avg(amount)",
            "accounts:count_distinct(account_id)",
            "unit_amount:max", "id:count",
        ]

        let rows = try client().call(model, "read_group", [], fields, [])

        #expect(
            rows == [
                [
                    "__count": 4, "total": .real(14.25), "most": .real(10.5), "least": .real(-3.25),
                    "mean": .real(3.5625), "accounts": 2, "unit_amount": .real(3), "id": 4, "__domain": [],
                ]
            ]
        )
    }

    @Test func nothingFoundIsNoRowOrOneWithoutSums() throws {
        let client = try client()
        let domain: JSON = [["name", "=", "None"]]

        #expect(try client.call(model, "read_group", domain, ["amount"], ["account_id"]) == [])
        let rows = try client.call(model, "read_group", domain, ["amount"], [])
        #expect(rows == [["__count": 0, "amount": false, "__domain": [["name", "=", "None"]]]])
    }

    @Test func rowsAreOrderedAndCut() throws {
        let client = try client()

        let ordered = try client.call(
            model,
            "read_group",
            [],
            ["amount"],
            ["account_id"],
            keywords: ["orderby": "amount"]
        )
        let cut = try client.call(
            model,
            "read_group",
            [],
            ["amount"],
            ["date:month"],
            keywords: ["limit": 1, "offset": 1]
        )

        #expect(ordered.arrayValue?.map { $0["amount"] } == [.real(-3.25), .real(17.5)])
        #expect(cut.arrayValue?.map { $0["date:month"] } == ["January 2026"])
    }

    @Test func unknownKeyIsAnError() throws {
        #expect(try client().refusal(model, "read_group", [], ["amount"], ["nope"])["name"] == "builtins.ValueError")
    }
}
