/// What the first bytes of a file tell.
enum FileBegin {
    /// The encoding that a byte order mark names, and the length of the mark.
    static func byteOrderMark(_ head: [UInt8]) -> (encoding: TableDialect.Encoding, length: Int)? {
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if head.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if head.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        return nil
    }

    /// Whether the first two characters look like ASCII in UTF-16 without a byte order mark.
    static func encodingByZeros(_ head: [UInt8]) -> TableDialect.Encoding? {
        switch head.map({ $0 == 0 }) {
        case [false, true, false, true]: .utf16LittleEndian
        case [true, false, true, false]: .utf16BigEndian
        default: nil
        }
    }

    /// What a file is that is no text, by its first bytes.
    static func kindOfNoTable(_ head: [UInt8]) -> String? {
        let kinds: [([UInt8], String)] = [
            ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive, perhaps a workbook (.xlsx)"),
            ([0x50, 0x4B, 0x05, 0x06], "an empty ZIP archive"),
            ([0xD0, 0xCF, 0x11, 0xE0], "an old workbook or document (.xls, .doc)"),
            ([0x25, 0x50, 0x44, 0x46], "a PDF document"),
            ([0x1F, 0x8B], "a gzip archive"), ([0x89, 0x50, 0x4E, 0x47], "a picture (PNG)"),
            ([0xFF, 0xD8, 0xFF], "a picture (JPEG)"),
        ]
        return kinds.first { head.starts(with: $0.0) }?.1
    }

    /// The delimiter of a first line `sep=;`, and the length of the line.
    static func separatorLine(_ text: [UInt8]) -> (delimiter: UInt8, length: Int)? {
        let line = text.prefix(7)
        guard line.count >= 5, zip(line, "sep=".utf8).allSatisfy({ $0.lowercasedASCII == $1 }) else { return nil }
        let delimiter = line[4]
        guard delimiter == .tab || (0x20..<0x7F).contains(delimiter), delimiter != .quote, !delimiter.isDigit else {
            return nil
        }
        if line.count == 5 { return (delimiter, 5) }
        guard line[5] == .lineFeed || line[5] == .carriageReturn else { return nil }
        return (delimiter, line.count == 7 && line[5] == .carriageReturn && line[6] == .lineFeed ? 7 : 6)
    }
}
