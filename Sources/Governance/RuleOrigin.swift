/// Where a rule comes from: what a person who is refused by it wants to know first.
public enum RuleOrigin: Sendable, Hashable, CustomStringConvertible {
    /// The rule holds where a company says nothing else.
    case standard
    /// A company's own rule.
    case file(String, line: Int)

    /// `default`, or file and line.
    public var description: String {
        switch self {
        case .standard: "default"
        case .file(let name, let line): "\(name):\(line)"
        }
    }
}

/// The rule that a judgement rests on.
public struct GoverningRule: Sendable, Hashable, CustomStringConvertible {
    /// What it is called: its section and its place there, for example `ownership.Estimate.bid`.
    public let name: String
    /// Where it comes from.
    public let origin: RuleOrigin

    /// Names a rule.
    public init(_ name: String, _ origin: RuleOrigin) {
        self.name = name
        self.origin = origin
    }

    /// `ownership.Estimate.bid (default)`.
    public var description: String { "\(name) (\(origin))" }
}
