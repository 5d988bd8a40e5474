import ConnectorKit

/// One thing that is wrong with a mapping.
public struct MappingProblem: Sendable, Hashable, CustomStringConvertible {
    /// Where: the key with those above it, for example `fields.hours.column` or `hours[0].payCode`; empty for the whole.
    public let key: String
    /// What is wrong, and what to do.
    public let message: String

    /// Where it stands in its file, `mapping.yaml:12:5`; `nil` if no file is known.
    public let place: String?

    /// Creates a problem.
    public init(key: String, message: String, place: String? = nil) {
        self.key = key
        self.message = message
        self.place = place
    }

    /// The place, the key and the message.
    public var description: String {
        (place.map { "\($0): " } ?? "") + (key.isEmpty ? message : "\(key): \(message)")
    }
}

/// A mapping that cannot be used, with everything that is wrong with it.
public struct MappingFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, in the order in which it was found.
    public let problems: [MappingProblem]

    /// Creates a fault.
    public init(_ problems: [MappingProblem]) {
        self.problems = problems
    }

    /// All problems, one a line.
    public var description: String { problems.map(\.description).joined(separator: "\n") }

    /// The fault with the places of its problems.
    func located(in document: ConfigurationDocument) -> MappingFault {
        MappingFault(
            problems.map { MappingProblem(key: $0.key, message: $0.message, place: document.place(of: $0.key)) }
        )
    }
}
