import JSON
import SimulatorKit
import Testing

struct FaultRuleTests {
    private let surface: SimulatorSurface<WeighingYard>

    init() throws {
        surface = try SimulatorSurface(options: SimulatorOptions(start: SimulatedInstant("2026-01-05T06:00:00Z")))
    }

    private func statuses(_ count: Int) async -> [Int] {
        var statuses: [Int] = []
        for _ in 0..<count { statuses.append(await surface.weigh().status) }
        return statuses
    }

    @Test func statusReplacesTheWork() async throws {
        let rule: JSON = [
            "kind": "status", "code": 429, "retryAfter": 7, "body": "{\"code\":\"429.002\"}",
            "contentType": "application/json",
        ]
        #expect(try await surface.ask("POST", "faults", rule).status == 201)
        let response = await surface.weigh()
        #expect(response.status == 429)
        #expect(response.text == "{\"code\":\"429.002\"}")
        #expect(response.headers.map(\.name) == ["Content-Type", "Retry-After"])
        #expect(response.headers.map(\.value) == ["application/json", "7"])
        #expect(try await surface.ask("GET", "truth").answer["lorries"] == 0)
    }

    @Test func workCanComeFirst() async throws {
        _ = await surface.send("POST", "/_sim/faults", ["kind": "status", "code": 504, "worksFirst": true])
        #expect(await surface.weigh().status == 504)
        #expect(try await surface.ask("GET", "truth").answer["lorries"] == 1)
    }

    @Test func pageReplacesTheAnswer() async throws {
        _ = await surface.send("POST", "/_sim/faults", ["kind": "body", "body": "<h1>Bad gateway</h1>"])
        let response = await surface.weigh()
        #expect(response.status == 200)
        #expect(response.headers.first?.value == "text/html; charset=utf-8")
        #expect(response.text == "<h1>Bad gateway</h1>")
    }

    @Test func deliveriesAreMarked() async throws {
        for (rule, delivery) in [
            (["kind": "dropAnswer"], .dropped), (["kind": "truncate", "bytes": 4], .truncated(bytes: 4)),
            (["kind": "repeatBody", "bytes": 9], .repeated(bytes: 9)), (["kind": "refuse"], .dropped),
        ] as [(JSON, SimulatedResponse.Delivery)] {
            _ = await surface.send("DELETE", "/_sim/faults")
            _ = await surface.send("POST", "/_sim/faults", rule)
            #expect(await surface.weigh().delivery == delivery)
        }
        #expect(try await surface.ask("GET", "truth").answer["lorries"] == 3)
    }

    @Test func anyFaultCanBeLate() async throws {
        for (rule, lorries) in [
            (["kind": "slow", "milliseconds": 20], 1), (["kind": "proxy", "code": 504, "milliseconds": 20], 1),
            (["kind": "proxy", "code": 504, "milliseconds": 20, "worksFirst": true], 2),
            (["kind": "refuse", "milliseconds": 20], 2), (["kind": "dropAnswer", "milliseconds": 20], 3),
        ] as [(JSON, Int64)] {
            _ = await surface.send("DELETE", "/_sim/faults")
            #expect(try await surface.ask("POST", "faults", rule).answer["faults"]?[0]?["milliseconds"] == 20)
            #expect(await surface.weigh().milliseconds == 20)
            #expect(try await surface.ask("GET", "truth").answer["lorries"] == .integer(lorries))
        }
    }

    @Test(arguments: [(429, "429 Too Many Requests"), (502, "502 Bad Gateway"), (504, "504 Gateway Time-out")])
    func proxyAnswersWithItsOwnPage(code: Int, title: String) async throws {
        let rule: JSON = ["kind": "proxy", "code": .integer(Int64(code)), "retryAfter": 3]
        _ = await surface.send("POST", "/_sim/faults", rule)

        let response = await surface.weigh()

        #expect(response.status == code)
        #expect(response.headers.map(\.value) == ["text/html", "3"])
        #expect(response.text.contains("<center><h1>\(title)</h1></center>"))
    }

