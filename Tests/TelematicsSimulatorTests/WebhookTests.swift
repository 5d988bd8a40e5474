import JSON
import SimulatorKit
import TelematicsSimulator
import Testing

/// What the providers tell by webhook.
struct WebhookTests {
    private func instant(_ text: String) throws -> SimulatedInstant { try #require(SimulatedInstant(text)) }

    private func events(
        _ providers: inout FleetProviders,
        of pin: String,
        _ start: String,
        _ end: String
    ) throws -> [SimulatedEvent] {
        try providers.takeEvents(after: instant(start), through: instant(end))
            .filter { $0.bodies[0]["data"]?["readings"]?[0]?["machine"]?["pin"] == .string(pin) }
    }

    @Test func everyReportIsToldAtItsMoment() throws {
        var providers = try FleetProviders(options: SimulatorOptions())
        let told = try events(&providers, of: "KST0KX30A00104", "2026-01-05T07:00:00Z", "2026-01-06T07:00:00Z")
        let readings = told.compactMap { $0.bodies[0]["data"]?["readings"]?[0] }
        // 4 219.35 h at the end of the day, and the new meter at 19:00 on the site's clock, which reports at 00:30.
        #expect(readings.first?["happenedAt"] == "2026-01-05T07:30:00Z")
        #expect(readings.first?["engineSeconds"] == .integer(421_160 * 36))
        #expect(readings.last?["engineSeconds"] == .integer(421_935 * 36))
        #expect(told.map { $0.at.text } == readings.compactMap { $0["happenedAt"]?.stringValue })
        #expect(told.map(\.at) == told.map(\.at).sorted())
    }

    /// What is told is what a page shows at the same moment.
    @Test func whatIsToldIsWhatPagesShow() async throws {
        let story = try FleetStory()
        try await story.at("2026-01-06T02:30:00Z")
        let shown = try await story.machine("EX-104", in: "/iso")
        var providers = try FleetProviders(options: SimulatorOptions())
        let last = try events(&providers, of: "KST0KX30A00104", "2026-01-05T07:00:00Z", "2026-01-06T02:30:00Z").last
        let told = last?.bodies[1]["event"]
        #expect(told?["engineHours"]?.stringValue == shown["CumulativeOperatingHours/Hour"])
        #expect(last?.at.text == shown["CumulativeOperatingHours/datetime"])
    }

    @Test func bothVersionsSayTheSame() throws {
        var providers = try FleetProviders(options: SimulatorOptions())
        let told = try events(&providers, of: "KST0KX30A00104", "2026-01-05T07:00:00Z", "2026-01-05T08:00:00Z")
        let event = try #require(told.first)
        #expect(FleetProviders.eventTypes == [event.type])
        #expect(event.bodies.count == FleetProviders.payloadVersions.count)
        let reading = event.bodies[0]["data"]?["readings"]?[0]
        let report = event.bodies[1]["event"]
        #expect(event.bodies.map { $0["eventId"] } == ["EX-104-1767598200", "EX-104-1767598200"])
        #expect(reading?["engineSeconds"] == .integer(421_160 * 36))
        #expect(report?["engineHours"] == "4211.60")
        #expect(report?["machine"] == reading?["machine"])
        #expect(report?["reportedMs"] == 1_767_598_200_000)
    }

    @Test func askingInPartsTellsTheSame() throws {
        var whole = try FleetProviders(options: SimulatorOptions(seed: 5))
        var parts = whole
        let moments = try stride(from: 0, through: 48, by: 6).map { hours in
            try instant("2026-01-05T00:00:00Z").adding(hours: Int64(hours))
        }
        var told: [SimulatedEvent] = []
        for (start, end) in zip(moments, moments.dropFirst()) {
            parts.advance(to: start)
            told += parts.takeEvents(after: start, through: end)
        }
        let all = try whole.takeEvents(after: #require(moments.first), through: #require(moments.last))
        #expect(told == all)
        #expect(all.count > 200)
        #expect(parts.truth([:]) != whole.truth([:]), "the company's own ledger goes by the clock")
    }

    @Test func aQuirkShowsInWebhooksToo() throws {
        var providers = try FleetProviders(
            options: SimulatorOptions(quirks: ["missing-serial:equipment=EX-101"])
        )
        let told = try providers.takeEvents(
            after: instant("2026-01-05T00:00:00Z"),
            through: instant("2026-01-06T00:00:00Z")
        )
        let unnamed = told.filter { $0.bodies[0]["data"]?["readings"]?[0]?["machine"]?["serial"] == nil }
        #expect(!unnamed.isEmpty)
        #expect((providers.truth([:])["quirksServed"]?["missing-serial"]?.integerValue ?? 0) > 0)
    }
}
