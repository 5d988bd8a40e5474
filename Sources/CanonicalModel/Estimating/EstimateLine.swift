public import FoundationEssentials
import JSON

/// One line of an estimate: work, material, machine or subcontract with its quantity and price (domain.md §3).
public struct EstimateLine: Sendable, Hashable {
    /// What a line is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Work, material, machine or subcontract.
        case item
        /// A sum set aside for something that is not known yet.
        case allowance
        /// A sum set aside for risk.
        case contingency
        /// The sum of parts that are lines of their own: never counted, its parts are.
        case assembly
        /// Overhead, profit or bond on top of cost: never budget.
        case markup

        /// Whether a line of this kind is cost that a budget counts.
        public var isCost: Bool { self != .assembly && self != .markup }
    }

    /// What the line is called within its estimate, the same in each revision, for example `0100/0110/LAB-CARP`.
    public let path: String
    /// What it is.
    public let kind: Kind
    /// The alternate that it belongs to; `nil` for the base bid.
    public let alternate: String?
    /// The cost code as estimating spells it; `nil` if the line has none.
    public let costCode: String?
    /// The kind of cost as estimating spells it; `nil` if the line has none.
    public let costType: String?
    /// What it is, in words.
    public let text: String
    /// How much, in the source's unit.
    public let quantity: Decimal
    /// The unit as the source writes it, for example `m²`, `CY` or `LS`.
    public let unit: String
    /// The price of a unit; `nil` for a lump sum that states none.
    public let unitPrice: Decimal?
    /// Quantity times price, rounded by the rule of its source.
    public let amount: Decimal

    /// Creates a line.
    public init(
        path: String,
        kind: Kind = .item,
        alternate: String? = nil,
        costCode: String?,
        costType: String?,
        text: String,
        quantity: Decimal,
        unit: String,
        unitPrice: Decimal?,
        amount: Decimal
    ) {
        self.path = path
        self.kind = kind
        self.alternate = alternate
        self.costCode = costCode
        self.costType = costType
        self.text = text
        self.quantity = quantity
        self.unit = unit
        self.unitPrice = unitPrice
        self.amount = amount
    }

    /// The quantity in the metric unit of its kind, exactly; `nil` for a unit that is not known.
    public var metricQuantity: Quantity? {
        UnitOfMeasure(spelling: unit).map { Quantity(quantity, $0).metric }
    }

    var json: JSON {
        let metric = metricQuantity
        return [
            "path": .string(path), "kind": .string(kind.rawValue), "alternate": JSON(alternate),
            "costCode": JSON(costCode), "costType": JSON(costType), "text": .string(text),
            "quantity": .string(quantity.plainText), "unit": .string(unit), "unitPrice": JSON(unitPrice?.plainText),
            "amount": .string(amount.plainText),
            "metricQuantity": JSON(metric?.value.plainText), "metricUnit": JSON(metric?.unit.rawValue),
        ]
    }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        // What follows from quantity and unit is worked out anew; it is only looked at whether it can be read.
        _ = try reader.optionalMember("metricQuantity")?.decimal()
        if let unit = try reader.optionalMember("metricUnit") {
            let _: UnitOfMeasure = try unit.word("a unit of UN/ECE Rec 20")
        }
        self.init(
            path: try reader.member("path").string(),
            kind: try reader.member("kind").word("the kind of an estimate line"),
            alternate: try reader.optionalString("alternate"),
            costCode: try reader.optionalString("costCode"),
            costType: try reader.optionalString("costType"),
            text: try reader.member("text").string(),
            quantity: try reader.member("quantity").decimal(),
            unit: try reader.member("unit").string(),
            unitPrice: try reader.optionalMember("unitPrice")?.decimal(),
            amount: try reader.member("amount").decimal()
        )
    }
}
