import Foundation
import JSON
import Testing

struct CrashTests {
    /// Invariants I1, I3, I5, I7 and I8 with real processes: every kill is a SIGKILL at a random moment of intake, flow
    /// or delivery, ten answers of Odoo are lost on the way, and the journal is verified after each restart.
    @Test(.timeLimit(.minutes(15)))
    func sixtyKillsOfTheWholeProductLoseNothingAndDoNothingTwice() async throws {
        let started = ContinuousClock.now
        let site = try Site()
        let outcome = try await Executables.purlin([
            "demo", "--kills", "60", "--days", "7", "--fleets", "iso", "--seed", "26014", "--json", "--folder",
            site.folder.path,
        ])
        let report = try outcome.answer()

        #expect(outcome.status == 0, "\(outcome.output) \(outcome.errors)")
        #expect(report["flawless"] == true)
        #expect(report["kills"] == 60)
        #expect(report["audit"]?["whole"] == true)
        let machine = report["machines"]?.arrayValue?.first { $0["equipment"] == "EX-104" }
        #expect(machine?["postedHours"] == "11.25")
        #expect(machine?["postedCost"] == "843.75")
        let total = report["machines"]?.arrayValue?.last
        #expect(total?["lines"] == report["linesAfterSecondReading"])
        #expect((total?["lines"]?.integerValue ?? 0) > 30)
        print("kills of the whole product: 60 in \(ContinuousClock.now - started)")
    }

    @Test(.timeLimit(.minutes(2)), arguments: [SIGTERM, SIGINT])
    func beingAskedToStopIsASuccess(signal: Int32) async throws {
        let telematics = try await RunningSimulator("telematics-simulator")
        let site = try Site()
        try site.configure(fleet: "\(telematics.address)/iso", odoo: telematics.address, clock: telematics.address)
        let process = try runtime(of: site)
        kill(process.processIdentifier, signal)
        process.waitUntilExit()

        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 0)
    }

    @Test(.timeLimit(.minutes(2)))
    func aSecondRuntimeOnTheSameStoreIsRefused() async throws {
        let telematics = try await RunningSimulator("telematics-simulator")
        let site = try Site()
        try site.configure(fleet: "\(telematics.address)/iso", odoo: telematics.address, clock: telematics.address)
        let first = try runtime(of: site)
        // A child inherits the test runner's signal mask, which may block SIGTERM.
        defer { kill(first.processIdentifier, SIGKILL) }

        let second = try await site.purlin("run", "--once")
        #expect(second.status == 69)
        #expect(second.errors.contains("purlin.sqlite"), "\(second.errors)")
    }

    /// A `purlin run` that has begun its work.
    private func runtime(of site: Site) throws -> Process {
        let first = Process()
        first.executableURL = Executables.folder.appendingPathComponent("purlin")
        first.arguments = ["run", "--json", "--config", site.configuration]
        first.environment = ProcessInfo.processInfo.environment.merging(Site.secrets) { $1 }
        let output = Pipe()
        first.standardOutput = output
        first.standardError = FileHandle.nullDevice
        try first.run()
        _ = output.fileHandleForReading.availableData
        // Nobody reads on, so that it must not wait for a reader.
        Thread { while !output.fileHandleForReading.availableData.isEmpty {} }.start()
        return first
    }
}
