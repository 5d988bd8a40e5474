import ArgumentParser
import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import Foundation
import JSON

/// `purlin cases repair C-12 --set equipment.pin=KST0KX30A00104`.
struct CasesRepairCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair",
        abstract: "Correct what a case keeps back; prints the difference, and makes it with --confirm.",
        discussion: """
            Only what has not taken effect anywhere can be repaired: before a delivery is changed, its target is asked. \
            Who changed what is an entry of the journal.
            """
    )

    @Argument(help: "The case, for example C-12.")
    var number: CaseNumber

    @Option(help: "A place and its new value, for example hours=7.50 or equipment.pin=KST0KX30A00104.")
    var set: [Assignment] = []

    @Option(help: "A control total of the delivery and its new value, for example worth=12.30.")
    var total: [Assignment] = []

    @Option(help: "Only this held record, as system/id.")
    var record: String?

    @Flag(help: "Route held records again by the configuration as it is now.")
    var remap = false

    @Flag(help: "Make the repair.")
    var confirm = false

    @OptionGroup var decider: DeciderOptions
    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    /// `PLACE=VALUE`.
    struct Assignment: ExpressibleByArgument {
        let place: String
        let value: String

        init?(argument: String) {
            guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else { return nil }
            place = String(argument[..<sign])
            value = String(argument[argument.index(after: sign)...])
        }
    }

    func validate() throws {
        guard (set.isEmpty && total.isEmpty) == remap else {
            throw ValidationError("say what to --set, or --remap to route by the present configuration")
        }
        guard total.allSatisfy({ Decimal(plain: $0.value) != nil }) else {
            throw ValidationError("--total needs an exact decimal, for example worth=12.30")
        }
    }

    func run() async throws {
        let session = try await Session.open(options, output)
        let store = try session.store(.client)
        do throws(GovernanceError) {
            let desk = CaseDesk(settings: try await settings(session, store), store: store)
            let now = try await session.now(store)
            let plan = try await desk.planRepair(number.number, request, by: decider.person, at: now)
            if confirm { try await desk.repair(plan, by: decider.person, at: now) }
            output.print(plan.text(isDone: confirm), json: plan.json(isDone: confirm))
        } catch {
            throw output.fail("\(error)", error.exitCode)
        }
    }

    private var request: RepairRequest {
        RepairRequest(
            edits: set.map { ValueEdit(path: $0.place, text: $0.value) },
            totals: Dictionary(total.map { ($0.place, Decimal(plain: $0.value) ?? .nan) }) { _, last in last },
            record: record
        )
    }

    /// A delivery's target has to be asked, so that its connector is needed; for records it is not.
    private func settings(
        _ session: Session,
        _ store: any RuntimeStore
    ) async throws(GovernanceError) -> RuntimeSettings {
        let item: StoredCase?
        do throws(StoreError) { item = try await store.case(number.number) } catch { throw .store(error) }
        guard case .redeliver = item?.proposal.remedy else { return session.governance }
        return try await session.reaching(options, output)
    }
}

extension Session {
    /// The settings with connectors that can be spoken to.
    func reaching(
        _ options: ConfigurationOptions,
        _ output: OutputOptions
    ) async throws(GovernanceError) -> RuntimeSettings {
        do {
            let session = try await Session.open(options, output, reach: .systems)
            return try session.runtimeSettings(log: StandardErrorLog(minimum: .warning))
        } catch {
            throw .unavailable("the target has to be asked first, and cannot be with this configuration")
        }
    }
}

extension RepairPlan {
    fileprivate func text(isDone: Bool) -> String {
        var lines: [String] = []
        for item in items {
            lines.append("\(item.subject) \(item.outcome)")
            lines += item.shown.map { "  \($0.path): \(Self.text($0.before)) → \(Self.text($0.after))" }
        }
        if staying > 0 { lines.append("\(staying) records stay in C-\(number)") }
        lines.append(isDone ? "C-\(number) repaired" : "nothing was changed; make it so with --confirm")
        return lines.joined(separator: "\n")
    }

    private static func text(_ value: JSON?) -> String {
        value?.text(style: .compact) ?? "nothing"
    }

    fileprivate func json(isDone: Bool) -> JSON {
        [
            "case": .string("C-\(number)"), "confirmed": .bool(isDone), "staying": .integer(Int64(staying)),
            "items": .array(
                items.map { item in
                    [
                        "subject": .string(item.subject), "outcome": .string(item.outcome),
                        "changes": .array(
                            item.shown.map {
                                ["path": .string($0.path), "before": $0.before ?? .null, "after": $0.after ?? .null]
                            }
                        ),
                    ]
                }
            ),
        ]
    }
}

extension RepairPlan.Item {
    /// What changes, as people may see it.
    fileprivate var shown: [ValueChange] { changes.map { $0.shown(of: object) } }
}
