import ArgumentParser
import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import JSON

/// `purlin replay`: what targets have lost, and what records would lead to today.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Compare with the targets, or decide records again; nothing is sent unless it is confirmed.",
        subcommands: [ReplayDeliveriesCommand.self, ReplayIntakeCommand.self],
        defaultSubcommand: ReplayDeliveriesCommand.self
    )
}

/// What a replay is about.
struct ReplayOptions: ParsableArguments {
    @Option(help: "A business key: a delivery, a machine, a machine's day, a project.")
    var key: String?

    @Option(help: "A flow.")
    var flow: String?

    @Option(help: "A system.")
    var system: String?

    @Option(help: "From this time on, for example 2026-01-05T00:00:00Z.", transform: Self.instant)
    var since: Instant?

    @Option(help: "Up to this time.", transform: Self.instant)
    var until: Instant?

    private static func instant(_ text: String) throws -> Instant {
        guard let instant = Instant(text) else {
            throw ValidationError("needs a timestamp such as 2026-01-05T00:00:00Z, found '\(text)'")
        }
        return instant
    }

    var selection: ReplaySelection {
        ReplaySelection(key: key, flow: flow, system: system, since: since, until: until)
    }
}

/// `purlin replay [deliveries] --key …`.
struct ReplayDeliveriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries",
        abstract: "Ask the targets what they hold of deliveries, and put back what is missing with --confirm.",
        discussion: "The target is asked once more before anything is sent, and what it holds is never sent again."
    )

    @OptionGroup var selection: ReplayOptions

    @Option(help: "Deliveries planned by these entries of the journal, for example 120 or 120-180.")
    var entry: EntryRange?

    @Flag(help: "All deliveries.")
    var all = false

    @Flag(help: "Put back what is missing.")
    var confirm = false

    @Option(name: .customLong("as"), help: "The person who confirms, in the role 'operatorRole'.")
    var person: String?

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    /// `FIRST-LAST`, or one number.
    struct EntryRange: ExpressibleByArgument {
        let range: ClosedRange<Int64>

        init?(argument: String) {
            let numbers = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int64($0) }
            guard (1...2).contains(numbers.count), let first = numbers[0], let last = numbers[numbers.count - 1],
                first > 0, first <= last
            else { return nil }
            range = first...last
        }
    }

    func validate() throws {
        guard all != (meant != ReplaySelection()) else {
            throw ValidationError("say which deliveries: --key, --flow, --system, --since, --until, --entry or --all")
        }
        guard !confirm || person != nil else { throw ValidationError("--confirm needs --as PERSON") }
    }

    private var meant: ReplaySelection {
        var meant = selection.selection
        meant.entries = entry?.range
        return meant
    }

    func run() async throws {
        let session = try await Session.open(options, output, reach: .systems)
        let store = try session.store(.client)
        let settings = try session.runtimeSettings(log: StandardErrorLog(minimum: .warning))
        let replay = DeliveryReplay(settings: settings, store: store)
        let items: [DeliveryReplay.Item]
        var replayed: [String]?
        do throws(GovernanceError) {
            items = try await plan(replay)
            if confirm, let person { replayed = try await replay.replay(items, by: person, at: session.now(store)) }
        } catch {
            throw output.fail("\(error)", error.exitCode)
        }
        report(items, replayed)
        let isUnknown = items.contains { if case .unknown = $0.verdict { true } else { false } }
        if isUnknown { throw Exit.unavailable }
    }

    private func plan(_ replay: DeliveryReplay) async throws(GovernanceError) -> [DeliveryReplay.Item] {
        do throws(StoreError) { return try await replay.plan(meant) } catch { throw .store(error) }
    }

    private func report(_ items: [DeliveryReplay.Item], _ replayed: [String]?) {
        var table = TextTable(["delivery", "system", "target", "what"])
        for item in items { table.add([item.key, item.system, item.verdict.word, item.verdict.text]) }
        let missing = items.filter { $0.verdict == .missing }
        var lines = [items.isEmpty ? "no such deliveries" : table.text]
        for item in missing { lines.append("would send \(item.key): \(item.shown.text(style: .compact))") }
        if let replayed {
            lines.append("\(replayed.count) put back; 'purlin run' asks the target again before it sends them")
        } else {
            lines.append("nothing was sent; \(missing.count) would be with --confirm")
        }
        output.print(
            lines.joined(separator: "\n"),
            json: [
                "confirmed": .bool(replayed != nil), "missing": .integer(Int64(missing.count)),
                "replayed": .array((replayed ?? []).map { .string($0) }), "deliveries": .array(items.map(\.json)),
            ]
        )
    }
}

