import JSON
import Testing

/// What estimators do, through the control surface.
struct EstimateControlTests {
    private let office: EstimatingOffice

    init() throws {
        office = try EstimatingOffice(["story": "false"])
    }

    private func latest(_ number: String = "E26-014") async throws -> JSON {
        let truth = try await office.ask("GET", "truth", query: ["estimate": number])
        return try #require(truth["estimates"]?[0]?["revisions"]?.arrayValue?.last)
    }

    @Test func aRevisionTakesOverTheLinesAndChangesSome() async throws {
        let line: JSON = [
            "bidItem": "0600", "activity": "0610", "resource": "MAT-TIE", "costCode": "03-200", "type": "M",
            "text": "Ties", "quantity": "100", "unit": "EA", "price": "0.1234",
        ]
        try await office.work("award")
        try await office.work(
            "revise",
            [
                "changes": [
                    ["action": "change-line", "line": 2, "quantity": "1600"], ["action": "delete-line", "line": 3],
                    ["action": "add-line", "line": line], ["action": "reject-alternate", "alternate": "ALT-1"],
                ]
            ]
        )
        let revision = try await latest()
        #expect(revision["revision"] == "04")
        #expect(revision["stage"] == "open")
        // 48,019.20 + 1,600 × 12.15 + 60,000.00 + 100 × 0.1234
        #expect(revision["totals"]?["budget"] == "127471.54")
        #expect(try await office.ask("GET", "truth")["budgets"]?[0]?["total"] == "161894.20")

        try await office.work("award", ["status": "Zuschlag"])
        #expect(try await office.ask("GET", "truth")["budgets"]?[0]?["total"] == "127471.54")
        #expect(try await latest()["status"] == "Zuschlag")
        let stages = try await office.ask("GET", "estimates")["estimates"]?[0]?["revisions"]?.arrayValue
        #expect(stages?.map { $0["stage"] } == ["superseded", "superseded", "superseded", "awarded"])
    }

    @Test func alternatesThatAreNotAcceptedAreLeftOutUnlessAskedFor() async throws {
        try await office.work("reject-alternate", ["alternate": "ALT-1"])
        #expect(text(try await office.export(["dialect": "us"])).contains("ALT-1") == false)
        #expect(text(try await office.export(["dialect": "us", "alternates": "all"])).contains("ALT-1"))
        #expect(try await office.expected()["total"] == "157744.20")
        try await office.work("accept-alternate", ["alternate": "ALT-1"])
        _ = try await office.export()
        #expect(try await office.expected()["total"] == "161894.20")
    }

    @Test func anOldRevisionCanBeExportedAgain() async throws {
        let bytes = try await office.export(["revision": "01", "dialect": "us"])
        #expect(text(bytes).contains("E26-014,01,BID,BASE,0100,0110,LAB-CARP,03-300,L,"))
        #expect(try await office.expected()["total"] == "154447.00")
        #expect(try await office.exports().last?["revision"] == "01")
    }

    @Test func statusIsFreeText() async throws {
        try await office.work("status", ["status": "im Gespräch"])
        #expect(text(try await office.export(["dialect": "us"])).contains("E26-014,03,im Gespräch,BASE,"))
        try await office.work("lose")
        #expect(try await latest()["stage"] == "lost")
        #expect(try office.names().count == 1)
    }

    @Test func newEstimatesBeginWithRevisionOne() async throws {
        try await office.work("create", Assemblies.wall, on: "E26-030")
        #expect(try await latest("E26-030")["revision"] == "01")
        #expect(try await latest("E26-030")["totals"]?["budget"] == "23700.00")
        let estimates = try await office.ask("GET", "estimates")["estimates"]?.arrayValue
        #expect(estimates?.last?["project"] == "26-030")
    }

    @Test(
        arguments: [
            ["action": "create", "estimate": "E26-014"], ["action": "create", "estimate": "../etc"],
            ["action": "create", "estimate": "E1", "lines": [["bidItem": "0100"]]],
            ["action": "award", "estimate": "E26-099"], ["action": "award", "estimate": "E26-014", "revision": "09"],
            ["action": "revise", "estimate": "E26-014", "revision": "02"],
            ["action": "revise", "estimate": "E26-014", "changes": [["action": "delete-line", "line": 9]]],
            ["action": "change-line", "estimate": "E26-014", "line": 1, "price": "12,15"],
            ["action": "change-line", "estimate": "E26-014", "line": 1, "price": "99999999", "quantity": "2"],
            ["action": "change-line", "estimate": "E26-014", "line": 1, "type": "Q"],
            ["action": "accept-alternate", "estimate": "E26-014", "alternate": "ALT-7"],
            ["action": "export", "estimate": "E26-014", "format": "xlsx"],
            ["action": "export", "estimate": "E26-014", "format": 7], ["action": "dance", "estimate": "E26-014"],
            ["estimate": "E26-014"],
        ] as [JSON]
    )
    func wrongRequestsAreRefusedAndChangeNothing(body: JSON) async throws {
        let before = try await office.ask("GET", "truth")
        #expect(try await !office.refusal("POST", "estimates", body).isEmpty)
        #expect(try await office.ask("GET", "truth") == before)
        #expect(try office.names() == [])
    }

    @Test func truthKnowsItsFilters() async throws {
        #expect(try await office.refusal("GET", "truth", query: ["project": "26-014"]).contains("use estimate"))
        #expect(try await office.refusal("GET", "truth", query: ["estimate": "E1"]).contains("no estimate E1"))
    }
}
