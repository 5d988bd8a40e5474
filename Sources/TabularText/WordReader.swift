/// Reads the words of a choice, without regard to case.
final class WordReader: Sendable {
    private struct Word: Sendable {
        /// In lower case.
        let bytes: [UInt8]
        let value: TableValue
    }

    private let words: [Word]
    /// Whether a word holds other letters than ASCII's, whose case is not one bit.
    private let hasOthers: Bool

    init(_ words: [(word: String, value: TableValue)]) {
        self.words = words.map { Word(bytes: Array($0.word.lowercased().utf8), value: $0.value) }
        hasOthers = self.words.contains { $0.bytes.contains { $0 >= 0x80 } }
    }

    /// The value of the word that this is.
    func value(of bytes: Span<UInt8>) -> TableValue? {
        for word in words where isEqual(bytes, word.bytes) { return word.value }
        guard hasOthers, let text = CellText.string(bytes) else { return nil }
        let lower = Array(text.lowercased().utf8)
        return words.first { $0.bytes == lower }?.value
    }

    private func isEqual(_ bytes: Span<UInt8>, _ word: [UInt8]) -> Bool {
        guard bytes.count == word.count else { return false }
        for index in word.indices where bytes[index].lowercasedASCII != word[index] { return false }
        return true
    }
}
