import Foundation
import JSON
import SimulatorKit

/// What an entry gets when its maker does not say.
enum EntryPreparation {
    /// Completes a new entry.
    ///
    /// - Throws: UserError if the company has no journal for it.
    static func complete(_ set: inout ValueSet, _ environment: Environment) throws(OdooError) {
        let kind = Entry(0, set.columns).kind
        let journalModel = "account.journal"
        if set.columns["journal_id"]?.recordID == nil {
            set.columns["journal_id"] = .record(
                try journal(for: kind, set.columns["company_id"]?.recordID, environment)
            )
        }
        let journal = set.columns["journal_id"]?.recordID ?? 0
        guard environment.exists(journalModel, journal) else {
            throw .missing(journalModel, journal, user: environment.user)
        }
        try checkJournal(journal, of: kind, environment)
        let company =
            set.columns["company_id"]?.recordID ?? environment.value("company_id", of: journalModel, journal).recordID
            ?? environment.currentCompany ?? 1
        set.columns["company_id"] = .record(company)
        if set.columns["currency_id"]?.recordID == nil {
            let currency = environment.value("currency_id", of: journalModel, journal).recordID
            set.columns["currency_id"] = .record(currency ?? environment.currency(ofCompany: company))
        }
        set.columns["state"] = set.columns["state"] ?? .text("draft")
        set.columns["date"] = set.columns["date"] ?? .date(environment.today)
        if kind == .entry, set.columns["invoice_date_due"]?.dateValue == nil {
            set.columns["invoice_date_due"] = .date(environment.today)
        }
        set.columns["payment_state"] = .text("not_paid")
        if !set.given.contains("name") || set.columns["name"] == .text("/") { set.columns["name"] = nil }
        if kind.isInvoice {
            if !set.given.contains("invoice_user_id") { set.columns["invoice_user_id"] = .record(environment.user) }
            followInvoiceDate(&set, Entry(0, set.columns), environment)
        }
        followPartner(&set, set.columns, environment)
    }

    /// Completes a change of an entry.
    ///
    /// - Throws: UserError for a change that a posted entry does not bear.
    static func complete(_ set: inout ValueSet, of id: Int64, _ environment: Environment) throws(OdooError) {
        guard let entry = Entry(environment, id) else { return }
        try EntryProtection.check(set, entry, environment)
        var row = entry.row
        row.merge(set.columns) { $1 }
        if set.given.contains("invoice_date"), entry.isDraft, entry.kind.isInvoice {
            followInvoiceDate(&set, Entry(id, row), environment)
        }
        if set.given.contains("partner_id") { followPartner(&set, row, environment) }
    }

    /// Invoices belong in journals of their type.
    ///
    /// - Throws: ValidationError.
    private static func checkJournal(
        _ journal: Int64,
        of kind: EntryKind,
        _ environment: Environment
    ) throws(OdooError) {
        let type = environment.value("type", of: "account.journal", journal).textValue
        guard kind.isInvoice, type != kind.journalType else { return }
        throw .validation("Cannot create a \(kind.journalType) document in a non \(kind.journalType) journal")
    }

    private static func followInvoiceDate(_ set: inout ValueSet, _ entry: Entry, _ environment: Environment) {
        guard !set.given.contains("date"), let day = entry.row["invoice_date"]?.dateValue else { return }
        set.columns["date"] = .date(environment.accountingDate(day, entry, hasTax: environment.hasTaxes(entry.id)))
    }

    /// The payment term and the names that come from the partner.
    private static func followPartner(_ set: inout ValueSet, _ row: Row, _ environment: Environment) {
        guard let partner = row["partner_id"]?.recordID, let partners = environment.catalogue["res.partner"] else {
            set.columns["commercial_partner_id"] = .null
            return
        }
        let commercial = environment.commercialPartner(of: partner, partners)
        set.columns["commercial_partner_id"] = .record(commercial)
        let kind = Entry(0, row).kind
        guard kind.isInvoice else { return }
        set.columns["invoice_partner_display_name"] = .text(environment.displayName(partners, partner))
        if kind.isSale, !set.given.contains("partner_shipping_id") {
            set.columns["partner_shipping_id"] = .record(partner)
        }
        guard !set.given.contains("invoice_payment_term_id") else { return }
        let field = kind.isSale ? "property_payment_term_id" : "property_supplier_payment_term_id"
        let own = environment.value(field, in: partners, partner)
        set.columns["invoice_payment_term_id"] = own.isNull ? environment.value(field, in: partners, commercial) : own
    }

    private static func journal(
        for kind: EntryKind,
        _ company: Int64?,
        _ environment: Environment
    ) throws(OdooError) -> Int64 {
        let name = "account.journal"
        let company = company ?? environment.currentCompany
        let found = environment.database.ids(of: name).filter { id in
            guard let row = environment.database.row(name, id) else { return false }
            return row["type"] == .text(kind.journalType) && row["company_id"]?.recordID == company
                && row["active"]?.isTrue == true
        }
        if let model = environment.catalogue[name], let first = environment.sorted(found, model).first { return first }
        let companyName = company.map { environment.name(of: "res.company", $0) } ?? ""
        throw .user(
            "No journal could be found in company \(companyName) for any of those types: \(kind.journalType)"
        )
    }
}

/// What a posted entry refuses.
enum EntryProtection {
    private static let fields = [
        "invoice_line_ids", "line_ids", "invoice_date", "date", "partner_id", "invoice_payment_term_id", "currency_id",
        "fiscal_position_id", "invoice_cash_rounding_id",
    ]

    /// Refuses changes that a posted entry does not bear.
    ///
    /// - Throws: UserError.
    static func check(_ set: ValueSet, _ entry: Entry, _ environment: Environment) throws(OdooError) {
        if let journal = set.columns["journal_id"], entry.row["posted_before"]?.isTrue == true,
            journal != entry.row["journal_id"]
        {
            throw .user(
                "You cannot edit the journal of an account move if it has been posted once, unless the name is removed "
                    + "or set to \"/\". This might create a gap in the sequence."
            )
        }
        let state = set.columns["state"]?.textValue ?? entry.state
        let isMoved = set.columns["date"].map { $0 != entry.row["date"] } ?? false
        if entry.isPosted, state != "posted" || set.given.contains("name") || isMoved {
            try environment.checkLocks(entry)
        }
        guard state == "posted", environment.profile.is18 else { return }
        let named = fields.filter { set.given.contains($0) }
        guard !named.isEmpty else { return }
        throw .user(
            "You cannot modify the following readonly fields on a posted move: \(named.joined(separator: ", "))"
        )
    }
}
