import Crypto
import Foundation
import JSON
import SimulatorKit
import Testing

/// What a sender does wrong on purpose, as its receiver sees it.
struct WebhookMisbehaviourTests {
    private let key = SymmetricKey(data: Data("a key of the bell tower, invented".utf8))

    /// Whether the signature of a received webhook is the tower's.
    private func isSigned(_ webhook: JSON) -> Bool {
        guard let id = webhook.header("webhook-id"), let time = webhook.header("webhook-timestamp"),
            let signature = webhook.header("webhook-signature"), let body = webhook["body"]?.stringValue
        else { return false }
        let code = HMAC<SHA256>.authenticationCode(for: Data("\(id).\(time).\(body)".utf8), using: key)
        return signature == "v1," + Data(code).base64EncodedString()
    }

    /// What the box receives within a day of two pulls of the rope, of which a rule befalls the first.
    private func received(_ rule: JSONObject, refusingFirst: Bool = false) async throws -> [JSON] {
        let seen = Seen()
        try await Ringing.run { ringing in
            if refusingFirst { try await ringing.answer(["kind": "status", "code": 401, "times": 1]) }
            var rule = rule
            rule["times"] = 1
            try await ringing.listen(["events": "rope.pulled", "jitter": 0, "misbehaviour": [.object(rule)]])
            _ = try await ringing.send("POST", "/rope")
            try await ringing.advance("PT10S")
            _ = try await ringing.send("POST", "/rope")
            try await ringing.advance("P1D")
            await seen.keep(try await ringing.received())
        }
        return await seen.webhooks
    }

    private func ids(_ webhooks: [JSON]) -> [String] { webhooks.compactMap { $0.header("webhook-id") } }