extension DeliveryReplay.Verdict {
    fileprivate var word: String {
        switch self {
        case .holds: "holds"
        case .differs: "differs"
        case .missing: "missing"
        case .underWay: "under way"
        case .withPerson: "with a person"
        case .unknown: "unknown"
        }
    }

    fileprivate var text: String {
        switch self {
        case .holds(let reference): reference
        case .differs(let reference, let differences): "\(reference): \(differences.joined(separator: ", "))"
        case .missing: "would be sent"
        case .underWay(let state), .withPerson(let state): state.rawValue
        case .unknown(let reason): reason
        }
    }
}

extension DeliveryReplay.Item {
    /// The object as people may see it.
    fileprivate var shown: JSON { PersonalData.shown(payload, of: object) }

    fileprivate var json: JSON {
        [
            "key": .string(key), "system": .string(system), "target": .string(verdict.word),
            "what": .string(verdict.text), "payload": shown,
        ]
    }
}

/// `purlin replay intake`.
struct ReplayIntakeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "intake",
        abstract: "Decide the records of the journal again by the present configuration and compare; changes nothing.",
        discussion: "Approvals and decisions of cases are taken over from the journal."
    )

    @OptionGroup var selection: ReplayOptions
    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let store = try session.store(.client)
        let rehearsal: IntakeRehearsal
        do throws(StoreError) {
            let replay = IntakeReplay(settings: session.governance, store: store)
            rehearsal = try await replay.rehearse(selection.selection, at: session.present(in: store))
        } catch {
            throw output.fail(error.description, error.exitCode)
        }
        output.print(rehearsal.text, json: rehearsal.json)
        if rehearsal.lines.contains(where: { $0.difference != .same }) { throw Exit.negative }
    }
}

extension IntakeRehearsal {
    fileprivate var text: String {
        var lines = [
            "\(records) records decided again, \(heldRecords) of them held; \(pendingApprovals) requests unanswered",
            "\(count(.same)) deliveries the same, \(count(.different)) different, \(count(.new)) new, "
                + "\(count(.missing)) missing",
        ]
        for line in self.lines where line.difference != .same {
            lines.append("\(line.difference.rawValue) \(line.key)")
        }
        var table = TextTable(
            ["project", "cost code", "total", "outbox", "now", "difference"],
            rightAligned: [3, 4, 5]
        )
        for total in totals {
            let sums = [total.outbox, total.rehearsed, total.rehearsed - total.outbox].map(\.plainText)
            table.add([total.project, total.costCode, total.name] + sums)
        }
        return (lines + [table.text]).joined(separator: "\n")
    }

    fileprivate var json: JSON {
        var counts = JSONObject()
        for difference in Difference.allCases { counts[difference.rawValue] = .integer(Int64(count(difference))) }
        return [
            "records": .integer(Int64(records)), "held": .integer(Int64(heldRecords)),
            "pendingApprovals": .integer(Int64(pendingApprovals)), "deliveries": .object(counts),
            "differences": .array(
                lines.filter { $0.difference != .same }
                    .map { ["key": .string($0.key), "difference": .string($0.difference.rawValue)] }
            ),
            "totals": .array(
                totals.map {
                    [
                        "project": .string($0.project), "costCode": .string($0.costCode), "name": .string($0.name),
                        "outbox": .string($0.outbox.plainText), "now": .string($0.rehearsed.plainText),
                    ]
                }
            ),
        ]
    }
}
