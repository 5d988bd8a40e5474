import Foundation

/// How one tax is computed.
struct TaxRule {
    let id: Int64
    let sequence: Int64
    let kind: String
    let amount: Decimal
    /// Whether prices are with this tax.
    let isIncluded: Bool
    /// Whether later taxes are computed on this one too.
    let raisesBase: Bool
    /// Whether the tax is computed on earlier ones too.
    let isAffected: Bool
    /// The group of taxes that the tax stands for.
    var group: Int64?

    /// The rules of taxes in the order in which they are computed; groups stand for their members.
    static func all(_ taxes: [Int64], _ environment: Environment) -> [TaxRule] {
        var seen: Set<Int64> = []
        var groups: Set<Int64> = []
        return members(taxes, environment, &groups).filter { seen.insert($0.id).inserted }
    }

    /// A group counts where it stands first, however often it is reached.
    private static func members(
        _ taxes: [Int64],
        _ environment: Environment,
        _ groups: inout Set<Int64>
    ) -> [TaxRule] {
        let rules = taxes.map { TaxRule($0, environment) }.sorted { ($0.sequence, $0.id) < ($1.sequence, $1.id) }
        return rules.flatMap { rule -> [TaxRule] in
            guard rule.kind == "group" else { return [rule] }
            guard groups.insert(rule.id).inserted else { return [] }
            let children = environment.value("children_tax_ids", of: "account.tax", rule.id).recordIDs
            return members(children, environment, &groups).map { member in
                var member = member
                member.group = rule.id
                return member
            }
        }
    }

    private init(_ id: Int64, _ environment: Environment) {
        let value = { (name: String) in environment.value(name, of: "account.tax", id) }
        self.id = id
        sequence = value("sequence").recordIDs.first ?? 1
        kind = value("amount_type").textValue ?? "percent"
        amount = value("amount").decimalValue
        isIncluded = value("price_include").isTrue
        raisesBase = value("include_base_amount").isTrue
        isAffected = value("is_base_affected").isTrue
    }

    /// What the tax adds to a base that is without it.
    func value(on base: Decimal, _ quantity: Decimal) -> Decimal {
        switch kind {
        case "fixed": amount * quantity
        case "division": amount >= 100 ? 0 : base * amount / (100 - amount)
        default: base * amount / 100
        }
    }
}

extension Environment {
    /// Refuses a group of taxes that holds itself, taxes of another use, or other groups.
    ///
    /// - Throws: ValidationError.
    func checkMembers(ofTax id: Int64) throws(OdooError) {
        let row = database.row("account.tax", id) ?? [:]
        guard !isWithinItself(tax: id) else {
            let name = row["name"]?.textValue ?? ""
            throw .validation("Recursion found for tax \(profile.is18 ? "“\(name)”" : PythonText.quoted(name)).")
        }
        let children = (row["children_tax_ids"] ?? .null).recordIDs.compactMap { database.row("account.tax", $0) }
        let isElsewhere = children.contains { child in
            let use = child["type_tax_use"]?.textValue
            let scope = child["tax_scope"]?.textValue
            return use != "none" && use != row["type_tax_use"]?.textValue
                || scope != nil && scope != row["tax_scope"]?.textValue
        }
        guard !isElsewhere else {
            throw .validation(
                "The application scope of taxes in a group must be either the same as the group or left empty."
            )
        }
        guard !children.contains(where: { $0["amount_type"] == .text("group") }) else {
            throw .validation("Nested group of taxes are not allowed.")
        }
    }

    private func isWithinItself(tax id: Int64) -> Bool {
        var seen: Set<Int64> = []
        var rest = [id]
        while let next = rest.popLast() {
            let children = (database.row("account.tax", next)?["children_tax_ids"] ?? .null).recordIDs
            if children.contains(id) { return true }
            rest += children.filter { seen.insert($0).inserted }
        }
        return false
    }
}

