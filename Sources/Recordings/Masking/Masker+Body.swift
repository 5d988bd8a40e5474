internal import Foundation

/// Why a body is not written.
struct NotLookedInto: Error {
    let reason: String

    static let noText = Self(reason: "neither text in UTF-8 nor anything else that is looked into")
    static let noJSON = Self(reason: "JSON that cannot be read")
    static let noRows = Self(reason: "rows that cannot be told apart")
    static let noParts = Self(reason: "parts that cannot be told apart")
}

extension Masker {
    /// A body in which nothing but masked values is rewritten; withheld where no rule can be sure.
    mutating func masked(_ body: RecordedBody, _ headers: [RecordedField]) -> RecordedBody {
        guard case .bytes(let bytes) = body, !bytes.isEmpty else { return body }
        if let encoding = headers.value("Content-Encoding"), encoding.lowercased() != "identity" {
            return .withheld(reason: "encoded as \(encoding), which is not looked into")
        }
        do {
            return .bytes(try masked(bytes, as: headers.value("Content-Type") ?? ""))
        } catch {
            return .withheld(reason: error.reason)
        }
    }

    private mutating func masked(_ bytes: [UInt8], as contentType: String) throws(NotLookedInto) -> [UInt8] {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        if bytes.starts(with: mark) { return mark + (try masked(Array(bytes.dropFirst(mark.count)), as: contentType)) }
        let type = contentType.lowercased().prefix { $0 != ";" }.filter { !$0.isWhitespace }
        if type.hasPrefix("multipart/") { return try masked(multipart: bytes, contentType) }
        if let json = ExactJSON(bytes) { return masked(json, in: bytes) }
        // Text in two bytes a letter is UTF-8 by chance, but holds zeros.
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
            if rules.keepsBinaryBodies { return bytes }
            throw .noText
        }
        let first = text.first { !$0.isWhitespace }
        if type.contains("json") || first == "{" || first == "[" { return try masked(lines: bytes) }
        if type == "application/x-www-form-urlencoded" { return Array(masked(form: text).utf8) }
        if first == "<" { return Array(withoutPersonalData(masked(markup: text)).utf8) }
        return Array(withoutPersonalData(try masked(table: text, isTable: type.hasSuffix("/csv"))).utf8)
    }

    /// JSON text by text, each in a line of its own.
    private mutating func masked(lines bytes: [UInt8]) throws(NotLookedInto) -> [UInt8] {
        var result: [[UInt8]] = []
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init) {
            if line.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) {
                result.append(line)
            } else if let json = ExactJSON(line) {
                result.append(masked(json, in: line))
            } else {
                throw .noJSON
            }
        }
        return Array(result.joined(separator: [UInt8(ascii: "\n")]))
    }

    /// The parts of a form (RFC 7578) by their names, and each as what it is.
    private mutating func masked(multipart bytes: [UInt8], _ contentType: String) throws(NotLookedInto) -> [UInt8] {
        let named = contentType.firstMatch(of: /[Bb][Oo][Uu][Nn][Dd][Aa][Rr][Yy]="?([^";\s]+)/).map { String($0.1) }
        let delimiter =
            named.map { Array("--\($0)".utf8) } ?? Array(bytes.prefix { $0 != 0x0D && $0 != 0x0A })
        guard delimiter.count > 2, delimiter.starts(with: Array("--".utf8)) else { throw .noParts }
        // The first delimiter has no line before it.
        let newLine: [UInt8] = [0x0D, 0x0A]
        let pieces = (newLine + bytes).split(separator: newLine + delimiter, omittingEmptySubsequences: false)
        guard pieces.count > 2, pieces[0].isEmpty, let end = pieces.last, end.starts(with: Array("--".utf8)),
            end.dropFirst(2).allSatisfy({ [0x20, 0x0D, 0x0A].contains($0) })
        else { throw .noParts }
        var result: [[UInt8]] = [[]]
        for piece in pieces.dropFirst().dropLast() { result.append(try masked(part: Array(piece))) }
        result.append(Array(end))
        return Array(Array(result.joined(separator: newLine + delimiter)).dropFirst(newLine.count))
    }

    private mutating func masked(part bytes: [UInt8]) throws(NotLookedInto) -> [UInt8] {
        let blankLine: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
        guard let gap = bytes.firstRange(of: blankLine),
            let head = String(validating: bytes[..<gap.lowerBound], as: UTF8.self)
        else { throw .noParts }
        let content = Array(bytes[gap.upperBound...])
        let name = head.firstMatch(of: /(?:^|[;\s])name="?([^"\r\n;]*)/).map { String($0.1) } ?? ""
        if head.firstMatch(of: /(?i)content-transfer-encoding:\s*(?:base64|quoted-printable)/) != nil {
            throw NotLookedInto(reason: "a part in an encoding that is not looked into")
        }
        let masked: [UInt8]
        if content.isEmpty {
            masked = content
        } else if let reason = rules.sensitivity(of: name) {
            guard let text = String(validating: content, as: UTF8.self) else { throw .noText }
            masked = Array(self.masked(text, as: reason).utf8)
        } else {
            let type = head.firstMatch(of: /(?i)content-type:\s*([^\r\n]*)/).map { String($0.1) } ?? ""
            masked = try self.masked(content, as: type)
        }
        return Array(withoutPersonalData(head).utf8) + blankLine + masked
    }
}

