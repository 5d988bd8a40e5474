import JSON
import SimulatorKit
import Testing

/// Same seed, same requests: the same bytes.
struct TranscriptTests {
    /// Rules of every kind whose outcome is drawn, over one another.
    private let rules: JSON = [
        ["kind": "rateLimit", "limit": 40, "capacity": 9, "window": "PT1M", "per": "credential"],
        ["kind": "garbage", "bytes": 40, "probability": .real(0.1)],
        ["kind": "refuse", "bursts": ["starts": .real(0.1), "ends": .real(0.4)]],
        ["kind": "drift", "at": "/tickets/*/driver", "change": "rename", "to": "name", "probability": .real(0.2)],
        ["kind": "clockSkew", "seconds": 90, "probability": .real(0.2)],
        ["kind": "duplicate", "probability": .real(0.2), "delay": ["uniform": [10, 90]]],
        ["kind": "slow", "delay": ["lognormal": [80, .real(0.8)]], "probability": .real(0.5)],
        ["kind": "expired", "uses": 20],
    ]

    private func run(seed: UInt64) async throws -> SimulatorSurface<WeighingYard> {
        let surface = try SimulatorSurface<WeighingYard>(options: SimulatorOptions(seed: seed))
        #expect(try await surface.ask("POST", "faults", rules).status == 201)
        for index in 0..<30 {
            let isWeighing = index.isMultiple(of: 2)
            _ = await surface.respond(
                to: SimulatedRequest(
                    method: isWeighing ? "POST" : "GET",
                    path: isWeighing ? "/gates/1/lorries" : "/tickets",
                    query: ["turn": String(index), "side": "north"],
                    headers: ["authorization": "driver \(index % 3)"],
                    body: Array("load \(index)".utf8)
                )
            )
            if index.isMultiple(of: 5) { _ = await surface.send("POST", "/_sim/clock", ["advance": "PT3.25S"]) }
        }
        return surface
    }

    private func digest(_ surface: SimulatorSurface<WeighingYard>) async throws -> JSON {
        try await surface.ask("GET", "transcript?digest=true").answer
    }

    @Test func aThousandRunsAreOne() async throws {
        let first = try await run(seed: 7)
        let wanted = try await digest(first)
        #expect(wanted["lines"] == 44)
        let text = await first.send("GET", "/_sim/transcript")
        var different = 0
        for _ in 1..<1000 where try await digest(run(seed: 7)) != wanted { different += 1 }
        #expect(different == 0)
        #expect(try await run(seed: 7).send("GET", "/_sim/transcript") == text)
        var others: Set<String> = []
        for seed: UInt64 in 100..<200 { others.insert(try await digest(run(seed: seed)).text()) }
        #expect(others.count == 100)
    }

