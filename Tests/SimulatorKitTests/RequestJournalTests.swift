import JSON
import SimulatorKit
import Synchronization
import Testing

struct RequestJournalTests {
    private let surface: SimulatorSurface<WeighingYard>

    init() throws {
        surface = try SimulatorSurface(options: SimulatorOptions(), stopwatch: { 77 })
    }

    @Test func holdsEveryRequestInOrderWithItsStamps() async throws {
        _ = await surface.weigh()
        _ = await surface.send("POST", "/_sim/clock", ["set": "2026-02-01T00:00:00Z"])
        _ = await surface.send("GET", "/gates?side=north", ["a": 1])
        let journal = try await surface.ask("GET", "requests").answer
        #expect(journal["count"] == 2)
        let last = try #require(journal["requests"]?[1])
        #expect(last["number"] == 2)
        #expect(last["received"] == ["virtual": "2026-02-01T00:00:00Z", "monotonicNanoseconds": 77])
        #expect(last["answered"] == last["received"])
        #expect(last["aborted"] == .null)
        #expect(last["method"] == "GET")
        #expect(last["path"] == "/gates")
        #expect(last["query"] == ["side": "north"])
        #expect(last["body"] == "{\"a\":1}")
        #expect(last["requestBytes"] == 7)
        #expect(last["responseBytes"] == 7)
        #expect(last["status"] == 200)
    }

    @Test func filtersByPathMethodStatusAndNewest() async throws {
        for _ in 0..<3 { _ = await surface.weigh() }
        _ = await surface.send("GET", "/gates")
        _ = await surface.send("GET", "/gatez")
        #expect(try await surface.ask("GET", "requests?path=lorries").answer["count"] == 3)
        #expect(try await surface.ask("GET", "requests?method=get").answer["count"] == 2)
        #expect(try await surface.ask("GET", "requests?status=404").answer["requests"]?[0]?["path"] == "/gatez")
        #expect(try await surface.ask("GET", "requests?unmatched=true").answer["count"] == 1)
        #expect(try await surface.ask("GET", "requests?unmatched=false").answer["count"] == 4)
        #expect(try await surface.ask("GET", "requests?unmatched=no").status == 400)
        let newest = try await surface.ask("GET", "requests?limit=1").answer
        #expect(newest["count"] == 5)
        #expect(newest["total"] == 5)
        #expect(newest["requests"]?.arrayValue?.count == 1)
        #expect(newest["requests"]?[0]?["number"] == 5)
        #expect(try await surface.ask("GET", "requests?limit=x").status == 400)
        #expect(try await surface.ask("GET", "requests?paths=x").status == 400)
    }

    @Test(
        arguments: [
            (0, 1), (4_294_967_295, 4_294_967_295), (4_294_967_295, 4_294_967_296), (4_294_967_296, 900_000_000_000),
            (12_345_678_901_234, -1), (-1, -4_294_967_297), (.max - 1, 1), (.min, 7),
        ] as [(Int64, Int64)]
    )
    func stampsAreExactHoweverLongAnAnswerTakes(received: Int64, duration: Int64) async throws {
        let clock = SteppedStopwatch(steps: [received, received + duration])
        let surface = try SimulatorSurface<WeighingYard>(stopwatch: { clock.next() })
        _ = await surface.weigh()
        let entry = try #require(try await surface.ask("GET", "requests").answer["requests"]?[0])
        #expect(entry["received"]?["monotonicNanoseconds"] == .integer(received))
        #expect(entry["answered"]?["monotonicNanoseconds"] == .integer(received + duration))
    }

    @Test(arguments: [4_294_967_294, 4_294_967_295, 4_294_967_296, 1 << 40] as [Int64])
    func answersOfAnyLengthAreCountedByteByByte(bytes: Int64) async throws {
        let rule: JSON = ["kind": "repeatBody", "bytes": .integer(bytes), "times": 1]
        #expect(try await surface.ask("POST", "faults", rule).status == 201)
        _ = await surface.send("GET", "/gates")
        _ = await surface.send("GET", "/gates")
        let journal = try await surface.ask("GET", "requests").answer
        #expect(journal["requests"]?[0]?["responseBytes"] == .integer(bytes))
        #expect(journal["requests"]?[1]?["responseBytes"] == 7)
    }

    @Test func aLongBodyAndItsBeginningAloneAreTwoThings() async throws {
        let long = [UInt8](repeating: UInt8(ascii: "a"), count: 600_000)
        for body in [long, Array(long.prefix(524_288))] {
            _ = await surface.respond(to: SimulatedRequest(method: "POST", path: "/gates", body: body))
        }
        let journal = try await surface.ask("GET", "requests").answer
        #expect(journal["requests"]?[0]?["requestBytes"] == 600_000)
        #expect(journal["requests"]?[1]?["requestBytes"] == 524_288)
        #expect(journal["requests"]?[1]?["bodyNote"] == nil || journal["requests"]?[1]?["bodyNote"] == .null)
    }

