import ConnectorKit
import ConnectorTesting
import Synchronization
import Testing

@Suite("Pages that fail in mid-round")
struct FailingPageTests {
    @Test("is a broken page, and the round goes on behind it", arguments: [500, 502, 504])
    func failingPage(status: Int) async throws {
        let fixture = try FleetFixture.answers([page("A1", next: 2), HTTPResponse(status: status), page("A3")])
        let pages = try await fixture.round()
        #expect(pages.ids == ["A1", "A3"].map { XMLFleet.id($0) })
        #expect(pages.rejects.map(\.kind) == ["malformed_page"])
        #expect(pages.rejects.map(\.subject) == ["Fleet/2"])
        #expect(pages.rejects.first?.reason == "Fleet/2: the provider answers with status \(status)")
    }

    @Test func theProvidersWordsAreKeptWithoutTheCredentials() async throws {
        let words = HTTPResponse(status: 500, body: Array("no snapshot for Bearer harbour-4711".utf8))
        let fixture = try FleetFixture.answers(
            [page("A1", next: 2), words, page("A3")],
            values: ["token": .secret(Secret("harbour-4711"))]
        )
        let excerpt = try #require(try await fixture.round().rejects.first?.excerpt)
        #expect(excerpt.hasPrefix("no snapshot for Bearer "))
        #expect(!excerpt.contains("harbour-4711"))
    }

    @Test func aPageThatFailsBehindABrokenOneIsBrokenToo() async throws {
        let cut = HTTPResponse(status: 200, body: Array("<Fleet><Equipment>".utf8))
        let fixture = try FleetFixture.answers([cut, HTTPResponse(status: 502), page("A3")])
        let pages = try await fixture.round()
        #expect(pages.ids == [XMLFleet.id("A3")])
        #expect(pages.rejects.map(\.subject) == ["Fleet/1", "Fleet/2"])
    }

    @Test func fiveFailingPagesInARowEndTheRound() async throws {
        let fixture = try FleetFixture(
            .init { request in request.url.hasSuffix("/1") ? page("A1", next: 2) : HTTPResponse(status: 500) }
        )
        let pages = try await fixture.round()
        #expect(pages.ids == [XMLFleet.id("A1")])
        #expect(pages.rejects.map(\.subject) == (2...6).map { "Fleet/\($0)" })
        #expect(pages.last?.hasMore == false)
    }

    @Test func aSoundPageInBetweenBeginsTheCountAgain() async throws {
        let failing = Array(repeating: HTTPResponse(status: 504), count: 4)
        let fixture = try FleetFixture.answers([page("A1", next: 2)] + failing + [page("A6", next: 7)] + failing)
        #expect(try await fixture.round().ids == ["A1", "A6"].map { XMLFleet.id($0) })
        #expect(fixture.askedPaths.last == "/aemp/Fleet/11")
    }

    @Test func aFailingPageWithoutANumberEndsTheRoundWithACase() async throws {
        let first = XMLFleet.page([XMLFleet.machine("A1")], links: ["next": "/Fleet/more?after=A1"])
        let fixture = try FleetFixture([
            "\(FleetFixture.base)/Fleet/1": HTTPResponse(status: 200, body: Array(first.utf8)),
            "\(FleetFixture.base)/Fleet/more?after=A1": HTTPResponse(status: 500),
        ])
        let pages = try await fixture.round()
        #expect(pages.rejects.map(\.kind) == ["malformed_page"])
        #expect(pages.last?.hasMore == false)
    }

    @Test("is tried again where the provider asks for that", arguments: [429, 503])
    func busyBehindAFailingPage(status: Int) async throws {
        let fixture = try FleetFixture.answers([
            page("A1", next: 2), HTTPResponse(status: 500),
            HTTPResponse(status: status, headers: [HTTPField("Retry-After", "7")]),
        ])
        let failing = try await fixture.page(after: try await fixture.page().next)
        let expected = ConnectorError.unavailable(
            endpoint: "GET \(FleetFixture.base)/Fleet/3",
            reason: "status \(status)",
            retryAfter: .seconds(7)
        )
        await #expect(throws: expected) { try await fixture.page(after: failing.next) }
    }
}

private func page(_ serial: String, next: Int? = nil) -> HTTPResponse {
    let links = next.map { ["next": "/Fleet/\($0)"] } ?? [:]
    return HTTPResponse(status: 200, body: Array(XMLFleet.page([XMLFleet.machine(serial)], links: links).utf8))
}

extension FailingPageTests {
    @Test("that are refused again and again hide no later page for ever", arguments: [429, 503])
    func refusedPage(status: Int) async throws {
        let busy = HTTPResponse(status: status, headers: [HTTPField("Retry-After", "7")])
        let fixture = try FleetFixture.answers([page("A1", next: 2), busy, page("A3")])
        let cursor = try await fixture.page().next
        for _ in 0..<2 { await #expect(throws: ConnectorError.self) { try await fixture.page(after: cursor) } }
        let behind = try await fixture.round(after: cursor)
        #expect(behind.ids == [XMLFleet.id("A3")])
        #expect(behind.rejects.map(\.reason) == ["Fleet/2: the provider answers with status \(status)"])
    }

    @Test func aRefusalOfAnotherRoundDoesNotCount() async throws {
        let calls = Mutex(0)
        let transport = FixtureTransport { request in
            if request.url.hasSuffix("/1") { return page("A1", next: 2) }
            let call = calls.withLock { calls in
                calls += 1
                return calls
            }
            return call % 3 == 0 ? page("A2") : HTTPResponse(status: 503)
        }
        let fixture = try FleetFixture(transport)
        for _ in 0..<3 {
            let cursor = try await fixture.page().next
            for _ in 0..<2 { await #expect(throws: ConnectorError.self) { try await fixture.page(after: cursor) } }
            #expect(try await fixture.page(after: cursor).rejects.isEmpty)
        }
    }
}
