import JSON
import SimulatorKit
import Testing

/// Rate limits and credentials that end.
struct FaultLimitTests {
    private let surface: SimulatorSurface<WeighingYard>

    init() throws {
        surface = try SimulatorSurface(options: SimulatorOptions(start: SimulatedInstant("2026-01-05T06:00:00Z")))
    }

    private func add(_ rule: JSON) async throws {
        let added = try await surface.ask("POST", "faults", rule)
        #expect(added.status == 201, "\(added.answer.text())")
    }

    private func weigh(_ credential: String? = "key-1") async -> SimulatedResponse {
        let headers = credential.map { ["authorization": $0] } ?? [:]
        return await surface.respond(
            to: SimulatedRequest(method: "POST", path: "/gates/1/lorries", headers: headers)
        )
    }

    private func statuses(_ count: Int, _ credential: String? = "key-1") async -> [Int] {
        var statuses: [Int] = []
        for _ in 0..<count { statuses.append(await weigh(credential).status) }
        return statuses
    }

    private func advance(_ span: JSON) async {
        _ = await surface.send("POST", "/_sim/clock", ["advance": span])
    }

    private func fields(_ response: SimulatedResponse) -> [String: String] {
        Dictionary(response.headers.map { ($0.name, $0.value) }) { $0 + ", " + $1 }
    }

    @Test func bucketFillsOneByOne() async throws {
        try await add(["kind": "rateLimit", "limit": 60, "capacity": 3, "window": "PT1M"])
        #expect(await statuses(4) == [200, 200, 200, 429])
        #expect(try await surface.ask("GET", "truth").answer["lorries"] == 3)
        await advance("PT0.999999S")
        #expect(await statuses(1) == [429])
        await advance("PT0.000001S")
        #expect(await statuses(2) == [200, 429])
        await advance("PT1H")
        #expect(await statuses(4) == [200, 200, 200, 429])
    }

    @Test(arguments: [["kind": "status", "code": 503], ["kind": "body", "body": "sorry"]] as [JSON])
    func answerOfALaterFaultTellsWhatIsLeftToo(_ rule: JSON) async throws {
        try await add(["kind": "rateLimit", "limit": 2, "window": "PT1M"])
        try await add(rule)
        #expect(fields(await weigh())["RateLimit-Remaining"] == "1")
    }

    @Test func noMoreClientsAreToldApartThanThereIsRoomFor() async throws {
        try await add(["kind": "rateLimit", "limit": 1, "window": "P1D"])
        for number in 1...20_000 { #expect(await weigh("key-\(number)").status == 200) }
        // The rest share one count; those that are known keep theirs.
        #expect(await weigh("key-20001").status == 200)
        #expect(await weigh("key-20002").status == 429)
        #expect(await weigh("key-7").status == 429)
        let clients = try await surface.ask("GET", "snapshot").answer["faults"]?["rules"]?[0]?["clients"]
        #expect(clients?.objectValue?.count == 20_001)
    }

    @Test func everyAnswerTellsWhatIsLeft() async throws {
        try await add(["kind": "rateLimit", "limit": 2, "window": "PT1M"])
        let first = fields(await weigh())
        #expect(first["RateLimit-Limit"] == "2")
        #expect(first["RateLimit-Remaining"] == "1")
        #expect(first["RateLimit-Reset"] == "30")
        #expect(first["Retry-After"] == nil)
        _ = await weigh()
        await advance("PT10.5S")
        let refusal = await weigh()
        #expect(refusal.status == 429)
        #expect(fields(refusal)["RateLimit-Remaining"] == "0")
        #expect(fields(refusal)["RateLimit-Reset"] == "50")
        #expect(fields(refusal)["Retry-After"] == "20")
        #expect(refusal.body.isEmpty)
    }

    @Test func quotaOfADayStartsAtMidnight() async throws {
        try await add(["kind": "rateLimit", "limit": 2, "window": "P1D", "fill": "window", "retryAfter": "date"])
        #expect(await statuses(2) == [200, 200])
        await advance("PT17H")
        #expect(fields(await weigh())["Retry-After"] == "Tue, 06 Jan 2026 00:00:00 GMT")
        await advance("PT1H")
        #expect(await statuses(3) == [200, 200, 429])
    }

    @Test func eachCredentialHasItsOwnBucket() async throws {
        try await add(["kind": "rateLimit", "limit": 1, "window": "PT1M"])
        #expect(await statuses(2, "key-1") == [200, 429])
        #expect(await statuses(2, "key-2") == [200, 429])
        #expect(await statuses(2, nil) == [200, 429])
        let snapshot = try await surface.ask("GET", "snapshot").answer
        #expect(!snapshot.text().contains("key-"))
        await advance("PT1M")
        #expect(await statuses(2) == [200, 429])
        _ = await surface.send("PUT", "/_sim/snapshot", snapshot)
        #expect(await statuses(1) == [429])
    }

    @Test func vendorsHaveTheirOwnFieldsAndBodies() async throws {
        try await add([
            "kind": "rateLimit", "limit": 1, "window": "PT1M", "per": "path", "code": 403, "retryAfter": "none",
            "headers": ["X-Left": "{remaining} of {limit}", "X-Until": "{resetAt}"],
            "body": "{\"wait\":{retryAfter},\"reset\":{reset}}", "contentType": "application/json",
        ])
        #expect(fields(await weigh("a"))["X-Left"] == "0 of 1")
        let refusal = await weigh("b")
        #expect(refusal.status == 403)
        #expect(refusal.text == "{\"wait\":60,\"reset\":60}")
        #expect(
            fields(refusal) == [
                "Content-Type": "application/json", "X-Left": "0 of 1", "X-Until": "1767592860",
            ]
        )
    }

    @Test func rulesBehindALimitStillApply() async throws {
        try await add(["kind": "rateLimit", "limit": 2, "window": "PT1M"])
        try await add(["kind": "status", "code": 500, "times": 1])
        let first = await weigh()
        #expect(first.status == 500)
        #expect(await statuses(2) == [200, 429])
        let listed = try await surface.ask("GET", "faults").answer["faults"]
        #expect(listed?[0]?["matched"] == 3)
        #expect(listed?[0]?["applied"] == 1)
    }

    @Test func sessionEndsAndANewOneIsTaken() async throws {
        try await add(["kind": "expired", "uses": 2])
        #expect(await statuses(4, "old") == [200, 200, 401, 401])
        #expect(fields(await weigh("old"))["WWW-Authenticate"] == "Bearer error=\"invalid_token\"")
        #expect(await statuses(3, "new") == [200, 200, 401])
        #expect(await statuses(9, nil) == Array(repeating: 200, count: 9))
        #expect(try await surface.ask("GET", "truth").answer["lorries"] == 13)
    }

    @Test func tokenEndsSomeTimeAfterItsFirstUse() async throws {
        try await add([
            "kind": "expired", "lives": "PT30M", "code": 403, "body": "session over", "headers": ["X-Why": "old"],
        ])
        #expect(await statuses(1, "a") == [200])
        await advance("PT29M59S")
        #expect(await statuses(1, "a") == [200])
        #expect(await statuses(1, "b") == [200])
        await advance("PT1S")
        let refusal = await weigh("a")
        #expect(refusal.status == 403)
        #expect(refusal.text == "session over")
        #expect(fields(refusal)["X-Why"] == "old")
        #expect(await statuses(1, "b") == [200])
    }
}
