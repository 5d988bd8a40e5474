import JSON
import SimulatorKit
import Testing

/// Answers of another form, and requests that are worked on twice.
struct FaultContentTests {
    private let surface: SimulatorSurface<WeighingYard>

    init() throws {
        surface = try SimulatorSurface(options: SimulatorOptions(start: SimulatedInstant("2026-01-05T06:00:00Z")))
    }

    private func tickets(_ rule: JSON) async throws -> JSON {
        let added = try await surface.ask("POST", "faults", rule)
        #expect(added.status == 201, "\(added.answer.text())")
        return try JSON(parsing: await surface.send("GET", "/tickets").body)
    }

    @Test(
        arguments: [
            (["at": "/tickets/*/driver", "change": "remove"], "[{\"number\":1},{\"number\":2}]"),
            (["at": "/tickets/0", "change": "remove"], "[{\"driver\":\"Bo\",\"number\":2}]"),
            (["at": "/tickets/*", "change": "remove"], "[]"),
            (
                ["at": "/tickets/*/driver", "change": "rename", "to": "name"],
                "[{\"name\":\"Ada\",\"number\":1},{\"name\":\"Bo\",\"number\":2}]"
            ),
            (
                ["at": "/tickets/1/tare", "change": "add", "value": 7],
                "[{\"driver\":\"Ada\",\"number\":1},{\"driver\":\"Bo\",\"number\":2,\"tare\":7}]"
            ),
            (
                ["at": "/tickets/-", "change": "add", "value": 3],
                "[{\"driver\":\"Ada\",\"number\":1},{\"driver\":\"Bo\",\"number\":2},3]"
            ),
            (["at": "/tickets", "change": "replace", "value": []], "[]"),
            (
                ["at": "/tickets/*/number", "change": "type", "to": "text"],
                "[{\"driver\":\"Ada\",\"number\":\"1\"},{\"driver\":\"Bo\",\"number\":\"2\"}]"
            ),
            (
                ["at": "/tickets/0/number", "change": "type", "to": "list"],
                "[{\"driver\":\"Ada\",\"number\":[1]},{\"driver\":\"Bo\",\"number\":2}]"
            ),
            (
                ["at": "/tickets/0/number", "change": "type", "to": "null"],
                "[{\"driver\":\"Ada\",\"number\":null},{\"driver\":\"Bo\",\"number\":2}]"
            ),
            (
                ["at": "/tickets/*/driver", "change": "upper"],
                "[{\"driver\":\"ADA\",\"number\":1},{\"driver\":\"BO\",\"number\":2}]"
            ),
            (
                ["at": "/tickets/*/*", "change": "lower"],
                "[{\"driver\":\"ada\",\"number\":1},{\"driver\":\"bo\",\"number\":2}]"
            ),
            (
                ["at": "/tickets/1/driver", "change": "pad"],
                "[{\"driver\":\"Ada\",\"number\":1},{\"driver\":\" Bo \",\"number\":2}]"
            ),
            (
                ["at": "/tickets", "change": "repeat"],
                "[{\"driver\":\"Ada\",\"number\":1},{\"driver\":\"Bo\",\"number\":2},{\"driver\":\"Ada\",\"number\":1}]"
            ),
            (
                ["at": "/tickets", "change": "reverse"],
                "[{\"driver\":\"Bo\",\"number\":2},{\"driver\":\"Ada\",\"number\":1}]"
            ),
            (
                ["at": "/weights/0", "change": "remove"],
                "[{\"driver\":\"Ada\",\"number\":1},{\"driver\":\"Bo\",\"number\":2}]"
            ),
        ] as [(JSONObject, String)]
    )
    func answersDrift(members: JSONObject, expected: String) async throws {
        var rule = members
        rule["kind"] = "drift"
        let answer = try await tickets(.object(rule))
        #expect(answer["tickets"]?.text() == expected)
        #expect(answer["at"] == "2026-01-05T06:00:00Z")
    }

    @Test func textsBecomeNumbers() async throws {
        #expect(try await tickets(["kind": "drift", "at": "/next", "change": "type", "to": "number"])["next"] == 2)
    }

    @Test func namesWithSlashesAndTildesAreFound() async throws {
        _ = try await tickets(["kind": "drift", "at": "/a~1b~0c", "change": "add", "value": 1])
        let answer = try JSON(parsing: await surface.send("GET", "/tickets").body)
        #expect(answer["a/b~c"] == 1)
    }

    @Test func whatIsNoJSONStaysAsItIs() async throws {
        _ = try await surface.ask("POST", "faults", ["kind": "drift", "at": "/a", "change": "remove"])
        #expect(await surface.send("GET", "/gates").text == "2 gates")
    }

    @Test(arguments: [("first", "lorry 1 "), ("last", "lorry 3 ")])
    func requestIsWorkedOnSeveralTimes(answer: String, prefix: String) async throws {
        let rule: JSON = ["kind": "duplicate", "count": 2, "answer": .string(answer), "times": 1]
        #expect(try await surface.ask("POST", "faults", rule).status == 201)
        #expect(await surface.weigh().text.hasPrefix(prefix))
        #expect(await surface.weigh().text.hasPrefix("lorry 4 "))
        #expect(try await surface.ask("GET", "requests").answer["total"] == 2)
    }

    @Test func cacheAnswersAsBefore() async throws {
        let rule: JSON = ["kind": "stale", "skip": 2, "pathPrefix": "/tickets"]
        #expect(try await surface.ask("POST", "faults", rule).status == 201)
        var seen: [String] = []
        for turn in 0..<6 {
            let response = await surface.send("GET", "/tickets?page=\(turn % 2)")
            seen.append(try JSON(parsing: response.body)["at"]?.stringValue ?? "")
            #expect(response.headers.map(\.value) == ["application/json"])
            if turn == 3 {
                let snapshot = try await surface.ask("GET", "snapshot").answer
                _ = await surface.send("POST", "/_sim/reset")
                #expect(try await surface.ask("PUT", "snapshot", snapshot).status == 200)
            }
            _ = await surface.send("POST", "/_sim/clock", ["advance": "PT1M"])
        }
        let fresh = ["2026-01-05T06:00:00Z", "2026-01-05T06:01:00Z"]
        #expect(seen == fresh + fresh + fresh)
        // What was never asked before comes from the system.
        let other = try JSON(parsing: await surface.send("GET", "/tickets?page=2").body)
        #expect(other["at"] == "2026-01-05T06:06:00Z")
    }

    @Test func furtherFieldsAreSent() async throws {
        let rule: JSON = ["kind": "status", "code": 503, "headers": ["X-Reason": "stocktaking"]]
        #expect(try await surface.ask("POST", "faults", rule).status == 201)
        let response = await surface.weigh()
        #expect(response.headers.contains { $0 == ("X-Reason", "stocktaking") })
    }
}
