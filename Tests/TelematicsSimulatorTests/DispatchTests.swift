import JSON
import SimulatorKit
import Testing

struct DispatchTests {
    private func board() async throws -> JSON {
        try await FleetStory().ask("GET", "dispatch")
    }

    @Test func registerHasTheFortyMachinesWithTheirReportedIdentifiers() async throws {
        let board = try await board()
        let machines = try #require(board["machines"]?.arrayValue)
        #expect(machines.count == 40)
        #expect(!board.text().contains("RENT-77"))
        #expect(!board.text().contains("missing"))
        let reference = try #require(machines.first { $0["equipment"] == "EX-104" })
        #expect(
            reference == [
                "equipment": "EX-104", "category": "excavator-30t", "fleet": "iso",
                "identifiers": [
                    "oem": "Kestrel", "model": "KX-30", "serial": "KX30A00104", "pin": "KST0KX30A00104",
                    "equipmentId": "EX-104",
                ],
            ]
        )
    }

    @Test func everyReportedMachineButTheRentedOneIsInTheRegister() async throws {
        let story = try FleetStory(pageSize: 11)
        let machines = try #require(try await story.ask("GET", "dispatch")["machines"]?.arrayValue)
        let known = Set(
            machines.map { machine in
                ["serial", "equipmentId"].map { machine["identifiers"]?[$0]?.stringValue ?? "" }.joined(separator: "|")
            }
        )
        var unknown: [String] = []
        for base in ["/iso", "/aemp1", "/jcma", "/json"] {
            for machine in try await story.page("\(base)/Fleet/1").machines {
                let key = machine.key.replacing("missing|", with: "|")
                if !known.contains(key) { unknown.append(key) }
            }
        }
        #expect(unknown == ["OR54A0077|RENT-77"])
        #expect(known.count == 40)
    }

    @Test func assignmentsFollowEachOtherWithoutGap() async throws {
        let board = try await board()
        let assignments = try #require(board["assignments"]?.arrayValue)
        let byMachine = Dictionary(grouping: assignments) { $0["equipment"]?.stringValue ?? "" }
        #expect(byMachine.count == 40)
        for (_, list) in byMachine {
            #expect(list.first?["from"] == "2026-01-01")
            #expect(list.last?["to"] == .null)
            for (earlier, later) in zip(list, list.dropFirst()) { #expect(earlier["to"] == later["from"]) }
            #expect(list.allSatisfy { $0["costCode"] == "02-315" })
        }
        let moved = byMachine.values.filter { $0.count == 2 }
        #expect(moved.count == 8)
        #expect(moved.allSatisfy { $0[0]["project"] == "26-014" && $0[1]["project"] == "26-021" })
    }

    @Test func movedMachineWorksForItsNewProjectFromThatDay() async throws {
        let story = try FleetStory()
        try await story.at("2026-02-01T08:00:00Z")
        let machine = try await story.ask("GET", "truth", query: ["equipment": "DZ-202"])["machines"]?[0]
        for day in try #require(machine?["days"]?.arrayValue) {
            let date = try #require(day["date"]?.stringValue)
            #expect(day["project"] == (date < "2026-01-19" ? "26-014" : "26-021"))
        }
    }

    @Test func ratesCoverEveryCategoryAndOneChanges() async throws {
        let board = try await board()
        let rates = try #require(board["rates"]?.arrayValue)
        let categories = Set(try #require(board["machines"]?.arrayValue).compactMap { $0["category"]?.stringValue })
        for category in categories {
            #expect(rates.contains { $0["category"]?.stringValue == category && $0["from"] == "2026-01-01" })
        }
        #expect(rates.first { $0["category"] == "excavator-30t" }?["perHour"] == "75.00")
        #expect(rates.filter { $0["from"] == "2026-01-15" }.map { $0["category"] } == ["articulated-hauler"])
        for rate in rates { #expect(rate["perHour"]?.stringValue?.wholeMatch(of: /\d+\.\d\d/) != nil) }
        #expect(board["projects"]?.arrayValue?.map { $0["code"] } == ["26-014", "26-021"])
        #expect(board["projects"]?[0]?["timeZone"] == "America/Denver")
    }
}
