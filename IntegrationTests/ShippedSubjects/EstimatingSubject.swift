import CanonicalModel
package import ConnectorConformance
package import ConnectorKit
import EstimatingConnector
import JSON

/// The estimating connector and an estimating office.
package struct EstimatingSubject: ConformanceSubject {
    package init() {}

    package var connector: any Connector.Type { EstimatingConnector.self }
    package var hostProgram: String? { "estimating-host" }

    package func makeWorld() async throws -> any ConformanceWorld { EstimatingWorld() }
}

/// An office that drops the same bill in three formats.
private struct EstimatingWorld: FileDroppingWorld {
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
            ("E26-014_03_AWARDED.bc3", SampleBill.bc3, false, ["03-300", "02-315"]),
            ("E26-014_03_AWARDED.x86", SampleBill.gaeb, true, ["01", "01"]),
            ("E26-014_03_AWARDED.txt", SampleBill.sage, false, ["03-300", "02-315"]),
        ]
        .map { name, text, showsItsEnd, codes in
            SampleFile(
                name: name,
                bytes: Array(text.utf8),
                records: 1,
                showsItsEnd: showsItsEnd,
                contents: [SampleBill.content(codes)]
            )
        }
    }
}
