import JSON
import SimulatorKit
import Testing

struct FleetSnapshotTests {
    private func prepared() async throws -> FleetStory {
        let story = try FleetStory(seed: 5)
        try await story.enable("token-expires", "row-moves-between-pages", "cached-snapshot", "counter-reset")
        try await story.enable(
            ["name": "unavailable", "times": 3, "page": 3],
            ["name": "hours-as-text", "fleet": "json"],
            ["name": "late-block", "at": "2026-01-12T15:00:00Z"]
        )
        _ = try await story.ask("POST", "meter-replacements", ["equipment": "EX-117"])
        try await story.at("2026-01-12T20:00:00Z")
        for path in ["/iso/Fleet/1", "/iso/Fleet/3", "/json/Fleet/1", "/aemp1/Fleet/1"] { _ = await story.get(path) }
        return story
    }

    /// What the providers answer in the days after.
    private func continuation(_ story: FleetStory) async throws -> [String] {
        var lines: [String] = []
        for moment in ["2026-01-12T20:30:00Z", "2026-01-14T18:00:00Z"] {
            try await story.at(moment)
            for base in ["/iso", "/aemp1", "/jcma", "/json"] {
                for number in 1...3 {
                    let response = await story.get("\(base)/Fleet/\(number)")
                    lines.append("\(response.status) \(response.text)")
                }
            }
        }
        lines.append(try await story.ask("GET", "truth").text())
        lines.append(try await story.ask("GET", "quirks").text())
        return lines
    }

    @Test func restoredProvidersContinueWithTheSameBytes() async throws {
        let story = try await prepared()
        let snapshot = try await story.ask("GET", "snapshot")
        let expected = try await continuation(story)
        let other = try FleetStory(seed: 5)
        _ = try await other.ask("PUT", "snapshot", snapshot)
        #expect(try await other.ask("GET", "snapshot") == snapshot)
        #expect(try await continuation(other) == expected)
        _ = try await story.ask("PUT", "snapshot", snapshot)
        #expect(try await continuation(story) == expected)
    }

    @Test func snapshotOfAnotherSeedOrStartIsRefused() async throws {
        let snapshot = try await prepared().ask("GET", "snapshot")
        for story in [
            try FleetStory(seed: 6), try FleetStory(seed: 5, pageSize: 5),
            try FleetStory(seed: 5, start: SimulatedInstant("2026-01-02T07:00:00Z")),
        ] {
            #expect(try await story.refusal("PUT", "snapshot", snapshot).contains("another seed"))
        }
    }

    @Test func resetForgetsQuirksAndMeters() async throws {
        let story = try await prepared()
        _ = try await story.ask("POST", "reset")
        let fresh = try FleetStory(seed: 5)
        #expect(try await story.ask("GET", "snapshot") == fresh.ask("GET", "snapshot"))
    }

    @Test func coverageNamesEveryRouteAndQuirk() async throws {
        let story = try FleetStory()
        let coverage = try await story.ask("GET", "coverage")
        let names = try #require(coverage["operations"]?.arrayValue).compactMap { $0["operation"]?.stringValue }
        for quirk in try #require(try await story.ask("GET", "quirks")["available"]?.arrayValue) {
            #expect(names.contains("quirk \(quirk["name"]?.stringValue ?? "")"))
        }
        for base in ["iso", "aemp1", "jcma", "json"] {
            #expect(names.contains { $0.hasPrefix("GET /\(base)/Fleet/{page}") })
        }
        #expect(coverage["counts"]?["validated"] == 0)
    }
}
