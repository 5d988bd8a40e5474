public import CanonicalModel
public import ConnectorKit

/// Connects to Odoo 17, 18 and 19 by JSON-2, JSON-RPC or XML-RPC.
///
/// Writes projects, machines and costs by `load()` with external ids of its own, so that repeating a delivery updates
/// the same record; reads projects, machines and the costs that it wrote, and where it is told how Odoo keeps them, cost codes
/// and employees. Objects, rights and error mapping are
/// described in this folder's README (domain.md §8).
public struct OdooConnector: RESTSink, IncrementalRESTSource, RESTSource, ExpiringCredentials {
    /// Name, version and configuration keys.
    public static let manifest = ConnectorManifest(
        id: "odoo",
        version: "0.1.0",
        summary: "Writes projects, equipment, cost and purchases to Odoo 17 to 19, and reads back what Odoo holds.",
        configuration: configurationKeys,
        reads: ["Project", "Equipment", PostedCost.name, CostCode.name, Employee.name],
        writes: [
            "Project", "Equipment", "CostEntry", "PurchaseOrder", "Receipt", "SupplierInvoice", "Payment",
        ],
        wireVersions: OdooRelease.wireVersions,
        // Odoo limits no rate, but a server has few workers, and its people need some of them.
        limits: CallLimits(concurrentCalls: 4),
        roles: [.odoo]
    )

    /// How many deliveries one call of ``apply(_:)`` or ``find(_:)`` may carry.
    public let batchLimit: Int
    /// Records of one call are loaded in their order, and none is put off.
    public let keepsOrder = true
    /// One call at a time: calls side by side would create the same manufacturer or model twice.
    public let parallelCalls = 1

    let settings: OdooSettings
    let services: ConnectorServices
    let session: OdooSession
    let references: ReferenceCache

    /// Creates a connector; nothing is sent before its first use.
    ///
    /// - Parameters:
    ///   - configuration: Values that match the manifest.
    ///   - services: Transport, clock and log.
    /// - Throws: ``ConnectorError/invalidConfiguration(key:reason:)`` for the first value that cannot be used.
    public init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        settings = try OdooSettings(configuration)
        batchLimit = settings.batchLimit
        self.services = services
        session = OdooSession(settings, OdooWires(settings, services), clock: services.clock)
        references = ReferenceCache(session)
    }

    /// When the API key ends, if the configuration says so: Odoo does not tell which of its keys was used.
    public var credentialsExpireAt: Instant? { settings.keyExpiresAt }

    private static let configurationKeys = [
        ConfigurationKey(
            "address",
            .address(schemes: ["https", "http"]),
            required: true,
            summary: "Odoo's address, for example https://erp.example."
        ),
        ConfigurationKey("database", .text, required: true, summary: "The name of the database."),
        ConfigurationKey("login", .text, required: true, summary: "The login of the integration's own user."),
        ConfigurationKey("key", .secret, required: true, summary: "That user's API key or password."),
        ConfigurationKey(
            "keyExpires",
            .text,
            summary: "The day on which that API key ends, for example 2026-03-31; a case warns two weeks before."
        ),
        ConfigurationKey(
            "company",
            .text,
            summary: "The company that is written for, as Odoo names it; without it the user's own."
        ),
        ConfigurationKey(
            "companyCode",
            .text,
            summary: "That company's code in costs; a cost of another company is refused. Without it all are taken."
        ),
        ConfigurationKey(
            "wire",
            .text,
            default: OdooSettings.Defaults.wire,
            summary: "How calls are carried: auto, json2, jsonrpc or xmlrpc; auto takes what the version asks for."
        ),
        ConfigurationKey(
            "namespace",
            .text,
            default: OdooSettings.Defaults.namespace,
            summary: "The module part of external ids: letters, digits, underscores; never the name of an Odoo module."
        ),
        ConfigurationKey(
            "batchLimit",
            .integer(OdooSettings.Defaults.batchRange),
            default: "\(OdooSettings.Defaults.batchLimit)",
            summary: "How many records one call writes."
        ),
        ConfigurationKey(
            "analyticPlan",
            .text,
            default: OdooSettings.Defaults.analyticPlan,
            summary: "The external id of the analytic plan that new projects' accounts belong to."
        ),
        ConfigurationKey(
            "costCodePlan",
            .text,
            summary:
                "The external id of the analytic plan whose accounts are the company's cost codes; without it none is read."
        ),
        ConfigurationKey(
            "employeeNumber",
            .text,
            summary: "The field of employees that bears their number, for example barcode; without it none is read."
        ),
        ConfigurationKey(
            "deletionLimit",
            .integer(OdooSettings.Defaults.deletionRange),
            summary: "How many records may vanish between two reads before a person is asked; by default a tenth."
        ),
        ConfigurationKey(
            "timeZone",
            .text,
            default: OdooSettings.Defaults.timeZone,
            summary: "The IANA zone of projects that are read from Odoo, which keeps none."
        ),
    ]
}
