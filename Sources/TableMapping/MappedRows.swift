import CanonicalModel
import ConnectorKit
import FoundationEssentials
import TabularText

/// What all readers of mapped rows have: the fields, and how what is wrong with a row is told.
struct MappedRows: Sendable {
    let fields: [String: MappedField]
    let columns: [TableColumn]
    let file: ArrivedFile
    let mostRows: Int
    private var count = 0

    init(
        _ fields: [String: MappedField],
        columns: [TableColumn],
        file: ArrivedFile,
        mostRows: Int
    ) {
        self.fields = fields
        self.columns = columns
        self.file = file
        self.mostRows = mostRows
    }

    /// Counts a row.
    ///
    /// - Throws: ``FileFault`` if there are more than the mapping allows.
    mutating func countRow() throws(FileFault) {
        count += 1
        guard count > mostRows else { return }
        throw FileFault("\(file.name) has more than \(mostRows) rows; divide it, or raise 'mostRows' in the mapping")
    }

    /// The reject of a row.
    func reject(_ row: TableRow, _ issues: [FieldIssue]) -> FileItem {
        .reject(SourceReject(file: file.name, row: row.number, issues.map { text(of: $0, in: row) }))
    }

    /// The reject of a record that lacks something which one of its rows had to say; `nil` if it lacks nothing.
    func reject(incomplete header: GroupHeader) -> FileItem? {
        let missing = header.missing(of: fields)
        guard !missing.isEmpty else { return nil }
        let reason =
            "\(file.name), row \(header.firstRow): no row of this record has a value for "
            + missing.joined(separator: ", ")
        return .reject(SourceReject(file: file.name, row: header.firstRow, [reason]))
    }

    private func text(of issue: FieldIssue, in row: TableRow) -> String {
        let column = issue.column.map { columns[$0] }
        let isWithheld = ([issue.column].compactMap { $0 } + issue.repeated).contains { columns[$0].isSensitive }
        return TableIssue(
            file: file.name,
            row: row.number,
            column: column?.name,
            value: isWithheld && !issue.value.isEmpty
                ? "(withheld)" : column == nil ? "nothing" : String(issue.value.prefix(60)),
            expected: isWithheld ? issue.withheld ?? issue.expected : issue.expected
        ).description
    }
}

/// The values of one row; collects what is wrong with them.
struct RowValues {
    private let fields: [String: MappedField]
    private let row: TableRow
    private(set) var issues: [FieldIssue] = []

    init(_ rows: MappedRows, _ row: TableRow) {
        fields = rows.fields
        self.row = row
    }

    mutating func value(_ name: String) -> TableValue? {
        guard let field = fields[name] else { return nil }
        do throws(FieldIssue) {
            return try field.value(in: row)
        } catch {
            issues.append(error)
            return nil
        }
    }

    mutating func text(_ name: String) -> String? {
        value(name)?.plainText
    }

    mutating func decimal(_ name: String) -> Decimal? {
        guard case .decimal(let number)? = value(name) else { return nil }
        return number
    }

    /// The number of a field that is none of the object's own, such as the hours of one pay code.
    mutating func decimal(_ field: MappedField) -> Decimal? {
        do throws(FieldIssue) {
            guard case .decimal(let number)? = try field.value(in: row) else { return nil }
            return number
        } catch {
            issues.append(error)
            return nil
        }
    }

    mutating func date(_ name: String) -> CalendarDate? {
        guard case .date(let date)? = value(name) else { return nil }
        return date
    }

    mutating func word<Word: RawRepresentable<String>>(_ name: String) -> Word? {
        text(name).flatMap { Word(rawValue: $0) }
    }

    /// Reports a field; `expected` may repeat the values of other fields, called `names`, and has then a form without them.
    mutating func report(
        _ name: String,
        value: String,
        expected: String,
        withheld: String? = nil,
        repeating names: [String] = []
    ) {
        let repeated = ([name] + names).flatMap { fields[$0]?.columns ?? [] }
        issues.append(
            FieldIssue(
                column: fields[name]?.columns.first,
                value: value,
                expected: expected,
                withheld: withheld,
                repeated: repeated
            )
        )
    }

    mutating func report(_ field: MappedField?, value: String, expected: String) {
        issues.append(FieldIssue(column: field?.columns.first, value: value, expected: expected))
    }

    mutating func report(column: Int, _ expected: String, value: String = "") {
        issues.append(FieldIssue(column: column, value: value, expected: expected))
    }
}
