import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON
import TabularText

/// Puts all rows of a number and revision together into one estimate, given out at the end of the file.
struct EstimateRows: TableRowReader {
    private struct Group: Sendable {
        let number: String
        let revision: String
        var header: GroupHeader
        var lines: [EstimateLine] = []
        var paths: [String: Int] = [:]
        /// For each alternate, whether it is accepted.
        var alternates: [String: Bool] = [:]
    }

    private var rows: MappedRows
    private let rounding: AmountRule
    private var groups: [Group] = []
    /// The places of groups by number and revision.
    private var places: [String: Int] = [:]

    private static let shared = ["status", "project", "currency", "statedTotal"]

    init(_ rows: MappedRows, rounding: AmountRule) {
        self.rows = rows
        self.rounding = rounding
    }

    mutating func take(_ row: TableRow) throws(FileFault) -> [FileItem] {
        try rows.countRow()
        var values = RowValues(rows, row)
        guard let number = values.text("number"), let revision = values.text("revision") else {
            return [rows.reject(row, values.issues)]
        }
        let key = "\(number)\u{1F}\(revision)"
        let place = places[key] ?? groups.count
        if places.updateValue(place, forKey: key) == nil {
            groups.append(Group(number: number, revision: revision, header: GroupHeader(firstRow: row.number)))
        }
        for name in Self.shared { values.share(name, in: &groups[place].header) }
        let line = line(&values)
        if let line { Self.check(line, row.number, &groups[place], &values) }
        guard values.issues.isEmpty, let line else { return [rows.reject(row, values.issues)] }
        groups[place].lines.append(line)
        return []
    }

    func isCounted(_ row: TableRow) -> Bool {
        var values = RowValues(rows, row)
        let kind: EstimateLine.Kind = values.word("kind") ?? .item
        guard kind.isCost else { return false }
        return values.text("alternate") == nil || values.text("accepted") == "true"
    }

    func finish(rejects: Int) throws(FileFault) -> [FileItem] {
        // A revision of which a row is missing is another revision: nothing of it may enter.
        guard rejects == 0 else { return [] }
        return groups.compactMap { record($0) }
    }

    private func line(_ values: inout RowValues) -> EstimateLine? {
        let path = values.text("path")
        let kind: EstimateLine.Kind? = values.word("kind")
        let (alternate, costCode) = (values.text("alternate"), values.text("costCode"))
        let (costType, text) = (values.text("costType"), values.text("text") ?? "")
        let (quantity, unit) = (values.decimal("quantity"), values.text("unit") ?? "")
        let (price, stated) = (values.decimal("unitPrice"), values.decimal("amount"))
        guard values.issues.isEmpty, let path, let quantity else { return nil }
        let amount: Decimal
        switch rounding.amount(quantity: quantity, price: price, stated: stated) {
        case .success(let sum): amount = sum
        case .failure(let contradiction):
            values.report(
                "amount",
                value: stated?.plainText ?? "",
                expected: contradiction.expected,
                withheld: "amount such as quantity and unit price give",
                repeating: ["quantity", "unitPrice"]
            )
            return nil
        }
        return EstimateLine(
            path: path,
            kind: kind ?? .item,
            alternate: alternate,
            costCode: costCode,
            costType: costType,
            text: text,
            quantity: quantity,
            unit: unit,
            unitPrice: price,
            amount: amount
        )
    }

    /// Lines of one name, and alternates that are accepted and are not, contradict each other.
    private static func check(_ line: EstimateLine, _ row: Int, _ group: inout Group, _ values: inout RowValues) {
        if let other = group.paths.updateValue(row, forKey: line.path) {
            values.report("path", value: line.path, expected: "name of one line alone; row \(other) has it, too")
        }
        let accepted = values.text("accepted").map { $0 == "true" }
        guard let alternate = line.alternate, let accepted else { return }
        if let before = group.alternates.updateValue(accepted, forKey: alternate), before != accepted {
            values.report(
                "accepted",
                value: "\(accepted)",
                expected: "word such as earlier lines of alternate \(alternate) have: \(before)",
                withheld: "word such as earlier lines of the same alternate have",
                repeating: ["alternate"]
            )
        }
    }
}

extension EstimateRows {
    private func record(_ group: Group) -> FileItem? {
        guard let status = group.header["status"].flatMap({ Estimate.Status(rawValue: $0.plainText) }),
            let currency = group.header["currency"].flatMap({ Currency($0.plainText) })
        else { return rows.reject(incomplete: group.header) }
        let estimate = Estimate(
            number: group.number,
            revision: group.revision,
            status: status,
            project: group.header["project"]?.plainText,
            currency: currency,
            acceptedAlternates: Set(group.alternates.filter(\.value).keys),
            statedTotal: group.header["statedTotal"].flatMap { Decimal(plain: $0.plainText) },
            format: "csv",
            lines: group.lines
        )
        return .record(SourceRecord(estimate, in: rows.file))
    }
}
