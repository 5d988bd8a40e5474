import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON
import TabularText

/// Reads what payroll answers to a batch: an acknowledgement, a list of rejects, or a report that is both.
///
/// Such files are small, and they are one record each, so that the whole file is taken before anything is said.
struct AnswerReader: FileRecordReader {
    /// The kinds of answers; the names of their streams.
    enum Kind: String, CaseIterable {
        case acknowledgements, rejects, reports

        var pattern: String {
            switch self {
            case .acknowledgements: "*.ack"
            case .rejects: "*.rej"
            case .reports: "*.rpt"
            }
        }
    }

    private static let mostBytes = 16 << 20

    private let kind: Kind
    private let file: ArrivedFile
    private let settings: PayrollSettings
    private var bytes: [UInt8] = []

    init(_ kind: Kind, _ file: ArrivedFile, _ settings: PayrollSettings) throws(FileFault) {
        self.kind = kind
        self.file = file
        self.settings = settings
        guard file.size <= Int64(Self.mostBytes) else { throw Self.tooLarge(file) }
    }

    mutating func take(_ bytes: [UInt8]) throws(FileFault) -> [FileItem] {
        guard self.bytes.count + bytes.count <= Self.mostBytes else { throw Self.tooLarge(file) }
        self.bytes += bytes
        return []
    }

    mutating func finish() throws(FileFault) -> [FileItem] {
        let result: PayrollBatchResult
        switch kind {
        case .acknowledgements: result = try acknowledgement(bytes).result([])
        case .rejects:
            result = PayrollBatchResult(
                batch: try batchInName(),
                status: .partial,
                rejects: try rejects(bytes, mayBeEmpty: false)
            )
        case .reports:
            let (line, rest) = try split()
            // A report of a batch without a bad line has a header and no rows, or nothing more at all.
            let isAll = rest.allSatisfy { $0 <= 0x20 }
            result = try acknowledgement(line).result(isAll ? [] : try rejects(rest, mayBeEmpty: true))
        }
        let record = SourceRecord(
            id: "\(result.batch)/\(kind.rawValue)@\(ContentDigest(bytes).short)",
            object: PayrollBatchResult.name,
            occurredAt: file.modifiedAt,
            payload: result.json
        )
        return [.record(record)]
    }

    private static func tooLarge(_ file: ArrivedFile) -> FileFault {
        FileFault("\(file.name) has more than \(mostBytes >> 20) MiB, which no answer to a batch has")
    }
}

// MARK: - Acknowledgement

extension AnswerReader {
    /// The line `batch=260105;status=PARTIAL;read=2;accepted=1;rejected=1;hours_accepted=44.50`, whatever stands around it.
    private func acknowledgement(_ bytes: [UInt8]) throws(FileFault) -> Acknowledgement {
        let text = String(validating: bytes, as: UTF8.self) ?? ""
        let lines = text.split(whereSeparator: \.isNewline).filter { $0.contains("batch=") }
        guard lines.count == 1, let line = lines.first else {
            throw fault("must hold one line 'batch=…;status=…;read=…;accepted=…;rejected=…', and holds \(lines.count)")
        }
        var values: [String: String] = [:]
        for part in line.split(separator: ";") {
            let pair = part.split(separator: "=", maxSplits: 1).map { $0.trimmed }
            guard pair.count == 2 else { continue }
            // A mark of the byte order may stand before the first word.
            let name = pair[0].hasSuffix("batch") ? "batch" : pair[0]
            guard values.updateValue(pair[1], forKey: name) == nil else { throw fault("names '\(name)' twice") }
        }
        let batch = values["batch"] ?? ""
        guard Self.isNumber(ofBatch: batch) else { throw fault("'batch' must be the number of a batch") }
        let read = try count("read", values)
        let accepted = try count("accepted", values)
        let rejected = try count("rejected", values)
        if let read, let accepted, let rejected, read != accepted + rejected {
            throw fault("read \(read), but accepted \(accepted) and rejected \(rejected)")
        }
        var hours: Decimal?
        if let text = values["hours_accepted"] {
            hours = Decimal(plain: text)
            if hours == nil { throw fault("'hours_accepted' must be a number such as 44.50") }
        }
        return Acknowledgement(
            batch: batch,
            status: try status(values["status"] ?? "", accepted: accepted, rejected: rejected),
            read: read,
            accepted: accepted,
            hours: hours
        )
    }

    private func status(
        _ word: String,
        accepted: Int?,
        rejected: Int?
    ) throws(FileFault) -> PayrollBatchResult.Status {
        switch word.uppercased() {
        case "ACCEPTED", "COMPLETED": return .accepted
        case "PARTIAL": return .partial
        case "REJECTED": return .rejected
        case "COMPLETED WITH ERRORS AND WARNINGS":
            // Warnings alone leave every line accepted.
            if rejected == 0 { return .accepted }
            return accepted == 0 ? .rejected : .partial
        default:
            throw fault(
                "'status' must be ACCEPTED, PARTIAL, REJECTED, Completed or Completed with Errors and Warnings"
            )
        }
    }

