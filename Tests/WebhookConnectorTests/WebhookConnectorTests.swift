import CanonicalModel
import ConnectorKit
import ConnectorTesting
import JSON
import Testing
import WebhookConnector

struct WebhookConnectorTests {
    private func connector(_ values: [String: ConnectorConfiguration.Value]) throws(ConnectorError) -> WebhookConnector
    {
        try WebhookConnector(
            configuration: ConnectorConfiguration(system: "partner", values: values),
            services: ConnectorServices(
                transport: FixtureTransport(answers: []),
                clock: ManualClock(Instant(seconds: 0)),
                log: RecordingLog()
            )
        )
    }

    @Test func theTargetIsWhatTheConfigurationSays() throws {
        let connector = try connector([
            "address": .text("https://partner.example/hooks"), "key": .secret(Secret("whsec_a whsk_b")),
            "deadlineSeconds": .integer(15),
        ])
        #expect(connector.target.url == "https://partner.example/hooks")
        #expect(connector.target.keys == [Secret("whsec_a"), Secret("whsk_b")])
        #expect(connector.target.deadline == .seconds(15))
        #expect(!connector.target.allowsPrivateAddresses)
    }

    @Test func anEventIsTheObjectUnderItsName() throws {
        let connector = try connector([
            "address": .text("https://partner.example"), "key": .secret(Secret("whsec_a")), "typePrefix": .text("kst."),
        ])
        let delivery = Delivery(key: "k", object: "CostEntry", payload: ["amount": "843.75"])
        #expect(connector.event(for: delivery)?.type == "kst.CostEntry")
        #expect(connector.event(for: delivery)?.body == ["type": "kst.CostEntry", "data": ["amount": "843.75"]])
    }

    @Test func plainHTTPIsForPrivateNetworksOnly() throws {
        let values: [String: ConnectorConfiguration.Value] = [
            "address": .text("http://10.0.0.7/hooks"), "key": .secret(Secret("whsec_a")),
        ]
        #expect(throws: ConnectorError.self) { _ = try connector(values) }
        let allowed = try connector(values.merging(["privateNetwork": .boolean(true)]) { $1 })
        #expect(allowed.target.allowsPrivateAddresses)
    }
}
