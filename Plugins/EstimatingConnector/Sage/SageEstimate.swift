import CanonicalModel
import ConnectorKit
import FoundationEssentials
import TabularText

/// Makes an estimate of the job cost export of Sage Estimating: category records `"C", phase(15), description(30),
/// category(3), date mmddyyyy, quantity(8.2), unit(4), amount(8.2)`, and phase records `"P"`, which carry no money
/// (domain.md §3, source E1).
///
/// Allocated add-ons are contained in the items; others come as categories of their own. Codes are padded with blanks on
/// either side.
enum SageEstimate {
    private static let names = ["record", "phase", "description", "category", "date", "quantity", "unit", "amount"]

    private static let layout = TableLayout(
        dialect: TableDialect(encoding: .windows1252),
        header: .none,
        columns: names.enumerated().map { TableColumn($1, at: .position($0), .text(longest: 200)) },
        allowsMissingCells: true,
        mostCells: 40
    )

    /// Reads an export.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - file: Its name.
    /// - Returns: What it says; the cost code is the phase, the kind of cost the category.
    /// - Throws: ``FileFault`` that names all rows that cannot be used.
    static func document(of bytes: [UInt8], file: String) throws(FileFault) -> EstimateDocument {
        var document = EstimateDocument(format: "sage")
        var faults: [String] = []
        var counts: [String: Int] = [:]
        for item in try items(of: bytes, file: file) {
            switch item {
            case .row(let row):
                do throws(FileFault) {
                    if let line = try line(row, &counts) { document.lines.append(line) }
                } catch {
                    faults.append(error.reason)
                }
            case .badRow(_, let issues): faults += issues.map(\.description)
            case .total, .passedOver: break
            }
        }
        guard faults.isEmpty else {
            let rest = faults.count > 20 ? "; and \(faults.count - 20) more" : ""
            throw FileFault(faults.prefix(20).joined(separator: "; ") + rest)
        }
        return document
    }

    private static func items(of bytes: [UInt8], file: String) throws(FileFault) -> [TableItem] {
        var reader = TableReader(layout, file: file)
        do throws(TableIssue) {
            let items = try reader.take(bytes)
            return items + (try reader.finish())
        } catch {
            throw FileFault(error.description)
        }
    }

    /// The line of a category record; none of a phase record.
    private static func line(_ row: TableRow, _ counts: inout [String: Int]) throws(FileFault) -> EstimateLine? {
        let cells = row.values.map { value -> String in
            guard case .text(let text)? = value else { return "" }
            return text
        }
        let place = "row \(row.number)"
        switch cells[0] {
        case "P": return nil
        case "C": break
        default: throw FileFault("\(place): the record '\(cells[0].prefix(10))' is neither C nor P")
        }
        if !cells[4].isEmpty, !isDate(cells[4]) {
            throw FileFault("\(place), date: '\(cells[4].prefix(20))' is no date such as 01052026 (mmddyyyy)")
        }
        // Several items of one category come as several records; their order tells them apart.
        let pair = "\(cells[1])/\(cells[3])"
        counts[pair, default: 0] += 1
        let count = counts[pair] ?? 1
        return EstimateLine(
            path: count == 1 ? pair : "\(pair)#\(count)",
            costCode: cells[1].isEmpty ? nil : cells[1],
            costType: cells[3].isEmpty ? nil : cells[3],
            text: cells[2],
            quantity: cells[5].isEmpty ? 0 : try number(cells[5], "\(place), quantity"),
            unit: cells[6],
            unitPrice: nil,
            amount: try number(cells[7], "\(place), amount")
        )
    }

    private static func isDate(_ text: String) -> Bool {
        let digits = text.utf8.map { Int($0) - 48 }
        guard digits.count == 8, digits.allSatisfy((0...9).contains) else { return false }
        let year = digits[4...].reduce(0) { $0 * 10 + $1 }
        return CalendarDate(year: year, month: digits[0] * 10 + digits[1], day: digits[2] * 10 + digits[3]) != nil
    }

    private static func number(_ text: String, _ what: String) throws(FileFault) -> Decimal {
        guard let number = Decimal(written: text) else {
            throw FileFault("\(what): '\(text.prefix(20))' is no number such as 1250.50")
        }
        return number
    }
}