    private func count(_ name: String, _ values: [String: String]) throws(FileFault) -> Int? {
        guard let text = values[name] else { return nil }
        guard let number = Int(text), number >= 0 else { throw fault("'\(name)' must be a count") }
        return number
    }

    /// The line of the acknowledgement, and all behind it.
    private func split() throws(FileFault) -> (line: [UInt8], rest: [UInt8]) {
        let mark = Array("batch=".utf8)
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            let line = bytes[start..<end]
            if line.indices.contains(where: { line[$0...].starts(with: mark) }) {
                return (Array(line), Array(bytes[min(end + 1, bytes.count)...]))
            }
            start = end + 1
        }
        throw fault("must begin with a line 'batch=…;status=…'")
    }

    private func fault(_ what: String) -> FileFault { FileFault("\(file.name) \(what)") }

    /// Digits and letters: what batches are numbered with, and nothing that could lead a name astray.
    private static func isNumber(ofBatch text: String) -> Bool {
        let allowed: [ClosedRange<UInt8>] = [0x30...0x39, 0x41...0x5A, 0x61...0x7A]
        return (1...20).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in allowed.contains { $0.contains(byte) } }
    }
}

/// What an acknowledgement says.
private struct Acknowledgement {
    let batch: String
    let status: PayrollBatchResult.Status
    let read: Int?
    let accepted: Int?
    let hours: Decimal?

    func result(_ rejects: [PayrollBatchResult.Reject]) -> PayrollBatchResult {
        PayrollBatchResult(
            batch: batch,
            status: status,
            read: read,
            accepted: accepted,
            hoursAccepted: hours,
            rejects: rejects
        )
    }
}

// MARK: - Rejects

extension AnswerReader {
    /// In a row whose cells are out of place, what is nobody's business stands in any column.
    private static let columns = [
        TableColumn("line", .integer(.plain, range: 1...10_000_000), sensitive: true),
        TableColumn("worker_id", .text(longest: 20), mayBeAbsent: true, sensitive: true),
        TableColumn("code", .text(longest: 40), sensitive: true),
        TableColumn("message", .text(longest: 1_000), sensitive: true),
    ]

    private func rejects(_ bytes: [UInt8], mayBeEmpty: Bool) throws(FileFault) -> [PayrollBatchResult.Reject] {
        let layout = TableLayout(
            header: .found(afterAtMost: 20),
            columns: Self.columns,
            footerWords: settings.footerWords,
            mayBeEmpty: mayBeEmpty
        )
        var reader = TableReader(layout, file: file.name)
        var rejects: [PayrollBatchResult.Reject] = []
        do throws(TableIssue) {
            for item in try reader.take(bytes) + reader.finish() {
                if case .row(let row) = item { rejects.append(reject(row)) }
                if case .badRow(_, let issues) = item, let first = issues.first { throw first }
            }
        } catch {
            throw FileFault(error.description)
        }
        return rejects
    }

    private func reject(_ row: TableRow) -> PayrollBatchResult.Reject {
        var line: Int?
        // Rows are counted as if the file had a header, whether it had one or not.
        if case .integer(let number)? = row.values[0] { line = Int(number) + (settings.hasHeader ? 0 : 1) }
        func text(_ index: Int) -> String? {
            if case .text(let text)? = row.values[index], !text.isEmpty { text } else { nil }
        }
        return PayrollBatchResult.Reject(
            row: line,
            employee: text(1).map { settings.padded($0) },
            code: text(2) ?? "",
            message: Self.withoutLongNumbers(text(3) ?? "")
        )
    }

    /// A message without numbers of nine digits and more, such as those of identity cards and banks (P-7).
    private static func withoutLongNumbers(_ text: String) -> String {
        var result = ""
        var number = ""
        func close() -> String { number.count { $0.isNumber } >= 9 ? "…" : number }
        for character in text {
            if character.isNumber || (!number.isEmpty && "- ./".contains(character)) {
                number.append(character)
            } else {
                result += close()
                number = ""
                result.append(character)
            }
        }
        return result + close()
    }

    /// The batch in a name such as `PRKSTEPI_260105.rej`, or `…_260105_2.rej` for a second one.
    private func batchInName() throws(FileFault) -> String {
        let base = file.name.prefix { $0 != "." }
        var parts = base.split(separator: "_").map(String.init)
        if parts.count > 2, let last = parts.last, last.count <= 3, Int(last) != nil { parts.removeLast() }
        guard parts.count > 1, let batch = parts.last, Self.isNumber(ofBatch: batch) else {
            throw fault("names no batch, as PRKSTEPI_260105.rej does")
        }
        return batch
    }
}

extension Substring {
    fileprivate var trimmed: String {
        var text = drop { $0 == " " || $0 == "\t" }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return String(text)
    }
}
