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
        abstract: "List, approve or reject what flows have staged.",
        subcommands: [ApprovalsListCommand.self, ApprovalsApproveCommand.self, ApprovalsRejectCommand.self]
    )
}

/// Which approval requests a command is about.
struct ApprovalSelection: ParsableArguments {
    @Argument(help: "The ids of requests, for example EX-104/2026-01-05/1.")
    var ids: [String] = []

    @Flag(help: "All requests that wait.")
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

    /// The requests, in the order in which they were made.
    func select(from store: any RuntimeStore) async throws(StoreError) -> [StoredApproval] {
        var selected: [StoredApproval] = []
        for id in ids {
            guard let approval = try await store.approval(id) else {
                throw .conflict("there is no approval request '\(id)'; see 'purlin approvals list'")
            }
            selected.append(approval)
        }
        if all { selected = try await store.approvals(onlyPending: true) }
        return selected.filter { approval in
            topic.map { approval.request.topics.contains($0) } ?? true
                && through.map { approval.serviceDate ?? "" <= $0 } ?? true
        }
    }
}

extension StoredApproval {
    /// The day of the work, where the payload has one.
    fileprivate var serviceDate: String? { request.payload["serviceDate"]?.stringValue }

    fileprivate var state: String {
        decision.map { $0.isApproved ? "approved" : "rejected" } ?? "waiting"
    }

    fileprivate var json: JSON {
        [
            "id": .string(request.id), "role": .string(request.role), "summary": .string(request.summary),
            "topics": .array(request.topics.map { .string($0) }),
            "payload": PersonalData.shown(request.payload, of: ""), "requestedAt": .string(requestedAt.text),
            "state": .string(state),
            "person": decision.map { .string($0.person) } ?? .null,
            "reason": decision?.reason.map { .string($0) } ?? .null,
            "decidedAt": decidedAt.map { .string($0.text) } ?? .null,
        ]
    }
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
                table.add([approval.request.id, approval.state, approval.request.role, approval.request.summary])
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
        abstract: "Approve requests; what they stage is delivered then."
    )

    @OptionGroup var selection: ApprovalSelection
    @OptionGroup var decider: DeciderOptions
    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        try await session.decide(selection, isApproved: true, by: decider.person, reason: nil)
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
        try await session.decide(selection, isApproved: false, by: decider.person, reason: reason)
    }
}

/// Who decides.
struct DeciderOptions: ParsableArguments {
    @Option(name: .customLong("as"), help: "The person who decides, as listed under 'people' in the configuration.")
    var person: String
}

extension Session {
    /// Records the answer to each selected request; what cannot be decided does not keep the others from it.
    fileprivate func decide(
        _ selection: ApprovalSelection,
        isApproved: Bool,
        by person: String,
        reason: String?
    ) async throws {
        let store = try store(.client)
        guard configuration.people.contains(where: { $0.id == person }) else {
            let error = GovernanceError.unknownPerson(person)
            throw output.fail(error.description, error.exitCode)
        }
        let desk = ApprovalDesk(people: configuration.people, store: store)
        let selected: [StoredApproval]
        do throws(StoreError) {
            selected = try await selection.select(from: store)
        } catch {
            throw output.fail(error.description, error.exitCode)
        }
        var refused: [String] = []
        for approval in selected {
            do throws(GovernanceError) {
                let now = try await now(store)
                try await desk.decide(approval, isApproved: isApproved, by: person, reason: reason, at: now)
            } catch {
                refused.append("\(approval.request.id): \(error)")
            }
        }
        let word = isApproved ? "approved" : "rejected"
        let done = selected.count - refused.count
        output.print(
            "\(done) \(word)",
            json: [
                "decision": .string(word), "count": .integer(Int64(done)),
                "refused": .array(refused.map { .string($0) }),
            ]
        )
        for text in Set(refused).sorted() { Output.error("purlin: \(text)") }
        if !refused.isEmpty { throw Exit.negative }
    }
}
