import ArgumentParser
import CanonicalModel
import ConnectorRuntime
import ConnectorStore
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
        let systems = session.configuration.systems.filter {
            !$0.entry.capabilities.isDisjoint(with: [.restSource, .fileSource])
        }
        .map { (name: $0.name, schedule: $0.schedule) }
        let board = ScheduleBoard(systems: systems, flows: session.governance.flows, store: store)
        let lines: [ScheduleBoard.Line]
        do throws(StoreError) {
            lines = try await board.lines(at: session.present(in: store))
        } catch {
            throw output.fail(error.description, Exit.unavailable)
        }
        var table = TextTable(["what", "when", "last", "next", "waiting"], rightAligned: [4])
        for line in lines {
            table.add([
                line.task.text, "\(line.schedule)", line.last?.text ?? "-", line.next?.text ?? "-",
                line.waiting == 0 ? "" : "\(line.waiting)",
            ])
        }
        output.print(table.text, json: ["schedules": .array(lines.map(\.json))])
    }
}

extension ScheduleBoard.Line.Task {
    fileprivate var text: String {
        switch self {
        case .read(let system): "read \(system)"
        case .deliver(let flow, let target): "deliver \(flow) to \(target)"
        }
    }
}

extension ScheduleBoard.Line {
    fileprivate var json: JSON {
        var object: JSONObject = [
            "schedule": .string("\(schedule)"), "last": last.map { .string($0.text) } ?? .null,
            "next": next.map { .string($0.text) } ?? .null, "waiting": .integer(Int64(waiting)),
        ]
        switch task {
        case .read(let system): object["read"] = .string(system)
        case .deliver(let flow, let target):
            object["deliver"] = .string(flow)
            object["target"] = .string(target)
        }
        return .object(object)
    }
}

/// `purlin period`: what starts when a month is closed.
struct PeriodCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "period",
        abstract: "Declare that a period is closed.",
        subcommands: [PeriodCloseCommand.self]
    )
}

/// `purlin period close 2026-01`.
struct PeriodCloseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Declare a month closed, which starts what is scheduled for period close.",
        discussion: "It locks nothing in the ledger. A month is closed once; it takes the role 'periodRole'."
    )

    @Argument(help: "The month, for example 2026-01.")
    var period: String

    @OptionGroup var decider: DeciderOptions
    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let store = try session.store(.client)
        let desk = PeriodDesk(settings: session.governance, store: store)
        let released: Int
        do throws(GovernanceError) {
            released = try await desk.close(period, by: decider.person, at: try await session.now(store))
        } catch {
            throw output.fail("\(error)", error.exitCode)
        }
        output.print(
            "\(period) is closed; \(released) deliveries that waited for it are due",
            json: ["period": .string(period), "released": .integer(Int64(released))]
        )
    }
}
