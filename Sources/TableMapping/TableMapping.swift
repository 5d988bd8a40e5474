public import ConnectorKit
public import JSON
public import TabularText

/// How the rows of a kind of files become canonical objects: what a person writes instead of a program.
///
/// The keys are explained in `Documentation/onboarding.md`.
public struct TableMapping: Sendable {
    /// What it makes.
    public let object: MappedObject
    /// What the files are called.
    public let patterns: [String]
    /// What happens to the rest of a file of which a row cannot be used.
    public let badRows: FileStream.BadRows
    /// What the table looks like.
    public let layout: TableLayout
    /// The words of columns that must never be kept.
    public let dropped: [String]

    let fields: [String: MappedField]
    let hours: [(payCode: String, field: MappedField)]
    let recordID: [Int]
    let checkedTotals: [Int]
    let rounding: AmountRule
    let mostRows: Int

    /// Reads a mapping.
    ///
    /// - Parameter document: The mapping as JSON, scalars as they are written.
    /// - Throws: ``MappingFault`` with everything that is wrong.
    public init(_ document: JSON) throws(MappingFault) {
        let problems = MappingNode.Problems()
        let root = MappingNode(key: "", value: document, problems: problems)
        guard let draft = MappingDraft(root), problems.all.isEmpty else { throw MappingFault(problems.all) }
        object = draft.object
        patterns = draft.patterns
        badRows = draft.badRows
        layout = draft.layout
        dropped = draft.dropped
        fields = draft.fields
        hours = draft.hours
        recordID = draft.recordID
        checkedTotals = draft.checkedTotals
        rounding = draft.rounding
        mostRows = draft.mostRows
    }

    /// Reads a mapping that is a file of its own.
    ///
    /// - Throws: ``MappingFault`` with everything that is wrong, each with its place.
    public init(_ document: ConfigurationDocument) throws(MappingFault) {
        do throws(MappingFault) { try self.init(document.value) } catch { throw error.located(in: document) }
    }

    /// What is allowed, and still leads to wrong totals for some files; a person should know.
    public var cautions: [String] {
        guard object == .timesheet, recordID.isEmpty else { return [] }
        return [
            "without 'recordId', a row that comes again with another employee, day, project, cost code or pay code is another "
                + "entry, and its hours count twice: name the column that identifies a row for ever, or have the old row "
                + "exported with 0 hours"
        ]
    }

    /// Begins to read a file.
    ///
    /// - Parameter file: The file; its time is the time of all its records.
    /// - Returns: What takes the file's bytes, and gives out records of ``MappedObject/canonicalName``. An estimate or a
    ///   change order comes at the end of the file, and only if each of its rows can be used.
    public func reader(of file: ArrivedFile) -> TableRecordReader {
        let rows = MappedRows(fields, columns: layout.columns, file: file, mostRows: mostRows)
        let reader: any TableRowReader =
            switch object {
            case .timesheet: TimesheetRows(rows, hours: hours, recordID: recordID)
            case .estimate: EstimateRows(rows, rounding: rounding)
            case .changeOrder: ChangeOrderRows(rows)
            }
        return TableRecordReader(layout, file: file.name, checkingTotalsOf: checkedTotals, rows: reader)
    }

    /// The kind of files that it reads.
    public func fileStream(_ name: String) -> FileStream {
        FileStream(
            SourceStream(name: name, object: object.canonicalName),
            patterns: patterns.isEmpty ? ["*"] : patterns,
            badRows: badRows
        )
    }
}
