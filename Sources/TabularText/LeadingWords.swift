/// Words with which a total or a footer begins.
struct LeadingWords: Sendable {
    /// The words as they are written and in lower case.
    private let words: [(given: String, lower: String)]
    /// The first bytes of the words, in lower case; a word that does not begin with ASCII makes all other bytes candidates.
    private let firstBytes: Set<UInt8>
    private let hasOthers: Bool

    init(_ words: [String]) {
        self.words = words.filter { !$0.isEmpty }.map { ($0, $0.lowercased()) }
        firstBytes = Set(self.words.compactMap(\.lower.utf8.first))
        hasOthers = firstBytes.contains { $0 >= 0x80 }
    }

    /// The word with which a cell without blanks at its ends begins; `nil` if it is none of them.
    func first(of bytes: Span<UInt8>) -> String? {
        guard !words.isEmpty, !bytes.isEmpty else { return nil }
        let first = bytes[0]
        guard firstBytes.contains(first.lowercasedASCII) || (first >= 0x80 && hasOthers) else { return nil }
        guard let text = CellText.string(bytes)?.lowercased() else { return nil }
        return words.first { word in
            guard text.hasPrefix(word.lower) else { return false }
            guard let next = text.dropFirst(word.lower.count).first else { return true }
            return !next.isLetter && !next.isNumber
        }?.given
    }
}
