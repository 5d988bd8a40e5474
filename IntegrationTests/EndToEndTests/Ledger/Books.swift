import FoundationEssentials
import JSON
import Testing

/// The books of the simulated firm as anybody reads them, beside the ledger that really stands there.
struct Books {
    private var reader: Clerk
    private let ledger: JSON

    /// Creates the books.
    ///
    /// - Parameters:
    ///   - reader: Who reads.
    ///   - ledger: The member `ledger` of `GET /_sim/truth`.
    init(_ reader: Clerk, ledger: JSON) {
        self.reader = reader
        self.ledger = ledger
    }

    /// All records of a model that a domain finds, read in pages.
    private mutating func all(_ model: String, _ domain: JSON, _ fields: JSON) async throws -> [JSON] {
        var found: [JSON] = []
        while true {
            let last = found.last?["id"] ?? 0
            let next = JSON.array((domain.arrayValue ?? []) + [["id", ">", last]])
            let page = try await reader.call(model, "search_read", next, fields, 0, 2_000, "id")
            guard let rows = page.arrayValue, !rows.isEmpty else { return found }
            found += rows
        }
    }

    private func number(_ json: JSON?) throws -> Decimal {
        try JSONReader(json ?? .null).decimalFromNumber()
    }

    /// Each entry balances, the sums by account are those of the truth port, and so is the whole.
    mutating func checkBalances() async throws {
        #expect(ledger["unbalanced"] == [])
        let lines = try await all(
            "account.move.line",
            [["parent_state", "=", "posted"], ["account_id", "!=", false]],
            ["move_id", "account_id", "debit", "credit"]
        )
        var entries: [Int64: Decimal] = [:]
        var accounts: [String: Decimal] = [:]
        for line in lines {
            let balance = try number(line["debit"]) - number(line["credit"])
            entries[line["move_id"]?[0]?.integerValue ?? 0, default: 0] += balance
            let code = line["account_id"]?[1]?.stringValue?.prefix { $0 != " " } ?? ""
            accounts[String(code), default: 0] += balance
        }
        #expect(entries.filter { $0.value != 0 } == [:])
        for account in ledger["accounts"]?.arrayValue ?? [] {
            let code = account["account"]?.stringValue ?? ""
            let truth = account["balance"]?.stringValue.flatMap { Decimal(plain: $0) }
            #expect(accounts.removeValue(forKey: code) == truth, "account \(code)")
        }
        #expect(accounts == [:])
        #expect(ledger["totals"]?["lines"] == .integer(Int64(lines.count)))
    }

    /// What is open on a line is its balance without what other lines settled.
    mutating func checkResiduals() async throws {
        var settled: [Int64: Decimal] = [:]
        for part in try await all("account.partial.reconcile", [], ["debit_move_id", "credit_move_id", "amount"]) {
            let amount = try number(part["amount"])
            settled[part["debit_move_id"]?[0]?.integerValue ?? 0, default: 0] += amount
            settled[part["credit_move_id"]?[0]?.integerValue ?? 0, default: 0] -= amount
        }
        let lines = try await all(
            "account.move.line",
            [["parent_state", "=", "posted"], ["account_type", "in", ["asset_receivable", "liability_payable"]]],
            ["balance", "amount_residual"]
        )
        #expect(!lines.isEmpty)
        for line in lines {
            let id = line["id"]?.integerValue ?? 0
            let open = try number(line["balance"]) - settled[id, default: 0]
            #expect(try number(line["amount_residual"]) == open, "line \(id)")
        }
    }

    /// No number of an entry or order is given twice, none is missing.
    mutating func checkNumbers() async throws {
        let entries = try await all("account.move", [["name", "!=", false], ["name", "!=", "/"]], ["name"])
        let orders = try await all("purchase.order", [], ["name"])
        var series: [String: [Int]] = [:]
        for record in entries + orders {
            let name = record["name"]?.stringValue ?? ""
            let digits = name.reversed().prefix { $0.isNumber }.count
            series[String(name.dropLast(digits)), default: []].append(Int(name.suffix(digits)) ?? 0)
        }
        #expect(series.count >= 5, "\(series.keys.sorted())")
        for (prefix, numbers) in series {
            #expect(numbers.sorted() == Array(1...numbers.count), "numbers \(prefix)…")
        }
    }

    /// What was confirmed to the clerks is there, and nothing else.
    mutating func check(_ confirmed: [Clerk.Confirmed], project: Int64) async throws {
        let types: JSON = ["in_invoice", "out_invoice", "in_refund", "out_refund"]
        let domain: JSON = [["state", "=", "posted"], ["move_type", "in", types]]
        let posted = try await all("account.move", domain, ["amount_total"])
        var totals: [Int64: Decimal] = [:]
        for entry in posted { totals[entry["id"]?.integerValue ?? 0] = try number(entry["amount_total"]) }
        #expect(totals == confirmed.reduce(into: [:]) { $0.merge($1.entries) { $1 } })

        let orders = try await reader.call("purchase.order", "search_count", [])
        #expect(orders == .integer(Int64(confirmed.reduce(0) { $0 + $1.orders })))
        let hours = try await all("account.analytic.line", [["project_id", "=", .integer(project)]], ["unit_amount"])
        let sum = try hours.reduce(Decimal(0)) { try $0 + number($1["unit_amount"]) }
        #expect(sum == confirmed.reduce(0) { $0 + $1.hours })
        let names = try await all("ir.model.data", [["module", "=", "soak"]], ["complete_name"])
        let loaded = names.compactMap { $0["complete_name"]?.stringValue }
        #expect(loaded.count == Set(loaded).count)
        #expect(Set(loaded) == confirmed.reduce(into: []) { $0.formUnion($1.lines) })
    }
}
