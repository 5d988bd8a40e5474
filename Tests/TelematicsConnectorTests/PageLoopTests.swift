import ConnectorKit
import ConnectorTesting
import Testing

@Suite("Page loops")
struct PageLoopTests {
    @Test func aLinkBackToAnEarlierPageEndsTheRoundWithACase() async throws {
        let fixture = try FleetFixture.pages([
            XMLFleet.page([XMLFleet.machine("A1")], links: ["next": "/Fleet/2"]),
            XMLFleet.page([XMLFleet.machine("A2")], links: ["next": "/Fleet/3"]),
            XMLFleet.page([XMLFleet.machine("A3")], links: ["next": "/Fleet/1"]),
        ])
        let pages = try await fixture.round()
        #expect(pages.ids == ["A1", "A2", "A3"].map { XMLFleet.id($0) })
        #expect(pages.rejects.map(\.kind) == ["page_loop"])
        #expect(pages.rejects.map(\.subject) == ["Fleet/3"])
        #expect(fixture.transport.requests.count == 3)
    }

    @Test func aFleetThatNeverEndsIsCutAtTheConfiguredNumberOfPages() async throws {
        let fixture = try FleetFixture.endless(values: ["maximumPages": .integer(7)]) { number in
            XMLFleet.page([XMLFleet.machine("A\(number)")], links: ["next": "/Fleet/\(number + 1)"])
        }
        let pages = try await fixture.round()
        #expect(pages.ids.count == 7)
        #expect(pages.rejects.map(\.kind) == ["page_loop"])
        #expect(pages.rejects.first?.reason.contains("raise maximumPages") == true)
        #expect(pages.last?.next == nil)
    }

    @Test func emptyPagesAreNoLoopButEndAtTheLimitToo() async throws {
        let fixture = try FleetFixture.endless(values: ["maximumPages": .integer(9)]) { number in
            XMLFleet.page([], links: ["next": "\(number + 1)"])
        }
        let pages = try await fixture.round()
        #expect(pages.count == 9)
        #expect(pages.rejects.map(\.kind) == ["page_loop"])
    }

    @Test func aLongCircleBackToTheFirstPageIsFound() async throws {
        let fixture = try FleetFixture.endless { number in
            let next = number == 280 ? 1 : number + 1
            return XMLFleet.page([XMLFleet.machine("A\(number)")], links: ["next": "/Fleet/\(next)"])
        }
        let pages = try await fixture.round()
        #expect(fixture.transport.requests.count == 280)
        #expect(pages.rejects.map(\.subject) == ["Fleet/280"])
    }

    @Test func theSameLoopFoundInTheNextRoundHasTheSameSubject() async throws {
        let fixture = try FleetFixture.pages([
            XMLFleet.page([XMLFleet.machine("A1")], links: ["next": "/Fleet/2"]),
            XMLFleet.page([XMLFleet.machine("A2")], links: ["next": "/Fleet/1"]),
        ])
        #expect(try await fixture.round().rejects == fixture.round().rejects)
    }
}
