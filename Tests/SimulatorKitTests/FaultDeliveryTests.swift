import Dispatch
import JSON
import SimulatorKit
import Testing

/// What a client sees of each kind of fault on a real connection.
struct FaultDeliveryTests {
    private let request = "GET /gates HTTP/1.1\r\nHost: yard\r\nConnection: close\r\n\r\n"
    private let weighing =
        "POST /gates/1/lorries HTTP/1.1\r\nHost: yard\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"

    /// The answer to one request under one rule, and how many lorries were weighed.
    private func seen(
        _ rule: JSON,
        _ request: String? = nil
    ) async throws -> (seen: RawConnection.Seen, lorries: JSON?, duration: Duration) {
        var result: (RawConnection.Seen, JSON?, Duration)?
        try await withServer { surface, port in
            let added = try await surface.ask("POST", "faults", rule)
            #expect(added.status == 201, "\(added.answer.text())")
            let start = ContinuousClock.now
            let seen = try await RawConnection.observe(request ?? weighing, port: port)
            let duration = ContinuousClock.now - start
            let lorries = try await surface.ask("GET", "truth").answer["lorries"]
            result = (seen, lorries, duration)
        }
        return try #require(result)
    }

    private func body(of text: String) -> Substring {
        text.firstRange(of: "\r\n\r\n").map { text[$0.upperBound...] } ?? ""
    }

    @Test(arguments: [("reset", false), ("reset", true), ("down", false)])
    func resetIsNoOrderlyEnd(kind: String, worksFirst: Bool) async throws {
        let seen = try await seen(["kind": .string(kind), "worksFirst": .bool(worksFirst)])
        #expect(seen.seen.wasReset)
        #expect(seen.seen.bytes.isEmpty)
        #expect(seen.lorries == (worksFirst ? 1 : 0))
    }

    @Test(arguments: ["refuse", "dropAnswer"])
    func closingIsNoReset(kind: String) async throws {
        let seen = try await seen(["kind": .string(kind)])
        #expect(!seen.seen.wasReset)
        #expect(seen.seen.bytes.isEmpty)
        #expect(seen.lorries == (kind == "dropAnswer" ? 1 : 0))
    }

    @Test func blackHoleNeverAnswers() async throws {
        for (worksFirst, lorries) in [(false, 0), (true, 1)] as [(Bool, JSON)] {
            let seen = try await seen(["kind": "blackHole", "milliseconds": 40, "worksFirst": .bool(worksFirst)])
            #expect(seen.seen.bytes.isEmpty)
            #expect(seen.duration >= .milliseconds(40))
            #expect(seen.lorries == lorries)
        }
    }

    @Test(.timeLimit(.minutes(2))) func blackHoleEndsWhenTheClientGoes() async throws {
        let later: JSON = "2027-01-05T06:00:00Z"
        try await withServer { surface, port in
            _ = await surface.send("POST", "/_sim/faults", ["kind": "blackHole"])
            let leaving = DispatchSemaphore(value: 0)
            async let client = RawConnection.observe(request, port: port, leaving: leaving)
            while try await surface.ask("GET", "requests").answer["total"] == 0 { await Task.yield() }
            _ = await surface.send("POST", "/_sim/clock", ["set": later])
            leaving.signal()
            _ = try await client
            var end: JSON?
            while end != later {
                await Task.yield()
                end = try await surface.ask("GET", "requests").answer["requests"]?[0]?["aborted"]?["virtual"]
            }
        }
    }

    @Test func garbageIsTheSameForTheSameSeed() async throws {
        let first = try await seen(["kind": "garbage", "bytes": 300])
        let second = try await seen(["kind": "garbage", "bytes": 300])
        #expect(first.seen.bytes.count == 300)
        #expect(first.seen.bytes == second.seen.bytes)
        #expect(first.seen.bytes.first.map { $0 >= 0x80 } == true)
        #expect(Set(first.seen.bytes).count > 100)
        #expect(first.lorries == 0)
        #expect(try await seen(["kind": "garbage"]).seen.bytes.count == 64)
    }

