import Foundation
import JSON

/// How the cost of a line is shared between analytic accounts: per cent by account ids, several joined by commas.
enum AnalyticDistribution {
    /// The name of the field in all models that have one.
    static let field = "analytic_distribution"

    /// The shares as the database holds them: to two digits, the shortest keys first; `nil` for none.
    static func normalized(_ json: JSON) -> JSON? {
        guard PythonText.isTruthy(json) else { return nil }
        guard case .object(let object) = json else { return json }
        var shares = JSONObject()
        for (key, value) in object.sorted(by: { ($0.key.utf8.count, $0.key) < ($1.key.utf8.count, $1.key) }) {
            shares[key] = ValueConversion.decimal(ofNumber: value).map { Rounding.round($0, scale: 2).real } ?? value
        }
        return .object(shares)
    }

    /// The accounts that a distribution names.
    static func accounts(_ value: FieldValue) -> Set<Int64> {
        guard case .json(.object(let object)) = value else { return [] }
        return Set(object.flatMap { $0.key.split(separator: ",").compactMap { Int64($0) } })
    }
}
