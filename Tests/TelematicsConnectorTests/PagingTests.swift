import ConnectorKit
import ConnectorTesting
import Synchronization
import Testing

@Suite("Paging")
struct PagingTests {
    @Test(
        "follows the next link however it is written",
        arguments: [
            "https://fleet.example/aemp/Fleet/2", "HTTPS://Fleet.Example:443/aemp/Fleet/2", "/Fleet/2", "/aemp/Fleet/2",
            "Fleet/2", "2", "./2", "../Fleet/2", "//fleet.example/aemp/Fleet/2", "http://10.0.0.7:8080/Fleet/2",
            " /Fleet/2#top ",
        ]
    )
    func addresses(href: String) async throws {
        let fixture = try FleetFixture.pages([
            XMLFleet.page([XMLFleet.machine("A1")], links: ["next": href]), XMLFleet.page([XMLFleet.machine("A2")]),
        ])
        let pages = try await fixture.round()
        #expect(pages.ids == [XMLFleet.id("A1"), XMLFleet.id("A2")])
        #expect(pages.rejects.isEmpty)
        #expect(fixture.askedPaths == ["/aemp/Fleet/1", "/aemp/Fleet/2"])
    }

    @Test func neverLeavesTheConfiguredHost() async throws {
        let elsewhere = "https://other.example/aemp/Fleet/2?key=1"
        let fixture = try FleetFixture.pages([XMLFleet.page([XMLFleet.machine("A1")], links: ["next": elsewhere])])
        _ = try await fixture.round()
        #expect(fixture.askedPaths == ["/aemp/Fleet/1", "/aemp/Fleet/2?key=1"])
    }

    @Test func aLinkWithAQueryOnlyChangesTheQuery() async throws {
        let fixture = try FleetFixture(
            [
                "https://fleet.example/aemp/Fleet/1?tenant=5": answer(["A1"], next: "?tenant=5&amp;from=100"),
                "https://fleet.example/aemp/Fleet/1?tenant=5&from=100": answer(["A2"], next: nil),
            ],
            address: "https://fleet.example/aemp?tenant=5"
        )
        #expect(try await fixture.round().ids == [XMLFleet.id("A1"), XMLFleet.id("A2")])
    }

    @Test(
        "stops at the last page, whatever it links to",
        arguments: [
            ["self": "/Fleet/2", "last": "/Fleet/2"], ["next": "/Fleet/2"], ["next": ""], [:],
            ["this": "/Fleet/2", "first": "/Fleet/1", "prev": "/Fleet/1"],
            ["next": "/Fleet/1", "last": "/Fleet/2"],
        ] as [[String: String]]
    )
    func lastPage(links: [String: String]) async throws {
        let fixture = try FleetFixture.pages([
            XMLFleet.page([XMLFleet.machine("A1")], links: ["NEXT": "/Fleet/2"]),
            XMLFleet.page([XMLFleet.machine("A2")], links: links), XMLFleet.page([XMLFleet.machine("A3")]),
        ])
        let pages = try await fixture.round()
        #expect(pages.ids == [XMLFleet.id("A1"), XMLFleet.id("A2")])
        #expect(pages.rejects.isEmpty)
        #expect(pages.last?.next == nil)
    }

    @Test func aSinglePageWithoutLinksIsTheWholeRound() async throws {
        let fixture = try FleetFixture.pages([XMLFleet.page([XMLFleet.machine("A1")])])
        let pages = try await fixture.round()
        #expect(pages.count == 1)
        #expect(pages.first?.hasMore == false)
        #expect(pages.first?.next == nil)
    }

    @Test func linksThatAllPointToPageZeroSayNothing() async throws {
        let zero = ["self", "prev", "next", "last"].reduce(into: [:]) { $0[$1] = "/Fleet/0" }
        let one = try FleetFixture.pages([XMLFleet.page([XMLFleet.machine("A1")], links: zero)])
        #expect(try await one.round().ids == [XMLFleet.id("A1")])
        #expect(try await one.round().rejects.isEmpty)

        let two = try FleetFixture.pages(["A1", "A2"].map { XMLFleet.page([XMLFleet.machine($0)], links: zero) })
        #expect(try await two.round().ids == [XMLFleet.id("A1"), XMLFleet.id("A2")])
        #expect(two.askedPaths == ["/aemp/Fleet/1", "/aemp/Fleet/2", "/aemp/Fleet/3"])
    }

