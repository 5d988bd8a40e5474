/// A pattern of SQL's `LIKE`: `%` stands for any text, `_` for one character, `\` takes the next one literally.
struct LikePattern: Sendable, Hashable {
    private enum Part: Sendable, Hashable {
        case literal(Unicode.Scalar)
        case one
        case many
    }

    private let parts: [Part]
    private let ignoresCase: Bool

    /// Creates a pattern.
    ///
    /// - Parameters:
    ///   - text: The pattern.
    ///   - isPart: Whether it may stand anywhere in the text.
    ///   - ignoresCase: Whether capitals and small letters are the same.
    init(_ text: String, isPart: Bool, ignoresCase: Bool) {
        var parts: [Part] = isPart ? [.many] : []
        var isEscaped = false
        for scalar in (ignoresCase ? Self.folded(text) : text).unicodeScalars {
            switch scalar {
            case _ where isEscaped:
                parts.append(.literal(scalar))
                isEscaped = false
            case "\\": isEscaped = true
            case "%": parts.append(.many)
            case "_": parts.append(.one)
            default: parts.append(.literal(scalar))
            }
        }
        if isPart { parts.append(.many) }
        self.parts = parts
        self.ignoresCase = ignoresCase
    }

    /// The text in small letters, as a database with the collation `C` makes them: those of English only.
    private static func folded(_ text: String) -> String {
        let bytes = text.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether the whole text fits the pattern.
    func matches(_ text: String) -> Bool {
        let scalars = Array((ignoresCase ? Self.folded(text) : text).unicodeScalars)
        var position = 0
        var part = 0
        var resume: (part: Int, position: Int)?
        while position < scalars.count {
            if part < parts.count, case .many = parts[part] {
                resume = (part + 1, position)
                part += 1
            } else if part < parts.count, fits(parts[part], scalars[position]) {
                part += 1
                position += 1
            } else if let last = resume {
                resume = (last.part, last.position + 1)
                part = last.part
                position = last.position + 1
            } else {
                return false
            }
        }
        return parts[part...].allSatisfy { $0 == .many }
    }

    private func fits(_ part: Part, _ scalar: Unicode.Scalar) -> Bool {
        switch part {
        case .literal(let wanted): wanted == scalar
        case .one: true
        case .many: false
        }
    }
}
