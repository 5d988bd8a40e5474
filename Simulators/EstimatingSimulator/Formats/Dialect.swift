internal import SimulatorKit

/// How a table is written: everything that differs between two computers' spreadsheets (domain.md §3, CSV conventions).
struct Dialect: Sendable, Hashable {
    /// Where the sign of a negative number stands.
    enum Negative: String, Sendable, CaseIterable { case leading, trailing, parentheses }
    /// Where the currency sign stands.
    enum CurrencySign: String, Sendable, CaseIterable { case none, before, after }
    /// How the column with the day of the export is written; it is left out unless asked for.
    enum DateOrder: String, Sendable, CaseIterable { case none, mdy, dmy, iso }
    /// The language of headers and junk.
    enum Header: String, Sendable, CaseIterable { case german, english }
    /// Which cells are quoted.
    enum Quoting: String, Sendable, CaseIterable { case needed, all }

    var encoding: CharacterTable
    var delimiter: String
    var saysDelimiter = false
    var decimal: String
    var grouping: String
    var negative = Negative.leading
    var currency = CurrencySign.none
    var date = DateOrder.none
    var header: Header
    var quoting = Quoting.needed
    var lineEnd = "\r\n"
}

extension Dialect {
    /// The dialects with names.
    static let named: [(name: String, dialect: Dialect)] = [
        ("german-utf16", german(.utf16LittleEndian)),
        ("german-windows-1252", german(.windows1252)),
        ("german-oem-850", german(.oem850)),
        ("german-utf8", german(.utf8)),
        ("utf8-bom", english(.utf8WithMark, ",", grouping: "")),
        ("us", english(.utf8, ",", grouping: ",")),
        ("sep-line", with(german(.windows1252)) { $0.saysDelimiter = true }),
        ("tab", with(english(.utf8, "\t", grouping: "")) { $0.lineEnd = "\n" }),
        ("excel-unicode-text", with(german(.utf16LittleEndian)) { $0.delimiter = "\t" }),
        ("swiss", with(german(.windows1252)) { ($0.decimal, $0.grouping) = (".", "'") }),
        ("nbsp", with(german(.utf8)) { $0.grouping = "\u{A0}" }),
        ("blank", with(german(.windows1252)) { $0.grouping = " " }),
        (
            "accounting",
            with(english(.windows1252, ",", grouping: ",")) { ($0.negative, $0.currency) = (.parentheses, .before) }
        ),
        ("trailing-minus", with(german(.windows1252)) { $0.negative = .trailing }),
    ]

    private static let marks = [
        "comma": ",", "semicolon": ";", "tab": "\t", "point": ".", "blank": " ", "nbsp": "\u{A0}", "apostrophe": "'",
        "none": "",
    ]

    private static func german(_ encoding: CharacterTable) -> Dialect {
        Dialect(encoding: encoding, delimiter: ";", decimal: ",", grouping: ".", header: .german)
    }

    private static func english(_ encoding: CharacterTable, _ delimiter: String, grouping: String) -> Dialect {
        Dialect(encoding: encoding, delimiter: delimiter, decimal: ".", grouping: grouping, header: .english)
    }

    private static func with(_ dialect: Dialect, _ change: (inout Dialect) -> Void) -> Dialect {
        var dialect = dialect
        change(&dialect)
        return dialect
    }

    /// Reads a dialect such as `us` or `us,delimiter=tab,negative=trailing`.
    init(_ text: String) throws(SimulatorError) {
        var parts = text.split(separator: ",").map(String.init)[...]
        let names = Self.named.map(\.name)
        guard let name = parts.popFirst(), let found = Self.named.first(where: { $0.name == name }) else {
            throw SimulatorError("Dialect \"\(text)\": begin with one of \(names.joined(separator: ", ")).")
        }
        self = found.dialect
        for part in parts {
            let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard pair.count == 2 else { throw SimulatorError("Dialect \"\(text)\": \"\(part)\" is no KNOB=VALUE.") }
            try set(pair[0], to: pair[1])
        }
        guard decimal != grouping else {
            throw SimulatorError("Dialect \"\(text)\": decimal and thousands mark are the same.")
        }
    }

