import CanonicalModel
import ConnectorKit
import FoundationEssentials

/// What servers say about a folder, one line for each entry, in the forms that are in use.
enum FileListing {
    /// A line that is in none of these forms.
    struct Unreadable: Error {}

    /// How large a listing may be, in bytes: that of several hundred thousand files.
    static let limit: Int64 = 64 << 20

    /// The lines of what libcurl gave.
    ///
    /// - Parameters:
    ///   - pieces: The pieces as they came.
    ///   - isEntryAPiece: Whether each entry comes as pieces of its own, of which the last one ends its line; so it is with
    ///     SFTP, and a line break within a name stays one.
    /// - Returns: The lines without their ends.
    static func lines(_ pieces: [[UInt8]], isEntryAPiece: Bool) -> [[UInt8]] {
        let lineFeed = UInt8(ascii: "\n")
        guard isEntryAPiece else {
            return pieces.joined().split(separator: lineFeed).map { line in
                Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
            }
        }
        var lines: [[UInt8]] = [[]]
        for piece in pieces {
            lines[lines.count - 1] += piece.last == lineFeed ? piece.dropLast() : piece[...]
            if piece.last == lineFeed { lines.append([]) }
        }
        return lines
    }

    /// What a listing holds: `.` and `..`, and lines that are no entries, are left out.
    ///
    /// - Parameters:
    ///   - lines: The lines without their ends.
    ///   - isMachineForm: Whether the lines are those of MLSD.
    /// - Returns: The entries in the order of their names' bytes.
    /// - Throws: ``Unreadable`` if a line is in no known form.
    static func entries(_ lines: [[UInt8]], isMachineForm: Bool) throws(Unreadable) -> [FileEntry] {
        var found: [FileEntry] = []
        for line in lines where !line.isEmpty {
            guard let entry = isMachineForm ? machineEntry(line) : try longEntry(line) else { continue }
            if ![".", "..", ""].contains(entry.name) { found.append(entry) }
        }
        return found.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// One line of MLSD (RFC 3659, section 7): facts that end in `;` each, a space, the name.
    private static func machineEntry(_ line: [UInt8]) -> FileEntry? {
        guard let space = line.firstIndex(of: UInt8(ascii: " ")) else { return nil }
        var facts: [String: String] = [:]
        for fact in String(decoding: line[..<space], as: UTF8.self).split(separator: ";") {
            let parts = fact.split(separator: "=", maxSplits: 1)
            if parts.count == 2 { facts[parts[0].lowercased()] = String(parts[1]) }
        }
        let kind: FileEntry.Kind
        switch facts["type"]?.lowercased() {
        case "file": kind = .file
        case "dir": kind = .folder
        case "cdir", "pdir": return nil
        default: kind = .other
        }
        let size = facts["size"].flatMap { Int64($0) } ?? 0
        return entry(line[(space + 1)...], kind, size: size, modifiedAt: facts["modify"].flatMap(time))
    }

    /// The form of `ls -l`, which OpenSSH and most servers of FTP give, or the one of MS-DOS.
    private static func longEntry(_ line: [UInt8]) throws(Unreadable) -> FileEntry? {
        let words = line.indices.filter { line[$0] != 0x20 && ($0 == 0 || line[$0 - 1] == 0x20) }
        let texts = words.map { start in
            String(decoding: line[start...].prefix { $0 != 0x20 }, as: UTF8.self)
        }
        if texts.count == 2, texts[0] == "total" { return nil }
        if texts.count >= 4, isDOSDate(texts[0]), texts[1].contains(":") {
            let kind: FileEntry.Kind = texts[2] == "<DIR>" ? .folder : Int64(texts[2]) == nil ? .other : .file
            return entry(line[words[3]...], kind, size: Int64(texts[2]) ?? 0, modifiedAt: nil)
        }
        guard let mode = texts.first, mode.utf8.count >= 10 else { throw Unreadable() }
        for index in texts.indices.dropFirst(2) {
            guard let size = Int64(texts[index]), size >= 0,
                let count = dateLength(texts[(index + 1)...].prefix(3)), words.count > index + count
            else { continue }
            let end = words[index + count] + texts[index + count].utf8.count
            guard end + 1 < line.count else { throw Unreadable() }
            return longEntry(mode: mode, size: size, name: line[(end + 1)...])
        }
        throw Unreadable()
    }

    private static func longEntry(mode: String, size: Int64, name: ArraySlice<UInt8>) -> FileEntry {
        switch mode.utf8.first {
        case UInt8(ascii: "-"): return entry(name, .file, size: size, modifiedAt: nil)
        case UInt8(ascii: "d"): return entry(name, .folder, size: 0, modifiedAt: nil)
        case UInt8(ascii: "l"):
            // Behind a link's name stands what it points to.
            let arrow = name.indices.first { name[$0...].starts(with: " -> ".utf8) }
            return entry(name[..<(arrow ?? name.endIndex)], .other, size: 0, modifiedAt: nil)
        default: return entry(name, .other, size: 0, modifiedAt: nil)
        }
    }

    /// A name that is no UTF-8 cannot be asked for, so that it is nothing that can be read.
    private static func entry(
        _ name: ArraySlice<UInt8>,
        _ kind: FileEntry.Kind,
        size: Int64,
        modifiedAt: Instant?
    ) -> FileEntry {
        guard let text = String(validating: name, as: UTF8.self) else {
            return FileEntry(name: String(decoding: name, as: UTF8.self), kind: .other, size: 0, modifiedAt: nil)
        }
        return FileEntry(name: text, kind: kind, size: kind == .file ? size : 0, modifiedAt: modifiedAt)
    }

    /// How many words a date takes: `Nov 21 19:15`, `21 Nov 2025` or `2026-11-21 19:15`; `nil` if it is none.
    private static func dateLength(_ words: ArraySlice<String>) -> Int? {
        let words = Array(words)
        let isDay = { (text: String) in Int(text).map { (1...31).contains($0) } ?? false }
        let isMonth = { (text: String) in months.contains(text.lowercased()) }
        if words.count == 3, isTimeOrYear(words[2]),
            isMonth(words[0]) && isDay(words[1]) || isDay(words[0]) && isMonth(words[1])
        {
            return 3
        }
        let isISO = words.count >= 2 && isDate(words[0], digits: [4, 2, 2])
        return isISO && words[1].contains(":") && isTimeOrYear(words[1]) ? 2 : nil
    }

    private static let months: Set<String> = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    private static func isDOSDate(_ text: String) -> Bool {
        isDate(text, digits: [2, 2, 2]) || isDate(text, digits: [2, 2, 4])
    }

    private static func isDate(_ text: String, digits: [Int]) -> Bool {
        text.utf8.allSatisfy { isDigit($0) || $0 == UInt8(ascii: "-") }
            && text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).map(\.count) == digits
    }

    /// `19:15`, `19:15:59` or `2026`.
    private static func isTimeOrYear(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.allSatisfy({ $0.allSatisfy(isDigit) }) else { return false }
        return parts.count == 1
            ? parts[0].count == 4 : parts.count <= 3 && parts.allSatisfy { (1...2).contains($0.count) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// A time of MLSD: `YYYYMMDDHHMMSS` and fractions, in UTC.
    private static func time(_ text: String) -> Instant? {
        let digits = text.prefix { $0 != "." }
        guard digits.utf8.count == 14, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let part = { (from: Int, count: Int) in String(digits.dropFirst(from).prefix(count)) }
        return Instant("\(part(0, 4))-\(part(4, 2))-\(part(6, 2))T\(part(8, 2)):\(part(10, 2)):\(part(12, 2))Z")
    }
}
