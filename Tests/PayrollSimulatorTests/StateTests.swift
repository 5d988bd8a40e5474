import JSON
import Testing

struct StateTests {
    @discardableResult
    private func given(_ story: PayrollStory, _ state: String, _ parameters: JSON = [:]) async throws -> JSON {
        let answer = try await story.ask("POST", "given", ["state": .string(state), "parameters": parameters])
        return answer["made"] ?? .null
    }

    @Test(arguments: ["adp", "paychex", "vista"])
    func batchWasAcceptedAndAcknowledged(_ layout: String) async throws {
        let story = try PayrollStory(["layout": layout])
        let made = try await given(story, "a batch was accepted", ["batch": "260107", "hours": "6.50"])
        #expect(made == ["batch": "260107", "lines": 1, "hours": "6.50"])
        #expect(try await story.total("hoursAccepted") == "6.50")
        let files = try story.names()
        #expect(files.count == 1)
        #expect(try story.text("outbound/\(files[0])").contains("batch=260107;"))
        let repeated: JSON = ["state": "a batch was accepted", "params": ["batch": "260107"]]
        let again = try await story.refusal("POST", "given", repeated)
        #expect(again.contains("There is a batch 260107 already"))
    }

    @Test func registerWasPostedForHoursThatWereAcceptedOrAreNow() async throws {
        let story = try PayrollStory()
        let made = try await given(story, "a register was posted")
        #expect(made == ["run": 612, "register": "register_612.csv"])
        let lines = try story.register(612)
        #expect(lines.count == 1)
        // The reference employee: 8 h at 41.3750.
        #expect(lines[0].contains("331.00"))
        let later = try await given(story, "a register was posted", ["batch": "260112"])
        #expect(later["run"] == 613)
    }

    @Test func statesThatAreNotAllMadeLeaveNoFileBehind() async throws {
        let story = try PayrollStory()
        for state in ["a batch was accepted", "a register was posted"] as [JSON] {
            let broken: JSON = ["state": "a job is open", "parameters": [1]]
            _ = try await story.refusal("POST", "given", [["state": state], broken])
            #expect(try story.names().isEmpty)
        }
        try await given(story, "a batch was accepted")
        #expect(try story.names().count == 1)
    }

    @Test func employeesAndJobsComeAndGo() async throws {
        let story = try PayrollStory()
        try await given(story, "an employee exists", ["employee": "000999", "rate": "40.0000"])
        try await given(story, "a job is open", ["job": "26-030", "costCodes": ["03-300", "03-200"]])
        let hours: JSON = ["employee": "000999", "job": "26-030", "costCode": "03-200"]
        try await given(story, "a batch was accepted", hours)
        try await given(story, "an employee has left", ["employee": "000999"])
        try await given(story, "a job is closed", ["job": "26-021"])
        let employees = try await story.ask("GET", "employees")["employees"]?.arrayValue
        #expect(employees?.last?["state"] == "terminated")
        let refused = try await story.refusal(
            "POST",
            "given",
            ["state": "a batch was accepted", "params": ["batch": "2", "employee": "000999"]]
        )
        #expect(refused == "There is no active employee 000999: make \"an employee exists\" true first.")
    }
}
