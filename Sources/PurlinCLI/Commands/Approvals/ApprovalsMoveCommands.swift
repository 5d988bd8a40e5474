import ArgumentParser
import ConnectorStore
import JSON

/// `purlin approvals show`.
struct ApprovalsShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one request: its rule, its signatures and what is missing."
    )

    @Argument(help: "The id of the request.")
    var id: String

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let store = try session.store(.client)
        let found: StoredApproval?
        do throws(StoreError) { found = try await store.approval(id) } catch {
            throw output.fail(error.description, error.exitCode)
        }
        guard let approval = found else {
            throw output.fail("there is no approval request '\(id)'; see 'purlin approvals list'", Exit.negative)
        }
        output.print(approval.page, json: approval.json)
    }
}

/// `purlin approvals hold`.
struct ApprovalsHoldCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract: "Put requests on hold: nobody signs them, and they do not lapse, until they are released."
    )

    @OptionGroup var selection: ApprovalSelection
    @OptionGroup var decider: DeciderOptions
    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "Why.")
    var reason: String

    func run() async throws {
        let session = try await Session.open(options, output)
        let person = decider.person
        try await session.move(selection, "on hold", .held(person: person, reason: reason), by: person)
    }
}

/// `purlin approvals release`.
struct ApprovalsReleaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Release requests that are on hold."
    )

    @OptionGroup var selection: ApprovalSelection
    @OptionGroup var decider: DeciderOptions
    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let person = decider.person
        try await session.move(selection, "released", .released(person: person), by: person)
    }
}

/// `purlin approvals reopen`.
struct ApprovalsReopenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen",
        abstract: "Ask anew what had lapsed, because nobody had answered in time."
    )

    @OptionGroup var selection: ApprovalSelection
    @OptionGroup var decider: DeciderOptions
    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let person = decider.person
        try await session.move(selection, "reopened", .reopened(person: person), by: person)
    }
}
