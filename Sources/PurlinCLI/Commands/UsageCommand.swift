import ArgumentParser
import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import JSON

/// `purlin usage`: the cost of machines' days.
struct UsageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "usage",
        abstract: "Take back the cost of a machine's day.",
        subcommands: [UsageReverseCommand.self]
    )
}

/// `purlin usage reverse EX-104/2026-01-05/1 --reason …`.
struct UsageReverseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reverse",
        abstract: "Ask to take back the cost of a machine's day, on both sides, and to ask about its hours anew.",
        discussion: """
            Somebody else approves it. Then the project's cost and what the machine's owner recovered are taken back, and the hours \
            become the case usage_returned: put assignment or rate right, and try it again.
            """
    )

    @Argument(help: "The key of the cost, for example EX-104/2026-01-05/1.")
    var key: String

    @Option(help: "Why.")
    var reason: String

    @OptionGroup var decider: DeciderOptions
    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let store = try session.store(.client)
        let desk = UsageReversalDesk(settings: session.governance, store: store)
        let id: String
        do throws(GovernanceError) {
            id = try await desk.reverse(key, by: decider.person, because: reason, at: try await session.now(store))
        } catch {
            throw output.fail("\(error)", error.exitCode)
        }
        output.print("'\(id)' will be asked about", json: ["approval": .string(id)])
    }
}
