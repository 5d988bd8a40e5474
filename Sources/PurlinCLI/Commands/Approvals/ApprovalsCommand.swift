import ArgumentParser
import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import JSON

/// `purlin approvals`: what waits for a person before it is written anywhere.
struct ApprovalsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approvals",
        abstract: "List, approve, reject, return or hold what flows have staged.",
        subcommands: [
            ApprovalsListCommand.self, ApprovalsShowCommand.self, ApprovalsApproveCommand.self,
            ApprovalsRejectCommand.self, ApprovalsReturnCommand.self, ApprovalsHoldCommand.self,
            ApprovalsReleaseCommand.self, ApprovalsReopenCommand.self, ApprovalsDelegateCommand.self,
            ApprovalsRevokeCommand.self, ApprovalsDelegationsCommand.self,
        ]
    )
}

/// Which approval requests a command is about.
struct ApprovalSelection: ParsableArguments {
    @Argument(help: "The ids of requests, for example EX-104/2026-01-05/1.")
    var ids: [String] = []

    @Flag(help: "All requests that wait, but for those on hold or lapsed; to release or reopen, all of just these.")
    var all = false

    @Option(help: "Of these only those of a business key: a project, a machine or a machine's day.")
    var topic: String?

    @Option(help: "Of these only those of work up to this day, for example 2026-01-31.")
    var through: String?

    func validate() throws {
        guard ids.isEmpty == all else { throw ValidationError("name requests by id, or give --all") }
        guard through.map({ CalendarDate($0) != nil }) ?? true else {
            throw ValidationError("--through needs a date such as 2026-01-31")
        }
    }

    /// The requests, in the order in which they were made; where all are meant, those in the state.
    func select(from store: any RuntimeStore, in state: String) async throws(StoreError) -> [StoredApproval] {
        var selected: [StoredApproval] = []
        for id in ids {
            guard let approval = try await store.approval(id) else {
                throw .conflict("there is no approval request '\(id)'; see 'purlin approvals list'")
            }
            selected.append(approval)
        }
        if all { selected = try await store.approvals(onlyPending: true).filter { $0.state == state } }
        return selected.filter { approval in
            topic.map { approval.request.topics.contains($0) } ?? true
                && through.map { approval.serviceDate ?? "" <= $0 } ?? true
        }
    }
}

extension StoredApproval {
    /// The day of the work, where the payload has one.
    fileprivate var serviceDate: String? { request.payload["serviceDate"]?.stringValue }
}

/// `purlin approvals list`.
struct ApprovalsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the requests that wait for a person."
    )

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    @Flag(help: "Also list those that were answered.")
    var answered = false

    func run() async throws {
        let session = try await Session.open(options, output)
        let store = try session.store(.client)
        do throws(StoreError) {
            let approvals = try await store.approvals(onlyPending: !answered)
            var table = TextTable(["id", "state", "role", "what"])
            for approval in approvals {
                table.add([approval.request.id, approval.state, approval.missingText, approval.request.summary])
            }
            output.print(
                approvals.isEmpty ? "nothing waits for a person" : table.text,
                json: ["approvals": .array(approvals.map(\.json))]
            )
        } catch {
            throw output.fail(error.description, Exit.unavailable)
        }
    }
}

/// `purlin approvals approve`.
struct ApprovalsApproveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Sign requests; what they stage is delivered once no signature is missing."
    )

    @OptionGroup var selection: ApprovalSelection
    @OptionGroup var decider: DeciderOptions
    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "The role in which to sign, where several are missing.")
    var role: String?

    func run() async throws {
        let session = try await Session.open(options, output)
        let (person, role) = (decider.person, role)
        let tellsOwner = !selection.all
        try await session.answer(selection, "approved", by: person) { desk, approval, now throws(GovernanceError) in
            let progress = try await desk.sign(approval, by: person, as: role, tellsOwner: tellsOwner, at: now)
            guard case .missing(let places) = progress else { return nil }
            return "\(approval.request.id): signed; also missing: \(places.text)"
        }
    }
}

/// `purlin approvals reject`.
struct ApprovalsRejectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject",
        abstract: "Reject requests; what they stage is never delivered."
    )

    @OptionGroup var selection: ApprovalSelection
    @OptionGroup var decider: DeciderOptions
    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "Why.")
    var reason: String

    func run() async throws {
        let session = try await Session.open(options, output)
        try await session.refuse(selection, isReturned: false, by: decider.person, reason: reason)
    }
}

/// `purlin approvals return`.
struct ApprovalsReturnCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "return",
        abstract: "Give requests back to the step before: what they stage can be corrected and asked anew."
    )

    @OptionGroup var selection: ApprovalSelection
    @OptionGroup var decider: DeciderOptions
    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "Why.")
    var reason: String

    func run() async throws {
        let session = try await Session.open(options, output)
        try await session.refuse(selection, isReturned: true, by: decider.person, reason: reason)
    }
}

/// Who decides.
struct DeciderOptions: ParsableArguments {
    @Option(name: .customLong("as"), help: "The person who decides, as listed under 'people' in the configuration.")
    var person: String
}