    private mutating func set(_ knob: String, to word: String) throws(SimulatorError) {
        switch knob {
        case "encoding": encoding = try Self.word(word, knob)
        case "delimiter": delimiter = try Self.mark(word, knob, ["comma", "semicolon", "tab"])
        case "sep": saysDelimiter = try Self.choice(word, knob, ["yes", "no"]) == "yes"
        case "decimal": decimal = try Self.mark(word, knob, ["comma", "point"])
        case "grouping":
            grouping = try Self.mark(word, knob, ["none", "point", "comma", "blank", "nbsp", "apostrophe"])
        case "negative": negative = try Self.word(word, knob)
        case "currency": currency = try Self.word(word, knob)
        case "date": date = try Self.word(word, knob)
        case "header": header = try Self.word(word, knob)
        case "quoting": quoting = try Self.word(word, knob)
        case "newline": lineEnd = try Self.choice(word, knob, ["crlf", "lf"]) == "lf" ? "\n" : "\r\n"
        default:
            throw SimulatorError(
                "There is no knob \(knob); there are encoding, delimiter, sep, decimal, grouping, negative, currency, "
                    + "date, header, quoting and newline."
            )
        }
    }

    private static func mark(_ word: String, _ knob: String, _ words: [String]) throws(SimulatorError) -> String {
        marks[try choice(word, knob, words)] ?? ""
    }

    private static func word<Word: RawRepresentable<String> & CaseIterable>(
        _ word: String,
        _ knob: String
    ) throws(SimulatorError) -> Word {
        _ = try choice(word, knob, Word.allCases.map(\.rawValue))
        guard let found = Word(rawValue: word) else { throw SimulatorError("Knob \(knob): \(word) is unknown.") }
        return found
    }

    private static func choice(_ word: String, _ knob: String, _ words: [String]) throws(SimulatorError) -> String {
        guard words.contains(word) else {
            throw SimulatorError("Knob \(knob) is \"\(word)\": give one of \(words.joined(separator: ", ")).")
        }
        return word
    }
}

extension Dialect {
    /// A number with at least and at most so many decimals, grouped and signed as the dialect has it.
    func number(_ figure: Figure, decimals: ClosedRange<Int>) -> String {
        let plain = figure.text(decimals: min(max(figure.decimals, decimals.lowerBound), decimals.upperBound))
        let isNegative = plain.hasPrefix("-")
        let parts = plain.drop { $0 == "-" }.split(separator: ".")
        var whole = ""
        for (index, digit) in parts[0].enumerated() {
            if index > 0, (parts[0].count - index).isMultiple(of: 3) { whole += grouping }
            whole.append(digit)
        }
        let digits = parts.count == 2 ? whole + decimal + parts[1] : whole
        guard isNegative else { return digits }
        switch negative {
        case .leading: return "-" + digits
        case .trailing: return digits + "-"
        case .parentheses: return "(" + digits + ")"
        }
    }

    /// An amount with two decimals and, where the dialect has one, the currency sign.
    func money(_ figure: Figure, _ code: String, decimals: ClosedRange<Int> = 2...2) -> String {
        let text = number(figure, decimals: decimals)
        let sign = ["USD": "$", "EUR": "€", "GBP": "£"][code] ?? code
        switch currency {
        case .none: return text
        case .before: return text.hasPrefix("(") ? "(" + sign + text.dropFirst() : sign + text
        case .after: return text + " " + sign
        }
    }

    /// A day in the dialect's order; `nil` if there is no such column.
    func day(_ day: CivilDate) -> String? {
        let parts = day.text.split(separator: "-")
        switch date {
        case .none: return nil
        case .mdy: return "\(parts[1])/\(parts[2])/\(parts[0])"
        case .dmy: return "\(parts[2])/\(parts[1])/\(parts[0])"
        case .iso: return day.text
        }
    }

    /// A row of cells with its line end.
    func row(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: delimiter) + lineEnd
    }

    private func cell(_ text: String) -> String {
        let marks = Array((delimiter + "\"\r\n").unicodeScalars)
        let isPlain = quoting == .needed && !text.unicodeScalars.contains { marks.contains($0) }
        return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
