import Foundation
import SimulatorKit

/// A lock date of a company.
struct LockDate {
    let day: CivilDate
    /// The field that holds it.
    let field: String
}

/// The accounting date of entries, and the days until which a company's books are closed.
extension Environment {
    /// The lock dates that a day violates, the earliest first.
    func violatedLocks(_ day: CivilDate, _ entry: Entry, hasTax: Bool) -> [LockDate] {
        var fields = ["fiscalyear_lock_date"]
        if profile.is18 {
            fields.append("hard_lock_date")
            let type = value("type", of: "account.journal", entry.journal).textValue
            if type == "sale" { fields.append("sale_lock_date") }
            if type == "purchase" { fields.append("purchase_lock_date") }
        } else if !isAdviser {
            fields.append("period_lock_date")
        }
        if hasTax { fields.append("tax_lock_date") }
        return fields.compactMap { field in
            guard let lock = value(field, of: "res.company", entry.company).dateValue, day <= lock else { return nil }
            return LockDate(day: lock, field: field)
        }.sorted { $0.day < $1.day }
    }

    /// The accounting date of an invoice or bill, moved out of locked periods without a word.
    ///
    /// A bill of a past month is dated to that month's end, one of this month to today at the earliest.
    func accountingDate(_ invoiceDate: CivilDate, _ entry: Entry, hasTax: Bool) -> CivilDate {
        let locks = violatedLocks(invoiceDate, entry, hasTax: hasTax)
        let day = locks.last.map { $0.day.adding(days: 1) } ?? invoiceDate
        let type = value("type", of: "account.journal", entry.journal).textValue
        // Without a number to go on from, a journal is reckoned by month.
        let isYearly = ["sale", "bank", "cash", "credit"].contains(type) && hasNumbers(entry)
        if entry.kind.isSale {
            return locks.isEmpty ? day : min(today, isYearly ? day.endOfYear : day.endOfMonth)
        }
        let end = isYearly ? day.endOfYear : day.endOfMonth
        return end < (isYearly ? today.endOfYear : today.endOfMonth) ? end : max(day, today)
    }

    /// Whether another entry of the journal has a number.
    private func hasNumbers(_ entry: Entry) -> Bool {
        let others = database.ids(of: Entry.model).lazy.filter { $0 != entry.id }.compactMap { Entry(self, $0) }
        return others.contains { $0.journal == entry.journal && $0.number != nil }
    }

    /// Refuses a change of a posted entry in a locked period.
    ///
    /// - Throws: UserError that names the lock date.
    func checkLocks(_ entry: Entry) throws(OdooError) {
        let locks = violatedLocks(entry.date, entry, hasTax: hasTaxes(entry.id))
        guard let last = locks.last else { return }
        guard profile.is18 else {
            let help =
                isAdviser ? "" : " Check the company settings or ask someone with the 'Adviser' role"
            let text = "You cannot add/modify entries prior to and inclusive of the lock date \(last.day.shown)"
            throw .user(text + (help.isEmpty ? "." : "." + help))
        }
        let names = locks.map { lock in
            "\(catalogue["res.company"]?[lock.field]?.label ?? lock.field) (\(lock.day.shown))"
        }
        throw .user("You cannot add/modify entries prior to and inclusive of: \(names.joined(separator: ", ")).")
    }

    /// Whether the caller administers the books, so that only the lock date of all users binds.
    private var isAdviser: Bool { isSuperuser || groups.contains(profile.groupName("Invoicing/Administrator")) }

    /// Whether a line of the entry bears taxes.
    func hasTaxes(_ entry: Int64) -> Bool {
        entryLines(entry).contains { $0.row["tax_ids"] != nil || $0.row["tax_line_id"] != nil }
    }

    /// Refuses lock dates of a company that drafts, or an earlier hard lock date, stand in the way of.
    ///
    /// - Throws: RedirectWarning to the drafts in version 17, UserError about the hard lock date in later ones.
    func checkLockDates(_ set: ValueSet, _ company: Int64) throws(OdooError) {
        if profile.is18, let hard = set.columns["hard_lock_date"],
            let before = value("hard_lock_date", of: "res.company", company).dateValue
        {
            guard let day = hard.dateValue else { throw .user("The Hard Lock Date cannot be removed.") }
            guard day >= before else {
                throw .user("A new Hard Lock Date must be posterior (or equal) to the previous one.")
            }
        }
        guard !profile.is18, let day = set.columns["fiscalyear_lock_date"]?.dateValue else { return }
        let drafts = database.ids(of: Entry.model).compactMap { Entry(self, $0) }.filter {
            $0.company == company && $0.isDraft && $0.date <= day
        }
        guard !drafts.isEmpty else { return }
        throw .unposted(sorted(drafts.map(\.id), Entry.model))
    }
}
