internal import Foundation

/// Takes secrets and personal data out of requests and answers.
///
/// The same value gets the same mask throughout a recording, so that it can still be told what belongs together; nothing in a
/// mask follows from the value. A secret that was seen once, in a place that is known to hold one, is masked wherever it
/// occurs from then on.
public struct Masker: Sendable {
    /// What is masked.
    public let rules: MaskingRules
    private let first: Int
    private var numbers: [String: Int] = [:]
    private var secrets: [String: String] = [:]
    /// How many values were masked in their own shape, such as `0.00`, which cannot be told from real ones afterwards.
    private(set) var shapes = 0
    private var search = SecretSearch()
    /// In how many addresses the text stands that is looked into.
    var nesting = 0

    /// Creates a masker that has seen nothing.
    ///
    /// - Parameters:
    ///   - rules: What is masked.
    ///   - number: After which number masks are counted.
    public init(_ rules: MaskingRules, after number: Int = 0) {
        self.rules = rules
        first = number + 1
    }

    /// Masks a text wherever it occurs from now on.
    ///
    /// - Parameter secret: The text; one of fewer than four bytes cannot be told from others and is left out.
    public mutating func learn(_ secret: String) {
        guard secret.utf8.count >= 4, secrets[secret] == nil, !secret.isMask else { return }
        let mask = mask(secret)
        secrets[secret] = mask
        for form in Self.forms(of: secret) { search.add(Array(form.utf8), mask: Array(mask.utf8)) }
    }

    /// Masks a text wherever it occurs from now on if it cannot be an ordinary word or number.
    mutating func learnIfUnusual(_ text: String) {
        let isMixed = text.contains(where: \.isLetter) && text.contains(where: \.isNumber)
        if text.utf8.count >= 12 && text.contains(where: \.isLetter) || text.utf8.count >= 6 && isMixed { learn(text) }
    }

    mutating func countShape() { shapes += 1 }

    /// The request as it may be written.
    public mutating func masked(_ request: RecordedRequest) -> RecordedRequest {
        var request = request
        request.headers = masked(request.headers)
        request.body = masked(request.body, request.headers)
        request.target = masked(target: request.target)
        // What any part teaches is masked in all of them.
        request.headers = withoutSecrets(request.headers)
        request.body = withoutSecrets(request.body)
        request.target = withoutSecrets(request.target)
        return request
    }

    /// The answer as it may be written.
    public mutating func masked(_ answer: RecordedAnswer) -> RecordedAnswer {
        var answer = answer
        answer.headers = masked(answer.headers)
        answer.body = masked(answer.body, answer.headers)
        answer.headers = withoutSecrets(answer.headers)
        answer.body = withoutSecrets(answer.body)
        return answer
    }

    private mutating func masked(_ headers: [RecordedField]) -> [RecordedField] {
        headers.map { field in
            let value: String
            switch MaskingRules.normalized(field.name) {
            case "authorization", "proxyauthorization": value = masked(credentials: field.value)
            case "cookie", "setcookie":
                value = masked(cookies: field.value, isSet: field.name.lowercased() == "set-cookie")
            case let name where rules.sensitivity(of: name) != nil:
                value = masked(field.value, as: rules.sensitivity(of: name) ?? .secret)
            default: value = withoutPersonalData(field.value)
            }
            return RecordedField(field.name, value)
        }
    }

    /// `Bearer masked-1`: the scheme stays.
    private mutating func masked(credentials: String) -> String {
        let parts = credentials.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return masked(credentials, as: .secret) }
        if parts[0].lowercased() == "basic", let data = Data(base64Encoded: parts[1]),
            let pair = String(data: data, encoding: .utf8), let colon = pair.firstIndex(of: ":")
        {
            learnIfUnusual(String(pair[pair.index(after: colon)...]))
        }
        return "\(parts[0]) \(masked(parts[1], as: .secret))"
    }

    private mutating func masked(cookies: String, isSet: Bool) -> String {
        var result: [String] = []
        for (index, pair) in cookies.split(separator: ";").enumerated() {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let isCookie = parts.count == 2 && (!isSet || index == 0)
            result.append(isCookie ? "\(parts[0])=\(masked(parts[1], as: .secret))" : String(pair))
        }
        return result.joined(separator: ";")
    }
}

