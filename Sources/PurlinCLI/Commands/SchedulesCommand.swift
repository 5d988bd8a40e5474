import ArgumentParser
import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import Governance
import JSON

/// `purlin schedules`: what is done when.
struct SchedulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedules",
        abstract: "List what is scheduled, when it ran last and when it is due next."
    )

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let store = try session.store(.client)
        let systems = session.configuration.readSystems.map { (name: $0.name, schedule: $0.schedule) }
        let board = ScheduleBoard(
            systems: systems,
            flows: session.governance.flows,
            reconciliation: session.configuration.reconciliation,
            synchronisation: session.configuration.governance.policy.synchronisation,
            store: store
        )
        let lines: [ScheduleBoard.Line]
        let now: Instant
        do throws(StoreError) {
            now = try await session.present(in: store)
            lines = try await board.lines(at: now)
        } catch {
            throw output.fail(error.description, Exit.unavailable)
        }
        var table = TextTable(["what", "when", "last", "next", "waiting", "fresh"], rightAligned: [4])
        for line in lines {
            table.add([
                line.task.text, "\(line.schedule)", line.last?.text ?? "-", line.next?.text ?? "-",
                line.waiting == 0 ? "" : "\(line.waiting)", line.freshness?.text(at: now) ?? "",
            ])
        }
        output.print(table.text, json: ["schedules": .array(lines.map { $0.json(at: now) })])
    }
}

extension ScheduleBoard.Line.Task {
    fileprivate var text: String {
        switch self {
        case .read(let system): "read \(system)"
        case .deliver(let flow, let target): "deliver \(flow) to \(target)"
        case .reconcile: "reconcile ledgers"
        }
    }
}

extension ScheduleBoard.Line {
    fileprivate func json(at now: Instant) -> JSON {
        var object: JSONObject = [
            "schedule": .string("\(schedule)"), "last": last.map { .string($0.text) } ?? .null,
            "next": next.map { .string($0.text) } ?? .null, "waiting": .integer(Int64(waiting)),
        ]
        object["fresh"] = freshness?.json(at: now) ?? .null
        switch task {
        case .read(let system): object["read"] = .string(system)
        case .deliver(let flow, let target):
            object["deliver"] = .string(flow)
            object["target"] = .string(target)
        case .reconcile: object["reconcile"] = true
        }
        return .object(object)
    }
}

extension Freshness {
    fileprivate func text(at now: Instant) -> String {
        guard let until else { return "yes, within \(limit.words) of the next close" }
        return isFresh(at: now) ? "until \(until.text)" : "no, since \(until.text)"
    }

    fileprivate func json(at now: Instant) -> JSON {
        [
            "isFresh": .bool(isFresh(at: now)), "until": until.map { .string($0.text) } ?? .null,
            "withinSeconds": .integer(limit.components.seconds),
        ]
    }
}
