import ArgumentParser
import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import Governance
import JSON

/// `purlin cases`: business exceptions with an owner.
struct CasesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cases",
        abstract: "List, show, retry, repair or reject cases.",
        subcommands: [
            CasesListCommand.self, CasesShowCommand.self, CasesRetryCommand.self, CasesRepairCommand.self,
            CasesRejectCommand.self, CasesKindsCommand.self,
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

/// A span of time such as `90m`, `6h` or `2d`.
struct SpanOfTime: ExpressibleByArgument {
    let duration: Duration

    init?(argument: String) {
        guard let duration = Duration(span: argument) else { return nil }
        self.duration = duration
    }
}

/// Which cases a command is about, by what they have in common.
struct CaseFilterOptions: ParsableArguments {
    @Option(help: "Only cases of this kind, for example delivery_rejected; see 'purlin cases kinds'.")
    var kind: String?

    @Option(help: "Only cases of this role.")
    var owner: String?

    @Option(help: "Only cases of this system: where records came from, deliveries go to, or what does not work.")
    var system: String?

    @Option(help: "Only cases of this flow.")
    var flow: String?

    @Option(help: "Only cases that are open for this long at least, for example 2d.")
    var olderThan: SpanOfTime?

    @Flag(help: "Only open cases whose owner should have answered already.")
    var overdue = false

    func filter(_ states: Set<CaseState> = [.open]) -> CaseFilter {
        CaseFilter(
            kind: kind,
            owner: owner,
            system: system,
            flow: flow,
            olderThan: olderThan?.duration,
            isOverdue: overdue,
            states: states
        )
    }

    var isEmpty: Bool {
        kind == nil && owner == nil && system == nil && flow == nil && olderThan == nil && !overdue
    }
}

extension StoredCase {
    func age(at now: Instant) -> String {
        let hours = now.seconds(since: openedAt) / 3600
        return hours < 48 ? "\(hours) h" : "\(hours / 24) d"
    }

    fileprivate func row(at now: Instant, by rules: ExceptionPolicy) -> [String] {
        [
            "C-\(number)", proposal.kind, proposal.severity.rawValue, state.rawValue, owner, age(at: now),
            state == .open ? due(by: rules).text + (isOverdue(by: rules, at: now) ? "!" : "") : "",
            "\(occurrences)", "\(heldRecords)", allowedActions.map(\.rawValue).joined(separator: ","), proposal.summary,
        ]
    }

    func json(at now: Instant, by rules: ExceptionPolicy) -> JSON {
        [
            "case": .string("C-\(number)"), "kind": .string(proposal.kind), "subject": .string(proposal.subject),
            "severity": .string(proposal.severity.rawValue), "owner": .string(owner),
            "state": .string(state.rawValue), "summary": .string(proposal.summary), "detail": proposal.shownDetail,
            "occurrences": .integer(Int64(occurrences)), "heldRecords": .integer(Int64(heldRecords)),
            "openedAt": .string(openedAt.text), "lastSeenAt": .string(lastSeenAt.text),
            "ageSeconds": .integer(now.seconds(since: openedAt)), "overdue": .bool(isOverdue(by: rules, at: now)),
            "dueAt": state == .open ? .string(due(by: rules).text) : .null,
            "escalations": .array(escalations.map(\.json)),
            "actions": .array(allowedActions.map { .string($0.rawValue) }),
            "closedBy": closedBy.map { .string($0) } ?? .null, "reason": reason.map { .string($0) } ?? .null,
        ]
    }
}

extension CaseProposal {
    /// The values as people may see them.
    var shownDetail: JSON { PersonalData.shown(detail, of: "") }
}

/// `purlin cases list`.
struct CasesListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the open cases, or those of a filter.",
        discussion: "A due time with a '!' is over: see 'exceptions' of the governance file."
    )

    @OptionGroup var selection: CaseFilterOptions
    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    @Option(
        help: "Only cases in this state: open, retried, rejected or resolved.",
        transform: { text in
            guard let state = CaseState(rawValue: text) else {
                throw ValidationError("--state is one of open, retried, rejected and resolved, found '\(text)'")
            }
            return state
        }
    )
    var state: [CaseState] = []

    @Flag(help: "Also list closed cases.")
    var closed = false

    func run() async throws {
        let session = try await Session.open(options, output)
        let store = try session.store(.client)
        let desk = CaseDesk(settings: session.governance, store: store)
        let states: Set<CaseState> = closed ? Set(CaseState.allCases) : state.isEmpty ? [.open] : Set(state)
        let cases: [StoredCase]
        let now: Instant
        do throws(StoreError) {
            now = try await session.present(in: store)
            cases = try await desk.cases(matching: selection.filter(states), at: now)
        } catch {
            throw output.fail(error.description, Exit.unavailable)
        }
        var table = TextTable(
            ["case", "kind", "severity", "state", "owner", "age", "due", "times", "records", "may", "what"],
            rightAligned: [5, 7, 8]
        )
        let rules = session.configuration.governance.policy.exceptions
        for item in cases { table.add(item.row(at: now, by: rules)) }
        output.print(
            cases.isEmpty ? "no open cases" : table.text,
            json: ["cases": .array(cases.map { $0.json(at: now, by: rules) })]
        )
    }
}

/// `purlin cases kinds`.
struct CasesKindsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kinds",
        abstract: "List the kinds of cases, whose they are and what may be done with them."
    )

    @OptionGroup var output: OutputOptions

    func run() {
        var table = TextTable(["kind", "severity", "owner", "within", "may", "meaning"])
        for kind in CaseCatalogue.kinds {
            table.add([
                kind.name, kind.severity.rawValue, kind.owner.rawValue, "\(kind.attention.components.seconds / 3600) h",
                kind.actions.map(\.rawValue).joined(separator: ","), kind.meaning,
            ])
        }
        output.print(table.text, json: ["kinds": .array(CaseCatalogue.kinds.map(\.json))])
    }
}

extension CaseKind {
    fileprivate var json: JSON {
        [
            "kind": .string(name), "severity": .string(severity.rawValue), "owner": .string(owner.rawValue),
            "withinSeconds": .integer(attention.components.seconds),
            "actions": .array(actions.map { .string($0.rawValue) }), "meaning": .string(meaning),
        ]
    }
}