    @Test("a guessed page that is none ends the round without a case", arguments: [400, 404, 500, 502, 504])
    func guessedPages(status: Int) async throws {
        let fixture = try FleetFixture([
            "\(FleetFixture.base)/Fleet/1": answer(["A1"], next: "/Fleet/0"),
            "\(FleetFixture.base)/Fleet/2": HTTPResponse(status: status),
        ])
        let pages = try await fixture.round()
        #expect(pages.ids == [XMLFleet.id("A1")])
        #expect(pages.rejects.isEmpty)
        #expect(pages.last?.hasMore == false)
    }

    @Test func aProviderThatAnswersEachNumberAlikeEndsGuessingWithoutACase() async throws {
        let body = Array(XMLFleet.page([XMLFleet.machine("A1")], links: ["next": "/Fleet/0"]).utf8)
        let fixture = try FleetFixture(.init { _ in HTTPResponse(status: 200, body: body) })
        let pages = try await fixture.round()
        #expect(pages.ids == [XMLFleet.id("A1")])
        #expect(pages.rejects.isEmpty)
        #expect(fixture.transport.requests.count == 2)
    }

    @Test func guessingEndsWhereTheSameMachinesComeAgainWithLaterTimes() async throws {
        let served = Mutex(0)
        let fixture = try FleetFixture(
            .init { _ in
                let minute = served.withLock { count in
                    count += 1
                    return count
                }
                let machine = XMLFleet.machine("A1", at: "2026-01-05T05:0\(minute):00Z")
                return HTTPResponse(
                    status: 200,
                    body: Array(XMLFleet.page([machine], links: ["next": "/Fleet/0"]).utf8)
                )
            }
        )
        let pages = try await fixture.round()
        #expect(pages.ids == ["2026-01-05T05:01:00Z", "2026-01-05T05:02:00Z"].map { XMLFleet.id("A1", at: $0) })
        #expect(pages.rejects.isEmpty)
    }

    @Test(
        "goes on behind a broken page",
        arguments: [
            "<Fleet><Equipment>", "<html><body>busy</body></html>", "{\"Equipment\":[", "",
        ]
    )
    func brokenPage(body: String) async throws {
        let fixture = try FleetFixture.pages([
            XMLFleet.page([XMLFleet.machine("A1")], links: ["next": "/Fleet/2"]), body,
            XMLFleet.page([XMLFleet.machine("A3")]),
        ])
        let pages = try await fixture.round()
        #expect(pages.ids == [XMLFleet.id("A1"), XMLFleet.id("A3")])
        #expect(pages.rejects.map(\.subject) == ["Fleet/2"])
    }

    @Test func aLinkThatWasReadBeforeTheBreakIsFollowed() async throws {
        let whole = XMLFleet.page([XMLFleet.machine("A1")], links: ["next": "/Fleet/7"])
        let fixture = try FleetFixture.pages([String(whole.dropLast(20))])
        #expect(try await fixture.page().rejects.map(\.kind) == ["malformed_page"])
        _ = try await fixture.round()
        #expect(fixture.askedPaths.last == "/aemp/Fleet/7")
    }

    @Test func aBrokenPageThatLinksToItselfIsNotTheLastOne() async throws {
        let whole = XMLFleet.page([XMLFleet.machine("A1")], links: ["next": "/Fleet/1"])
        let fixture = try FleetFixture.pages([String(whole.dropLast(20)), XMLFleet.page([XMLFleet.machine("A2")])])
        #expect(try await fixture.round().ids == [XMLFleet.id("A2")])
    }

    @Test func aMissingPageBehindABrokenOneEndsTheRound() async throws {
        let pages = try await FleetFixture.pages(["<Fleet><Equipment>"]).round()
        #expect(pages.count == 2)
        #expect(pages.rejects.count == 1)
        #expect(pages.last == RecordPage(records: [], next: nil, hasMore: false))
    }

