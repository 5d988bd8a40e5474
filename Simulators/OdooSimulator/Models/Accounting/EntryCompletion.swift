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
            if entry.kind.isInvoice { try computeInvoiceLines(entry) }
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

    /// The columns of an amount in the entry's currency.
    private func amounts(_ amount: Decimal, _ rate: Decimal, _ own: Int64) -> Row {
        Self.amountColumns(amount, balance: rounded(amount / rate, in: own))
    }

    private static func amountColumns(_ amount: Decimal, balance: Decimal) -> Row {
        [
            "amount_currency": .decimal(amount), "balance": .decimal(balance),
            "debit": .decimal(balance > 0 ? balance : 0), "credit": .decimal(balance < 0 ? -balance : 0),
        ]
    }

    // MARK: Taxes

    /// The tax lines that the lines of an entry need, with the base of each.
    private func neededTaxes(_ entry: Entry) -> [(tax: Int64, account: Int64?, amount: Decimal, base: Decimal)] {
        var order: [[Int64]] = []
        var sums: [[Int64]: (amount: Decimal, base: Decimal)] = [:]
        for (_, row) in entryLines(entry.id) where row["tax_line_id"] == nil {
            let taxes = row["tax_ids"]?.recordIDs ?? []
            guard row["display_type"] == .text("product"), !taxes.isEmpty else { continue }
            let quantity = entry.kind.isInvoice ? (row["quantity"] ?? .null).decimalValue : 1
            let discount = entry.kind.isInvoice ? (row["discount"] ?? .null).decimalValue : 0
            let gross =
                entry.kind.isInvoice
                ? quantity * (row["price_unit"] ?? .null).decimalValue * (100 - discount) / 100
                : (row["amount_currency"] ?? .null).decimalValue
            let step = step(ofCurrency: entry.currency)
            let sign = entry.kind.isInvoice ? entry.kind.sign : 1
            let calculation = TaxCalculation(self, taxes, of: gross, quantity: quantity, step: step)
            for part in calculation.parts {
                let key = [part.tax, taxAccount(part.tax) ?? row["account_id"]?.recordID ?? 0]
                if sums[key] == nil { order.append(key) }
                sums[key, default: (0, 0)].amount += sign * part.amount
                sums[key, default: (0, 0)].base += (row["balance"] ?? .null).decimalValue
            }
        }
        return order.map { key in
            let sum = sums[key] ?? (0, 0)
            return (tax: key[0], account: key[1] == 0 ? nil : key[1], amount: sum.amount, base: sum.base)
        }
    }

    /// The account of a tax's amounts: those of the chart for its taxes, none for others.
    private func taxAccount(_ tax: Int64) -> Int64? {
        guard externalEntry(of: "account.tax", tax)?.complete.hasPrefix("account.") == true else { return nil }
        let isSale = value("type_tax_use", of: "account.tax", tax) == .text("sale")
        return baseRecord(isSale ? "account.1_tax_received" : "account.1_tax_paid")
    }

    private mutating func computeTaxLines(_ entry: Entry) throws(OdooError) {
        let needed = neededTaxes(entry)
        var present = entryLines(entry.id).filter { $0.row["display_type"] == .text("tax") }
        guard entry.kind.isInvoice || !needed.isEmpty else { return }
        let own = currency(ofCompany: entry.company)
        let rate = rate(
            of: entry.currency,
            company: entry.company,
            on: entry.row["invoice_date"]?.dateValue ?? entry.date
        )
        for part in needed {
            var columns = amounts(part.amount, rate, own)
            columns["tax_base_amount"] = .decimal(part.base.magnitude)
            columns["account_id"] = part.account.map { .record($0) } ?? .null
            let position = present.firstIndex { $0.row["tax_line_id"]?.recordID == part.tax }
            if let position {
                try update(try model(Entry.lineModel), present.remove(at: position).id, columns)
            } else {
                columns["tax_line_id"] = .record(part.tax)
                columns["name"] = .text(name(of: "account.tax", part.tax))
                try addLine("tax", columns, sequence: 10000, to: entry)
            }
        }
        try removeLines(present.map(\.id))
        if !entry.kind.isInvoice { try balanceEntry(entry) }
    }

    /// Balances an entry whose taxes leave a difference on the suspense account.
    private mutating func balanceEntry(_ entry: Entry) throws(OdooError) {
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
                parts = installments(term, amount, balance, entry)
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
        if profile.is19, reference.isEmpty, entry.kind.isPurchase { reference = entry.row["ref"]?.textValue ?? "" }
        if let number {
            return .text("\(reference) installment #\(number)".trimmingCharacters(in: .whitespaces))
        }
        return reference.isEmpty && profile.is18 ? .null : .text(reference)
    }

    // MARK: Lines

    private mutating func addLine(
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

    private mutating func removeLines(_ ids: [Int64]) throws(OdooError) {
        guard !ids.isEmpty else { return }
        let model = try model(Entry.lineModel)
        try asSuperuser { environment throws(OdooError) in
            try environment.changingLines { environment throws(OdooError) in try environment.unlink(model, ids) }
        }
    }
}
