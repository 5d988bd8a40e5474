import JSON
import SimulatorKit
import Testing

struct ClockControlTests {
    private let surface: SimulatorSurface<WeighingYard>

    init() throws {
        surface = try SimulatorSurface(options: SimulatorOptions(start: SimulatedInstant("2026-01-05T06:00:00Z")))
    }

    @Test func startsWithTheStoryAndStandsStill() async throws {
        #expect(try await surface.ask("GET", "clock").answer == ["now": "2026-01-05T06:00:00Z"])
        _ = await surface.weigh()
        #expect(try await surface.ask("GET", "health").answer["now"] == "2026-01-05T06:00:00Z")
    }

    @Test func movesByMomentBySpanAndBySeconds() async throws {
        #expect(try await surface.ask("POST", "clock", ["set": "2026-01-05T07:00:00+01:00"]).status == 200)
        #expect(try await surface.ask("POST", "clock", ["advance": "PT2H"]).answer == ["now": "2026-01-05T08:00:00Z"])
        #expect(try await surface.ask("POST", "clock", ["advance": 90]).answer == ["now": "2026-01-05T08:01:30Z"])
        let truth = try await surface.ask("GET", "truth").answer
        #expect(truth["advances"] == ["2026-01-05T06:00:00Z", "2026-01-05T08:00:00Z", "2026-01-05T08:01:30Z"])
    }

    @Test func neverGoesBack() async throws {
        let (status, answer) = try await surface.ask("POST", "clock", ["set": "2026-01-05T05:59:59Z"])
        #expect(status == 409)
        #expect(
            answer["error"] == "The clock shows 2026-01-05T06:00:00Z and cannot go back to 2026-01-05T05:59:59Z."
        )
        #expect(try await surface.ask("POST", "clock", ["advance": -1]).status == 409)
        #expect(try await surface.ask("GET", "truth").answer["advances"] == [])
    }

    @Test(
        arguments: [
            [:], ["set": "noon"], ["set": 5], ["advance": "2 hours"], ["set": "2026-01-06T00:00:00Z", "advance": 1],
            ["advance": .integer(.min)], ["advance": .integer(.max)], "PT2H", ["advance": .real(1.5)],
        ] as [JSON]
    )
    func refusesWhatIsNoTime(body: JSON) async throws {
        #expect(try await surface.ask("POST", "clock", body).status == 400)
        #expect(try await surface.ask("GET", "clock").answer == ["now": "2026-01-05T06:00:00Z"])
    }

    @Test func endsWithTheYear9999() async throws {
        _ = await surface.send("POST", "/_sim/clock", ["set": "9999-12-31T23:59:59Z"])
        #expect(try await surface.ask("POST", "clock", ["advance": 1]).status == 400)
    }

    @Test func bodyThatIsNoJSONIsRefusedWithItsPlace() async throws {
        let request = SimulatedRequest(method: "POST", path: "/_sim/clock", body: Array("{\"set\":".utf8))
        let response = await surface.respond(to: request)
        #expect(response.status == 400)
        #expect(response.text.contains("line 1"))
    }
}
