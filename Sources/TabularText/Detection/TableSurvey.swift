/// Reads a file of which only the first block is understood at once.
struct TableSurvey {
    private(set) var encoding: Proposal<TableDialect.Encoding>
    let division: Proposal<TableDialect.Division>
    let shape: TableShape
    private(set) var tally: TableTally
    /// Whether no byte was zero once it was decoded: text holds none.
    private(set) var hasText: Bool

    private var decoder: TextDecoder
    private var divider: RowDivider
    /// Whether all bytes so far mean the same in each encoding that is left, so that a later one may decide.
    private var isASCII: Bool

    /// Looks at the first bytes.
    init(_ head: [UInt8], isWhole: Bool) {
        encoding = EncodingGuess.guess(head, isWhole: isWhole)
        isASCII = encoding.value == .utf8 && head.allSatisfy { $0 < 0x80 }
        let text = SampleText(head, encoding: encoding.value ?? .utf8, isWhole: isWhole)
        decoder = text.decoder
        hasText = !text.text.contains(0)
        let guess = DivisionGuess(text)
        division = guess.proposal
        shape = TableShape(guess.rows)
        tally = TableTally(shape)
        let usual = TableDialect.Division.delimited(by: ",", quote: "\"")
        divider = RowDivider(guess.proposal.value ?? usual, offset: text.offset)
        read(text.divided)
    }

    /// Looks at the next bytes.
    mutating func take(_ block: [UInt8], isLast: Bool) {
        if isASCII, block.contains(where: { $0 >= 0x80 }) {
            isASCII = false
            encoding = EncodingGuess.guess(block, isWhole: isLast)
            decoder = TextDecoder(encoding.value ?? .utf8)
        }
        var text: [UInt8] = []
        decoder.decode(block[...], into: &text)
        hasText = hasText && !text.contains(0)
        read(text[...])
    }

    /// Ends the file, and says what its footer is.
    mutating func finish(isWhole: Bool) -> LeadingWordRows? {
        if isWhole, let last = divider.finish() { tally.take(last) }
        return tally.finish(isWhole: isWhole)
    }

    private mutating func read(_ text: ArraySlice<UInt8>) {
        var divider = self.divider
        divider.take(text) { row in
            tally.take(row)
            return true
        }
        self.divider = divider
    }
}
