public import ConnectorKit

extension OdooConnector {
    /// Asks for the server's version, the user, the modules and the rights that the declared objects need.
    ///
    /// - Returns: What was found; a finding that is no success says what to do.
    /// - Throws: ``ConnectorError`` if Odoo cannot be asked at all.
    public func check() async throws(ConnectorError) -> [CheckFinding] {
        try await OdooProbe(session: session).findings()
    }
}
