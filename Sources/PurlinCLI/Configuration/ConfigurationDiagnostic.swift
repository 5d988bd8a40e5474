/// One thing that is wrong with a configuration file.
public struct ConfigurationDiagnostic: Sendable, Hashable, CustomStringConvertible {
    /// The file as it was named.
    public let file: String
    /// The line, counted from 1.
    public let line: Int
    /// The column, counted from 1.
    public let column: Int
    /// The key, for example `systems.odoo.address`; empty for the file as a whole.
    public let key: String
    /// What is wrong and what to do.
    public let message: String

    /// `file:line:column: key: message`.
    public var description: String {
        "\(file):\(line):\(column): " + (key.isEmpty ? message : "\(key): \(message)")
    }
}

/// A configuration that cannot be used, with everything that is wrong with it.
public struct ConfigurationError: Error, Sendable, CustomStringConvertible {
    /// What is wrong, in the order of the file.
    public let diagnostics: [ConfigurationDiagnostic]

    /// All diagnostics, one a line.
    public var description: String {
        diagnostics.map(\.description).joined(separator: "\n")
    }
}
