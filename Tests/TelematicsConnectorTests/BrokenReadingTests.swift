import CanonicalModel
import ConnectorKit
import Testing

@Suite("Broken readings")
struct BrokenReadingTests {
    @Test(
        "an impossible or zoneless time is rejected, the other machines arrive",
        arguments: [
            "2026-02-30T05:58:11Z", "2026-13-01T05:58:11Z", "2026-01-05T25:00:00Z", "2026-01-05T05:58:11", "2026-01-05",
            "yesterday", "05.01.2026 05:58", "2026-01-05T05:58:11+99:00",
        ]
    )
    func impossibleTimes(time: String) async throws {
        let page = try await read([XMLFleet.machine("A1", at: time), XMLFleet.machine("A2")])
        #expect(page.records.map(\.readingKey) == [XMLFleet.id("A2")])
        #expect(page.rejects.map(\.kind) == ["malformed_reading"])
        #expect(page.rejects.first?.reason.contains("the time is no existing one with a zone") == true)
        #expect(page.rejects.first?.excerpt == "100.5 at \(time)")
    }

    @Test func aValueThatChangesLaterIsAnotherRecordOfTheSameReading() async throws {
        let first = try await read([XMLFleet.machine("A1", hours: "100.5")])
        let again = try await read([XMLFleet.machine("A1", hours: "100.50")])
        let changed = try await read([XMLFleet.machine("A1", hours: "101.5")])

        #expect(first.records.map(\.id) == again.records.map(\.id))
        #expect(first.records.map(\.id) != changed.records.map(\.id))
        #expect(first.records.map(\.readingKey) == changed.records.map(\.readingKey))
    }

    @Test func aMissingTimeIsRejected() async throws {
        let without = XMLFleet.machine("A1").replacing(" datetime=\"2026-01-05T05:58:11Z\"", with: "")
        let page = try await read([without, XMLFleet.machine("A2", at: "")])
        #expect(page.records.isEmpty)
        #expect(page.rejects.map(\.subject) == ["A1", "A2"].map { "serial:Kestrel/\($0)/operatingHours" })
        #expect(page.rejects.allSatisfy { $0.reason.hasSuffix("the time of the reading is missing") })
    }

    @Test func missingHoursAreRejected() async throws {
        let empty = XMLFleet.machine("A1", hours: "")
        let without = XMLFleet.machine("A2").replacing("<Hour>100.5</Hour>", with: "")
        let page = try await read([empty, without])
        #expect(page.records.isEmpty)
        #expect(page.rejects.count == 2)
        #expect(page.rejects.allSatisfy { $0.reason.hasSuffix("there are no hours") })
    }

    @Test("an unknown unit is rejected", arguments: ["minute", "seconds", "km"])
    func unknownUnits(unit: String) async throws {
        let machine = XMLFleet.machine("A1").replacing("<Hour>", with: "<HourUnits>\(unit)</HourUnits><Hour>")
        let page = try await read([machine, XMLFleet.machine("A2")])
        #expect(page.records.map(\.readingKey) == [XMLFleet.id("A2")])
        #expect(page.rejects.first?.reason.hasSuffix("the unit '\(unit)' where hours were expected") == true)
    }

    @Test func oneMachineListedTwiceIsOneReading() async throws {
        let page = try await read([XMLFleet.machine("A1"), XMLFleet.machine("A1")])
        #expect(page.records.map(\.readingKey) == [XMLFleet.id("A1")])
        #expect(page.rejects.isEmpty)
    }

    @Test func twoValuesForOneTimeAreAContradiction() async throws {
        let page = try await read([XMLFleet.machine("A1", hours: "7.5"), XMLFleet.machine("A1", hours: "8.5")])
        #expect(try page.readings.map(\.counterSeconds) == [27_000])
        #expect(page.rejects.map(\.kind) == ["malformed_reading"])
        #expect(page.rejects.first?.excerpt == "8.5 at 2026-01-05T05:58:11Z")
    }

    @Test func theSameTroubleHasTheSameSubjectOnWhicheverPageAndTimeItIsFound() async throws {
        let monday = try await read([XMLFleet.machine("A1", hours: "-1", at: "2026-01-05T05:58:11Z")])
        let tuesday = try await read([
            XMLFleet.machine("A2"), XMLFleet.machine("A1", hours: "-2", at: "2026-01-06T05:58:11Z"),
        ])
        #expect(monday.rejects.map(\.subject) == tuesday.rejects.map(\.subject))
        #expect(monday.rejects.count == 1)
    }

    @Test func brokenJSONReadingsAreRejectedOneByOne() async throws {
        let page = try await FleetFixture.pages([
            """
            {"Equipment":[
            {"EquipmentHeader":{"SerialNumber":"A1"},"CumulativeOperatingHours":{"Hour":-3,"Datetime":"2026-01-05T05:58:11Z"}},
            {"EquipmentHeader":{"SerialNumber":"A2"},"CumulativeOperatingHours":{"Hour":true,"Datetime":"2026-01-05T05:58:11Z"}},
            {"EquipmentHeader":{"SerialNumber":"A3"},"CumulativeOperatingHours":12.5},
            {"EquipmentHeader":{"SerialNumber":"A4"},"CumulativeOperatingHours":{"Hour":"4","Datetime":20260105}},
            {"EquipmentHeader":{"SerialNumber":"A5"},"CumulativeOperatingHours":{"Hour":"5","Datetime":"2026-01-05T05:58:11Z"}}]}
            """
        ])
        .page()
        #expect(page.records.map(\.readingKey) == ["serial:/A5/operatingHours/2026-01-05T05:58:11Z"])
        #expect(page.rejects.map(\.subject) == (1...4).map { "serial:/A\($0)/operatingHours" })
    }

    private func read(_ machines: [String]) async throws -> RecordPage {
        try await FleetFixture.pages([XMLFleet.page(machines)]).page()
    }
}
