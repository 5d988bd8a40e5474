import CanonicalModel
import ConnectorKit
import FoundationEssentials
import TabularText

/// Puts all rows of a project and number together into one change order, given out at the end of the file.
struct ChangeOrderRows: TableRowReader {
    private struct Group: Sendable {
        let project: String
        let number: String
        var header: GroupHeader
        var budget: [ChangeOrder.BudgetChange] = []
    }

    private var rows: MappedRows
    private var groups: [Group] = []
    /// The places of groups by project and number.
    private var places: [String: Int] = [:]

    init(_ rows: MappedRows) {
        self.rows = rows
    }

    mutating func take(_ row: TableRow) throws(FileFault) -> [FileItem] {
        try rows.countRow()
        var values = RowValues(rows, row)
        guard let project = values.text("project"), let number = values.text("number") else {
            return [rows.reject(row, values.issues)]
        }
        let key = "\(project)\u{1F}\(number)"
        let place = places[key] ?? groups.count
        if places.updateValue(place, forKey: key) == nil {
            groups.append(Group(project: project, number: number, header: GroupHeader(firstRow: row.number)))
        }
        for name in ["status", "currency", "contractAmount"] { values.share(name, in: &groups[place].header) }
        let (costCode, costType) = (values.text("costCode"), values.text("costType"))
        let amount = values.decimal("amount")
        guard values.issues.isEmpty, let costCode, let costType, let amount else {
            return [rows.reject(row, values.issues)]
        }
        groups[place].budget.append(ChangeOrder.BudgetChange(costCode: costCode, costType: costType, amount: amount))
        return []
    }

    func finish(rejects: Int) throws(FileFault) -> [FileItem] {
        // A change order of which a row is missing changes the budget by another amount: nothing of it may enter.
        guard rejects == 0 else { return [] }
        return groups.compactMap { record($0) }
    }

    private func record(_ group: Group) -> FileItem? {
        guard
            let status = group.header["status"].flatMap({ ChangeOrder.Status(rawValue: $0.plainText) }),
            let currency = group.header["currency"].flatMap({ Currency($0.plainText) }),
            case .decimal(let contractAmount)? = group.header["contractAmount"]
        else { return rows.reject(incomplete: group.header) }
        let change = ChangeOrder(
            project: group.project,
            number: group.number,
            status: status,
            currency: currency,
            contractAmount: contractAmount,
            budget: group.budget
        )
        return .record(SourceRecord(change, in: rows.file))
    }
}
