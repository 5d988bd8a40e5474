import JSON
import Testing

struct LoadTests {
    @Test func aFridayOfFiveHundredIsOneBatchThatIsPaidOnThursday() async throws {
        let story = try PayrollStory(start: "2026-01-09T20:00:00Z")
        let load: JSON = ["kind": "payroll-friday", "size": 500, "seed": 3]
        let made = try #require(try await story.ask("POST", "load", load)["made"])
        #expect(made["employees"] == 500 && made["lines"] == 2500 && made["batches"] == ["L20260104"])
        #expect(try await story.total("hoursAccepted") == made["hours"]?.stringValue)
        let again = try await story.refusal("POST", "load", load)
        #expect(again == "Batch L20260104 of this load was accepted before: let a week go by.")
        try await story.at("2026-01-16T02:00:00Z")
        #expect(try await story.total("hoursPaid") == made["hours"]?.stringValue)
    }

    @Test func aMonthEndIsFourBatchesAndFourRegisters() async throws {
        let story = try PayrollStory(start: "2026-02-02T20:00:00Z")
        let made = try await story.ask("POST", "load", ["kind": "month-end", "size": 60])["made"]
        #expect(made?["lines"] == 1200 && made?["runs"] == 4)
        #expect(made?["batches"] == ["L20260111", "L20260118", "L20260125", "L20260201"])
        #expect(try await story.total("hoursPaid") == made?["hours"]?.stringValue)
        #expect(try story.register(612).count >= 300)
    }

    @Test func aMobilisationHiresACrewAndOpensItsJobs() async throws {
        let story = try PayrollStory()
        let made = try await story.ask("POST", "load", ["kind": "mobilisation", "size": 60])["made"]
        #expect(made == ["employees": 60, "jobs": ["26-500", "26-501", "26-502"]])
        #expect(try await story.ask("GET", "employees")["employees"]?.arrayValue?.count == 100)
    }

    @Test func theSameSeedGivesTheSameHoursAndAnotherOneOthers() async throws {
        var hours: [JSON?] = []
        for seed in [1, 1, 2] as [JSON] {
            let story = try PayrollStory(start: "2026-01-09T20:00:00Z")
            let load: JSON = ["kind": "payroll-friday", "size": 50, "seed": seed]
            hours.append(try await story.ask("POST", "load", load)["made"]?["hours"])
        }
        #expect(hours[0] == hours[1] && hours[0] != hours[2])
    }
}
