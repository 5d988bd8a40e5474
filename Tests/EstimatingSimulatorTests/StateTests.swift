import JSON
import Testing

struct StateTests {
    private let office: EstimatingOffice

    init() throws {
        office = try EstimatingOffice(["story": "false"])
    }

    private func given(_ state: String, _ parameters: JSON = [:]) async throws -> JSON? {
        try await office.ask("POST", "given", ["state": .string(state), "parameters": parameters])["made"]
    }

    private func estimate(_ number: String) async throws -> JSON? {
        try await office.ask("GET", "estimates")["estimates"]?.arrayValue?.first { $0["estimate"] == .string(number) }
    }

    @Test func estimateExistsWithItsLines() async throws {
        #expect(try await given("an estimate exists", ["estimate": "E26-040"]) == ["estimate": "E26-040", "files": []])
        #expect(try await estimate("E26-040") != nil)
        // What is there already stays as it is.
        _ = try await given("an estimate exists", ["estimate": "E26-014"])
        #expect(try await office.ask("GET", "estimates")["estimates"]?.arrayValue?.count == 2)
    }

    @Test func awardedEstimateIsExported() async throws {
        let made = try await given("an estimate is awarded")
        let file = try #require(made?["files"]?[0]?.stringValue)
        #expect(try office.file(file).isEmpty == false)
        #expect(try await office.exports().last?["reason"] == "award")
    }

    @Test func statesThatAreNotAllMadeLeaveNoFileBehind() async throws {
        let states: JSON = [["state": "an estimate is awarded"], ["state": "an estimate is lost", "parameters": [1]]]
        _ = try await office.refusal("POST", "given", states)
        #expect(try office.names().isEmpty)
        #expect(try await office.exports().isEmpty)
        #expect(try await given("an estimate is awarded")?["files"]?.arrayValue?.count == 1)
        #expect(try office.names().count == 1)
    }

    @Test func estimateIsRevisedAndLost() async throws {
        _ = try await given("an estimate was revised")
        _ = try await given("an estimate is lost")
        let revisions = try await estimate("E26-030")?["revisions"]
        #expect(revisions?.arrayValue?.count == 2)
        #expect(revisions?[1]?["status"] == "LOST")
    }

    @Test func lineThatCannotBeUsedLeavesNoEstimateBehind() async throws {
        let body: JSON = ["state": "an estimate exists", "parameters": ["estimate": "E1", "lines": [["type": "X"]]]]
        #expect(try await office.refusal("POST", "given", body).isEmpty == false)
        #expect(try await estimate("E1") == nil)
    }
}
