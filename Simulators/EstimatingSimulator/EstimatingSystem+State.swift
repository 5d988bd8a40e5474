internal import Foundation
public import JSON
public import SimulatorKit

extension EstimatingSystem {
    /// What the estimates really say and what was exported, for a checker that must not ask the connector.
    ///
    /// - Parameter query: `estimate` is the number of the only estimate that counts.
    /// - Returns: The ledger, or an object with the member `error`.
    public func truth(_ query: [String: String]) -> JSON {
        for name in query.keys.sorted() where name != "estimate" {
            return ["error": .string("Unknown filter \(name); use estimate.")]
        }
        if let number = query["estimate"], office.index(of: number) == nil {
            return ["error": .string("There is no estimate \(number).")]
        }
        let isWanted = { (number: String) in query["estimate"].map { $0 == number } ?? true }
        let estimates = office.estimates.filter { isWanted($0.number) }
        return [
            "estimates": .array(estimates.map(\.json)), "budgets": .array(estimates.compactMap(Self.budget)),
            "exports": .array(office.exports.filter { isWanted($0.estimate) }.map(\.json)),
            "quirksServed": office.quirks.servedJSON,
        ]
    }

    /// The budget of an awarded estimate by cost code and type, whatever was exported.
    private static func budget(of estimate: Estimate) -> JSON? {
        guard let awarded = estimate.awarded else { return nil }
        let revision = estimate.revisions[awarded]
        var sums: [String: [String: Figure]] = [:]
        for line in revision.budgetLines {
            sums[line.costCode, default: [:]][line.type, default: .zero] =
                sums[line.costCode, default: [:]][line.type, default: .zero] + line.amount
        }
        let byCode = sums.sorted { $0.key < $1.key }.flatMap { code, types in
            types.sorted { $0.key < $1.key }.map { type, amount -> JSON in
                ["costCode": .string(code), "type": .string(type), "amount": .string(amount.text(decimals: 2))]
            }
        }
        return [
            "estimate": .string(estimate.number), "project": .string(estimate.project),
            "revision": .string(revision.label), "total": .string(revision.budgetTotal.text(decimals: 2)),
            "byCode": .array(byCode),
        ]
    }

    /// Everything the estimators have done, what is still to come, and what lies in the folder half-written.
    ///
    /// - Returns: What ``restore(_:)`` takes.
    public func snapshot() -> JSON {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard let bytes = try? encoder.encode(office), let json = try? JSON(parsing: [UInt8](bytes)) else {
            return .null
        }
        return json
    }

    /// Continues where a snapshot was taken; the folder itself is left as it is.
    ///
    /// - Parameter snapshot: What ``snapshot()`` returned.
    /// - Throws: ``SimulatorError`` if it is none.
    public mutating func restore(_ snapshot: JSON) throws(SimulatorError) {
        do {
            office = try JSONDecoder().decode(Office.self, from: Data(snapshot.canonicalBytes))
        } catch {
            throw SimulatorError("The snapshot's state is none that GET /_sim/snapshot gave: \(error)")
        }
    }
}