    @Test func aPageBeyondTheLimitIsSkipped() async throws {
        let links = ["next": "/Fleet/2"]
        let fixture = try FleetFixture.pages(
            [
                XMLFleet.page((1...40).map { XMLFleet.machine("A\($0)") }, links: links),
                XMLFleet.page([XMLFleet.machine("B1")]),
            ],
            values: ["pageLimitBytes": .integer(2048)]
        )
        let pages = try await fixture.round()
        #expect(pages.ids == [XMLFleet.id("B1")])
        #expect(pages.rejects.map(\.kind) == ["page_too_large"])
    }

    @Test func aProviderWithNothingButBrokenPagesIsLeftAlone() async throws {
        let fixture = try FleetFixture(.init { _ in HTTPResponse(status: 200, body: Array("<html/>".utf8)) })
        let pages = try await fixture.round()
        #expect(pages.count == 5)
        #expect(Set(pages.rejects.map(\.subject)).count == 5)
        #expect(pages.last?.hasMore == false)
    }

    @Test(
        "a next link that is no address is named, and the next number is read",
        arguments: [
            "ftp://fleet.example/Fleet/2", "javascript:alert(1)", "/Fleet/ 2",
            "/" + String(repeating: "x", count: 3000),
        ]
    )
    func unusableLinks(href: String) async throws {
        let fixture = try FleetFixture.pages([
            XMLFleet.page([XMLFleet.machine("A1")], links: ["next": href]), XMLFleet.page([XMLFleet.machine("A2")]),
        ])
        let pages = try await fixture.round()
        #expect(pages.ids == [XMLFleet.id("A1"), XMLFleet.id("A2")])
        #expect(pages.rejects.map(\.kind) == ["malformed_page"])
        #expect(pages.rejects.first?.reason.contains("link to the next page") == true)
    }

    @Test("an announced page that is gone is named, and the round ends", arguments: [400, 404, 410])
    func announcedPageIsGone(status: Int) async throws {
        let fixture = try FleetFixture([
            "\(FleetFixture.base)/Fleet/1": answer(["A1"], next: "/Fleet/2"),
            "\(FleetFixture.base)/Fleet/2": HTTPResponse(status: status),
        ])
        let pages = try await fixture.round()
        #expect(pages.ids == [XMLFleet.id("A1")])
        #expect(pages.rejects.map(\.kind) == ["malformed_page"])
        #expect(pages.rejects.map(\.subject) == ["Fleet/2"])
        #expect(pages.last?.next == nil)
    }

    @Test func aPageWithoutContentEndsTheRound() async throws {
        let fixture = try FleetFixture([
            "\(FleetFixture.base)/Fleet/1": answer(["A1"], next: "/Fleet/2"),
            "\(FleetFixture.base)/Fleet/2": HTTPResponse(status: 204),
        ])
        let pages = try await fixture.round()
        #expect(pages.count == 2)
        #expect(pages.rejects.isEmpty)
    }

    @Test(
        "an address may be the first page itself",
        arguments: [
            ("https://fleet.example/iso15143/fleet/1", "/iso15143/fleet/1"),
            ("https://fleet.example/iso15143/", "/iso15143/Fleet/1"), ("https://fleet.example", "/Fleet/1"),
            ("HTTPS://FLEET.example:443/Fleet/0", "/Fleet/0"),
        ]
    )
    func firstPage(address: String, path: String) async throws {
        let fixture = try FleetFixture(
            .init { _ in HTTPResponse(status: 200, body: Array("<Fleet/>".utf8)) },
            address: address
        )
        _ = try await fixture.page()
        #expect(fixture.askedPaths == [path])
    }

    private func answer(_ serials: [String], next: String?) -> HTTPResponse {
        let page = XMLFleet.page(serials.map { XMLFleet.machine($0) }, links: next.map { ["next": $0] } ?? [:])
        return HTTPResponse(status: 200, body: Array(page.utf8))
    }
}
