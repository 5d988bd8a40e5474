/// What a new connector can do.
public enum ConnectorCapability: String, Sendable, Hashable, CaseIterable {
    /// Reads rows over HTTP.
    case rest
    /// Writes records over HTTP.
    case restSink = "rest-sink"
    /// Reads files in a format of its own.
    case file
    /// Writes files.
    case fileSink = "file-sink"
    /// Reads files that are tables, by a mapping.
    case csv
    /// Takes webhooks.
    case webhook

    /// Reads capabilities as they are written in a command: `rest,webhook`.
    ///
    /// - Parameter text: The names with commas between them.
    /// - Returns: The capabilities.
    /// - Throws: ``ScaffoldError`` for a name that is none, for none at all, and for two ways of reading files.
    public static func read(_ text: String) throws(ScaffoldError) -> Set<ConnectorCapability> {
        let names = allCases.map(\.rawValue).joined(separator: ", ")
        var capabilities: Set<ConnectorCapability> = []
        for word in text.split(separator: ",") {
            let name = word.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
            guard let capability = ConnectorCapability(rawValue: String(name)) else {
                throw ScaffoldError("'\(name)' is no capability; there are \(names)")
            }
            capabilities.insert(capability)
        }
        guard !capabilities.isEmpty else { throw ScaffoldError("no capability is named; there are \(names)") }
        guard !capabilities.isSuperset(of: [.file, .csv]) else {
            throw ScaffoldError("'file' and 'csv' are two ways of reading files: name one of them")
        }
        return capabilities
    }
}

/// Why no connector can be made.
public struct ScaffoldError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, where, and what to do.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
