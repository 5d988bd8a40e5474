import CanonicalModel
import ConnectorKit
import Testing

@Suite("Hour notation")
struct HourNotationTests {
    @Test(
        "is read exactly and rounded half-even to the second",
        arguments: [
            ("0", 0), ("4211.60", 15_161_760), ("1320.40", 4_753_440), ("99999.9", 359_999_640), ("0007.5", 27_000),
            ("+12.5", 45_000), (".5", 1800), ("5.", 18_000), ("-0.0", 0), ("1.5e3", 5_400_000), ("2.5E-4", 1),
            ("999999999", 3_599_999_996_400),
            ("0.00125", 4), ("0.00375", 14), ("0.00124999999999999999", 4), ("0.00125000000000000001", 5),
            ("0.333333333333", 1200), ("4211.6000000000004", 15_161_760),
        ]
    )
    func decimalHours(text: String, seconds: Int64) async throws {
        try await expect(text, seconds)
    }

    @Test(
        "of ISO 8601 is read exactly and rounded half-even to the second",
        arguments: [
            ("PT4211H36M", 15_161_760), ("P13DT0H25M59.999S", 1_124_760), ("P13DT0H25M59.4999S", 1_124_759),
            ("PT0S", 0), ("PT0.5S", 0), ("PT1.5S", 2), ("PT2,5S", 2), ("PT2.50000000000000000001S", 3),
            ("P1W", 604_800),
            ("P2D", 172_800), ("PT1.5H", 5400), ("PT90M", 5400), ("P0Y0M1DT1H", 90_000), ("PT36000H", 129_600_000),
            ("P1.25D", 108_000),
        ]
    )
    func durations(text: String, seconds: Int64) async throws {
        try await expect(text, seconds)
    }

    @Test(
        "that is none is rejected with its text",
        arguments: [
            "n/a", "12,5", "1 200.5", "1.2.3", ".", "+", "e5", "1e", "1e99", "1e-30", "0x10", "NaN", "Infinity", "--5",
            "١٢",
            "P", "PT", "P1DT", "PT1", "PT1M1H", "PT1H1H", "PT1.5H3M", "P1H", "PT1D", "P1Y", "P2M", "PT1X", "pt1h",
            "PTH",
            "10000000000", "1e9", "0.000000000000000000001", String(repeating: "1", count: 200),
        ]
    )
    func nonsense(text: String) async throws {
        try await expectReject(text, saying: "hours: ")
    }

    @Test("below zero is rejected", arguments: ["-1", "-0.5", "-4219.35", "-PT1H", "-1e-3"])
    func negative(text: String) async throws {
        try await expectReject(text, saying: "a counter cannot be negative")
    }

    private func expect(_ text: String, _ seconds: Int64) async throws {
        let page = try await FleetFixture.pages([XMLFleet.page([XMLFleet.machine("A1", hours: text)])]).page()
        #expect(page.rejects.isEmpty)
        #expect(try page.readings.map(\.counterSeconds) == [seconds])
        #expect(try page.readings.map(\.sourceValue) == [text])
    }

    private func expectReject(_ text: String, saying reason: String) async throws {
        let machines = [XMLFleet.machine("A1", hours: text), XMLFleet.machine("A2")]
        let page = try await FleetFixture.pages([XMLFleet.page(machines)]).page()
        #expect(page.records.map(\.readingKey) == [XMLFleet.id("A2")])
        let reject = try #require(page.rejects.first)
        #expect(page.rejects.count == 1)
        #expect(reject.kind == "malformed_reading")
        #expect(reject.subject == "serial:Kestrel/A1/operatingHours")
        #expect(reject.reason.hasPrefix("Fleet/1, machine 1 (serial:Kestrel/A1): "))
        #expect(reject.reason.contains(reason))
        #expect(reject.excerpt.hasPrefix(text.prefix(60)))
    }
}
