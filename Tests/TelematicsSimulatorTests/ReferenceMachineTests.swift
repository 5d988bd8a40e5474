import JSON
import SimulatorKit
import Testing

/// The story of EX-104 that the reference scenario is built on.
struct ReferenceMachineTests {
    @Test func reportsExactlyTheReadingsOfTheStory() async throws {
        let story = try FleetStory()
        var readings: [String] = []
        var moment = try #require(SimulatedInstant("2026-01-05T07:00:00Z"))
        let end = try #require(SimulatedInstant("2026-01-07T08:00:00Z"))
        while moment <= end {
            try await story.at(moment.text)
            let machine = try await story.machine("EX-104", in: "/iso")
            let at = try #require(machine["CumulativeOperatingHours/datetime"])
            let hours = try #require(machine["CumulativeOperatingHours/Hour"])
            if readings.last != "\(at) \(hours)" { readings.append("\(at) \(hours)") }
            moment = moment.adding(minutes: 30)
        }
        #expect(
            readings == [
                "2026-01-04T07:30:00Z 4211.60", "2026-01-05T07:30:00Z 4211.60", "2026-01-05T16:00:00Z 4213.60",
                "2026-01-05T18:00:00Z 4215.60", "2026-01-05T18:30:00Z 4216.10", "2026-01-05T21:15:00Z 4218.10",
                "2026-01-05T22:30:00Z 4219.35", "2026-01-06T07:30:00Z 0.00", "2026-01-06T16:30:00Z 2.00",
                "2026-01-06T18:00:00Z 3.50", "2026-01-07T07:30:00Z 3.50",
            ]
        )
    }

    @Test func hasItsIdentifiersInEveryForm() async throws {
        let story = try FleetStory()
        let machine = try await story.machine("EX-104", in: "/iso")
        #expect(machine["OEMName"] == "Kestrel")
        #expect(machine["Model"] == "KX-30")
        #expect(machine["SerialNumber"] == "KX30A00104")
        #expect(machine["PIN"] == "KST0KX30A00104")
    }

    @Test func standsStillForTheRestOfTheMonth() async throws {
        let story = try FleetStory()
        try await story.at("2026-02-01T07:00:00Z")
        #expect(try await story.machine("EX-104", in: "/iso").operatingHours == 350)
        let truth = try await story.ask("GET", "truth", query: ["until": "2026-01-31", "equipment": "EX-104"])
        let machine = try #require(truth["machines"]?[0])
        #expect(machine["hours"] == "11.25")
        #expect(machine["days"]?.arrayValue?.map { $0["date"] } == ["2026-01-05", "2026-01-06"])
        #expect(machine["days"]?.arrayValue?.map { $0["hours"] } == ["7.75", "3.50"])
        #expect(machine["days"]?[0]?["project"] == "26-014")
        #expect(
            machine["meterReplacements"] == [
                ["at": "2026-01-06T02:00:00Z", "oldMeter": "4219.35", "newMeter": "0.00"]
            ]
        )
    }
}
