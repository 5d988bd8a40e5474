import CanonicalModel
public import ConnectorKit
import FoundationEssentials
import JSON
import TabularText

/// Why a delivery cannot be written.
private struct Unwritable: Error {
    let reason: String
}

extension TableExport {
    /// The file that a delivery becomes.
    ///
    /// Numbers are written with the decimals of their column and never rounded; the totals are read back from the bytes.
    ///
    /// - Parameter delivery: The delivery.
    /// - Returns: The file, or why the delivery cannot be written as it is.
    public func file(for delivery: Delivery) -> OutgoingFile.Rendering {
        guard delivery.object == object else {
            return .rejected(reason: "this export writes \(object), and no \(delivery.object)")
        }
        do throws(Unwritable) {
            let table = try bytes(of: delivery)
            return .file(
                OutgoingFile(
                    name: try fileName(of: delivery),
                    bytes: table,
                    controlTotals: try totals(readFrom: table)
                )
            )
        } catch {
            return .rejected(reason: error.reason)
        }
    }

    private func bytes(of delivery: Delivery) throws(Unwritable) -> [UInt8] {
        var writer = TableWriter(dialect, columns: columns.map(\.name))
        var table: [UInt8] = []
        do throws(TableIssue) {
            for row in try elements(of: delivery) {
                var cells: [String] = []
                for column in columns { cells.append(try cell(column, delivery.payload, row)) }
                table += try writer.row(cells)
            }
            table += try writer.finish()
        } catch {
            throw Unwritable(reason: error.description)
        }
        return table
    }

    private func elements(of delivery: Delivery) throws(TableIssue) -> [JSON] {
        guard let rows else { return [.null] }
        guard let list = Self.member(rows, of: delivery.payload)?.arrayValue else {
            throw issue("rows", "nothing", "list called \(rows.joined(separator: ".")) in a \(object)")
        }
        return list
    }

    private func cell(_ column: ExportColumn, _ object: JSON, _ row: JSON) throws(TableIssue) -> String {
        let found: JSON?
        switch column.value {
        case .constant(let text): found = .string(text)
        case .object(let path): found = Self.optionalMember(path, of: object)
        case .row(let path): found = Self.optionalMember(path, of: row)
        }
        guard let found else { throw issue(column.name, "nothing", "member of a \(self.object)") }
        let text: String
        switch found {
        case .null: text = ""
        case .string(let string): text = string
        case .integer(let number): text = "\(number)"
        case .bool(let truth): text = truth ? "true" : "false"
        case .real, .array, .object: throw issue(column.name, found.kind, "single value")
        }
        if let translated = column.values[text] { return translated }
        if let decimals = column.decimals, !text.isEmpty { return try number(text, decimals, column) }
        if let notation = column.dates, !text.isEmpty {
            guard let date = CalendarDate(text) else { throw issue(column.name, text, "day") }
            return notation.text(of: date)
        }
        return text
    }

    /// A number with exactly so many decimals; one that has more is refused, since its total would be another.
    private func number(_ text: String, _ decimals: Int, _ column: ExportColumn) throws(TableIssue) -> String {
        guard let number = Decimal(plain: text), number.rounded(scale: decimals) == number else {
            throw issue(column.name, text, "number with at most \(decimals) decimals")
        }
        let parts = number.plainText.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? parts[1] : ""
        let zeros = String(repeating: "0", count: decimals - fraction.count)
        return decimals == 0 ? String(parts[0]) : "\(parts[0])\(numbers.decimalMark)\(fraction)\(zeros)"
    }

    /// The sums of the columns whose totals are asked for, as a reader of the file finds them.
    private func totals(readFrom table: [UInt8]) throws(Unwritable) -> [String: Decimal] {
        guard !totals.isEmpty else { return [:] }
        var position: [TableColumn] = []
        for (name, column) in totals {
            position.append(TableColumn(name, at: .position(column), .decimal(numbers, range: nil)))
        }
        let layout = TableLayout(dialect: dialect, header: .none, columns: position, mayBeEmpty: true)
        var reader = TableReader(layout, file: name)
        var sums = Dictionary(totals.map { ($0.name, Decimal(0)) }) { first, _ in first }
        do throws(TableIssue) {
            let header = dialect.writesSeparatorLine ? 2 : 1
            let items = try reader.take(table)
            for item in items + (try reader.finish()) {
                switch item {
                case .row(let row):
                    for (index, total) in totals.enumerated() {
                        if case .decimal(let number)? = row.values[index] { sums[total.name, default: 0] += number }
                    }
                case .badRow(let number, let issues) where number > header:
                    throw issues.first ?? issue("totals", "a row", "row that can be read back")
                case .badRow, .total, .passedOver: break
                }
            }
        } catch {
            throw Unwritable(reason: "what was written cannot be read back: \(error)")
        }
        return sums
    }

    /// The name of the file: placeholders are members of the object, `{key}` what makes the delivery one for ever.
    private func fileName(of delivery: Delivery) throws(Unwritable) -> String {
        var result = ""
        var rest = Substring(name)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let word = rest[rest.index(after: open)..<close]
            result += rest[..<open]
            if word == "key" {
                let plain = Self.plain(delivery.key)
                result += plain == delivery.key ? plain : "\(plain)-\(ContentDigest(delivery.key.utf8).short)"
            } else {
                let path = word.split(separator: ".").map(String.init)
                guard case .string(let text)? = Self.member(path, of: delivery.payload) else {
                    throw Unwritable(reason: "the file's name needs \(word), and this \(object) has no such text")
                }
                result += Self.plain(text)
            }
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    /// Only letters, digits and `.`, `-`, `_` of ASCII, and no `.` at the begin.
    private static func plain(_ text: String) -> String {
        let characters = text.map { character -> Character in
            guard character.isASCII, character.isLetter || character.isNumber || ".-_".contains(character) else {
                return "_"
            }
            return character
        }
        return String(characters.first == "." ? ["_"] + characters.dropFirst() : characters)
    }

    private static func member(_ path: some Sequence<String>, of value: JSON) -> JSON? {
        path.reduce(value) { value, name in value?[name] }
    }

    /// The member, `null` if its object lacks it alone: members that are optional are left out.
    private static func optionalMember(_ path: [String], of value: JSON) -> JSON? {
        guard let parent = member(path.dropLast(), of: value), parent.objectValue != nil else { return nil }
        return path.last.flatMap { parent[$0] } ?? .null
    }

    private func issue(_ column: String, _ value: String, _ expected: String) -> TableIssue {
        TableIssue(file: name, row: nil, column: column, value: value, expected: expected)
    }
}

extension DateNotation {
    /// A day in this notation.
    func text(of date: CalendarDate) -> String {
        let digits = date.text.split(separator: "-").map(String.init)
        let year = hasShortYear ? String(digits[0].suffix(2)) : digits[0]
        let parts =
            switch order {
            case .yearMonthDay: [year, digits[1], digits[2]]
            case .dayMonthYear: [digits[2], digits[1], year]
            case .monthDayYear: [digits[1], digits[2], year]
            }
        return parts.joined(separator: separator.map { String($0) } ?? "")
    }
}
