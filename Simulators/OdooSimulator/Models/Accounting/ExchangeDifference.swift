import Foundation
import JSON
import SimulatorKit

/// What is left in the company's currency when lines settle each other at different rates.
extension Environment {
    /// Books a part of a line that its match leaves open for good.
    ///
    /// - Parameters:
    ///   - rest: The part in the company's currency, below zero for a credit; nothing is booked for 0.
    ///   - line: The line.
    ///   - partial: The match, which knows the entry.
    /// - Throws: What the entry's posting is refused with.
    mutating func bookExchangeDifference(
        _ rest: Decimal,
        of line: Int64,
        by partial: Int64
    ) throws(OdooError) {
        guard rest != 0, let row = database.row(Entry.lineModel, line),
            let entry = row["move_id"]?.recordID.flatMap({ Entry(self, $0) }),
            let journal = baseRecord("account.1_exch"),
            let result = baseRecord("account.1_\(rest > 0 ? "expense" : "income")_currency_exchange")
        else { return }
        let amount = isForeign(line) ? 0 : rest
        let parts = [(0, row["account_id"]?.recordID ?? 0, -Decimal(1)), (1, result, Decimal(1))]
        let lines: [JSONObject] = parts.map { sequence, account, sign in
            [
                "sequence": .integer(Int64(sequence)),
                "name": "Currency exchange rate difference", "account_id": .integer(account),
                "currency_id": .integer(row["currency_id"]?.recordID ?? 0), "amount_currency": (sign * amount).real,
                "balance": (sign * rest).real,
                "partner_id": row["partner_id"]?.recordID.map { .integer($0) } ?? false,
            ]
        }
        let latest = matches(ofLine: line).compactMap { database.row(Entry.lineModel, $0.other) }.map(day).max()
        let values: JSONObject = [
            "move_type": "entry", "journal_id": .integer(journal),
            "date": .string(max(entry.date, latest ?? entry.date).text),
            "line_ids": .array(lines.map { [0, 0, .object($0)] }),
        ]
        let model = try model(Entry.model)
        let made = try asSuperuser { environment throws(OdooError) in try environment.create(model, [values]).first ?? 0
        }
        try post([made])
        try set(Self.partialModel, partial, ["exchange_move_id": .record(made)])
        guard let counterpart = entryLines(made).first?.id else { return }
        let (debit, credit) = rest > 0 ? (line, counterpart) : (counterpart, line)
        try insertMatch(debit, credit, rest.magnitude, amount.magnitude, amount.magnitude)
        for line in [debit, credit] { try totalEntryOfLine(line) }
    }

    /// Reverses the entry of a difference whose match is no more.
    fileprivate mutating func reverseExchangeDifference(_ id: Int64) throws(OdooError) {
        guard let entry = Entry(self, id), entry.isPosted else { return }
        try unreconcile(entryLines(id).map(\.id))
        let day = accountingDate(entry.date, entry, hasTax: hasTaxes(id))
        try asSuperuser { environment throws(OdooError) in
            let reversal = try environment.reverse(entry, ["date": .date(day)])
            try environment.post([reversal])
        }
    }
}

/// Matches that end, and how matched lines are numbered.
extension Environment {
    /// Takes back what settles the lines.
    mutating func unreconcile(_ lines: [Int64]) throws(OdooError) {
        try takeBack(Set(lines.flatMap { matches(ofLine: $0).map(\.id) }).sorted())
    }

    /// Takes back matches, and the exchange differences that they brought; other matches of their lines stay.
    mutating func takeBack(_ partials: [Int64]) throws(OdooError) {
        var lines: Set<Int64> = []
        var differences: [Int64] = []
        for id in partials {
            guard let row = database.row(Self.partialModel, id) else { continue }
            lines.formUnion(["debit_move_id", "credit_move_id"].compactMap { row[$0]?.recordID })
            if let entry = row["exchange_move_id"]?.recordID { differences.append(entry) }
            database.replace(Self.partialModel, id, with: nil)
        }
        let left = lines.filter { exists(Entry.lineModel, $0) }.sorted()
        var numbered: Set<Int64> = []
        for line in left where !numbered.contains(line) {
            let group = matchedGroup([line])
            numbered.formUnion(group)
            try number(group, full: nil)
        }
        let entries = Set(left.compactMap { database.row(Entry.lineModel, $0)?["move_id"]?.recordID })
        for entry in entries.sorted() { try totalEntry(entry) }
        for entry in differences { try reverseExchangeDifference(entry) }
    }

    /// Numbers what is settled: whole groups by their full reconciliation, others as partial.
    mutating func finishMatching(_ lines: [Int64]) throws(OdooError) {
        let group = matchedGroup(lines)
        guard group.contains(where: { !matches(ofLine: $0).isEmpty }) else { return }
        let isWhole = group.allSatisfy { line in
            let rest = open(line)
            return rest.balance == 0 && rest.amount == 0
        }
        try number(group, full: isWhole ? try insert("account.full.reconcile", [:]) : nil)
    }

    /// The lines and all that their matches lead to.
    private func matchedGroup(_ lines: [Int64]) -> Set<Int64> {
        var group = Set(lines)
        var waiting = lines
        while let line = waiting.popLast() {
            for match in matches(ofLine: line) where group.insert(match.other).inserted { waiting.append(match.other) }
        }
        return group
    }

    /// Numbers lines by their full reconciliation or by their first match; without matches they have no number.
    private mutating func number(_ group: Set<Int64>, full: Int64?) throws(OdooError) {
        let first = group.flatMap { matches(ofLine: $0).map(\.id) }.min()
        let number = full.map { FieldValue.text(String($0)) } ?? first.map { .text("P\($0)") } ?? .null
        let whole = full.map { FieldValue.record($0) } ?? .null
        for line in group.sorted() {
            try set(Entry.lineModel, line, ["full_reconcile_id": whole, "matching_number": number])
        }
    }

    /// Refuses an entry that settles something.
    ///
    /// - Throws: UserError.
    func checkUnmatched(_ entry: Entry) throws(OdooError) {
        guard entryLines(entry.id).contains(where: { !matches(ofLine: $0.id).isEmpty }) else { return }
        throw .user(
            "You cannot do this modification on a reconciled journal entry. You can just change some non legal fields or "
                + "you must unreconcile first.\nJournal Entry (id): \(entry.number ?? "/") (\(entry.id))"
        )
    }
}
