import CanonicalModel
public import JSON

/// A company that lends machines, one that uses them, and a month of the use: what is approved together.
struct CompanyPair: Hashable {
    /// The code of the company that owns the machines.
    let fromCompany: String
    /// The code of the company whose projects use them.
    let toCompany: String
    /// The month, for example `2026-01`.
    let month: String

    init(of charge: EquipmentCharge) {
        fromCompany = charge.cost.counterparty ?? charge.cost.company
        toCompany = charge.cost.company
        month = charge.cost.serviceDate.month
    }

    /// The key of the flow, for example `intercompany/KST/KSW/2026-01`.
    var key: String { "\(EquipmentUsageToJobCost.pairPrefix)\(fromCompany)/\(toCompany)/\(month)" }
}

extension EquipmentUsageToJobCost {
    /// The charges between two companies that wait for the end of their month before anybody is asked.
    ///
    /// - Parameters:
    ///   - key: A key of the flow.
    ///   - state: What the flow remembers of it.
    /// - Returns: The month and how many wait; `nil` for a key of something else, or if none waits.
    public static func waitingCharges(of key: String, _ state: JSON) -> (month: String, count: Int)? {
        guard key.hasPrefix(pairPrefix), let month = key.split(separator: "/").last,
            let count = state["collected"]?.arrayValue?.count, count > 0
        else { return nil }
        return (String(month), count)
    }
}
