import ConnectorKit
import ConnectorTesting
import Testing

@Suite("Resuming a round")
struct ResumeTests {
    /// Five pages: a broken one, one with a broken reading, and one that lists a machine of an earlier page again.
    private let bodies = [
        XMLFleet.page([XMLFleet.machine("A1"), XMLFleet.machine("A2")], links: ["next": "/Fleet/2"]),
        "<Fleet>" + XMLFleet.machine("B1") + "<Equipment>",
        XMLFleet.page([XMLFleet.machine("C1", hours: "x"), XMLFleet.machine("C2")], links: ["next": "/Fleet/4"]),
        XMLFleet.page([XMLFleet.machine("A2"), XMLFleet.machine("D1")], links: ["next": "/Fleet/5"]),
        XMLFleet.page([XMLFleet.machine("E1")], links: ["next": "/Fleet/1"]),
    ]

    @Test func twoFullReadsAreEqual() async throws {
        let fixture = try FleetFixture.pages(bodies)
        let first = try await fixture.round()
        #expect(first.count == 5)
        #expect(first.rejects.map(\.kind) == ["malformed_page", "malformed_reading", "page_loop"])
        #expect(try await fixture.round() == first)
    }

    @Test func aFreshConnectorGoesOnFromEveryCursorWithoutAGap() async throws {
        let uninterrupted = try await FleetFixture.pages(bodies).round()
        for (index, page) in uninterrupted.enumerated() where page.hasMore {
            let rest = try await FleetFixture.pages(bodies).round(after: page.next)
            #expect(rest == Array(uninterrupted[(index + 1)...]), "resumed behind page \(index + 1)")
        }
    }

    @Test func readingOneCursorTwiceGivesTheSame() async throws {
        let fixture = try FleetFixture.pages(bodies)
        let cursor = try await fixture.page().next
        #expect(try await fixture.page(after: cursor) == fixture.page(after: cursor))
    }

    @Test func theNextPollBeginsANewRound() async throws {
        let fixture = try FleetFixture.pages(bodies)
        let last = try #require(try await fixture.round().last)
        #expect(last.next == nil)
        #expect(
            try await fixture.page(after: last.next).records.map(\.readingKey) == [
                XMLFleet.id("A1"), XMLFleet.id("A2"),
            ]
        )
    }

    @Test(
        "a cursor that is not understood begins the round again and is logged",
        arguments: [
            "", "not json", "{}", "[1]", "{\"version\":2}", String(repeating: "x", count: 100_000),
            #"{"version":1,"page":"https://other.example/","pagesRead":-1}"#,
        ]
    )
    func foreignCursors(text: String) async throws {
        let fixture = try FleetFixture.pages(bodies)
        let page = try await fixture.page(after: Cursor(text))
        #expect(page.records.map(\.readingKey) == [XMLFleet.id("A1"), XMLFleet.id("A2")])
        #expect(fixture.log.lines.filter { $0.level == .warning }.count == 1)
    }

    @Test func aCursorWithAnImpossibleCountBeginsTheRoundAgain() async throws {
        let fixture = try FleetFixture.pages(bodies)
        let cursor = try #require(try await fixture.page().next)
        let digests = Array(repeating: "\"a\",", count: 300).joined()
        for (found, put) in [
            ("\"pagesRead\":1", "\"pagesRead\":\(Int64.max)"), ("\"contents\":[", "\"contents\":[\(digests)"),
        ] {
            let changed = cursor.text.replacing(found, with: put)
            #expect(changed != cursor.text)
            let page = try await fixture.page(after: Cursor(changed))
            #expect(page.records.map(\.readingKey) == [XMLFleet.id("A1"), XMLFleet.id("A2")])
        }
    }

    @Test func aCursorOfAnotherAddressBeginsTheRoundAgain() async throws {
        let cursor = try await FleetFixture.pages(bodies).page().next
        let moved = try FleetFixture(
            ["https://fleet.example/v2/Fleet/1": HTTPResponse(status: 200, body: Array(bodies[0].utf8))],
            address: "https://fleet.example/v2"
        )
        #expect(try await moved.page(after: cursor).records.count == 2)
        #expect(moved.askedPaths == ["/v2/Fleet/1"])
    }

    @Test func aCursorStaysSmallHoweverManyPagesThereAre() async throws {
        let fixture = try FleetFixture.endless(values: ["maximumPages": .integer(300)]) { number in
            XMLFleet.page([XMLFleet.machine("A\(number)")], links: ["next": "/Fleet/\(number + 1)"])
        }
        var page = try await fixture.page()
        var largest = 0
        while page.hasMore {
            largest = max(largest, page.next?.text.utf8.count ?? 0)
            page = try await fixture.page(after: page.next)
        }
        #expect(fixture.transport.requests.count == 300)
        #expect(largest < 12_000)
        #expect(page.rejects.map(\.kind) == ["page_loop"])
    }
}
