import JSON
import SimulatorKit
import TelematicsSimulator
import Testing

/// More machines than those of the story, on projects that somebody names, and machines that move to new ones.
struct MobilisationTests {
    private static let options = ["machines": "85", "projects": "26-101,26-102", "page-size": "100"]

    @Test func furtherMachinesReportThroughTheirProvidersAndAreInTheRegister() async throws {
        let story = try FleetStory(options: Self.options)
        let board = try await story.ask("GET", "dispatch")
        let machines = try #require(board["machines"]?.arrayValue)
        #expect(machines.count == 125)
        for name in ["equipment", "pin", "serial"] {
            let values = machines.compactMap { ($0[name] ?? $0["identifiers"]?[name])?.stringValue }
            #expect(Set(values).count == values.count, "\(name) is not unique")
        }
        var reported = 0
        for base in ["/iso", "/aemp1", "/jcma", "/json"] {
            reported += try await story.page("\(base)/Fleet/1").machines.count
        }
        #expect(reported == 126, "with the rented one")
    }

    @Test func onlyTheNamedProvidersHaveMachines() async throws {
        let story = try FleetStory(options: ["providers": "json", "machines": "20", "page-size": "100"])
        #expect(try await story.page("/json/Fleet/1").machines.count == 31)
        for base in ["/iso", "/aemp1", "/jcma"] {
            for page in ["0", "1"] { #expect(await story.get("\(base)/Fleet/\(page)").status == 404) }
        }
        #expect(throws: SimulatorError.self) { try FleetStory(options: ["providers": "json,cloud"]) }
        let elsewhere = try FleetStory(options: ["providers": "iso"])
        let rates = try await elsewhere.ask("GET", "dispatch")["rates"]?.arrayValue ?? []
        #expect(!rates.isEmpty && rates.allSatisfy { $0["equipment"] == nil }, "EX-120 is at another provider")
    }

    @Test func machinesAreSpreadOverTheNamedProjects() async throws {
        let story = try FleetStory(options: Self.options)
        let board = try await story.ask("GET", "dispatch")
        let assignments = try #require(board["assignments"]?.arrayValue)
        let counts = Dictionary(grouping: assignments) { $0["project"]?.stringValue ?? "" }.mapValues(\.count)
        #expect(counts == ["26-101": 63, "26-102": 62])
        #expect(board["projects"]?.arrayValue?.compactMap { $0["code"]?.stringValue } == ["26-101", "26-102"])
        try await story.at("2026-01-06T01:00:00Z")
        let totals = try await story.ask("GET", "truth")["totals"]?["byProject"]?.arrayValue ?? []
        #expect(totals.count == 2 && totals.allSatisfy { $0["hours"] != "0.00" })
    }

    @Test func aMobilisationMovesMachinesFromTheNextDayOn() async throws {
        let story = try FleetStory(options: Self.options)
        try await story.at("2026-01-06T01:00:00Z")
        let load: JSON = ["kind": "mobilisation", "size": 30, "seed": 7]
        let made = try #require(try await story.ask("POST", "load", load)["made"])
        #expect(made["from"] == "2026-01-06" && made["projects"] == ["26-500", "26-501"])
        let moving = Set(made["machines"]?.arrayValue?.compactMap(\.stringValue) ?? [])
        #expect(moving.count == 30)
        try await story.at("2026-01-07T01:00:00Z")
        let truth = try await story.ask("GET", "truth", query: ["until": "2026-01-06"])
        for machine in truth["machines"]?.arrayValue ?? [] {
            for day in machine["days"]?.arrayValue ?? [] where day["project"] != .null {
                let isNew = day["project"]?.stringValue?.hasPrefix("26-5") ?? false
                let hasMoved = moving.contains(machine["equipment"]?.stringValue ?? "") && day["date"] == "2026-01-06"
                #expect(isNew == hasMoved, "\(machine["equipment"]?.text() ?? "") \(day.text())")
            }
        }
        // Another one of the same evening sends them on, and leaves no gap.
        _ = try await story.ask("POST", "load", load)
        let assignments = try await story.ask("GET", "dispatch")["assignments"]?.arrayValue ?? []
        for (_, list) in Dictionary(grouping: assignments, by: { $0["equipment"]?.stringValue ?? "" }) {
            for (earlier, later) in zip(list, list.dropFirst()) { #expect(earlier["to"] == later["from"]) }
        }
    }

    @Test func aSnapshotKnowsWhoHasMoved() async throws {
        let story = try FleetStory(options: Self.options)
        let before = try await story.ask("GET", "dispatch")
        _ = try await story.ask("POST", "load", ["kind": "mobilisation", "size": 3])
        let after = try await story.ask("GET", "dispatch")
        let snapshot = try await story.ask("GET", "snapshot")
        _ = try await story.ask("POST", "reset")
        #expect(try await story.ask("GET", "dispatch") == before)
        _ = try await story.ask("PUT", "snapshot", snapshot)
        #expect(try await story.ask("GET", "dispatch") == after)
        #expect(before != after)
    }

    @Test func moreMachinesThanThereAreCannotMove() async throws {
        let story = try FleetStory()
        let refusal = try await story.refusal("POST", "load", ["kind": "mobilisation", "size": 41])
        #expect(refusal == "Dispatch knows 40 machines, so that 41 cannot move.")
        for projects in ["26-101,", "26-101,26-101"] {
            #expect(throws: SimulatorError.self) { try FleetStory(options: ["projects": projects]) }
        }
    }

    /// Without `hours`, coverage comes back after 26 hours.
    @Test func aMachineCanBeSilentForAsLongAsSomebodySays() async throws {
        let story = try FleetStory()
        try await story.at("2026-01-06T01:00:00Z")
        try await story.enable(["name": "late-block", "equipment": "EX-101", "hours": "200.00"])
        let silent = try await story.page("/iso/Fleet/1").machines[0].fields
        try await story.at("2026-01-13T01:00:00Z")
        #expect(try await story.page("/iso/Fleet/1").machines[0].fields == silent)
        try await story.at("2026-01-15T15:00:00Z")
        #expect(try await story.page("/iso/Fleet/1").machines[0].fields != silent)
    }

    @Test func aClockIsAsFarAheadAsSomebodySays() async throws {
        let story = try FleetStory()
        try await story.at("2026-01-06T08:00:00Z")
        let right = await story.get("/iso/Fleet/Equipment/MakeModelSerial/Kestrel/KX-30/KX30A00101")
        #expect(String(decoding: right.body, as: UTF8.self).contains("2026-01-06T07:30:00Z"))
        try await story.enable(["name": "clock-ahead", "equipment": "EX-101", "hours": "71.50"])
        let ahead = await story.get("/iso/Fleet/Equipment/MakeModelSerial/Kestrel/KX-30/KX30A00101")
        #expect(String(decoding: ahead.body, as: UTF8.self).contains("2026-01-09T07:00:00Z"))
    }
}
