import JSON
import SimulatorKit
import Testing

/// When webhooks are sent, and what becomes of them.
struct WebhookScheduleTests {
    private func status(_ code: Int64, _ more: JSONObject = [:]) -> JSON {
        var rule: JSONObject = ["kind": "status", "code": .integer(code)]
        for key in more.keys { rule[key] = more[key] }
        return .object(rule)
    }

    @Test func aDeliveredWebhookIsSentOnceAtItsMoment() async throws {
        try await Ringing.run { ringing in
            try await ringing.listen()
            try await ringing.advance("PT2H")
            let received = try await ringing.received()
            #expect(received.map { $0["path"] } == ["/bells", "/bells"])
            #expect(received[0]["query"]?["from"] == "tower")
            #expect(received[0]["body"] == #"{"type":"bell.struck","at":"2026-01-05T07:00:00Z","strokes":12}"#)
            #expect(received.map { $0.header("webhook-timestamp") } == ["1767596400", "1767600000"])
            let attempts = try await ringing.attempts()
            #expect(attempts.map { $0["at"] } == ["2026-01-05T07:00:00Z", "2026-01-05T08:00:00Z"])
            #expect(attempts.map { $0["state"] } == ["delivered", "delivered"])
            #expect(try await ringing.ask("GET", "clock")["now"] == "2026-01-05T08:30:00Z")
        }
    }

