/// Finds the cells and rows of a table in UTF-8 text that grows.
///
/// It only marks where cells are; positions are those of the text that it is given, whose begin may be cut off between calls
/// (``cutOff(_:)``). A row ends with LF, CR LF or CR.
struct RowScanner: Sendable {
    /// Where a cell stands, without the quotes around it.
    struct Cell: Sendable {
        var start: Int
        var end: Int
        /// Whether it stood in quotes and holds doubled ones.
        var hasDoubledQuotes = false

        /// Its bytes with one quote for two.
        func unescaped(in text: Span<UInt8>, quote: UInt8?) -> [UInt8] {
            var result: [UInt8] = []
            result.reserveCapacity(end - start)
            var index = start
            while index < end {
                result.append(text[index])
                index += text[index] == quote && index + 1 < end && text[index + 1] == quote ? 2 : 1
            }
            return result
        }
    }

    /// What is wrong with a row as a whole.
    enum Fault: Sendable, Hashable {
        case strayText(cell: Int)
        case tooManyCells
        case tooLong
        case unclosedQuote(cell: Int)
    }

    private enum State: Sendable {
        case cellStart, plain, quoted, quoteSeen, closed
    }

    /// Nothing is divided by it where it is a line feed.
    var delimiter: UInt8
    let quote: UInt8?
    let mostCells: Int
    let longestRow: Int

    /// The cells of the row.
    private(set) var cells: [Cell] = []
    /// The number of the row, from 1.
    private(set) var number = 1
    private(set) var fault: Fault?

    private var state = State.cellStart
    private var position = 0
    private(set) var rowStart = 0
    private var cellStart = 0
    private var cellEnd = 0
    private var cellCount = 0
    private var hasDoubledQuotes = false
    private var skipsLineFeed = false
    /// How many bytes of the row were forgotten.
    private var forgotten = 0

    init(delimiter: UInt8, quote: UInt8?, mostCells: Int, longestRow: Int) {
        self.delimiter = delimiter
        self.quote = quote
        self.mostCells = mostCells
        self.longestRow = longestRow
    }

    /// Whether the text so far holds the begin of a row that has not ended.
    private var isWithinRow: Bool { position > rowStart || cellCount > 0 || forgotten > 0 }

    /// Goes to the end of the row.
    ///
    /// - Returns: Whether it was found; `cells` and `fault` then are those of the row, until ``beginRow()``.
    mutating func scan(_ text: Span<UInt8>) -> Bool {
        var index = position
        while index < text.count {
            let byte = text[index]
            switch state {
            case .cellStart: beginCell(byte, &index)
            case .plain:
                while index < text.count, !ends(text[index]) { index += 1 }
                guard index < text.count else { break }
                cellEnd = index
                if endCell(with: text[index], &index) { return true }
            case .quoted:
                while index < text.count, text[index] != quote { index += 1 }
                guard index < text.count else { break }
                index += 1
                state = .quoteSeen
            case .quoteSeen:
                if byte == quote {
                    hasDoubledQuotes = true
                    state = .quoted
                    index += 1
                } else {
                    cellEnd = index - 1
                    state = .closed
                }
            case .closed:
                if ends(byte) {
                    if endCell(with: byte, &index) { return true }
                } else if byte == .space {
                    index += 1
                } else {
                    fault = fault ?? .strayText(cell: cellCount)
                    state = .plain
                }
            }
        }
        position = index
        return false
    }

    /// Whether a byte ends a cell outside quotes.
    private func ends(_ byte: UInt8) -> Bool {
        byte == delimiter || byte == .lineFeed || byte == .carriageReturn
    }

    /// Looks at a byte before which nothing but blanks stands in the cell.
    private mutating func beginCell(_ byte: UInt8, _ index: inout Int) {
        if skipsLineFeed {
            skipsLineFeed = false
            if byte == .lineFeed {
                index += 1
                (rowStart, cellStart) = (index, index)
                return
            }
        }
        if byte == quote {
            state = .quoted
            index += 1
            cellStart = index
        } else if byte == .space, delimiter != .space {
            index += 1
        } else {
            state = .plain
        }
    }

    /// Ends the last row, which has no line ending.
    ///
    /// - Returns: Whether there is one.
    mutating func finish() -> Bool {
        guard isWithinRow else { return false }
        if state == .quoted { fault = .unclosedQuote(cell: cellCount) }
        if state == .quoteSeen { cellEnd = position - 1 } else if state != .closed { cellEnd = position }
        endRow(at: position)
        return true
    }

    /// Takes the next row up.
    mutating func beginRow() {
        cells.removeAll(keepingCapacity: true)
        number += 1
        fault = nil
        cellCount = 0
        forgotten = 0
        state = .cellStart
        rowStart = position
        cellStart = position
    }

    /// Shifts all positions, since the first bytes of the text are cut off.
    private mutating func forget(first count: Int) {
        position -= count
        rowStart -= count
        cellStart -= count
        cellEnd -= count
        for index in cells.indices {
            cells[index].start -= count
            cells[index].end -= count
        }
    }

    /// Whether the row is longer than it may be, so that its text may be cut off: only its end is looked for.
    private mutating func isTooLong(textCount: Int) -> Bool {
        guard textCount - rowStart + forgotten > longestRow else { return false }
        fault = .tooLong
        forgotten += textCount - rowStart
        rowStart = textCount
        cells.removeAll(keepingCapacity: true)
        return true
    }

    /// Cuts off the begin of a text of which all rows were looked at; of a row that is longer than it may be, all.
    mutating func cutOff(_ text: inout [UInt8]) {
        if isTooLong(textCount: text.count) || rowStart == text.count {
            let count = text.count
            text.removeAll(keepingCapacity: true)
            forget(first: count)
        } else if rowStart > 0 {
            let count = rowStart
            text.removeSubrange(..<count)
            forget(first: count)
        }
    }

    /// Ends a cell whose end is known, and the row if `byte` ends it; goes behind that byte.
    private mutating func endCell(with byte: UInt8, _ index: inout Int) -> Bool {
        index += 1
        if byte == .lineFeed || byte == .carriageReturn {
            skipsLineFeed = byte == .carriageReturn
            endRow(at: index - 1)
            position = index
            return true
        }
        appendCell()
        state = .cellStart
        cellStart = index
        return false
    }

    private mutating func endRow(at end: Int) {
        appendCell()
        if end - rowStart + forgotten > longestRow, !isUnclosed { fault = .tooLong }
    }

    private var isUnclosed: Bool {
        if case .unclosedQuote = fault { true } else { false }
    }

    private mutating func appendCell() {
        cellCount += 1
        if cellCount > mostCells { fault = fault ?? .tooManyCells }
        if forgotten == 0, cellCount <= mostCells {
            cells.append(Cell(start: cellStart, end: cellEnd, hasDoubledQuotes: hasDoubledQuotes))
        }
        hasDoubledQuotes = false
    }
}

extension UInt8 {
    static let tab = UInt8(ascii: "\t")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let quote = UInt8(ascii: "\"")
}
