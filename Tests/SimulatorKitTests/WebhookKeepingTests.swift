import JSON
import SimulatorKit
import Testing

/// How many webhooks a simulator remembers.
struct WebhookKeepingTests {
    /// Strikes of the bell that nobody hears, more than a journal of 1 MiB keeps, and a pull that waits for its second
    /// attempt meanwhile.
    private func soaking(_ body: @Sendable (Ringing, _ firstStrike: String) async throws -> Void) async throws {
        try await Ringing.run(journalMebibytes: 1) { ringing in
            try await ringing.answer(["kind": "status", "code": 500, "times": 1])
            try await ringing.listen(["id": "deaf", "events": "bell.struck", "misbehaviour": ["kind": "drop"]])
            try await ringing.listen([
                "id": "slow", "events": "rope.pulled", "schedule": ["PT0S", "P150D"], "jitter": 0,
            ])
            _ = try await ringing.send("POST", "/rope")
            try await ringing.advance("PT1H")
            let dropped = try await ringing.ask("GET", "webhooks/messages?state=dropped")
            let first = try #require(dropped["messages"]?[0]?["id"]?.stringValue)
            try await ringing.advance("P120D")
            try await body(ringing, first)
        }
    }

    @Test func theOldestThatAreDoneAreForgottenAndCounted() async throws {
        try await soaking { ringing, firstStrike in
            let listed = try await ringing.ask("GET", "webhooks/messages")
            let count = try #require(listed["count"]?.integerValue)
            let forgotten = try #require(listed["forgotten"]?.integerValue)
            #expect(count + forgotten == 1 + 1 + 120 * 24)
            #expect((1000...2000).contains(count))
            let messages = try #require(listed["messages"]?.arrayValue)
            #expect(messages.first?["state"] == "waiting", "to it something will still happen")
            let moments = messages.dropFirst().compactMap { $0["at"]?.stringValue }
            #expect(moments == moments.sorted())
            #expect(moments.last == "2026-05-05T07:00:00Z")
            #expect(!messages.contains { $0["id"] == .string(firstStrike) })

            let replay: JSON = ["message": .string(firstStrike)]
            let (status, answer) = try await ringing.send("POST", "/_sim/webhooks/replay", replay)
            #expect(status == 404)
            #expect(answer["error"]?.stringValue?.contains("\(forgotten) that were done are not any more") == true)
            let all = try await ringing.ask("POST", "webhooks/replay", ["from": "2026-05-05T06:00:00Z"])
            #expect(all["replayed"] == 2)
            #expect(all["forgotten"] == .integer(forgotten))
        }
    }

    @Test func whatIsForgottenIsInTheSnapshotAsACount() async throws {
        try await soaking { ringing, _ in
            let before = try await ringing.ask("GET", "webhooks/messages")
            let snapshot = try await ringing.ask("GET", "snapshot")
            var ids: [[JSON]] = []
            for _ in 0..<2 {
                _ = try await ringing.ask("PUT", "snapshot", snapshot)
                #expect(try await ringing.ask("GET", "snapshot") == snapshot)
                #expect(try await ringing.ask("GET", "webhooks/messages") == before)
                try await ringing.advance("P60D")
                let messages = try await ringing.ask("GET", "webhooks/messages")["messages"]?.arrayValue ?? []
                ids.append(messages.compactMap { $0["id"] })
                #expect(Set(ids.joined().compactMap(\.stringValue)).count == ids[0].count, "the same once more")
            }
            #expect(ids[0] == ids[1])
            let pulls = try await ringing.received().compactMap { $0.header("webhook-id") }
            #expect(pulls.count == 3, "a first attempt, and the second in each of the two stories")
            #expect(Set(pulls).count == 1)
        }
    }

    @Test(
        arguments: [
            ["place": -1], ["place": 9_223_372_036_854_775_807], ["made": 0], ["made": 9_223_372_036_854_775_807],
        ] as [JSON]
    )
    func placesThatCanBeNoneAreRefused(members: JSON) async throws {
        try await Ringing.run { ringing in
            try await ringing.listen(["misbehaviour": ["kind": "drop"]])
            try await ringing.advance("PT1H")
            var snapshot = try await ringing.ask("GET", "snapshot").objectValue ?? [:]
            var webhooks = snapshot["webhooks"]?.objectValue ?? [:]
            var message = webhooks["messages"]?[0]?.objectValue ?? [:]
            if let place = members["place"] { message["place"] = place }
            webhooks["messages"] = [.object(message)]
            if let made = members["made"] { webhooks["made"] = made }
            snapshot["webhooks"] = .object(webhooks)
            #expect(try await ringing.send("PUT", "/_sim/snapshot", .object(snapshot)).status == 400)
        }
    }

    @Test func aSnapshotOfAnEarlierReleaseTellsNoPlaces() async throws {
        try await Ringing.run { ringing in
            try await ringing.listen(["misbehaviour": ["kind": "drop"]])
            try await ringing.advance("PT2H")
            let whole = try await ringing.ask("GET", "snapshot")
            var snapshot = whole.objectValue ?? [:]
            var webhooks = snapshot["webhooks"]?.objectValue ?? [:]
            webhooks["made"] = nil
            webhooks["messages"] = .array(
                (webhooks["messages"]?.arrayValue ?? []).map { message in
                    var message = message.objectValue ?? [:]
                    message["place"] = nil
                    return .object(message)
                }
            )
            snapshot["webhooks"] = .object(webhooks)
            _ = try await ringing.ask("PUT", "snapshot", .object(snapshot))
            #expect(try await ringing.ask("GET", "snapshot") == whole)
        }
    }
}
