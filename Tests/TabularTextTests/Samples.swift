import CanonicalModel
import FoundationEssentials
import TabularText

/// What a reader made of a file: its items, and the issue that ended it.
struct Reading: Equatable {
    var items: [TableItem] = []
    var issue: TableIssue?

    var rows: [TableRow] { items.compactMap { if case .row(let row) = $0 { row } else { nil } } }
    var issues: [TableIssue] {
        items.flatMap { item -> [TableIssue] in if case .badRow(_, let issues) = item { issues } else { [] } }
    }
    var passedOver: [Int: PassedOver] {
        var result: [Int: PassedOver] = [:]
        for case .passedOver(let number, let kind) in items { result[number] = kind }
        return result
    }

    /// Reads bytes in chunks of these sizes, the last of which goes on to the end.
    init(_ layout: TableLayout, _ bytes: [UInt8], chunks: [Int] = []) {
        var reader = TableReader(layout, file: "hours.csv")
        do throws(TableIssue) {
            var rest = bytes[...]
            for size in chunks {
                items += try reader.take(Array(rest.prefix(size)))
                rest = rest.dropFirst(size)
            }
            if !rest.isEmpty || chunks.isEmpty { items += try reader.take(Array(rest)) }
            items += try reader.finish()
        } catch {
            issue = error
        }
    }

    init(_ layout: TableLayout, _ text: String) {
        self.init(layout, Array(text.utf8))
    }
}

extension TableLayout {
    /// One column of each word, all text.
    static func texts(_ words: String..., dialect: TableDialect = TableDialect(), required: Bool = true) -> TableLayout
    {
        TableLayout(dialect: dialect, columns: words.map { TableColumn($0, .text(longest: 1000), required: required) })
    }

    /// One column of a kind, called `x`, in a table without header.
    static func one(_ kind: TableColumn.Kind, required: Bool = false, delimiter: Character = ";") -> TableLayout {
        TableLayout(
            dialect: TableDialect(division: .delimited(by: delimiter, quote: "\"")),
            header: .none,
            columns: [TableColumn("x", at: .position(0), kind, required: required)]
        )
    }
}

extension TableDialect {
    static func semicolon(_ encoding: Encoding = .utf8) -> TableDialect {
        TableDialect(encoding: encoding, division: .delimited(by: ";", quote: "\""))
    }
}

extension TableRow {
    /// The values as text, `-` for an empty one.
    var texts: [String] {
        values.map { value in
            switch value {
            case .text(let text): text
            case .decimal(let number): "\(number)"
            case .integer(let number): "\(number)"
            case .date(let day): day.text
            case .boolean(let value): "\(value)"
            case nil: "-"
            }
        }
    }
}

func decimal(_ text: String) -> Decimal {
    Decimal(string: text) ?? .nan
}
