import Foundation
import SimulatorKit

/// Totals, open amounts and payment states.
extension Environment {
    /// Writes the totals of an entry and the open amounts of its lines.
    mutating func totalEntry(_ id: Int64) throws(OdooError) {
        guard let entry = Entry(self, id) else { return }
        var untaxed = (amount: Decimal(0), balance: Decimal(0))
        var tax = (amount: Decimal(0), balance: Decimal(0))
        var open = (amount: Decimal(0), balance: Decimal(0))
        var debit = (amount: Decimal(0), balance: Decimal(0))
        for (line, row) in entryLines(id) {
            let amount = (row["amount_currency"] ?? .null).decimalValue
            let balance = (row["balance"] ?? .null).decimalValue
            let isOpen = (row["account_id"]?.recordID).map(isReconcilable) ?? false
            let rest = isOpen ? openAmount(line, row) : (amount: 0, balance: 0)
            try setOpen(rest, line, row, isSettled: isOpen && rest.amount == 0 && rest.balance == 0)
            switch row["display_type"]?.textValue {
            case "payment_term": open = (open.amount + rest.amount, open.balance + rest.balance)
            case "tax": tax = (tax.amount + amount, tax.balance + balance)
            case "product", "rounding": untaxed = (untaxed.amount + amount, untaxed.balance + balance)
            default: break
            }
            if balance > 0 { debit = (debit.amount + amount, debit.balance + balance) }
        }
        let sign = entry.kind.sign
        let isInvoice = entry.kind.isInvoice
        let total = isInvoice ? (untaxed.amount + tax.amount, untaxed.balance + tax.balance) : debit
        if !isInvoice { untaxed = (0, 0) }
        if !isInvoice { tax = (0, 0) }
        var columns: Row = [
            "amount_untaxed": .decimal(sign * untaxed.amount), "amount_tax": .decimal(sign * tax.amount),
            "amount_total": .decimal(sign * total.0), "amount_residual": .decimal(-sign * open.amount),
            "amount_untaxed_signed": .decimal(-untaxed.balance), "amount_tax_signed": .decimal(-tax.balance),
            "amount_total_signed": .decimal(isInvoice ? -total.1 : total.1.magnitude),
            "amount_residual_signed": .decimal(open.balance),
            "amount_total_in_currency_signed": .decimal(isInvoice ? -total.0 : total.0.magnitude),
        ]
        if profile.is18 { columns["amount_untaxed_in_currency_signed"] = .decimal(-untaxed.amount) }
        columns["payment_state"] = .text(paymentState(entry, open: open.amount))
        try set(Entry.model, id, columns)
        if let total = Entry(self, id) { try refreshPayments(of: total) }
    }

    /// What is not matched of a line on an account that is reconciled or holds money.
    private func openAmount(_ line: Int64, _ row: Row) -> (amount: Decimal, balance: Decimal) {
        var amount = (row["amount_currency"] ?? .null).decimalValue
        var balance = (row["balance"] ?? .null).decimalValue
        for match in matches(ofLine: line) {
            balance += match.isDebit ? -match.amount : match.amount
            amount += match.isDebit ? -match.amountCurrency : match.amountCurrency
        }
        return (amount, balance)
    }

    /// Whether the lines of an account have an open amount.
    private func isReconcilable(_ account: Int64) -> Bool {
        guard let row = database.row("account.account", account) else { return false }
        let type = row["account_type"]?.textValue
        return row["reconcile"]?.isTrue == true || type == "asset_cash" || type == "liability_credit_card"
    }

    private mutating func setOpen(
        _ open: (amount: Decimal, balance: Decimal),
        _ line: Int64,
        _ row: Row,
        isSettled: Bool
    ) throws(OdooError) {
        let columns: Row = [
            "amount_residual": .decimal(open.balance), "amount_residual_currency": .decimal(open.amount),
            "reconciled": .boolean(isSettled),
        ]
        guard columns.contains(where: { row[$0.key] != $0.value }) else { return }
        try set(Entry.lineModel, line, columns)
    }

    private func paymentState(_ entry: Entry, open: Decimal) -> String {
        guard entry.kind.isInvoice, entry.isPosted else { return "not_paid" }
        let counterparts = entryLines(entry.id).filter { $0.row["display_type"] == .text("payment_term") }
            .flatMap { matches(ofLine: $0.id) }
            .compactMap { match in
                (database.row(Entry.lineModel, match.other)?["move_id"]?.recordID).flatMap { Entry(self, $0) }
            }
        guard open == 0 else { return counterparts.isEmpty ? "not_paid" : "partial" }
        let reversal = entry.kind.reversed
        let isReversed =
            !entry.kind.isRefund && counterparts.contains { $0.kind == reversal }
            && counterparts.allSatisfy { $0.kind == reversal || ($0.kind == .entry && !isOfPayment($0)) }
        return isReversed ? "reversed" : "paid"
    }

    private func isOfPayment(_ entry: Entry) -> Bool {
        entry.row[profile.is18 ? "origin_payment_id" : "payment_id"]?.recordID != nil
    }

    /// Refuses an entry whose debit and credit differ.
    ///
    /// - Throws: UserError with both sums.
    func checkBalance(_ id: Int64) throws(OdooError) {
        guard let entry = Entry(self, id) else { return }
        let lines = entryLines(id)
        let debit = lines.reduce(Decimal(0)) { $0 + ($1.row["debit"] ?? .null).decimalValue }
        let credit = lines.reduce(Decimal(0)) { $0 + ($1.row["credit"] ?? .null).decimalValue }
        guard debit != credit else { return }
        guard !profile.is19 else { throw .user("The entry is not balanced.") }
        let own = currency(ofCompany: entry.company)
        throw .user(
            "An error has occurred.\n\nThe move (\(entryName(entry, showsReference: false))) is not balanced.\n"
                + "The total of debits equals \(shown(debit, in: own)) and the total of credits equals "
                + "\(shown(credit, in: own)).\nYou might want to specify a default account on journal "
                + "\"\(name(of: "account.journal", entry.journal))\" to automatically balance each move."
        )
    }

    /// The name of an entry: its number, or what it is a draft of.
    func entryName(_ entry: Entry, showsReference: Bool) -> String {
        var words: [String] = entry.isDraft ? [entry.kind.draftName] : []
        if let number = entry.number {
            words.append(number)
        } else if !profile.is18 {
            words.append("(* \(entry.id))")
        }
        let reference = entry.row["ref"]?.textValue ?? ""
        if showsReference, !reference.isEmpty {
            words.append("(\(reference.count > 50 ? String(reference.prefix(46)) + "[...]" : reference))")
        }
        return words.joined(separator: " ")
    }
}
