import ArgumentParser
import ConnectorKit
import Foundation
import JSON
import ScenarioKit

/// `purlin scenario`: situations described in a file, played with real executables on a virtual clock.
struct ScenarioCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenario",
        abstract: "Play situations that a file describes, with simulated systems, and check what must hold.",
        subcommands: [
            ScenarioRunCommand.self, ScenarioLintCommand.self, ScenarioNewCommand.self, ScenarioSchemaCommand.self,
        ]
    )

    /// Reads scenario files.
    ///
    /// - Throws: The exit code, with everything that is wrong already printed.
    static func read(_ files: [String], _ output: OutputOptions) throws -> [Scenario] {
        var scenarios: [Scenario] = []
        var problems: [String] = []
        for file in files {
            do throws(ConfigurationError) {
                switch Scenario.read(try ConfigurationDocument(readingYAML: file)) {
                case .success(let scenario): scenarios.append(scenario)
                case .failure(let error): problems += error.diagnostics.map(\.description)
                }
            } catch {
                problems += error.diagnostics.map(\.description)
            }
        }
        guard problems.isEmpty else { throw output.fail(problems.joined(separator: "\n"), Exit.configuration) }
        return scenarios
    }
}

/// `purlin scenario run FILE…`.
struct ScenarioRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Play scenarios.",
        discussion: "Exit code 1 if an expectation does not hold, 69 if a scenario cannot be played to its end."
    )

    @Argument(help: "Scenario files.", completion: .file(extensions: ["yaml", "yml"]))
    var files: [String]

    @Option(help: "With how many seeds each is played, from its first one on.")
    var seeds = 1

    @Option(
        help:
            "How often each seed is played; all plays of a seed must be the same in all that systems hold and were asked."
    )
    var `repeat` = 1

    @Option(help: "The first seed, in the place of the file's.")
    var seed: UInt64?

    @Option(help: "How many are played at a time.")
    var parallel = 1

    @Option(help: "How long one step may take on the machine's clock, such as 90s or 5m.")
    var stepLimit = "5m"

    @Option(help: "How long one play may take on the machine's clock.")
    var limit = "30m"

    @Option(help: "Write JUnit's XML to this file.", completion: .file())
    var junit: String?

    @Option(help: "Write a page with timelines and charts to this file.", completion: .file())
    var html: String?

    @Flag(help: "Keep the folders with files, stores and logs.")
    var keep = false

    @Flag(name: .shortAndLong, help: "Print each step.")
    var verbose = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard seeds >= 1, parallel >= 1, `repeat` >= 1 else {
            throw ValidationError("--seeds, --repeat and --parallel are at least 1")
        }
        guard ScenarioLimits(step: stepLimit, play: limit) != nil else {
            throw ValidationError("--step-limit and --limit are spans such as 90s or 5m")
        }
        guard (seed ?? 0) <= UInt64.max - UInt64(seeds) else { throw ValidationError("--seed is too large") }
    }

    func run() async throws {
        guard let composition = Composition.current else { throw output.fail("no composition", Exit.unavailable) }
        let scenarios = try ScenarioCommand.read(files, output)
        let jobs = scenarios.flatMap { scenario in
            (0..<UInt64(seeds)).flatMap {
                let job = ScenarioRunner.Job(scenario: scenario, seed: (seed ?? scenario.seed) &+ $0)
                return Array(repeating: job, count: `repeat`)
            }
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: "purlin-scenario-\(UUID().uuidString)")
        let report: ScenarioReport
        do {
            let transport = try composition.makeTransport(
                Composition.TransportSettings(proxy: nil, caFile: nil, deadline: .seconds(120))
            )
            let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            let tools = ScenarioTools(
                executables: URL(fileURLWithPath: program).deletingLastPathComponent(),
                transport: transport,
                limits: ScenarioLimits(step: stepLimit, play: limit) ?? ScenarioLimits()
            )
            report = await play(jobs, in: folder, with: tools)
            try junit.map { try report.junit.write(toFile: $0, atomically: true, encoding: .utf8) }
            try html.map { try report.html.write(toFile: $0, atomically: true, encoding: .utf8) }
        } catch {
            throw output.fail("\(error)", Exit.unavailable)
        }
        if !keep { try? FileManager.default.removeItem(at: folder) }
        output.print(report.summary, json: report.json)
        if report.outcomes.contains(where: { $0.failure != nil }) { throw Exit.unavailable }
        if !report.isSound { throw Exit.negative }
    }

    private func play(_ jobs: [ScenarioRunner.Job], in folder: URL, with tools: ScenarioTools) async -> ScenarioReport {
        let isQuiet = output.json
        let tellsSteps = verbose && !isQuiet
        var ended = 0
        return ScenarioReport(
            await ScenarioRunner.run(
                jobs,
                parallel: parallel,
                in: folder,
                with: tools,
                keeping: keep,
                step: { job, text in
                    if tellsSteps { Output.line("\(job.scenario.name), seed \(job.seed): \(text)") }
                },
                done: { outcome in
                    ended += 1
                    if !isQuiet { Output.line("[\(ended)/\(jobs.count)] \(ScenarioReport.text(of: outcome))") }
                }
            )
        )
    }
}

/// `purlin scenario lint FILE…`.
struct ScenarioLintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Say what is wrong with scenario files, with line and column; plays nothing."
    )

    @Argument(help: "Scenario files.", completion: .file(extensions: ["yaml", "yml"]))
    var files: [String]

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let scenarios = try ScenarioCommand.read(files, output)
        let lines = scenarios.map { "\($0.file): \($0.name), \($0.steps.count) steps" }
        output.print(
            lines.joined(separator: "\n"),
            json: ["scenarios": .array(scenarios.map { ["name": .string($0.name), "file": .string($0.file)] })]
        )
    }
}

/// `purlin scenario new FILE`.
struct ScenarioNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Write a small scenario and its site, which can be played at once."
    )

    @Argument(help: "The scenario's file, for example scenarios/late-hours.yaml.", completion: .file())
    var file: String

    @OptionGroup var output: OutputOptions

    func run() throws {
        let target = URL(fileURLWithPath: file)
        let name = target.deletingPathExtension().lastPathComponent
        let site = target.deletingLastPathComponent().appending(path: name)
        for place in [target, site] where FileManager.default.fileExists(atPath: place.path) {
            throw output.fail("\(place.path) is there already; nothing was written", Exit.negative)
        }
        do {
            try FileManager.default.createDirectory(at: site, withIntermediateDirectories: true)
            for (path, text) in ScenarioTemplate.site {
                try text.write(to: site.appending(path: path), atomically: true, encoding: .utf8)
            }
            let text = ScenarioTemplate.scenario(named: name)
            try text.write(to: target, atomically: true, encoding: .utf8)
        } catch {
            throw output.fail("cannot be written: \(error)", Exit.unavailable)
        }
        output.print(
            "wrote \(target.path) and \(site.path); play it with 'purlin scenario run \(file)'",
            json: ["scenario": .string(target.path), "site": .string(site.path)]
        )
    }
}

/// `purlin scenario schema`.
struct ScenarioSchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of scenario files, for editors."
    )

    func run() {
        Output.line(String(ScenarioSchema.text.dropLast()))
    }
}
