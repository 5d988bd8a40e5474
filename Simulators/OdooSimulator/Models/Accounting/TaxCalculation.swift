import Foundation

/// The taxes of one line, rounded per line and tax.
struct TaxCalculation {
    /// What one tax adds.
    struct Part {
        let tax: Int64
        let amount: Decimal
        /// What the tax is computed on.
        let base: Decimal
        /// The group of taxes that it stands for.
        let group: Int64?
        /// The taxes that are computed on this one too.
        let subsequent: [Int64]
    }

    /// The amount without taxes.
    private(set) var excluded: Decimal
    /// What each tax adds, in the order in which they are computed.
    private(set) var parts: [Part] = []

    /// The amount with taxes.
    var included: Decimal { parts.reduce(excluded) { $0 + $1.amount } }

    /// Computes the taxes of an amount.
    ///
    /// - Parameters:
    ///   - environment: The database.
    ///   - taxes: The taxes; groups stand for their members.
    ///   - amount: Price times quantity, less the discount.
    ///   - quantity: The quantity, for taxes of a fixed amount each.
    ///   - step: The smallest amount of the currency.
    init(_ environment: Environment, _ taxes: [Int64], of amount: Decimal, quantity: Decimal, step: Decimal) {
        let rules = TaxRule.all(taxes, environment)
        let total = Rounding.round(amount, toMultipleOf: step)
        excluded = total
        guard !rules.isEmpty else { return }
        let found: [(amount: Decimal, base: Decimal)]
        if environment.profile.is18 {
            var batches = TaxBatches(rules, total: total, quantity: quantity, step: step)
            found = batches.computed()
            excluded = found[0].base
        } else {
            (excluded, found) = Self.chain(rules, total: total, quantity: quantity, step: step)
        }
        for (index, rule) in rules.enumerated() {
            let affected = rule.raisesBase ? rules[(index + 1)...].filter(\.isAffected).map(\.id) : []
            parts.append(
                Part(
                    tax: rule.id,
                    amount: found[index].amount,
                    base: found[index].base,
                    group: rule.group,
                    subsequent: affected
                )
            )
        }
    }

    /// The taxes one after the other, as version 17 computes them: from the last one back to the amount without taxes,
    /// then forward from it.
    private static func chain(
        _ rules: [TaxRule],
        total: Decimal,
        quantity: Decimal,
        step: Decimal
    ) -> (excluded: Decimal, found: [(amount: Decimal, base: Decimal)]) {
        let sign: Decimal = total < 0 ? -1 : 1
        let count = quantity.magnitude
        let (excluded, targets) = withoutTaxes(rules, total: total.magnitude, count: count, step: step)
        var (base, pending) = (excluded, Decimal(0))
        var skipsTargets = false
        var found: [(amount: Decimal, base: Decimal)] = []
        for (index, rule) in rules.enumerated() {
            let own = rule.isIncluded || rule.isAffected ? base : excluded
            var amount: Decimal
            if !skipsTargets, rule.isIncluded, let target = targets[index] {
                amount = target - (base + pending)
                pending = 0
            } else {
                amount = rule.value(on: own, count)
            }
            amount = Rounding.round(amount, toMultipleOf: step)
            if rule.isIncluded, targets[index] == nil { pending += amount }
            found.append((sign * amount, sign * own))
            guard rule.raisesBase else { continue }
            base += amount
            if !rule.isIncluded { skipsTargets = true }
        }
        return (sign * excluded, found)
    }

    /// The amount without the taxes within it, and what the amounts with taxes come to.
    private static func withoutTaxes(
        _ rules: [TaxRule],
        total: Decimal,
        count: Decimal,
        step: Decimal
    ) -> (excluded: Decimal, targets: [Int: Decimal]) {
        var base = total
        var (percent, division, fixed) = (Decimal(0), Decimal(0), Decimal(0))
        var targets: [Int: Decimal] = [:]
        var (storesTarget, isAffected) = (true, true)
        let reduced = { (amount: Decimal) in
            let factor = 100 + percent
            return factor == 0 ? 0 : (amount - fixed) * 100 / factor * (100 - division) / 100
        }
        for (index, rule) in rules.enumerated().reversed() {
            if rule.raisesBase, isAffected {
                base = reduced(base)
                (percent, division, fixed) = (0, 0, 0)
                storesTarget = true
            }
            if rule.isIncluded {
                switch rule.kind {
                case "percent": percent += rule.amount
                case "division": division += rule.amount
                default: fixed = count * rule.amount
                }
                if storesTarget, rule.amount != 0 {
                    targets[index] = base
                    storesTarget = false
                }
            }
            isAffected = rule.isAffected
        }
        return (Rounding.round(reduced(base), toMultipleOf: step), targets)
    }
}
