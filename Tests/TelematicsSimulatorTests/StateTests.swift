import JSON
import SimulatorKit
import Testing

struct StateTests {
    private let story: FleetStory

    init() throws {
        story = try FleetStory()
    }

    private func given(_ state: String, _ parameters: JSON = [:]) async throws -> JSON? {
        try await story.ask("POST", "given", ["state": .string(state), "parameters": parameters])["made"]
    }

    @Test func machineReportsTheGivenHoursAtOnce() async throws {
        try await story.at("2026-01-13T20:00:00Z")
        let made = try await given("a machine reports", ["equipment": "EX-117", "hours": "1234.50"])
        #expect(made?["fleet"] == "jcma")
        #expect(try await story.machine("EX-117", in: "/jcma").operatingHours == 123_450)
    }

    @Test func replacedMeterIsSeenAtOnceAndCountsOn() async throws {
        try await story.at("2026-01-13T20:00:00Z")
        _ = try await given("a meter was replaced", ["equipment": "EX-117", "newMeter": "12.25"])
        #expect(try await story.machine("EX-117", in: "/jcma").operatingHours == 1225)
        let truth = try await story.ask("GET", "truth", query: ["equipment": "EX-117"])["machines"]?[0]
        #expect(truth?["meterReplacements"]?[0]?["newMeter"] == "12.25")
        try await story.at("2026-01-17T08:00:00Z")
        #expect(try #require(try await story.machine("EX-117", in: "/jcma").operatingHours) > 1225)
    }

    @Test func providerIsUnavailableForSoManyAnswers() async throws {
        _ = try await given("a provider is unavailable", ["fleet": "json", "times": 2])
        #expect(await story.get("/json/Fleet/1").status == 503)
        #expect(await story.get("/iso/Fleet/1").status == 200)
        #expect(await story.get("/json/Fleet/1").status == 503)
        #expect(await story.get("/json/Fleet/1").status == 200)
        _ = try await given("a provider asks for patience", ["fleet": "iso"])
        #expect(await story.get("/iso/Fleet/1").status == 429)
    }

    @Test func unknownMachinesAndFleetsAreRefused() async throws {
        let machine: JSON = ["state": "a machine reports", "parameters": ["equipment": "EX-999"]]
        #expect(try await story.refusal("POST", "given", machine).hasPrefix("No provider knows a machine EX-999"))
        let fleet: JSON = ["state": "a provider is unavailable", "parameters": ["fleet": "volvo"]]
        #expect(try await story.refusal("POST", "given", fleet).contains("there is no fleet"))
    }
}
