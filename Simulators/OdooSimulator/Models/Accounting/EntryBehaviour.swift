import Foundation
import JSON

extension ModelBehaviour {
    /// Entries and their lines.
    static let accounting: [String: ModelBehaviour] = [
        "account.move": entry,
        "account.move.line": entryLine,
        "account.account": ledgerAccount,
        "account.tax": tax,
        "account.payment.term": paymentTerm,
        Reversal.model: Reversal.behaviour,
        Payments.model: Payments.behaviour,
        PaymentRegister.model: PaymentRegister.behaviour,
    ]

    /// The percentages of a payment term come to a whole.
    private static let paymentTerm = ModelBehaviour(
        changed: { environment, id, change throws(OdooError) in
            guard change.names.contains("line_ids") else { return }
            let rows = environment.value("line_ids", of: "account.payment.term", id).recordIDs.compactMap {
                environment.database.row("account.payment.term.line", $0)
            }
            let shares = rows.filter { $0["value"] == .text("percent") }.map {
                ($0["value_amount"] ?? .null).decimalValue
            }
            guard shares.isEmpty || shares.reduce(0, +) != 100 else { return }
            throw .validation(
                "The Payment Term must have at least one percent line and the sum of the percent must be 100%."
            )
        }
    )

    /// Names of taxes are unique by use, scope and country.
    private static let tax = ModelBehaviour(
        validate: { environment, id, names throws(OdooError) in
            if !names.isDisjoint(with: ["children_tax_ids", "type_tax_use"]) {
                try environment.checkMembers(ofTax: id)
            }
            let keys = ["name", "type_tax_use", "tax_scope", "country_id", "company_id"]
            guard !names.isDisjoint(with: keys), let row = environment.database.row("account.tax", id),
                row["type_tax_use"] != .text("none")
            else { return }
            let same = environment.database.ids(of: "account.tax").filter { other in
                guard other != id, let known = environment.database.row("account.tax", other) else { return false }
                return known["active"]?.isTrue == true && keys.allSatisfy { known[$0] == row[$0] }
            }
            guard !same.isEmpty else { return }
            let lines = same.map { other in
                let company = environment.shownName("res.company", row["company_id"]?.recordID)
                return "\n- \(environment.name(of: "account.tax", other)) in \(company)"
            }
            throw .validation("Tax names must be unique!" + lines.joined())
        }
    )

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
            if !change.names.isDisjoint(with: ["name", "date"]) { try environment.checkNumber(id) }
            if change.names.contains("state") { try environment.followState(id) }
            if change.isNew { try environment.checkSender(ofBill: id) }
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
        prepare: { environment, set throws(OdooError) in
            try EntryLinePreparation.complete(&set, environment)
            let isText = ["line_section", "line_note"].contains(set.columns["display_type"]?.textValue ?? "product")
            if !isText, set.columns["account_id"]?.recordID == nil {
                throw .constraint("Missing required account on accountable line.")
            }
        },
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
                try environment.checkLocks(entry)
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
