import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON
import TabularText

/// Makes time entries of rows: one of each row, or one of each column of hours.
struct TimesheetRows: TableRowReader {
    private var rows: MappedRows
    /// The columns of hours with their pay codes; none if a row has one pay code.
    private let hours: [(payCode: String, field: MappedField)]
    /// The columns that identify a row; none if its values do.
    private let recordID: [Int]
    /// The fields that identify a row without an id, with the pay code.
    static let identifyingFields = ["employee", "date", "project", "costCode", "payCode", "corrects"]

    /// How often each id has come in this file.
    private var seen: [String: Int] = [:]

    init(_ rows: MappedRows, hours: [(payCode: String, field: MappedField)], recordID: [Int]) {
        self.rows = rows
        self.hours = hours
        self.recordID = recordID
    }

    mutating func take(_ row: TableRow) throws(FileFault) -> [FileItem] {
        try rows.countRow()
        var values = RowValues(rows, row)
        let (employee, project) = (values.text("employee"), values.text("project"))
        let (costCode, date) = (values.text("costCode"), values.date("date"))
        let status: TimeEntry.Status? = values.word("status")
        let (approvedBy, corrects) = (values.text("approvedBy"), values.text("corrects"))
        let worked = hours(of: row, corrects: corrects, &values)
        var ids: [String] = []
        if values.issues.isEmpty {
            ids = identify(row, worked.map(\.payCode), [employee, date?.text, project, costCode], corrects, &values)
        }
        guard values.issues.isEmpty, let employee, let project, let costCode, let date, let status else {
            return [rows.reject(row, values.issues)]
        }
        return zip(ids, worked).map { id, worked in
            let entry = TimeEntry(
                id: id,
                employee: employee,
                project: project,
                costCode: costCode,
                payCode: worked.payCode,
                date: date,
                hours: worked.hours,
                status: status,
                approvedBy: approvedBy,
                corrects: corrects
            )
            return .record(SourceRecord(entry, in: rows.file))
        }
    }

    func finish(rejects: Int) throws(FileFault) -> [FileItem] { [] }

    /// Pay codes and hours of a row; an empty cell is no entry where each pay code has a column of its own, 0 takes one back.
    private func hours(
        of row: TableRow,
        corrects: String?,
        _ values: inout RowValues
    ) -> [(payCode: String, hours: Decimal)] {
        var found: [(payCode: String, hours: Decimal)] = []
        if hours.isEmpty {
            guard let payCode = values.text("payCode"), let hours = values.decimal("hours") else { return [] }
            found = [(payCode, hours)]
            check(hours, of: rows.fields["hours"], corrects, &values)
        } else {
            for (payCode, field) in hours {
                guard let hours = values.decimal(field) else { continue }
                found.append((payCode, hours))
                check(hours, of: field, corrects, &values)
            }
        }
        return found
    }

    /// Reports hours that are none, or that would take the place of those which they mean to correct.
    private func check(_ hours: Decimal, of field: MappedField?, _ corrects: String?, _ values: inout RowValues) {
        if hours.rounded(scale: 2) != hours {
            values.report(field, value: hours.plainText, expected: "number of hours with at most two decimals")
        }
        if hours < 0, recordID.isEmpty, corrects == nil {
            values.report(
                field,
                value: hours.plainText,
                expected: "number of hours that may be negative: give the mapping 'recordId', or this row a value for "
                    + "'corrects'; without either it would take the place of the hours which it corrects"
            )
        }
    }

    /// The ids of the entries of a row, the same in each export of it.
    private mutating func identify(
        _ row: TableRow,
        _ payCodes: [String],
        _ parts: [String?],
        _ corrects: String?,
        _ values: inout RowValues
    ) -> [String] {
        guard recordID.isEmpty else {
            let cells = recordID.map { row.values[$0]?.plainText ?? "" }
            guard !cells.contains("") else {
                values.report(column: recordID[cells.firstIndex(of: "") ?? 0], "value, and it identifies the row")
                return []
            }
            let id = Self.joined(cells)
            guard seen.updateValue(row.number, forKey: id) == nil else {
                values.report(column: recordID[0], "id of one row of the file alone", value: id)
                return []
            }
            return payCodes.map { hours.isEmpty ? id : "\(id)/\($0)" }
        }
        return payCodes.map { payCode in
            let id = Self.joined(parts.map { $0 ?? "" } + [payCode] + (corrects.map { [$0] } ?? []))
            let count = seen[id, default: 0] + 1
            seen[id] = count
            return count == 1 ? id : "\(id)~\(count)"
        }
    }

    private static func joined(_ parts: [String]) -> String {
        parts.map { $0.replacing("%", with: "%25").replacing("/", with: "%2F") }.joined(separator: "/")
    }
}

extension SourceRecord {
    /// The record of an object in one state: its key and the digest of what it says.
    init(_ object: some CanonicalObject, in file: ArrivedFile) {
        let payload = object.json
        self.init(
            id: "\(object.key)@\(ContentDigest(payload.canonicalText.utf8).short)",
            object: type(of: object).name,
            occurredAt: file.modifiedAt,
            payload: payload
        )
    }
}
