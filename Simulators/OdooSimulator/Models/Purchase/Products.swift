import Foundation
import JSON
import SimulatorKit

/// What orders and transfers ask about products, units and currencies.
extension Environment {
    /// Whether a product is a thing that transfers move.
    func isGoods(_ product: Int64?) -> Bool {
        guard let product else { return false }
        return ["consu", "product"].contains(productType(product))
    }

    /// Whether a product's stock is counted.
    func isStorable(_ product: Int64) -> Bool {
        profile.is18
            ? productType(product) == "consu" && value("is_storable", of: "product.product", product).isTrue
            : productType(product) == "product"
    }

    private func productType(_ product: Int64) -> String {
        value(profile.is18 ? "type" : "detailed_type", of: "product.product", product).textValue ?? ""
    }

    /// The name of a record as others show it; empty without a record.
    func shownName(_ modelName: String, _ id: Int64?) -> String {
        guard let id, let model = catalogue[modelName] else { return "" }
        return displayName(model, id)
    }

    /// A quantity in another unit of the same kind; one of another kind stays as it is.
    func quantity(_ quantity: Decimal, from: Int64?, to: Int64?) -> Decimal {
        guard let from, let to, areComparable(from, to) else { return quantity }
        let (divisor, factor) = unitFactors(from: from, to: to)
        guard divisor != 0 else { return quantity }
        let converted = quantity / divisor * factor
        return Rounding.round(converted, toMultipleOf: value("rounding", of: "uom.uom", to).decimalValue)
    }

    private func areComparable(_ first: Int64, _ second: Int64) -> Bool {
        first != second && kind(ofUnit: first) == kind(ofUnit: second)
    }

    /// A price of one unit in another unit of the same kind.
    func price(_ price: Decimal, from: Int64?, to: Int64?) -> Decimal {
        guard let from, let to, areComparable(from, to) else { return price }
        let (factor, divisor) = unitFactors(from: from, to: to)
        return divisor == 0 ? price : price * factor / divisor
    }

    /// How many units of `currency` one unit of the company's own currency is.
    func rate(to currency: Int64?, company: Int64?, at day: CivilDate) -> Decimal {
        guard let currency, let company else { return 1 }
        return rate(of: currency, company: company, on: day)
    }

    /// The distribution of an order's lines, which is all on its project's account; version 17 has none.
    func projectShare(_ modelName: String, _ order: Int64) -> FieldValue {
        guard profile.is18, let project = value("project_id", of: modelName, order).recordID,
            let account = value(profile.projectAccountField, of: "project.project", project).recordID
        else { return .null }
        return .json(.object([String(account): .real(100)]))
    }

    /// Whether the user is a member of the group that an external id names.
    func isMember(of externalID: String) -> Bool {
        if isSuperuser { return true }
        guard let group = baseRecord(externalID) else { return false }
        return groups.ids.contains(group)
    }
}
