public import JSON

/// One place in which what was found is not what was recorded.
public struct RecordedDifference: Sendable, Hashable, CustomStringConvertible {
    /// The place: `status`, `header Content-Type`, `query since`, or in a body in JSON `body/result/0/name`.
    public let path: String
    /// What was recorded, masked and shortened; `nil` if there was nothing.
    public let recorded: String?
    /// What was found, masked and shortened; `nil` if there is nothing.
    public let found: String?

    /// The longest part of a value that is shown.
    private static let longestText = 200

    init(_ path: String, _ recorded: String?, _ found: String?) {
        self.path = path
        self.recorded = recorded.map { String($0.prefix(Self.longestText)) }
        self.found = found.map { String($0.prefix(Self.longestText)) }
    }

    /// There is no answer where one was recorded.
    ///
    /// - Parameters:
    ///   - status: The recorded status.
    ///   - reason: Why there is none.
    /// - Returns: The difference.
    public static func unanswered(_ status: String, _ reason: String) -> Self { Self("status", status, reason) }

    /// The difference in one line.
    public var description: String {
        "\(path): recorded \(recorded ?? "nothing"), found \(found ?? "nothing")"
    }

    /// The difference as commands print it.
    public var json: JSON {
        [
            "path": .string(path), "recorded": recorded.map(JSON.string) ?? .null,
            "found": found.map(JSON.string) ?? .null,
        ]
    }
}