    @Test func keepsTheFirst512KiBOfABody() async throws {
        let body = [UInt8](repeating: UInt8(ascii: "a"), count: 600_000)
        _ = await surface.respond(to: SimulatedRequest(method: "POST", path: "/gates", body: body))
        let entry = try #require(try await surface.ask("GET", "requests").answer["requests"]?[0])
        #expect(entry["requestBytes"] == 600_000)
        #expect(entry["body"]?.stringValue?.utf8.count == 524_288)
        #expect(entry["bodyNote"] == "only the first 524288 bytes are kept")
    }

    @Test func whenItIsFullEntriesStayAndSayThatTheirBodyIsGone() async throws {
        let surface = try SimulatorSurface<WeighingYard>(options: SimulatorOptions(journalMebibytes: 1))
        for digit in 0...3 {
            let body = [UInt8](repeating: UInt8(ascii: "0") + UInt8(digit), count: 400_000)
            _ = await surface.respond(to: SimulatedRequest(method: "POST", path: "/gates/1/lorries", body: body))
        }
        let answer = try await surface.ask("GET", "requests?limit=2").answer
        #expect(answer["count"] == 4)
        #expect(answer["requests"]?[0]?["path"] == "/gates/1/lorries")
        #expect(answer["requests"]?[0]?["body"] == "")
        #expect(answer["requests"]?[0]?["requestBytes"] == 400_000)
        #expect(answer["requests"]?[0]?["bodyNote"]?.stringValue?.hasPrefix("not kept") == true)
    }

    @Test func bodiesThatAreAlikeAreKeptOnce() async throws {
        let surface = try SimulatorSurface<WeighingYard>(options: SimulatorOptions(journalMebibytes: 1))
        let body = [UInt8](repeating: UInt8(ascii: "a"), count: 400_000)
        for _ in 0..<50 {
            _ = await surface.respond(to: SimulatedRequest(method: "POST", path: "/gates/1/lorries", body: body))
        }
        let last = try await surface.ask("GET", "requests?limit=1").answer["requests"]?[0]
        #expect(last?["body"]?.stringValue?.utf8.count == 400_000)
    }

    @Test func headersAreShownWithoutWhatGivesAccess() async throws {
        let headers = ["authorization": "Basic a3N0", "accept": "text/plain", "x-api-key": "k-1"]
        _ = await surface.respond(to: SimulatedRequest(method: "GET", path: "/gates", headers: headers))
        let entry = try await surface.ask("GET", "requests").answer["requests"]?[0]
        #expect(
            entry?["headers"] == ["accept": "text/plain", "authorization": "<redacted>", "x-api-key": "<redacted>"]
        )
    }

    @Test func unmatchedRequestsAreListedWithTheirNearestRoutes() async throws {
        for _ in 0..<3 { _ = await surface.send("GET", "/gatez") }
        _ = await surface.send("GET", "/gates")
        _ = await surface.send("PUT", "/gates")
        let answer = try await surface.ask("GET", "unmatched").answer
        #expect(answer["count"] == 4)
        #expect(answer["requests"]?.arrayValue?.count == 2)
        #expect(answer["requests"]?[0]?["number"] == 1)
        #expect(answer["requests"]?[0]?["times"] == 3)
        #expect(
            answer["requests"]?[0]?["nearest"]?[0] == [
                "route": "GET /gates", "differences": [["field": "path[1]", "wanted": "gates", "given": "gatez"]],
            ]
        )
        #expect(
            answer["requests"]?[1]?["nearest"]?[0]?["differences"] == [
                ["field": "method", "wanted": "GET", "given": "PUT"]
            ]
        )
    }

    @Test func simultaneousRequestsAreEachCountedOnce() async throws {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<64 { group.addTask { _ = await surface.weigh() } }
        }
        #expect(try await surface.ask("GET", "requests").answer["count"] == 64)
        #expect(try await surface.ask("GET", "truth").answer["lorries"] == 64)
    }

    @Test func isEmptiedByDelete() async throws {
        _ = await surface.weigh()
        #expect(try await surface.ask("DELETE", "requests").answer == ["count": 0])
        _ = await surface.weigh()
        #expect(try await surface.ask("GET", "requests").answer["requests"]?[0]?["number"] == 1)
    }

    @Test func controlRequestThatIsTooLargeStaysOut() async throws {
        let answer = SimulatedResponse(status: 413, contentType: "text/plain", body: [])
        _ = await surface.refuse(SimulatedRequest(method: "PUT", path: "/_sim/snapshot"), with: answer)
        _ = await surface.refuse(SimulatedRequest(method: "PUT", path: "/gates"), with: answer)
        let journal = try await surface.ask("GET", "requests").answer
        #expect(journal["total"] == 1)
        #expect(journal["requests"]?[0]?["path"] == "/gates")
        #expect(try await surface.ask("GET", "transcript?digest=true").answer["lines"] == 1)
    }

    @Test func controlRequestsStayOut() async throws {
        _ = await surface.send("GET", "/_sim/health")
        #expect(try await surface.ask("GET", "requests").answer["total"] == 0)
    }
}

/// A stopwatch that shows one moment after the other, the last one for good.
private final class SteppedStopwatch: Sendable {
    private let rest: Mutex<[Int64]>

    init(steps: [Int64]) {
        rest = Mutex(steps)
    }

    func next() -> Int64 {
        rest.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
    }
}
