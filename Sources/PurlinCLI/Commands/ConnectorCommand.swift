import ArgumentParser
import ConnectorScaffold
import Foundation
import JSON

/// `purlin connector`: connectors that are being written.
struct ConnectorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connector",
        abstract: "Begin a connector.",
        subcommands: [ConnectorNewCommand.self]
    )
}

/// `purlin connector new NAME`.
struct ConnectorNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Write a connector with simulator, worlds and tests that passes the conformance list as it is.",
        discussion: """
            rest: reads rows over HTTP; rest-sink: writes records over HTTP; file: reads files in a format of its own; \
            file-sink: writes files; csv: reads tables by a mapping; webhook: takes webhooks. What is not yet the real \
            system's is a test that fails with a sentence of what to do. Nothing that is there already is replaced.
            """
    )

    @Argument(help: "What it is called, as a Swift type: Acme or AcmeFleet.")
    var name: String

    @Option(
        help: "What it can do, with commas: \(ConnectorCapability.allCases.map(\.rawValue).joined(separator: ", "))."
    )
    var capability = "rest"

    @Option(help: "Write a package of its own into this folder, which depends on Purlin's public products.")
    var standalone: String?

    @Option(help: "Where Purlin is: its repository's folder, or for --standalone also its address.")
    var purlin = "."

    @OptionGroup var output: OutputOptions

    func run() throws {
        let scaffold: ConnectorScaffold
        do throws(ScaffoldError) {
            scaffold = ConnectorScaffold(
                name: try ConnectorName(name),
                capabilities: try ConnectorCapability.read(capability),
                place: standalone == nil ? .repository : .package(purlin: try dependency())
            )
        } catch {
            throw output.fail("\(error)", Exit.usage)
        }
        let folder = URL(fileURLWithPath: standalone ?? purlin)
        let written: [String]
        do throws(ScaffoldError) {
            written = try scaffold.write(to: folder)
        } catch {
            throw output.fail("\(error)", Exit.negative)
        }
        output.print(
            (written.map { "wrote \($0)" } + ["", "Now, in \(folder.path):"] + scaffold.commands.map { "  \($0)" })
                .joined(separator: "\n"),
            json: [
                "folder": .string(folder.path), "files": .array(written.map(JSON.string)),
                "next": .array(scaffold.commands.map(JSON.string)),
            ]
        )
    }

    /// What a package of its own depends on: an address, or the path of a folder that is Purlin's.
    private func dependency() throws(ScaffoldError) -> String {
        guard !ConnectorScaffold.isAddress(purlin) else {
            try ConnectorScaffold.requireNoCredential(in: purlin)
            return purlin
        }
        return try ConnectorScaffold.repository(at: URL(fileURLWithPath: purlin)).path
    }
}
