import CanonicalModel
import JSON

/// A version of Odoo, and everything in which this connector treats it unlike another (domain.md §8, odoo.md).
struct OdooRelease: Sendable, Hashable {
    /// The number before the point.
    let major: Int64
    /// The wire form that is used unless another one is configured.
    let form: WireForm
    /// The field of `project.project` that holds the analytic account.
    let projectAccountField: String
    /// The field of `account.payment` that holds its memo.
    let paymentMemoField: String
    /// The field of `account.payment` that holds the bills it was registered for; before Odoo 18 each payment has an entry,
    /// and lowers what is open on its bills at once.
    let paymentBillsField: String?
    /// The field of `purchase.order.line` that holds its unit.
    let orderUnitField: String
    /// The field of `res.users.apikeys` that holds a key's end; keys have none before Odoo 18.
    let keyExpiryField: String?
    /// How a user's right on a model is asked for.
    let rightsQuestion: RightsQuestion
    /// The lock dates of a company.
    let lockKinds: [LedgerLock.Kind]

    /// How a user's right on a model is asked for; both answer a truth value.
    enum RightsQuestion: Sendable, Hashable {
        /// `check_access_rights(operation, raise_exception=False)`, a method of the model.
        case checkAccessRights
        /// `has_access(operation)` of no records, which took its place.
        case hasAccess
    }

    /// The versions that this connector speaks.
    static let supported = [
        OdooRelease(
            major: 17,
            form: .jsonrpc,
            projectAccountField: "analytic_account_id",
            paymentMemoField: "ref",
            paymentBillsField: nil,
            orderUnitField: "product_uom",
            keyExpiryField: nil,
            rightsQuestion: .checkAccessRights,
            lockKinds: [.period, .fiscalyear, .tax]
        ),
        OdooRelease(
            major: 18,
            form: .jsonrpc,
            projectAccountField: "account_id",
            paymentMemoField: "memo",
            paymentBillsField: "invoice_ids",
            orderUnitField: "product_uom",
            keyExpiryField: "expiration_date",
            rightsQuestion: .checkAccessRights,
            lockKinds: [.fiscalyear, .tax, .sale, .purchase, .hard]
        ),
        OdooRelease(
            major: 19,
            form: .json2,
            projectAccountField: "account_id",
            paymentMemoField: "memo",
            paymentBillsField: "invoice_ids",
            orderUnitField: "product_uom_id",
            keyExpiryField: "expiration_date",
            rightsQuestion: .hasAccess,
            lockKinds: [.fiscalyear, .tax, .sale, .purchase, .hard]
        ),
    ]

    /// The names of all versions that this connector speaks.
    static let names = supported.map { "\($0.major).0" }

    /// Each version with each form that it speaks, as people call them.
    static let wireVersions = supported.flatMap { release in
        WireForm.allCases.filter { $0 != .json2 || release.form == .json2 }.map {
            "Odoo \(release.major).0 \($0.title)"
        }
    }
}

/// What a server says about itself.
struct OdooServer: Sendable, Hashable {
    /// The version with its date, for example `18.0-20250520`.
    let version: String
    /// Whether it is the Enterprise edition.
    let isEnterprise: Bool
    /// The version as this connector knows it; `nil` for one that it does not speak.
    let release: OdooRelease?

    /// Reads the answer of `common.version`.
    init(_ reader: JSONReader) throws(JSONAccessError) {
        version = try reader.member("server_version").string()
        let numbers = try reader.member("server_version_info").elements().map(\.value)
        guard numbers.count >= 2 else {
            throw JSONAccessError(
                path: "version.server_version_info",
                expected: "two numbers",
                found: "\(numbers.count)"
            )
        }
        // The first part of a release between two major ones is a text such as `saas~17`.
        release = OdooRelease.supported.first { $0.major == numbers[0]?.integerValue && numbers[1] == 0 }
        isEnterprise = numbers.last == "e"
    }

    /// The edition as people call it.
    var edition: String { isEnterprise ? "Enterprise" : "Community" }

    /// Why this connector does not speak to the server.
    var refusal: String {
        let names = OdooRelease.names
        let list = names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
        return "Odoo \(version) is not supported; this connector speaks \(list)"
    }
}
