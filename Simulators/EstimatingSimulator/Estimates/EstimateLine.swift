internal import JSON

/// One line of an estimate: a resource with its quantity and price.
struct EstimateLine: Sendable, Hashable, Codable {
    /// What a line is.
    enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Work, material, machine or subcontract.
        case item
        /// A sum set aside for something that is not known yet.
        case allowance
        /// A sum set aside for risk.
        case contingency
    }

    /// One line of the quantity take-off: units times its dimensions.
    struct Measure: Sendable, Hashable, Codable {
        var text: String
        var units: Figure
        var length: Figure?
        var width: Figure?
        var height: Figure?
    }

    /// The number of the line within its estimate, the same in each revision.
    var id: Int
    var kind = Kind.item
    var bidItem: String
    var activity: String
    var resource: String
    /// The alternate that the line belongs to; `nil` for the base bid.
    var alternate: String?
    /// The company's cost code, for example `03-300`.
    var costCode: String
    /// The cost type: `L`, `M`, `E`, `S` or `O`.
    var type: String
    var text: String
    var quantity: Figure
    /// The unit as the estimator writes it: `m²`, `h`, `EA`, `LS`.
    var unit: String
    var price: Figure
    /// The take-off behind the quantity; none for most lines.
    var measures: [Measure] = []

    /// Quantity times price to the cent, half away from zero.
    var amount: Figure { quantity.times(price, decimals: 2) }

    /// The line as the control surface and the truth port show it.
    var json: JSON {
        [
            "line": .integer(Int64(id)), "kind": .string(kind.rawValue), "bidItem": .string(bidItem),
            "activity": .string(activity), "resource": .string(resource),
            "alternate": alternate.map(JSON.string) ?? .null, "costCode": .string(costCode), "type": .string(type),
            "text": .string(text), "quantity": .string(quantity.text(least: 2)), "unit": .string(unit),
            "price": .string(price.text(least: 2)), "amount": .string(amount.text(decimals: 2)),
        ]
    }
}

/// A work item that is made of several lines of one activity: so much of each resource for one unit of it.
struct Assembly: Sendable, Hashable, Codable {
    var bidItem: String
    var activity: String
    var costCode: String
    var text: String
    var quantity: Figure
    var unit: String

    /// Whether a line is a part of it.
    func contains(_ line: EstimateLine) -> Bool {
        line.bidItem == bidItem && line.activity == activity
    }

    var json: JSON {
        [
            "bidItem": .string(bidItem), "activity": .string(activity), "costCode": .string(costCode),
            "text": .string(text), "quantity": .string(quantity.text(least: 2)), "unit": .string(unit),
        ]
    }
}

/// What is charged on top of cost, in percent of it: never budget.
struct Markup: Sendable, Hashable, Codable {
    /// What it is for.
    enum Purpose: String, Sendable, Hashable, Codable, CaseIterable {
        case overhead, profit, bond
    }

    var purpose: Purpose
    var text: String
    var percent: Figure

    /// The mark-up on a cost to the cent.
    func amount(on cost: Figure) -> Figure {
        percent.times(cost, decimals: 4).divided(by: Figure(units: 100_0000), decimals: 2)
    }
}
