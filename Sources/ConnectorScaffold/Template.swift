/// A text in which `Acme` and `acme` stand for a connector's name, and lines for what it can do.
///
/// What stands between the lines `//if WORD …` and `//end` is there if one of the words holds, and what stands behind
/// `//else` if none does.
struct Template: Sendable {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The text for a connector.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - words: The words that hold.
    ///   - values: What stands for words in braces and capitals, such as `{READS}`.
    /// - Returns: The text; imports are in the order of their modules' names.
    func text(for name: ConnectorName, _ words: Set<String>, _ values: [String: String]) -> String {
        var lines: [String] = []
        var open: [Bool] = []
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("//if ") {
                open.append(line.dropFirst(5).split(separator: " ").contains { words.contains(String($0)) })
            } else if line == "//else" {
                if let last = open.popLast() { open.append(!last) }
            } else if line == "//end" {
                _ = open.popLast()
            } else if !open.contains(false) {
                lines.append(Self.filled(String(line), name, values))
            }
        }
        return Self.sorted(Self.withoutLoneCommas(lines)).joined(separator: "\n")
    }

    /// The lines with `{,}` as a comma, or as nothing where it stands behind the only line of a list.
    private static func withoutLoneCommas(_ lines: [String]) -> [String] {
        lines.enumerated().map { index, line in
            let isLone =
                index > 0 && index + 1 < lines.count && lines[index - 1].hasSuffix("[")
                && lines[index + 1].drop { $0 == " " }.hasPrefix("]")
            return line.replacing("{,}", with: isLone ? "" : ",")
        }
    }

    private static func filled(_ line: String, _ name: ConnectorName, _ values: [String: String]) -> String {
        let shouted = name.id.uppercased().replacing("-", with: "_")
        var line = line.replacing(#/Acme|acme|ACME/#) { match in
            switch match.0 {
            case "Acme": name.type
            case "acme": name.id
            default: shouted
            }
        }
        for (word, value) in values { line = line.replacing("{\(word)}", with: value) }
        return line
    }

    /// The lines with each block of imports sorted.
    private static func sorted(_ lines: [String]) -> [String] {
        var result: [String] = []
        var imports: [String] = []
        for line in lines {
            if module(importedBy: line) != nil {
                imports.append(line)
            } else {
                result += imports.sorted { (module(importedBy: $0) ?? "") < (module(importedBy: $1) ?? "") } + [line]
                imports = []
            }
        }
        return result + imports
    }

    private static func module(importedBy line: String) -> Substring? {
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"), place < 2, words.count == place + 2 else { return nil }
        guard place == 0 || ["public", "internal"].contains(words[0]) else { return nil }
        return words.last
    }
}
