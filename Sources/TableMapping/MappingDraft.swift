import ConnectorKit
import FoundationEssentials
import JSON
import TabularText

/// A mapping while it is read: everything that it says, put together.
struct MappingDraft {
    let object: MappedObject
    let patterns: [String]
    let badRows: FileStream.BadRows
    let layout: TableLayout
    let dropped: [String]
    let fields: [String: MappedField]
    let hours: [(payCode: String, field: MappedField)]
    let recordID: [Int]
    let checkedTotals: [Int]
    let rounding: AmountRule
    let mostRows: Int

    static let keys = [
        "object", "files", "table", "fields", "payCodes", "recordId", "rounding", "checkTotals", "personal", "drop",
        "badRows", "mostRows",
    ]

    /// Reads a document; `nil` if it does not even say which object it is for.
    init?(_ root: MappingNode) {
        let members = root.object(allowed: Self.keys)
        let words = MappedObject.allCases.map { ($0.rawValue, $0) }
        guard let object: MappedObject = members["object"]?.word(words) else {
            if members["object"] == nil {
                root.reportMissing("object", "it is one of \(words.map(\.0).joined(separator: ", "))")
            }
            return nil
        }
        self.object = object
        patterns = members["files"]?.texts() ?? []
        let table = TableSection(members["table"], root)
        var columns = ColumnList(numbers: table.numbers, dates: table.dates, hasHeader: table.header != .none)
        let reader = FieldsReader(object: object)
        hours = members["payCodes"].map { reader.payCodes($0, &columns) } ?? []
        if object != .timesheet { members["payCodes"]?.report("goes with timesheets alone") }
        fields = reader.fields(members["fields"], root, hasPayCodes: members["payCodes"] != nil, &columns)
        if object != .timesheet {
            members["recordId"]?.report("goes with timesheets alone; records of this object have their own numbers")
        }
        recordID =
            members["recordId"]?.elements().compactMap {
                columns.known(at: $0) ?? columns.add($0, .text(longest: 2_000))
            }
            ?? []
        rounding = members["rounding"].map { Self.rounding($0) } ?? AmountRule()
        if object != .estimate { members["rounding"]?.report("goes with estimates alone") }
        for node in members["personal"]?.elements() ?? [] { columns.markSensitive(node) }
        for node in members["recordId"]?.elements() ?? [] { columns.reportSensitive(node) }
        if object == .timesheet, members["recordId"] == nil {
            var places: [Int] = []
            for name in TimesheetRows.identifyingFields { places += fields[name]?.columns ?? [] }
            columns.reportSensitive(among: places, members["personal"])
        }
        checkedTotals = members["checkTotals"]?.elements().compactMap { columns.numbers(at: $0) } ?? []
        if table.hasNoTotals { members["checkTotals"]?.report("needs the words of total rows under table.totals") }
        dropped = members["drop"]?.texts() ?? []
        columns.reportDropped(members["drop"])
        badRows = members["badRows"].map { Self.badRows($0, object) } ?? (object.isGrouped ? .rejectFile : .skipped)
        mostRows = members["mostRows"]?.whole(1...5_000_000) ?? 200_000
        if members["personal"] != nil || members["drop"] != nil { columns.markAllSensitive() }
        layout = table.layout(columns: columns.columns)
        if columns.columns.isEmpty { root.report("no field is read from a column") }
    }

    private static func badRows(_ node: MappingNode, _ object: MappedObject) -> FileStream.BadRows {
        let words: [(String, FileStream.BadRows)] = [("skip", .skipped), ("rejectFile", .rejectFile)]
        let policy = node.word(words)
        if policy == .skipped, object.isGrouped {
            node.report("must be rejectFile: without one of its rows, \(object.canonicalName) would have other totals")
        }
        return policy ?? .rejectFile
    }

    private static func rounding(_ node: MappingNode) -> AmountRule {
        var rule = AmountRule()
        let words = AmountRule.Rounding.allCases.map { ($0.rawValue, $0) }
        guard node.value.objectValue != nil else {
            rule.rounding = node.word(words) ?? rule.rounding
            return rule
        }
        let members = node.object(allowed: ["rule", "decimals", "tolerance"])
        rule.rounding = members["rule"]?.word(words) ?? rule.rounding
        rule.decimals = members["decimals"]?.whole(0...6) ?? rule.decimals
        if let tolerance = members["tolerance"]?.decimal("a number such as 0.01, not negative"), tolerance >= 0 {
            rule.tolerance = tolerance
        }
        return rule
    }
}