    @Test func skipAndTimesCountMatchingRequests() async throws {
        _ = await surface.send("POST", "/_sim/faults", ["kind": "status", "code": 500, "skip": 2, "times": 2])
        _ = await surface.send("POST", "/_sim/faults", ["kind": "status", "code": 503, "skip": 4, "times": 1])
        #expect(await statuses(8) == [200, 200, 500, 500, 200, 200, 503, 200])
        let listed = try await surface.ask("GET", "faults").answer["faults"]
        #expect(listed?[0]?["id"] == "fault-1")
        #expect(listed?[0]?["matched"] == 8)
        #expect(listed?[0]?["applied"] == 2)
        #expect(listed?[1]?["matched"] == 6)
    }

    @Test func scopeLimitsTheRequests() async throws {
        _ = await surface.send(
            "POST",
            "/_sim/faults",
            [
                "kind": "status", "code": 500, "method": "post", "pathPrefix": "/gates/", "pathContains": "lorr",
                "bodyContains": "\"rush\":true",
            ]
        )
        #expect(await surface.weigh().status == 200)
        #expect(await surface.send("POST", "/gates/1/lorries", ["rush": true]).status == 500)
        #expect(await surface.send("GET", "/gates", ["rush": true]).status == 200)
    }

    @Test func windowFollowsTheVirtualClock() async throws {
        _ = await surface.send(
            "POST",
            "/_sim/faults",
            [
                "kind": "status", "code": 503, "from": "2026-01-05T07:00:00Z", "until": "2026-01-05T08:00:00Z",
            ]
        )
        var seen: [Int] = []
        for _ in 0..<3 {
            seen.append(await surface.weigh().status)
            _ = await surface.send("POST", "/_sim/clock", ["advance": "PT1H"])
        }
        #expect(seen == [200, 503, 200])
    }

    @Test func chanceIsTheSameForTheSameSeed() async throws {
        let rule: JSON = ["kind": "status", "code": 500, "probability": .real(0.5)]
        var runs: [[Int]] = []
        for seed: UInt64 in [1, 1, 2] {
            let surface = try SimulatorSurface<WeighingYard>(options: SimulatorOptions(seed: seed))
            _ = await surface.send("POST", "/_sim/faults", rule)
            var run: [Int] = []
            for _ in 0..<64 { run.append(await surface.weigh().status) }
            runs.append(run)
        }
        #expect(runs[0] == runs[1])
        #expect(runs[0] != runs[2])
        #expect((16...48).contains(runs[0].count { $0 == 500 }))
    }

    @Test func rulesAreRemovedOneByOneOrAllAtOnce() async throws {
        _ = await surface.send(
            "POST",
            "/_sim/faults",
            [
                ["id": "a", "kind": "refuse"], ["id": "b", "kind": "status", "code": 500],
            ]
        )
        #expect(try await surface.ask("DELETE", "faults/a").status == 200)
        #expect(await surface.weigh().status == 500)
        #expect(try await surface.ask("DELETE", "faults/a").status == 404)
        #expect(try await surface.ask("DELETE", "faults").answer == ["faults": []])
        #expect(await surface.weigh().status == 200)
    }

    @Test func aListEntersWholeOrNotAtAll() async throws {
        let (status, _) = try await surface.ask("POST", "faults", [["kind": "refuse"], ["kind": "explode"]])
        #expect(status == 400)
        #expect(try await surface.ask("GET", "faults").answer == ["faults": []])
        _ = await surface.send("POST", "/_sim/faults", ["id": "a", "kind": "refuse"])
        #expect(try await surface.ask("POST", "faults", ["id": "a", "kind": "refuse"]).status == 409)
    }

    @Test(
        arguments: [
            (["kind": "explode"], "kind is \"explode\""), ([:], "kind is missing"),
            (["kind": "status"], "code is missing"),
            (["kind": "status", "code": 99], "from 200 to 599"), (["kind": "truncate"], "bytes is missing"),
            (["kind": "refuse", "probability": 2], "from 0 to 1"),
            (["kind": "refuse", "pathprefix": "/"], "unknown member"),
            (["kind": "refuse", "times": 0], "times is 0"), (["kind": "refuse", "from": "noon"], "a moment such as"),
            (["kind": "refuse", "method": 1], "give a text"), ("refuse", "is an object"),
            (["kind": "refuse", "worksFirst": 1], "true or false"), (["kind": "body"], "body is missing"),
        ] as [(JSON, String)]
    )
    func wrongRulesAreExplained(rule: JSON, mention: String) async throws {
        let (status, answer) = try await surface.ask("POST", "faults", rule)
        #expect(status == 400)
        #expect(answer["error"]?.stringValue?.contains(mention) == true, "\(answer.text())")
    }
}
