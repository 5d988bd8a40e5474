import CanonicalModel
package import ConnectorKit
package import Foundation
import JSON

/// What a scenario is played with.
package struct ScenarioTools: Sendable {
    /// The folder of `purlin` and of the simulators.
    package let executables: URL
    /// What carries control requests.
    package let transport: any HTTPTransport
    /// How long a play may take.
    package let limits: ScenarioLimits

    /// Creates tools.
    package init(executables: URL, transport: any HTTPTransport, limits: ScenarioLimits = ScenarioLimits()) {
        self.executables = executables
        self.transport = transport
        self.limits = limits
    }
}

/// Why a scenario cannot be played on.
package struct ScenarioFailure: Error, Sendable, CustomStringConvertible {
    package let description: String
}

/// The running systems of one play of a scenario, and the folder in which its runtime works.
final class ScenarioSite {
    let scenario: Scenario
    let folder: URL
    private(set) var simulators: [String: SimulatorProcess] = [:]
    private let tools: ScenarioTools
    private let watch: ScenarioWatch
    private let log: FileHandle
    /// The simulators in the order in which their clocks are set.
    private var clocks: [String] = []
    /// The configurations as the site has them.
    private var templates: [(company: String, text: String)] = []

    /// Starts the simulators and writes the configuration with their addresses.
    ///
    /// - Parameters:
    ///   - scenario: The scenario.
    ///   - seed: What the simulators' invented data and chances follow from.
    ///   - folder: A folder that does not exist yet.
    ///   - tools: What it is played with.
    ///   - watch: Is told of all processes.
    /// - Throws: ``ScenarioFailure`` if the site's folder cannot be used; ``ChildProcess/Failure`` if a simulator cannot be
    ///   started.
    init(
        _ scenario: Scenario,
        seed: UInt64,
        in folder: URL,
        with tools: ScenarioTools,
        watch: ScenarioWatch
    ) async throws {
        self.scenario = scenario
        self.folder = folder
        self.tools = tools
        self.watch = watch
        let template = URL(fileURLWithPath: scenario.file).deletingLastPathComponent().appending(path: scenario.site)
        for name in scenario.companies
        where !FileManager.default.fileExists(atPath: template.appending(path: "\(name).yaml").path) {
            throw ScenarioFailure(description: "\(scenario.file): site: there is no \(template.path)/\(name).yaml")
        }
        try FileManager.default.createDirectory(
            at: folder.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        do {
            try FileManager.default.copyItem(at: template, to: folder)
        } catch {
            throw ScenarioFailure(description: "\(template.path) cannot be copied to \(folder.path): \(error)")
        }
        let messages = folder.appending(path: "scenario.log")
        try Data().write(to: messages)
        log = try FileHandle(forWritingTo: messages)
        do {
            for (name, system) in scenario.systems { try await start(name, system, seed: seed) }
            clocks = simulators.keys.sorted()
            for name in scenario.companies {
                let text = try String(contentsOf: folder.appending(path: "\(name).yaml"), encoding: .utf8)
                clocks = ScenarioClocks.order(of: clocks, configuration: text)
                templates.append((name, text))
            }
            try await writeConfigurations()
        } catch {
            await stop()
            throw error
        }
    }

    private func start(_ name: String, _ system: Scenario.System, seed: UInt64) async throws {
        switch system {
        case .drop:
            let place = folder.appending(path: "\(name)/incoming")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        case .simulator(let simulator, let options):
            var arguments = ["--seed", "\(seed)", "--start", scenario.start.text]
            var options = options
            if simulator.hasFolder { options["folder"] = folder.appending(path: name).path }
            for (key, value) in options.sorted(by: { $0.key < $1.key }) {
                arguments += ["--option", "\(key)=\(value)"]
            }
            simulators[name] = try await SimulatorProcess(
                tools.executables.appending(path: simulator.executable),
                arguments,
                errors: log,
                transport: tools.transport,
                started: { watch.watch(simulator: $0) }
            )
        }
    }

    /// Writes the configurations of all companies as the simulators are now.
    func writeConfigurations() async throws {
        for (company, text) in templates { try await writeConfiguration(of: company, from: text) }
    }

    /// Puts addresses in the place of `{{NAME.address}}`, and lists of the dispatch board in that of `{{NAME.equipment}}` and
    /// the like.
    private func writeConfiguration(of company: String, from template: String) async throws {
        let file = folder.appending(path: "\(company).yaml")
        var text = template
        for (name, simulator) in simulators {
            text = text.replacingOccurrences(of: "{{\(name).address}}", with: simulator.address)
        }
        for name in scenario.simulators(.telematics) where text.contains("{{\(name).") {
            let board = try FleetBoard(await control(name, "GET", "dispatch"))
            for part in FleetBoard.Part.allCases {
                let list = "[\n      \(board.entries(of: part).joined(separator: ",\n      "))\n    ]"
                text = text.replacingOccurrences(of: "{{\(name).\(part.rawValue)}}", with: list)
            }
        }
        if let start = text.range(of: "{{") {
            let word = text[start.lowerBound...].prefix { $0 != "\n" && $0 != "\"" }
            let fleets = scenario.simulators(.telematics)
            let boards = fleets.flatMap { name in FleetBoard.Part.allCases.map { "{{\(name).\($0.rawValue)}}" } }
            let known = (simulators.keys.sorted().map { "{{\($0).address}}" } + boards).joined(separator: ", ")
            throw ScenarioFailure(description: "\(file.path): nothing is known of \(word); known are \(known)")
        }
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    /// Lets all clocks go on to a moment.
    func setClocks(_ instant: Instant) async throws {
        for name in clocks { try await simulators[name]?.setClock(instant) }
    }

    /// Starts `purlin` with the configuration and secrets of a company, the first one unless it is named.
    func start(_ arguments: [String], of company: String? = nil) throws(ChildProcess.Failure) -> ChildProcess {
        let name = company ?? scenario.companies.first ?? "purlin"
        let child = try ChildProcess(
            tools.executables.appending(path: "purlin"),
            arguments + ["--json", "--config", folder.appending(path: "\(name).yaml").path],
            environment: scenario.environment,
            errors: log
        )
        watch.watch(command: child)
        return child
    }

    /// Runs a `purlin` command to its end.
    ///
    /// - Returns: Its exit code and the last line of its answer.
    func purlin(
        _ arguments: [String],
        of company: String? = nil
    ) async throws(ChildProcess.Failure) -> (status: Int32, answer: JSON) {
        await Self.end(of: try start(arguments, of: company))
    }

    private static func end(of child: ChildProcess) async -> (status: Int32, answer: JSON) {
        let outcome = await child.finish()
        let answer = outcome.lines.last.flatMap { try? JSON(parsing: $0) }
        return (outcome.status, answer ?? .null)
    }

    /// The answers of a command that must succeed, one for each company; the runtimes work at the same time.
    @discardableResult
    func answers(_ arguments: String...) async throws -> [(company: String, answer: JSON)] {
        let children = try scenario.companies.map { (company: $0, child: try start(arguments, of: $0)) }
        var answers: [(company: String, answer: JSON)] = []
        for (company, child) in children {
            let (status, answer) = await Self.end(of: child)
            try Self.check(status, arguments, answer, folder)
            answers.append((company, answer))
        }
        return answers
    }

    private static func check(_ status: Int32, _ arguments: [String], _ answer: JSON, _ folder: URL) throws {
        guard status == 0 else {
            let reason = answer["error"]?.stringValue ?? answer.text()
            throw ScenarioFailure(
                description: "'purlin \(arguments.joined(separator: " "))' ended with \(status): \(reason); "
                    + "more in \(folder.path)/scenario.log"
            )
        }
    }

    /// A control request to a simulator.
    @discardableResult
    func control(_ name: String, _ method: String, _ path: String, _ body: JSON? = nil) async throws -> JSON {
        guard let simulator = simulators[name] else {
            throw ScenarioFailure(description: "there is no simulator '\(name)'")
        }
        return try await simulator.control(method, path, body)
    }

    /// A call of Odoo's own interface by its administrator, as a person in its office makes one.
    func odoo(_ name: String, _ model: String, _ method: String, _ arguments: JSON) async throws {
        guard let simulator = simulators[name],
            case .simulator(_, let options) = scenario.systems.first(where: { $0.name == name })?.system
        else { throw ScenarioFailure(description: "there is no simulator '\(name)'") }
        let database = options["database"] ?? "kestrel"
        let call: JSON = [
            "jsonrpc": "2.0", "method": "call", "id": 1,
            "params": [
                "service": "object", "method": "execute_kw",
                "args": [.string(database), 2, "admin", .string(model), .string(method), arguments],
            ],
        ]
        let response = try await tools.transport.send(
            HTTPRequest(
                method: "POST",
                url: "\(simulator.address)/jsonrpc",
                headers: [HTTPField("Content-Type", "application/json")],
                body: call.canonicalBytes
            )
        )
        let answer = try JSON(parsing: response.body)
        guard answer["result"] != nil else {
            throw ScenarioFailure(description: "\(name) refused \(model).\(method): \(answer.text())")
        }
    }

    /// Ends all simulators.
    func stop() async {
        for simulator in simulators.values { await simulator.process.kill() }
        simulators = [:]
    }
}
