import ArgumentParser
import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import JSON

/// `purlin cases`: business exceptions with an owner.
struct CasesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cases",
        abstract: "List, show, retry or reject cases.",
        subcommands: [
            CasesListCommand.self, CasesShowCommand.self, CasesRetryCommand.self, CasesRejectCommand.self,
        ]
    )
}

/// The number of a case, written `12` or `C-12`.
struct CaseNumber: ExpressibleByArgument {
    let number: Int64

    init?(argument: String) {
        let digits = argument.uppercased().hasPrefix("C-") ? String(argument.dropFirst(2)) : argument
        guard let number = Int64(digits), number > 0 else { return nil }
        self.number = number
    }
}

extension StoredCase {
    fileprivate func age(at now: Instant) -> String {
        let hours = now.seconds(since: openedAt) / 3600
        return hours < 48 ? "\(hours) h" : "\(hours / 24) d"
    }

    fileprivate var actions: [String] { state == .open ? ["retry", "reject"] : [] }

    fileprivate func json(at now: Instant) -> JSON {
        [
            "case": .string("C-\(number)"), "kind": .string(proposal.kind), "subject": .string(proposal.subject),
            "severity": .string(proposal.severity.rawValue), "owner": .string(proposal.owner),
            "state": .string(state.rawValue), "summary": .string(proposal.summary), "detail": proposal.detail,
            "occurrences": .integer(Int64(occurrences)), "heldRecords": .integer(Int64(heldRecords)),
            "openedAt": .string(openedAt.text), "lastSeenAt": .string(lastSeenAt.text),
            "ageSeconds": .integer(now.seconds(since: openedAt)), "actions": .array(actions.map { .string($0) }),
            "closedBy": closedBy.map { .string($0) } ?? .null, "reason": reason.map { .string($0) } ?? .null,
        ]
    }
}

/// `purlin cases list`.
struct CasesListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the open cases.")

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    @Flag(help: "Also list closed cases.")
    var closed = false

    func run() async throws {
        let session = try await Session.open(options, output)
        let store = try session.store(.client)
        let cases: [StoredCase]
        let now: Instant
        do throws(StoreError) {
            cases = try await store.cases(onlyOpen: !closed)
            now = try await session.present(in: store)
        } catch {
            throw output.fail(error.description, Exit.unavailable)
        }
        var table = TextTable(
            ["case", "kind", "state", "owner", "age", "times", "records", "what"],
            rightAligned: [4, 5, 6]
        )
        for item in cases {
            table.add([
                "C-\(item.number)", item.proposal.kind, item.state.rawValue, item.proposal.owner, item.age(at: now),
                "\(item.occurrences)", "\(item.heldRecords)", item.proposal.summary,
            ])
        }
        output.print(
            cases.isEmpty ? "no open cases" : table.text,
            json: ["cases": .array(cases.map { $0.json(at: now) })]
        )
    }
}

/// `purlin cases show C-12`.
struct CasesShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show one case in full.")

    @Argument(help: "The case, for example C-12.")
    var number: CaseNumber

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let store = try session.store(.client)
        let item: StoredCase?
        let now: Instant
        do throws(StoreError) {
            item = try await store.case(number.number)
            now = try await session.present(in: store)
        } catch {
            throw output.fail(error.description, Exit.unavailable)
        }
        guard let item else { throw output.fail("there is no case C-\(number.number)", Exit.negative) }
        let proposal = item.proposal
        output.print(
            """
            C-\(item.number) \(proposal.kind): \(proposal.subject)
            state     \(item.state.rawValue)\(item.closedBy.map { " by \($0)" } ?? "")\(item.reason.map { ": \($0)" } ?? "")
            severity  \(proposal.severity.rawValue)
            owner     \(proposal.owner)
            age       \(item.age(at: now)), seen \(item.occurrences) times, last \(item.lastSeenAt.text)
            holds     \(item.heldRecords) records
            actions   \(item.actions.joined(separator: ", "))
            what      \(proposal.summary)
            detail    \(proposal.detail.text(style: .pretty))
            """,
            json: item.json(at: now)
        )
    }
}

/// `purlin cases retry C-12`.
struct CasesRetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Try again what a case keeps back."
    )

    @Argument(help: "The case, for example C-12.")
    var number: CaseNumber

    @OptionGroup var decider: DeciderOptions
    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        try await session.decideCase(number, "retried") { desk, now throws(GovernanceError) in
            try await desk.retry(number.number, by: decider.person, at: now)
        }
    }
}

/// `purlin cases reject C-12 --reason …`.
struct CasesRejectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject",
        abstract: "Give up what a case keeps back, with a reason."
    )

    @Argument(help: "The case, for example C-12.")
    var number: CaseNumber

    @Option(help: "Why.")
    var reason: String

    @OptionGroup var decider: DeciderOptions
    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        try await session.decideCase(number, "rejected") { desk, now throws(GovernanceError) in
            try await desk.reject(number.number, by: decider.person, reason: reason, at: now)
        }
    }
}

extension Session {
    fileprivate func decideCase(
        _ number: CaseNumber,
        _ word: String,
        _ decide: (CaseDesk, Instant) async throws(GovernanceError) -> Void
    ) async throws {
        let store = try store(.client)
        let desk = CaseDesk(settings: governance, store: store)
        do throws(GovernanceError) {
            try await decide(desk, try await now(store))
        } catch {
            throw output.fail("\(error)", error.exitCode)
        }
        output.print(
            "C-\(number.number) \(word)",
            json: ["case": .string("C-\(number.number)"), "state": .string(word)]
        )
    }
}
