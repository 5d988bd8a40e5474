import ArgumentParser
import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import Governance
import JSON

/// Cases that are named, or meant by what they have in common; the latter are decided only when that is confirmed.
struct CaseSelection: ParsableArguments {
    @Argument(help: "The cases, for example C-12; the first that cannot be decided ends the command.")
    var numbers: [CaseNumber] = []

    @OptionGroup var filter: CaseFilterOptions

    @Flag(help: "Decide all cases that the filter means; without it they are only counted.")
    var confirm = false

    func validate() throws {
        guard numbers.isEmpty != filter.isEmpty else {
            throw ValidationError("name cases, or give a filter such as --kind delivery_rejected")
        }
    }
}

/// `purlin cases retry C-12`.
struct CasesRetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Try again what cases keep back.",
        discussion: """
            A filter prints what it means, and decides it with --confirm. Cases whose trouble came back three times are \
            left out then.
            """
    )

    @OptionGroup var selection: CaseSelection
    @OptionGroup var decider: DeciderOptions
    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        try await session.decideCases(selection, "retried") { desk, number, now throws(GovernanceError) in
            try await desk.retry(number, by: decider.person, at: now)
        } inBulk: { desk, cases, now throws(GovernanceError) in
            try await desk.retry(cases, by: decider.person, at: now)
        }
    }
}

/// `purlin cases reject C-12 --reason …`.
struct CasesRejectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject",
        abstract: "Give up what cases keep back, with a reason.",
        discussion: "A filter prints what it means, and decides it with --confirm."
    )

    @OptionGroup var selection: CaseSelection

    @Option(help: "Why.")
    var reason: String

    @OptionGroup var decider: DeciderOptions
    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        try await session.decideCases(selection, "rejected") { desk, number, now throws(GovernanceError) in
            try await desk.reject(number, by: decider.person, reason: reason, at: now)
        } inBulk: { desk, cases, now throws(GovernanceError) in
            try await desk.reject(cases, by: decider.person, reason: reason, at: now)
        }
    }
}

extension Session {
    fileprivate func decideCases(
        _ selection: CaseSelection,
        _ word: String,
        _ decide: (CaseDesk, Int64, Instant) async throws(GovernanceError) -> Void,
        inBulk: (CaseDesk, [StoredCase], Instant) async throws(GovernanceError) -> BulkOutcome
    ) async throws {
        let store = try store(.client)
        let desk = CaseDesk(settings: governance, store: store)
        let outcome: BulkOutcome
        do throws(GovernanceError) {
            let now = try await now(store)
            guard selection.numbers.isEmpty else {
                for number in selection.numbers {
                    try await decide(desk, number.number, now)
                    let name = "C-\(number.number)"
                    output.print("\(name) \(word)", json: ["case": .string(name), "state": .string(word)])
                }
                return
            }
            let cases = try await meant(by: selection.filter, desk, at: now)
            guard selection.confirm else { return preview(cases, word, at: now) }
            outcome = try await inBulk(desk, cases, now)
        } catch {
            throw output.fail("\(error)", error.exitCode)
        }
        try report(outcome, word)
    }

    private func meant(
        by filter: CaseFilterOptions,
        _ desk: CaseDesk,
        at now: Instant
    ) async throws(GovernanceError) -> [StoredCase] {
        do throws(StoreError) {
            return try await desk.cases(matching: filter.filter(), at: now)
        } catch {
            throw .store(error)
        }
    }

    /// Says what a decision would be about.
    private func preview(_ cases: [StoredCase], _ word: String, at now: Instant) {
        var kinds: [String: (cases: Int, records: Int)] = [:]
        for item in cases {
            kinds[item.proposal.kind, default: (0, 0)].cases += 1
            kinds[item.proposal.kind, default: (0, 0)].records += item.heldRecords
        }
        var table = TextTable(["kind", "cases", "records"], rightAligned: [1, 2])
        for (kind, count) in kinds.sorted(by: { $0.key < $1.key }) {
            table.add([kind, "\(count.cases)", "\(count.records)"])
        }
        let rules = configuration.governance.policy.exceptions
        let end = "nothing was decided; \(cases.count) cases would be \(word) with --confirm"
        output.print(
            cases.isEmpty ? "no such cases" : "\(table.text)\n\(end)",
            json: [
                "confirmed": false,
                "cases": .array(cases.map { $0.json(at: now, by: rules) }),
            ]
        )
    }

    private func report(_ outcome: BulkOutcome, _ word: String) throws {
        output.print(
            "\(outcome.decided.count) \(word), \(outcome.refused.count) left as they are",
            json: [
                "confirmed": true, "decided": .array(outcome.decided.map { .string("C-\($0)") }),
                "refused": .array(
                    outcome.refused.map { ["case": .string("C-\($0.number)"), "reason": .string($0.reason)] }
                ),
            ]
        )
        for refusal in outcome.refused { Output.error("purlin: C-\(refusal.number): \(refusal.reason)") }
        if !outcome.refused.isEmpty { throw Exit.negative }
    }
}
