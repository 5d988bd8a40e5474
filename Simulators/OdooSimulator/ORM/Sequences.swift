import JSON
import SimulatorKit

extension Environment {
    /// The next number of the sequence with a code: the company's own, else the one of all companies.
    ///
    /// - Returns: The number in full; `nil` if there is no such sequence.
    mutating func nextNumber(code: String, company: Int64?) -> String? {
        let found = database.ids(of: "ir.sequence").filter { database.row("ir.sequence", $0)?["code"] == .text(code) }
        let own = found.first { database.row("ir.sequence", $0)?["company_id"]?.recordID == company }
        let common = found.first { database.row("ir.sequence", $0)?["company_id"] == nil }
        return (own ?? common).map { nextNumber(ofSequence: $0) }
    }

    /// The next number of a sequence, in full: prefix, padded number, suffix.
    mutating func nextNumber(ofSequence id: Int64) -> String {
        let row = database.row("ir.sequence", id) ?? [:]
        let number = String(database.drawNumber(ofSequence: id))
        let width = Int(row["padding"]?.recordIDs.first ?? 0)
        let padded = String(repeating: "0", count: max(0, width - number.count)) + number
        return dated(row["prefix"]?.textValue ?? "") + padded + dated(row["suffix"]?.textValue ?? "")
    }

    private func dated(_ text: String) -> String {
        let parts = today.text.split(separator: "-").map(String.init)
        return zip(["year", "month", "day"], parts).reduce(text) { $0.replacing("%(\($1.0))s", with: $1.1) }
    }
}
