import JSON

/// A way of carrying calls to Odoo: JSON-RPC today.
///
/// XML-RPC and JSON-2 fit the same four calls: both know a user, both name model, method and arguments.
protocol OdooWire: Sendable {
    /// What errors call the other side, for example `POST https://erp.example/jsonrpc`.
    var endpoint: String { get }

    /// What the server says about itself; needs no database.
    func version() async throws(OdooFault) -> JSON?

    /// The id of the configured user, `nil` if Odoo does not know the user or the key.
    func authenticate() async throws(OdooFault) -> Int64?

    /// The names of the server's databases, if it tells them.
    func databases() async throws(OdooFault) -> [String]

    /// Calls a method as `user`.
    ///
    /// - Returns: The result; `nil` if the method returned None.
    func execute(_ call: OdooCall, as user: Int64) async throws(OdooFault) -> JSON?
}
