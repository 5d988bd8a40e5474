import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON
import TabularText

/// The layout of an import file.
protocol ImportLayout: Sendable {
    /// What people call it.
    var title: String { get }

    /// The columns, in their order.
    var columns: [String] { get }

    /// The columns that carry hours, one of them in each row.
    var hourColumns: [String] { get }

    /// The name of a batch's file, which no other batch has: servers refuse the name of a file that they took.
    func name(of batch: String) -> String

    /// The cells of a line.
    ///
    /// - Throws: ``LayoutFault`` if the layout has no place for a value.
    func cells(_ line: WrittenLine, of batch: PayrollBatch) throws(LayoutFault) -> [String]
}

/// A line as payroll gets it.
struct WrittenLine {
    let line: PayrollBatch.Line
    /// The employee's number with all its digits.
    let employee: String
    /// Payroll's word for the kind of pay.
    let payCode: String
    /// The hours with two decimals.
    let hours: String
}

/// Why a batch cannot be written.
struct LayoutFault: Error {
    let reason: String
}

/// The file of a batch.
struct BatchFile {
    private let batch: PayrollBatch
    private let settings: PayrollSettings

    init(_ batch: PayrollBatch, _ settings: PayrollSettings) {
        self.batch = batch
        self.settings = settings
    }

    /// The file, with its totals read back from its bytes (P-2).
    func outgoing() throws(LayoutFault) -> OutgoingFile {
        let allowed = batch.batch.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
        guard allowed, !batch.batch.isEmpty, !batch.lines.isEmpty else {
            throw LayoutFault(reason: "the batch '\(batch.batch)' has no lines, or a number that can name no file")
        }
        let layout = settings.layout
        let name = layout.name(of: batch.batch)
        var writer = TableWriter(TableDialect(), columns: settings.hasHeader ? layout.columns : nil)
        var bytes: [UInt8] = []
        for (index, line) in batch.lines.enumerated() {
            let cells = try cells(line, row: index + 2)
            do throws(TableIssue) {
                bytes += try writer.row(cells)
            } catch {
                throw LayoutFault(reason: "row \(index + 2) cannot be written: \(error)")
            }
        }
        return OutgoingFile(name: name, bytes: bytes, controlTotals: try totals(of: bytes, name))
    }

    private func cells(_ line: PayrollBatch.Line, row: Int) throws(LayoutFault) -> [String] {
        guard let hours = line.hours.withTwoDecimals else {
            let hours = line.hours.plainText
            throw LayoutFault(reason: "row \(row), employee \(line.employee): \(hours) h has more than two decimals")
        }
        let written = WrittenLine(
            line: line,
            employee: settings.padded(line.employee),
            payCode: settings.payCodes[line.payCode] ?? line.payCode,
            hours: hours
        )
        do throws(LayoutFault) {
            return try settings.layout.cells(written, of: batch)
        } catch {
            throw LayoutFault(reason: "row \(row), employee \(line.employee): \(error.reason)")
        }
    }

    /// Reads the bytes like anybody who gets them.
    private func totals(of bytes: [UInt8], _ name: String) throws(LayoutFault) -> [String: Decimal] {
        let layout = settings.layout
        let columns = layout.hourColumns.map { name in
            let position = layout.columns.firstIndex(of: name) ?? 0
            return TableColumn(
                name,
                at: settings.hasHeader ? .header([name]) : .position(position),
                .decimal(.plain, range: nil)
            )
        }
        let header: TableLayout.Header = settings.hasHeader ? .found(afterAtMost: 0) : .none
        var reader = TableReader(TableLayout(header: header, columns: columns), file: name)
        do throws(TableIssue) {
            var lines = 0
            var hours = Decimal(0)
            for item in try reader.take(bytes) + reader.finish() {
                guard case .row(let row) = item else { continue }
                lines += 1
                for case .decimal(let value)? in row.values { hours += value }
            }
            return ["lines": Decimal(lines), "hours": hours]
        } catch {
            throw LayoutFault(reason: "the file that was written cannot be read back: \(error)")
        }
    }
}

extension Decimal {
    /// The number with exactly two decimals; `nil` if it has more.
    var withTwoDecimals: String? {
        let parts = plainText.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? parts[1] : ""
        guard parts.count <= 2, fraction.count <= 2 else { return nil }
        return "\(parts[0]).\(fraction)\(String(repeating: "0", count: 2 - fraction.count))"
    }
}

extension CalendarDate {
    /// `01/05/2026`.
    var american: String {
        let iso = text
        return "\(iso.dropFirst(5).prefix(2))/\(iso.suffix(2))/\(iso.prefix(4))"
    }
}
