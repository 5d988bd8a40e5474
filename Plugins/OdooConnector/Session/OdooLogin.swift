/// A user whom Odoo has accepted, on a server whose version is known.
struct OdooLogin: Sendable, Hashable {
    /// The user's id.
    let user: Int64
    /// What the server is.
    let release: OdooRelease
}

/// The company that the user works for, which decides on the currency of what is written.
struct OdooCompany: Sendable, Hashable {
    /// What people call it.
    let name: String
    /// The code of its currency.
    let currency: String
}