/// Taxes that are computed together, as version 18 does: fixed ones first, then those within the price from the last
/// one back, then those on top of it.
struct TaxBatches {
    private let rules: [TaxRule]
    private let total: Decimal
    private let quantity: Decimal
    private let step: Decimal
    /// The batch of each tax, by their positions.
    private var batches: [[Int]]
    private var amounts: [Decimal?]
    private var extraForTax: [Decimal]
    private var extraForBase: [Decimal]

    init(_ rules: [TaxRule], total: Decimal, quantity: Decimal, step: Decimal) {
        self.rules = rules
        self.total = total
        self.quantity = quantity
        self.step = step
        batches = Self.batches(of: rules)
        amounts = rules.map { _ in nil }
        extraForTax = rules.map { _ in 0 }
        extraForBase = extraForTax
    }

    private static func batches(of rules: [TaxRule]) -> [[Int]] {
        var result = rules.indices.map { [$0] }
        var batch: [Int] = []
        var isAffected = false
        let close = { (batch: [Int]) in for index in batch { result[index] = batch } }
        for (index, rule) in rules.enumerated().reversed() {
            if let first = batch.first.map({ rules[$0] }) {
                let fits =
                    rule.kind == first.kind && rule.isIncluded == first.isIncluded
                    && rule.raisesBase == first.raisesBase && !(rule.raisesBase && isAffected)
                if !fits {
                    close(batch)
                    batch = []
                }
            }
            isAffected = rule.isAffected
            batch.append(index)
        }
        close(batch)
        return result
    }

    /// The amount and the base of each tax.
    mutating func computed() -> [(amount: Decimal, base: Decimal)] {
        for index in rules.indices.reversed() where rules[index].kind == "fixed" {
            settle(index, quantity * rules[index].amount)
        }
        for index in rules.indices.reversed() where rules[index].isIncluded && amounts[index] == nil {
            settle(index, amountWithin(index))
        }
        for index in rules.indices where amounts[index] == nil { settle(index, amountOnTop(index)) }
        return rules.indices.map { index in
            var base = total + extraForBase[index]
            if rules[index].isIncluded { base -= batches[index].reduce(Decimal(0)) { $0 + (amounts[$1] ?? 0) } }
            return (amounts[index] ?? 0, base)
        }
    }

    private func amountWithin(_ index: Int) -> Decimal {
        let base = total + extraForTax[index]
        guard rules[index].kind == "percent" else { return base * rules[index].amount / 100 }
        let factor = 100 + batchAmount(index)
        return factor == 0 ? 0 : base * rules[index].amount / factor
    }

    private func amountOnTop(_ index: Int) -> Decimal {
        let base = total + extraForTax[index]
        guard rules[index].kind == "division" else { return base * rules[index].amount / 100 }
        let factor = 100 - batchAmount(index)
        return base * rules[index].amount / (factor == 0 ? 100 : factor)
    }

    private func batchAmount(_ index: Int) -> Decimal {
        batches[index].reduce(Decimal(0)) { $0 + rules[$1].amount }
    }

    /// Fixes what a tax comes to, and what that means for the bases of the others.
    private mutating func settle(_ index: Int, _ amount: Decimal) {
        let amount = Rounding.round(amount, toMultipleOf: step)
        amounts[index] = amount
        let rule = rules[index]
        let batch = batches[index]
        let before = rules.indices.prefix { !batch.contains($0) }
        let after = rules.indices.reversed().prefix { !batch.contains($0) }
        if rule.isIncluded {
            if !rule.raisesBase { for other in after where rules[other].isIncluded { shift(other, -amount) } }
            for other in before { shift(other, -amount) }
        } else if rule.raisesBase {
            for other in after { shift(other, amount) }
        }
    }

    private mutating func shift(_ index: Int, _ amount: Decimal) {
        if amounts[index] == nil { extraForTax[index] += amount }
        extraForBase[index] += amount
    }
}
