import JSON
import SimulatorKit

extension Environment {
    /// The next number of the sequence with a code: the company's own, else the one of all companies.
    ///
    /// - Returns: The number in full; `nil` if there is no such sequence.
    /// - Throws: MemoryError for a number that is too long.
    mutating func nextNumber(code: String, company: Int64?) throws(OdooError) -> String? {
        let found = database.ids(of: "ir.sequence").filter { database.row("ir.sequence", $0)?["code"] == .text(code) }
        let own = found.first { database.row("ir.sequence", $0)?["company_id"]?.recordID == company }
        let common = found.first { database.row("ir.sequence", $0)?["company_id"] == nil }
        guard let sequence = own ?? common else { return nil }
        return try nextNumber(ofSequence: sequence)
    }

    /// The most digits that a number is filled up to.
    private static let mostDigits: Int64 = 1_000

    /// The next number of a sequence, in full: prefix, padded number, suffix.
    ///
    /// - Throws: MemoryError for a number that is too long, as Python does where the memory ends.
    mutating func nextNumber(ofSequence id: Int64) throws(OdooError) -> String {
        let row = database.row("ir.sequence", id) ?? [:]
        let number = String(database.drawNumber(ofSequence: id))
        let padding = row["padding"]?.recordIDs.first ?? 0
        guard padding <= Self.mostDigits else { throw .python("MemoryError", "") }
        let width = Int(padding)
        let padded = String(repeating: "0", count: max(0, width - number.count)) + number
        return dated(row["prefix"]?.textValue ?? "") + padded + dated(row["suffix"]?.textValue ?? "")
    }

    private func dated(_ text: String) -> String {
        let parts = today.text.split(separator: "-").map(String.init)
        return zip(["year", "month", "day"], parts).reduce(text) { $0.replacing("%(\($1.0))s", with: $1.1) }
    }
}
