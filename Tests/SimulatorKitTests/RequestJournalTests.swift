import JSON
import SimulatorKit
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
        let newest = try await surface.ask("GET", "requests?limit=1").answer
        #expect(newest["count"] == 5)
        #expect(newest["total"] == 5)
        #expect(newest["requests"]?.arrayValue?.count == 1)
        #expect(newest["requests"]?[0]?["number"] == 5)
        #expect(try await surface.ask("GET", "requests?limit=x").status == 400)
        #expect(try await surface.ask("GET", "requests?paths=x").status == 400)
    }

    @Test func keepsTheFirst64KiBOfABody() async throws {
        let body = [UInt8](repeating: UInt8(ascii: "a"), count: 70_000)
        _ = await surface.respond(to: SimulatedRequest(method: "POST", path: "/gates", body: body))
        let entry = try #require(try await surface.ask("GET", "requests").answer["requests"]?[0])
        #expect(entry["requestBytes"] == 70_000)
        #expect(entry["body"]?.stringValue?.count == 65_536)
        #expect(entry["bodyNote"] == "only the first 65536 bytes are kept")
    }

    @Test func beyondTheBoundEntriesStayAndSayThatTheirBodyIsGone() async throws {
        let request = SimulatedRequest(method: "POST", path: "/gates/1/lorries", body: Array("{}".utf8))
        for _ in 0..<100_001 { _ = await surface.respond(to: request) }
        let newest = try await surface.ask("GET", "requests?limit=2").answer
        #expect(newest["count"] == 100_001)
        #expect(newest["requests"]?[0]?["body"] == "{}")
        #expect(newest["requests"]?[1]?["body"] == "")
        #expect(newest["requests"]?[1]?["bodyNote"]?.stringValue?.hasPrefix("not kept") == true)
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

    @Test func controlRequestsStayOut() async throws {
        _ = await surface.send("GET", "/_sim/health")
        #expect(try await surface.ask("GET", "requests").answer["total"] == 0)
    }
}
