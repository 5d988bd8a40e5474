package import CanonicalModel
package import Foundation
package import JSON

/// The dispatch board of the telematics simulator, as an implementer types it into a configuration.
package struct FleetBoard: Sendable {
    /// A list of the flow `equipmentUsageToJobCost` that the board fills.
    package enum Part: String, Sendable, CaseIterable {
        case projects, equipment, assignments, rates
    }

    private let entries: [Part: [String]]
    private let rates: [(subject: String, from: CalendarDate, perHour: Decimal)]
    private let categories: [String: String]

    /// Reads a board.
    ///
    /// - Parameter dispatch: The answer to `GET /_sim/dispatch`.
    /// - Throws: `JSONAccessError` for a board of another form.
    package init(_ dispatch: JSON) throws(JSONAccessError) {
        let board = JSONReader(dispatch)
        var categories: [String: String] = [:]
        var machines: [String] = []
        for machine in try board.member("machines").elements() {
            let code = try machine.member("equipment").string()
            let category = try machine.member("category").string()
            categories[code] = category
            let names = try Self.pairs(machine.member("identifiers"), ["oem", "model", "serial", "pin", "equipmentId"])
            machines.append(Self.flow([("code", code), ("category", category)] + names))
        }
        var rates: [(String, CalendarDate, Decimal)] = []
        for rate in try board.member("rates").elements() {
            // A rate is for a machine or for a category.
            let machine = try rate.optionalMember("equipment")
            let subject = if let machine { try machine.string() } else { try rate.member("category").string() }
            rates.append((subject, try rate.member("from").date(), try rate.member("perHour").decimal()))
        }
        self.rates = rates
        self.categories = categories
        entries = [
            .equipment: machines,
            .projects: try Self.list(board, "projects", ["code", "name", "timeZone"]),
            .assignments: try Self.list(board, "assignments", ["equipment", "project", "costCode", "from", "to"]),
            .rates: try Self.list(board, "rates", ["equipment", "category", "from", "perHour"]),
        ]
    }

    /// The entries of a list, each a mapping in YAML's flow style.
    package func entries(of part: Part) -> [String] { entries[part] ?? [] }

    /// The internal rate of a machine on a day, its own before that of its category; `nil` if the board has none.
    package func perHour(_ equipment: String, on date: CalendarDate) -> Decimal? {
        for subject in [equipment, categories[equipment] ?? ""] {
            let begun = rates.filter { $0.subject == subject && $0.from <= date }
            if let latest = begun.max(by: { $0.from < $1.from }) { return latest.perHour }
        }
        return nil
    }

    private static func list(
        _ board: JSONReader,
        _ member: String,
        _ keys: [String]
    ) throws(JSONAccessError) -> [String] {
        var entries: [String] = []
        for element in try board.member(member).elements() { entries.append(flow(try pairs(element, keys))) }
        return entries
    }

    /// The texts of those `keys` that say something; an assignment's end is called `until` in a configuration.
    private static func pairs(
        _ reader: JSONReader,
        _ keys: [String]
    ) throws(JSONAccessError) -> [(String, String)] {
        var pairs: [(String, String)] = []
        for key in keys {
            guard let text = try reader.optionalMember(key)?.string(), !text.isEmpty else { continue }
            pairs.append((key == "to" ? "until" : key, text))
        }
        return pairs
    }

    private static func flow(_ pairs: [(String, String)]) -> String {
        "{\(pairs.map { "\($0): \(JSON.string($1).canonicalText)" }.joined(separator: ", "))}"
    }
}
