import CanonicalModel
import FoundationEssentials
import JSON

/// What people read on an analytic line.
enum CostLineText {
    /// Machine, day, hours, rate and cost code: `EX-104 2026-01-05 7.75 h x 75.00 [02-315]`.
    ///
    /// Of a cost that no machine stands for its kind, day, hours and cost code: `labour 2025-12-30 44.5 h [03-300]`, and never
    /// whose or at what rate. Where another company has the other side it ends with `due to KST` or `due from KSW`.
    static func name(_ entry: CostEntry) -> String {
        var words = [entry.equipment ?? entry.costType.rawValue, entry.serviceDate.text]
        if entry.hours != 0 || entry.equipment != nil { words.append("\(entry.hours.plainText) h") }
        if let rate = entry.rate { words.append("x \(text(rate, decimals: entry.amount.currency.decimals))") }
        words.append("[\(entry.costCode)]")
        if let other = entry.counterparty, other != entry.company {
            words.append("\(entry.isRecovery ? "due from" : "due to") \(other)")
        }
        return words.joined(separator: " ")
    }

    /// Cost code and key, by which a line is found again: `02-315 EX-104/2026-01-05/1`.
    static func reference(_ entry: CostEntry) -> String {
        "\(entry.costCode) \(entry.key)"
    }

    /// The cost code of a ``reference(_:)``; `nil` for another text, as a person may have written.
    static func costCode(ofReference text: String) -> String? {
        let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty ? String(parts[0]) : nil
    }

    /// A number with at least so many decimals.
    private static func text(_ number: Decimal, decimals: Int) -> String {
        let plain = number.plainText
        guard decimals > 0 else { return plain }
        let parts = plain.split(separator: ".")
        let fraction = parts.count == 2 ? String(parts[1]) : ""
        return "\(parts[0]).\(fraction)\(String(repeating: "0", count: max(0, decimals - fraction.count)))"
    }
}
