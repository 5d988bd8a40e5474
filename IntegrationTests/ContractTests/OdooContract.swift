import CanonicalModel
import ConnectorConformance
import ConnectorKit
import Foundation
import JSON
import OdooConnector
import Testing

/// What the Odoo connector needs of Odoo 18 over JSON-RPC.
///
/// With `PURLIN_ODOO_ADDRESS`, `PURLIN_ODOO_DATABASE`, `PURLIN_ODOO_LOGIN` and `PURLIN_ODOO_KEY` in the environment it is tried
/// with that server, of which it reads and writes nothing; what it writes is tried by `OdooContractTests`, which make
/// records there.
enum OdooContract: ContractSubject {
    static let consumer = "purlin-odoo"
    static let provider = "odoo"
    private static let key = "key-of-the-connector"
    private static let start = "2026-01-06T06:00:00Z"
    static let simulator = (
        name: "odoo-simulator",
        arguments: ["--database", "kestrel", "--grant-fleet", "true", "--start", start]
    )

    static let expectations: [ContractExpectation<Self>] = [
        ContractExpectation(name: "the user is known and may do what the connector does") { connector in
            let findings = try await connector.check()
            #expect(findings.allSatisfy { $0.result != .failed }, "\(findings)")
        },
        ContractExpectation(name: "projects, machines and posted cost can be read") { connector in
            for stream in connector.streams {
                let page = try await connector.page(of: stream, after: nil)
                #expect(page.records.allSatisfy { $0.object == stream.object || $0.object == SourceRecord.deletion })
            }
        },
        ContractExpectation(
            name: "a cost is posted on the account of its project",
            states: [PactState(name: "an analytic account exists", parameters: ["code": "26-014"])]
        ) { connector in
            let outcomes = try await connector.apply([try cost(project: "26-014")])
            let isApplied = if case .applied? = outcomes.first { true } else { false }
            #expect(isApplied, "\(outcomes)")
        },
        ContractExpectation(
            name: "a cost of a project that nobody knows is refused",
            states: [PactState(name: "an analytic account exists", parameters: ["code": "26-014"])]
        ) { connector in
            let outcomes = try await connector.apply([try cost(project: "99-999")])
            let isRefused = if case .rejected? = outcomes.first { true } else { false }
            #expect(isRefused, "\(outcomes)")
        },
    ]

    private static func cost(project: String) throws -> Delivery {
        let entry = CostEntry(
            key: "contract-1",
            company: "KST",
            project: project,
            costCode: "03-300",
            serviceDate: try #require(CalendarDate("2026-01-05")),
            equipment: "EX-104",
            hours: 8,
            rate: Money(75, try #require(Currency("USD")))
        )
        return Delivery(
            key: "CostEntry/KST/\(entry.key)",
            object: CostEntry.name,
            payload: entry.json,
            controlTotals: entry.controlTotals
        )
    }

    static func real(in environment: [String: String]) -> ContractAccess? {
        environment["PURLIN_ODOO_ADDRESS"].map {
            ContractAccess(
                address: $0,
                database: environment["PURLIN_ODOO_DATABASE"] ?? "",
                user: environment["PURLIN_ODOO_LOGIN"] ?? "",
                secret: Secret(environment["PURLIN_ODOO_KEY"] ?? "")
            )
        }
    }

    static func simulated(at address: String) -> ContractAccess {
        ContractAccess(address: address, database: "kestrel", user: "connector", secret: Secret(key))
    }

    /// None: the key stands in each call, in the pact as a word that the simulator is given as a key, too.
    static func credentials() -> [HTTPField] { [] }

    static func admit(_ secret: Secret, to simulator: SimulatedSystem) async throws {
        let key: JSON = ["login": "connector", "key": .string(secret.withValue(\.self))]
        try await simulator.control("POST", "keys", key)
    }

    static func changes(_ request: HTTPRequest) -> Bool {
        let call = try? JSON(parsing: request.body)
        let method = call?["params"]?["args"]?[4]?.stringValue ?? ""
        return ["create", "write", "load", "unlink"].contains(method)
    }

    static func client(_ access: ContractAccess, over transport: any HTTPTransport) throws -> OdooConnector {
        try OdooConnector(
            configuration: ConnectorConfiguration(
                system: "odoo",
                values: [
                    "address": .text(access.address), "database": .text(access.database), "login": .text(access.user),
                    "key": .secret(access.secret), "wire": .text("jsonrpc"), "timeZone": .text("America/Denver"),
                ]
            ),
            services: ConnectorServices(
                transport: transport,
                clock: ManualClock(try #require(Instant(start))),
                log: RecordingLog()
            )
        )
    }
}
