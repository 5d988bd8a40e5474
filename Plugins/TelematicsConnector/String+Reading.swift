extension String {
    /// The text without blanks around it.
    var trimmed: String {
        guard first?.isWhitespace == true || last?.isWhitespace == true else { return self }
        return String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    /// The text on one line of at most `length` characters, for a person to recognise.
    func excerpt(_ length: Int) -> String {
        let line = split { $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 0x20 } }.joined(separator: " ")
        return line.count > length ? line.prefix(length) + "…" : line
    }
}
