/// A system that records are read from or written to.
///
/// A connector conforms to this and to one small protocol per capability; no conformance means no capability. It never
/// opens a socket, sleeps, reads a clock or touches a file: its ``ConnectorServices`` do. Implementing one is described
/// in the guide "Writing a connector".
public protocol Connector: Sendable {
    /// Name, version and configuration keys.
    static var manifest: ConnectorManifest { get }

    /// Creates a connector without any input or output.
    ///
    /// - Parameters:
    ///   - configuration: Values that match the manifest.
    ///   - services: Transport, clock and log.
    /// - Throws: ``ConnectorError/invalidConfiguration(key:reason:)`` for the first value that cannot be used.
    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError)

    /// Probes address, credentials and the least privilege that the declared objects need, without changing anything.
    ///
    /// - Returns: What was found, one line each; a finding that is no success says what to do.
    /// - Throws: ``ConnectorError`` if the system cannot be asked at all.
    func check() async throws(ConnectorError) -> [CheckFinding]
}

/// One line of a probe's report.
public struct CheckFinding: Sendable, Hashable {
    /// How it turned out.
    public enum Result: String, Sendable, Hashable {
        /// As it must be.
        case passed
        /// Works, but someone should look.
        case warning
        /// Does not work.
        case failed
    }

    /// How it turned out.
    public let result: Result
    /// What was looked at and what was found; for a failure also what to do.
    public let message: String

    /// Creates a finding.
    public init(_ result: Result, _ message: String) {
        self.result = result
        self.message = message
    }
}
