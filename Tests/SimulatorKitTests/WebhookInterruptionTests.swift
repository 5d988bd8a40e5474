import JSON
import SimulatorKit
import Testing

/// What happens while a webhook is under way: its receiver holds it until the gate is opened.
struct WebhookInterruptionTests {
    /// Lets the box hold the next webhook, runs `first` until it is there, and opens the gate after `meanwhile`: the
    /// box answers then, or hangs up.
    private func holding<Answer: Sendable>(
        _ ringing: Ringing,
        hangingUp: Bool = false,
        _ first: @escaping @Sendable () async throws -> Answer,
        _ meanwhile: () async throws -> Void
    ) async throws -> Answer {
        let open = try await ringing.box.ask("GET", "snapshot").answer
        try await ringing.answer(["id": "gate", "kind": "reorder", "milliseconds": 600_000, "times": 1])
        let before = try await ringing.received().count
        async let answer = first()
        while try await ringing.received().count == before { await Task.yield() }
        try await meanwhile()
        if hangingUp {
            _ = try await ringing.box.ask("PUT", "snapshot", open)
        } else {
            _ = try await ringing.box.ask("DELETE", "faults")
        }
        return try await answer
    }

    private func move(_ ringing: Ringing, _ span: String) -> @Sendable () async throws -> (status: Int, answer: JSON) {
        { try await ringing.send("POST", "/_sim/clock", ["advance": .string(span)]) }
    }

