import ArgumentParser
import Foundation
import JSON
import ScenarioKit

/// `purlin simulators`: what stands in for the real systems.
struct SimulatorsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulators",
        abstract: "Tell what the simulators do, and how that is known.",
        subcommands: [SimulatorsCoverageCommand.self, SimulatorsDiffCommand.self]
    )
}

/// `purlin simulators coverage`: every operation with the evidence behind it.
struct SimulatorsCoverageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "List what every simulator does: validated, documented or assumed.",
        discussion: """
            Each built simulator beside this program is asked. validated: compared with a recording of the real system, \
            of which version and when; documented: taken from a public specification; assumed: a guess that nothing \
            public confirms. Ends with 1 if an operation has no mark.
            """
    )

    @OptionGroup var output: OutputOptions

    @Option(help: "The folder with the simulators; that of this program if it is missing.")
    var folder: String?

    @Option(help: "Only the simulator of this system, such as odoo.")
    var system: String?

    func run() async throws {
        let ledgers: [SimulatorLedger]
        do {
            ledgers = try await SimulatorLedger.all(in: place(), of: system)
        } catch {
            throw output.fail("\(error)", Exit.unavailable)
        }
        output.print(
            ledgers.map(\.text).joined(separator: "\n\n") + "\n\n" + SimulatorLedger.summary(of: ledgers),
            json: ["simulators": .array(ledgers.map(\.json))]
        )
        if ledgers.contains(where: { !$0.unmarked.isEmpty }) { throw Exit.negative }
    }

    private func place() throws -> URL {
        if let folder { return URL(fileURLWithPath: folder) }
        let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(fileURLWithPath: executable).deletingLastPathComponent()
    }
}

/// What one simulator says of itself.
private struct SimulatorLedger {
    /// Why there is no ledger.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private static let suffix = "-simulator"
    private static let kinds = ["validated", "documented", "assumed"]

    let json: JSON

    /// The ledgers of the simulators in a folder, in the order of their names.
    static func all(in folder: URL, of system: String?) async throws -> [SimulatorLedger] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { name in name.hasSuffix(suffix) && system.map { "\($0)\(suffix)" == name } ?? true }
            .filter { FileManager.default.isExecutableFile(atPath: folder.appendingPathComponent($0).path) }
            .sorted()
        guard !names.isEmpty else {
            let wanted = system.map { "no \($0)\(suffix)" } ?? "no simulator"
            throw Failure(description: "there is \(wanted) in \(folder.path): build it with 'swift build'")
        }
        var ledgers: [SimulatorLedger] = []
        for name in names { ledgers.append(try await SimulatorLedger(asking: folder.appendingPathComponent(name))) }
        return ledgers
    }

    private init(asking executable: URL) async throws {
        let child = try ChildProcess(executable, ["--coverage"], errors: FileHandle.standardError)
        let outcome = await child.finish()
        guard outcome.status == 0, let line = outcome.lines.first, let json = try? JSON(parsing: line),
            json["operations"]?.arrayValue != nil
        else { throw Failure(description: "\(executable.path) --coverage gave no ledger: build it again") }
        self.json = json
    }

    var unmarked: [String] { json["unmarked"]?.arrayValue?.compactMap(\.stringValue) ?? [] }

    private var name: String { json["system"]?.stringValue ?? "" }

    var text: String {
        var table = TextTable(["operation", "evidence", "from"])
        for operation in json["operations"]?.arrayValue ?? [] {
            let texts = ["operation", "evidence"].map { operation[$0]?.stringValue ?? "" }
            table.add(texts + [Self.origin(of: operation)])
        }
        for operation in unmarked { table.add([operation, "NO MARK", "give it one in the simulator's coverage"]) }
        return "\(name)\n\(table.text)"
    }

    /// Where the behaviour of an operation is known from.
    private static func origin(of operation: JSON) -> String {
        if let system = operation["against"]?.stringValue {
            let version = operation["version"]?.stringValue ?? ""
            return "\(system) \(version), \(operation["recorded"]?.stringValue ?? "")"
        }
        return operation["source"]?.stringValue ?? operation["reason"]?.stringValue ?? ""
    }

    /// How many operations of each simulator have which evidence, and their share in percent.
    static func summary(of ledgers: [SimulatorLedger]) -> String {
        var table = TextTable(["simulator"] + kinds + ["no mark"], rightAligned: [1, 2, 3, 4])
        for ledger in ledgers {
            let cells = kinds.map { kind in
                let count = ledger.json["counts"]?[kind]?.integerValue ?? 0
                return "\(count) (\(ledger.json["shares"]?[kind]?.stringValue ?? "0.0") %)"
            }
            table.add([ledger.name] + cells + [String(ledger.unmarked.count)])
        }
        return table.text
    }
}