extension Masker {
    /// Rows with names in the first of them, separated by commas, semicolons, tabs or bars; other text stays as it is.
    private mutating func masked(table text: String, isTable: Bool) throws(NotLookedInto) -> String {
        let bytes = Array(text.utf8)
        let heading = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
        let separators = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "|")]
        let separator = separators.max { one, other in
            heading.count { $0 == one } < heading.count { $0 == other }
        }
        guard let separator, isTable || heading.contains(separator) else { return text }
        let (rows, isWhole) = Self.rows(of: bytes, separator)
        let reasons = rows.first?.map { rules.sensitivity(of: String(decoding: bytes[$0], as: UTF8.self)) } ?? []
        guard reasons.contains(where: { $0 != nil }) else { return text }
        guard isWhole else { throw .noRows }
        var edits = TextEdits()
        for row in rows.dropFirst() {
            for (cell, reason) in zip(row, reasons) {
                guard let reason, !cell.isEmpty else { continue }
                edits.replace(cell, with: masked(String(decoding: bytes[cell], as: UTF8.self), as: reason))
            }
        }
        return String(decoding: edits.applied(to: bytes), as: UTF8.self)
    }

    /// Where the cells of rows stand (RFC 4180), without their quotes, and whether all quotes are closed.
    private static func rows(of bytes: [UInt8], _ separator: UInt8) -> (rows: [[Range<Int>]], isWhole: Bool) {
        let quote = UInt8(ascii: "\"")
        var rows: [[Range<Int>]] = [[]]
        var start = 0
        var isQuoted = false
        func cell(to end: Int) -> Range<Int> {
            let isInQuotes = end - start >= 2 && bytes[start] == quote && bytes[end - 1] == quote
            return isInQuotes ? (start + 1)..<(end - 1) : start..<end
        }
        for (index, byte) in bytes.enumerated() {
            if byte == quote, isQuoted || index == start {
                isQuoted.toggle()
            } else if byte == quote, bytes[start] == quote, bytes[index - 1] == quote {
                // Two quotes stand for one within quotes.
                isQuoted = true
            } else if !isQuoted, byte == separator || byte == 0x0A {
                let end = byte == 0x0A && index > start && bytes[index - 1] == 0x0D ? index - 1 : index
                rows[rows.count - 1].append(cell(to: end))
                if byte == 0x0A { rows.append([]) }
                start = index + 1
            }
        }
        if start < bytes.count { rows[rows.count - 1].append(cell(to: bytes.count)) }
        return (rows, !isQuoted)
    }
}
