import Foundation
import JSON
import SimulatorKit

/// What tells the tax lines of an entry apart.
private struct TaxKey: Equatable {
    let tax: Int64
    let account: Int64?
    let group: Int64?
    /// The taxes that are computed on this one too.
    let subsequent: [Int64]
    let distribution: FieldValue

    init(tax: Int64, account: Int64?, group: Int64?, subsequent: [Int64], distribution: FieldValue) {
        self.tax = tax
        self.account = account
        self.group = group
        self.subsequent = subsequent.sorted()
        self.distribution = distribution
    }

    /// The key of a line that is there.
    init(_ row: Row) {
        self.init(
            tax: row["tax_line_id"]?.recordID ?? 0,
            account: row["account_id"]?.recordID,
            group: row["group_tax_id"]?.recordID,
            subsequent: row["tax_ids"]?.recordIDs ?? [],
            distribution: row["analytic_distribution"] ?? .null
        )
    }

    /// The columns that hold the key.
    var columns: Row {
        [
            "tax_line_id": .record(tax), "account_id": account.map { .record($0) } ?? .null,
            "group_tax_id": group.map { .record($0) } ?? .null,
            "tax_ids": subsequent.isEmpty ? .null : .records(subsequent), "analytic_distribution": distribution,
        ]
    }
}

/// A tax line that the lines of an entry need.
private struct NeededTax {
    let key: TaxKey
    var amount: Decimal = 0
    /// In the company's currency.
    var base: Decimal = 0
}

extension Environment {
    /// Makes, changes and removes the tax lines of an entry after its other lines.
    mutating func computeTaxLines(_ entry: Entry) throws(OdooError) {
        var needed = neededTaxes(entry)
        var present = entryLines(entry.id).filter { $0.row["display_type"] == .text("tax") }
        guard entry.kind.isInvoice || !needed.isEmpty else { return }
        for line in present {
            guard let position = needed.firstIndex(where: { $0.key == TaxKey(line.row) }) else { continue }
            try update(try model(Entry.lineModel), line.id, taxColumns(needed.remove(at: position), entry))
            present.removeAll { $0.id == line.id }
        }
        if !profile.is18 {
            while let line = present.last, let part = needed.last {
                let columns = taxColumns(part, entry).merging(part.key.columns) { $1 }
                try update(try model(Entry.lineModel), line.id, named(columns, part))
                present.removeLast()
                needed.removeLast()
            }
        }
        try removeLines(present.map(\.id))
        for part in needed {
            let columns = taxColumns(part, entry).merging(part.key.columns) { $1 }
            try addLine("tax", named(columns, part).filter { !$0.value.isNull }, sequence: 10000, to: entry)
        }
        if !entry.kind.isInvoice { try balanceEntry(entry) }
    }

    private func named(_ columns: Row, _ part: NeededTax) -> Row {
        columns.merging(["name": .text(name(of: "account.tax", part.key.tax))]) { $1 }
    }

    private func taxColumns(_ part: NeededTax, _ entry: Entry) -> Row {
        let own = currency(ofCompany: entry.company)
        var columns = amounts(part.amount, entryRate(entry), own)
        columns["tax_base_amount"] = .decimal(part.base.magnitude)
        if !profile.is18 { columns["partner_id"] = entry.row["partner_id"] ?? .null }
        return columns
    }

    /// The rate of the entry's currency on its day.
    private func entryRate(_ entry: Entry) -> Decimal {
        rate(of: entry.currency, company: entry.company, on: entry.row["invoice_date"]?.dateValue ?? entry.date)
    }

    /// The tax lines that the lines of an entry need, in the order in which they are computed.
    private func neededTaxes(_ entry: Entry) -> [NeededTax] {
        var needed: [NeededTax] = []
        let isInvoice = entry.kind.isInvoice
        let sign = isInvoice ? entry.kind.sign : 1
        for (_, row) in entryLines(entry.id) where row["tax_line_id"] == nil {
            let taxes = row["tax_ids"]?.recordIDs ?? []
            guard row["display_type"] == .text("product"), !taxes.isEmpty else { continue }
            let calculation = taxCalculation(row, taxes, entry)
            for part in calculation.parts where profile.is18 || part.amount != 0 {
                let account = taxAccount(part.tax)
                let isOwn = account == nil || value("analytic", of: "account.tax", part.tax).isTrue
                let key = TaxKey(
                    tax: part.tax,
                    account: account ?? row["account_id"]?.recordID,
                    group: part.group,
                    subsequent: part.subsequent,
                    distribution: isOwn ? row["analytic_distribution"] ?? .null : .null
                )
                let position = needed.firstIndex { $0.key == key } ?? needed.endIndex
                if position == needed.endIndex { needed.append(NeededTax(key: key)) }
                needed[position].amount += sign * part.amount
                needed[position].base +=
                    part.base == calculation.excluded
                    ? (row["balance"] ?? .null).decimalValue
                    : rounded(sign * part.base / entryRate(entry), in: currency(ofCompany: entry.company))
            }
        }
        return needed.filter { $0.amount != 0 }
    }

    private func taxCalculation(_ row: Row, _ taxes: [Int64], _ entry: Entry) -> TaxCalculation {
        let step = step(ofCurrency: entry.currency)
        guard entry.kind.isInvoice else {
            let amount = (row["amount_currency"] ?? .null).decimalValue
            return TaxCalculation(self, taxes, of: amount, quantity: 1, step: step)
        }
        let quantity = (row["quantity"] ?? .null).decimalValue
        let discount = (row["discount"] ?? .null).decimalValue
        let gross = quantity * (row["price_unit"] ?? .null).decimalValue * (100 - discount) / 100
        return TaxCalculation(self, taxes, of: gross, quantity: quantity, step: step)
    }

    /// The account of a tax's amounts: those of the chart for its taxes, none for others.
    private func taxAccount(_ tax: Int64) -> Int64? {
        guard externalEntry(of: "account.tax", tax)?.complete.hasPrefix("account.") == true else { return nil }
        let isSale = value("type_tax_use", of: "account.tax", tax) == .text("sale")
        return baseRecord(isSale ? "account.1_tax_received" : "account.1_tax_paid")
    }
}
