/// One thing that is wrong with a mapping.
public struct MappingProblem: Sendable, Hashable, CustomStringConvertible {
    /// Where: the key with those above it, for example `fields.hours.column` or `hours[0].payCode`; empty for the whole.
    public let key: String
    /// What is wrong, and what to do.
    public let message: String

    /// Creates a problem.
    public init(key: String, message: String) {
        self.key = key
        self.message = message
    }

    /// The key and the message.
    public var description: String { key.isEmpty ? message : "\(key): \(message)" }
}

/// A mapping that cannot be used, with everything that is wrong with it.
public struct MappingFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, in the order in which it was found.
    public let problems: [MappingProblem]

    /// Creates a fault.
    public init(_ problems: [MappingProblem]) {
        self.problems = problems
    }

    /// All problems, separated by semicolons.
    public var description: String { problems.map(\.description).joined(separator: "; ") }
}
