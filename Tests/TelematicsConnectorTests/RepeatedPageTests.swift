import ConnectorKit
import ConnectorTesting
import Testing

@Suite("Repeated pages")
struct RepeatedPageTests {
    @Test func aRepeatedPageIsACaseAndThePagesBehindItAreRead() async throws {
        let fixture = try FleetFixture.pages([page("A1", 2), page("A2", 3), page("A1", 4), page("A4", nil)])
        let pages = try await fixture.round()
        #expect(pages.ids == ["A1", "A2", "A4"].map { XMLFleet.id($0) })
        #expect(pages.rejects.map(\.kind) == ["page_loop"])
        #expect(pages.rejects.map(\.subject) == ["Fleet/3"])
        #expect(pages.rejects.first?.reason.contains("the round goes on") == true)
    }

    @Test func twoRepeatedPagesInARowEndTheRoundAndAreLogged() async throws {
        let fixture = try FleetFixture.pages([page("A1", 2), page("A1", 3), page("A1", 4), page("A4", nil)])
        let pages = try await fixture.round()
        #expect(pages.ids == [XMLFleet.id("A1")])
        #expect(pages.rejects.map(\.subject) == ["Fleet/2"])
        #expect(pages.last?.next == nil)
        #expect(fixture.askedPaths == ["/aemp/Fleet/1", "/aemp/Fleet/2", "/aemp/Fleet/3"])
        #expect(fixture.log.lines.filter { $0.level == .warning }.map { $0.values["page"] } == ["Fleet/3"])
    }

    @Test func aProviderThatRepeatsOnePageWithoutEndIsLeftSoon() async throws {
        let fixture = try FleetFixture.endless { page("A1", $0 + 1) }
        #expect(try await fixture.round().rejects.map(\.kind) == ["page_loop"])
        #expect(fixture.transport.requests.count == 3)
    }

    @Test func aRoundHasOneCaseHoweverManyOfItsPagesRepeat() async throws {
        let fixture = try FleetFixture.pages([
            page("A1", 2), page("A1", 3), page("A3", 4), page("A3", 5), page("A5", 6), page("A1", nil),
        ])
        let pages = try await fixture.round()
        #expect(pages.ids == ["A1", "A3", "A5"].map { XMLFleet.id($0) })
        #expect(pages.rejects.map(\.subject) == ["Fleet/2"])
        #expect(try await fixture.round() == pages)
    }

    @Test("a repeated page that announces no other page ends the round", arguments: [nil, 0, 1, 2])
    func nothingAnnounced(next: Int?) async throws {
        let fixture = try FleetFixture.pages([page("A1", 2), page("A1", next), page("A3", nil)])
        let pages = try await fixture.round()
        #expect(pages.ids == [XMLFleet.id("A1")])
        #expect(pages.rejects.map(\.subject) == ["Fleet/2"])
        #expect(pages.rejects.first?.reason.contains("the round ends here") == true)
        #expect(fixture.transport.requests.count == 2)
    }

    @Test func pagesWithoutMachinesInBetweenDoNotProlongALoop() async throws {
        let fixture = try FleetFixture.endless { number in
            number.isMultiple(of: 2) ? XMLFleet.page([], links: ["next": "\(number + 1)"]) : page("A1", number + 1)
        }
        #expect(try await fixture.round().rejects.map(\.subject) == ["Fleet/3"])
        #expect(fixture.transport.requests.count == 5)
    }

    @Test func aLongCircleIsFoundByWhatItsFirstPagesList() async throws {
        let fixture = try FleetFixture.endless { page("A\($0 % 280)", $0 + 1) }
        #expect(try await fixture.round().rejects.map(\.subject) == ["Fleet/281"])
        #expect(fixture.transport.requests.count == 282)
    }

    @Test func aRepeatedPageThatIsCutOffIsBothAndTheNextNumberIsRead() async throws {
        let cut = "<Fleet>" + XMLFleet.machine("A1") + "<Equipment>"
        let fixture = try FleetFixture.pages([page("A1", 2), cut, page("A3", nil)])
        let pages = try await fixture.round()
        #expect(pages.ids == ["A1", "A3"].map { XMLFleet.id($0) })
        #expect(pages.rejects.map(\.kind) == ["malformed_page", "page_loop"])
        #expect(Set(pages.rejects.map(\.subject)) == ["Fleet/2"])
    }

    @Test func cutOffPagesThatRepeatWithoutEndAreLeftSoon() async throws {
        let fixture = try FleetFixture.endless { String(page("A1", $0 + 1).dropLast(3)) }
        let pages = try await fixture.round()
        #expect(pages.rejects.count { $0.kind == "page_loop" } == 1)
        #expect(
            pages.rejects.filter { $0.kind == "malformed_page" }.map(\.subject) == ["Fleet/1", "Fleet/2", "Fleet/3"]
        )
        #expect(fixture.transport.requests.count == 3)
    }

    @Test func aRepeatedPageCountsForTheLimitOfPages() async throws {
        let bodies = [page("A1", 2), page("A1", 3), page("A3", nil)]
        let fixture = try FleetFixture.pages(bodies, values: ["maximumPages": .integer(2)])
        let pages = try await fixture.round()
        #expect(pages.rejects.map(\.subject) == ["Fleet/2", "maximumPages"])
        #expect(pages.rejects.first?.reason.contains("the round ends here") == true)
        #expect(fixture.transport.requests.count == 2)
    }

    @Test func aFreshConnectorRemembersWhichPagesRepeated() async throws {
        let bodies = [page("A1", 2), page("A1", 3), page("A3", 4), page("A1", 5), page("A3", 6), page("A6", nil)]
        let uninterrupted = try await FleetFixture.pages(bodies).round()
        #expect(uninterrupted.ids == ["A1", "A3"].map { XMLFleet.id($0) })
        for (index, page) in uninterrupted.enumerated() where page.hasMore {
            let rest = try await FleetFixture.pages(bodies).round(after: page.next)
            #expect(rest == Array(uninterrupted[(index + 1)...]), "resumed behind page \(index + 1)")
        }
    }

    @Test func theSameMachinesWithOtherTimesAreNoLoop() async throws {
        let later = XMLFleet.machine("A1", at: "2026-01-05T05:59:00Z")
        let fixture = try FleetFixture.pages([
            XMLFleet.page([XMLFleet.machine("A1")], links: ["next": "/Fleet/2"]), XMLFleet.page([later]),
        ])
        let pages = try await fixture.round()
        #expect(pages.ids.count == 2)
        #expect(pages.rejects.isEmpty)
    }
}

private func page(_ serial: String, _ next: Int?) -> String {
    XMLFleet.page([XMLFleet.machine(serial)], links: next.map { ["next": "/Fleet/\($0)"] } ?? [:])
}
