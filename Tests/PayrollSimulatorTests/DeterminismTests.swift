import Foundation
import JSON
import PayrollSimulator
import SimulatorKit
import Testing

/// Same seed, same files, same clock steps: same bytes; and a snapshot continues exactly.
struct DeterminismTests {
    /// A week of hours of all employees with some quirks on.
    private func prepared(seed: UInt64 = 3) async throws -> PayrollStory {
        let story = try PayrollStory(seed: seed)
        try await story.enable("run-voided", "slow-rename", ["name": "ack-late", "times": 1], "fringe-rows")
        try await story.at("2026-01-05T15:00:00Z")
        let rows = (1...40).map { number in
            "KST,260105,0004\(number < 10 ? "0" : "")\(number),26-014-03300,01/02/2026,\(number % 9).25,\(number % 3)"
        }
        try story.send(
            "PRKSTEPI_260105.csv",
            HoursFile.adpDated(rows + ["KST,260105,000999,26-014-03300,01/02/2026,1,"])
        )
        try await story.at("2026-01-09T01:00:00Z")
        return story
    }

    /// All that is in the folder, and what truth and snapshot say, after some more time.
    private func continuation(_ story: PayrollStory) async throws -> [String] {
        var lines: [String] = []
        for moment in ["2026-01-09T01:05:00Z", "2026-01-09T18:00:00Z", "2026-01-12T18:00:00Z"] {
            try await story.at(moment)
            for name in try story.names() { lines.append(name + "\n" + (try story.text("outbound/\(name)"))) }
            lines.append(try await story.ask("GET", "truth").text())
        }
        lines.append(try await story.ask("GET", "snapshot").text())
        return lines
    }

    @Test func sameSeedAndFilesGiveTheSameBytes() async throws {
        let first = try await continuation(prepared())
        #expect(try await continuation(prepared()) == first)
        #expect(first.joined().contains("register_613.csv"))
        #expect(try await continuation(prepared(seed: 4)) != first)
    }

    @Test func seedOneGivesThesePaysInEveryProcess() async throws {
        let employees = try await PayrollStory().ask("GET", "employees")["employees"]
        #expect(employees?[0]?["rates"]?[0]?["rate"] == "28.0000")
        #expect(employees?[16]?["rates"]?[0]?["rate"] == "41.3750")
    }

    @Test func stepsToAMomentDoNotMatter() async throws {
        let fast = try await prepared()
        let slow = try await prepared()
        for minute in stride(from: 0, to: 60, by: 7) {
            try await slow.at("2026-01-09T02:\(minute < 10 ? "0" : "")\(minute):00Z")
        }
        for story in [fast, slow] { try await story.at("2026-01-12T18:00:00Z") }
        #expect(try await slow.ask("GET", "truth") == fast.ask("GET", "truth"))
        #expect(try slow.names() == fast.names())
    }

    @Test func restoredPayrollContinuesWithTheSameBytes() async throws {
        let story = try await prepared()
        let snapshot = try await story.ask("GET", "snapshot")
        let expected = try await continuation(story)
        let other = try PayrollStory(seed: 3)
        try await other.ask("PUT", "snapshot", snapshot)
        #expect(try await other.ask("GET", "snapshot").text() == snapshot.text())
        // What was written before the snapshot is in the folder of the first one only.
        let written = try await continuation(other)
        #expect(written.last == expected.last)
        #expect(Set(written).isSubset(of: Set(expected)))
    }

    @Test func snapshotOfOtherOptionsIsRefused() async throws {
        let snapshot = try await prepared().ask("GET", "snapshot")
        let other = try PayrollStory(["layout": "vista"])
        #expect(try await other.refusal("PUT", "snapshot", snapshot).contains("other options"))
        var broken = try #require(snapshot.objectValue)
        broken["state"] = ["setup": try #require(snapshot["state"]?["setup"]), "books": [:]]
        #expect(try await PayrollStory(seed: 3).refusal("PUT", "snapshot", .object(broken)).contains("snapshot"))
    }

    @Test func resetStartsTheStoryAgain() async throws {
        let story = try await prepared()
        try await story.ask("POST", "reset")
        #expect(try await story.ask("GET", "snapshot") == PayrollStory(seed: 3).ask("GET", "snapshot"))
    }

    /// Thousands of years, in which payroll could look into its folder a billion times.
    @Test func longLeapOfTheClockIsDoneAtOnce() async throws {
        let story = try PayrollStory()
        try await story.at("2026-01-05T15:00:00Z")
        try story.send("PRKSTEPI_260105.csv", HoursFile.reference)
        try await story.at("9999-12-01T00:00:00Z")
        #expect(try await story.total("labourCost") == "2591.94")
    }

    /// A file that cannot be moved, and a folder that cannot be written to, do not hold the clock up.
    @Test(arguments: ["inbound", "outbound"])
    func stuckFileDoesNotHoldTheClockUp(place: String) async throws {
        let story = try PayrollStory()
        try await story.at("2026-01-05T15:00:00Z")
        try story.send("PRKSTEPI_260105.csv", HoursFile.reference)
        let broken = story.folder.url.appendingPathComponent(place == "inbound" ? "processed" : place)
        try FileManager.default.removeItem(at: broken)
        try await story.at("9999-12-01T00:00:00Z")
        let truth = try await story.ask("GET", "truth")
        #expect(truth["troubles"]?.arrayValue?.count == (place == "inbound" ? 1 : 2))
        #expect(truth["files"]?.arrayValue?.count == (place == "inbound" ? 0 : 1))
        try FileManager.default.createDirectory(at: broken, withIntermediateDirectories: true)
        try await story.at("9999-12-02T00:00:00Z")
        #expect(try story.names().contains("PRKSTEPI_260105.ack"))
    }

    @Test func coverageNamesEveryQuirk() async throws {
        let story = try PayrollStory()
        let coverage = try await story.ask("GET", "coverage")
        let names = try #require(coverage["operations"]?.arrayValue).compactMap { $0["operation"]?.stringValue }
        for quirk in try #require(try await story.ask("GET", "quirks")["available"]?.arrayValue) {
            #expect(names.contains("quirk \(quirk["name"]?.stringValue ?? "")"))
        }
        #expect(coverage["counts"]?["validated"] == 0)
        #expect(coverage["counts"]?["documented"] != 0)
    }

    @Test func payrollHasNoWireOfItsOwn() async throws {
        let story = try PayrollStory()
        let response = await story.surface.respond(to: SimulatedRequest(method: "GET", path: "/api/employees"))
        #expect(response.status == 404)
    }
}
