import Foundation
import JSON
import SimulatorKit
import Testing

struct SnapshotTests {
    private func transcript(_ surface: SimulatorSurface<WeighingYard>) async -> [String] {
        var lines: [String] = []
        for _ in 0..<20 {
            let response = await surface.weigh()
            lines.append("\(response.status) \(response.text)")
        }
        return lines
    }

    private func prepared() async throws -> SimulatorSurface<WeighingYard> {
        let surface = try SimulatorSurface<WeighingYard>()
        _ = await surface.send(
            "POST",
            "/_sim/faults",
            ["kind": "status", "code": 500, "probability": .real(0.4), "skip": 3]
        )
        _ = await surface.send(
            "POST",
            "/_sim/faults",
            ["kind": "body", "body": "x", "times": 9, "probability": .real(0.9)]
        )
        _ = await surface.send("POST", "/_sim/clock", ["advance": "P1D"])
        for _ in 0..<5 { _ = await surface.weigh() }
        return surface
    }

    @Test func restoredSystemContinuesWithTheSameAnswers() async throws {
        let surface = try await prepared()
        let snapshot = try await surface.ask("GET", "snapshot").answer
        let expected = await transcript(surface)
        let other = try SimulatorSurface<WeighingYard>()
        #expect(try await other.ask("PUT", "snapshot", snapshot).status == 200)
        #expect(try await other.ask("GET", "snapshot").answer == snapshot)
        #expect(await transcript(other) == expected)
        #expect(try await surface.ask("PUT", "snapshot", snapshot).status == 200)
        #expect(await transcript(surface) == expected)
    }

    @Test func foreignSnapshotChangesNothing() async throws {
        let surface = try await prepared()
        let before = try await surface.ask("GET", "snapshot").answer
        var foreign = try #require(before.objectValue)
        foreign["system"] = "quarry"
        var broken = try #require(before.objectValue)
        broken["state"] = ["lorries": "many"]
        var faultless = try #require(before.objectValue)
        faultless["faults"] = [:]
        for body: JSON in [.object(foreign), .object(broken), .object(faultless), [], "x"] {
            #expect(try await surface.ask("PUT", "snapshot", body).status == 400)
        }
        #expect(try await surface.ask("GET", "snapshot").answer == before)
    }

    @Test func savedStateIsContinuedFrom() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("yard-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        let first = try SimulatorSurface<WeighingYard>(options: SimulatorOptions(stateFile: file))
        try await first.continueFromFile()
        for _ in 0..<5 { _ = await first.weigh() }
        #expect(try await first.ask("POST", "save").status == 200)
        let expected = try await first.ask("GET", "snapshot").answer

        let second = try SimulatorSurface<WeighingYard>(options: SimulatorOptions(stateFile: file))
        try await second.continueFromFile()

        #expect(try await second.ask("GET", "snapshot").answer == expected)
    }

    @Test(arguments: ["", "{}", "[1"])
    func fileThatIsNoSnapshotIsNamed(text: String) async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("yard-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(text.utf8).write(to: file)
        let surface = try SimulatorSurface<WeighingYard>(options: SimulatorOptions(stateFile: file.path))

        let error = await #expect(throws: SimulatorError.self) { try await surface.continueFromFile() }

        #expect(error?.description.contains(file.path) == true)
    }

    @Test func savingNeedsAFileThatCanBeWritten() async throws {
        #expect(try await SimulatorSurface<WeighingYard>().ask("POST", "save").status == 409)
        let nowhere = SimulatorOptions(stateFile: "/no/such/folder/state")
        let refusal = try await SimulatorSurface<WeighingYard>(options: nowhere).ask("POST", "save")
        #expect(refusal.status == 500)
        #expect(
            refusal.answer["error"]
                == .string(
                    "The state cannot be written to /no/such/folder/state: No such file or directory. "
                        + "Give --state a file in a folder that is there and may be written to."
                )
        )
    }

    @Test func resetStartsTheStoryAgain() async throws {
        let fresh = try await SimulatorSurface<WeighingYard>().ask("GET", "snapshot").answer
        let surface = try await prepared()
        #expect(try await surface.ask("POST", "reset").status == 200)
        #expect(try await surface.ask("GET", "snapshot").answer == fresh)
        #expect(try await surface.ask("GET", "requests").answer["total"] == 0)
    }
}
