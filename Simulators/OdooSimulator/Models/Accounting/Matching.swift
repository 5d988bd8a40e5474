import Foundation
import JSON
import SimulatorKit

/// A part of a line that another line settles.
struct Match {
    let id: Int64
    /// The other line.
    let other: Int64
    /// Whether the line that was asked about stands in debit.
    let isDebit: Bool
    /// The amount in the company's currency.
    let amount: Decimal
    /// The amount in the currency of the line that was asked about.
    let amountCurrency: Decimal
}

/// What a line in a foreign currency and one in the company's settle of each other.
private struct MixedMatch {
    /// The amount in the company's currency.
    let amount: Decimal
    let debit: Decimal
    let credit: Decimal
    /// What the debit line gives up beyond the amount, at its own rate.
    let debitRest: Decimal
    let creditRest: Decimal
}

/// Reconciliation of lines.
extension Environment {
    static let partialModel = "account.partial.reconcile"

    /// The parts of a line that are settled.
    func matches(ofLine line: Int64) -> [Match] {
        [true, false].flatMap { isDebit in
            let (own, other) = isDebit ? ("debit_move_id", "credit_move_id") : ("credit_move_id", "debit_move_id")
            let ids = database.ids(of: Self.partialModel, where: [own], are: [.record(line)]) ?? []
            return ids.compactMap { id -> Match? in
                guard let row = database.row(Self.partialModel, id), let counterpart = row[other]?.recordID else {
                    return nil
                }
                let name = isDebit ? "debit_amount_currency" : "credit_amount_currency"
                return Match(
                    id: id,
                    other: counterpart,
                    isDebit: isDebit,
                    amount: (row["amount"] ?? .null).decimalValue,
                    amountCurrency: (row[name] ?? .null).decimalValue
                )
            }
        }
    }

    /// Settles lines of one account against each other, the earliest due first.
    mutating func reconcile(_ lines: [Int64]) throws(OdooError) {
        let rows = lines.compactMap { id in database.row(Entry.lineModel, id).map { (id: id, row: $0) } }
            .sorted {
                ($0.row["date_maturity"]?.dateValue ?? day($0.row), $0.id) < (
                    $1.row["date_maturity"]?.dateValue ?? day($1.row), $1.id
                )
            }
        var debits = rows.filter { direction($0.row) > 0 }.map(\.id)
        var credits = rows.filter { direction($0.row) < 0 }.map(\.id)
        while let debit = debits.first, let credit = credits.first {
            if isSettled(debit) {
                debits.removeFirst()
            } else if isSettled(credit) {
                credits.removeFirst()
            } else {
                let before = open(debit)
                try match(debit, before, credit, open(credit))
                for line in [debit, credit] { try totalEntryOfLine(line) }
                if open(debit) == before { debits.removeFirst() }
            }
        }
        for line in lines where isForeign(line) {
            let rest = open(line)
            guard rest.amount == 0, let last = matches(ofLine: line).map(\.id).max() else { continue }
            try bookExchangeDifference(rest.balance, of: line, by: last)
        }
        try finishMatching(lines)
    }

    func day(_ row: Row) -> CivilDate {
        (row["move_id"]?.recordID).flatMap { Entry(self, $0)?.date } ?? CivilDate(daysSince1970: 0)
    }

    func open(_ line: Int64) -> (amount: Decimal, balance: Decimal) {
        let row = database.row(Entry.lineModel, line)
        return (
            (row?["amount_residual_currency"] ?? .null).decimalValue, (row?["amount_residual"] ?? .null).decimalValue
        )
    }

    private mutating func match(
        _ debit: Int64,
        _ left: (amount: Decimal, balance: Decimal),
        _ credit: Int64,
        _ right: (amount: Decimal, balance: Decimal)
    ) throws(OdooError) {
        let currencies = [debit, credit].map { database.row(Entry.lineModel, $0)?["currency_id"]?.recordID ?? 0 }
        if let mixed = mixedMatch(debit, left, credit, right, currencies) {
            let id = try insertMatch(debit, credit, mixed.amount, mixed.debit, mixed.credit)
            for line in [debit, credit] { try totalEntryOfLine(line) }
            try bookExchangeDifference(mixed.debitRest, of: debit, by: id)
            try bookExchangeDifference(-mixed.creditRest, of: credit, by: id)
            return
        }
        var amount = min(left.balance, -right.balance)
        var debitAmount = share(of: left, amount, in: currencies[0])
        var creditAmount = share(of: (-right.amount, -right.balance), amount, in: currencies[1])
        if currencies[0] == currencies[1], isForeign(debit), left.amount != 0 || right.amount != 0 {
            // The amounts in the common foreign currency decide, the rest is a difference of exchange rates.
            let common = min(left.amount, -right.amount)
            (debitAmount, creditAmount) = (common, common)
            let own = ownCurrency(debit)
            amount = min(
                rounded(left.amount == 0 ? 0 : left.balance * common / left.amount, in: own),
                rounded(right.amount == 0 ? 0 : right.balance * common / right.amount, in: own)
            )
        }
        try insertMatch(debit, credit, amount, debitAmount, creditAmount)
    }

