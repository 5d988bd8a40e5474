import CanonicalModel
import FoundationEssentials
import JSON

/// What people read on an analytic line.
enum CostLineText {
    /// Machine, day, hours, rate and cost code: `EX-104 2026-01-05 7.75 h x 75.00 [02-315]`.
    static func name(_ entry: CostEntry) -> String {
        let rate = text(entry.rate, decimals: entry.amount.currency.decimals)
        return "\(entry.equipment) \(entry.serviceDate.text) \(entry.hours.plainText) h x \(rate) [\(entry.costCode)]"
    }

    /// Cost code and key, by which a line is found again: `02-315 EX-104/2026-01-05/1`.
    static func reference(_ entry: CostEntry) -> String {
        "\(entry.costCode) \(entry.key)"
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
