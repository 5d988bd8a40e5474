import SimulatorKit

/// Days and moments as Python's `strptime` reads them, with its words for what it cannot read.
enum PythonTime {
    /// Reads a day; what stands behind its ten characters is not looked at.
    ///
    /// - Throws: ValueError for a text of another form or a day that is none.
    static func day(_ text: String) throws(OdooError) -> CivilDate {
        let numbers = try parse(String(text.prefix(10)), "%Y-%m-%d")
        return try date(numbers)
    }

    /// Reads a moment: the format is cut to the length of the text, less the two letters that its year is shorter.
    ///
    /// - Throws: ValueError for a text of another form or a day that is none.
    static func moment(_ text: String) throws(OdooError) -> SimulatedInstant {
        let whole = "%Y-%m-%d %H:%M:%S"
        let length = text.unicodeScalars.count - 2
        let format = String(length >= 0 ? whole.prefix(length) : whole.dropLast(-length))
        let numbers = try parse(text, format)
        let day = try date(numbers)
        let seconds = (numbers["H"] ?? 0) * 3600 + (numbers["M"] ?? 0) * 60 + (numbers["S"] ?? 0)
        return SimulatedInstant(seconds: day.daysSince1970 * 86400 + seconds)
    }

    private static func date(_ numbers: [Character: Int64]) throws(OdooError) -> CivilDate {
        let date = CivilDate(year: numbers["Y"] ?? 1900, month: numbers["m"] ?? 1, day: numbers["d"] ?? 1)
        guard let date else { throw .python("ValueError", "day is out of range for month") }
        return date
    }

    /// The numbers of a text by the letters of the format.
    private static func parse(_ text: String, _ format: String) throws(OdooError) -> [Character: Int64] {
        guard !format.hasSuffix("%") else { throw .python("ValueError", "stray % in format '\(format)'") }
        let mismatch = "time data \(PythonText.quoted(text)) does not match format '\(format)'"
        var rest = Array(text)[...]
        var numbers: [Character: Int64] = [:]
        var letters = Array(format)[...]
        while let letter = letters.popFirst() {
            if letter == "%", let part = letters.popFirst() {
                guard let digits = digits(of: part, rest) else { throw .python("ValueError", mismatch) }
                numbers[part] = Int64(String(rest.prefix(digits)))
                rest = rest.dropFirst(digits)
            } else if letter == " " {
                guard rest.first?.isWhitespace == true else { throw .python("ValueError", mismatch) }
                rest = rest.drop(while: \.isWhitespace)
            } else {
                guard rest.popFirst() == letter else { throw .python("ValueError", mismatch) }
            }
        }
        guard rest.isEmpty else { throw .python("ValueError", "unconverted data remains: \(String(rest))") }
        return numbers
    }

    /// How many digits a part of the format takes; `nil` if it finds none that it can take.
    private static func digits(of part: Character, _ text: ArraySlice<Character>) -> Int? {
        let limits: [Character: ClosedRange<Int>] = ["m": 1...12, "d": 1...31, "H": 0...23, "M": 0...59, "S": 0...61]
        let width = part == "Y" ? 4 : 2
        let found = text.prefix(width).prefix { $0.isASCII && $0.isNumber }
        guard let limit = limits[part] else { return found.count == 4 ? 4 : nil }
        for count in stride(from: found.count, to: 0, by: -1) {
            if let number = Int(String(found.prefix(count))), limit.contains(number) { return count }
        }
        return nil
    }
}
