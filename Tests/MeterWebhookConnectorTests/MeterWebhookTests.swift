import CanonicalModel
import ConnectorKit
import ConnectorTesting
import JSON
import MeterWebhookConnector
import Testing

struct MeterWebhookTests {
    private typealias Value = ConnectorConfiguration.Value

    private static let key = "whsec_Y2FuYXJ5LWtleS1vZi10aGUtbWV0ZXItaG9vaw=="

    private func connector(_ changes: [String: Value?] = [:]) throws(ConnectorError) -> MeterWebhookConnector {
        var values: [String: Value] = [
            "key": .secret(Secret(Self.key)), "readings": .text("data.readings"), "pin": .text("machine.pin"),
            "counter": .text("hours"), "time": .text("at"),
        ]
        for (key, value) in changes { values[key] = value }
        return try MeterWebhookConnector(
            configuration: ConnectorConfiguration(system: "fleet-hook", values: values),
            services: ConnectorServices(
                transport: FixtureTransport(answers: []),
                clock: ManualClock(Instant(seconds: 0)),
                log: RecordingLog()
            )
        )
    }

    private func content(_ body: String, _ changes: [String: Value?] = [:]) throws -> WebhookContent {
        try connector(changes).content(
            of: ReceivedWebhook(
                endpoint: "readings",
                id: "1",
                receivedAt: Instant(seconds: 0),
                body: Array(body.utf8)
            )
        )
    }

    private func body(_ readings: String...) -> String {
        #"{"data":{"readings":[\#(readings.joined(separator: ","))]}}"#
    }

    private let good = #"{"machine":{"pin":"kst0kx30a00104"},"hours":4211.6,"at":"2026-01-05T05:58:11Z"}"#

    @Test func aReadingIsFoundWhereTheConfigurationSays() throws {
        let content = try content(body(good))
        let record = try #require(content.records.first)
        let reading = try MeterReading(JSONReader(record.payload))

        #expect(content.rejects.isEmpty)
        #expect(reading.equipment.pin == "KST0KX30A00104")
        #expect(reading.counterSeconds == 15_161_760)
        #expect(reading.sourceValue == "4211.6")
        #expect(record.id == "pin:KST0KX30A00104/operatingHours/2026-01-05T05:58:11Z/15161760")
        #expect(record.occurredAt == Instant("2026-01-05T05:58:11Z"))
    }

