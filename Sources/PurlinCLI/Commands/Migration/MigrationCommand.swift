import ArgumentParser
import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import ConstructionFlows
import Foundation
import JSON

/// `purlin migration`: the balances that a replaced system ended with.
struct MigrationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migration",
        abstract: "Load the opening balances of a replaced system, and make sure that the ledger took them.",
        subcommands: [MigrationLoadCommand.self, MigrationShowCommand.self, MigrationReconcileCommand.self]
    )
}

/// `purlin migration load balances.csv --batch old-books …`.
struct MigrationLoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Put a table of opening balances before those who approve it, as one batch.",
        discussion: """
            State how many balances there are and what they come to, as the old system says it and not as the table does: a \
            table that comes to anything else is refused as a whole. Somebody else approves the batch, then purlin run writes it.
            """
    )

    @Argument(
        help: "The table, with a header: date (YYYY-MM-DD), project, cost code, cost type, hours, amount.",
        completion: .file()
    )
    var table: String

    @Option(help: "What the batch is called, for ever.")
    var batch: String

    @Option(help: "The last day of the old books, for example 2025-12-31.", transform: ShadowOptions.day)
    var cutover: CalendarDate

    @Option(help: "How many balances the old system has.")
    var count: Int

    @Option(help: "Their hours, for example 5120.25.", transform: Self.decimal)
    var hours: Decimal

    @Option(help: "Their amounts, for example 812345.67.", transform: Self.decimal)
    var amount: Decimal

    @Option(help: "What stands between the table's cells.", transform: ShadowOptions.delimiter)
    var delimiter: Character = ","

    @Option(name: .customLong("as"), help: "Who loads it.")
    var person: String

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    private static func decimal(_ text: String) throws -> Decimal {
        guard let number = Decimal(plain: text) else {
            throw ValidationError("needs a number such as 812345.67, found '\(text)'")
        }
        return number
    }

    func validate() throws {
        guard batch.wholeMatch(of: /[A-Za-z0-9._-]{1,64}/) != nil else {
            throw ValidationError("--batch needs a name of letters, digits, '.', '_' and '-', found '\(batch)'")
        }
    }

    func run() async throws {
        let session = try await Session.open(options, output)
        guard let flow = session.governance.openingBalances else {
            throw output.fail(
                "no flow takes opening balances: configure 'openingBalancesToJobCost' under 'flows'",
                Exit.configuration
            )
        }
        let batch = try batch(of: flow)
        let store = try session.store(.client)
        let desk = MigrationDesk(settings: session.governance, store: store)
        let id: String
        do throws(GovernanceError) {
            id = try await desk.load(batch, at: try await session.now(store))
        } catch {
            throw output.fail("\(error)", error.exitCode)
        }
        output.print(
            "\(batch.controlTotals.text) were loaded; '\(id)' will be asked about",
            json: ["approval": .string(id), "controlTotals": batch.controlTotals.json]
        )
    }

    private func batch(of flow: OpeningBalancesToJobCost) throws -> MigrationBatch {
        let file: WrittenCostFile
        do {
            file = try WrittenCostFile(URL(fileURLWithPath: table), delimiter: delimiter)
        } catch let error as WrittenCostFile.Unusable {
            throw output.fail(error.description, Exit.negative)
        }
        return MigrationBatch(
            key: batch,
            company: flow.company,
            cutover: cutover,
            currency: flow.currency,
            digest: file.digest,
            loadedBy: person,
            controlTotals: MigrationBatch.ControlTotals(count: count, hours: hours, amount: amount),
            balances: try file.costs.enumerated().map { try balance($0, $1, flow.company) }
        )
    }

    private func balance(_ number: Int, _ cost: WrittenCost, _ company: String) throws -> MigrationBatch.Balance {
        let place = cost.place
        guard let type = CostType(rawValue: place.costType) else {
            let known = CostType.allCases.map(\.rawValue).joined(separator: ", ")
            throw output.fail("\(table): balance \(number + 1) says no 'cost type', one of \(known)", Exit.negative)
        }
        guard place.company.isEmpty || place.company == company else {
            throw output.fail(
                "\(table): balance \(number + 1) is of \(place.company), and \(company) is loaded",
                Exit.negative
            )
        }
        return MigrationBatch.Balance(
            project: place.project,
            position: BudgetPosition(costCode: place.costCode, costType: type),
            date: place.day,
            hours: cost.hours,
            amount: cost.amount
        )
    }
}

/// `purlin migration show old-books`.
struct MigrationShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show how far a batch has come, and what the ledger did not take as it was loaded.",
        discussion: "It succeeds only if the ledger took all of it."
    )

    @Argument(help: "The name of the batch.")
    var batch: String

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let desk = MigrationDesk(settings: session.governance, store: try session.store(.client))
        let report: MigrationReport
        do throws(GovernanceError) { report = try await desk.report(on: batch) } catch {
            throw output.fail("\(error)", error.exitCode)
        }
        output.print(report.text, json: report.json)
        guard report.isReconciled else { throw Exit.negative }
    }
}

/// `purlin migration reconcile old-books --as fay`.
struct MigrationReconcileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract: "Note that the ledger took a batch as it was loaded; it takes the role 'periodRole'."
    )

    @Argument(help: "The name of the batch.")
    var batch: String

    @OptionGroup var decider: DeciderOptions
    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let store = try session.store(.client)
        let desk = MigrationDesk(settings: session.governance, store: store)
        let report: MigrationReport
        do throws(GovernanceError) {
            report = try await desk.reconcile(batch, by: decider.person, at: try await session.now(store))
        } catch {
            throw output.fail("\(error)", error.exitCode)
        }
        output.print(report.text, json: report.json)
    }
}

extension RuntimeSettings {
    fileprivate var openingBalances: OpeningBalancesToJobCost? {
        flows.lazy.compactMap { $0.flow as? OpeningBalancesToJobCost }.first
    }
}

extension MigrationReport {
    fileprivate var text: String {
        let first = "\(batch.key) through \(batch.cutover.text), loaded by \(batch.loadedBy): \(standing)"
        guard !open.isEmpty else { return first }
        var table = TextTable(["cost", "place", ""])
        for item in open { table.add([item.key, item.place, item.text]) }
        return "\(first)\n\(table.text)"
    }

    fileprivate var json: JSON {
        [
            "batch": .string(batch.key), "cutover": .string(batch.cutover.text), "loadedBy": .string(batch.loadedBy),
            "phase": .string(phase.rawValue), "isReconciled": .bool(isReconciled),
            "controlTotals": batch.controlTotals.json, "written": written.json,
            "open": .array(
                open.map { ["key": .string($0.key), "place": .string($0.place), "text": .string($0.text)] }
            ),
        ]
    }
}
