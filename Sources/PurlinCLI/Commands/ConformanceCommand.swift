import ArgumentParser
import Foundation

/// `purlin conformance`: what every connector must keep to, tried on one of them.
struct ConformanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance",
        abstract: "Try a connector by the conformance list, offline.",
        discussion: """
            NAME is a connector that comes with Purlin, or one of its subjects, such as odoo or odoo-19; without it, all \
            are tried. PATH, with a / in it or a dot at its beginning, is a package with an executable product whose name \
            ends in -conformance, which is built with the products of the same prefix, or such an executable. Exit code 1 \
            if something has to be done, 69 if the list cannot be tried.
            """
    )

    @Argument(help: ArgumentHelp("The connector.", valueName: "name|path"), completion: .directory)
    var connector: String?

    @Option(help: "Only the tests with these numbers, such as R03.")
    var only: [String] = []

    @Option(help: "linked, as it is unless this is given, or process: the connector in a process of its own.")
    var host: Host?

    @Option(help: "How many tests are tried at the same time; as many as the machine has cores unless this is given.")
    var parallel: Int?

    @Flag(help: "List the subjects and the tests that are for each, and try nothing.")
    var list = false

    @OptionGroup var output: OutputOptions

    enum Host: String, ExpressibleByArgument, CaseIterable {
        case linked, process
    }

    func run() async throws {
        let program: ConformanceKit
        do throws(ConformanceKit.Failure) {
            program = try await ConformanceKit(of: connector) { Output.error($0) }
        } catch {
            throw output.fail(error.description, Exit.unavailable)
        }
        var arguments = program.arguments + only.flatMap { ["--only", $0] }
        if let host { arguments += ["--host", host.rawValue] }
        if let parallel { arguments += ["--parallel", String(parallel)] }
        if list { arguments.append("--list") }
        if output.json { arguments.append("--json") }
        throw output.fail(program.become(with: arguments), Exit.unavailable)
    }
}
