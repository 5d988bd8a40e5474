import ArgumentParser
import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import JSON

/// `purlin period`: whether a month can be closed, and what starts when it is.
struct PeriodCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "period",
        abstract: "See whether a period can be closed, declare that it is, and see what came too late or has changed.",
        subcommands: [
            PeriodReadinessCommand.self, PeriodCloseCommand.self, PeriodLateCommand.self, PeriodTotalsCommand.self,
            PeriodAccrualsCommand.self,
        ]
    )
}

/// `purlin period close 2026-01`.
struct PeriodCloseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Declare a month closed, which starts what is scheduled for period close.",
        discussion: """
            It locks nothing in the ledger, and notes what the journal holds of the month. A month is closed once; it takes the \
            role 'periodRole'.
            """
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

/// `purlin period readiness 2026-01`.
struct PeriodReadinessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "readiness",
        abstract: "List what stands in the way of closing a month.",
        discussion: """
            Open approvals, cases and deliveries of the month or an earlier one, and ledgers that 'purlin reconcile' has not \
            found equal since it ended. It succeeds only if there is nothing.
            """
    )

    @Argument(help: "The month, for example 2026-01.")
    var period: String

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output, reach: .systems)
        let store = try session.store(.client)
        let settings = try session.runtimeSettings(log: StandardErrorLog(minimum: .warning))
        let ledgers = Reconciler(settings: settings, store: store, clock: session.clock).systems
        guard let zone = session.configuration.zone else {
            throw output.fail("the company has no time zone: give 'company.timeZone'", Exit.configuration)
        }
        let readiness: CloseReadiness
        do throws(GovernanceError) {
            readiness = try await CloseReadinessDesk(settings: settings, store: store)
                .readiness(of: period, in: zone, ledgers: ledgers)
        } catch {
            throw output.fail("\(error)", error.exitCode)
        }
        output.print(readiness.text, json: readiness.json)
        guard readiness.isReady else { throw Exit.negative }
    }
}

extension CloseReadiness {
    fileprivate var text: String {
        guard !isReady else { return "\(period) can be closed: nothing stands in its way" }
        var table = TextTable(["what", "of", "for", "why"])
        for obstacle in obstacles { table.add([obstacle.kind.text, obstacle.subject, obstacle.owner, obstacle.text]) }
        return "\(table.text)\n\(period) cannot be closed: \(obstacles.count) in its way"
    }

    fileprivate var json: JSON {
        [
            "period": .string(period), "isReady": .bool(isReady),
            "obstacles": .array(
                obstacles.map {
                    [
                        "kind": .string($0.kind.rawValue), "subject": .string($0.subject), "owner": .string($0.owner),
                        "text": .string($0.text),
                    ]
                }
            ),
        ]
    }
}

extension CloseReadiness.Obstacle.Kind {
    fileprivate var text: String {
        switch self {
        case .approval: "approval"
        case .openCase: "case"
        case .delivery: "delivery"
        case .notCompared: "not compared"
        case .notReconciled: "not reconciled"
        case .intercompany: "between companies"
        case .accrual: "accrual"
        }
    }
}
