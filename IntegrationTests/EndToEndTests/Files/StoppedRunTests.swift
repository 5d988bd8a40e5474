import FileServers
import Foundation
import JSON
import Testing

/// A runtime that is told to stop while a call to a file server is under way, and one beside a server that never answers.
@Suite(.enabled(if: SFTPServer.isAvailable, "needs OpenSSH's server; Scripts/bootstrap.sh installs it"))
struct StoppedRunTests {
    @Test(.timeLimit(.minutes(5)))
    func aStopDuringAnUploadEndsSoonAndTheFileIsSentOnce() async throws {
        let site = try await FilesSite()
        try site.drop(ReferenceScenario.timesheet, into: "time", as: "week-01.csv")
        try await site.go(to: "2026-01-05T20:00:00Z")
        try await site.decide(as: "pat")
        let run = try LongRun(site)
        try await run.wait { !site.names(in: "payroll/inbound").isEmpty }
        site.server.freezeSessions()
        let outcome = await run.stop()
        #expect(outcome.status == 0, "\(outcome.output) \(outcome.errors)")
        #expect(try await site.payroll.control("GET", "truth")["batches"] == [], "payroll took half a file")

        site.server.dropSessions()
        for time in ["2026-01-05T21:00:00Z", "2026-01-05T21:30:00Z", "2026-01-09T02:00:00Z", "2026-01-09T02:10:00Z"] {
            try await site.go(to: time)
        }
        let truth = try await site.payroll.control("GET", "truth")
        #expect(truth["files"]?.arrayValue?.count == 1, "payroll saw one file: \(truth["files"] ?? .null)")
        #expect(truth["refused"] == [])
        try await site.approve(as: "fay")
        #expect(ReferenceScenario.sum(try await site.costs(), "amount") == -2591.94)
        #expect(try await site.cases().isEmpty)
    }

    @Test(.timeLimit(.minutes(5)))
    func aStopDuringADownloadEndsSoonAndTheFileIsReadOnce() async throws {
        let site = try await FilesSite()
        try await site.estimating.control("POST", "estimates", ["action": "award", "estimate": "E26-014"])
        try await site.set(to: "2026-01-03T12:00:00Z")
        let run = try LongRun(site)
        // The claim lasts a moment only: where it is over before it is looked for, the stop comes after the file.
        try await run.wait { ["claimed", "processed"].contains { !site.names(in: "estimating/\($0)").isEmpty } }
        site.server.freezeSessions()
        let outcome = await run.stop()
        #expect(outcome.status == 0, "\(outcome.output) \(outcome.errors)")

        site.server.dropSessions()
        try await site.work()
        let budget = try await site.purlin("budget", "show", "26-014", "--json").answer()
        #expect(budget["original"] == "161894.2")
        #expect(site.names(in: "estimating/claimed").isEmpty)
        #expect(site.names(in: "estimating/processed").count == 1)
        #expect(try await site.cases().isEmpty)
    }

    @Test(.timeLimit(.minutes(5)))
    func aServerThatNeverAnswersKeepsNoOtherWaiting() async throws {
        let silence = try SilentServer()
        var systems = FilesSite.Systems()
        systems.payrollAddress = "sftp://127.0.0.1:\(silence.port)/~"
        let site = try await FilesSite(systems)
        try await site.set(to: "2026-01-03T12:00:00Z")
        try site.drop(ReferenceScenario.timesheet, into: "time", as: "week-01.csv")
        let run = try LongRun(site)
        try await run.wait { site.isListed("week-01.csv", in: "time/processed") }
        // Beside the call that has been waiting since the start.
        try await site.estimating.control("POST", "estimates", ["action": "award", "estimate": "E26-014"])
        try await site.set(to: "2026-01-03T14:00:00Z")
        try await run.wait { site.names(in: "estimating/processed").count == 1 }
        let outcome = await run.stop()
        #expect(outcome.status == 0, "\(outcome.output) \(outcome.errors)")
        #expect(!outcome.events.contains { $0["system"] == "payroll" }, "it has waited: \(outcome.output)")
        let budget = try await site.purlin("budget", "show", "26-014", "--json").answer()
        #expect(budget["original"] == "161894.2")
    }
}

extension FilesSite {
    /// What lies in a folder of the server.
    fileprivate func names(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: server.root.appending(path: folder).path)) ?? []
    }

    /// Whether a file lies in a folder of this machine.
    fileprivate func isListed(_ name: String, in place: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: "\(place)/\(name)").path)
    }
}

/// A `purlin run` that goes on until it is told to stop.
private final class LongRun {
    /// How long a stop may take: much less than the minute for which a call waits for its server.
    private static let patience: Duration = .seconds(30)

    private let process = Process()
    private let files: [URL]

    init(_ site: FilesSite) throws {
        files = ["output", "errors"].map { site.folder.appending(path: "\($0)-\(UUID().uuidString)") }
        for file in files { try Data().write(to: file) }
        process.executableURL = Executables.folder.appendingPathComponent("purlin")
        process.arguments = ["run", "--json"] + site.configurationArguments
        process.environment = ProcessInfo.processInfo.environment.merging(FilesSite.secrets) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try process.run()
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    private var text: [String] { files.map { (try? String(contentsOf: $0, encoding: .utf8)) ?? "" } }

    /// Waits for something that the run does.
    func wait(until isDone: () -> Bool) async throws {
        while !isDone() {
            try #require(process.isRunning, "the run has ended: \(text)")
            // A wait for what does not come ends with the test's time.
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    /// Asks the process to end; one that does not is killed.
    func stop() async -> Executables.Outcome {
        let end = ContinuousClock.now.advanced(by: Self.patience)
        process.terminate()
        while process.isRunning, ContinuousClock.now < end { await Task.yield() }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        let text = text
        return Executables.Outcome(status: process.terminationStatus, output: text[0], errors: text[1])
    }
}

/// Takes connections and says nothing.
private final class SilentServer {
    let port: UInt16
    private let descriptor: Int32

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size) == 0 && listen(descriptor, 100) == 0
                    ? getsockname(descriptor, address, &size) : -1
            }
        }
        port = UInt16(bigEndian: address.sin_port)
        try #require(result == 0, "no free port")
    }

    deinit { close(descriptor) }
}
