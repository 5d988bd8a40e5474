import Foundation
import JSON
import SimulatorKit

/// The numbers of entries: `BILL/2026/03/0001` by month, `INV/2026/00001` by year.
extension Environment {
    /// What the numbers of an entry begin with, by its journal, kind and date.
    func numberPrefix(_ entry: Entry) -> (prefix: String, width: Int) {
        let journal = "account.journal"
        let code = value("code", of: journal, entry.journal).textValue ?? ""
        let isYearly = ["sale", "bank", "cash", "credit"].contains(value("type", of: journal, entry.journal).textValue)
        let parts = entry.date.text.split(separator: "-")
        var prefix = isYearly ? "\(code)/\(parts[0])/" : "\(code)/\(parts[0])/\(parts[1])/"
        if entry.kind.isRefund, value("refund_sequence", of: journal, entry.journal).isTrue { prefix = "R" + prefix }
        if isPaymentEntry(entry), value("payment_sequence", of: journal, entry.journal).isTrue { prefix = "P" + prefix }
        return (prefix, isYearly ? 5 : 4)
    }

    /// The highest number with a prefix in a journal, other entries' than `entry` only.
    func lastNumber(_ prefix: String, _ entry: Entry) -> Int64? {
        let ids = database.ids(
            of: Entry.model,
            where: ["journal_id", "sequence_prefix"],
            are: [.record(entry.journal), .text(prefix)]
        )
        let (_, width) = numberPrefix(entry)
        return ids?.lazy.filter { $0 != entry.id }.compactMap { database.row(Entry.model, $0) }
            .filter { row in
                // Only the entries of the same period count, wherever their numbers come from.
                guard let day = row["date"]?.dateValue else { return false }
                return day.parts.year == entry.date.parts.year
                    && (width == 5 || day.parts.month == entry.date.parts.month)
            }
            .compactMap { $0["sequence_number"]?.recordIDs.first }.max()
    }

    /// Gives the entry the next number.
    mutating func giveNumber(_ entry: Entry) throws(OdooError) {
        let (prefix, width) = numberPrefix(entry)
        let number = (lastNumber(prefix, entry) ?? 0) + 1
        let digits = String(number)
        try setNumber(prefix + String(repeating: "0", count: max(0, width - digits.count)) + digits, entry.id)
    }

    /// Writes a number with the parts that sorting needs; `nil` takes it away.
    mutating func setNumber(_ name: String?, _ id: Int64) throws(OdooError) {
        var columns: Row = ["name": name.map { .text($0) } ?? .null]
        let digits = name.map { String($0.reversed().prefix { $0.isASCII && $0.isNumber }.reversed()) } ?? ""
        columns["sequence_prefix"] = name.map { .text(String($0.dropLast(digits.count))) } ?? .null
        columns["sequence_number"] = .integer(min(Int64(digits) ?? 0, Int64(Int32.max)))
        try set(Entry.model, id, columns)
    }

    /// Keeps the number of an entry that is not posted as each version does.
    ///
    /// In version 17 the first draft of a period has its number at once and others show `/`; in version 18 a draft has none.
    mutating func numberDraft(_ id: Int64) throws(OdooError) {
        guard let entry = Entry(self, id), entry.isDraft, entry.row["posted_before"]?.isTrue != true else { return }
        let prefix = numberPrefix(entry).prefix
        let fits = entry.row["sequence_prefix"]?.textValue == prefix
        if entry.number != nil, fits { return }
        guard !profile.is18 else {
            if entry.number != nil { try setNumber(nil, id) }
            return
        }
        if lastNumber(prefix, entry) == nil {
            try giveNumber(entry)
        } else if entry.row["name"] != .text("/") {
            try setNumber("/", id)
        }
    }

    /// Whether the entry was made by a payment.
    private func isPaymentEntry(_ entry: Entry) -> Bool {
        entry.row[profile.is18 ? "origin_payment_id" : "payment_id"]?.recordID != nil
            || ledgerWork.makesPayment
    }

    /// Refuses the number of a posted entry that another one has, or that belongs to another period.
    ///
    /// - Throws: ValidationError.
    func checkNumber(_ id: Int64) throws(OdooError) {
        guard let entry = Entry(self, id), entry.isPosted, let number = entry.number else { return }
        let known = database.ids(
            of: Entry.model,
            where: ["journal_id", "sequence_prefix"],
            are: [.record(entry.journal), entry.row["sequence_prefix"] ?? .null]
        )
        for other in known ?? [] where other != id {
            guard let row = database.row(Entry.model, other), row["state"] == .text("posted"),
                row["name"] == .text(number)
            else { continue }
            throw .constraint("Another entry with the same name already exists.")
        }
        guard !isOfPeriod(number, entry.date) else { return }
        let day = entry.date.shown
        throw .validation(
            profile.is18
                ? "The Date (\(day)) you've entered isn't aligned with the existing sequence number (\(number)). Clear the "
                    + "sequence number to proceed.\nTo maintain date-based sequences, select entries and use the resequence "
                    + "option from the actions menu, available in developer mode."
                : "The Date (\(day)) doesn't match the sequence number of the related Journal Entry (\(number))\nYou will "
                    + "need to clear the Journal Entry's Number to proceed.\nIn doing so, you might want to resequence your "
                    + "entries in order to maintain a continuous date-based sequence."
        )
    }

    /// Whether the year and the month within a number are those of a day.
    private func isOfPeriod(_ number: String, _ day: CivilDate) -> Bool {
        let groups = number.split { !($0.isASCII && $0.isNumber) }.map(String.init)
        let isYear = { (text: String) in
            text.count == 4 && ["19", "20", "21"].contains(String(text.prefix(2)))
        }
        let before = groups.dropLast()
        if before.count > 1, let month = before.last, month.count == 2, let value = Int(month),
            (1...12).contains(value),
            isYear(before[before.endIndex - 2])
        {
            return value == day.parts.month && before[before.endIndex - 2] == String(day.parts.year)
        }
        guard let year = before.last, isYear(year) else { return true }
        return year == String(day.parts.year)
    }
}
