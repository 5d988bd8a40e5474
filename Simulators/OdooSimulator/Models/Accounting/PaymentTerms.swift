import Foundation
import SimulatorKit

/// One part of an invoice that is due on a day.
struct Installment {
    let due: CivilDate
    let amount: Decimal
    let balance: Decimal
}

extension Environment {
    /// The parts in which a payment term splits an amount; the last one takes what rounding leaves.
    ///
    /// - Parameters:
    ///   - term: The payment term.
    ///   - amount: The amount in the invoice's currency, with the sign of the line.
    ///   - balance: The same in the company's currency.
    ///   - entry: The invoice.
    /// - Returns: The parts, in the order of the term.
    /// - Throws: OverflowError for a part that is due on a day that Python does not have.
    func installments(
        _ term: Int64,
        _ amount: Decimal,
        _ balance: Decimal,
        _ entry: Entry
    ) throws(OdooError) -> [Installment] {
        let start = entry.row["invoice_date"]?.dateValue ?? entry.row["date"]?.dateValue ?? today
        let name = "account.payment.term.line"
        let lines = value("line_ids", of: "account.payment.term", term).recordIDs
        var rest = (amount: amount, balance: balance)
        var parts: [Installment] = []
        for (index, line) in lines.enumerated() {
            let due = try dueDate(after: start, value("delay_type", of: name, line).textValue ?? "", line)
            var part = rest
            if index < lines.count - 1 {
                let share = value("value_amount", of: name, line).decimalValue
                if value("value", of: name, line) == .text("fixed") {
                    let sign: Decimal = amount < 0 ? -1 : 1
                    let ratio = amount == 0 ? 0 : balance / amount
                    part = (share * sign, share * sign * ratio)
                } else {
                    part = (amount * share / 100, balance * share / 100)
                }
            }
            part = (
                rounded(part.amount, in: entry.currency), rounded(part.balance, in: currency(ofCompany: entry.company))
            )
            rest = (rest.amount - part.amount, rest.balance - part.balance)
            parts.append(Installment(due: due, amount: part.amount, balance: part.balance))
        }
        return parts
    }

    private func dueDate(after start: CivilDate, _ delay: String, _ line: Int64) throws(OdooError) -> CivilDate {
        let name = "account.payment.term.line"
        let days = value("nb_days", of: name, line).recordIDs.first ?? 0
        switch delay {
        case "days_after_end_of_month": return try PythonDelta.day(start.endOfMonth, later: days)
        case "days_after_end_of_next_month":
            return try PythonDelta.day(start.endOfMonth.adding(days: 1).endOfMonth, later: days)
        case "days_end_of_month_on_the":
            let field = value("days_next_month", of: name, line)
            let day = field.textValue.flatMap(Int64.init) ?? field.recordIDs.first ?? 0
            return try PythonDelta.day(try PythonDelta.day(start, later: days).endOfMonth, later: day)
        default: return try PythonDelta.day(start, later: days)
        }
    }
}

extension CivilDate {
    /// The last day of the month.
    var endOfMonth: CivilDate {
        let (year, month, _) = parts
        let isLast = month == 12
        let next = CivilDate(year: isLast ? year + 1 : year, month: isLast ? 1 : month + 1, day: 1)
        return next?.adding(days: -1) ?? self
    }

    /// The last day of the year.
    var endOfYear: CivilDate { CivilDate(year: parts.year, month: 12, day: 31) ?? self }

    /// The day as messages show it: `03/31/2026`.
    var shown: String {
        let words = text.split(separator: "-")
        return "\(words[1])/\(words[2])/\(words[0])"
    }
}
