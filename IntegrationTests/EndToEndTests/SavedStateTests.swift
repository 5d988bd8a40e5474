import ConnectorKit
import CurlTransport
import Foundation
import JSON
import Synchronization
import Testing

struct SavedStateTests {
    /// Whether an answer has come, for whoever waits beside it.
    private final class Answered: Sendable {
        let value = Atomic(false)
    }

    /// SIGKILL hits the simulator while it writes its file: the old state is whole, or the new one.
    @Test(.timeLimit(.minutes(3))) func aKilledSaveLeavesAWholeFile() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("saved-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("state")
        let arguments = ["--state", file.path]
        let transport = try CurlTransport()
        try await RunningSimulator("odoo-simulator", arguments).control("POST", "save")

        var saved = 0
        for round in 1...4 {
            let simulator = try await RunningSimulator("odoo-simulator", arguments)
            #expect(try await simulator.control("GET", "keys")["keys"]?.arrayValue?.count == saved)
            try await simulator.control("POST", "keys", ["login": "admin", "key": .string("\(round)")])
            let answered = Answered()
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).count
            let request = HTTPRequest(method: "POST", url: "\(simulator.address)/_sim/save")
            let save = Task {
                defer { answered.value.store(true, ordering: .releasing) }
                return try await transport.send(request).status
            }
            while try FileManager.default.contentsOfDirectory(atPath: folder.path).count == files,
                !answered.value.load(ordering: .acquiring)
            { await Task.yield() }
            simulator.kill()
            let isConfirmed = (try? await save.value) == 200

            let state = try JSON(parsing: [UInt8](Data(contentsOf: file)))
            let keys = state["state"]?["tables"]?["res.users.apikeys"]?["rows"]?.objectValue?.count
            #expect(keys == saved + 1 || (keys == saved && !isConfirmed))
            saved = keys ?? 0
        }
    }
}
