import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import Foundation
import TabularText

/// An export of what another way has written: a table with a header.
///
/// Its columns, in any order: `date` (YYYY-MM-DD), `project`, `cost code`, `hours` and `amount`; `company` and
/// `cost type` where it tells them. Other columns are passed over. Numbers are written with a decimal point.
struct WrittenCostFile {
    let costs: [WrittenCost]
    /// The SHA-256 of its bytes.
    let digest: String

    private static let columns = [
        TableColumn("date", .date(.iso), required: true),
        TableColumn("project", .text(longest: 200), required: true),
        TableColumn(
            "cost code",
            at: .header(["cost code", "cost_code", "costCode"]),
            .text(longest: 200),
            required: true
        ),
        TableColumn("hours", .decimal(.plain, range: nil)),
        TableColumn("amount", .decimal(.plain, range: nil), required: true),
        TableColumn("company", .text(longest: 200), mayBeAbsent: true),
        TableColumn(
            "cost type",
            at: .header(["cost type", "cost_type", "costType"]),
            .choice(CostType.allCases.map(\.rawValue)),
            mayBeAbsent: true
        ),
    ]

    /// Reads a file.
    ///
    /// - Throws: ``Unusable`` with everything that is wrong, if a row or the file as a whole cannot be read: a comparison with
    ///   a part of the other way's costs would be none.
    init(_ url: URL, delimiter: Character) throws {
        let bytes: Data
        do { bytes = try Data(contentsOf: url) } catch { throw Unusable(["\(url.path) cannot be read: \(error)"]) }
        digest = ContentDigest(bytes).description
        let dialect = TableDialect(division: .delimited(by: delimiter, quote: "\""))
        var reader = TableReader(
            TableLayout(dialect: dialect, columns: Self.columns, mayBeEmpty: true),
            file: url.lastPathComponent
        )
        var costs: [WrittenCost] = []
        var issues: [TableIssue] = []
        do throws(TableIssue) {
            for item in try reader.take([UInt8](bytes)) + reader.finish() {
                switch item {
                case .row(let row):
                    if let cost = Self.cost(row) { costs.append(cost) }
                case .badRow(_, let wrong): issues += wrong
                case .total, .passedOver: break
                }
            }
        } catch {
            issues.append(error)
        }
        guard issues.isEmpty else { throw Unusable(issues.map { "\($0)" }) }
        self.costs = costs
    }

    private static func cost(_ row: TableRow) -> WrittenCost? {
        guard case .date(let day)? = row.values[0], case .decimal(let amount)? = row.values[4] else { return nil }
        var hours: Decimal = 0
        if case .decimal(let number)? = row.values[3] { hours = number }
        func text(_ column: Int) -> String {
            if case .text(let text)? = row.values[column] { return text }
            return ""
        }
        let place = ShadowComparison.Place(
            day: day,
            company: text(5),
            project: text(1),
            costCode: text(2),
            costType: text(6)
        )
        return WrittenCost(place, hours: hours, amount: amount)
    }

    /// Why a file cannot be compared.
    struct Unusable: Error, CustomStringConvertible {
        let reasons: [String]

        init(_ reasons: [String]) {
            self.reasons = reasons
        }

        var description: String {
            let shown = reasons.prefix(20).joined(separator: "\n")
            return reasons.count > 20 ? "\(shown)\nand \(reasons.count - 20) more" : shown
        }
    }
}
