import JSON
import TabularText

/// The key `table` of a mapping: how the file is written.
struct TableSection {
    private(set) var dialect = TableDialect()
    private(set) var header = TableLayout.Header.found(afterAtMost: 0)
    private(set) var numbers = NumberNotation.plain
    private(set) var dates: DateNotation?
    private var totals: [String] = []
    private var footer: [String] = []
    private var longestRow: Int?

    private static let keys = [
        "encoding", "delimiter", "quote", "widths", "header", "numbers", "dates", "totals", "footer", "longestRow",
    ]

    /// Reads the section; without one it is a table as RFC 4180 describes it, in UTF-8.
    init(_ node: MappingNode?, _ root: MappingNode) {
        guard let node else { return }
        let members = node.object(allowed: Self.keys)
        let encodings = TableDialect.Encoding.allCases.map { ($0.rawValue, $0) }
        dialect.encoding = members["encoding"]?.word(encodings) ?? .utf8
        dialect.division = Self.division(members)
        if let header = members["header"] { self.header = Self.header(header) }
        numbers = members["numbers"].map { Self.numbers($0) } ?? .plain
        dates = members["dates"]?.value("how days are written, for example DD.MM.YYYY, M/D/YY or YYYYMMDD") {
            DateNotation(pattern: $0)
        }
        totals = members["totals"]?.texts() ?? []
        footer = members["footer"]?.texts() ?? []
        longestRow = members["longestRow"]?.whole(1_000...100_000_000)
    }

    var hasNoTotals: Bool { totals.isEmpty }

    func layout(columns: [TableColumn]) -> TableLayout {
        var layout = TableLayout(
            dialect: dialect,
            header: header,
            columns: columns,
            totalWords: totals,
            footerWords: footer
        )
        layout.longestRow = longestRow ?? layout.longestRow
        return layout
    }

    private static func division(_ members: [String: MappingNode]) -> TableDialect.Division {
        if let widths = members["widths"] {
            for key in ["delimiter", "quote"] { members[key]?.report("does not go with 'widths'") }
            return .fixedWidth(widths.elements().compactMap { $0.whole(1...10_000) })
        }
        let delimiter = members["delimiter"]?.value("one of , ; | and tab") { text -> Character? in
            text == "tab" ? "\t" : [",", ";", "|", "\t"].contains(text) ? Character(text) : nil
        }
        let quote = members["quote"]?.value("a character such as \", or none") { text -> String? in
            text == "none" || text.utf8.count == 1 ? text : nil
        }
        return .delimited(by: delimiter ?? ",", quote: quote == "none" ? nil : quote?.first ?? "\"")
    }

    private static func header(_ node: MappingNode) -> TableLayout.Header {
        if node.value.stringValue == "none" { return .none }
        let expectation = "none, or how many other rows may stand before it, from 0 to 100"
        let count = node.value(expectation) { text in Int(text).flatMap { (0...100).contains($0) ? $0 : nil } }
        return .found(afterAtMost: count ?? 0)
    }

    private static func numbers(_ node: MappingNode) -> NumberNotation {
        let members = node.object(allowed: ["decimal", "group", "negatives", "currency"])
        let marks: [(String, Character)] = [(".", "."), (",", ",")]
        let groups: [(String, Character)] = marks + [("blank", " "), ("apostrophe", "'")]
        var notation = NumberNotation(decimalMark: members["decimal"]?.word(marks) ?? ".")
        notation.groupMarks = Set(members["group"]?.elements().compactMap { $0.word(groups) } ?? [])
        if notation.groupMarks.contains("'") { notation.groupMarks.insert("’") }
        if notation.groupMarks.contains(notation.decimalMark) {
            members["group"]?.report("cannot be the decimal mark, too")
        }
        let negatives = [("minus", false), ("accounting", true)]
        notation.takesAccountingNegatives = members["negatives"]?.word(negatives) ?? false
        notation.currencySigns = Set(members["currency"]?.texts() ?? [])
        return notation
    }
}
