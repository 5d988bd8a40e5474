import CanonicalModel
import ConnectorKit
import ConnectorTesting
import EstimatingConnector
import Testing

/// The estimating connector keeps to the list in each format.
struct EstimatingConformanceTests {
    @Test(arguments: Conformance.tests(of: EstimatingSubject()))
    func conforms(_ test: ConformanceTest) async throws { try await test.check(EstimatingSubject()) }
}

/// The estimating connector and an estimating office.
struct EstimatingSubject: ConformanceSubject {
    var connector: any Connector.Type { EstimatingConnector.self }

    func makeWorld() async throws -> any ConformanceWorld { EstimatingWorld() }
}

/// An office that drops the same bill in three formats.
struct EstimatingWorld: FileDroppingWorld {
    let clock = ManualClock(Instant(seconds: 1_767_600_000))

    var transport: any HTTPTransport { FixtureTransport(answers: []) }
    var configuration: ConnectorConfiguration { configured([:]) }

    private func configured(_ others: [String: ConnectorConfiguration.Value]) -> ConnectorConfiguration {
        ConnectorConfiguration(system: "estimating", values: ["currency": .text("USD")].merging(others) { $1 })
    }

    var misconfigurations: [Misconfiguration] {
        [
            Misconfiguration(
                "a currency that is none",
                configured(["currency": .text("dollar")]),
                naming: ["currency"]
            ),
            Misconfiguration("an unknown cost code", configured(["costCode": .text("row")]), naming: ["costCode"]),
            Misconfiguration("tables without a mapping", configured(["format": .text("csv")]), naming: ["mapping"]),
        ]
    }

    func withhold(_ object: String) async throws -> ConnectorConfiguration? { nil }

    var samples: [SampleFile] {
        [
            SampleFile(
                name: "E26-014_03_AWARDED.bc3",
                bytes: Array(ReferenceBill.bc3.utf8),
                records: 1,
                showsItsEnd: false
            ),
            SampleFile(name: "E26-014_03_AWARDED.x86", bytes: Array(ReferenceBill.gaeb.utf8), records: 1),
            SampleFile(
                name: "E26-014_03_AWARDED.txt",
                bytes: Array(ReferenceBill.sage.utf8),
                records: 1,
                showsItsEnd: false
            ),
        ]
    }
}