    @Test(arguments: [true, false])
    func aMoveOfTheClockEndsWithItsStory(byReset: Bool) async throws {
        try await Ringing.run { ringing in
            try await ringing.listen()
            let snapshot = try await ringing.ask("GET", "snapshot")
            let moved = try await holding(ringing, move(ringing, "PT2H")) {
                if byReset {
                    _ = try await ringing.ask("POST", "reset")
                } else {
                    _ = try await ringing.ask("PUT", "snapshot", snapshot)
                }
                // The new story can be told at once: the connection of the old one is closed.
                if byReset { try await ringing.listen() }
                try await ringing.advance("PT40M")
                #expect(try await ringing.received().count == 2)
            }
            #expect(moved.status == 409)
            #expect(moved.answer["error"]?.stringValue?.contains("began again or was restored") == true)
            #expect(try await ringing.ask("GET", "clock")["now"] == "2026-01-05T07:10:00Z")
            #expect(try await ringing.attempts().filter { $0["status"] != 204 } == [])
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func aRequestIsAnsweredThoughItsStoryEnds() async throws {
        try await Ringing.run { ringing in
            try await ringing.listen()
            let pull: @Sendable () async throws -> Int = { try await ringing.send("POST", "/rope").status }
            // The gate stays closed: nothing but the end of the story answers the request.
            let gate: JSON = ["id": "gate", "kind": "reorder", "milliseconds": 600_000, "times": 1]
            try await ringing.answer(gate)
            async let status = pull()
            while try await ringing.received().isEmpty { await Task.yield() }
            _ = try await ringing.ask("POST", "reset")
            #expect(try await status == 200)
        }
    }

    @Test func aSnapshotHasTheWebhookThatIsUnderWay() async throws {
        try await Ringing.run { ringing in
            try await ringing.listen()
            _ = try await holding(ringing, move(ringing, "PT1H")) {
                let snapshot = try await ringing.ask("GET", "snapshot")
                #expect(snapshot["webhooks"]?["entries"]?.arrayValue?.count == 1)
                _ = try await ringing.ask("POST", "reset")
                // It is sent again at once, although nobody was told when the request came.
                _ = try await ringing.ask("PUT", "snapshot", snapshot)
                let ids = try await ringing.received().map { $0.header("webhook-id") }
                #expect(ids.count == 2)
                #expect(ids.first == ids.last)
                #expect(try await ringing.ask("GET", "webhooks/messages?state=delivered")["count"] == 1)
            }
        }
    }

    @Test func idsGoOnWhenNobodyIsToldForAWhile() async throws {
        try await Ringing.run { ringing in
            try await ringing.listen()
            try await ringing.advance("PT1H")
            _ = try await ringing.ask("DELETE", "webhooks/hook-1")
            let snapshot = try await ringing.ask("GET", "snapshot")
            _ = try await ringing.ask("PUT", "snapshot", snapshot)
            #expect(try await ringing.listen()["endpoints"]?[0]?["id"] == "hook-2")
            try await ringing.advance("PT1H")
            #expect(Set(try await ringing.received().map { $0.header("webhook-id") }).count == 2)
        }
    }

    @Test func theClockIsMovedAfterAWebhookOfARequest() async throws {
        try await Ringing.run { ringing in
            try await ringing.listen()
            let pull: @Sendable () async throws -> Int = { try await ringing.send("POST", "/rope").status }
            let gate = try await holding(ringing, pull) {
                let moves = try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<8 { group.addTask { try await move(ringing, "PT1H")().status } }
                    // Only one can be waited for; the others are refused before the gate opens.
                    var statuses: [Int?] = []
                    for _ in 0..<7 { statuses.append(try await group.next()) }
                    _ = try await ringing.box.ask("DELETE", "faults")
                    return statuses + [try await group.next()]
                }
                #expect(moves == [409, 409, 409, 409, 409, 409, 409, 200])
            }
            #expect(gate == 200)
            #expect(try await ringing.ask("GET", "clock")["now"] == "2026-01-05T07:30:00Z")
            #expect(try await ringing.attempts().map { $0["event"] } == ["rope.pulled", "bell.struck"])
        }
    }

    /// Each webhook makes the receiver pull the rope again.
    @Test func aCircleOfWebhooksKeepsNobodyWaitingForEver() async throws {
        try await Ringing.run { ringing in
            try await ringing.listen([
                "url": .string("http://127.0.0.1:\(ringing.tower)/rope"), "events": "rope.pulled",
            ])
            #expect(try await ringing.send("POST", "/rope").status == 200)
            let (status, answer) = try await ringing.send("POST", "/_sim/clock", ["advance": "PT1H"])
            #expect(status == 409)
            #expect(answer["error"]?.stringValue?.contains("because of webhooks of this moment") == true)
            #expect(try await ringing.ask("GET", "clock")["now"] == .string(Ringing.start))
            _ = try await ringing.ask("DELETE", "webhooks/hook-1")
            try await ringing.advance("PT1H")
        }
    }

    @Test(arguments: ["disabled", "enabled again", "removed", "another of the same name"])
    func anEndpointThatIsGivenUpMeanwhileGetsNoOtherAttempt(how: String) async throws {
        try await Ringing.run { ringing in
            let members: JSONObject = ["id": "box", "events": "rope.pulled"]
            try await ringing.listen(members)
            let pull: @Sendable () async throws -> Int = { try await ringing.send("POST", "/rope").status }
            _ = try await holding(ringing, hangingUp: true, pull) {
                if how == "disabled" || how == "enabled again" {
                    _ = try await ringing.ask("POST", "webhooks/box", ["enabled": false])
                } else {
                    _ = try await ringing.ask("DELETE", "webhooks/box")
                }
                if how == "enabled again" { _ = try await ringing.ask("POST", "webhooks/box", ["enabled": true]) }
                if how == "another of the same name" { try await ringing.listen(members) }
            }
            // An attempt is logged whatever became of its endpoint.
            #expect(try await ringing.attempts().map { $0["state"] } == ["disabled"])
            try await ringing.advance("P1D")
            #expect(try await ringing.received().count == 1)
            let isThere = how == "enabled again" || how == "another of the same name"
            _ = try await ringing.send("POST", "/rope")
            #expect(try await ringing.received().count == (isThere ? 2 : 1))
            let (status, _) = try await ringing.send("POST", "/_sim/webhooks/replay", ["state": "disabled"])
            #expect(status == (how == "enabled again" ? 200 : 409))
        }
    }

    @Test func anEndpointThatComesMeanwhileIsToldOfWhatComesLater() async throws {
        try await Ringing.run { ringing in
            try await ringing.listen(["id": "first"])
            let moved = try await holding(ringing, move(ringing, "PT2H")) { try await ringing.listen(["id": "second"]) }
            #expect(moved.status == 200)
            let attempts = try await ringing.attempts()
            #expect(attempts.map { $0["endpoint"] } == ["first", "first", "second"])
        }
    }

    @Test func whatHappensMeanwhileIsToldAtItsMoment() async throws {
        try await Ringing.run { ringing in
            try await ringing.listen()
            _ = try await holding(ringing, move(ringing, "PT2H")) { _ = try await ringing.send("POST", "/rope") }
            let attempts = try await ringing.attempts()
            #expect(attempts.map { $0["event"] } == ["bell.struck", "rope.pulled", "bell.struck"])
            let moments = ["2026-01-05T07:00:00Z", "2026-01-05T07:00:00Z", "2026-01-05T08:00:00Z"]
            #expect(attempts.compactMap { $0["at"]?.stringValue } == moments)
        }
    }
}
