import Foundation

/// The taxes of one line, rounded per line and tax.
struct TaxCalculation {
    /// What one tax adds.
    struct Part {
        let tax: Int64
        let amount: Decimal
    }

    /// The amount without taxes.
    private(set) var excluded: Decimal
    private(set) var parts: [Part] = []

    /// The amount with taxes.
    var included: Decimal { parts.reduce(excluded) { $0 + $1.amount } }

    /// Computes the taxes of an amount.
    ///
    /// - Parameters:
    ///   - environment: The database.
    ///   - taxes: The taxes; groups stand for their members.
    ///   - amount: Price times quantity, without discount.
    ///   - quantity: The quantity, for taxes of a fixed amount each.
    ///   - step: The smallest amount of the currency.
    init(_ environment: Environment, _ taxes: [Int64], of amount: Decimal, quantity: Decimal, step: Decimal) {
        let rules = taxes.flatMap { Rule.all($0, environment) }.sorted { ($0.sequence, $0.id) < ($1.sequence, $1.id) }
        let total = Rounding.round(amount, toMultipleOf: step)
        let within = rules.filter(\.isIncluded)
        let percent = within.filter { $0.kind == "percent" }.reduce(Decimal(0)) { $0 + $1.amount }
        let fixed = within.filter { $0.kind == "fixed" }.reduce(Decimal(0)) { $0 + $1.amount * quantity }
        let division = within.filter { $0.kind == "division" }.reduce(Decimal(0)) { $0 + total * $1.amount / 100 }
        let net = (total - fixed - division) * 100 / (100 + percent)
        var base = total
        for rule in within {
            let part = Rounding.round(
                rule.kind == "division" ? total * rule.amount / 100 : rule.value(on: net, quantity),
                toMultipleOf: step
            )
            parts.append(Part(tax: rule.id, amount: part))
            base -= part
        }
        excluded = base
        for rule in rules where !rule.isIncluded {
            let part = Rounding.round(rule.value(on: base, quantity), toMultipleOf: step)
            parts.append(Part(tax: rule.id, amount: part))
            if rule.raisesBase { base += part }
        }
    }

    private struct Rule {
        let id: Int64
        let sequence: Int64
        let kind: String
        let amount: Decimal
        let isIncluded: Bool
        let raisesBase: Bool

        /// The rule of a tax, or those of a group's taxes; a group that holds itself counts once.
        static func all(_ id: Int64, _ environment: Environment, within groups: Set<Int64> = []) -> [Rule] {
            let name = "account.tax"
            let kind = environment.value("amount_type", of: name, id).textValue ?? "percent"
            if kind == "group" {
                guard !groups.contains(id) else { return [] }
                return environment.value("children_tax_ids", of: name, id).recordIDs.flatMap { child in
                    all(child, environment, within: groups.union([id]))
                }
            }
            return [
                Rule(
                    id: id,
                    sequence: environment.value("sequence", of: name, id).recordIDs.first ?? 1,
                    kind: kind,
                    amount: environment.value("amount", of: name, id).decimalValue,
                    isIncluded: environment.value("price_include", of: name, id).isTrue,
                    raisesBase: environment.value("include_base_amount", of: name, id).isTrue
                )
            ]
        }

        func value(on base: Decimal, _ quantity: Decimal) -> Decimal {
            switch kind {
            case "fixed": amount * quantity
            case "division": amount >= 100 ? 0 : base * amount / (100 - amount)
            default: base * amount / 100
            }
        }
    }
}