    @Test func aBodyMayBeOneReadingOfOtherNamesAndUnits() throws {
        let body = #"{"id":104,"secs":"360.5","ms":1767592691000}"#
        let content = try content(
            body,
            [
                "readings": nil, "pin": nil, "equipmentId": .text("id"), "counter": .text("secs"),
                "unit": .text("seconds"), "time": .text("ms"), "timeForm": .text("milliseconds"),
            ]
        )
        let reading = try MeterReading(JSONReader(try #require(content.records.first).payload))

        #expect(reading.equipment.equipmentID == "104")
        #expect(reading.counterSeconds == 360)
        #expect(reading.time == Instant("2026-01-05T05:58:11Z"))
    }

    @Test func whatCannotBeUnderstoodIsARejectAndTheRestIsRead() throws {
        let content = try content(
            body(
                good,
                #"{"machine":{},"hours":1,"at":"2026-01-05T05:58:11Z"}"#,
                #"{"machine":{"pin":"A"},"hours":-1,"at":"2026-01-05T05:58:11Z"}"#,
                #"{"machine":{"pin":"A"},"hours":"many","at":"2026-01-05T05:58:11Z"}"#,
                #"{"machine":{"pin":"A"},"hours":1e30,"at":"2026-01-05T05:58:11Z"}"#,
                #"{"machine":{"pin":"A"},"hours":1,"at":"yesterday"}"#,
                #"{"machine":{"pin":"A"},"at":"2026-01-05T05:58:11Z"}"#,
                "7"
            )
        )

        #expect(content.records.count == 1)
        #expect(content.rejects.count == 7)
        #expect(Set(content.rejects.map(\.kind)) == ["malformed_reading"])
        #expect(content.rejects[1].reason.contains("data.readings[2].hours"))
    }

    @Test(arguments: ["", "no json", "[", #"{"data":7}"#, #"{"data":{"readings":[]}} {}"#])
    func aBodyThatIsNoneIsOneReject(body: String) throws {
        let content = try content(body)
        #expect(content.records.isEmpty)
        #expect(content.rejects.map(\.kind) == ["malformed_webhook"])
    }

    @Test func theSchemesAreConfigured() throws {
        #expect(try connector().endpoints.first?.deliveryID == .header("webhook-id"))
        let svix = try connector(["headerPrefix": .text("svix"), "toleranceSeconds": .integer(60)]).endpoints.first
        #expect(
            svix?.authentication
                == .standardWebhooks(keys: [Secret(Self.key)], prefix: "svix", tolerance: .seconds(60))
        )
        let timed = try connector([
            "scheme": .text("timestamped-hmac"), "key": .secret(Secret("b25l dHdv")), "keyEncoding": .text("base64"),
            "header": .texts(["X-Signature"]), "timestampHeader": .text("X-Time"),
            "timestampUnit": .text("milliseconds"), "deliveryId": .text("body:event.id"),
        ]).endpoints.first
        #expect(timed?.deliveryID == .member(["event", "id"]))
        #expect(
            timed?.authentication
                == .timestampedHMAC(
                    TimestampedHMAC(
                        keys: [
                            WebhookKey(Secret("b25l"), encoding: .base64),
                            WebhookKey(Secret("dHdv"), encoding: .base64),
                        ],
                        signatureHeader: "X-Signature",
                        timestampHeader: "X-Time",
                        unit: .milliseconds
                    )
                )
        )
        let body = try connector(["scheme": .text("body-hmac"), "header": .texts(["A", "B"])]).endpoints.first
        #expect(body?.authentication == .bodyHMAC(keys: [WebhookKey(Secret(Self.key))], headers: ["A", "B"]))
        #expect(body?.deliveryID == .bodyDigest)
        let gitHub = try connector([
            "scheme": .text("body-hmac"), "header": .texts(["X-Hub-Signature-256"]),
            "signatureForm": .text("sha256=hex"), "deliveryId": .text("header:X-GitHub-Delivery"),
        ]).endpoints.first
        #expect(
            gitHub?.authentication
                == .bodyHMAC(
                    keys: [WebhookKey(Secret(Self.key))],
                    headers: ["X-Hub-Signature-256"],
                    form: .hexadecimal(prefix: "sha256=")
                )
        )
        #expect(gitHub?.deliveryID == .header("X-GitHub-Delivery"))
        let header = try connector([
            "scheme": .text("header"), "header": .texts(["Authorization"]),
            "key": .secret(Secret("Bearer a\nBearer b")),
            "deliveryId": .text("cloudevent"),
        ]).endpoints.first
        #expect(
            header?.authentication
                == .header(name: "Authorization", values: [Secret("Bearer a"), Secret("Bearer b")])
        )
        #expect(header?.deliveryID == .cloudEvent)
    }

    @Test(arguments: [
        ("pin", ["pin": nil as Value?]), ("header", ["scheme": .text("header")]),
        ("header", ["scheme": .text("body-hmac")]), ("header", ["scheme": .text("timestamped-hmac")]),
        ("timestampHeader", ["scheme": .text("timestamped-hmac"), "header": .texts(["X"])]),
        ("deliveryId", ["deliveryId": .text("somewhere")]), ("counter", ["counter": nil]), ("time", ["time": nil]),
        ("key", ["key": nil]),
    ])
    private func aConfigurationThatCannotWorkNamesItsKey(key: String, changes: [String: Value?]) {
        let error = #expect(throws: ConnectorError.self) { _ = try connector(changes) }
        guard case .invalidConfiguration(let named, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(named == key)
    }
}
