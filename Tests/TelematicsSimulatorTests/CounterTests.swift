import JSON
import SimulatorKit
import Testing

/// What holds for every counter while no quirk is switched on.
struct CounterTests {
    private let bases = ["/iso", "/aemp1", "/jcma", "/json"]

    @Test func countersRiseOnlyWithWorkExceptForTheNewMeter() async throws {
        let story = try FleetStory(pageSize: 11)
        var last: [String: ReportedMachine] = [:]
        var falls: [String] = []
        for hour in stride(from: 0, through: 31 * 24, by: 7) {
            let now = SimulatedInstant(seconds: 1_767_250_800).adding(hours: Int64(hour))
            try await story.at(now.text)
            for base in bases {
                for machine in try await story.page("\(base)/Fleet/1").machines {
                    let at = try #require(machine.readAt)
                    let hours = try #require(machine.operatingHours)
                    #expect(at <= now)
                    if let idle = machine.idleHours { #expect(idle <= hours) }
                    if let before = last[machine.key], let earlier = before.readAt, let old = before.operatingHours {
                        #expect(earlier <= at)
                        if hours < old { falls.append(machine.key) }
                        #expect(hours - old <= at.seconds(since: earlier) / 36, "\(machine.key)")
                        if let idle = machine.idleHours, let oldIdle = before.idleHours, hours >= old {
                            #expect((0...(hours - old)).contains(idle - oldIdle))
                        }
                    }
                    last[machine.key] = machine
                }
            }
        }
        #expect(last.count == 41)
        #expect(falls == ["KX30A00104|EX-104"])
    }

    @Test func reportedUsageOfAMonthIsTheTruth() async throws {
        let story = try FleetStory(pageSize: 11)
        var first: [String: Int64] = [:]
        var last: [String: Int64] = [:]
        for moment in ["2026-01-01T07:00:00Z", "2026-02-01T08:00:00Z"] {
            try await story.at(moment)
            for base in bases {
                for machine in try await story.page("\(base)/Fleet/1").machines {
                    last[machine.key] = machine.operatingHours
                }
            }
            if first.isEmpty { first = last }
        }
        let truth = try await story.ask("GET", "truth", query: ["until": "2026-01-31"])
        let total = try #require(ReportedMachine.hundredths(truth["totals"]?["hours"]?.stringValue))
        let increase = last.reduce(Int64(0)) { $0 + $1.value - (first[$1.key] ?? 0) }
        #expect(increase + 421_935 == total)
        #expect(total > 41 * 20 * 300)
    }

    @Test func nobodyWorksAtNightOnWeekendsOrNewYear() async throws {
        let story = try FleetStory()
        try await story.at("2026-02-01T08:00:00Z")
        let machines = try #require(try await story.ask("GET", "truth")["machines"]?.arrayValue)
        let dates = Set(machines.flatMap { $0["days"]?.arrayValue ?? [] }.compactMap { $0["date"]?.stringValue })
        #expect(dates.count == 21)
        #expect(!dates.contains("2026-01-01"))
        for date in dates { #expect(try #require(CivilDate(date)).weekday <= 5) }
    }

    @Test func parkedMachineSendsOneSignOfLifeADay() async throws {
        let story = try FleetStory()
        var seen: Set<String> = []
        for hour in 0..<50 {
            try await story.at(SimulatedInstant(seconds: 1_767_942_000).adding(hours: Int64(hour)).text)
            let machine = try await story.machine("EX-101", in: "/iso")
            seen.insert("\(machine["CumulativeOperatingHours/datetime"] ?? "")")
        }
        // From Friday's midnight on the site until Sunday, 01:00: after Friday's work only the signs of the weekend.
        let weekend = seen.filter { $0 > "2026-01-10T00:00:00Z" }.sorted()
        #expect(weekend == ["2026-01-10T07:30:00Z", "2026-01-11T07:30:00Z"])
    }
}