    @Test func tellsRequestsAnswersAndFaultsByVirtualTime() async throws {
        let surface = try SimulatorSurface<WeighingYard>()
        _ = await surface.send("POST", "/_sim/clock", ["set": "2026-01-05T06:00:00Z"])
        _ = await surface.send("POST", "/_sim/faults", ["kind": "cut", "bytes": 5, "milliseconds": 3, "times": 1])
        _ = await surface.send("GET", "/gates?b=2&a=1")
        _ = await surface.send("GET", "/gates")
        _ = await surface.send("DELETE", "/_sim/faults")
        let response = await surface.send("GET", "/_sim/transcript")
        let lines = response.text.split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines.allSatisfy { $0.hasPrefix("2026-01-05T06:00:00Z ") })
        #expect(lines[1].contains("fault {\"applied\":0,\"bytes\":5,\"id\":\"fault-1\",\"kind\":\"cut\""))
        #expect(lines[2].contains(" GET \"/gates a=1 b=2\" 0 0 -> 200 7:"))
        #expect(lines[2].hasSuffix(" fault \"fault-1\" cut after 5 after 3 ms"))
        #expect(!lines[3].contains("fault"))
        #expect(response.headers.last?.name == "Transcript-SHA256")
        #expect(try await digest(surface)["sha256"]?.stringValue == response.headers.last?.value)
        #expect(try await surface.ask("GET", "transcript?page=2").status == 400)
    }

    @Test func aLineIsTheSameInEveryVersion() async throws {
        let surface = try SimulatorSurface<WeighingYard>()
        _ = await surface.send("POST", "/_sim/clock", ["set": "2026-01-05T06:00:00.25Z"])
        let headers = ["x-driver": "Adé", "host": "127.0.0.1:49152", "accept": "text/plain"]
        _ = await surface.respond(
            to: SimulatedRequest(
                method: "GET",
                path: "/gates",
                query: ["b": "x", "a": "\"1\""],
                headers: headers,
                body: Array("load".utf8)
            )
        )
        let text = await surface.send("GET", "/_sim/transcript").text
        // The digests were made with another program, of "accept: text/plain\nx-driver: Adé\n", "load" and
        // "Content-Type: text/plain\n2 gates".
        let request = #"GET "/gates a=\"1\" b=x" 34:cf676636d55925fc 4:0cf67fc72b3c86c7"#
        let start = "2026-01-05T06:00:00.25Z"
        #expect(text == "\(start) clock\n\(start) \(request) -> 200 7:afee2031758a7519\n")
    }

    @Test func anotherBodyFieldOrAnswerIsAnotherLine() async throws {
        let rules: [JSON] = [
            [], ["kind": "status", "code": 200], ["kind": "status", "code": 200, "retryAfter": 1],
            ["kind": "body", "body": "x"], ["kind": "body", "body": "y"],
        ]
        var lines: Set<Substring> = []
        for (body, rule) in ["a", "b"].flatMap({ body in rules.map { (body, $0) } }) {
            let surface = try SimulatorSurface<WeighingYard>()
            #expect(try await surface.ask("POST", "faults", rule).status == 201)
            _ = await surface.respond(to: SimulatedRequest(method: "GET", path: "/gates", body: Array(body.utf8)))
            lines.insert(await surface.send("GET", "/_sim/transcript").text.split(separator: "\n").last ?? "")
        }
        #expect(lines.count == 10)
    }

    @Test func anotherHeaderFieldIsAnotherLineButNotAnotherWayThere() async throws {
        func line(of headers: [String: String]) async throws -> Substring {
            let surface = try SimulatorSurface<WeighingYard>()
            _ = await surface.respond(to: SimulatedRequest(method: "GET", path: "/gates", headers: headers))
            return await surface.send("GET", "/_sim/transcript").text.split(separator: "\n").last ?? ""
        }
        let plain = try await line(of: ["x-driver": "Ada", "accept": "text/plain"])
        #expect(try await line(of: ["accept": "text/plain", "x-driver": "Ada"]) == plain)
        #expect(try await line(of: ["x-driver": "Bo", "accept": "text/plain"]) != plain)
        #expect(try await line(of: ["x-driver": "Ada"]) != plain)
        // Which port the simulator got and how the client is traced is of the machine, not of the story.
        let way = ["host": "127.0.0.1:49152", "connection": "close", "traceparent": "00-4bf9-00f0-01"]
        #expect(try await line(of: ["x-driver": "Ada", "accept": "text/plain"].merging(way) { $1 }) == plain)
        #expect(!plain.contains("Ada"))
    }

    /// Providers answer with links to themselves.
    @Test func anAnswerThatNamesWhereItWasAskedForIsTheSameAtEachPort() async throws {
        func line(at host: String, naming named: String, in member: String) async throws -> Substring {
            let surface = try SimulatorSurface<WeighingYard>()
            let text = "first http://\(named)/tickets?page=1, last http://\(named)/tickets?page=9."
            let rule: JSON = [
                "kind": "body", "body": .string(member == "body" ? text : "moved"),
                "headers": ["Location": .string(member == "body" ? "elsewhere" : text)],
            ]
            #expect(try await surface.ask("POST", "faults", rule).status == 201)
            _ = await surface.respond(to: SimulatedRequest(method: "GET", path: "/tickets", headers: ["host": host]))
            return await surface.send("GET", "/_sim/transcript").text.split(separator: "\n").last ?? ""
        }
        for member in ["body", "Location"] {
            let first = try await line(at: "127.0.0.1:49152", naming: "127.0.0.1:49152", in: member)
            #expect(try await line(at: "127.0.0.1:8070", naming: "127.0.0.1:8070", in: member) == first)
            #expect(try await line(at: "127.0.0.1:49152", naming: "127.0.0.1:8070", in: member) != first)
        }
    }

    @Test func tellsWhatWasDoneToTheSimulator() async throws {
        let surface = try SimulatorSurface<WeighingYard>()
        let came: JSON = ["state": "lorries came in", "parameters": ["driver": "Ada", "count": 3]]
        _ = await surface.send("POST", "/_sim/given", came)
        _ = await surface.send("POST", "/_sim/given", ["state": "no lorry came in"])
        _ = await surface.send("POST", "/_sim/lost-lorries", ["count": 1])
        _ = await surface.send("POST", "/_sim/lost-lorries", ["count": 9])
        _ = await surface.send("GET", "/_sim/truth")
        _ = await surface.send("POST", "/_sim/clock", ["advance": 60])
        let lines = await surface.send("GET", "/_sim/transcript").text.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.first?.contains(" given ") == true)
        #expect(lines.dropFirst().first?.contains(" control POST lost-lorries ") == true)
        #expect(lines.last?.hasSuffix(" clock") == true)
        // What is given may be about people: only its digest stands there.
        #expect(!lines[0].contains("Ada"))
    }

    @Test func resetBeginsANewOne() async throws {
        let surface = try await run(seed: 1)
        _ = await surface.send("POST", "/_sim/reset")
        #expect(try await digest(surface)["lines"] == 0)
    }

    @Test func longOnesAreCountedToTheEnd() async throws {
        let surface = try SimulatorSurface<WeighingYard>()
        let request = SimulatedRequest(method: "GET", path: "/gates")
        for _ in 0..<100_000 { _ = await surface.respond(to: request) }
        let before = try await digest(surface)
        _ = await surface.respond(to: request)
        let after = try await digest(surface)
        #expect(after["lines"] == 100_001)
        #expect(after["sha256"] != before["sha256"])
        let text = await surface.send("GET", "/_sim/transcript").text
        #expect(text.hasSuffix("# 1 more lines are in the digest only\n"))
    }
}