    @Test func malformedChunkFollowsHalfOfTheBody() async throws {
        let text = try await seen(["kind": "malformedChunk"], request).seen.text
        #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(text.contains("\r\nTransfer-Encoding: chunked\r\n"))
        #expect(!text.contains("Content-Length"))
        #expect(body(of: text) == "3\r\n2 g\r\nlength\r\n")
    }

    @Test(arguments: [(5, "12"), (-3, "4"), (-100, "0")])
    func announcedLengthIsWrong(surplus: Int64, announced: String) async throws {
        let text = try await seen(["kind": "wrongLength", "by": .integer(surplus)], request).seen.text
        #expect(text.contains("\r\nContent-Length: \(announced)\r\n"))
        #expect(body(of: text) == "2 gates")
    }

    @Test(arguments: [0, 1, 12, 100])
    func cutCountsTheHeaderFields(bytes: Int) async throws {
        let seen = try await seen(["kind": "cut", "bytes": .integer(Int64(bytes))])
        #expect(seen.seen.bytes.count == bytes)
        #expect("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n".hasPrefix(seen.seen.text.prefix(40)))
        #expect(seen.lorries == 1)
    }

    @Test func dribbleSendsTheWholeBodyInPieces() async throws {
        let seen = try await seen(["kind": "dribble", "pieces": 4, "pause": 15], request)
        #expect(seen.seen.text.contains("\r\nContent-Length: 7\r\n"))
        #expect(body(of: seen.seen.text) == "2 gates")
        #expect(seen.duration >= .milliseconds(45))
    }

    @Test func bandwidthIsNotExceeded() async throws {
        let load = "GET /load HTTP/1.1\r\nHost: yard\r\nConnection: close\r\n\r\n"
        let seen = try await seen(["kind": "bandwidth", "bytesPerSecond": 6_000_000], load)
        #expect(body(of: seen.seen.text).utf8.count == 600_000)
        // Five pieces of a fiftieth of a second, the first at once.
        #expect(seen.duration >= .milliseconds(80))
    }

    @Test func slowCloseEndsTheAnswerLate() async throws {
        let seen = try await seen(["kind": "slowClose", "pause": 40], request)
        #expect(seen.seen.text.contains("\r\nConnection: close\r\n"))
        #expect(!seen.seen.text.contains("Content-Length"))
        #expect(body(of: seen.seen.text) == "2 gates")
        #expect(seen.duration >= .milliseconds(40))
    }

    @Test func clockIsWrongInDateAndBody() async throws {
        let tickets = "GET /tickets HTTP/1.1\r\nHost: yard\r\nConnection: close\r\n\r\n"
        try await withServer { surface, port in
            _ = await surface.send("POST", "/_sim/clock", ["set": "2026-01-05T06:00:00Z"])
            _ = await surface.send("POST", "/_sim/faults", ["kind": "clockSkew", "seconds": -3_600])
            let text = try await RawConnection.exchange(tickets, port: port)
            #expect(text.contains("Mon, 05 Jan 2026 05:00:00 GMT\r\n"))
            #expect(text.contains("\"at\":\"2026-01-05T05:00:00Z\""))
            #expect(try await surface.ask("GET", "clock").answer["now"] == "2026-01-05T06:00:00Z")
        }
    }

    @Test(arguments: [(false, "lorry 2 ", "lorry 1 "), (true, "lorry 1 ", "lorry 2 ")])
    func laterRequestOvertakes(worksFirst: Bool, ofFirst: String, ofSecond: String) async throws {
        try await withServer { surface, port in
            let rule: JSON = [
                "kind": "reorder", "worksFirst": .bool(worksFirst), "milliseconds": 600_000, "times": 1,
                "method": "POST",
            ]
            _ = await surface.send("POST", "/_sim/faults", rule)
            async let first = RawConnection.exchange(weighing, port: port)
            while try await surface.ask("GET", "requests").answer["total"] == 0 { await Task.yield() }
            // A request that the rule is not meant for lets nobody go.
            _ = try await RawConnection.exchange(request, port: port)
            let second = try await RawConnection.exchange(weighing, port: port)
            #expect(body(of: second).hasPrefix(ofSecond))
            #expect(try await body(of: first).hasPrefix(ofFirst))
        }
    }

