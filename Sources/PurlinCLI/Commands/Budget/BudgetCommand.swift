import ArgumentParser
import CanonicalModel
import ConnectorStore
import ConstructionFlows
import FoundationEssentials
import JSON

/// `purlin budget`: what projects may cost.
struct BudgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "budget",
        abstract: "Show the budgets that awarded estimates and approved changes make.",
        subcommands: [BudgetListCommand.self, BudgetShowCommand.self]
    )
}

/// `purlin budget list`: one line a project.
struct BudgetListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the projects with their original and revised budgets."
    )

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let desk = try await BudgetDesk.open(options, output)
        var table = TextTable(
            ["project", "original", "changes", "revised", "currency", "revisions", "waiting"],
            rightAligned: [1, 2, 3, 5, 6]
        )
        var lines: [JSON] = []
        for project in desk.projects {
            let ledger = try await desk.ledger(of: project)
            let budget = Budget(ledger.revisions)
            let waiting = ledger.waiting.isEmpty ? "" : "\(ledger.waiting.count)"
            table.add([
                project, budget.map { $0.text($0.original) } ?? "-",
                budget.map { $0.text($0.revised - $0.original) } ?? "-", budget.map { $0.text($0.revised) } ?? "-",
                budget?.currency.code ?? "-", "\(ledger.revisions.count)", waiting,
            ])
            lines.append([
                "project": .string(project), "budget": budget?.json ?? .null,
                "waiting": .integer(Int64(ledger.waiting.count)),
            ])
        }
        output.print(table.text, json: ["budgets": .array(lines)])
    }
}

/// `purlin budget show PROJECT`: per cost code and kind of cost, with what changed it.
struct BudgetShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a project's budget per cost code and kind of cost, and what changed it.",
        discussion: "--as-of shows it as it was at the end of a day of the company."
    )

    @Argument(help: "The project's code.")
    var project: String

    @Option(name: .customLong("as-of"), help: "A day such as 2026-01-31; revisions after it are left out.")
    var asOf: String?

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let day = try asOf.map { text in
            guard let day = CalendarDate(text) else {
                throw output.fail("--as-of must be a day such as 2026-01-31, got '\(text)'", Exit.usage)
            }
            return day
        }
        let desk = try await BudgetDesk.open(options, output)
        guard desk.projects.contains(project) else {
            let known = desk.projects.joined(separator: ", ")
            throw output.fail("no flow makes a budget for '\(project)'; known are \(known)", Exit.negative)
        }
        let ledger = try await desk.ledger(of: project, through: day)
        guard let budget = Budget(ledger.revisions) else {
            let reasons = ledger.waiting.map { "\($0.name) waits for \($0.reason)" }
            let rest = reasons.isEmpty ? "no estimate was awarded" : reasons.joined(separator: "; ")
            throw output.fail("\(project) has no budget\(day.map { " on \($0.text)" } ?? ""): \(rest)", Exit.negative)
        }
        output.print(
            [budget.table, ledger.revisionTable, ledger.waitingText].compactMap { $0 }.joined(separator: "\n\n"),
            json: [
                "budget": budget.json, "original": .string(budget.original.plainText),
                "revised": .string(budget.revised.plainText), "revisions": .array(ledger.revisions.map(\.json)),
                "waiting": .array(
                    ledger.waiting.map { ["name": .string($0.name), "waitsFor": .string($0.reason)] }
                ),
            ]
        )
    }
}
