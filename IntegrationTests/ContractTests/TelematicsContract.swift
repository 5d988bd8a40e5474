import CanonicalModel
import ConnectorConformance
import ConnectorKit
import Foundation
import JSON
import TelematicsConnector
import Testing

/// What the telematics connector needs of a provider that speaks ISO 15143-3 in JSON.
///
/// With `PURLIN_TELEMATICS_ADDRESS`, `PURLIN_TELEMATICS_USER` and `PURLIN_TELEMATICS_PASSWORD` in the environment it is tried
/// with that provider, of which it reads the snapshot and nothing else.
enum TelematicsContract: ContractSubject {
    static let consumer = "purlin-telematics"
    static let provider = "telematics"
    static let simulator = (
        name: "telematics-simulator", arguments: ["--seed", "1", "--start", "2026-01-06T02:30:00Z"]
    )
    private static let password = "fleet-demo"

    static let expectations: [ContractExpectation<Self>] = [
        ContractExpectation(name: "an account is known, and its first page can be read") { connector in
            let findings = try await connector.check()
            #expect(findings.allSatisfy { $0.result != .failed }, "\(findings)")
        },
        ContractExpectation(name: "the snapshot is read page by page, each machine with its hours") { connector in
            var cursor: Cursor?
            var count = 0
            for stream in connector.streams {
                repeat {
                    let page = try await connector.page(of: stream, after: cursor)
                    for record in page.records { _ = try MeterReading(JSONReader(record.payload)) }
                    count += page.records.count
                    cursor = page.hasMore ? page.next : nil
                } while cursor != nil
            }
            #expect(count > 0)
        },
        ContractExpectation(
            name: "a machine's hours are exact",
            states: [
                PactState(name: "a machine reports", parameters: ["equipment": .string(machine), "hours": "4211.60"])
            ]
        ) { connector in
            let stream = try #require(connector.streams.first)
            let page = try await connector.page(of: stream, after: nil)
            let readings = try page.records.map { try MeterReading(JSONReader($0.payload)) }
            #expect(readings.contains { $0.counterSeconds == 15_161_760 }, "\(readings)")
        },
        ContractExpectation(
            name: "a provider that is down is tried again later",
            states: [PactState(name: "a provider is unavailable", parameters: ["fleet": "json"])]
        ) { connector in try await expectUnavailable(connector) },
        ContractExpectation(
            name: "a provider that asks for patience is tried again later",
            states: [PactState(name: "a provider asks for patience", parameters: ["fleet": "json"])]
        ) { connector in try await expectUnavailable(connector) },
    ]

    private static func expectUnavailable(_ connector: TelematicsConnector) async throws {
        let stream = try #require(connector.streams.first)
        await #expect {
            _ = try await connector.page(of: stream, after: nil)
        } throws: { error in
            if case .unavailable? = error as? ConnectorError { true } else { false }
        }
    }

    /// A machine of the fleet that speaks JSON.
    private static let machine = "GR-602"

    static func real(in environment: [String: String]) -> ContractAccess? {
        environment["PURLIN_TELEMATICS_ADDRESS"].map {
            ContractAccess(
                address: $0,
                database: "",
                user: environment["PURLIN_TELEMATICS_USER"] ?? "",
                secret: Secret(environment["PURLIN_TELEMATICS_PASSWORD"] ?? "")
            )
        }
    }

    static func simulated(at address: String) -> ContractAccess {
        ContractAccess(address: "\(address)/json", database: "", user: "kst", secret: Secret(password))
    }

    static func credentials() -> [HTTPField] {
        [HTTPField("Authorization", "Basic " + Data("kst:\(password)".utf8).base64EncodedString())]
    }

    /// Its password is the same for ever.
    static func admit(_ secret: Secret, to simulator: SimulatedSystem) async throws {}

    static func client(_ access: ContractAccess, over transport: any HTTPTransport) throws -> TelematicsConnector {
        try TelematicsConnector(
            configuration: ConnectorConfiguration(
                system: "fleet",
                values: [
                    "address": .text(access.address), "user": .text(access.user), "password": .secret(access.secret),
                ]
            ),
            services: ConnectorServices(
                transport: transport,
                clock: ManualClock(Instant(seconds: 1_767_666_600)),
                log: RecordingLog()
            )
        )
    }
}
