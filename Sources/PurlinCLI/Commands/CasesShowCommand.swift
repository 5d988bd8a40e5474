import ArgumentParser
import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import Governance
import JSON

/// `purlin cases show C-12`.
struct CasesShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one case in full, with what it keeps back and its story."
    )

    @Argument(help: "The case, for example C-12.")
    var number: CaseNumber

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let store = try session.store(.client)
        let story: CaseStory?
        let now: Instant
        do throws(StoreError) {
            story = try await CaseDesk(settings: session.governance, store: store).story(of: number.number)
            now = try await session.present(in: store)
        } catch {
            throw output.fail(error.description, Exit.unavailable)
        }
        guard let story else { throw output.fail("there is no case C-\(number.number)", Exit.negative) }
        let rules = session.configuration.governance.policy.exceptions
        output.print(story.text(at: now, by: rules), json: story.json(at: now, by: rules))
    }
}

extension CaseStory {
    fileprivate func text(at now: Instant, by rules: ExceptionPolicy) -> String {
        let proposal = item.proposal
        let closing = "\(item.closedBy.map { " by \($0)" } ?? "")\(item.reason.map { ": \($0)" } ?? "")"
        var text = """
            C-\(item.number) \(proposal.kind): \(proposal.subject)
            state     \(item.state.rawValue)\(closing)
            severity  \(proposal.severity.rawValue)
            owner     \(item.owner)
            age       \(item.age(at: now)), seen \(item.occurrences) times, last \(item.lastSeenAt.text)
            due       \(item.dueLine(by: rules, at: now))
            holds     \(item.heldRecords) records
            actions   \(item.allowedActions.map(\.rawValue).joined(separator: ", "))
            what      \(proposal.summary)
            detail    \(proposal.shownDetail.text(style: .pretty))
            """
        for step in item.escalations {
            text += "\nescalated \(step.at.text) from \(step.from) to \(step.to), due \(step.due.text) by \(step.rule)"
        }
        for record in held {
            text += "\nrecord    \(record.system)/\(record.record.id): \(record.shown.text(style: .compact))"
        }
        if let delivery { text += "\n" + delivery.lines }
        for past in earlier {
            text += "\nearlier   C-\(past.number) \(past.state.rawValue) by \(past.closedBy ?? "?")"
        }
        for entry in entries { text += "\nstory     \(entry.line)" }
        return text
    }

    fileprivate func json(at now: Instant, by rules: ExceptionPolicy) -> JSON {
        guard var object = item.json(at: now, by: rules).objectValue else { return .null }
        object["records"] = .array(
            held.map { ["record": .string("\($0.system)/\($0.record.id)"), "payload": $0.shown] }
        )
        if let delivery { object["delivery"] = delivery.json }
        object["earlier"] = .array(earlier.map { .string("C-\($0.number)") })
        object["story"] = .array(entries.map(\.json))
        return .object(object)
    }
}

extension StoredCase {
    fileprivate func dueLine(by rules: ExceptionPolicy, at now: Instant) -> String {
        guard state == .open else { return "" }
        let terms = terms(by: rules)
        let next = nextRole(by: rules).map { "then \($0.role)" } ?? "and goes to nobody else"
        let mark = isOverdue(by: rules, at: now) ? ", overdue" : ""
        return "\(due(by: rules).text)\(mark), \(next): \(terms.rule)"
    }
}

extension ReceivedRecord {
    /// The object as people may see it.
    fileprivate var shown: JSON { PersonalData.shown(record.payload, of: record.object) }
}

extension StoredDelivery {
    /// The object as people may see it.
    private var shown: JSON { PersonalData.shown(plan.delivery.payload, of: plan.delivery.object) }

    fileprivate var lines: String {
        let holds = found.map { found in
            let totals = found.totals.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.plainText)" }
            return "\(found.reference): \(totals.joined(separator: ", "))"
        }
        return """
            delivery  \(plan.delivery.key) to \(plan.system), \(state.rawValue) after \(attempts) attempts
            payload   \(shown.text(style: .compact))
            holds     \(holds ?? "nothing that was read back")
            """
    }

    fileprivate var json: JSON {
        [
            "key": .string(plan.delivery.key), "system": .string(plan.system), "state": .string(state.rawValue),
            "attempts": .integer(Int64(attempts)), "payload": shown,
            "target": found.map { .string($0.reference) } ?? .null, "reason": reason.map { .string($0) } ?? .null,
        ]
    }
}