    @Test func tenAttemptsInMoreThanThreeDays() async throws {
        try await Ringing.run { ringing in
            try await ringing.answer(status(500))
            try await ringing.listen(["events": "rope.pulled", "jitter": 0])
            _ = try await ringing.send("POST", "/rope")
            try await ringing.advance("P4D")
            let attempts = try await ringing.attempts()
            #expect(
                attempts.compactMap { $0["at"]?.stringValue } == [
                    "2026-01-05T06:30:00Z", "2026-01-05T06:30:05Z", "2026-01-05T06:35:05Z", "2026-01-05T07:05:05Z",
                    "2026-01-05T09:05:05Z", "2026-01-05T14:05:05Z", "2026-01-06T00:05:05Z", "2026-01-06T14:05:05Z",
                    "2026-01-07T10:05:05Z", "2026-01-08T10:05:05Z",
                ]
            )
            #expect(attempts.last?["state"] == "discarded")
            #expect(Set(attempts.compactMap { $0["message"]?.stringValue }).count == 1, "the id stays the same")
            let discarded = try await ringing.ask("GET", "webhooks/messages?state=discarded")
            #expect(discarded["messages"]?[0]?["attempts"] == 10)
            let stamps = try await ringing.received().compactMap { $0.header("webhook-timestamp") }
            #expect(Set(stamps).count == 10, "each attempt is signed at its own moment")
        }
    }

    @Test func waitsAreUpToAQuarterLongerBySeed() async throws {
        var schedules: [UInt64: [String]] = [:]
        for seed: UInt64 in [1, 2, 1] {
            let times = try await times(seed: seed)
            #expect(times.count == 10)
            if let before = schedules[seed] { #expect(times == before) }
            schedules[seed] = times
        }
        #expect(schedules[1] != schedules[2])
        let last = try #require(schedules[1]?.last.flatMap { SimulatedInstant($0) })
        let first = try #require(SimulatedInstant(Ringing.start))
        #expect((272_105...340_132).contains(last.seconds(since: first)))
    }

    private func times(seed: UInt64) async throws -> [String] {
        let kept = Times()
        try await Ringing.run(seed: seed) { ringing in
            try await ringing.answer(status(500))
            try await ringing.listen(["events": "rope.pulled"])
            _ = try await ringing.send("POST", "/rope")
            try await ringing.advance("P5D")
            await kept.keep(try await ringing.attempts().compactMap { $0["at"]?.stringValue })
        }
        return await kept.texts
    }

    @Test(arguments: [
        ("120", "2026-01-05T06:32:00Z"), ("Mon, 05 Jan 2026 09:00:00 GMT", "2026-01-05T09:00:00Z"),
        ("1", "2026-01-05T06:30:05Z"), ("soon", "2026-01-05T06:30:05Z"),
    ])
    func retryAfterIsHonoured(value: String, next: String) async throws {
        try await Ringing.run { ringing in
            try await ringing.answer(status(429, ["retryAfter": .string(value), "times": 1]))
            try await ringing.listen(["events": "rope.pulled", "jitter": 0])
            _ = try await ringing.send("POST", "/rope")
            // Another one meanwhile waits, too, if the receiver asked for it.
            _ = try await ringing.send("POST", "/rope")
            try await ringing.advance("P1D")
            let attempts = try await ringing.attempts()
            #expect(attempts[0]["next"] == .string(next))
            let retried = attempts.filter { $0["message"] == attempts[0]["message"] }
            #expect(retried.map { $0["at"]?.stringValue } == ["2026-01-05T06:30:00Z", next])
            let other = try #require(attempts.first { $0["message"] != attempts[0]["message"] })
            let isThrottled = value == "120" || value.hasPrefix("Mon")
            #expect(
                other["at"]?.stringValue == (isThrottled ? next : value == "1" ? "2026-01-05T06:30:01Z" : Ringing.start)
            )
        }
    }

    @Test func aRedirectIsAFailureAndNotFollowed() async throws {
        try await Ringing.run { ringing in
            let elsewhere: JSON = ["Location": .string("http://127.0.0.1:\(ringing.boxPort)/gates")]
            try await ringing.answer(status(307, ["headers": elsewhere, "times": 1]))
            try await ringing.listen(["events": "rope.pulled"])
            _ = try await ringing.send("POST", "/rope")
            try await ringing.advance("PT1M")
            #expect(try await ringing.attempts().map { $0["status"] } == [307, 204])
            #expect(try await ringing.received().map { $0["path"] } == ["/bells", "/bells"])
        }
    }

    @Test func goneDisablesTheEndpoint() async throws {
        try await Ringing.run { ringing in
            try await ringing.answer(status(500, ["times": 1]), status(410, ["times": 1]))
            try await ringing.listen(["id": "box"])
            _ = try await ringing.send("POST", "/rope")
            _ = try await ringing.send("POST", "/rope")
            try await ringing.advance("PT3H")
            #expect(try await ringing.received().count == 2)
            let endpoint = try await ringing.ask("GET", "webhooks")["endpoints"]?[0]
            #expect(endpoint?["enabled"] == false)
            let lost = try await ringing.ask("GET", "webhooks/messages?state=disabled")
            #expect(lost["count"] == 2)

            _ = try await ringing.ask("POST", "webhooks/box", ["enabled": true])
            #expect(try await ringing.ask("POST", "webhooks/replay", ["state": "disabled"])["replayed"] == 2)
            #expect(try await ringing.ask("GET", "webhooks/messages?state=delivered")["count"] == 2)
            try await ringing.advance("PT1H")
            #expect(try await ringing.received().count == 5)
        }
    }

    @Test func noAnswerIsAFailureToo() async throws {
        try await Ringing.run { ringing in
            try await ringing.answer(
                ["kind": "dropAnswer", "times": 1],
                ["kind": "reset", "times": 1],
                ["kind": "garbage", "times": 1]
            )
            try await ringing.listen(["events": "rope.pulled"])
            _ = try await ringing.send("POST", "/rope")
            try await ringing.advance("P1D")
            let attempts = try await ringing.attempts()
            #expect(
                attempts.map { $0["failure"]?.stringValue } == [
                    "closed without an answer", "closed without an answer", "answered with no HTTP", nil,
                ]
            )
            #expect(attempts.last?["status"] == 204)
        }
    }

    @Test func aSilentReceiverIsNotWaitedForLonger() async throws {
        try await Ringing.run { ringing in
            try await ringing.answer(["kind": "blackHole"])
            try await ringing.listen(["events": "rope.pulled", "timeoutMilliseconds": 50, "schedule": ["PT0S"]])
            _ = try await ringing.send("POST", "/rope")
            let attempt = try await ringing.attempts().first
            // On a busy machine even the connection may take longer.
            #expect(["no answer in time", "no connection in time"].contains(attempt?["failure"]?.stringValue))
            #expect(attempt?["state"] == "discarded")
        }
    }

    @Test func nobodyListening() async throws {
        try await Ringing.run { ringing in
            try await ringing.listen(["url": "http://127.0.0.1:9/bells", "schedule": ["PT0S", "PT1M"]])
            try await ringing.advance("PT1H")
            let attempts = try await ringing.attempts()
            #expect(attempts.map { $0["failure"] } == ["connection refused", "connection refused"])
            #expect(attempts.last?["state"] == "discarded")
        }
    }

    /// A receiver that asks the sender something before it answers is answered, and sees the moment of its webhook.
    @Test func theSystemAnswersWhileItTells() async throws {
        try await Ringing.run { ringing in
            try await ringing.listen([
                "url": .string("http://127.0.0.1:\(ringing.tower)/rope"), "events": "bell.struck",
            ])
            try await ringing.listen(["events": "rope.pulled"])
            try await ringing.advance("PT1H")
            #expect(try await ringing.attempts().map { $0["status"] } == [200, 204])
            let pulled = #"{"type":"rope.pulled","at":"2026-01-05T07:00:00Z","strokes":12}"#
            #expect(try await ringing.received().map { $0["body"]?.stringValue } == [pulled])
        }
    }
}

/// What happened in a run.
private actor Times {
    var texts: [String] = []

    func keep(_ texts: [String]) { self.texts = texts }
}