    /// A line in a foreign currency and one in the company's: the foreign amounts decide.
    private func mixedMatch(
        _ debit: Int64,
        _ left: (amount: Decimal, balance: Decimal),
        _ credit: Int64,
        _ right: (amount: Decimal, balance: Decimal),
        _ currencies: [Int64]
    ) -> MixedMatch? {
        let isForeign = [self.isForeign(debit), self.isForeign(credit)]
        guard isForeign[0] != isForeign[1] else { return nil }
        let foreign = isForeign[0] ? (debit, left, currencies[0]) : (credit, right, currencies[1])
        let own = isForeign[0] ? (credit, right) : (debit, left)
        let rest = foreign.1.amount.magnitude
        guard rest != 0, let rate = matchingRate(own.0, foreign.0, foreign.2) else { return nil }
        let converted = rounded(own.1.balance.magnitude * rate, in: foreign.2)
        let common = min(converted, rest)
        let currency = ownCurrency(own.0)
        let ownPart = converted <= common ? own.1.balance.magnitude : rounded(common / rate, in: currency)
        let foreignPart =
            common == rest
            ? foreign.1.balance.magnitude : rounded(foreign.1.balance.magnitude * common / rest, in: currency)
        let amount = min(ownPart, foreignPart)
        let (ownRest, foreignRest) = (ownPart - amount, foreignPart - amount)
        return isForeign[0]
            ? MixedMatch(amount: amount, debit: common, credit: amount, debitRest: foreignRest, creditRest: ownRest)
            : MixedMatch(amount: amount, debit: amount, credit: common, debitRest: ownRest, creditRest: foreignRest)
    }

    /// The rate at which a line in the company's currency counts in the foreign currency of the other one.
    private func matchingRate(_ own: Int64, _ foreign: Int64, _ currency: Int64) -> Decimal? {
        let entries = [own, foreign].map {
            database.row(Entry.lineModel, $0)?["move_id"]?.recordID.flatMap { Entry(self, $0) }
        }
        guard let entry = entries[0], let other = entries[1] else { return nil }
        if entry.kind.isInvoice, !other.kind.isInvoice, let row = database.row(Entry.lineModel, foreign) {
            let balance = (row["balance"] ?? .null).decimalValue
            return balance == 0 ? nil : ((row["amount_currency"] ?? .null).decimalValue / balance).magnitude
        }
        let day = entry.kind.isInvoice ? entry.row["invoice_date"]?.dateValue ?? entry.date : entry.date
        return rate(of: currency, company: entry.company, on: day)
    }

    @discardableResult
    mutating func insertMatch(
        _ debit: Int64,
        _ credit: Int64,
        _ amount: Decimal,
        _ debitAmount: Decimal,
        _ creditAmount: Decimal
    ) throws(OdooError) -> Int64 {
        let row: Row = [
            "debit_move_id": .record(debit), "credit_move_id": .record(credit), "amount": .decimal(amount),
            "debit_amount_currency": .decimal(debitAmount), "credit_amount_currency": .decimal(creditAmount),
            "max_date": .date(
                max(day(database.row(Entry.lineModel, debit) ?? [:]), day(database.row(Entry.lineModel, credit) ?? [:]))
            ),
        ]
        return try insert(Self.partialModel, row)
    }

    /// The balance of a line, or its foreign amount if that is too small for a balance.
    private func direction(_ row: Row) -> Decimal {
        let balance = (row["balance"] ?? .null).decimalValue
        return balance == 0 ? (row["amount_currency"] ?? .null).decimalValue : balance
    }

    /// Whether nothing of a line is open in the currency that decides.
    private func isSettled(_ line: Int64) -> Bool {
        let rest = open(line)
        return isForeign(line) ? rest.amount == 0 : rest.balance == 0
    }

    func isForeign(_ line: Int64) -> Bool {
        database.row(Entry.lineModel, line)?["currency_id"]?.recordID != ownCurrency(line)
    }

    func ownCurrency(_ line: Int64) -> Int64 {
        let entry = database.row(Entry.lineModel, line)?["move_id"]?.recordID.flatMap { Entry(self, $0) }
        return currency(ofCompany: entry?.company ?? 0)
    }

    private func share(of open: (amount: Decimal, balance: Decimal), _ part: Decimal, in currency: Int64) -> Decimal {
        guard open.balance != 0, part != open.balance else { return open.amount }
        return rounded(open.amount * part / open.balance, in: currency)
    }

    mutating func totalEntryOfLine(_ line: Int64) throws(OdooError) {
        guard let entry = database.row(Entry.lineModel, line)?["move_id"]?.recordID else { return }
        try totalEntry(entry)
    }
}
