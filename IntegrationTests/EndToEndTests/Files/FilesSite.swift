import FileServers
import Foundation
import JSON
import Testing

/// A contractor whose payroll and estimating systems are reached over a real SFTP server, with the configuration that
/// connects them; removed with this object.
final class FilesSite {
    /// How the simulated systems write and read.
    struct Systems {
        var payrollLayout = "adp"
        var estimateFormat = "csv"
        var dialect = "german-utf16"
        /// Where payroll's files are looked for, if not on the server.
        var payrollAddress: String?
    }

    let folder: URL
    let server: SFTPServer
    let payroll: RunningSimulator
    let estimating: RunningSimulator
    let odoo: RunningSimulator
    private let systems: Systems

    init(_ systems: Systems = Systems()) async throws {
        self.systems = systems
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("files-\(UUID().uuidString)")
        for name in ["time/incoming", "changes/incoming"] {
            try FileManager.default.createDirectory(
                at: folder.appendingPathComponent(name),
                withIntermediateDirectories: true
            )
        }
        server = try SFTPServer()
        payroll = try await RunningSimulator(
            "payroll-simulator",
            [
                "--folder", server.root.appendingPathComponent("payroll").path, "--layout", systems.payrollLayout,
                "--start", Self.start,
            ]
        )
        estimating = try await RunningSimulator(
            "estimating-simulator",
            [
                "--folder", server.root.appendingPathComponent("estimating").path, "--format", systems.estimateFormat,
                "--dialect", systems.dialect, "--option", "story=false", "--start", Self.start,
            ]
        )
        odoo = try await RunningSimulator(
            "odoo-simulator",
            ["--database", "kestrel", "--grant-fleet", "true", "--start", Self.start]
        )
        try configure()
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private static let start = "2026-01-01T07:00:00Z"

    /// Drops a file into a folder of this machine, as another program does: whole, by renaming it.
    func drop(_ text: String, into system: String, as name: String) throws {
        let place = folder.appendingPathComponent("\(system)/incoming")
        let partial = place.appendingPathComponent("\(name).partial")
        try Data(text.utf8).write(to: partial)
        try FileManager.default.moveItem(at: partial, to: place.appendingPathComponent(name))
    }

    /// Lets the clocks of all systems go on.
    func set(to time: String) async throws {
        for system in [payroll, estimating, odoo] { try await system.control("POST", "clock", ["set": .string(time)]) }
    }

    /// Lets the clocks of all systems go on, and does what is due.
    func go(to time: String) async throws {
        try await set(to: time)
        try await work()
    }

    /// Does what is due now.
    func work() async throws {
        let run = try await purlin("run", "--once")
        try #require(run.status == 0, "\(run.output) \(run.errors)")
    }

    /// Approves everything that waits for a person.
    func decide(as person: String) async throws {
        let outcome = try await purlin("approvals", "approve", "--all", "--as", person)
        let cases = try await cases()
        try #require(outcome.status == 0, "\(outcome.output) \(outcome.errors) \(cases)")
    }

    /// Approves everything that waits for a person, and does what follows.
    func approve(as person: String) async throws {
        try await decide(as: person)
        try await work()
    }

    func purlin(_ arguments: String...) async throws -> Executables.Outcome {
        try await Executables.purlin(arguments + configurationArguments, environment: Self.secrets)
    }

    static let secrets = ["ODOO_KEY": "connector"]

    var configurationArguments: [String] { ["--config", folder.appendingPathComponent("purlin.yaml").path] }

    /// The open cases.
    func cases() async throws -> [JSON] {
        try await purlin("cases", "list", "--json").answer()["cases"]?.arrayValue ?? []
    }

    /// The lines of cost that Odoo holds.
    func costs() async throws -> [JSON] {
        try await odoo.control("GET", "truth")["analyticLines"]?.arrayValue ?? []
    }
}

extension FilesSite {
    private func configure() throws {
        try FileManager.default.copyItem(
            at: server.privateKey,
            to: folder.appendingPathComponent("id_ed25519")
        )
        for (name, text) in Self.mappings { try write(text, name) }
        try write(configuration, "purlin.yaml")
    }

    private func write(_ text: String, _ name: String) throws {
        try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }

    private func sftp(_ name: String, at address: String? = nil, _ folders: String) -> String {
        """
              {address: "\(address ?? "\(server.address)/\(name)")", user: \(server.user), privateKey: "file:id_ed25519",
                     hostKey: "\(server.hostKey)", folders: \(folders)}
        """
        .trimmingCharacters(in: .whitespaces)
    }

    private var payrollKeys: String {
        switch systems.payrollLayout {
        case "adp": "companyCode: KST"
        case "paychex": "clientId: KST00001"
        default: "companyNumber: 1"
        }
    }

