import JSON
import SimulatorKit
import Testing

struct VerificationTests {
    private let surface: SimulatorSurface<WeighingYard>

    init() throws {
        surface = try SimulatorSurface()
    }

    private func load(_ lorry: String, headers: [String: String] = [:]) async {
        let body: JSON = [
            "lorry": .string(lorry), "load": ["kind": "gravel", "tonnes": "18.50"], "axles": [1, 2],
        ]
        let bytes = Array(body.text().utf8)
        _ = await surface.respond(
            to: SimulatedRequest(method: "POST", path: "/gates/1/lorries", headers: headers, body: bytes)
        )
    }

    private func verify(_ claim: JSON) async throws -> (status: Int, answer: JSON) {
        try await surface.ask("POST", "verify", claim)
    }

    @Test func countsThatAreRightAreVerified() async throws {
        for _ in 0..<3 { await load("L-1") }
        _ = await surface.send("GET", "/gates")
        #expect(try await verify(["method": "post", "count": 3]).answer == ["verified": true, "count": 3])
        #expect(try await verify(["atLeast": 4]).status == 200)
        #expect(try await verify(["atLeast": 1, "atMost": 4]).status == 200)
        #expect(try await verify(["path": "/gates/{gate}/lorries", "count": 3]).status == 200)
        #expect(try await verify(["path": "/gates", "count": 1]).status == 200)
        #expect(try await verify(["method": "DELETE", "count": 0]).status == 200)
    }

