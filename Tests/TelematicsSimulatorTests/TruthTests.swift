import JSON
import SimulatorKit
import Testing

struct TruthTests {
    private func hundredths(_ json: JSON?) -> Int64 {
        ReportedMachine.hundredths(json?.stringValue) ?? .min
    }

    @Test func totalsAreTheSumOfMachinesDaysAndProjects() async throws {
        let story = try FleetStory(seed: 9)
        try await story.at("2026-02-01T08:00:00Z")
        let truth = try await story.ask("GET", "truth", query: ["until": "2026-01-31"])
        let machines = try #require(truth["machines"]?.arrayValue)
        var total: Int64 = 0
        var idle: Int64 = 0
        var unknown: Int64 = 0
        var projects: [String: Int64] = [:]
        for machine in machines {
            let days = try #require(machine["days"]?.arrayValue)
            #expect(days.reduce(0) { $0 + hundredths($1["hours"]) } == hundredths(machine["hours"]))
            #expect(days.reduce(0) { $0 + hundredths($1["idleHours"]) } == hundredths(machine["idleHours"]))
            for day in days {
                #expect(hundredths(day["hours"]) > 0)
                #expect((0...hundredths(day["hours"])).contains(hundredths(day["idleHours"])))
                projects[day["project"]?.stringValue ?? "none", default: 0] += hundredths(day["hours"])
            }
            total += hundredths(machine["hours"])
            idle += hundredths(machine["idleHours"])
            if machine["known"] == false { unknown += hundredths(machine["hours"]) }
        }
        #expect(machines.count == 41)
        #expect(hundredths(truth["totals"]?["hours"]) == total)
        #expect(hundredths(truth["totals"]?["idleHours"]) == idle)
        #expect(hundredths(truth["totals"]?["unknownMachineHours"]) == unknown)
        for project in try #require(truth["totals"]?["byProject"]?.arrayValue) {
            #expect(hundredths(project["hours"]) == projects[project["project"]?.stringValue ?? ""])
        }
        #expect(projects["none"] == unknown)
        #expect(unknown > 0)
        #expect(projects["26-021", default: 0] > 0)
    }

    @Test func untilIncludesItsDayAndNeverTheFuture() async throws {
        let story = try FleetStory()
        try await story.at("2026-01-06T19:00:00Z")
        func hours(_ until: String) async throws -> JSON? {
            try await story.ask("GET", "truth", query: ["until": until, "equipment": "EX-104"])["totals"]?["hours"]
        }
        #expect(try await hours("2026-01-04") == "0.00")
        #expect(try await hours("2026-01-05") == "7.75")
        #expect(try await hours("2026-12-31") == "11.25")
    }

    @Test func hoursGrowWhileAMachineWorks() async throws {
        let story = try FleetStory()
        try await story.at("2026-01-05T14:00:36Z")
        #expect(try await story.ask("GET", "truth", query: ["equipment": "EX-104"])["totals"]?["hours"] == "0.01")
        try await story.at("2026-01-05T15:00:00Z")
        #expect(try await story.ask("GET", "truth", query: ["equipment": "EX-104"])["totals"]?["hours"] == "1.00")
    }

    @Test func rentedMachineWorksButIsUnknown() async throws {
        let story = try FleetStory()
        try await story.at("2026-01-31T08:00:00Z")
        let machine = try #require(try await story.ask("GET", "truth", query: ["equipment": "RENT-77"])["machines"]?[0])
        #expect(machine["known"] == false)
        #expect(machine["fleet"] == "json")
        #expect(hundredths(machine["hours"]) > 5000)
        #expect(machine["days"]?[0]?["project"] == .null)
        #expect(try await story.machine("RENT-77", in: "/json")["SerialNumber"] == "OR54A0077")
    }

    @Test func startInMidMonthCountsFromThere() async throws {
        let start = try #require(SimulatedInstant("2026-01-05T15:00:00Z"))
        let story = try FleetStory(start: start)
        try await story.at("2026-01-06T01:00:00Z")
        #expect(try await story.ask("GET", "truth", query: ["equipment": "EX-104"])["totals"]?["hours"] == "6.75")
        #expect(try await story.machine("EX-104", in: "/iso").operatingHours == 421_160 + 675)
    }

    @Test func wrongFiltersAreExplained() async throws {
        let story = try FleetStory()
        #expect(try await story.refusal("GET", "truth", query: ["until": "soon"]).contains("2026-01-31"))
        #expect(try await story.refusal("GET", "truth", query: ["equipment": "EX-999"]).contains("EX-999"))
        #expect(try await story.refusal("GET", "truth", query: ["untl": "2026-01-31"]).contains("untl"))
    }

    @Test func farFutureIsReachedAtOnce() async throws {
        let story = try FleetStory()
        try await story.at("9999-12-31T00:00:00Z")
        #expect(await story.get("/iso/Fleet/1").status == 200)
    }
}
