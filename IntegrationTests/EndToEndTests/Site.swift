import Foundation
import JSON
import Testing

/// A folder with a configuration for one fleet and Odoo, removed with this object.
final class Site {
    let folder: URL
    static let secrets = ["FLEET_PASSWORD": "fleet-demo", "ODOO_KEY": "connector"]

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("site-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    var configuration: String { folder.appendingPathComponent("purlin.yaml").path }

    /// Writes the configuration, after `change` had its way with the text of a sound one.
    func configure(
        fleet: String = "http://127.0.0.1:9/iso",
        odoo: String = "http://127.0.0.1:9",
        clock: String? = nil,
        _ change: (String) -> String = { $0 }
    ) throws {
        let text = """
            company: {code: KST, currency: USD, timeZone: America/Denver}
            store: {path: purlin.sqlite}
            \(clock.map { "clock: {follow: \"\($0)\"}" } ?? "")
            systems:
              fleet:
                connector: telematics
                every: 1h
                address: "\(fleet)"
                user: kst
                password: env:FLEET_PASSWORD
              odoo:
                connector: odoo
                address: "\(odoo)"
                database: kestrel
                login: connector
                key: env:ODOO_KEY
            people:
              - {id: equipment.manager, roles: [equipment-manager]}
              - {id: integration.operator, roles: [integration-operator]}
            flows:
              equipmentUsageToJobCost:
                from: [fleet]
                to: odoo
                settleAfter: 6h
                projects:
                  - {code: 26-014, name: North Rim Interchange}
                equipment:
                  - {code: EX-104, category: excavator, oem: Kestrel, serial: KX30A00104, pin: KST0KX30A00104}
                assignments:
                  - {equipment: EX-104, project: 26-014, costCode: 02-315, from: 2026-01-01}
                rates:
                  - {category: excavator, from: 2026-01-01, perHour: "75.00"}

            """
        try change(text).write(toFile: configuration, atomically: true, encoding: .utf8)
    }

    func purlin(
        _ arguments: String...,
        environment: [String: String] = secrets
    ) async throws -> Executables.Outcome {
        try await Executables.purlin(arguments + ["--config", configuration], environment: environment)
    }
}
