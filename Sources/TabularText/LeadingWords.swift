/// Words with which a total or a footer begins.
struct LeadingWords: Sendable {
    private let words: [String]
    /// The first bytes of the words, in lower case; a word that does not begin with ASCII makes all other bytes candidates.
    private let firstBytes: Set<UInt8>
    private let hasOthers: Bool

    init(_ words: [String]) {
        self.words = words.map { $0.lowercased() }.filter { !$0.isEmpty }
        firstBytes = Set(self.words.compactMap(\.utf8.first))
        hasOthers = firstBytes.contains { $0 >= 0x80 }
    }

    /// Whether a cell without blanks at its ends begins with one of the words.
    func begin(_ bytes: Span<UInt8>) -> Bool {
        guard !words.isEmpty, !bytes.isEmpty else { return false }
        let first = bytes[0]
        guard firstBytes.contains(first.lowercasedASCII) || (first >= 0x80 && hasOthers) else { return false }
        guard let text = CellText.string(bytes)?.lowercased() else { return false }
        return words.contains { word in
            guard text.hasPrefix(word) else { return false }
            guard let next = text.dropFirst(word.count).first else { return true }
            return !next.isLetter && !next.isNumber
        }
    }
}
