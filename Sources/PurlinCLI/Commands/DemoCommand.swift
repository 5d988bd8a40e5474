import ArgumentParser
import CanonicalModel
import ConnectorKit
import ConnectorStore
import Foundation
import JSON
import ScenarioKit

/// `purlin demo`: a simulated month of a fleet, posted to a simulated Odoo, with things going wrong on the way.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Run a simulated month from a fleet's engine hours to job cost in Odoo, and check every cent.",
        discussion: "Exit code 1 if a cent or an hour differs, or anything is posted twice."
    )

    @Option(help: "The seed of the simulated month.")
    var seed: UInt64 = 2026

    @Option(help: "Where the files go; a new temporary folder if none is given.", completion: .directory)
    var folder: String?

    @Flag(help: "Leave out the second reading of the whole month.")
    var once = false

    @Option(help: "Kill the process this many times at random moments of a shorter story, instead of the month.")
    var kills: Int?

    @Option(help: "With --kills: how many days the story has; kills are at least as many.")
    var days = 7

    @Option(parsing: .upToNextOption, help: "The fleets that are read: iso, aemp1, jcma, json.")
    var fleets = ["iso", "aemp1", "jcma", "json"]

    @OptionGroup var output: OutputOptions

    func run() async throws {
        guard let composition = Composition.current else { throw output.fail("no composition", Exit.unavailable) }
        do {
            let report = try await play(composition)
            output.print(report.text, json: report.json)
            if !report.isFlawless { throw Exit.negative }
        } catch let code as ExitCode {
            throw code
        } catch {
            throw output.fail("\(error)", Exit.unavailable)
        }
    }

    private func play(_ composition: Composition) async throws -> DemoReport {
        let started = ContinuousClock.now
        let place = try DemoPlace(folder: folderURL)
        let transport = try composition.makeTransport(
            Composition.TransportSettings(proxy: nil, caFile: nil, deadline: .seconds(120))
        )
        let telematics = try await SimulatorProcess(
            place.executable("telematics-simulator"),
            ["--seed", "\(seed)"],
            errors: place.log,
            transport: transport
        )
        let start = try await telematics.clock()
        let killing = kills.flatMap { DemoPlan.killing($0, days: days, from: start) }
        guard let plan = killing ?? DemoPlan.month() else { throw ValidationError("this story cannot be told") }
        let odoo = try await SimulatorProcess(
            place.executable("odoo-simulator"),
            ["--database", "kestrel", "--grant-fleet", "true", "--seed", "\(seed)", "--start", start.text],
            errors: place.log,
            transport: transport
        )
        let dispatch = try await telematics.control("GET", "dispatch")
        try configuration(telematics, odoo, dispatch).write(to: place.configuration, atomically: true, encoding: .utf8)
        tell("company KST, \(place.folder.path): telematics on \(telematics.address), Odoo on \(odoo.address)")

        let runtime = try DemoRuntime(in: place)
        var story = try await DemoStory(
            telematics: telematics,
            odoo: odoo,
            runtime: runtime,
            seed: seed,
            tell: tell
        )
        try await story.play(plan)
        let truth = try await telematics.control("GET", "truth?until=\(plan.lastDay.text)")
        let ledger = DemoLedger.Sources(telematics: truth, dispatch: dispatch, fleets: Set(fleets))
        var report = DemoReport(ledger: try ledger.compare(with: try await odoo.control("GET", "truth")))
        report.cases = try await runtime.command(["cases", "list", "--closed"])
        if !once {
            tell("everything is read a second time, from the start")
            try await story.replay(plan)
            report.replayed = try ledger.compare(with: try await odoo.control("GET", "truth"))
        }
        report.audit = try await runtime.command(["audit", "verify"])
        report.memory = [
            ("purlin run", runtime.residentKiB), ("telematics-simulator", telematics.process.residentKiB),
            ("odoo-simulator", odoo.process.residentKiB),
        ]
        report.kills = runtime.kills
        report.folder = place.folder.path
        report.configuration = place.configuration.path
        report.duration = ContinuousClock.now - started
        await runtime.stop()
        await telematics.process.kill()
        await odoo.process.kill()
        return report
    }

    private var folderURL: URL {
        let name = "purlin-demo-\(ProcessInfo.processInfo.processIdentifier)"
        return folder.map { URL(fileURLWithPath: $0) }
            ?? FileManager.default.temporaryDirectory.appendingPathComponent(name)
    }

    private func configuration(
        _ telematics: SimulatorProcess,
        _ odoo: SimulatorProcess,
        _ dispatch: JSON
    ) throws -> String {
        try DemoConfiguration(
            fleets: fleets,
            telematics: telematics.address,
            odoo: odoo.address,
            board: FleetBoard(dispatch)
        )
        .text
    }

    private var tell: (String) -> Void {
        let isQuiet = output.json
        return { text in
            if !isQuiet { Output.line(text) }
        }
    }
}
