import CanonicalModel
import ConnectorKit
import ConnectorTesting
import FoundationEssentials
import JSON
import OdooConnector
import Testing

/// A secret that must never be seen outside of a request's body.
let canary = "canary-7f3a-key"

extension OdooConnector {
    /// A connector in front of a scripted Odoo.
    init(_ odoo: ScriptedOdoo, _ values: [String: ConnectorConfiguration.Value] = [:]) throws {
        try self.init(configuration: .odoo(values), services: .scripted(odoo.transport))
    }
}

extension ConnectorConfiguration {
    static func odoo(_ values: [String: Value] = [:]) -> ConnectorConfiguration {
        let standard: [String: Value] = [
            "address": .text("http://127.0.0.1:8069/"), "database": .text("kestrel"),
            "login": .text("purlin@kestrel.example"),
            "key": .secret(Secret(canary)),
        ]
        return ConnectorConfiguration(system: "odoo-kestrel", values: standard.merging(values) { _, given in given })
    }
}

extension ConnectorServices {
    static let noon = Instant(seconds: 1_767_614_400)

    static func scripted(_ transport: any HTTPTransport, log: any ConnectorLog = RecordingLog()) -> ConnectorServices {
        ConnectorServices(transport: transport, clock: ManualClock(noon), log: log)
    }
}

extension CostEntry {
    /// A cost of machine EX-104 on the project 26-014.
    static func fixture(
        key: String = "EX-104/2026-01-05/1",
        project: String = "26-014",
        hours: String = "7.75",
        rate: String = "75",
        currency: String = "USD"
    ) throws -> CostEntry {
        CostEntry(
            key: key,
            company: "KST",
            project: project,
            costCode: "02-315",
            serviceDate: try #require(CalendarDate("2026-01-05")),
            equipment: "EX-104",
            hours: try #require(Decimal(plain: hours)),
            rate: Money(try #require(Decimal(plain: rate)), try #require(Currency(currency)))
        )
    }
}

extension Delivery {
    init(_ object: some CanonicalObject) {
        self.init(key: "delivery of \(object.key)", object: type(of: object).name, payload: object.json)
    }

    /// A cost of machine EX-104.
    static func cost(
        key: String = "EX-104/2026-01-05/1",
        project: String = "26-014",
        hours: String = "7.75",
        rate: String = "75",
        currency: String = "USD"
    ) throws -> Delivery {
        Delivery(try CostEntry.fixture(key: key, project: project, hours: hours, rate: rate, currency: currency))
    }

    /// Costs with the keys `EX-104/1`, `EX-104/2` and so on.
    static func costs(_ count: Int) throws -> [Delivery] {
        try (1...count).map { try cost(key: "EX-104/\($0)") }
    }
}

extension DeliveryOutcome {
    /// What was found, if it was applied.
    var record: FoundRecord? {
        guard case .applied(let record) = self else { return nil }
        return record
    }

    /// Why it was rejected, if it was.
    var rejection: String? {
        guard case .rejected(let reason) = self else { return nil }
        return reason
    }
}

/// What `apply` throws.
func applyError(_ odoo: ScriptedOdoo, _ batch: [Delivery]) async throws -> ConnectorError? {
    await connectorError(of: try OdooConnector(odoo)) { connector throws(ConnectorError) in
        _ = try await connector.apply(batch)
    }
}

/// What `find` throws.
func findError(_ odoo: ScriptedOdoo, _ batch: [Delivery]) async throws -> ConnectorError? {
    await connectorError(of: try OdooConnector(odoo)) { connector throws(ConnectorError) in
        _ = try await connector.find(batch)
    }
}

/// What a use of a connector throws.
func connectorError(
    of connector: OdooConnector,
    _ use: (OdooConnector) async throws(ConnectorError) -> Void
) async -> ConnectorError? {
    do {
        try await use(connector)
        return nil
    } catch {
        return error
    }
}
