import CanonicalModel

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
