internal import Foundation

extension Masker {
    /// A path with its query.
    mutating func masked(target: String) -> String {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let path = parts[0].split(separator: "/", omittingEmptySubsequences: false).map { segment in
            recoded(String(segment)) { $0.withoutPersonalData($1) }
        }
        let query = parts.count == 2 ? "?" + masked(form: parts[1]) : ""
        return path.joined(separator: "/") + query
    }

    /// Names and values as a query or a form has them.
    mutating func masked(form: String) -> String {
        let items = form.split(separator: "&", omittingEmptySubsequences: false).map { item in
            item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        }
        let names = items.map { parts in
            let name = parts.first?.removingPercentEncoding ?? parts.first ?? ""
            // In markup an ampersand is written as a reference.
            return name.hasPrefix("amp;") ? String(name.dropFirst(4)) : name
        }
        let all = Set(names.map(MaskingRules.normalized))
        return zip(items, names).map { parts, name in
            guard parts.count == 2 else { return parts.joined() }
            let reason = rules.sensitivity(ofItem: name, among: all)
            let value = recoded(parts[1]) { masker, text in
                reason.map { masker.masked(text, as: $0) } ?? masker.withoutPersonalData(text)
            }
            return "\(parts[0])=\(value)"
        }
        .joined(separator: "&")
    }

    /// A percent-encoded text with what `change` makes of it, left alone if that is nothing.
    private mutating func recoded(_ encoded: String, _ change: (inout Masker, String) -> String) -> String {
        let text = encoded.replacing("+", with: "%20").removingPercentEncoding ?? encoded
        let changed = change(&self, text)
        guard changed != text else { return encoded }
        return changed.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed.subtracting(["/", "&", "="]))
            ?? changed
    }
}

extension Masker {
    /// A text without keys in addresses, e-mail addresses, telephone numbers, account numbers and American social security numbers.
    mutating func withoutPersonalData(_ text: String) -> String {
        var text = text
        let bytes = text.utf8
        guard bytes.count >= 5 else { return text }
        if bytes.contains(UInt8(ascii: "=")), bytes.contains(UInt8(ascii: "?")) || bytes.contains(UInt8(ascii: "#")) {
            text = withoutSecretItems(text)
        }
        let isPersonal = rules.masks(.c3)
        let isNumber = rules.masks(.c4)
        if isPersonal, bytes.contains(UInt8(ascii: "@")) {
            text = replacing(/[\w.%+-]+@[\w-]+(?:\.[\w-]+)+/, in: text) { "\($0.mask($1))@masked.invalid" }
        }
        if isPersonal, bytes.contains(UInt8(ascii: "+")) {
            text = replacing(/\+\d[\d ()\/.-]{6,20}\d/, in: text) { $0.mask($1) }
        }
        if isNumber, Self.occurs("ddd-dd-dddd", in: bytes) {
            text = replacing(/\d{3}-\d\d-\d{4}/, in: text) { $0.mask($1) }
        }
        if isNumber, bytes.count >= 15, Self.occurs("AAdd", in: bytes) {
            text = replacing(/[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?/, in: text) {
                AccountNumber.isValid($1) ? $0.mask($1) : $1
            }
        }
        return text
    }

    /// A text in which the queries and fragments of addresses are masked like those of requests.
    private mutating func withoutSecretItems(_ text: String) -> String {
        // Addresses may stand within addresses, but nobody's as deep as this.
        guard nesting < 16 else { return text }
        nesting += 1
        defer { nesting -= 1 }
        var edits = TextEdits()
        for match in text.matches(of: /[?#]([^\s"'<>?#=]+=[^\s"'<>?#]*)/) {
            let items = masked(form: String(match.1))
            if items != match.1 { edits.replace(text.bytes(of: match.1), with: items) }
        }
        return edits.isEmpty ? text : String(decoding: edits.applied(to: Array(text.utf8)), as: UTF8.self)
    }

    /// Whether a shape occurs, in which `d` stands for a digit and `A` for a capital: patterns are only tried where it does.
    private static func occurs(_ shape: StaticString, in bytes: String.UTF8View) -> Bool {
        let shape = Array("\(shape)".utf8)
        let bytes = Array(bytes)
        guard bytes.count >= shape.count else { return false }
        return (0...(bytes.count - shape.count)).contains { start in
            shape.indices.allSatisfy { index in
                let byte = bytes[start + index]
                switch shape[index] {
                case UInt8(ascii: "d"): return (0x30...0x39).contains(byte)
                case UInt8(ascii: "A"): return (0x41...0x5A).contains(byte)
                case let other: return byte == other
                }
            }
        }
    }

    /// Replaces what stands by itself, with neither letter nor digit beside it.
    private mutating func replacing(
        _ pattern: Regex<Substring>,
        in text: String,
        with mask: (inout Masker, String) -> String
    ) -> String {
        var edits = TextEdits()
        for match in text.matches(of: pattern) {
            let found = match.output
            let before = found.startIndex > text.startIndex ? text[text.index(before: found.startIndex)] : " "
            let after = found.endIndex < text.endIndex ? text[found.endIndex] : " "
            guard !before.isLetter, !before.isNumber, !after.isLetter, !after.isNumber,
                !found.hasSuffix("@masked.invalid")
            else { continue }
            edits.replace(text.bytes(of: found), with: mask(&self, String(found)))
        }
        return edits.isEmpty ? text : String(decoding: edits.applied(to: Array(text.utf8)), as: UTF8.self)
    }
}

extension MaskingRules {
    func masks(_ sensitivity: Sensitivity) -> Bool { masked.contains(sensitivity) }
}

extension String {
    /// Where in the bytes of this text a part of it stands.
    fileprivate func bytes(of part: Substring) -> Range<Int> {
        let start = utf8.distance(from: startIndex, to: part.startIndex)
        return start..<(start + part.utf8.count)
    }
}

/// International bank account numbers (ISO 13616).
private enum AccountNumber {
    /// Whether the check digits are right.
    static func isValid(_ text: String) -> Bool {
        let letters = text.filter { $0 != " " }
        guard (15...34).contains(letters.count) else { return false }
        let rearranged = letters.dropFirst(4) + letters.prefix(4)
        let remainder = rearranged.reduce(0) { rest, letter in
            let value = letter.hexDigitValue.flatMap { $0 < 10 ? $0 : nil } ?? Int(letter.asciiValue ?? 55) - 55
            return (value < 10 ? rest * 10 + value : rest * 100 + value) % 97
        }
        return remainder == 1
    }
}
