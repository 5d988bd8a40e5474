import JSON

extension ModelBehaviour {
    /// Entries and their lines.
    static let accounting: [String: ModelBehaviour] = [
        "account.move": entry,
        "account.move.line": entryLine,
        "account.account": ledgerAccount,
        Reversal.model: Reversal.behaviour,
        Payments.model: Payments.behaviour,
        PaymentRegister.model: PaymentRegister.behaviour,
    ]

    /// The fields of an entry that its lines, totals and number follow from.
    private static let entryFields: Set<String> = [
        "line_ids", "invoice_line_ids", "currency_id", "partner_id", "invoice_date", "date", "invoice_payment_term_id",
        "invoice_date_due", "move_type", "journal_id", "payment_reference",
    ]

    private static let entry = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in try EntryPreparation.complete(&set, environment) },
        prepareWrite: { environment, id, set throws(OdooError) in
            try EntryPreparation.complete(&set, of: id, environment)
        },
        applying: { environment, id, set throws(OdooError) in
            let model = try environment.model(Entry.model)
            try environment.changingLines { environment throws(OdooError) in
                try environment.apply(set, to: id, model)
            }
        },
        changed: { environment, id, change throws(OdooError) in
            if let name = Entry(environment, id)?.row["name"]?.textValue, change.names.contains("name") {
                try environment.setNumber(name, id)
            }
            if change.names.contains("state") { try environment.followState(id) }
            guard change.isNew || !change.names.isDisjoint(with: entryFields) else { return }
            try environment.completeEntry(id)
        },
        deleting: { environment, ids throws(OdooError) in try EntryDeletion.check(ids, environment) }
    )

    /// The fields of a line that its entry's totals follow from.
    private static let lineFields: Set<String> = [
        "quantity", "price_unit", "discount", "tax_ids", "debit", "credit", "balance", "amount_currency", "account_id",
        "display_type", "move_id", "currency_id", "product_id",
    ]

    private static let entryLine = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in try EntryLinePreparation.complete(&set, environment) },
        prepareWrite: { environment, id, set throws(OdooError) in
            try EntryLinePreparation.complete(&set, of: id, environment)
        },
        changed: { environment, id, change throws(OdooError) in
            guard !environment.ledgerWork.changesLines,
                let entry = environment.database.row(Entry.lineModel, id)?["move_id"]?.recordID
            else { return }
            if change.isNew || !change.names.isDisjoint(with: lineFields) { try environment.completeEntry(entry) }
            if change.names.contains("analytic_distribution"), Entry(environment, entry)?.isPosted == true {
                try environment.writeAnalyticLines(ofLines: [id])
            }
        },
        deleting: { environment, ids throws(OdooError) in
            for id in ids {
                let entry = environment.database.row(Entry.lineModel, id)?["move_id"]?.recordID
                guard let entry = entry.flatMap({ Entry(environment, $0) }), entry.isPosted else { continue }
                throw EntryDeletion.posted
            }
        },
        removed: { environment, rows throws(OdooError) in
            guard !environment.ledgerWork.changesLines else { return }
            for entry in Set(rows.compactMap { $0["move_id"]?.recordID }).sorted() {
                try environment.completeEntry(entry)
            }
        }
    )
}

/// What may be deleted of the books.
enum EntryDeletion {
    static let posted = OdooError.user(
        "You can't delete a posted journal item. Don’t play games with your accounting records; reset the journal entry "
            + "to draft before deleting it."
    )

    /// Refuses posted entries and those whose number has one after it.
    ///
    /// - Throws: UserError.
    static func check(_ ids: [Int64], _ environment: Environment) throws(OdooError) {
        let entries = ids.compactMap { Entry(environment, $0) }
        guard !entries.contains(where: \.isPosted) else { throw posted }
        for entry in entries where entry.row["posted_before"]?.isTrue == true && entry.number != nil {
            let prefix = entry.row["sequence_prefix"]?.textValue ?? ""
            let own = entry.row["sequence_number"]?.recordIDs.first ?? 0
            guard let last = environment.lastNumber(prefix, entry), last > own else { continue }
            throw .user(
                "You cannot delete this entry, as it has already consumed a sequence number and is not the last one in "
                    + "the chain. You should probably revert it instead."
            )
        }
    }
}
