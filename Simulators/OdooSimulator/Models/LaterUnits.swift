import Foundation
import JSON

/// Units of version 19, which have no categories: each is so many of another one.
extension Computations {
    static let units: [String: Function] = [
        "unit_absolute_factor": { environment, _, id in .decimal(environment.absoluteFactor(ofUnit: id)) },
        "unit_rounding": { _, _, _ in .decimal(Decimal(1) / 100) },
    ]
}

extension Environment {
    /// How many of the unit that all of its kind are counted in one unit is.
    func absoluteFactor(ofUnit id: Int64) -> Decimal {
        unitsAbove(id).reduce(Decimal(1)) { $0 * (database.row("uom.uom", $1)?["relative_factor"]?.decimalValue ?? 1) }
    }

    /// What the units of one kind have in common.
    func kind(ofUnit id: Int64) -> FieldValue {
        guard profile.is19 else { return value("category_id", of: "uom.uom", id) }
        return unitsAbove(id).last.map { .record($0) } ?? .null
    }

    /// The factors of two units between which a quantity is converted: it is divided by the first.
    func unitFactors(from: Int64, to: Int64) -> (divisor: Decimal, factor: Decimal) {
        let own = value("factor", of: "uom.uom", from).decimalValue
        let other = value("factor", of: "uom.uom", to).decimalValue
        return profile.is19 ? (other, own) : (own, other)
    }

    private func unitsAbove(_ id: Int64) -> [Int64] {
        var found = [id]
        while let next = found.last.flatMap({ database.row("uom.uom", $0)?["relative_uom_id"]?.recordID }),
            !found.contains(next)
        {
            found.append(next)
        }
        return found
    }
}

extension ModelBehaviour {
    /// Gives a new unit of version 19 its place in lists.
    static func placeLater(_ set: inout ValueSet) {
        guard !set.given.contains("sequence") else { return }
        let factor = set.columns["relative_factor"]?.decimalValue ?? 1
        set.columns["sequence"] = .integer(
            min(Int64((factor * 100).description.split(separator: ".")[0]) ?? 1000, 1000)
        )
    }

    /// Checks a unit of version 19, which is so many of another one.
    static func checkLater(_ row: Row) throws(OdooError) {
        let factor = row["relative_factor"]?.decimalValue ?? 1
        guard factor != 0 else { throw .constraint("The conversion ratio for a unit of measure cannot be 0!") }
        guard row["relative_uom_id"]?.recordID != nil || factor == 1 else {
            throw .user("Reference unit of measure is missing.")
        }
    }
}
