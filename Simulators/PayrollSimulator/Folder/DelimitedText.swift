/// Rows of cells between delimiters, quoted where they must be (RFC 4180).
enum DelimitedText {
    /// A row and its number in the file, the first being 1.
    struct Row: Sendable, Hashable {
        let number: Int
        let cells: [String]
    }

    /// The rows of a text, or `nil` if a quote is not closed; blank ones are counted and left out.
    static func rows(of text: String, delimiter: UInt8) -> [Row]? {
        var rows: [Row] = []
        var cells: [String] = []
        var cell: [UInt8] = []
        var number = 1
        var isQuoted = false
        let bytes = Array(text.utf8)
        func isBlank() -> Bool { cells.isEmpty && cell.isEmpty }
        func endRow() {
            if !isBlank() { rows.append(Row(number: number, cells: cells + [String(decoding: cell, as: UTF8.self)])) }
            cells = []
            cell = []
            number += 1
        }
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            switch (isQuoted, byte) {
            case (true, 0x22) where next == 0x22:
                cell.append(byte)
                index += 1
            case (true, 0x22): isQuoted = false
            case (true, _): cell.append(byte)
            case (false, 0x22) where cell.isEmpty: isQuoted = true
            case (false, delimiter):
                cells.append(String(decoding: cell, as: UTF8.self))
                cell = []
            case (false, 0x0d) where next == 0x0a: break
            case (false, 0x0a): endRow()
            default: cell.append(byte)
            }
            index += 1
        }
        if isQuoted { return nil }
        if !isBlank() { endRow() }
        return rows
    }

    /// A row as it is written, with commas.
    static func line(_ cells: [String]) -> String {
        cells.map { cell in
            let isPlain = !cell.contains { $0 == "," || $0 == "\"" || $0.isNewline }
            return isPlain
                ? cell
                : "\"\(cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
        }.joined(separator: ",")
    }
}
