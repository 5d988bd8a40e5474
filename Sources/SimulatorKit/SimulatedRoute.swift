/// A route of a simulated system's wire: what a request must be to be understood there.
public struct SimulatedRoute: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The method in capitals.
    public let method: String
    /// The path, parts that may be anything in braces: `/iso/Fleet/{page}`.
    public let path: String
    /// The names of the query items that must be there.
    public let query: [String]
    /// What the header fields that must be there begin with, by lower-case name; capitals do not count.
    public let headers: [String: String]
    /// The members that the body, an object in JSON, must have.
    public let members: [String]

    /// Creates a route.
    ///
    /// - Parameters:
    ///   - pattern: Method and path with a blank between them, such as `GET /iso/Fleet/{page}`.
    ///   - query: The names of the query items that must be there.
    ///   - headers: What the header fields that must be there begin with, by lower-case name; empty for anything.
    ///   - members: The members that the body, an object in JSON, must have.
    public init(
        _ pattern: String,
        query: [String] = [],
        headers: [String: String] = [:],
        members: [String] = []
    ) {
        let parts = pattern.split(separator: " ", maxSplits: 1)
        method = String(parts.first ?? "")
        path = String(parts.dropFirst().first ?? "/")
        self.query = query
        self.headers = headers
        self.members = members
    }

    /// Creates a route that asks for nothing but method and path.
    public init(stringLiteral pattern: String) {
        self.init(pattern)
    }

    /// Method and path with a blank between them.
    public var pattern: String { "\(method) \(path)" }
}
