internal import ArgumentParser

/// The command line of a simulator's executable.
struct SimulatorCommand<System: SimulatedSystem>: ParsableCommand {
    @Option(help: "The port to listen on; 0 for any free one.")
    var port = 0

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "What all invented data follows from: the same seed gives the same bytes.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("What the virtual clock shows at start.", valueName: "moment"))
    var start: String?

    @Option(name: .customLong("quirk"), help: ArgumentHelp("Switch a quirk on; may be repeated.", valueName: "name"))
    var quirks: [String] = []

    @Option(
        name: .customLong("option"),
        help: ArgumentHelp("Set an option of this system; may be repeated.", valueName: "key=value")
    )
    var settings: [String] = []

    @Option(
        name: .customLong("state"),
        help: ArgumentHelp(
            "Continue from this snapshot if it is there, and write it at the end and on POST /_sim/save.",
            valueName: "file"
        )
    )
    var stateFile: String?

    @Option(help: ArgumentHelp("How much of requests the journal keeps, 1 to 4095 MiB.", valueName: "mebibytes"))
    var journal = 64

    @Flag(help: "End when standard input is closed, so that no orphan stays behind.")
    var exitWithParent = false

    @Flag(help: "Print what is simulated, with the evidence behind it, as JSON, and end.")
    var coverage = false

    static var configuration: CommandConfiguration {
        let options = declaredOptions.map { "  --\($0.name) <value>  \($0.help) (default: \($0.defaultValue))" }
        return CommandConfiguration(
            commandName: CommandLine.arguments.first.map { String($0.split(separator: "/").last ?? "") },
            abstract: "Simulates \(System.name) over HTTP on this machine.",
            discussion: options.isEmpty ? "" : "Options of this system:\n" + options.joined(separator: "\n")
        )
    }

    private static var declaredOptions: [DeclaredOption] {
        (System.self as? any ConfigurableSystem.Type)?.declaredOptions ?? []
    }

    /// The arguments with `--name value` of a declared option written as `--option=name=value`.
    static func normalized(_ arguments: [String]) throws -> [String] {
        let names = declaredOptions.map(\.name)
        var normalized: [String] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = names.first(where: { parts[0] == "--\($0)" }) else {
                normalized.append(argument)
                continue
            }
            guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
                throw ValidationError("Option --\(name) needs a value.")
            }
            normalized.append("--option=\(name)=\(value)")
        }
        return normalized
    }

    /// What the simulator is told, as one value.
    func options() throws -> SimulatorOptions {
        guard (0...65535).contains(port) else { throw ValidationError("--port is \(port): give 0 to 65535.") }
        guard (1...4095).contains(journal) else {
            throw ValidationError("--journal is \(journal): give 1 to 4095 MiB.")
        }
        var options = SimulatorOptions(port: port, host: host, seed: seed, quirks: quirks, stateFile: stateFile)
        options.journalMebibytes = journal
        if let start {
            guard let instant = SimulatedInstant(start) else {
                throw ValidationError("--start is \"\(start)\": give a moment such as 2026-01-05T06:00:00Z.")
            }
            options.start = instant
        }
        for setting in settings {
            let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw ValidationError("--option is \"\(setting)\": give it as KEY=VALUE.")
            }
            options.values[String(parts[0])] = String(parts[1])
        }
        return options
    }
}
