import CanonicalModel
import ConnectorKit
import FoundationEssentials

/// The configured values, checked.
struct OdooSettings: Sendable {
    /// Odoo's address without a slash at its end.
    let address: String
    let database: String
    let login: String
    /// The user's password or API key.
    let key: Secret
    /// When the key ends.
    let keyExpiresAt: Instant?
    /// The name of the company that is written for; `nil` for the user's own.
    let company: String?
    /// The code of that company in costs; `nil` if costs of any company are taken.
    let companyCode: String?
    /// How calls are carried; `nil` for what the server's version asks for.
    let wire: WireForm?
    /// The module part of all external ids.
    let namespace: String
    /// How many deliveries one call may carry.
    let batchLimit: Int
    /// The external id of the plan that new analytic accounts belong to.
    let analyticPlan: ExternalID
    /// The external id of the plan whose accounts are the company's cost codes; `nil` if Odoo keeps no list of them.
    let costCodePlan: ExternalID?
    /// The field of employees that bears their number; `nil` if Odoo's list of them is not read.
    let employeeNumber: String?
    /// How many records may vanish between two reads before a person is asked; `nil` for a tenth of them.
    let deletionLimit: Int?
    /// The zone of projects that are read from Odoo, which keeps none.
    let timeZone: String?

    init(_ configuration: ConnectorConfiguration) throws(ConnectorError) {
        address = try Self.address(configuration)
        database = try Self.words(configuration, "database")
        login = try Self.words(configuration, "login")
        guard let key = configuration.secret("key"), key.withValue({ !$0.isEmpty }) else {
            throw .invalidConfiguration(key: "key", reason: "is missing; give the user's API key or password")
        }
        self.key = key
        keyExpiresAt = try configuration.day("keyExpires")
        company = configuration.text("company")
        companyCode = configuration.text("companyCode")
        wire = try Self.wire(configuration)
        namespace = configuration.text("namespace") ?? Defaults.namespace
        guard ExternalID.isPlainWord(namespace) else {
            throw .invalidConfiguration(
                key: "namespace",
                reason: "must be letters, digits and underscores, got '\(namespace)'"
            )
        }
        let limit = configuration.integer("batchLimit") ?? Int64(Defaults.batchLimit)
        guard Defaults.batchRange.contains(limit) else {
            throw .invalidConfiguration(key: "batchLimit", reason: "must be 1 to 10000, got \(limit)")
        }
        batchLimit = Int(limit)
        analyticPlan = try Self.plan(configuration.text("analyticPlan") ?? Defaults.analyticPlan, "analyticPlan")
        costCodePlan = try Self.costCodePlan(configuration, besides: analyticPlan)
        employeeNumber = try Self.employeeNumber(configuration)
        deletionLimit = try Self.deletionLimit(configuration)
        timeZone = configuration.text("timeZone")
        if let timeZone, SiteZone(timeZone) == nil {
            throw .invalidConfiguration(
                key: "timeZone",
                reason: "must be an IANA zone such as America/Denver, got '\(timeZone)'"
            )
        }
    }

    /// Makes the configured texts available where the manifest declares them.
    enum Defaults {
        static let wire = "auto"
        static let namespace = "purlin"
        static let batchLimit = 1000
        static let batchRange: ClosedRange<Int64> = 1...10_000
        static let analyticPlan = "analytic.analytic_plan_projects"
        static let timeZone = "UTC"
        static let deletionRange: ClosedRange<Int64> = 0...10_000_000
    }

    private static func wire(_ configuration: ConnectorConfiguration) throws(ConnectorError) -> WireForm? {
        let text = configuration.text("wire") ?? Defaults.wire
        guard text != Defaults.wire else { return nil }
        guard let form = WireForm(rawValue: text) else {
            let names = ([Defaults.wire] + WireForm.allCases.map(\.rawValue)).joined(separator: ", ")
            throw .invalidConfiguration(key: "wire", reason: "must be one of \(names), got '\(text)'")
        }
        return form
    }

    private static func plan(_ text: String, _ key: String) throws(ConnectorError) -> ExternalID {
        guard let plan = ExternalID(text) else {
            throw .invalidConfiguration(key: key, reason: "must be an external id such as \(Defaults.analyticPlan)")
        }
        return plan
    }

    private static func costCodePlan(
        _ configuration: ConnectorConfiguration,
        besides projects: ExternalID
    ) throws(ConnectorError) -> ExternalID? {
        let key = "costCodePlan"
        guard let plan = try configuration.text(key).map({ text throws(ConnectorError) in try plan(text, key) }) else {
            return nil
        }
        guard plan != projects else {
            throw .invalidConfiguration(key: key, reason: "names \(plan.text), the plan of the projects' accounts")
        }
        return plan
    }

    /// Fields of `hr.employee` that nobody may use for a number.
    private static let identityFields: Set<String> = [
        "name", "ssnid", "sinid", "identification_id", "passport_id", "visa_no", "permit_no", "pin", "private_email",
        "private_phone", "birthday",
    ]

    private static func employeeNumber(_ configuration: ConnectorConfiguration) throws(ConnectorError) -> String? {
        guard let field = configuration.text("employeeNumber") else { return nil }
        guard ExternalID.isPlainWord(field) else {
            let reason = "must be a field of employees, for example barcode, got '\(field)'"
            throw .invalidConfiguration(key: "employeeNumber", reason: reason)
        }
        guard !identityFields.contains(field) else {
            let reason =
                "names \(field), which identifies a person beyond the company: numbers stand in cases and output"
            throw .invalidConfiguration(key: "employeeNumber", reason: reason)
        }
        guard configuration.text("companyCode") != nil else {
            let reason = "needs `companyCode`, the code of the company that its employees belong to"
            throw .invalidConfiguration(key: "employeeNumber", reason: reason)
        }
        return field
    }

    private static func deletionLimit(_ configuration: ConnectorConfiguration) throws(ConnectorError) -> Int? {
        guard let limit = configuration.integer("deletionLimit") else { return nil }
        guard Defaults.deletionRange.contains(limit) else {
            throw .invalidConfiguration(key: "deletionLimit", reason: "must be 0 to 10000000, got \(limit)")
        }
        return Int(limit)
    }

    private static func words(_ configuration: ConnectorConfiguration, _ key: String) throws(ConnectorError) -> String {
        let text = try configuration.requiredText(key)
        guard !text.isEmpty else { throw .invalidConfiguration(key: key, reason: "is empty") }
        return text
    }

    private static func address(_ configuration: ConnectorConfiguration) throws(ConnectorError) -> String {
        let text = try configuration.requiredText("address")
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), parts.host?.isEmpty == false
        else {
            throw .invalidConfiguration(
                key: "address",
                reason: "must be an address such as https://erp.example, without credentials"
            )
        }
        guard parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil else {
            let reason = "must not carry credentials, a query or a fragment; `login` and `key` are keys of their own"
            throw .invalidConfiguration(key: "address", reason: reason)
        }
        return String(text.reversed().drop { $0 == "/" }.reversed())
    }
}

extension OdooSettings {
    /// Whether user and key would cross a network in clear text.
    var isUnprotected: Bool {
        guard let parts = URLComponents(string: address), parts.scheme?.lowercased() == "http" else { return false }
        return !["localhost", "127.0.0.1", "::1", "[::1]"].contains(parts.host ?? "")
    }
}
