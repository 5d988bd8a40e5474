import Foundation
import JSON
import SimulatorKit

/// Amounts, taxes, terms and totals that follow from the lines of an entry.
extension Environment {
    /// Carries out changes of an entry's lines; it is completed after all of them.
    mutating func changingLines(_ body: (inout Environment) throws(OdooError) -> Void) throws(OdooError) {
        let before = ledgerWork.changesLines
        ledgerWork.changesLines = true
        defer { ledgerWork.changesLines = before }
        try body(&self)
    }

    /// Completes an entry after a change: amounts of its lines, taxes, terms, totals and number.
    ///
    /// - Throws: UserError if debit and credit differ.
    mutating func completeEntry(_ id: Int64) throws(OdooError) {
        guard let entry = Entry(self, id) else { return }
        if entry.isDraft {
            if entry.kind.isInvoice { try computeInvoiceLines(entry) } else { try computeEntryLines(entry) }
            try computeTaxLines(entry)
            if entry.kind.isInvoice { try computeTermLines(entry) }
            try numberDraft(id)
        }
        try totalEntry(id)
        try checkBalance(id)
    }

    private mutating func computeInvoiceLines(_ entry: Entry) throws(OdooError) {
        let currencyStep = step(ofCurrency: entry.currency)
        let own = currency(ofCompany: entry.company)
        let rate = rate(
            of: entry.currency,
            company: entry.company,
            on: entry.row["invoice_date"]?.dateValue ?? entry.date
        )
        if profile.is18 { try set(Entry.model, entry.id, ["invoice_currency_rate": .decimal(rate)]) }
        for (id, row) in entryLines(entry.id) where row["display_type"] == .text("product") {
            let quantity = (row["quantity"] ?? .null).decimalValue
            let discount = (row["discount"] ?? .null).decimalValue
            let gross = quantity * (row["price_unit"] ?? .null).decimalValue * (100 - discount) / 100
            let taxes = TaxCalculation(
                self,
                row["tax_ids"]?.recordIDs ?? [],
                of: gross,
                quantity: quantity,
                step: currencyStep
            )
            var columns = amounts(entry.kind.sign * taxes.excluded, rate, own)
            columns["price_subtotal"] = .decimal(taxes.excluded)
            columns["price_total"] = .decimal(taxes.included)
            columns["currency_id"] = .record(entry.currency)
            columns["partner_id"] = entry.row["commercial_partner_id"] ?? .null
            try update(try model(Entry.lineModel), id, columns)
        }
    }

    /// Version 18 shows the amounts with which entries by hand were made as prices.
    private mutating func computeEntryLines(_ entry: Entry) throws(OdooError) {
        guard profile.is18 else { return }
        for (id, row) in entryLines(entry.id) where row["display_type"] == .text("product") && row["price_total"] == nil
        {
            let amount = row["amount_currency"] ?? .null
            let taxes = TaxCalculation(
                self,
                row["tax_ids"]?.recordIDs ?? [],
                of: amount.decimalValue,
                quantity: 1,
                step: step(ofCurrency: row["currency_id"]?.recordID ?? entry.currency)
            )
            let columns: Row = ["price_subtotal": .decimal(taxes.excluded), "price_total": .decimal(taxes.included)]
            try update(try model(Entry.lineModel), id, columns)
        }
    }

    /// The columns of an amount in the entry's currency.
    func amounts(_ amount: Decimal, _ rate: Decimal, _ own: Int64) -> Row {
        Self.amountColumns(amount, balance: rounded(amount / rate, in: own))
    }

    static func amountColumns(_ amount: Decimal, balance: Decimal) -> Row {
        [
            "amount_currency": .decimal(amount), "balance": .decimal(balance),
            "debit": .decimal(balance > 0 ? balance : 0), "credit": .decimal(balance < 0 ? -balance : 0),
        ]
    }

    // MARK: Taxes