    private var configuration: String {
        let estimating = Self.estimatingKeys[systems.estimateFormat] ?? "mapping: estimate.mapping.yaml"
        return """
            company: {code: KST, currency: USD, timeZone: America/Denver}
            store: {path: purlin.sqlite}
            clock: {follow: "\(payroll.address)"}
            systems:
              time:
                connector: csv
                every: 1m
                mapping: time.mapping.yaml
                files: {address: time}
              changes:
                connector: csv
                every: 1m
                mapping: changes.mapping.yaml
                files: {address: changes}
              payroll:
                connector: payroll
                every: 1m
                layout: \(systems.payrollLayout)
                \(payrollKeys)
                files: \(sftp("payroll", at: systems.payrollAddress, "{incoming: outbound, outgoing: inbound, processed: taken}"))
              estimating:
                connector: estimating
                every: 1m
                \(estimating)
                files: \(sftp("estimating", "{incoming: outbound}"))
              odoo:
                connector: odoo
                address: "\(odoo.address)"
                database: kestrel
                login: connector
                key: env:ODOO_KEY
            people:
              - {id: pat, roles: [payroll]}
              - {id: fay, roles: [finance]}
              - {id: ben, roles: [budget-manager]}
              - {id: integration.operator, roles: [integration-operator]}
            codes:
              - {system: [time, payroll, changes, estimating], from: 03-300, type: L, to: 03-300, costType: labour, validFrom: 2025-12-01, approvedBy: fay}
              - {system: [time, payroll], from: 03-300, to: 03-300, costType: labour, validFrom: 2025-12-01, approvedBy: fay}
              - {system: [time, payroll], from: 03-200, to: 03-200, costType: labour, validFrom: 2025-12-01, approvedBy: fay}
              - {system: estimating, from: 03-200, type: M, to: 03-200, costType: material, validFrom: 2025-12-01, approvedBy: fay}
              - {system: estimating, from: 03-300, type: M, to: 03-300, costType: material, validFrom: 2025-12-01, approvedBy: fay}
              - {system: estimating, from: 02-315, type: E, to: 02-315, costType: equipment, validFrom: 2025-12-01, approvedBy: fay}
              - {system: estimating, from: 31-600, to: 31-600, costType: subcontract, validFrom: 2025-12-01, approvedBy: fay}
              - {system: estimating, from: 03-300, type: "1", to: 03-300, costType: labour, validFrom: 2025-12-01, approvedBy: fay}
              - {system: estimating, from: 03-200, type: "3", to: 03-200, costType: material, validFrom: 2025-12-01, approvedBy: fay}
              - {system: estimating, from: 03-300, type: "3", to: 03-300, costType: material, validFrom: 2025-12-01, approvedBy: fay}
              - {system: estimating, from: 02-315, type: "2", to: 02-315, costType: equipment, validFrom: 2025-12-01, approvedBy: fay}
            flows:
              estimateToBudget:
                from: [estimating, changes]
                budgetRole: budget-manager
                projects:
                  - {code: 26-014, estimates: [E26-014]}
              timeToPayrollToJobCost:
                from: [time]
                payroll: payroll
                to: odoo
                period: {ends: 2026-01-04, days: 7}
                cutoff: 12h
                collectFor: 0s
                rejects: \(systems.payrollLayout == "paychex" ? "check" : "line")
                payrollRole: payroll
                financeRole: finance
                projects:
                  - {code: 26-014, name: North Rim Interchange}

            """
    }

    /// How each format tells which estimate it is.
    private static let estimatingKeys = [
        "csv": "mapping: estimate.mapping.yaml",
        "sage": """
        format: sage
            identity: "file:{number}_R{revision}_{any}"
            status: awarded
            currency: USD
        """,
        "bc3": """
        format: bc3
            identity: "heading:{number}\\\\{revision}\\\\{status}"
            currency: USD
        """,
        "gaeb-x84": gaeb,
        "gaeb-x86": gaeb,
    ]

    private static let gaeb = """
        format: gaeb
            identity: "heading:{number} Rev {revision} {status}"
            costCode: "catalogue:CostCode"
            costType: "catalogue:CostType"
        """

    private static let mappings = [
        "time.mapping.yaml": """
        object: timesheet
        table: {dates: YYYY-MM-DD}
        recordId: [Id]
        fields:
          employee: {column: Employee, pad: 6}
          date: Date
          project: Project
          costCode: Cost Code
          payCode: Pay Code
          hours: Hours
          status: {column: Status, values: {Approved: approved, Open: submitted}, otherwise: refuse}
          approvedBy: Approved By

        """,
        "changes.mapping.yaml": """
        object: change-order
        fields:
          project: Project
          number: Change Order
          status: {column: Status, values: {Approved: approved, Pending: submitted}, otherwise: refuse}
          currency: {constant: USD}
          contractAmount: Contract
          costCode: Cost Code
          costType: Type
          amount: Budget

        """,
        "estimate.mapping.yaml": """
        object: estimate
        table:
          encoding: utf-16le
          delimiter: ";"
          numbers: {decimal: ",", group: "."}
        fields:
          number: Estimate
          revision: Rev
          status: {column: Status, values: {AWARDED: awarded, OPEN: open}, otherwise: refuse}
          currency: {constant: USD}
          path: {join: [BidItem, Activity, Resource], with: /}
          kind: {column: Type, values: {X: markup, A: assembly}, otherwise: item}
          alternate: {column: Alt, values: {BASE: ""}}
          accepted: {constant: "true"}
          costCode: Cost Code
          costType: Type
          text: Beschreibung
          quantity: Menge
          unit: ME
          unitPrice: EP
          amount: Betrag

        """,
    ]
}
