/// A user whom Odoo has accepted, on a server whose version is known.
struct OdooLogin: Sendable {
    /// The user's id.
    let user: Int64
    /// What the server says about itself.
    let server: OdooServer
    /// What the server is.
    let release: OdooRelease
    /// How calls are carried.
    let wire: any OdooWire
}

/// The company that the user works for, which decides on the currency of what is written.
struct OdooCompany: Sendable, Hashable {
    /// Its number in the database.
    let id: Int64
    /// What people call it.
    let name: String
    /// The code of its currency.
    let currency: String
    /// The names of the other companies that the user sees.
    let others: [String]
}