    /// The server goes on with others, and does not write to nobody for years.
    @Test(.timeLimit(.minutes(2)), arguments: [1, 1 << 16, 1 << 20, 1 << 24])
    func anAnswerWithoutEndEndsWhenTheClientGoes(afterBytes: Int) async throws {
        try await withServer { surface, port in
            for _ in 0..<5 {
                let rule: JSON = ["kind": "repeatBody", "bytes": .integer(1 << 40), "times": 1]
                let added = try await surface.ask("POST", "faults", rule)
                #expect(added.status == 201, "\(added.answer.text())")
                let seen = try await RawConnection.observe(request, port: port, upTo: afterBytes)
                #expect(seen.text.hasPrefix("HTTP/1.1 200"))
                #expect(try await body(of: RawConnection.exchange(request, port: port)) == "2 gates")
            }
            var end: JSON?
            while end == nil {
                await Task.yield()
                end = try await surface.ask("GET", "requests").answer["requests"]?[0]?["aborted"]
            }
        }
    }

    @Test func nobodyWaitsForARequestThatNeverComes() async throws {
        let seen = try await seen(["kind": "reorder", "milliseconds": 20])
        #expect(body(of: seen.seen.text).hasPrefix("lorry 1 "))
    }

    @Test func removingTheRuleLetsGo() async throws {
        try await withServer { surface, port in
            _ = await surface.send("POST", "/_sim/faults", ["kind": "reorder", "milliseconds": 600_000])
            async let first = RawConnection.exchange(weighing, port: port)
            while try await surface.ask("GET", "requests").answer["total"] == 0 { await Task.yield() }
            _ = await surface.send("DELETE", "/_sim/faults")
            #expect(try await body(of: first).hasPrefix("lorry 1 "))
        }
    }

    @Test func journalCountsTheBytesOfTheBodyThatWereSent() async throws {
        let head = "HEAD /gates HTTP/1.1\r\nHost: yard\r\nConnection: close\r\n\r\n"
        let rules: [JSON] = [
            ["kind": "cut", "bytes": 3], ["kind": "cut", "bytes": 1_000], ["kind": "truncate", "bytes": 3],
            ["kind": "repeatBody", "bytes": 20], ["kind": "wrongLength", "by": 9], ["kind": "slowClose", "pause": 1],
        ]
        for rule in rules + [.null] {
            try await withServer { surface, port in
                if rule != .null { _ = await surface.send("POST", "/_sim/faults", rule) }
                let seen = try await RawConnection.exchange(rule == .null ? head : request, port: port)
                let entry = try await surface.ask("GET", "requests").answer["requests"]?[0]
                #expect(entry?["responseBytes"] == .integer(Int64(body(of: seen).utf8.count)), "\(rule.text())")
            }
        }
    }

    @Test func journalCountsTheBytesOfABodyThatIsCutInTheMiddle() async throws {
        try await withServer { surface, port in
            _ = await surface.send("POST", "/_sim/faults", ["id": "end", "kind": "cut", "bytes": 1_000])
            let length = try await RawConnection.exchange(request, port: port).utf8.count
            _ = await surface.send("DELETE", "/_sim/faults/end")
            _ = await surface.send("POST", "/_sim/faults", ["kind": "cut", "bytes": .integer(Int64(length - 4))])
            #expect(try await body(of: RawConnection.exchange(request, port: port)) == "2 g")
            #expect(try await surface.ask("GET", "requests?limit=1").answer["requests"]?[0]?["responseBytes"] == 3)
        }
    }

    @Test func journalTellsWhatReachedTheClient() async throws {
        for (rule, isAnswered) in [
            (["kind": "dribble", "pieces": 2, "pause": 1], true), (["kind": "cut", "bytes": 3], false),
            (["kind": "garbage"], false), (["kind": "reset"], false), (["kind": "malformedChunk"], false),
            (["kind": "slowClose", "pause": 1], true),
        ] as [(JSON, Bool)] {
            try await withServer { surface, port in
                _ = await surface.send("POST", "/_sim/faults", rule)
                _ = try await RawConnection.observe(request, port: port)
                let entry = try await surface.ask("GET", "requests").answer["requests"]?[0]
                #expect((entry?["answered"] != .null) == isAnswered, "\(rule.text())")
                #expect((entry?["aborted"] == .null) == isAnswered, "\(rule.text())")
            }
        }
    }
}
