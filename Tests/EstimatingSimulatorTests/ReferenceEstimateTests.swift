import JSON
import SimulatorKit
import Testing

/// Step 1 of the reference scenario.
struct ReferenceEstimateTests {
    private let byCode: JSON = [
        ["costCode": "02-315", "type": "E", "amount": "31500.00"],
        ["costCode": "03-200", "type": "M", "amount": "18225.00"],
        ["costCode": "03-300", "type": "L", "amount": "48019.20"],
        ["costCode": "03-300", "type": "M", "amount": "4150.00"],
        ["costCode": "31-600", "type": "S", "amount": "60000.00"],
    ]

    @Test func isHandedInWhenTheStoryStarts() async throws {
        let office = try EstimatingOffice()
        let truth = try await office.ask("GET", "truth", query: ["estimate": "E26-014"])
        let revisions = try #require(truth["estimates"]?[0]?["revisions"]?.arrayValue)
        #expect(revisions.map { $0["revision"] } == ["01", "02", "03"])
        #expect(revisions.map { $0["stage"] } == ["superseded", "superseded", "open"])
        #expect(
            revisions[2]["totals"]
                == ["base": "157744.20", "acceptedAlternates": "4150.00", "markup": "24284.13", "budget": "161894.20"]
        )
        #expect(truth["budgets"] == [])
        #expect(try office.names() == [])
    }

    @Test func isAwardedOnTheSecondDayAndExported() async throws {
        let office = try EstimatingOffice()
        try await office.at("2026-01-02T15:59:59Z")
        #expect(try office.names() == [])
        try await office.at("2026-01-02T16:00:00Z")
        #expect(try office.names() == ["E26-014_R03_0001.csv"])

        let truth = try await office.ask("GET", "truth")
        #expect(
            truth["budgets"] == [
                [
                    "estimate": "E26-014", "project": "26-014", "revision": "03", "total": "161894.20",
                    "byCode": byCode,
                ]
            ]
        )
        let record = try #require(truth["exports"]?[0])
        #expect(record["reason"] == "award")
        #expect(record["at"] == "2026-01-02T16:00:00Z")
        #expect(record["status"] == "AWARDED")
        #expect(record["bytes"] == .integer(Int64(try office.file("E26-014_R03_0001.csv").count)))
    }

    @Test(arguments: ["csv", "sage", "bc3", "gaeb-x84", "gaeb-x86"])
    func comesToTheSameInEachFormat(format: String) async throws {
        let office = try EstimatingOffice(["format": format])
        try await office.at("2026-01-02T16:00:00Z")
        let expected = try await office.expected()
        #expect(expected["total"] == "161894.20")
        #expect(expected["byCode"] == byCode)
        #expect(expected["holds"] == [])
    }

    @Test func withoutAStoryNothingHappensByItself() async throws {
        let office = try EstimatingOffice(["story": "false"])
        try await office.at("2026-12-31T00:00:00Z")
        #expect(try office.names() == [])
        try await office.work("award")
        #expect(try office.names() == ["E26-014_R03_0001.csv"])
    }
}
