import JSON
import SimulatorKit
import Testing

struct DeterminismTests {
    /// Everything the providers answered in a month, polled twice a day with some quirks on.
    private func month(seed: UInt64) async throws -> [[UInt8]] {
        let story = try FleetStory(
            seed: seed,
            pageSize: 11,
            quirks: ["row-moves-between-pages", "late-block:at=2026-01-08T18:00:00Z", "cached-snapshot:fleet=jcma"]
        )
        var bytes: [[UInt8]] = []
        for day in 1...31 {
            for time in ["16:20:00", "23:10:05"] {
                try await story.at("2026-01-\(day < 10 ? "0" : "")\(day)T\(time)Z")
                for base in ["/iso", "/aemp1", "/jcma", "/json"] {
                    bytes.append(await story.get("\(base)/Fleet/1").body)
                }
            }
        }
        bytes.append(Array(try await story.ask("GET", "truth").text().utf8))
        return bytes
    }

    @Test func sameSeedGivesTheSameBytesForAMonth() async throws {
        let first = try await month(seed: 26)
        #expect(try await month(seed: 26) == first)
        #expect(Set(first).count > 200)
    }

    @Test func seedOneGivesTheseHoursInEveryProcess() async throws {
        let story = try FleetStory(seed: 1)
        try await story.at("2026-02-01T08:00:00Z")
        let totals = try await story.ask("GET", "truth", query: ["until": "2026-01-31"])["totals"]
        #expect(
            totals == [
                "machines": 41, "hours": "4211.78", "idleHours": "1100.28", "unknownMachineHours": "80.96",
                "byProject": [
                    ["project": "26-014", "costCode": "02-315", "hours": "3739.35"],
                    ["project": "26-021", "costCode": "02-315", "hours": "391.47"],
                ],
            ]
        )
    }

    @Test func anotherSeedGivesOtherHours() async throws {
        let first = try FleetStory(seed: 1)
        let second = try FleetStory(seed: 2)
        #expect(await first.get("/json/Fleet/1").body != second.get("/json/Fleet/1").body)
    }

    @Test func pathToAMomentDoesNotMatter() async throws {
        let slow = try FleetStory()
        for hour in 1...50 {
            try await slow.at("2026-01-0\(5 + hour / 24)T\(hour % 24 < 10 ? "0" : "")\(hour % 24):00:00Z")
        }
        let fast = try FleetStory()
        try await fast.at("2026-01-07T02:00:00Z")
        #expect(await slow.get("/iso/Fleet/2").body == fast.get("/iso/Fleet/2").body)
        #expect(try await slow.ask("GET", "truth") == fast.ask("GET", "truth"))
    }
}
