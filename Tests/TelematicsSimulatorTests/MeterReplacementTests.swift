import JSON
import SimulatorKit
import Testing

struct MeterReplacementTests {
    private let story: FleetStory

    init() throws {
        story = try FleetStory()
    }

    @Test func newMeterStartsAtItsBaseAndTheTruthGoesOn() async throws {
        let answer = try await story.ask(
            "POST",
            "meter-replacements",
            [
                "equipment": "EX-117", "at": "2026-01-13T02:00:00Z", "newMeter": "12.25",
            ]
        )
        #expect(answer["meterReplacements"]?.arrayValue?.count == 2)
        try await story.at("2026-01-13T01:59:59Z")
        let old = try #require(try await story.machine("EX-117", in: "/jcma").operatingHours)
        try await story.at("2026-01-13T08:00:00Z")
        #expect(try await story.machine("EX-117", in: "/jcma").operatingHours == 1225)
        #expect(try await story.machine("EX-117", in: "/jcma").idleHours == 0)
        let before = try await story.ask("GET", "truth", query: ["equipment": "EX-117"])["machines"]?[0]
        let replacement = try #require(before?["meterReplacements"]?[0])
        #expect(replacement["newMeter"] == "12.25")
        #expect(ReportedMachine.hundredths(replacement["oldMeter"]?.stringValue) == old)
        try await story.at("2026-01-17T08:00:00Z")
        let after = try await story.ask("GET", "truth", query: ["equipment": "EX-117"])["machines"]?[0]
        let worked =
            try #require(ReportedMachine.hundredths(after?["hours"]?.stringValue))
            - (try #require(ReportedMachine.hundredths(before?["hours"]?.stringValue)))
        #expect(try await story.machine("EX-117", in: "/jcma").operatingHours == 1225 + worked)
        #expect(worked > 0)
    }

    @Test func futureReplacementIsNotTrueYet() async throws {
        let listed = try await story.ask("GET", "meter-replacements")["meterReplacements"]
        #expect(listed == [["equipment": "EX-104", "at": "2026-01-06T02:00:00Z", "newMeter": "0.00"]])
        let truth = try await story.ask("GET", "truth", query: ["equipment": "EX-104"])
        #expect(truth["machines"]?[0]?["meterReplacements"] == [])
    }

    @Test(
        arguments: [
            ([:], "that a provider knows"), (["equipment": "EX-999"], "that a provider knows"),
            (["equipment": "EX-117", "at": "2025-12-31T00:00:00Z"], "at or after"),
            (["equipment": "EX-117", "at": 5], "at or after"),
            (["equipment": "EX-117", "newMeter": 0], "two decimals"),
        ] as [(JSON, String)]
    )
    func wrongReplacementIsExplained(body: JSON, mention: String) async throws {
        #expect(try await story.refusal("POST", "meter-replacements", body).contains(mention))
        #expect(try await story.ask("GET", "meter-replacements")["meterReplacements"]?.arrayValue?.count == 1)
    }
}
