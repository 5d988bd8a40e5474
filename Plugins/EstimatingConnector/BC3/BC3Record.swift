import ConnectorKit

/// One record of a BC3 file (FIEBDC-3): `~C|code|unit|…|`, its fields divided by `|` and their parts by `\`.
struct BC3Record {
    /// The letter behind the tilde.
    let type: Character
    /// The fields behind the letter, each with its parts; a final backslash ends the last part and begins none.
    let fields: [[String]]
    /// The line on which it begins, from 1.
    let line: Int

    /// The part of a field; `nil` if it is empty, which says nothing, or missing.
    func part(_ field: Int, _ part: Int = 0) -> String? {
        guard fields.indices.contains(field), fields[field].indices.contains(part) else { return nil }
        let text = fields[field][part]
        return text.isEmpty ? nil : text
    }

    /// The parts of a field in groups of `size`, as lists of children and of measurement lines are written.
    func groups(_ field: Int, of size: Int) -> [[String]] {
        guard fields.indices.contains(field) else { return [] }
        let parts = fields[field]
        return stride(from: 0, to: parts.count, by: size).map { start in
            let group = Array(parts[start..<min(start + size, parts.count)])
            return group + Array(repeating: "", count: size - group.count)
        }
    }

    /// Divides a text into its records: what stands before the first tilde, and behind a record's last bar, is none.
    ///
    /// - Parameter text: The whole file.
    /// - Returns: The records in their order.
    /// - Throws: ``FileFault`` if the last record does not end.
    static func records(in text: String) throws(FileFault) -> [BC3Record] {
        var records: [BC3Record] = []
        var line = 1
        let pieces = text.utf8.split(separator: UInt8(ascii: "~"), omittingEmptySubsequences: false)
        for (index, piece) in pieces.enumerated() {
            defer { line += piece.count { $0 == UInt8(ascii: "\n") } }
            guard index > 0 else { continue }
            let end = piece.lastIndex(of: UInt8(ascii: "|"))
            let isLast = index == pieces.count - 1
            guard let end, !isLast || trimmed(piece[end...].dropFirst()).isEmpty else {
                throw FileFault("line \(line): a record of the bill does not end with |; the file seems to be cut off")
            }
            let fields = piece[..<end].split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
            let type = trimmed(fields[0])
            guard type.count == 1, let letter = type.first else {
                throw FileFault(
                    "line \(line): a record begins with '~\(type.prefix(20))', where one letter was expected"
                )
            }
            records.append(BC3Record(type: letter, fields: fields.dropFirst().map(parts), line: line))
        }
        return records
    }

    private static func parts(_ field: Substring.UTF8View.SubSequence) -> [String] {
        var parts = field.split(separator: UInt8(ascii: "\\"), omittingEmptySubsequences: false).map(trimmed)
        if parts.count > 1, parts.last?.isEmpty == true { parts.removeLast() }
        return parts
    }

    /// Blanks, tabs and line ends around a part are no part of it.
    private static func trimmed(_ bytes: Substring.UTF8View.SubSequence) -> String {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
        let begin = bytes.drop(while: isBlank)
        let end = begin.lastIndex { !isBlank($0) }
        return end.map { String(Substring(begin[...$0])) } ?? ""
    }
}
