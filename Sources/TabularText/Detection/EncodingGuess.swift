/// Guesses how the characters of a sample became bytes.
enum EncodingGuess {
    static func guess(_ sample: [UInt8], isWhole: Bool) -> Proposal<TableDialect.Encoding> {
        if let mark = FileBegin.byteOrderMark(sample) {
            return Proposal(
                mark.encoding,
                .certain,
                ["the file begins with the byte order mark of \(mark.encoding.rawValue)"]
            )
        }
        if let wide = withoutMark(sample) { return wide }
        let upper = sample.count { $0 >= 0x80 }
        guard upper > 0 else {
            return Proposal(.utf8, .likely, ["all characters are ASCII, which every encoding but UTF-16 writes so"])
        }
        if isUTF8(sample, isWhole: isWhole) {
            return Proposal(.utf8, .certain, ["\(upper) bytes above ASCII are valid UTF-8"])
        }
        return codePage(sample)
    }

    /// UTF-16 shows in zeros: text of western languages has one in almost every pair of bytes.
    private static func withoutMark(_ sample: [UInt8]) -> Proposal<TableDialect.Encoding>? {
        var zeros = [0, 0]
        for (index, byte) in sample.enumerated() where byte == 0 { zeros[index % 2] += 1 }
        let pairs = max(1, sample.count / 2)
        guard max(zeros[0], zeros[1]) * 10 > pairs * 6, min(zeros[0], zeros[1]) * 10 < pairs else { return nil }
        let encoding: TableDialect.Encoding = zeros[1] > zeros[0] ? .utf16LittleEndian : .utf16BigEndian
        let place = zeros[1] > zeros[0] ? "second" : "first"
        return Proposal(encoding, .likely, ["almost every \(place) byte is zero, and there is no byte order mark"])
    }

    private static func isUTF8(_ sample: [UInt8], isWhole: Bool) -> Bool {
        // A sample may end within a character.
        (0...(isWhole ? 0 : min(3, sample.count))).contains { cut in
            CellText.string(sample.span.extracting(0..<sample.count - cut)) != nil
        }
    }

    private static func codePage(_ sample: [UInt8]) -> Proposal<TableDialect.Encoding> {
        let candidates: [TableDialect.Encoding] = [.windows1252, .codePage850]
        let scores = candidates.map { encoding in score(sample, CodePage.upperHalf(of: encoding) ?? []) }
        let best = scores[1] > scores[0] ? 1 : 0
        let (value, other) = (candidates[best], candidates[1 - best])
        var reasons: [String] = ["the bytes above ASCII are no UTF-8"]
        if let index = sample.firstIndex(where: { $0 >= 0x80 }) {
            let byte = sample[index]
            let shown = candidates.map { encoding -> String in
                guard let scalar = scalar(byte, CodePage.upperHalf(of: encoding) ?? []) else {
                    return "nothing in \(encoding.rawValue)"
                }
                return "'\(scalar)' in \(encoding.rawValue)"
            }
            let hex = String(byte, radix: 16, uppercase: true)
            reasons.append("the first of them, 0x\(hex), is \(shown.joined(separator: " and "))")
        }
        reasons.append("read as \(value.rawValue) they make more words and units than as \(other.rawValue)")
        let margin = abs(scores[0] - scores[1])
        return Proposal(value, margin >= 4 ? .likely : .unsure, reasons)
    }

    private static func scalar(_ byte: UInt8, _ upperHalf: [UInt16]) -> Unicode.Scalar? {
        guard byte >= 0x80 else { return Unicode.Scalar(byte) }
        let value = upperHalf[Int(byte) - 128]
        return value == 0 ? nil : Unicode.Scalar(value)
    }

    /// How much a sample looks like words and units: letters beside letters are a sign of it, frames and shades are none.
    private static func score(_ sample: [UInt8], _ upperHalf: [UInt16]) -> Int {
        var result = 0
        for (index, byte) in sample.enumerated() where byte >= 0x80 {
            guard let scalar = scalar(byte, upperHalf) else {
                result -= 8
                continue
            }
            let before = index > 0 ? self.scalar(sample[index - 1], upperHalf) : nil
            let after = index + 1 < sample.count ? self.scalar(sample[index + 1], upperHalf) : nil
            result += score(scalar, before, after)
        }
        return result
    }

    private static func score(_ scalar: Unicode.Scalar, _ before: Unicode.Scalar?, _ after: Unicode.Scalar?) -> Int {
        let isBesideLetter = [before, after].contains { $0?.properties.isAlphabetic ?? false }
        if usualLetters.contains(scalar) {
            let isLowerBefore = before?.properties.isLowercase ?? false
            if scalar.properties.isUppercase, isLowerBefore { return -2 }
            return isBesideLetter ? 3 : -1
        }
        switch scalar {
        case "²", "³": return before == "m" || before == "t" || before == "d" ? 3 : -2
        case "\u{A0}":
            let isInNumber = before?.properties.numericType != nil && after?.properties.numericType != nil
            return isInNumber ? 3 : 0
        case "€", "£", "§", "°", "º", "ª", "½", "¼", "¿", "¡": return 1
        case "’": return isBesideLetter ? 1 : 0
        case "–", "—", "„", "“", "”", "‘", "«", "»", "…":
            // Marks stand at the ends of words, not within them.
            let isWithinWord = [before, after].allSatisfy { $0?.properties.isAlphabetic ?? false }
            return isWithinWord ? -2 : isBesideLetter ? 1 : 0
        default: return -3
        }
    }

    private static let usualLetters = Set("äöüßÄÖÜéèêëáàâíìîïóòôúùûñçÉÈÁÀÍÓÚÑÇåæøÅÆØœ".unicodeScalars)
}