extension Masker {
    /// The mask of a text: the same for the same text.
    mutating func mask(_ text: String) -> String {
        if text.isMask { return text }
        return "masked-\(number(of: text))"
    }

    private mutating func number(of text: String) -> Int {
        if let number = numbers[text] { return number }
        let number = first + numbers.count
        numbers[text] = number
        return number
    }

    /// A value in a place that is masked, in a form that whoever reads it can still read: an address, a day, a number.
    mutating func masked(_ text: String, as sensitivity: MaskingRules.Sensitivity) -> String {
        guard !text.isEmpty, !text.isMask else { return text }
        if sensitivity == .secret {
            learnIfUnusual(text)
            return mask(text)
        }
        if text.contains("@") { return "\(mask(text))@masked.invalid" }
        let isNumber = text.utf8.allSatisfy { (0x30...0x39).contains($0) || [0x20, 0x2C, 0x2D, 0x2E].contains($0) }
        guard isNumber, text.contains(where: \.isNumber) else { return mask(text) }
        shapes += 1
        if text.count == 10, text.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil { return "1900-01-01" }
        var digits = Array(String(number(of: text)))
        return String(text.reversed().map { $0.isNumber ? digits.popLast() ?? "0" : $0 }.reversed())
    }

    /// The text without anything that is known to be a secret.
    func withoutSecrets(_ text: String) -> String {
        search.isEmpty ? text : String(decoding: search.masked(Array(text.utf8)), as: UTF8.self)
    }

    private func withoutSecrets(_ headers: [RecordedField]) -> [RecordedField] {
        headers.map { RecordedField($0.name, withoutSecrets($0.value)) }
    }

    private func withoutSecrets(_ body: RecordedBody) -> RecordedBody {
        guard case .bytes(let bytes) = body else { return body }
        return .bytes(search.isEmpty ? bytes : search.masked(bytes))
    }

    /// The ways in which JSON, markup, queries and forms write a text.
    private static func forms(of secret: String) -> Set<String> {
        let escaped = String(ExactText.quoted(secret).dropFirst().dropLast())
        var forms: Set<String> = [secret, escaped, escaped.replacing("/", with: "\\/")]
        for isUpper in [true, false] {
            // Some write what means something in markup or addresses by its number.
            let letters = escaped.map { letter in
                guard "&+<>'=".contains(letter), let ascii = letter.asciiValue else { return String(letter) }
                return "\\u00" + String(ascii, radix: 16, uppercase: isUpper)
            }
            forms.insert(letters.joined())
        }
        forms.insert(secret.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;"))
        for unreserved in ["", "-._~", "-._~!'()*", "-._~!$'()*,;:@/"] {
            let allowed = CharacterSet(charactersIn: lettersAndDigits + unreserved)
            guard let encoded = secret.addingPercentEncoding(withAllowedCharacters: allowed) else { continue }
            let small = encoded.replacing(/%[0-9A-F]{2}/) { $0.output.lowercased() }
            for form in [encoded, small] { forms.formUnion([form, form.replacing("%20", with: "+")]) }
        }
        return forms
    }

    private static let lettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
}

extension String {
    /// Whether a masker has put this text here.
    var isMask: Bool { hasPrefix("masked-") && wholeMatch(of: /masked-\d+(@masked\.invalid)?/) != nil }
}

extension [UInt8] {
    /// The bytes with every occurrence of a part replaced.
    func replacing(_ part: [UInt8], with other: [UInt8]) -> [UInt8] {
        guard let first = part.first, count >= part.count else { return self }
        var result: [UInt8] = []
        var rest = self[...]
        while let start = rest.firstIndex(of: first), rest.endIndex - start >= part.count {
            result += rest[rest.startIndex..<start]
            if rest[start..<(start + part.count)].elementsEqual(part) {
                result += other
                rest = rest[(start + part.count)...]
            } else {
                result.append(first)
                rest = rest[(start + 1)...]
            }
        }
        return result + rest
    }
}
