import JSON

/// A version of Odoo, and everything in which this connector treats it unlike another.
struct OdooRelease: Sendable, Hashable {
    /// The number before the point.
    let major: Int64
    /// The field of `project.project` that holds the analytic account (domain.md §8).
    let projectAccountField: String

    /// The versions that this connector speaks.
    static let supported = [
        OdooRelease(major: 17, projectAccountField: "analytic_account_id"),
        OdooRelease(major: 18, projectAccountField: "account_id"),
    ]

    /// The names of all versions that this connector speaks.
    static let names = supported.map { "\($0.major).0" }
}

/// What a server says about itself.
struct OdooServer: Sendable, Hashable {
    /// The version with its date, for example `18.0-20250520`.
    let version: String
    /// The version as this connector knows it; `nil` for one that it does not speak.
    let release: OdooRelease?

    /// Reads the answer of `common.version`.
    init(_ reader: JSONReader) throws(JSONAccessError) {
        version = try reader.member("server_version").string()
        // The first part of a release between two major ones is a text such as `saas~17`.
        let major = try reader.member("server_version_info").element(0).value?.integerValue
        let minor = try reader.member("server_version_info").element(1).value?.integerValue
        release = OdooRelease.supported.first { $0.major == major && minor == 0 }
    }

    /// Why this connector does not speak to the server.
    var refusal: String {
        "Odoo \(version) is not supported; this connector speaks \(OdooRelease.names.joined(separator: " and "))"
    }
}
