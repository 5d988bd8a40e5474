import JSON
import SimulatorKit
import Testing

struct QuirkControlTests {
    private let story: FleetStory

    init() throws {
        story = try FleetStory()
    }

    @Test func everyQuirkIsExplainedAndCountedFromZero() async throws {
        let answer = try await story.ask("GET", "quirks")
        #expect(answer["available"]?.arrayValue?.count == 22)
        #expect(answer["enabled"] == [])
        #expect(answer["served"]?.objectValue?.allSatisfy { $0.value == 0 } == true)
    }

    @Test func quirksAreSwitchedOffAgain() async throws {
        try await story.enable("unavailable", ["name": "clock-ahead", "equipment": "EX-101"], "clock-ahead")
        let disabled = try await story.ask(
            "POST",
            "quirks",
            [
                "disable": ["unavailable", ["name": "clock-ahead", "equipment": "EX-101"]]
            ]
        )
        #expect(disabled["enabled"]?.arrayValue?.map { $0["equipment"] } == ["WL-301"])
        #expect(await story.get("/iso/Fleet/1").status == 200)
    }

    @Test func commandLineTakesTargetsToo() async throws {
        let story = try FleetStory(quirks: ["unavailable:fleet=json,times=1", "clock-ahead"])
        #expect(await story.get("/iso/Fleet/1").status == 200)
        #expect(await story.get("/json/Fleet/1").status == 503)
        #expect(await story.get("/json/Fleet/1").status == 200)
        for wrong in ["nonsense", "unavailable:fleet", "unavailable:times=x", "unavailable:fleet=volvo"] {
            #expect(throws: SimulatorError.self) { try FleetStory(quirks: [wrong]) }
        }
    }

    @Test(
        arguments: [
            (["enable": ["nonsense"]], "there are cached-snapshot"), (["enable": [7]], "is neither"),
            (["enable": [["name": "unavailable", "fleets": "iso"]]], "unknown member fleets"),
            (["enable": [["name": "unavailable", "equipment": "EX-101"]]], "about pages"),
            (["enable": [["name": "clock-ahead", "equipment": "EX-999"]]], "no provider knows"),
            (["enable": [["name": "clock-ahead", "equipment": "EX-101", "fleet": "json"]]], "in the fleet iso"),
            (["enable": [["name": "duplicate-serial-under-two-oems", "equipment": "EX-111"]]], "one maker only"),
            (["enable": [["name": "entity-expansion", "fleet": "json"]]], "needs XML"),
            (["enable": [["name": "unavailable", "at": "2025-12-31T00:00:00Z"]]], "not before"),
            (["enable": [["name": "offset-up", "hours": "-1"]]], "give a text"),
            (["disable": ["unavailable"]], "not switched on"), (["on": []], "Give {"), ("unavailable", "Give {"),
        ] as [(JSON, String)]
    )
    func wrongRequestsAreExplainedAndChangeNothing(body: JSON, mention: String) async throws {
        try await story.enable("page-loop")
        let before = try await story.ask("GET", "quirks")
        let error = try await story.refusal("POST", "quirks", body)
        #expect(error.contains(mention), "\(error)")
        #expect(try await story.ask("GET", "quirks") == before)
    }

    @Test func oneWrongQuirkKeepsAllOff() async throws {
        _ = try await story.refusal("POST", "quirks", ["enable": ["counter-reset", "nonsense"]])
        try await story.at("2026-01-02T08:00:00Z")
        #expect(try await story.ask("GET", "quirks")["enabled"] == [])
        #expect(try #require(try await story.machine("EX-105", in: "/iso").operatingHours) > 0)
    }
}
