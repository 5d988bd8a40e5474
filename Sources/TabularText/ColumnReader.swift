import CanonicalModel
import FoundationEssentials

/// Reads the cells of one column.
///
/// A class, since a row would otherwise copy all that a column consists of.
final class ColumnReader: Sendable {
    /// Why a cell is not what its column says: what was expected.
    struct Fault: Error {
        let expected: String
    }

    private enum Kind: Sendable {
        case text(longest: Int)
        case decimal(NumberReader, NumberRange?)
        case integer(NumberReader, ClosedRange<Int64>?)
        case date(DayReader)
        case words(WordReader, expected: String)
    }

    let column: TableColumn
    private let kind: Kind
    private let encoding: TableDialect.Encoding

    init(_ column: TableColumn, encoding: TableDialect.Encoding) {
        self.column = column
        self.encoding = encoding
        kind =
            switch column.kind {
            case .text(let longest): .text(longest: longest)
            case .decimal(let notation, let range): .decimal(NumberReader(notation), range.map(NumberRange.init))
            case .integer(let notation, let range): .integer(NumberReader(notation), range)
            case .date(let notation): .date(DayReader(notation))
            case .boolean(let yes, let no):
                .words(
                    WordReader(yes.map { ($0, .boolean(true)) } + no.map { ($0, .boolean(false)) }),
                    expected: "word among \((yes + no).joined(separator: ", "))"
                )
            case .choice(let words):
                .words(
                    WordReader(words.map { ($0, .text($0)) }),
                    expected: "word among \(words.joined(separator: ", "))"
                )
            }
    }

    /// Reads a cell without blanks at its ends.
    func read(_ bytes: Span<UInt8>) throws(Fault) -> TableValue? {
        guard !bytes.isEmpty else {
            if column.isRequired { throw Fault(expected: expectedOfEmpty) }
            return nil
        }
        switch kind {
        case .text(let longest): return .text(try text(bytes, longest: longest))
        case .decimal(let reader, let range):
            guard let digits = reader.read(bytes) else { throw Fault(expected: "number such as \(reader.example)") }
            if let range, !range.contains(digits) {
                throw Fault(expected: "number from \(range.bounds.lowerBound) to \(range.bounds.upperBound)")
            }
            return .decimal(digits.decimal)
        case .integer(let reader, let range): return .integer(try integer(bytes, reader, range))
        case .date(let reader):
            guard let day = reader.read(bytes) else { throw Fault(expected: "day such as \(reader.example)") }
            return .date(day)
        case .words(let words, let expected):
            guard let value = words.value(of: bytes) else { throw Fault(expected: expected) }
            return value
        }
    }

    private var expectedOfEmpty: String {
        switch kind {
        case .text: "text"
        case .decimal(let reader, _), .integer(let reader, _): "number such as \(reader.example)"
        case .date(let reader): "day such as \(reader.example)"
        case .words(_, let expected): expected
        }
    }

    private func integer(
        _ bytes: Span<UInt8>,
        _ reader: NumberReader,
        _ range: ClosedRange<Int64>?
    ) throws(Fault) -> Int64 {
        guard let digits = reader.read(bytes)?.shortened, digits.scale == 0,
            let value = Int64(exactly: digits.isNegative ? -Int128(digits.magnitude) : Int128(digits.magnitude))
        else { throw Fault(expected: "whole number") }
        if let range, !range.contains(value) {
            throw Fault(expected: "whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    private func text(_ bytes: Span<UInt8>, longest: Int) throws(Fault) -> String {
        if bytes[0] == UInt8(ascii: "=") { return try textOfFormula(bytes, longest: longest) }
        var hasReturns = false
        var isASCII = true
        for index in bytes.indices {
            let byte = bytes[index]
            // Most bytes are from space to tilde.
            if byte &- 0x20 < 0x5F { continue }
            switch byte {
            case 0x80...: isASCII = false
            case .tab, .lineFeed: break
            case .carriageReturn: hasReturns = true
            default: throw Fault(expected: "text without control characters")
            }
        }
        if isASCII, !hasReturns, bytes.count <= longest { return CellText.string(ofASCII: bytes) }
        guard let text = hasReturns ? CellText.string(withLineFeeds(bytes).span) : CellText.string(bytes) else {
            throw Fault(expected: "text in \(encoding.rawValue)")
        }
        if bytes.count > longest, text.count > longest {
            throw Fault(expected: "text of at most \(longest) characters")
        }
        return text
    }

    /// The same bytes, with a line feed for each line ending.
    private func withLineFeeds(_ bytes: Span<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        for index in bytes.indices {
            if bytes[index] == .lineFeed, index > 0, bytes[index - 1] == .carriageReturn { continue }
            result.append(bytes[index] == .carriageReturn ? .lineFeed : bytes[index])
        }
        return result
    }

    /// `="00417"` is how a spreadsheet is made to keep zeros; any other formula is none of the values that were asked for.
    private func textOfFormula(_ bytes: Span<UInt8>, longest: Int) throws(Fault) -> String {
        guard bytes.count > 3, bytes[1] == .quote, bytes[bytes.count - 1] == .quote else {
            throw Fault(expected: "value but a formula")
        }
        let inner = bytes.extracting(2..<bytes.count - 1)
        for index in inner.indices where inner[index] == .quote { throw Fault(expected: "value but a formula") }
        return try text(inner, longest: longest)
    }
}