    @Test func countThatIsWrongSaysWhatWasFoundAndWhatCameNear() async throws {
        await load("L-1")
        _ = await surface.send("GET", "/gates")
        let (status, answer) = try await verify(["method": "POST", "path": "/gates", "count": 1])
        #expect(status == 422)
        #expect(answer["verified"] == false)
        #expect(answer["count"] == 0)
        #expect(answer["error"] == "0 of 2 requests meet the matcher; 1 were claimed.")
        #expect(
            answer["nearest"] == [
                [
                    "number": 1,
                    "differences": [["field": "path", "wanted": "/gates", "given": "/gates/1/lorries"]],
                ],
                ["number": 2, "differences": [["field": "method", "wanted": "POST", "given": "GET"]]],
            ]
        )
        let most = try await verify(["atMost": 1]).answer["error"]
        #expect(most == "2 of 2 requests meet the matcher; 0...1 were claimed.")
    }

    @Test func bodiesAreComparedByTextAndByMembers() async throws {
        await load("L-1")
        await load("L-2")
        #expect(try await verify(["bodyContains": "L-2", "count": 1]).status == 200)
        #expect(try await verify(["bodyContains": ["L-2", "gravel"], "count": 1]).status == 200)
        #expect(try await verify(["bodyJSON": ["lorry": "L-1"], "count": 1]).status == 200)
        #expect(try await verify(["bodyJSON": ["load": ["tonnes": "18.50"]], "count": 2]).status == 200)
        #expect(try await verify(["bodyJSON": ["axles": [1]], "count": 0]).status == 200)
        #expect(try await verify(["bodyJSON": ["load": ["tonnes": "18.5"]], "count": 0]).status == 200)
    }

    @Test func headersQueryStatusAndFaultsAreCompared() async throws {
        await load("L-1", headers: ["idempotency-key": "a1"])
        _ = await surface.send("GET", "/gates?side=north")
        _ = await surface.send("POST", "/_sim/faults", ["id": "gone", "kind": "dropAnswer", "times": 1])
        await load("L-2")
        #expect(try await verify(["header": ["Idempotency-Key": "a1"], "count": 1]).status == 200)
        #expect(try await verify(["query": ["side": "north"], "count": 1]).status == 200)
        #expect(try await verify(["status": 200, "count": 3]).status == 200)
        #expect(try await verify(["fault": "gone", "ended": "aborted", "count": 1]).status == 200)
        #expect(try await verify(["ended": "answered", "count": 2]).status == 200)
        #expect(try await verify(["unmatched": true, "count": 0]).status == 200)
    }

    @Test func requestsAreToldApartByVirtualTime() async throws {
        await load("L-1")
        _ = await surface.send("POST", "/_sim/clock", ["set": "2026-02-01T00:00:00Z"])
        await load("L-2")
        await load("L-3")
        #expect(try await verify(["from": "2026-02-01T00:00:00Z", "count": 2]).status == 200)
        #expect(try await verify(["until": "2026-02-01T00:00:00Z", "count": 1]).status == 200)
    }

    @Test func sequenceHoldsWhenItsStepsComeInOrder() async throws {
        await load("L-1")
        _ = await surface.send("GET", "/gates")
        await load("L-2")
        let first: JSON = ["bodyContains": "L-1"]
        let second: JSON = ["bodyContains": "L-2"]
        #expect(try await verify(["sequence": [first, second]]).answer == ["verified": true, "numbers": [1, 3]])
        let (status, answer) = try await verify(["method": "POST", "sequence": [second, first]])
        #expect(status == 422)
        #expect(answer["numbers"] == [3])
        #expect(answer["error"] == "No request after request 3 meets step 2 of the 2 of the sequence.")
    }

    @Test func whatIsNotKeptIsAnErrorAndNeverAVerdict() async throws {
        let surface = try SimulatorSurface<WeighingYard>(options: SimulatorOptions(journalMebibytes: 1))
        for digit in 0..<4 {
            let body = [UInt8](repeating: UInt8(ascii: "0") + UInt8(digit), count: 400_000)
            _ = await surface.respond(to: SimulatedRequest(method: "POST", path: "/gates/1/lorries", body: body))
        }
        let unknown = try await surface.ask("POST", "verify", ["bodyContains": "0000", "count": 1])
        #expect(unknown.status == 409)
        let reason = unknown.answer["error"]?.stringValue
        #expect(reason?.hasPrefix("The journal does not hold all that must be known of request 3") == true)
        #expect(try await surface.ask("POST", "verify", ["path": "/gates/1/lorries", "count": 4]).status == 200)
        let elsewhere: JSON = ["method": "GET", "bodyContains": "9", "count": 0]
        #expect(try await surface.ask("POST", "verify", elsewhere).status == 200)
    }

    @Test func bodyThatIsKeptInPartIsNoProofOfAbsence() async throws {
        let body = [UInt8](repeating: UInt8(ascii: "a"), count: 600_000)
        _ = await surface.respond(to: SimulatedRequest(method: "POST", path: "/gates", body: body))
        #expect(try await verify(["bodyContains": "aaa", "count": 1]).status == 200)
        #expect(try await verify(["bodyContains": "b", "count": 0]).status == 409)
    }

    @Test func requestsAreListedByTheSameMatcher() async throws {
        await load("L-1")
        await load("L-2")
        let answer = try await surface.ask("POST", "requests", ["bodyJSON": ["lorry": "L-2"]]).answer
        #expect(answer["count"] == 1)
        #expect(answer["total"] == 2)
        #expect(answer["requests"]?[0]?["number"] == 2)
        #expect(try await surface.ask("POST", "requests", ["limit": 0]).answer["requests"] == [])
    }

    @Test(
        arguments: [
            ([:], "says how many"), (["count": 1, "atLeast": 1], "says how many"), (["sequence": []], "says how many"),
            (["count": "1"], "count is \"1\""), (["paths": "/gates", "count": 1], "unknown member paths"),
            (["method": 1, "count": 1], "method is 1"), (["from": "today", "count": 1], "from is \"today\""),
            (["header": "a", "count": 1], "header is \"a\""), (["ended": "later", "count": 1], "ended is \"later\""),
            (["atLeast": 3, "atMost": 2], "atLeast 3 is more"),
        ] as [(JSON, String)]
    )
    func claimThatCannotBeReadSaysWhy(_ claim: JSON, _ reason: String) async throws {
        let (status, answer) = try await verify(claim)
        #expect(status == 400)
        #expect(answer["error"]?.stringValue?.contains(reason) == true)
    }

    @Test func clientsOnConnectionsOfTheirOwnAreEachCountedExactly() async throws {
        try await withServer { surface, port in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for client in 0..<64 {
                    group.addTask {
                        let fields = "POST /gates/1/lorries HTTP/1.1\r\nHost: yard\r\nX-Driver: d\(client)\r\n"
                        let call = fields + "Content-Length: 0\r\n\r\n"
                        let last = fields + "Connection: close\r\nContent-Length: 0\r\n\r\n"
                        let calls = String(repeating: call, count: 99) + last
                        let answers = try await RawConnection.exchange(calls, port: port)
                        #expect(answers.ranges(of: "HTTP/1.1 200 ").count == 100)
                        let claim: JSON = [
                            "header": ["x-driver": .string("d\(client)")], "status": 200, "ended": "answered",
                            "count": 100,
                        ]
                        #expect(try await surface.ask("POST", "verify", claim).status == 200)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await surface.ask("POST", "verify", ["count": 6400]).status == 200)
            #expect(try await surface.ask("GET", "truth").answer["lorries"] == 6400)
        }
    }

    @Test func everyAnsweredRequestIsCountedWhileOthersComeIn() async throws {
        // A claim is made between the requests of 64 clients: each has seen its own answers before it asks.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<64 {
                group.addTask {
                    for call in 1...20 {
                        await load("client \(client) ")
                        let name = JSON.string("client \(client) ")
                        let claim: JSON = ["bodyContains": name, "count": .integer(Int64(call))]
                        let (status, answer) = try await verify(claim)
                        #expect(status == 200, "\(answer.text())")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await verify(["count": 1280]).status == 200)
    }
}
