public import ConnectorKit
import FoundationEssentials
public import JSON
import TabularText

/// How deliveries of a canonical object become files that are tables: what a person writes instead of a program.
///
/// The keys are explained in `Documentation/onboarding.md`.
public struct TableExport: Sendable {
    /// The canonical object, for example `Budget`.
    public let object: String
    let name: String
    let dialect: TableDialect
    let numbers: NumberNotation
    let rows: [String]?
    let columns: [ExportColumn]
    /// Names of totals, and the columns whose sums they are.
    let totals: [(name: String, column: Int)]

    private static let keys = ["export", "name", "table", "rows", "columns", "totals"]

    /// Reads an export's description.
    ///
    /// - Parameter document: The description as JSON, scalars as they are written.
    /// - Throws: ``MappingFault`` with everything that is wrong.
    public init(_ document: JSON) throws(MappingFault) {
        let problems = MappingNode.Problems()
        let root = MappingNode(key: "", value: document, problems: problems)
        let members = root.object(allowed: Self.keys)
        for key in ["export", "name", "columns"] where members[key] == nil { root.reportMissing(key) }
        let table = TableSection(members["table"], root)
        object = members["export"]?.text() ?? ""
        name = members["name"]?.text() ?? ""
        if members["name"] != nil, !name.contains("{key}") {
            members["name"]?.report("must contain {key}, so that no two deliveries become files of one name")
        }
        if name.contains("/") { members["name"]?.report("is a name without a folder") }
        dialect = table.dialect
        numbers = table.numbers
        rows = members["rows"]?.text()?.split(separator: ".").map(String.init)
        let columns = members["columns"]?.members().compactMap { ExportColumn($0, $1, table.dates) } ?? []
        totals = (members["totals"]?.members() ?? []).compactMap { name, node in
            guard let word = node.text() else { return nil }
            guard let column = columns.firstIndex(where: { $0.name == word && $0.decimals != nil }) else {
                node.report("is no column with 'decimals'")
                return nil
            }
            return (name, column)
        }
        if rows == nil, columns.contains(where: { $0.isOfRow }) {
            root.reportMissing("rows", "columns that begin with 'row.' need the list whose elements are rows")
        }
        self.columns = columns
        guard problems.all.isEmpty else { throw MappingFault(problems.all) }
    }

    /// Reads an export's description that is a file of its own.
    ///
    /// - Throws: ``MappingFault`` with everything that is wrong, each with its place.
    public init(_ document: ConfigurationDocument) throws(MappingFault) {
        do throws(MappingFault) { try self.init(document.value) } catch { throw error.located(in: document) }
    }
}

/// A column of an exported table.
struct ExportColumn: Sendable, Hashable {
    enum Value: Sendable, Hashable {
        case constant(String)
        /// A member of the object.
        case object([String])
        /// A member of the element that is the row.
        case row([String])
    }

    let name: String
    let value: Value
    let values: [String: String]
    /// How many decimals a number has; `nil` for anything but numbers.
    let decimals: Int?
    let dates: DateNotation?

    var isOfRow: Bool { if case .row = value { true } else { false } }

    init?(_ name: String, _ node: MappingNode, _ dates: DateNotation?) {
        self.name = name
        guard node.value.objectValue != nil else {
            guard let path = node.text() else { return nil }
            (value, values, decimals, self.dates) = (Self.value(path), [:], nil, nil)
            return
        }
        let members = node.object(allowed: ["value", "constant", "values", "decimals", "date"])
        switch (members["value"]?.text(), members["constant"]?.text()) {
        case (let path?, nil): value = Self.value(path)
        case (nil, let text?): value = .constant(text)
        default:
            node.report("needs one of 'value' and 'constant'")
            return nil
        }
        values = Dictionary(
            (members["values"]?.members() ?? []).compactMap { name, node in node.anyText().map { (name, $0) } }
        ) { first, _ in first }
        decimals = members["decimals"]?.whole(0...12)
        let isDate = members["date"]?.word([("true", true), ("false", false)]) ?? false
        self.dates = isDate ? dates : nil
        if isDate, dates == nil { members["date"]?.report("needs table.dates, for example DD.MM.YYYY") }
    }

    private static func value(_ path: String) -> Value {
        let parts = path.split(separator: ".").map(String.init)
        return parts.first == "row" ? .row(Array(parts.dropFirst())) : .object(parts)
    }
}
