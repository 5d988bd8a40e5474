/// Why a text is no acceptable JSON document, and where.
public struct JSONSyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The line in which reading stopped, counted from 1.
    public let line: Int
    /// The character of that line at which reading stopped, counted from 1; 0 if nothing of the line was read.
    public let column: Int
    /// How many bytes of the document had been read.
    public let byteOffset: Int
    /// What is wrong; quotes a key or a number of the document, but never a text value.
    public let detail: String

    /// Creates an error.
    public init(line: Int, column: Int, byteOffset: Int, detail: String) {
        self.line = line
        self.column = column
        self.byteOffset = byteOffset
        self.detail = detail
    }

    /// The place and what is wrong there, for example `line 3, column 7 (byte 41): duplicate object key near '"id"'`.
    public var description: String {
        "line \(line), column \(column) (byte \(byteOffset)): \(detail)"
    }
}

extension JSONSyntaxError {
    /// Creates an error for the first `count` bytes of a document having been read.
    init(after count: Int, of bytes: [UInt8], detail: String) {
        let read = bytes.prefix(count)
        let lineStart = read.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let isContinuation = { (byte: UInt8) in byte & 0b1100_0000 == 0b1000_0000 }
        self.init(
            line: read.count { $0 == UInt8(ascii: "\n") } + 1,
            column: read[lineStart...].count { !isContinuation($0) },
            byteOffset: count,
            detail: detail
        )
    }
}
