import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Governance
import JSON
import Testing

/// What people leave behind, and who is told.
struct DepartureTests {
    private static let eve = Person(id: "eve", roles: ["editor", "integration-operator"])
    private static let cy = Person(id: "cy", roles: ["chief"])

    /// The workshop's clock stands at 2026-01-05T08:00Z.
    private static func office(_ people: [Person]) -> Workshop {
        var workshop = Workshop()
        workshop.governance = GovernancePolicy(
            approvals: ApprovalPolicy(rules: [.equipmentUsage: .twice], delegationRoles: ["chief"])
        )
        workshop.people = people
        return workshop
    }

    private static func delegate(_ workshop: Workshop, from: String, to: String) async throws {
        let days = (try #require(CalendarDate("2026-01-01")), try #require(CalendarDate("2026-01-31")))
        _ = try await DelegationDesk(settings: workshop.settings, store: workshop.store)
            .delegate("editor", from: from, to: to, days: days, by: "cy", at: workshop.clock.now)
    }

    private static func departures(_ workshop: Workshop) async throws -> [Departure] {
        try await Departures(settings: workshop.settings, store: workshop.store).open(at: workshop.clock.now)
    }

    @Test func whoeverIsNotListedAnyMoreIsToldWithTheirDelegations() async throws {
        let pat = Person(id: "pat", roles: ["editor"])
        var workshop = Self.office([Self.eve, Self.cy, pat])
        try await Self.delegate(workshop, from: "pat", to: "eve")
        try await Self.delegate(workshop, from: "eve", to: "pat")
        try await workshop.run()
        #expect(try await workshop.openCases().isEmpty)

        workshop.people = [Self.eve, Self.cy]
        try await workshop.run()
        let told = try #require(try await workshop.openCases().first)
        #expect(told.proposal.key == "person_left:pat" && told.owner == "integration-operator")
        #expect(told.allowedActions.isEmpty)
        #expect(told.proposal.detail["open"]?.arrayValue?.map { $0["subject"] } == ["delegation 1", "delegation 2"])
        let entries = try await workshop.store.journalHead().sequence
        try await workshop.run()
        let again = try await workshop.store.journal(after: entries, limit: 100).filter { $0.kind.hasPrefix("case.") }
        #expect(again.isEmpty, "it is told once")

        // What others end is open no more.
        for number in [1, 2] as [Int64] {
            try await DelegationDesk(settings: workshop.settings, store: workshop.store)
                .revoke(number, by: "cy", at: workshop.clock.now)
        }
        try await workshop.run()
        #expect(try await workshop.openCases().isEmpty)
        #expect(try await workshop.store.case(told.number)?.state == .resolved)
    }

    @Test func aDelegationThatIsOverIsOpenNoMore() async throws {
        let pat = Person(id: "pat", roles: ["editor"])
        var workshop = Self.office([Self.eve, Self.cy, pat])
        try await Self.delegate(workshop, from: "pat", to: "eve")
        workshop.people = [Self.eve, Self.cy]
        #expect(try await Self.departures(workshop).map(\.person) == ["pat"])
        workshop.clock.advance(by: .seconds(27 * 86_400))
        #expect(try await Self.departures(workshop).isEmpty)
    }

    @Test func whatSomebodyAskedForIsTold() async throws {
        let workshop = Self.office([Self.eve, Self.cy])
        workshop.publish(.secret("raise", amount: "120.00", requester: "zed"))
        try await workshop.run()
        let departure = try #require(try await Self.departures(workshop).first)
        #expect(departure.person == "zed" && departure.until == nil)
        #expect(departure.items.map(\.subject) == ["secret:raise"])
    }

    @Test func whatWaitsForARoleThatNobodyElseHasIsToldFromTheDayAfterTheLast() async throws {
        let last = CalendarDate("2026-01-05")
        var workshop = Self.office([Self.eve, Person(id: "cy", roles: ["chief"], until: last)])
        workshop.publish(.secret("raise", amount: "120.00", requester: nil))
        try await workshop.run()
        #expect(try await Self.departures(workshop).isEmpty, "the last day counts")
        workshop.clock.advance(by: .seconds(86_400))
        try await workshop.run()
        let told = try #require(try await workshop.openCases().first)
        #expect(told.proposal.key == "person_left:cy" && told.proposal.summary.contains("left on 2026-01-05"))
        let open = try #require(told.proposal.detail["open"]?.arrayValue)
        #expect(open.map { $0["subject"] } == ["secret:raise"])
        #expect(open.first?["text"]?.stringValue?.contains("'chief', which nobody else has") == true)
        // Somebody else takes the role over.
        workshop.people.append(Person(id: "dee", roles: ["chief"]))
        try await workshop.run()
        #expect(try await workshop.openCases().allSatisfy { $0.proposal.kind != "person_left" })
    }

    @Test func casesOfARoleThatNobodyElseHasAreTold() async throws {
        let last = CalendarDate("2026-01-04")
        var workshop = Self.office([Person(id: "eve", roles: ["editor"], until: last), Self.cy])
        workshop.publish(NoteSource.note("stranger", "hello"))
        try await workshop.run()
        try await workshop.run()
        let departures = try await Self.departures(workshop)
        #expect(departures.map(\.person) == ["eve"] && departures.first?.items.map(\.subject) == ["C-1"])
        workshop.people.append(Person(id: "ed", roles: ["editor"]))
        #expect(try await Self.departures(workshop).isEmpty)
    }

    /// Whoever has left decides nothing any more, though they are still listed.
    @Test func whoeverHasLeftDecidesNoCase() async throws {
        var workshop = Self.office([Person(id: "eve", roles: ["editor"], until: CalendarDate("2026-01-05")), Self.cy])
        workshop.publish(NoteSource.note("stranger", "hello"))
        try await workshop.run()
        let desk = CaseDesk(settings: workshop.settings, store: workshop.store)
        let tomorrow = workshop.clock.now.adding(seconds: 86_400)
        await #expect(throws: GovernanceError.approval(.left("eve", until: "2026-01-05"))) {
            try await desk.reject(1, by: "eve", reason: "spam", at: tomorrow)
        }
        try await desk.reject(1, by: "eve", reason: "spam", at: workshop.clock.now)
        workshop.people = []
        #expect(try await workshop.openCases().isEmpty)
    }
}
