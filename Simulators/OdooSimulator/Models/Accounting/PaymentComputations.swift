import Foundation

extension Computations {
    static let payments: [String: Function] = [
        "payment_difference": { environment, model, id in
            let value = { (name: String) in environment.value(name, in: model, id) }
            if ["next", "overdue"].contains(value("installments_mode").textValue ?? "") { return .decimal(0) }
            guard let source = value("source_currency_id").recordID, let currency = value("currency_id").recordID,
                let company = value("company_id").recordID
            else { return .decimal(0) }
            let due = environment.converted(
                value("source_amount_currency").decimalValue,
                from: source,
                to: currency,
                company: company,
                on: value("payment_date").dateValue ?? environment.today
            )
            return .decimal(due - value("amount").decimalValue)
        },
        "register_payment_count": { environment, model, id in
            let rows = environment.value("line_ids", in: model, id).recordIDs.compactMap {
                environment.database.row(Entry.lineModel, $0)
            }
            guard environment.value("group_payment", in: model, id).isTrue else { return .integer(Int64(rows.count)) }
            let keys = rows.map { [$0["partner_id"], $0["account_id"], $0["currency_id"]] }
            return .integer(Int64(Set(keys).count))
        },
        "payment_method_line": { environment, model, id in
            let isInbound = environment.value("payment_type", in: model, id) == .text("inbound")
            let journal = environment.value("journal_id", in: model, id).recordID
            let known = environment.database.ids(of: "account.payment.method.line").first { line in
                let row = environment.database.row("account.payment.method.line", line)
                return row?["journal_id"]?.recordID == journal
                    && row?["payment_type"] == .text(isInbound ? "inbound" : "outbound")
            }
            return known.map { .record($0) } ?? .null
        },
        "payment_method_line_name": { environment, model, id in
            let name = environment.name(model, id)
            guard environment.profile.is18 else { return .text(name) }
            return .text(
                "\(name) (\(environment.shownName("account.journal", environment.value("journal_id", in: model, id).recordID)))"
            )
        },
        "journal_inbound_lines": { environment, _, id in .records(environment.methodLines(ofJournal: id, "inbound")) },
        "journal_outbound_lines": { environment, _, id in .records(environment.methodLines(ofJournal: id, "outbound"))
        },
        "payment_is_reconciled": { environment, _, id in
            .boolean(environment.settledLines(ofPayment: id).allSatisfy { $0["reconciled"]?.isTrue == true })
        },
        "payment_bills": { environment, _, id in
            .records(environment.settledEntries(ofPayment: id).filter(\.kind.isPurchase).map(\.id))
        },
        "payment_invoices": { environment, _, id in
            .records(environment.settledEntries(ofPayment: id).filter(\.kind.isSale).map(\.id))
        },
        "payment_bill_count": { environment, _, id in
            .integer(Int64(environment.settledEntries(ofPayment: id).filter(\.kind.isPurchase).count))
        },
        "payment_invoice_count": { environment, _, id in
            .integer(Int64(environment.settledEntries(ofPayment: id).filter(\.kind.isSale).count))
        },
        "payment_signed": { environment, model, id in
            let amount = environment.value("amount", in: model, id).decimalValue
            return .decimal(environment.value("payment_type", in: model, id) == .text("inbound") ? amount : -amount)
        },
        "partner_payable": { environment, _, id in .decimal(-environment.openBalance(of: id, "liability_payable")) },
        "partner_receivable": { environment, _, id in .decimal(environment.openBalance(of: id, "asset_receivable")) },
        "payment_name": { environment, model, id in
            let name = environment.name(model, id)
            return .text(name.isEmpty || name == "/" ? "Draft Payment" : name)
        },
    ]
}

extension Environment {
    /// The ways in which money comes into a journal, or leaves it.
    fileprivate func methodLines(ofJournal journal: Int64, _ type: String) -> [Int64] {
        database.ids(of: "account.payment.method.line").filter { line in
            let row = database.row("account.payment.method.line", line)
            return row?["journal_id"]?.recordID == journal && row?["payment_type"] == .text(type)
        }
    }

    /// What is open of a partner's posted lines on accounts of a type.
    fileprivate func openBalance(of partner: Int64, _ type: String) -> Decimal {
        let lines = database.ids(of: Entry.lineModel, where: ["partner_id"], are: [.record(partner)]) ?? []
        return lines.compactMap { database.row(Entry.lineModel, $0) }.reduce(Decimal(0)) { sum, row in
            guard let account = row["account_id"]?.recordID,
                value("account_type", of: "account.account", account) == .text(type),
                row["move_id"]?.recordID.flatMap({ Entry(self, $0) })?.isPosted == true
            else { return sum }
            return sum + (row["amount_residual"] ?? .null).decimalValue
        }
    }

    /// The lines of a payment's entry that settle something.
    fileprivate func settledLines(ofPayment id: Int64) -> [Row] {
        guard let entry = entry(ofPayment: id) else { return [] }
        let account = database.row(Payments.model, id)?["destination_account_id"]
        return entryLines(entry.id).map(\.row).filter { $0["account_id"] == account }
    }

    /// The invoices and bills that a payment settles.
    fileprivate func settledEntries(ofPayment id: Int64) -> [Entry] {
        guard let entry = entry(ofPayment: id) else { return [] }
        let others = entryLines(entry.id).flatMap { matches(ofLine: $0.id) }.compactMap { match in
            database.row(Entry.lineModel, match.other)?["move_id"]?.recordID
        }
        return Set(others).sorted().compactMap { Entry(self, $0) }.filter(\.kind.isInvoice)
    }
}
