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
    /// What the system says of the credentials that it was shown.
    public enum CredentialVerdict: String, Sendable, Hashable, CaseIterable {
        /// They are valid, whatever they permit.
        case accepted
        /// They are void.
        case refused
    }

    /// What was looked at and what was found; for a failure also what to do.
    public let message: String
    /// What the system says of the credentials; `nil` if the finding is about something else.
    public let credentials: CredentialVerdict?

    /// Creates a finding.
    ///
    /// - Parameters:
    ///   - result: How it turned out.
    ///   - message: What was looked at and found.
    ///   - credentials: What the system says of the credentials, if it does. A check that neither throws
    ///     ``ConnectorError/unauthorized(endpoint:reason:)`` nor says it here cannot prove that a revoked credential is void.
    public init(_ result: Result, _ message: String, credentials: CredentialVerdict? = nil) {
        self.result = result
        self.message = message
        self.credentials = credentials
    }
}
