import Foundation
import JSON
import Testing

/// Deliveries of simulated providers that misbehave, as a site takes them: `telematics-simulator` sends, `purlin run`
/// takes, both on one clock.
struct WebhookSenderTests {
    private static let key = "whsec_" + Data("an invented key of the fleet hook".utf8).base64EncodedString()

    /// What an endpoint is configured with on both sides, and what becomes of each kind of misbehaviour.
    struct Agreement: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let connector: String
        let sender: JSONObject
        let secret: String
        /// The answers to all attempts about the same event, in their order.
        let verdicts: [(kind: String, answers: [Int64])]
        /// The kinds of case that are open in the end, beside those about machines that nobody has registered.
        let cases: [String]
    }

    static let agreements = [
        Agreement(
            testDescription: "Standard Webhooks",
            connector: "key: env:FLEET_HOOK_KEY",
            sender: [:],
            secret: key,
            verdicts: [
                ("wrongKey", [401, 204]), ("staleTimestamp", [401, 204]), ("futureTimestamp", [401, 204]),
                ("alteredBody", [401, 204]), ("missingHeader", [401, 204]), ("stall", [408, 204]),
                ("duplicate", [204, 204]), ("sameIdOtherBody", [204, 202]), ("otherIdSameBody", [204, 204]),
                ("outOfOrder", [204]), ("delay", [204]), ("drop", []), ("twoVersions", [204, 204]),
            ],
            cases: ["malformed_webhook", "webhook_conflict"]
        ),
        Agreement(
            testDescription: "HMAC over v1:time:body",
            connector: """
                scheme: timestamped-hmac
                    key: env:FLEET_HOOK_KEY
                    header: X-Samsara-Signature
                    timestampHeader: X-Samsara-Timestamp
                    timestampUnit: milliseconds
                    deliveryId: body:eventId
                """,
            sender: [
                "scheme": "timestamped-hmac", "header": "X-Samsara-Signature",
                "timestampHeader": "X-Samsara-Timestamp", "timestampUnit": "milliseconds",
            ],
            secret: "an-invented-key-of-the-fleet-hook",
            verdicts: [
                ("wrongKey", [401, 204]), ("staleTimestamp", [401, 204]), ("futureTimestamp", [401, 204]),
                ("alteredBody", [401, 204]), ("missingHeader", [401, 204]), ("stall", [408, 204]),
                ("duplicate", [204, 204]), ("sameIdOtherBody", [204, 202]),
                // The id stands in the body: another id of the sender's makes no other delivery, other bytes do.
                ("otherIdSameBody", [204, 204]), ("outOfOrder", [204]), ("delay", [204]), ("drop", []),
                ("twoVersions", [204, 202]),
            ],
            cases: ["webhook_conflict", "webhook_conflict"]
        ),
    ]

    private func configure(_ site: Site, _ simulator: RunningSimulator, _ connector: String) throws {
        try site.configure(clock: simulator.address) { text in
            text.replacingOccurrences(of: "from: [fleet]", with: "from: [fleet-hook]")
                .replacingOccurrences(
                    of: "systems:\n",
                    with: """
                        webhooks: {listen: "127.0.0.1:0", bodyDeadline: 1s}
                        systems:
                          fleet-hook:
                            connector: meter-webhook
                            \(connector)
                            readings: data.readings
                            pin: machine.pin
                            counter: engineSeconds
                            unit: seconds
                            time: happenedAt

                        """
                )
        }
    }

    /// One report of each machine at once; the first thirteen webhooks about them misbehave, each in its own way.
    @Test(.timeLimit(.minutes(2)), arguments: agreements)
    func eachMisbehaviourHasItsVerdict(agreement: Agreement) async throws {
        let simulator = try await RunningSimulator("telematics-simulator", ["--start", "2026-01-05T07:00:00Z"])
        let site = try Site()
        try configure(site, simulator, agreement.connector)
        let secrets = Site.secrets.merging(["FLEET_HOOK_KEY": agreement.secret]) { $1 }
        let runtime = try await RunningRuntime(site, environment: secrets)
        var endpoint: JSONObject = [
            "url": .string("\(runtime.address)/fleet-hook/readings"), "key": .string(agreement.secret),
            "timeoutMilliseconds": 0,
        ]
        for key in agreement.sender.keys { endpoint[key] = agreement.sender[key] }
        endpoint["misbehaviour"] = .array(agreement.verdicts.map { rule($0.kind) })
        try await simulator.control("POST", "webhooks", .object(endpoint))
        try await simulator.control("POST", "clock", ["set": "2026-01-05T08:00:00Z"])

        let messages = try await simulator.control("GET", "webhooks/messages")["messages"]?.arrayValue ?? []
        let attempts = try await simulator.control("GET", "webhooks/attempts")["attempts"]?.arrayValue ?? []
        for (kind, answers) in agreement.verdicts {
            let befallen = messages.filter { $0["misbehaviour"]?.stringValue == kind }.compactMap { $0["id"] }
            #expect(befallen.count == (["otherIdSameBody", "twoVersions"].contains(kind) ? 2 : 1), "\(kind)")
            let found = attempts.filter { attempt in attempt["message"].map { befallen.contains($0) } ?? false }
            #expect(found.map { $0["status"]?.integerValue } == answers, "\(kind): \(found)")
        }
        let others = attempts.filter { $0["misbehaviour"] == .null && $0["number"] == 1 }
        #expect(others.count >= 28)
        #expect(others.allSatisfy { $0["status"] == 204 })

        _ = await runtime.stop()
        #expect(try await site.purlin("run", "--once", environment: secrets).status == 0)
        try await expectBooks(of: site, agreement, messages)
    }

    private func rule(_ kind: String) -> JSON {
        var rule: JSONObject = ["kind": .string(kind), "times": 1]
        if kind == "stall" { rule["milliseconds"] = 3000 }
        if kind == "delay" { rule["by"] = "PT2M" }
        return .object(rule)
    }

    /// Every delivery is in the journal once, but for the one that was dropped, and nothing else is open.
    private func expectBooks(of site: Site, _ agreement: Agreement, _ messages: [JSON]) async throws {
        let isInBody = agreement.connector.contains("body:eventId")
        for message in messages.prefix(16) {
            let body = try JSON(parsing: try #require(message["body"]?.stringValue))
            let id = try #require((isInBody ? body["eventId"] : message["id"])?.stringValue)
            let story = try await site.purlin("journal", "show", "fleet-hook/readings/\(id)", "--json").answer()
            let received = story["entries"]?.arrayValue?.filter { $0["kind"] == "record.received" } ?? []
            let kind = message["misbehaviour"]?.stringValue ?? "none"
            #expect(received.count == (kind == "drop" ? 0 : 1), "\(kind): \(story.text())")
        }
        let machine = try await site.purlin("journal", "show", "EX-104", "--json").answer()
        let readings = machine["entries"]?.arrayValue?.filter { $0["kind"] == "record.received" } ?? []
        #expect(readings.count == 1, "\(machine.text())")
        let listed = try await site.purlin("cases", "list", "--json").answer()["cases"]?.arrayValue ?? []
        let kinds = listed.compactMap { $0["kind"]?.stringValue }.filter { $0.contains("webhook") }
        #expect(kinds.sorted() == agreement.cases, "\(listed)")
        #expect(try await site.purlin("audit", "verify", "--json").answer()["whole"] == true)
    }

    /// A key is exchanged with an overlap: the receiver, who has the former one only, takes deliveries until its end.
    @Test(.timeLimit(.minutes(1)))
    func anExchangedKeyIsTakenWhileBothSign() async throws {
        let simulator = try await RunningSimulator("telematics-simulator", ["--start", "2026-01-05T07:00:00Z"])
        let site = try Site()
        try configure(site, simulator, "key: env:FLEET_HOOK_KEY")
        let secrets = Site.secrets.merging(["FLEET_HOOK_KEY": Self.key]) { $1 }
        let runtime = try await RunningRuntime(site, environment: secrets)
        let endpoint: JSON = [
            "id": "purlin", "url": .string("\(runtime.address)/fleet-hook/readings"), "key": .string(Self.key),
            "schedule": ["PT0S"], "timeoutMilliseconds": 0,
        ]
        try await simulator.control("POST", "webhooks", endpoint)
        let new = "whsec_" + Data("another invented key of the fleet".utf8).base64EncodedString()
        try await simulator.control("POST", "webhooks/purlin", ["key": .string(new), "overlap": "PT1H"])
        try await simulator.control("POST", "clock", ["set": "2026-01-05T08:00:00Z"])
        #expect(try await statuses(of: simulator) == [204])
        try await simulator.control("POST", "clock", ["set": "2026-01-06T07:29:00Z"])
        let before = try await simulator.control("GET", "webhooks/attempts?limit=0")["total"]?.integerValue ?? 0
        #expect(before > 41)
        #expect(try await statuses(of: simulator) == [204, 401])
        let words = await runtime.stop()
        #expect(words.errors.contains("no signature fits a key and the body"))
        #expect(!(words.output + words.errors).contains(new.dropFirst(6)))
    }

    private func statuses(of simulator: RunningSimulator) async throws -> Set<Int64> {
        let attempts = try await simulator.control("GET", "webhooks/attempts")["attempts"]?.arrayValue ?? []
        return Set(attempts.compactMap { $0["status"]?.integerValue })
    }
}
