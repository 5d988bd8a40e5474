import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import Governance
import JSON
import Synchronization
import Testing

/// A difference between lists of masters is a case until both sides agree.
struct MasterDeskTests {
    private func differing() async throws -> MasterOffice {
        let office = try MasterOffice()
        try await office.run()
        office.odoo.remove("26-015")
        office.odoo.rewrite(MasterOffice.project("26-014", "South Rim"))
        return office
    }

    @Test func eachEntryIsACaseUntilBothSidesAgree() async throws {
        let office = try await differing()
        try await office.note()
        try await office.note()
        #expect(try await office.openSubjects == ["project/odoo/26-014", "project/odoo/26-015"])
        let cases = try await office.openCases
        let open = try #require(cases.first { $0.proposal.subject.hasSuffix("15") })
        #expect(open.occurrences == 1 && open.proposal.owner == "integration-operator")
        #expect(open.proposal.summary.hasPrefix("project 26-015: odoo does not have it: 'purlin replay --key 26-015'"))
        office.odoo.rewrite(MasterOffice.project("26-014", "North Rim"))
        try await office.note()
        #expect(try await office.openSubjects == ["project/odoo/26-015"])
        let closed = try await office.store.cases(onlyOpen: false).filter { $0.state == .resolved }
        #expect(closed.map(\.proposal.subject) == ["project/odoo/26-014"])
    }

    @Test func whoeverWantsItSoIsAskedAgainOnlyWhenItChanges() async throws {
        let office = try await differing()
        try await office.note()
        let cases = try await office.openCases
        let number = try #require(cases.first { $0.proposal.subject.hasSuffix("14") }?.number)
        let desk = CaseDesk(settings: office.settings, store: office.store)
        try await desk.reject(number, by: "olga", reason: "the customer renamed it", at: office.clock.now)
        try await office.note()
        #expect(try await office.openSubjects == ["project/odoo/26-015"])
        office.odoo.rewrite(MasterOffice.project("26-014", "West Rim"))
        try await office.note()
        #expect(try await office.openSubjects == ["project/odoo/26-014", "project/odoo/26-015"])
    }

    @Test func manyDifferencesOfOnePlaceAreOneCase() async throws {
        let office = try await differing()
        try await office.note()
        for number in 100..<119 { office.odoo.write(number, MasterOffice.project("99-\(number)", "Other")) }
        try await office.note()
        #expect(try await office.openSubjects == ["project/odoo"])
        let cases = try await office.openCases
        let open = try #require(cases.first)
        #expect(open.proposal.summary.hasPrefix("21 differences of project lists in odoo (26-014: "))
        #expect(open.proposal.detail["differences"]?.arrayValue?.count == 20 && open.proposal.detail["more"] == 1)
        office.odoo.remove("99-100")
        try await office.note()
        let subjects = try await office.openSubjects
        #expect(subjects.count == 20 && !subjects.contains("project/odoo"))
    }

    @Test func whatCouldNotBeReadSaysNothingOfWhatWasFoundThere() async throws {
        let office = try await differing()
        try await office.note()
        _ = office.odoo.state.withLock { $0.refused.insert(Project.name) }
        try await office.note()
        let unread = "project/odoo/-/unread"
        #expect(try await office.openSubjects == [unread, "project/odoo/26-014", "project/odoo/26-015"])
        office.odoo.state.withLock { $0.refused = [] }
        try await office.note()
        #expect(try await office.openSubjects == ["project/odoo/26-014", "project/odoo/26-015"])
    }

    @Test func aCaseWhoseDeliveryIsOnItsWayStaysAsItIs() async throws {
        var office = try await differing()
        try await office.note()
        office.usage.projects[1] = MasterOffice.project("26-015", "East Yard 2")
        office.usage.projects.append(MasterOffice.project("26-017", "Pier"))
        try await office.note()
        #expect(try await office.openSubjects == ["project/odoo/26-014", "project/odoo/26-015"])
        try await office.run()
        try await office.note()
        #expect(try await office.openSubjects == ["project/odoo/26-014"])
    }

    @Test func whoeverAnswersForTheOwningSystemIsAsked() async throws {
        var office = try MasterOffice()
        let register = try #require(ObjectOwnership(Equipment.name, [OwnershipStage("register", owner: .odoo)]))
        office.governance.ownership = office.governance.ownership.replacing(register)
        let rule = GoverningRule("interfaces.odoo", .standard)
        let terms = InterfaceTerms(status: .active, owner: "equipment-manager", rule: rule)
        office.governance.interfaces = InterfacePolicy(systems: ["odoo": SystemInterface(terms)])
        try await office.note()
        let owners = try await office.openCases.map { "\($0.proposal.subject) \($0.proposal.owner)" }.sorted()
        #expect(
            owners == [
                "equipment/configuration/EX-104 equipment-manager", "equipment/configuration/EX-105 equipment-manager",
            ]
        )
    }

    @Test func theScheduleOfTheReconciliationComparesThem() async throws {
        var office = try MasterOffice()
        let night = try #require(TimeOfDay("02:00"))
        office.reconciliation = .daily(at: night, zone: try #require(SiteZone(MasterOffice.zone)), on: .all)
        try await office.run()
        office.odoo.remove("26-015")
        try await office.run()
        #expect(try await office.openSubjects == [])
        office.clock.advance(by: .seconds(86_400))
        try await office.run()
        #expect(try await office.openSubjects == ["project/odoo/26-015"])
        office.odoo.write(40, MasterOffice.project("26-015", "East Yard"))
        office.clock.advance(by: .seconds(86_400))
        try await office.run()
        #expect(try await office.openSubjects == [])
    }
}
