import JSON
import SimulatorKit
import Testing

struct TruthTests {
    private func client() throws -> OdooClient {
        let client = try OdooClient()
        let plan = try client.create("account.analytic.plan", ["name": "Cost codes"])
        _ = try client.load(
            "account.analytic.account",
            ["id", "name", "code", "plan_id/id", "plan_id/.id"].dropLast().map { $0 },
            [["kst.job", "Harbour bridge", "26-014", "analytic.analytic_plan_projects"]]
        )
        _ = try client.load(
            "account.analytic.account",
            ["id", "name", "code", "plan_id/.id"],
            [["kst.c1", "Equipment", "02-315", .integer(plan)], ["kst.c2", "Fuel", "02-320", .integer(plan)]]
        )
        _ = try client.load(
            "account.analytic.line",
            ["id", "name", "account_id/id", "x_plan\(plan)_id/id", "amount", "unit_amount", "date", "ref"],
            [
                ["kst.l1", "EX-104", "kst.job", "kst.c1", "-581.25", "7.75", "2026-01-05", "A"],
                ["kst.l2", "EX-104", "kst.job", "kst.c1", "-262.50", "3.50", "2026-01-06", "A"],
                ["kst.l3", "Diesel", "kst.job", "kst.c2", "-205.93", "182.4", "2026-02-01", "B"],
            ]
        )
        return client
    }

    @Test func linesCarryTheirExternalIDAndExactDecimals() throws {
        let truth = try client().server.truth([:])
        let line = truth["analyticLines"]?[0]

        #expect(truth["analyticLines"]?.arrayValue?.count == 3)
        #expect(line?["externalId"] == "kst.l1")
        #expect(line?["account"] == "26-014")
        #expect(line?["date"] == "2026-01-05")
        #expect(line?["amount"] == "-581.25")
        #expect(line?["unitAmount"] == "7.75")
        #expect(line?["accounts"]?["x_plan2_id"]?["code"] == "02-315")
    }

    @Test func totalsAreExact() throws {
        let truth = try client().server.truth(["lines": "false"])

        #expect(truth["analyticLines"] == nil)
        #expect(truth["totals"] == ["lines": 3, "amount": "-1049.68", "unitAmount": "193.65"])
        let accounts = truth["accounts"]?.arrayValue ?? []
        #expect(accounts.map { $0["code"] } == ["26-014", "02-315", "02-320"])
        #expect(accounts.map { $0["amount"] } == ["-1049.68", "-843.75", "-205.93"])
    }

    @Test(arguments: [
        ("account,plan:Cost codes", [["26-014", "02-315", "-843.75"], ["26-014", "02-320", "-205.93"]]),
        ("month", [["2026-01", "-843.75"], ["2026-02", "-205.93"]]), ("ref", [["A", "-843.75"], ["B", "-205.93"]]),
    ])
    func groupsAddUp(keys: String, expected: [[String]]) throws {
        let groups = try client().server.truth(["group": keys])["groups"]?.arrayValue ?? []

        let names = keys.split(separator: ",").map(String.init) + ["amount"]
        #expect(groups.map { group in names.map { group[$0]?.stringValue ?? "" } } == expected)
    }

    @Test(arguments: [
        (["from": "2026-01-06"], 2), (["until": "2026-01-05"], 1), (["account": "02-320"], 1),
        (["account": "Harbour bridge", "from": "2026-01-06", "until": "2026-01-31"], 1), (["account": "nothing"], 0),
    ])
    func queryNarrowsTheLines(query: [String: String], count: Int) throws {
        #expect(try client().server.truth(query)["totals"]?["lines"] == .integer(Int64(count)))
    }

    @Test func sameLineTwiceIsListedAsADuplicate() throws {
        let client = try client()
        #expect(client.server.truth([:])["duplicates"] == [])
        let job = try client.reference("kst.job")
        let code = try client.reference("kst.c1")
        let copy: JSON = [
            "name": "EX-104", "account_id": .integer(job), "x_plan2_id": .integer(code), "date": "2026-01-06",
            "ref": "A",
        ]

        _ = try client.create("account.analytic.line", copy)

        let duplicates = client.server.truth([:])["duplicates"]
        #expect(duplicates?.arrayValue?.count == 1)
        #expect(duplicates?[0]?["lines"] == [2, 4])
        #expect(duplicates?[0]?["date"] == "2026-01-06")
    }

    @Test func madeExternalIDsAndCountsAreListed() throws {
        let truth = try client().server.truth([:])

        let ids = truth["externalIds"]?.arrayValue?.compactMap { $0["externalId"]?.stringValue }
        #expect(ids == ["kst.job", "kst.c1", "kst.c2", "kst.l1", "kst.l2", "kst.l3"])
        #expect(truth["records"]?["account.analytic.line"] == 3)
        #expect(truth["records"]?["res.users"] == 10)
    }

    @Test func projectIsThatOfTheAccount() throws {
        let client = try OdooClient()
        let project = try client.create("project.project", ["name": "Harbour bridge"])
        let account = try client.value("account_id", of: "project.project", project)[0] ?? 0
        _ = try client.create("account.analytic.line", ["name": "EX-104", "account_id": account, "amount": -1])

        let truth = client.server.truth(["group": "project"])

        #expect(truth["groups"] == [["project": "Harbour bridge", "lines": 1, "amount": "-1", "unitAmount": "0"]])
    }
}
