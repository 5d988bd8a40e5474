import CanonicalModel
package import ConnectorConformance
package import ConnectorKit
import JSON
import MeterWebhookConnector

/// The connector and a fleet that sends readings.
package struct MeterSubject: ConformanceSubject {
    package init() {}

    package var connector: any Connector.Type { MeterWebhookConnector.self }

    package func makeWorld() async throws -> any ConformanceWorld { FleetWorld() }
}

/// A fleet that signs as Standard Webhooks describes.
private struct FleetWorld: WebhookSendingWorld {
    private typealias Value = ConnectorConfiguration.Value

    private static let key = StandardWebhooksKey("conformance-key-of-the-fleet-000")

    let clock = ManualClock(Instant(seconds: 1_767_600_000))

    var transport: any HTTPTransport { FixtureTransport(answers: []) }
    var configuration: ConnectorConfiguration { configured([:]) }

    private func configured(_ others: [String: Value]) -> ConnectorConfiguration {
        let sound: [String: Value] = [
            "key": .secret(Secret(Self.key.text)), "readings": .text("data.readings"), "pin": .text("machine.pin"),
            "counter": .text("hours"), "time": .text("at"),
        ]
        return ConnectorConfiguration(system: "fleet", values: sound.merging(others) { $1 })
    }

    var misconfigurations: [Misconfiguration] {
        [
            Misconfiguration("a header that is missing", configured(["scheme": .text("header")]), naming: ["header"]),
            Misconfiguration(
                "a scheme without its timestamp",
                configured(["scheme": .text("timestamped-hmac"), "header": .texts(["X-Signature"])]),
                naming: ["timestampHeader"]
            ),
            Misconfiguration(
                "a signature with a time, and an id that stands nowhere",
                configured([
                    "scheme": .text("timestamped-hmac"), "header": .texts(["X-Signature"]),
                    "timestampHeader": .text("X-Time"), "deliveryId": .text("nowhere"),
                ]),
                naming: ["deliveryId"]
            ),
            Misconfiguration(
                "a signature of the body, and an id that stands nowhere",
                configured([
                    "scheme": .text("body-hmac"), "header": .texts(["X-Signature"]), "deliveryId": .text("nowhere"),
                ]),
                naming: ["deliveryId"]
            ),
        ]
    }

    func withhold(_ object: String) async throws -> ConnectorConfiguration? { nil }

    func webhooks() async throws -> [SampleWebhook] {
        (0..<3).map { index in
            let readings = (0...index).map { reading in
                #"{"machine":{"pin":"kst0kx30a0010\#(index)"},"hours":421\#(reading).6,"at":"2026-01-05T0\#(reading):58:11Z"}"#
            }
            let body = Array(#"{"data":{"readings":[\#(readings.joined(separator: ","))]}}"#.utf8)
            let proof = Self.key.headers(id: "msg_\(index)", at: clock.now, body: body)
            return SampleWebhook(
                endpoint: "readings",
                headers: [HTTPField("Content-Type", "application/json")] + proof,
                body: body,
                records: index + 1,
                contents: (0...index).map { reading in
                    [
                        "equipment": ["pin": .string("KST0KX30A0010\(index)")], "series": "operatingHours",
                        "time": .string("2026-01-05T0\(reading):58:11Z"),
                        "counterSeconds": .integer((42100 + Int64(reading) * 10 + 6) * 360),
                    ]
                },
                proof: SampleWebhook.Proof(headers: proof.map(\.name), coversBody: true, coversTime: true)
            )
        }
    }
}