    @Test(arguments: ["wrongKey", "alteredBody", "missingHeader"])
    func theFirstAttemptIsNotAuthenticAndTheNextOneIs(kind: String) async throws {
        let webhooks = try await received(["kind": .string(kind)], refusingFirst: true)
        #expect(webhooks.map(isSigned) == [false, true, true])
        #expect(ids(webhooks)[0] == ids(webhooks)[1])
        if kind == "missingHeader" { #expect(webhooks[0].header("webhook-signature") == nil) }
        if kind == "alteredBody" {
            #expect(webhooks[0]["body"] != webhooks[1]["body"])
            #expect(throws: Never.self) { try JSON(parsing: try #require(webhooks[0]["body"]?.stringValue)) }
        }
    }

    @Test func anyFieldCanBeMissing() async throws {
        let webhooks = try await received(["kind": "missingHeader", "header": "Webhook-Id"], refusingFirst: true)
        #expect(webhooks[0].header("webhook-id") == nil)
        #expect(webhooks[0].header("webhook-signature") != nil)
    }

    @Test(arguments: [("staleTimestamp", "1767593400"), ("futureTimestamp", "1767595800")])
    func theTimestampIsOffAndSignedAsSuch(kind: String, stamp: String) async throws {
        let webhooks = try await received(["kind": .string(kind), "by": "PT20M"], refusingFirst: true)
        #expect(webhooks[0].header("webhook-timestamp") == stamp)
        #expect(webhooks.map(isSigned) == [true, true, true])
        #expect(webhooks[1].header("webhook-timestamp") == "1767594605")
    }

    @Test func allAttemptsCanBeWrong() async throws {
        try await Ringing.run { ringing in
            try await ringing.answer(["kind": "status", "code": 401])
            try await ringing.listen([
                "events": "rope.pulled", "schedule": ["PT0S", "PT1S", "PT1S"],
                "misbehaviour": ["kind": "wrongKey", "attempts": 1000],
            ])
            _ = try await ringing.send("POST", "/rope")
            try await ringing.advance("PT1M")
            #expect(try await ringing.received().map(isSigned) == [false, false, false])
            #expect(try await ringing.attempts().map { $0["misbehaviour"] } == ["wrongKey", "wrongKey", "wrongKey"])
            #expect(try await ringing.ask("GET", "webhooks/messages?state=discarded")["count"] == 1)
        }
    }

    @Test func theSameComesAgain() async throws {
        let webhooks = try await received(["kind": "duplicate", "count": 2])
        #expect(webhooks.count == 4)
        #expect(Set(ids(Array(webhooks.prefix(3)))).count == 1)
        #expect(Set(webhooks.prefix(3).compactMap { $0["body"] }).count == 1)
        #expect(webhooks.map(isSigned) == [true, true, true, true])
    }

    @Test func anotherBodyComesUnderTheSameId() async throws {
        let webhooks = try await received(["kind": "sameIdOtherBody"])
        #expect(webhooks.count == 3)
        #expect(ids(webhooks)[0] == ids(webhooks)[1])
        #expect(webhooks[0]["body"] != webhooks[1]["body"])
        #expect(webhooks.map(isSigned) == [true, true, true])
    }

    @Test func theSameBodyComesUnderAnotherId() async throws {
        let webhooks = try await received(["kind": "otherIdSameBody"])
        #expect(webhooks.count == 3)
        #expect(Set(ids(webhooks)).count == 3)
        #expect(webhooks[0]["body"] == webhooks[1]["body"])
    }

    @Test func laterOnesGoAhead() async throws {
        let webhooks = try await received(["kind": "outOfOrder"])
        let moments = try webhooks.map { try JSON(parsing: try #require($0["body"]?.stringValue))["at"] }
        #expect(moments == ["2026-01-05T06:30:10Z", "2026-01-05T06:30:00Z"])
        #expect(webhooks.map { $0.header("webhook-timestamp") } == ["1767594610", "1767594610"])
    }

    @Test func ofHeldOnesInARowEachSecondGoesAhead() async throws {
        try await Ringing.run { ringing in
            try await ringing.listen(["events": "rope.pulled", "misbehaviour": ["kind": "outOfOrder"]])
            for _ in 0..<4 {
                _ = try await ringing.send("POST", "/rope")
                try await ringing.advance("PT1S")
            }
            let moments = try await ringing.received().map {
                try JSON(parsing: try #require($0["body"]?.stringValue))["at"]?.stringValue?.suffix(3)
            }
            #expect(moments == ["01Z", "00Z", "03Z", "02Z"])
        }
    }

    @Test func anEarlierOneThatComesAgainLetsNoHeldOneGo() async throws {
        try await Ringing.run { ringing in
            try await ringing.answer(["kind": "status", "code": 500, "times": 1])
            let rule: JSON = ["kind": "outOfOrder", "skip": 1, "times": 1, "by": "PT1H"]
            try await ringing.listen(["events": "rope.pulled", "jitter": 0, "misbehaviour": rule])
            _ = try await ringing.send("POST", "/rope")
            _ = try await ringing.send("POST", "/rope")
            try await ringing.advance("PT1M")
            #expect(try await ringing.ask("GET", "webhooks/messages?state=delivered")["count"] == 1)
            #expect(try await ringing.ask("GET", "webhooks/messages?state=held")["count"] == 1)
            _ = try await ringing.send("POST", "/rope")
            #expect(try await ringing.ask("GET", "webhooks/messages?state=delivered")["count"] == 3)
        }
    }

    @Test func aHeldOneThatIsReplayedIsDelivered() async throws {
        try await Ringing.run { ringing in
            try await ringing.listen(["events": "rope.pulled", "misbehaviour": ["kind": "outOfOrder", "times": 1]])
            _ = try await ringing.send("POST", "/rope")
            #expect(try await ringing.ask("POST", "webhooks/replay", ["state": "held"])["replayed"] == 1)
            _ = try await ringing.send("POST", "/rope")
            try await ringing.advance("P1D")
            #expect(try await ringing.received().count == 2)
            #expect(try await ringing.ask("GET", "webhooks/messages?state=delivered")["count"] == 2)
        }
    }

    @Test func aHeldOneGoesWithoutALaterOneInTheEnd() async throws {
        try await Ringing.run { ringing in
            try await ringing.listen(["events": "rope.pulled", "misbehaviour": ["kind": "outOfOrder", "by": "PT5M"]])
            _ = try await ringing.send("POST", "/rope")
            #expect(try await ringing.ask("GET", "webhooks/messages?state=held")["count"] == 1)
            try await ringing.advance("PT1H")
            #expect(try await ringing.attempts().map { $0["at"] } == ["2026-01-05T06:35:00Z"])
        }
    }

    @Test func oneIsLateAndOneNeverComes() async throws {
        let late = try await received(["kind": "delay", "by": "PT3H"])
        #expect(late.compactMap { $0.header("webhook-timestamp") } == ["1767594610", "1767605400"])
        let dropped = try await received(["kind": "drop"])
        #expect(dropped.compactMap { $0.header("webhook-timestamp") } == ["1767594610"])
    }

    @Test func twoVersionsComeAtOnce() async throws {
        let webhooks = try await received(["kind": "twoVersions"])
        let bodies = try webhooks.map { try JSON(parsing: try #require($0["body"]?.stringValue)) }
        #expect(bodies.map { $0["type"] ?? $0["kind"] } == ["rope.pulled", "rope.pulled", "rope.pulled"])
        #expect(bodies.map { $0["strokes"] != nil } == [true, false, true])
        #expect(Set(ids(webhooks)).count == 3)
    }

    /// A receiver that waits less than the sender sees half of the body and hangs up.
    @Test func theBodyStops() async throws {
        try await Ringing.run { ringing in
            let receiver = try ImpatientReceiver()
            let seen = Task { try await receiver.receive() }
            try await ringing.listen([
                "url": .string("http://127.0.0.1:\(receiver.port)/"), "events": "rope.pulled", "schedule": ["PT0S"],
                "misbehaviour": ["kind": "stall", "milliseconds": 600_000],
            ])
            _ = try await ringing.send("POST", "/rope")
            let body = try #require(
                try await ringing.ask("GET", "webhooks/messages")["messages"]?[0]?["body"]?.stringValue
            )
            let half = String(body.prefix(body.count / 2))
            #expect(try await seen.value.hasSuffix("\r\n\r\n" + half))
            #expect(try await ringing.attempts().map { $0["failure"] } == ["closed without an answer"])
        }
    }

    @Test func theRestOfTheBodyComesLater() async throws {
        let webhooks = try await received(["kind": "stall", "milliseconds": 1])
        #expect(webhooks.map(isSigned) == [true, true])
    }

    @Test func chanceFollowsFromTheSeed() async throws {
        func outcome(_ seed: UInt64) async throws -> [String] {
            let seen = Seen()
            try await Ringing.run(seed: seed) { ringing in
                try await ringing.listen(["misbehaviour": [["kind": "drop", "probability": .real(0.5)]]])
                try await ringing.advance("P1D")
                await seen.keep(try await ringing.received())
                let transcript = try await ringing.ask("GET", "transcript?digest=true")
                await seen.keep(transcript["sha256"]?.stringValue ?? "")
            }
            return await [seen.digest] + seen.webhooks.compactMap { $0.header("webhook-timestamp") }
        }
        let first = try await outcome(3)
        #expect((6...20).contains(first.count))
        #expect(try await outcome(3) == first)
        #expect(try await outcome(4) != first)
    }
}

private actor Seen {
    var webhooks: [JSON] = []
    var digest = ""

    func keep(_ webhooks: [JSON]) { self.webhooks = webhooks }
    func keep(_ digest: String) { self.digest = digest }
}
