import CanonicalModel
import Foundation
import JSON
import ScenarioKit

/// What the simulated company's machines really did, beside what Odoo holds.
///
/// Neither side is asked through a connector: the hours come from the telematics simulator's truth port, the postings
/// from the Odoo simulator's, and the cost is worked out here once more from the dispatch board's rates.
struct DemoLedger {
    struct Row {
        let equipment: String
        let isKnown: Bool
        var trueHours: Decimal = 0
        var postedHours: Decimal = 0
        var trueCost: Decimal = 0
        var postedCost: Decimal = 0
        var lines = 0

        var agrees: Bool {
            isKnown ? trueHours == postedHours && trueCost == postedCost : lines == 0
        }
    }

    /// What the company's own side says, which stays the same however often Odoo is compared with it.
    struct Sources {
        let telematics: JSON
        let dispatch: JSON
        let fleets: Set<String>

        func compare(with odoo: JSON) throws -> DemoLedger {
            try DemoLedger(self, odoo: odoo)
        }
    }

    private(set) var rows: [Row] = []
    /// Postings that belong to no machine of the company.
    private(set) var strays: [String] = []

    private init(_ sources: Sources, odoo: JSON) throws {
        let board = try FleetBoard(sources.dispatch)
        for machine in try JSONReader(sources.telematics).member("machines").elements()
        where sources.fleets.contains(try machine.member("fleet").string()) {
            var row = Row(
                equipment: try machine.member("equipment").string(),
                isKnown: try machine.member("known").bool()
            )
            row.trueHours = try machine.member("hours").decimal()
            if row.isKnown {
                for day in try machine.member("days").elements() {
                    let date = try day.member("date").date()
                    guard let rate = board.perHour(row.equipment, on: date) else {
                        throw ChildProcess.Failure(
                            description: "the dispatch board has no rate for \(row.equipment) on \(date.text)"
                        )
                    }
                    row.trueCost += (try day.member("hours").decimal() * rate).rounded(scale: 2)
                }
            }
            rows.append(row)
        }
        for line in try JSONReader(odoo).member("analyticLines").elements() { try add(line) }
        rows.sort { $0.equipment < $1.equipment }
    }

    private mutating func add(_ line: JSONReader) throws {
        let name = try line.member("name").string()
        let equipment = String(name.prefix { $0 != " " })
        guard let index = rows.firstIndex(where: { $0.equipment == equipment }) else {
            strays.append(name)
            return
        }
        rows[index].postedHours += try line.member("unitAmount").decimal()
        rows[index].postedCost -= try line.member("amount").decimal()
        rows[index].lines += 1
    }

    var agrees: Bool { strays.isEmpty && rows.allSatisfy(\.agrees) }

    var total: Row {
        rows.filter(\.isKnown).reduce(into: Row(equipment: "total", isKnown: true)) { sum, row in
            sum.trueHours += row.trueHours
            sum.postedHours += row.postedHours
            sum.trueCost += row.trueCost
            sum.postedCost += row.postedCost
            sum.lines += row.lines
        }
    }

    var table: TextTable {
        var table = TextTable(
            ["machine", "true hours", "posted hours", "true cost", "posted cost", "difference"],
            rightAligned: [1, 2, 3, 4, 5]
        )
        for row in rows + [total] {
            let difference =
                "\((row.postedHours - row.trueHours).twoDecimals) h, "
                + (row.postedCost - row.trueCost).twoDecimals
            table.add([
                row.equipment, row.trueHours.twoDecimals, row.postedHours.twoDecimals, row.trueCost.twoDecimals,
                row.postedCost.twoDecimals, row.isKnown ? difference : "held: unknown machine",
            ])
        }
        return table
    }

    var json: JSON {
        .array(
            (rows + [total]).map { row in
                [
                    "equipment": .string(row.equipment), "known": .bool(row.isKnown),
                    "trueHours": .string(row.trueHours.twoDecimals),
                    "postedHours": .string(row.postedHours.twoDecimals),
                    "trueCost": .string(row.trueCost.twoDecimals), "postedCost": .string(row.postedCost.twoDecimals),
                    "lines": .integer(Int64(row.lines)), "agrees": .bool(row.agrees),
                ]
            }
        )
    }
}

extension Decimal {
    /// The number with exactly two decimals, or more if it has more.
    fileprivate var twoDecimals: String {
        let text = plainText
        guard let point = text.firstIndex(of: ".") else { return text + ".00" }
        let digits = text.distance(from: point, to: text.endIndex) - 1
        return digits == 1 ? text + "0" : text
    }
}
