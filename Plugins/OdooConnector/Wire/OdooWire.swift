import JSON

/// A way of carrying calls to Odoo.
///
/// Each answers with the same results and the same ``OdooException``s.
protocol OdooWire: Sendable {
    /// Which way it is.
    var form: WireForm { get }

    /// What errors call the other side, for example `POST https://erp.example/jsonrpc`.
    var endpoint: String { get }

    /// What the server says about itself, as `common.version` does; needs no database.
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

/// The wire forms of Odoo's external interface (domain.md §8).
enum WireForm: String, Sendable, Hashable, CaseIterable {
    /// `POST /json/2/<model>/<method>` with arguments by name; from Odoo 19 on.
    case json2
    /// `POST /jsonrpc`; deprecated in Odoo 19.
    case jsonrpc
    /// `POST /xmlrpc/2/<service>`; deprecated in Odoo 19.
    case xmlrpc

    /// The form as people call it.
    var title: String {
        switch self {
        case .json2: "JSON-2"
        case .jsonrpc: "JSON-RPC"
        case .xmlrpc: "XML-RPC"
        }
    }

    /// Whether an answer may be an object whose keys are numbers, as that of `get_external_id` is.
    var carriesNumberedKeys: Bool { self != .xmlrpc }

    /// What is wrong with a text that Odoo or this form cannot take, if anything: Odoo refuses a whole call for a single
    /// character U+0000, and XML has no control characters.
    func fault(of text: String) -> String? {
        if text.utf8.contains(0) { return "a text contains the character U+0000; remove it at its source" }
        guard self == .xmlrpc, let scalar = text.unicodeScalars.first(where: { !XMLRPCText.isCarried($0) }) else {
            return nil
        }
        let number = String(scalar.value, radix: 16, uppercase: true)
        return "a text contains the character U+\(number), which XML-RPC cannot carry; remove it at its source"
    }
}
