/// What rows and cells a delimited text holds, by rules that are written apart from the reader's and as plainly as possible.
struct SlowTable {
    /// A row: its cells without blanks at their ends, or `nil` if text stands behind a closing quote.
    struct Row: Equatable {
        let number: Int
        let cells: [String]?
    }

    private(set) var rows: [Row] = []
    /// The number of the row with a quote that is never closed.
    private(set) var unclosed: Int?

    init(_ text: String, delimiter: Unicode.Scalar) {
        // One scalar for each line ending outside quotes is enough; within quotes it becomes a line feed, too.
        var scalars = Array(text.unicodeScalars)
        var number = 0
        while !scalars.isEmpty {
            number += 1
            var cells: [String] = []
            var isStray = false
            var hasMore = true
            while hasMore {
                var cell: [Unicode.Scalar] = []
                let quoted = scalars.drop { $0 == " " }
                if quoted.first == "\"" {
                    scalars = Array(quoted.dropFirst())
                    guard Self.takeQuoted(&scalars, into: &cell) else {
                        unclosed = number
                        return
                    }
                    while scalars.first == " " { scalars.removeFirst() }
                    if let next = scalars.first, next != delimiter, next != "\n", next != "\r" { isStray = true }
                }
                while let next = scalars.first, next != delimiter, next != "\n", next != "\r" {
                    cell.append(next)
                    scalars.removeFirst()
                }
                cells.append(Self.trimmed(cell))
                hasMore = scalars.first == delimiter
                if hasMore { scalars.removeFirst() }
            }
            if scalars.starts(with: ["\r", "\n"]) { scalars.removeFirst() }
            if !scalars.isEmpty { scalars.removeFirst() }
            rows.append(Row(number: number, cells: isStray ? nil : cells))
        }
    }

    private static func takeQuoted(_ scalars: inout [Unicode.Scalar], into cell: inout [Unicode.Scalar]) -> Bool {
        while let next = scalars.first {
            scalars.removeFirst()
            if next == "\"" {
                guard scalars.first == "\"" else { return true }
                scalars.removeFirst()
            }
            cell.append(next)
        }
        return false
    }

    private static func trimmed(_ cell: [Unicode.Scalar]) -> String {
        let blanks: Set<Unicode.Scalar> = [" ", "\t", "\n", "\r", "\u{A0}", "\u{202F}"]
        let begin = cell.drop { blanks.contains($0) }
        let end = Array(begin.reversed().drop { blanks.contains($0) }.reversed())
        var result = String.UnicodeScalarView()
        for (index, scalar) in end.enumerated() {
            // CR LF is one line ending.
            if scalar == "\n", index > 0, end[index - 1] == "\r" { continue }
            result.append(scalar == "\r" ? "\n" : scalar)
        }
        return String(result)
    }
}