    /// Balances an entry whose taxes leave a difference on the suspense account.
    mutating func balanceEntry(_ entry: Entry) throws(OdooError) {
        let label = "Automatic Balancing Line"
        let lines = entryLines(entry.id)
        let existing = lines.first { $0.row["name"] == .text(label) }?.id
        let difference = lines.filter { $0.id != existing }.reduce(Decimal(0)) {
            $0 + ($1.row["balance"] ?? .null).decimalValue
        }
        if let existing {
            try update(try model(Entry.lineModel), existing, Self.amountColumns(-difference, balance: -difference))
        } else if difference != 0, let account = baseRecord("account.1_account_journal_suspense_account_id") {
            var columns = Self.amountColumns(-difference, balance: -difference)
            columns["name"] = .text(label)
            columns["account_id"] = .record(account)
            try addLine("product", columns, sequence: 100, to: entry)
        }
    }

    // MARK: Terms

    private mutating func computeTermLines(_ entry: Entry) throws(OdooError) {
        let lines = entryLines(entry.id)
        var present = lines.filter { $0.row["display_type"] == .text("payment_term") }.map(\.id)
        let others = lines.filter { $0.row["display_type"] != .text("payment_term") }
        let amount = -others.reduce(Decimal(0)) { $0 + ($1.row["amount_currency"] ?? .null).decimalValue }
        let balance = -others.reduce(Decimal(0)) { $0 + ($1.row["balance"] ?? .null).decimalValue }
        var parts: [Installment] = []
        let hasLines = others.contains { $0.row["display_type"] == .text("product") }
        if hasLines {
            if let term = entry.row["invoice_payment_term_id"]?.recordID {
                parts = try installments(term, amount, balance, entry)
            }
            if parts.isEmpty {
                let due = entry.row["invoice_date_due"]?.dateValue ?? today
                parts = [Installment(due: due, amount: amount, balance: balance)]
            }
        }
        for (index, part) in parts.enumerated() {
            var columns = Self.amountColumns(part.amount, balance: part.balance)
            columns["date_maturity"] = .date(part.due)
            columns["account_id"] = termAccount(entry).map { .record($0) } ?? .null
            columns["name"] = termName(entry, parts.count > 1 ? index + 1 : nil)
            columns["currency_id"] = .record(entry.currency)
            columns["partner_id"] = entry.row["commercial_partner_id"] ?? .null
            if present.isEmpty {
                try addLine("payment_term", columns, sequence: 12000, to: entry)
            } else {
                try update(try model(Entry.lineModel), present.removeFirst(), columns)
            }
        }
        try removeLines(present)
        let due = parts.map(\.due).max() ?? entry.row["invoice_date_due"]?.dateValue ?? today
        try set(Entry.model, entry.id, ["invoice_date_due": .date(due)])
    }

    private func termName(_ entry: Entry, _ number: Int?) -> FieldValue {
        var reference = entry.row["payment_reference"]?.textValue ?? ""
        let own = entry.row["ref"]?.textValue ?? ""
        if profile.is18, !reference.isEmpty, !own.isEmpty, own != reference { reference = "\(own) - \(reference)" }
        if profile.is19, reference.isEmpty, entry.kind.isPurchase { reference = entry.row["ref"]?.textValue ?? "" }
        if let number {
            return .text("\(reference) installment #\(number)".trimmingCharacters(in: .whitespaces))
        }
        return reference.isEmpty && profile.is18 ? .null : .text(reference)
    }

    // MARK: Lines

    mutating func addLine(
        _ display: String,
        _ columns: Row,
        sequence: Int64,
        to entry: Entry
    ) throws(OdooError) {
        var row: Row = [
            "move_id": .record(entry.id), "display_type": .text(display), "sequence": .integer(sequence),
            "currency_id": .record(entry.currency),
            "partner_id": entry.row["commercial_partner_id"] ?? .null,
        ]
        row.merge(columns) { $1 }
        _ = try insert(Entry.lineModel, row)
    }

    mutating func removeLines(_ ids: [Int64]) throws(OdooError) {
        guard !ids.isEmpty else { return }
        let model = try model(Entry.lineModel)
        try asSuperuser { environment throws(OdooError) in
            try environment.changingLines { environment throws(OdooError) in try environment.unlink(model, ids) }
        }
    }
}
