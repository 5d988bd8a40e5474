extension DateNotation {
    /// Reads a notation as people write it, `DD.MM.YYYY`, `M/D/YY` or `YYYYMMDD`; `nil` for anything else.
    public init?(pattern: String) {
        let letters = pattern.filter(\.isLetter)
        let marks = Set(pattern.filter { !$0.isLetter })
        var parts: [(letter: Character, count: Int)] = []
        for letter in letters {
            if parts.last?.letter == letter { parts[parts.count - 1].count += 1 } else { parts.append((letter, 1)) }
        }
        let year = parts.first { $0.letter == "Y" }?.count
        guard parts.count == 3, marks.count <= 1, let year, year == 2 || year == 4,
            pattern.count - letters.count == (marks.isEmpty ? 0 : 2),
            let order = Order(rawValue: String(parts.map(\.letter)).lowercased()),
            parts.allSatisfy({ $0.letter == "Y" || $0.count == 2 || $0.count == 1 && !marks.isEmpty })
        else { return nil }
        self.init(order, separator: marks.first, hasShortYear: year == 2)
    }

    /// The notation as people write it.
    public var pattern: String {
        let year = hasShortYear ? "YY" : "YYYY"
        let parts =
            switch order {
            case .yearMonthDay: [year, "MM", "DD"]
            case .dayMonthYear: ["DD", "MM", year]
            case .monthDayYear: ["MM", "DD", year]
            }
        return parts.joined(separator: separator.map { String($0) } ?? "")
    }
}
