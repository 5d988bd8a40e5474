import Foundation
import JSON
import SimulatorKit

/// Posting, and what takes it back.
extension Environment {
    /// Posts entries.
    ///
    /// - Throws: UserError for an entry that is not a draft, has no lines, or lacks what its kind needs.
    mutating func post(_ ids: [Int64]) throws(OdooError) {
        for id in ids {
            guard let entry = Entry(self, id) else { throw .missing(Entry.model, id, user: user) }
            try checkPostable(entry)
        }
        for id in ids { try postOne(id) }
    }

    private func checkPostable(_ entry: Entry) throws(OdooError) {
        guard entry.isDraft else {
            throw .user("The entry \(entry.number ?? "/") (id \(entry.id)) must be in draft.")
        }
        let lines = entryLines(entry.id)
        let hasLine = lines.contains { line in
            line.row["display_type"] != .text("line_section") && line.row["display_type"] != .text("line_note")
        }
        guard hasLine else {
            throw .user(profile.is19 ? "Even magicians can't post nothing!" : "You need to add a line before posting.")
        }
        guard entry.kind.isInvoice else { return }
        if entry.row["partner_id"]?.recordID == nil {
            throw .user(
                entry.kind.isSale
                    ? "The field 'Customer' is required, please complete it to validate the Customer Invoice."
                    : "The field 'Vendor' is required, please complete it to validate the Vendor Bill."
            )
        }
        if (entry.row["amount_total"] ?? .null).decimalValue < 0 {
            throw .user(
                "You cannot validate an invoice with a negative total amount. You should create a credit note instead. "
                    + "Use the action menu to transform it into a credit note or refund."
            )
        }
        if entry.kind.isPurchase, entry.row["invoice_date"]?.dateValue == nil {
            throw .user("The Bill/Refund date is required to validate this document.")
        }
    }

    private mutating func postOne(_ id: Int64) throws(OdooError) {
        guard var entry = Entry(self, id) else { return }
        if entry.kind.isSale, entry.row["invoice_date"]?.dateValue == nil {
            try set(Entry.model, id, ["invoice_date": .date(today)])
            entry = Entry(self, id) ?? entry
            try set(Entry.model, id, ["date": .date(accountingDate(today, entry, hasTax: hasTaxes(id)))])
            try completeEntry(id)
            entry = Entry(self, id) ?? entry
        }
        try checkBalance(id)
        let hasTax = hasTaxes(id)
        if !violatedLocks(entry.date, entry, hasTax: hasTax).isEmpty {
            let day = entry.row["invoice_date"]?.dateValue ?? entry.date
            try set(Entry.model, id, ["date": .date(accountingDate(day, entry, hasTax: hasTax))])
            try numberDraft(id)
        }
        try set(Entry.model, id, ["state": .text("posted"), "posted_before": .boolean(true)])
        entry = Entry(self, id) ?? entry
        if entry.number == nil { try giveNumber(entry) }
        try checkNumber(id)
        entry = Entry(self, id) ?? entry
        if entry.kind == .customerInvoice || entry.kind == .customerReceipt,
            entry.row["payment_reference"]?.textValue?.isEmpty ?? true
        {
            try giveReference(entry)
        }
        try totalEntry(id)
        try nameDownPayments(onInvoice: id)
        try raiseRank(entry)
        try writeAnalyticLines(ofLines: entryLines(id).map(\.id))
        try settleReversed(id)
    }

    /// Whoever is invoiced, or bills, ranks higher among customers or vendors.
    private mutating func raiseRank(_ entry: Entry) throws(OdooError) {
        guard entry.kind.isInvoice else { return }
        let name = entry.kind.isSale ? "customer_rank" : "supplier_rank"
        let partners = ["partner_id", "commercial_partner_id"].compactMap { entry.row[$0]?.recordID }
        for partner in Set(partners).sorted() {
            let rank = value(name, of: "res.partner", partner).recordIDs.first ?? 0
            try set("res.partner", partner, [name: .integer(rank + 1)])
        }
    }

    /// Does what follows from a state that was written: an entry that is posted so has a number.
    mutating func followState(_ id: Int64) throws(OdooError) {
        if let entry = Entry(self, id), entry.isPosted, entry.number == nil { try giveNumber(entry) }
        try totalEntry(id)
    }

    /// A posted customer invoice is paid with its number as reference.
    private mutating func giveReference(_ entry: Entry) throws(OdooError) {
        let reference = FieldValue.text(entry.number ?? "")
        try set(Entry.model, entry.id, ["payment_reference": reference])
        let terms = entryLines(entry.id).filter { $0.row["display_type"] == .text("payment_term") }
        for (index, line) in terms.enumerated() {
            let name = terms.count > 1 ? "\(entry.number ?? "") installment #\(index + 1)" : entry.number ?? ""
            try set(Entry.lineModel, line.id, ["name": .text(name)])
        }
    }

    /// A posted reversal settles what it reverses.
    private mutating func settleReversed(_ id: Int64) throws(OdooError) {
        guard let origin = Entry(self, id)?.row["reversed_entry_id"]?.recordID, let reversed = Entry(self, origin),
            reversed.isPosted
        else { return }
        let lines = (entryLines(origin) + entryLines(id)).filter { line in
            line.row["reconciled"]?.isTrue != true
                && (line.row["account_id"]?.recordID).map {
                    value("reconcile", of: "account.account", $0).isTrue
                        || value("account_type", of: "account.account", $0) == .text("asset_cash")
                } ?? false
        }
        let byAccount = Dictionary(grouping: lines) { $0.row["account_id"]?.recordID ?? 0 }
        for (_, lines) in byAccount.sorted(by: { $0.key < $1.key }) { try reconcile(lines.map(\.id)) }
    }

    /// Sets entries back to draft; what they settled is open again.
    ///
    /// - Throws: UserError for an entry that is a draft or in a locked period.
    mutating func resetToDraft(_ ids: [Int64]) throws(OdooError) {
        for id in ids {
            guard let entry = Entry(self, id) else { throw .missing(Entry.model, id, user: user) }
            guard !entry.isDraft else {
                throw .user("Only posted/cancelled journal entries can be reset to draft.")
            }
            if entry.isPosted { try checkLocks(entry) }
            if let journal = baseRecord("account.1_exch"), entry.journal == journal,
                entryLines(id).contains(where: { !matches(ofLine: $0.id).isEmpty })
            {
                throw .user("You cannot reset to draft an exchange difference journal entry.")
            }
            let lines = entryLines(id).map(\.id)
            try removeAnalyticLines(ofLines: lines)
            try unreconcile(lines)
            try set(Entry.model, id, ["state": .text("draft")])
            try totalEntry(id)
            try nameDownPayments(onInvoice: id)
        }
    }

    /// Cancels entries, posted ones after they were set back.
    mutating func cancel(_ ids: [Int64]) throws(OdooError) {
        let posted = ids.filter { Entry(self, $0)?.isPosted == true }
        try resetToDraft(posted)
        for id in ids {
            guard let entry = Entry(self, id) else { throw .missing(Entry.model, id, user: user) }
            guard entry.isDraft else { throw .user("Only draft journal entries can be cancelled.") }
            try set(Entry.model, id, ["state": .text("cancel"), "auto_post": .text("no")])
            try totalEntry(id)
            try nameDownPayments(onInvoice: id)
        }
    }
}
