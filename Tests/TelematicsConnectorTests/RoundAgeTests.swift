import CanonicalModel
import ConnectorKit
import ConnectorTesting
import Synchronization
import Testing

@Suite("Age of a round")
struct RoundAgeTests {
    private let bodies = (1...3).map { number in
        XMLFleet.page([XMLFleet.machine("A\(number)")], links: number < 3 ? ["next": "/Fleet/\(number + 1)"] : [:])
    }

    @Test func aRoundOfAnHourAgoGoesOn() async throws {
        let fixture = try FleetFixture.pages(bodies)
        let cursor = try await fixture.page().next
        fixture.clock.advance(by: .seconds(3600))
        #expect(try await fixture.round(after: cursor).ids == ["A2", "A3"].map { XMLFleet.id($0) })
        #expect(warnings(fixture).isEmpty)
    }

    @Test func anOlderRoundBeginsAgainAndIsLogged() async throws {
        let fixture = try FleetFixture.pages(bodies)
        let cursor = try await fixture.page().next
        fixture.clock.advance(by: .seconds(3600) + .microseconds(1))
        #expect(try await fixture.page(after: cursor).records.map(\.readingKey) == [XMLFleet.id("A1")])
        #expect(warnings(fixture) == ["round of more than an hour ago; it begins again"])
    }

    @Test func theAgeCountsFromTheBeginOfTheRound() async throws {
        let fixture = try FleetFixture.pages(bodies)
        let first = try await fixture.page()
        fixture.clock.advance(by: .seconds(2400))
        let second = try await fixture.page(after: first.next)
        fixture.clock.advance(by: .seconds(2400))
        _ = try await fixture.page(after: second.next)
        #expect(fixture.askedPaths == ["/aemp/Fleet/1", "/aemp/Fleet/2", "/aemp/Fleet/1"])
    }

    @Test func aRoundThatBeganAgainIsYoung() async throws {
        let fixture = try FleetFixture.pages(bodies)
        let old = try await fixture.page().next
        fixture.clock.advance(by: .seconds(4000))
        let again = try await fixture.page(after: old)
        fixture.clock.advance(by: .seconds(3000))
        #expect(try await fixture.page(after: again.next).records.map(\.readingKey) == [XMLFleet.id("A2")])
    }

    @Test func aPageThatFailsForHoursDoesNotKeepEarlierPagesFromBeingReadAgain() async throws {
        let hour = Mutex(5)
        let fixture = try FleetFixture(
            .init { request in
                guard request.url.hasSuffix("/1") else { return HTTPResponse(status: 503) }
                let machine = XMLFleet.machine("A1", at: "2026-01-05T0\(hour.withLock { $0 }):58:11Z")
                let page = XMLFleet.page([machine], links: ["next": "/Fleet/2"])
                return HTTPResponse(status: 200, body: Array(page.utf8))
            }
        )
        let cursor = try await fixture.page().next
        await #expect(throws: ConnectorError.self) { try await fixture.page(after: cursor) }
        hour.withLock { $0 = 7 }
        fixture.clock.advance(by: .seconds(7200))
        let page = try await fixture.page(after: cursor)
        #expect(page.records.map(\.readingKey) == [XMLFleet.id("A1", at: "2026-01-05T07:58:11Z")])
    }

    @Test func aLongRoundOfASlowProviderComesToItsEnd() async throws {
        let clock = ManualClock(FleetFixture.now)
        let fixture = try FleetFixture.endless(clock: clock) { number in
            clock.advance(by: .seconds(240))
            return XMLFleet.page([XMLFleet.machine("A\(number)")], links: number < 40 ? ["next": "\(number + 1)"] : [:])
        }
        #expect(try await fixture.round().count == 40)
        #expect(fixture.transport.requests.count == 40)
        #expect(warnings(fixture).isEmpty)
    }

    @Test(
        "a cursor without the time of the begin, or with none that is understood, begins again",
        arguments: ["", #""began":"soon","#, #""began":1767592800,"#]
    )
    func begunAtNoTime(replacement: String) async throws {
        let fixture = try FleetFixture.pages(bodies)
        let cursor = try #require(try await fixture.page().next)
        let changed = cursor.text.replacing(#""began":"2026-01-05T06:00:00Z","#, with: replacement)
        #expect(changed != cursor.text)
        #expect(try await fixture.page(after: Cursor(changed)).records.map(\.readingKey) == [XMLFleet.id("A1")])
        #expect(warnings(fixture) == ["cursor of another address or version; the round begins again"])
    }

    @Test(
        "a clock that was set back a little changes nothing, one that was set back far begins again",
        arguments: [(-60, "A2"), (-3600, "A2"), (-3601, "A1"), (-86_400, "A1")] as [(Int64, String)]
    )
    func clockSetBack(seconds: Int64, serial: String) async throws {
        let cursor = try await FleetFixture.pages(bodies).page().next
        let earlier = ManualClock(FleetFixture.now.adding(seconds: seconds))
        let page = try await FleetFixture.pages(bodies, clock: earlier).page(after: cursor)
        #expect(page.records.map(\.readingKey) == [XMLFleet.id(serial)])
    }

    private func warnings(_ fixture: FleetFixture) -> [String] {
        fixture.log.lines.filter { $0.level == .warning }.map(\.message)
    }
}
