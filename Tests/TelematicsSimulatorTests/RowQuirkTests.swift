import JSON
import SimulatorKit
import Testing

/// Quirks of single machines: each is seen in its row and counted.
struct RowQuirkTests {
    private let story: FleetStory

    init() throws {
        story = try FleetStory(start: SimulatedInstant("2026-01-09T07:00:00Z"))
    }

    @Test func serialAndPINAreLeftOut() async throws {
        try await story.enable("missing-serial")
        let machine = try await story.machine("EX-102", in: "/iso")
        #expect(machine["SerialNumber"] == nil)
        #expect(machine["PIN"] == nil)
        #expect(await story.get("/iso/Fleet/Equipment/MakeModelSerial/Kestrel/KX-30/KX30A00102").status == 404)
        #expect(try await story.served("missing-serial") == 1)
    }

    @Test func serialOccursUnderTwoMakers() async throws {
        try await story.enable("duplicate-serial-under-two-oems")
        let kestrel = try await story.machine("EX-101", in: "/iso")
        let norrland = try await story.machine("AT-402", in: "/iso")
        #expect(norrland["SerialNumber"] == kestrel["SerialNumber"])
        #expect(norrland["OEMName"] != kestrel["OEMName"])
        #expect(try await story.served("duplicate-serial-under-two-oems") == 1)
    }

    @Test func equipmentIDHasARemark() async throws {
        try await story.enable(["name": "equipment-id-free-text", "equipment": "EX-118"])
        let machines = try await story.page("/json/Fleet/2").machines
        #expect(machines.contains { $0["EquipmentID"] == "EX 118 (north pit, ask foreman)" })
        #expect(try await story.served("equipment-id-free-text") == 1)
    }

    @Test(arguments: [("offset-down", "AT-401", -12_500), ("offset-up", "AT-403", 4000)])
    func counterIsCorrected(quirk: String, equipment: String, change: Int64) async throws {
        let before = try #require(try await story.machine(equipment, in: "/iso").operatingHours)
        try await story.enable(.string(quirk))
        try await story.at("2026-01-09T08:00:00Z")
        #expect(try await story.machine(equipment, in: "/iso").operatingHours == before + change)
        #expect(try await story.served(quirk) == 1)
        let truth = try await story.ask("GET", "truth", query: ["equipment": .init(equipment)])
        #expect(truth["totals"]?["hours"] == "0.00")
    }

    @Test func correctionTakesItsHoursAndItsMoment() async throws {
        let before = try #require(try await story.machine("EX-101", in: "/iso").operatingHours)
        try await story.enable([
            "name": "offset-up", "equipment": "EX-101", "hours": "12.5", "at": "2026-01-10T10:00:00Z",
        ])
        try await story.at("2026-01-10T08:00:00Z")
        let worked = try #require(try await story.machine("EX-101", in: "/iso").operatingHours) - before
        try await story.at("2026-01-11T08:00:00Z")
        #expect(try await story.machine("EX-101", in: "/iso").operatingHours == before + worked + 1250)
    }

    @Test func counterFallsToZeroAndGoesOn() async throws {
        try await story.enable("counter-reset")
        try await story.at("2026-01-09T08:00:00Z")
        #expect(try await story.machine("EX-105", in: "/iso").operatingHours == 0)
        #expect(try await story.machine("EX-105", in: "/iso").idleHours == 0)
        try await story.at("2026-01-13T02:00:00Z")
        let truth = try await story.ask("GET", "truth", query: ["equipment": "EX-105"])["totals"]?["hours"]
        let hours = try await story.machine("EX-105", in: "/iso")["CumulativeOperatingHours/Hour"]
        #expect(hours == truth?.stringValue)
        #expect(hours != "0.00")
        #expect(try await story.served("counter-reset") == 3)
    }

    @Test func counterRollsOver() async throws {
        try await story.at("2026-01-17T08:00:00Z")
        let full = try #require(try await story.machine("AT-405", in: "/iso").operatingHours)
        #expect(full > 10_000_000)
        try await story.enable("rollover")
        #expect(try await story.machine("AT-405", in: "/iso").operatingHours == full - 10_000_000)
        #expect(try await story.served("rollover") == 1)
    }

    @Test func clockIsThreeDaysAhead() async throws {
        let at = try #require(try await story.machine("KST/WL-301", in: "/aemp1").readAt)
        try await story.enable("clock-ahead")
        let ahead = try await story.machine("KST/WL-301", in: "/aemp1")
        #expect(ahead.readAt == at.adding(hours: 72))
        #expect(ahead["CumulativeIdleHours/datetime"] == ahead["CumulativeOperatingHours/datetime"])
        #expect(try await story.served("clock-ahead") == 1)
    }

    @Test func lateBlockArrivesAtOnce() async throws {
        try await story.at("2026-01-12T16:00:00Z")
        let other = try FleetStory(start: SimulatedInstant("2026-01-09T07:00:00Z"))
        let frozen = try await story.machine("GR 602", in: "/json")
        try await story.enable("late-block")
        try await story.at("2026-01-13T17:59:59Z")
        #expect(try await story.machine("GR 602", in: "/json").fields == frozen.fields)
        for moment in ["2026-01-13T18:00:00Z"] {
            try await story.at(moment)
            try await other.at(moment)
        }
        let arrived = try await story.machine("GR 602", in: "/json")
        #expect(arrived.fields == (try await other.machine("GR 602", in: "/json").fields))
        #expect(arrived.readAt != frozen.readAt)
        #expect(try await story.served("late-block") == 1)
    }

    @Test func hourElementHoldsNoNumber() async throws {
        try await story.enable("hours-as-text")
        #expect(try await story.machine("KST/WL-302", in: "/aemp1")["CumulativeOperatingHours/Hour"] == "n/a")
        try await story.enable(["name": "hours-as-text", "fleet": "json"])
        let root = try JSON(parsing: await story.get("/json/Fleet/1").body)
        let hour = try #require(root["Equipment"]?[0]?["CumulativeOperatingHours"]?["Hour"]?.stringValue)
        #expect(hour.wholeMatch(of: /\d+\.\d\d/) != nil)
        #expect(try await story.served("hours-as-text") == 5)
    }

    @Test func durationsLackAMillisecond() async throws {
        let before = try #require(try await story.page("/aemp1/Fleet/1").machines.first)
        try await story.enable("seconds-with-fraction")
        let after = try #require(try await story.page("/aemp1/Fleet/1").machines.first)
        #expect(after["CumulativeOperatingHours/Hour"]?.hasSuffix(".999S") == true)
        #expect(after.operatingHours == before.operatingHours)
        try await story.enable(["name": "seconds-with-fraction", "fleet": "iso"])
        let moment = try await story.machine("EX-101", in: "/iso")["CumulativeOperatingHours/datetime"]
        #expect(moment?.hasSuffix(".359Z") == true)
        #expect(try await story.served("seconds-with-fraction") == 8)
    }
}
