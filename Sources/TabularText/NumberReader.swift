/// Reads numbers of one notation from bytes, exactly.
///
/// A class, since a cell would otherwise copy all that a notation consists of.
final class NumberReader: Sendable {
    /// A mark between groups of digits; marks of one kind may stand for one another.
    private struct GroupMark: Sendable {
        let bytes: [UInt8]
        let kind: Int
    }

    private let decimalMark: [UInt8]
    /// The decimal mark if it is ASCII.
    private let decimalByte: UInt8?
    private let groupMarks: [GroupMark]
    private let takesAccountingNegatives: Bool
    private let currencySigns: [[UInt8]]
    /// A number as an example.
    let example: String

    init(_ notation: NumberNotation) {
        decimalMark = Array(String(notation.decimalMark).utf8)
        decimalByte = notation.decimalMark.asciiValue
        takesAccountingNegatives = notation.takesAccountingNegatives
        currencySigns = notation.currencySigns.filter { !$0.isEmpty }.map { Array($0.lowercased().utf8) }
            .sorted { $0.count > $1.count }
        let blanks: Set<Character> = [" ", "\u{A0}", "\u{202F}"]
        let apostrophes: Set<Character> = ["'", "\u{2019}"]
        var marks: Set<Character> = notation.groupMarks
        for same in [blanks, apostrophes] where !marks.isDisjoint(with: same) { marks.formUnion(same) }
        groupMarks = marks.map { mark in
            let first = blanks.contains(mark) ? " " : apostrophes.contains(mark) ? "'" : mark
            return GroupMark(bytes: Array(String(mark).utf8), kind: Int(first.unicodeScalars.first?.value ?? 0))
        }
        let group = notation.groupMarks.sorted().first.map { String($0) } ?? ""
        example = "1\(group)234\(notation.decimalMark)50"
    }

    /// Reads a number.
    ///
    /// - Returns: `nil` for anything else, and for more than 38 digits.
    func read(_ bytes: Span<UInt8>) -> NumberDigits? {
        guard let first = bytes.isEmpty ? nil : bytes[0] else { return nil }
        var isNegative = false
        var range = 0..<bytes.count
        if !first.isDigit || !bytes[bytes.count - 1].isDigit {
            guard let body = body(of: bytes, isNegative: &isNegative) else { return nil }
            range = body
        }
        guard var digits = readDigits(bytes, range) else { return nil }
        digits.isNegative = isNegative
        return digits
    }

    /// Finds the digits within sign, parentheses and currency, each of which stands at most once.
    private func body(of bytes: Span<UInt8>, isNegative: inout Bool) -> Range<Int>? {
        var range = 0..<bytes.count
        var hasSign = false
        var hasCurrency = false
        while true {
            let before = range
            skipBlanks(bytes, &range)
            guard !range.isEmpty else { return nil }
            if !hasSign, let (rest, isMinus) = withoutSign(bytes, range) {
                (hasSign, isNegative) = (true, isMinus)
                range = rest
            }
            if !hasCurrency, let rest = withoutCurrency(bytes, range) {
                hasCurrency = true
                range = rest
            }
            if range == before { return range }
        }
    }

    /// What is left without a sign or the parentheses of a negative number.
    private func withoutSign(_ bytes: Span<UInt8>, _ range: Range<Int>) -> (rest: Range<Int>, isMinus: Bool)? {
        let (start, end) = (range.lowerBound, range.upperBound)
        let length = minusLength(bytes, range)
        if length > 0 { return (start + length..<end, true) }
        if bytes[start] == UInt8(ascii: "+") { return (start + 1..<end, false) }
        guard takesAccountingNegatives else { return nil }
        if bytes[start] == UInt8(ascii: "("), bytes[end - 1] == UInt8(ascii: ")"), range.count > 2 {
            return (start + 1..<end - 1, true)
        }
        return bytes[end - 1] == UInt8(ascii: "-") ? (start..<end - 1, true) : nil
    }

    /// The number of bytes of a minus sign: hyphen or U+2212.
    private func minusLength(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        let start = range.lowerBound
        if bytes[start] == UInt8(ascii: "-") { return 1 }
        guard range.count > 3, bytes[start] == 0xE2, bytes[start + 1] == 0x88, bytes[start + 2] == 0x92 else {
            return 0
        }
        return 3
    }

    private func skipBlanks(_ bytes: Span<UInt8>, _ range: inout Range<Int>) {
        let inner = CellText.trimmed(bytes.extracting(range))
        range = range.lowerBound + inner.lowerBound..<range.lowerBound + inner.upperBound
    }

    private func withoutCurrency(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        for sign in currencySigns where sign.count < range.count {
            if matches(bytes, at: range.lowerBound, sign) { return range.lowerBound + sign.count..<range.upperBound }
            let start = range.upperBound - sign.count
            if matches(bytes, at: start, sign) { return range.lowerBound..<start }
        }
        return nil
    }

    private func matches(_ bytes: Span<UInt8>, at start: Int, _ text: [UInt8]) -> Bool {
        guard start + text.count <= bytes.count else { return false }
        for index in text.indices where bytes[start + index].lowercasedASCII != text[index] { return false }
        return true
    }

    private func readDigits(_ bytes: Span<UInt8>, _ range: Range<Int>) -> NumberDigits? {
        var result = NumberDigits()
        var magnitude: UInt64 = 0
        var significant = 0
        var digitCount = 0
        var isFraction = false
        var groupKind: Int?
        var sinceMark = 0
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            if byte.isDigit {
                if significant > 0 || byte != UInt8(ascii: "0") { significant += 1 }
                if significant < 20 {
                    magnitude = magnitude &* 10 &+ UInt64(byte & 0xF)
                } else {
                    guard significant <= 38 else { return nil }
                    if significant == 20 { result.magnitude = UInt128(magnitude) }
                    result.magnitude = result.magnitude * 10 + UInt128(byte & 0xF)
                }
                digitCount += 1
                sinceMark += 1
                if isFraction { result.scale += 1 }
                index += 1
            } else if !isFraction, matches(bytes, at: index, decimalMark), index + decimalMark.count <= range.upperBound
            {
                if groupKind != nil, sinceMark != 3 { return nil }
                isFraction = true
                index += decimalMark.count
            } else {
                guard !isFraction, let mark = groupMark(bytes, at: index, before: range.upperBound),
                    groupKind == nil ? (1...3).contains(sinceMark) : groupKind == mark.kind && sinceMark == 3
                else { return nil }
                groupKind = mark.kind
                sinceMark = 0
                index += mark.bytes.count
            }
        }
        guard digitCount > 0, isFraction || groupKind == nil || sinceMark == 3, result.scale <= 100 else { return nil }
        if significant < 20 { result.magnitude = UInt128(magnitude) }
        return result
    }

    private func groupMark(_ bytes: Span<UInt8>, at index: Int, before end: Int) -> GroupMark? {
        groupMarks.first { index + $0.bytes.count <= end && matches(bytes, at: index, $0.bytes) }
    }
}

extension UInt8 {
    var isDigit: Bool { self &- 0x30 < 10 }
    var lowercasedASCII: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}
