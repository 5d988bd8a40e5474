import Foundation

/// What a line of an order comes to.
struct LineAmounts: Sendable {
    let untaxed: Decimal
    let total: Decimal

    /// The columns that orders' lines hold these amounts in.
    var columns: Row {
        [
            "price_subtotal": .decimal(untaxed), "price_tax": .decimal(total - untaxed), "price_total": .decimal(total),
        ]
    }
}

extension Environment {
    /// Carries out the links of an order, whose lines do not total it one by one meanwhile.
    ///
    /// - Returns: Whether a line asked for it.
    mutating func apply(_ set: ValueSet, toOrder id: Int64, of modelName: String) throws(OdooError) -> Bool {
        let order = "\(modelName),\(id)"
        let outer = ledgerWork.openOrders.updateValue(false, forKey: order)
        defer { ledgerWork.openOrders[order] = outer }
        try apply(set, to: id, try model(modelName))
        return ledgerWork.openOrders[order] == true
    }

    /// Puts the totals of an order off if its lines are being written.
    ///
    /// - Returns: Whether they are put off.
    mutating func putsOffTotals(of modelName: String, _ id: Int64) -> Bool {
        guard !ledgerWork.openOrders.isEmpty else { return false }
        let order = "\(modelName),\(id)"
        guard ledgerWork.openOrders[order] != nil else { return false }
        ledgerWork.openOrders[order] = true
        return true
    }

    /// The amounts of a line, taxes rounded each for itself.
    ///
    /// - Parameters:
    ///   - row: The line.
    ///   - quantity: The column of its quantity.
    ///   - taxes: The column of its taxes.
    ///   - currency: The currency that amounts are rounded to.
    /// - Returns: The amounts without and with taxes.
    func lineAmounts(_ row: Row, quantity: String, taxes: String, currency: Int64?) -> LineAmounts {
        let count = row[quantity]?.decimalValue ?? 0
        let discount = row["discount"]?.decimalValue ?? 0
        let calculation = TaxCalculation(
            self,
            row[taxes]?.recordIDs ?? [],
            of: count * (row["price_unit"]?.decimalValue ?? 0) * (1 - discount / 100),
            quantity: count,
            step: currency.map(step) ?? Decimal(sign: .plus, exponent: -2, significand: 1)
        )
        return LineAmounts(untaxed: calculation.excluded, total: calculation.included)
    }

    /// The taxes that a company levies, of those that a product names.
    func taxes(_ field: String, ofProduct product: Int64, company: Int64?) -> [Int64] {
        value(field, of: "product.product", product).recordIDs.filter {
            value("company_id", of: "account.tax", $0).recordID == company
        }
    }
}
