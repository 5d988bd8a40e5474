import FoundationEssentials

/// An expression of a measurement line: numbers, `a` to `d` for its four values, `p` for 3.1415926, and `+ - * / ^ ( )`.
struct BC3Expression {
    private var rest: Substring
    private let values: [Character: Decimal]
    private var depth = 0

    /// Works out an expression exactly; a quotient has as many digits as a decimal holds.
    ///
    /// - Parameters:
    ///   - text: The expression.
    ///   - values: What `a`, `b`, `c` and `d` stand for.
    /// - Returns: The value; `nil` if the text is no such expression, or has none, such as `1/0`.
    static func value(of text: String, _ values: [Decimal]) -> Decimal? {
        guard text.utf8.count <= 1000 else { return nil }
        let compact = text.filter { !$0.isWhitespace }.lowercased()
        var names: [Character: Decimal] = ["p": Decimal(sign: .plus, exponent: -7, significand: 31_415_926)]
        for (name, value) in zip("abcd", values) { names[name] = value }
        var expression = BC3Expression(rest: compact[...], values: names)
        guard let value = expression.sum(), expression.rest.isEmpty, value.isFinite else { return nil }
        return value
    }

    private init(rest: Substring, values: [Character: Decimal]) {
        self.rest = rest
        self.values = values
    }

    private mutating func sum() -> Decimal? {
        guard var value = product() else { return nil }
        while let sign = take(anyOf: "+-") {
            guard let next = product() else { return nil }
            value = sign == "+" ? value + next : value - next
        }
        return value
    }

    private mutating func product() -> Decimal? {
        guard var value = power() else { return nil }
        while let sign = take(anyOf: "*/") {
            guard let next = power(), sign == "*" || next != 0 else { return nil }
            value = sign == "*" ? value * next : value / next
        }
        return value
    }

    private mutating func power() -> Decimal? {
        guard let base = factor() else { return nil }
        guard take(anyOf: "^") != nil else { return base }
        guard let exponent = power(), let times = Int(exponent.description), (0...20).contains(times) else {
            return nil
        }
        return (0..<times).reduce(Decimal(1)) { value, _ in value * base }
    }

    private mutating func factor() -> Decimal? {
        if take(anyOf: "-") != nil { return factor().map { -$0 } }
        if take(anyOf: "+") != nil { return factor() }
        if take(anyOf: "(") != nil {
            depth += 1
            defer { depth -= 1 }
            guard depth <= 50, let value = sum(), take(anyOf: ")") != nil else { return nil }
            return value
        }
        if let name = rest.first, let value = values[name] {
            rest.removeFirst()
            return value
        }
        let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        rest = rest.dropFirst(digits.count)
        return Decimal(written: digits)
    }

    private mutating func take(anyOf signs: String) -> Character? {
        guard let first = rest.first, signs.contains(first) else { return nil }
        rest.removeFirst()
        return first
    }
}

extension Decimal {
    fileprivate var isFinite: Bool { !isNaN }
}
