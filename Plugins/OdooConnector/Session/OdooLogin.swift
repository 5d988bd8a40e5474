import CanonicalModel
import JSON

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

/// A lock date of a company, as a field of `res.company`.
struct OdooLockField: Sendable, Hashable {
    let kind: LedgerLock.Kind

    /// The field's name.
    var name: String { "\(kind.rawValue)_lock_date" }
}

/// The company that is written for, the configured one or the user's own; its currency is that of what is written.
struct OdooCompany: Sendable, Hashable {
    /// Its number in the database.
    let id: Int64
    /// What people call it.
    let name: String
    /// The code of its currency.
    let currency: String
    /// The names of the other companies that the user sees.
    let others: [String]

    /// A domain for records that the company may use: its own, those of the companies above it, and those of none.
    var recordsDomain: [JSON] {
        ["|", ["company_id", "=", false], ["company_id", "parent_of", .ids([id])]]
    }
}
