import CanonicalModel
package import ConnectorConformance
package import ConnectorKit
import JSON
import WebhookConnector

/// The connector that sends webhooks, and a receiver.
package struct WebhookSubject: ConformanceSubject {
    package init() {}

    package var connector: any Connector.Type { WebhookConnector.self }

    package func makeWorld() async throws -> any ConformanceWorld { ReceiverWorld() }
}

/// A receiver that checks signatures as Standard Webhooks describes.
private struct ReceiverWorld: WebhookTakingWorld {
    private static let key = StandardWebhooksKey("conformance-key-of-the-receiver-0")

    let clock = ManualClock(Instant(seconds: 1_767_600_000))

    var transport: any HTTPTransport { FixtureTransport { _ in HTTPResponse(status: 202) } }
    var configuration: ConnectorConfiguration { configured(address: "https://receiver.example/hooks") }

    private func configured(address: String) -> ConnectorConfiguration {
        ConnectorConfiguration(
            system: "receiver",
            values: [
                "address": .text(address), "key": .secret(Secret(Self.key.text)), "typePrefix": .text("purlin."),
            ]
        )
    }

    var misconfigurations: [Misconfiguration] {
        [
            Misconfiguration(
                "an address that anybody on the way can read",
                configured(address: "http://receiver.example/hooks"),
                naming: ["address", "https"]
            ),
            Misconfiguration(
                "an address with a password",
                configured(address: "https://user:password@receiver.example/hooks"),
                naming: ["address", "password"]
            ),
        ]
    }

    func withhold(_ object: String) async throws -> ConnectorConfiguration? { nil }

    func webhookDelivery(of object: String, _ index: Int) async throws -> Delivery? {
        Delivery(
            key: "cost/\(index)",
            object: CostEntry.name,
            payload: ["job": .string("26-014"), "costCode": "03-300", "amount": .string("412.5\(index)")]
        )
    }

    func flaw(of request: HTTPRequest) async throws -> String? { Self.key.flaw(of: request, at: clock.now) }

    func content(of delivery: Delivery) async throws -> JSON {
        ["type": .string("purlin.\(delivery.object)"), "data": delivery.payload]
    }
}
