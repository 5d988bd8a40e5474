import Foundation
import JSON
import SimulatorKit

/// The posted entries that really stand in the database, for a checker that does not ask through the API.
struct GeneralLedger {
    /// Sums of lines.
    private struct Sum {
        var lines: Int64 = 0
        var debit = Decimal(0)
        var credit = Decimal(0)

        mutating func add(debit: Decimal, credit: Decimal) {
            lines += 1
            self.debit += debit
            self.credit += credit
        }

        func object(_ members: JSONObject) -> JSON {
            var object = members
            object["lines"] = .integer(lines)
            object["debit"] = .string(debit.plainText)
            object["credit"] = .string(credit.plainText)
            object["balance"] = .string((debit - credit).plainText)
            return .object(object)
        }
    }

    private let environment: Environment
    private let entries: [Entry]

    /// Creates the ledger.
    ///
    /// - Parameters:
    ///   - environment: The database with all rights.
    ///   - query: `from` and `until` (accounting dates, both included) narrow the entries.
    init(_ environment: Environment, _ query: [String: String]) {
        self.environment = environment
        let from = query["from"].flatMap { CivilDate($0) }
        let until = query["until"].flatMap { CivilDate($0) }
        entries = environment.database.ids(of: Entry.model).compactMap { Entry(environment, $0) }.filter { entry in
            entry.isPosted && from.map { $0 <= entry.date } ?? true && until.map { entry.date <= $0 } ?? true
        }
    }

    /// Totals over all posted entries, of each account, of each project, cost code and period, and what does not balance.
    var json: JSON {
        var total = Sum()
        var accounts: [Int64: Sum] = [:]
        var unbalanced: [JSON] = []
        for entry in entries {
            var sum = Sum()
            for (_, row) in environment.entryLines(entry.id) {
                let debit = (row["debit"] ?? .null).decimalValue
                let credit = (row["credit"] ?? .null).decimalValue
                guard let account = row["account_id"]?.recordID else { continue }
                sum.add(debit: debit, credit: credit)
                total.add(debit: debit, credit: credit)
                accounts[account, default: Sum()].add(debit: debit, credit: credit)
            }
            if sum.debit != sum.credit { unbalanced.append(sum.object(["entry": .string(entry.number ?? "")])) }
        }
        return [
            "entries": .integer(Int64(entries.count)), "totals": total.object(JSONObject()),
            "accounts": list(accounts), "jobs": jobs, "unbalanced": .array(unbalanced),
        ]
    }
    private func list(_ accounts: [Int64: Sum]) -> JSON {
        let named = accounts.map { id, sum in
            (code: code(ofAccount: id), name: environment.name(of: "account.account", id), sum: sum)
        }
        let sorted = named.sorted { ($0.code, $0.name) < ($1.code, $1.name) }
        return .array(sorted.map { $0.sum.object(["account": .string($0.code), "name": .string($0.name)]) })
    }

    /// The sums of posted lines by project, cost code and month, as their analytic lines tell them.
    ///
    /// The cost code is the account in the other plans, or that of the ledger if there is none.
    private var jobs: JSON {
        var sums: [[String]: Sum] = [:]
        let columns = environment.accountColumns
        for entry in entries {
            for line in environment.entryLines(entry.id) {
                for id in analyticLines(of: line.id) {
                    let row = environment.database.row("account.analytic.line", id) ?? [:]
                    let own = code(ofAccount: line.row["account_id"]?.recordID ?? 0)
                    let names = columns.map { row[$0]?.recordID.map(analyticName) ?? "" }
                    let codes = names.dropFirst().filter { !$0.isEmpty }
                    let costCode = codes.isEmpty ? own : codes.joined(separator: "+")
                    let key = [names[0], costCode, String(entry.date.text.prefix(7))]
                    let amount = (row["amount"] ?? .null).decimalValue
                    sums[key, default: Sum()].add(debit: amount < 0 ? -amount : 0, credit: amount > 0 ? amount : 0)
                }
            }
        }
        let sorted = sums.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        return .array(
            sorted.map { key, sum in
                sum.object(["project": .string(key[0]), "costCode": .string(key[1]), "period": .string(key[2])])
            }
        )
    }

    private func analyticLines(of line: Int64) -> [Int64] {
        environment.database.ids(of: "account.analytic.line", where: ["move_line_id"], are: [.record(line)]) ?? []
    }

    private func analyticName(_ id: Int64) -> String {
        let code = environment.value("code", of: "account.analytic.account", id).textValue ?? ""
        return code.isEmpty ? environment.name(of: "account.analytic.account", id) : code
    }

    private func code(ofAccount id: Int64) -> String {
        environment.value("code", of: "account.account", id).textValue ?? ""
    }
}
