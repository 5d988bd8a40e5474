import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConstructionFlows
import FoundationEssentials
import Governance
import JSON
import Synchronization
import Testing

/// Whose list counts, and what is compared with it.
struct MasterOwnerTests {
    private func owned(_ object: String, by role: SystemRole, _ office: inout MasterOffice) throws {
        let rule = try #require(ObjectOwnership(object, [OwnershipStage("register", owner: role)]))
        office.governance.ownership = office.governance.ownership.replacing(rule)
    }

    @Test func theSystemThatARuleNamesCountsBeforeTheConfiguration() async throws {
        var office = try MasterOffice()
        try owned(Equipment.name, by: .odoo, &office)
        office.odoo.write(20, MasterOffice.machine("EX-104", serial: "KX30A00104"))
        office.odoo.write(21, MasterOffice.machine("TR-001", serial: "T1"))
        let report = try await office.compare([.equipment])
        #expect(
            report.lines == [
                "unknown equipment EX-105 in configuration: the configuration has it, and odoo does not",
                "missing equipment TR-001 in configuration: the configuration does not have it",
            ]
        )
        #expect(report.comparisons.map(\.owner) == [.system("odoo")])
        #expect(report.gaps.map { $0.system } == ["fleet"])
    }

    @Test func twoRecordsOfOneKeyAreNamedAlsoInTheOwnersList() async throws {
        var office = try MasterOffice()
        try owned(Project.name, by: .odoo, &office)
        try await office.run()
        office.odoo.write(20, MasterOffice.project("26-014", "North Rim"))
        #expect(try await office.compare([.project]).lines == ["repeated project 26-014 in odoo: odoo has it 2 times"])
    }

    @Test func anOwnerThatListsNoneIsNamedWithItsRule() async throws {
        var office = try MasterOffice()
        try owned(Employee.name, by: .odoo, &office)
        let report = try await office.compare([.employee])
        #expect(report.verdict == .nothing)
        let reason = "no system of the role odoo, which owns them by ownership.Employee.register (default), lists any"
        #expect(report.gaps.map(\.reason) == [reason])
    }

    @Test func codesThatStandForNoCodeInUseAreNamed() async throws {
        var office = try MasterOffice()
        let codes = ListingSystem(CostCode.name)
        codes.write(1, CostCode(standard: "KST", code: "03-300", title: "Concrete"))
        codes.write(2, CostCode(standard: "KST", code: "03-200", title: "Rebar", isArchived: true))
        let over = try #require(CalendarDate("2026-01-15"))
        codes.write(3, CostCode(standard: "KST", code: "02-315", title: "Excavation", validUntil: over))
        office.further = [office.system("estimating", codes)]
        office.payroll.codes = CodeCrosswalk([
            try MasterOffice.mapping("03300", to: "03-300"), try MasterOffice.mapping("03200", to: "03-200"),
            try MasterOffice.mapping("REBAR", to: "03-200"), try MasterOffice.mapping("99", to: "99-999"),
            try MasterOffice.mapping("draft", to: "98-000", approvedBy: nil),
        ])
        office.usage.assignments = [
            EquipmentAssignment(
                equipment: "EX-104",
                project: "26-014",
                costCode: "02-315",
                from: try #require(CalendarDate("2026-01-01")),
                until: nil
            )
        ]
        let report = try await office.compare([.costCode])
        #expect(
            report.lines == [
                "mappedToNothing costCode 02-315 in configuration: the assignment of EX-104 to 26-014 stands for it; "
                    + "estimating has it no longer in use",
                "mappedToNothing costCode 03-200 in time: 03200 stands for it, and 1 more do; estimating has it no longer "
                    + "in use",
                "mappedToNothing costCode 99-999 in time: 99 stands for it; estimating does not have it",
            ]
        )
        let names = [["the assignment of EX-104 to 26-014"], ["03200", "REBAR"], ["99"]]
        #expect(report.differences.map(\.names) == names)
        // Two lists, and nobody says which counts.
        office.further.append(office.system("other", ListingSystem(CostCode.name)))
        let reasons = try await office.compare([.costCode]).gaps.map(\.reason)
        #expect(reasons == ["estimating and other list them: say under 'ownership' whose count"])
    }

    @Test func mappingsWithoutAnyListAreNotCompared() async throws {
        var office = try MasterOffice()
        office.payroll.codes = CodeCrosswalk([try MasterOffice.mapping("03300", to: "03-300")])
        let report = try await office.compare([.costCode])
        let reason = "no system lists any, so that nobody can tell whether what is mapped to them is right"
        #expect(report.gaps.map(\.reason) == [reason] && report.verdict == .nothing)
    }

    @Test func theBooksOfACompanyNeedItsOwnEntriesAlone() async throws {
        var office = try MasterOffice()
        let second = ListingSystem(Project.name, Equipment.name)
        office.further = [office.system("odoo-ksw", second)]
        office.books = ["KST": "odoo", "KSW": "odoo-ksw"]
        office.usage.charging = EquipmentCharging(projectCompanies: ["26-015": "KSW"])
        try await office.run()
        #expect(try await office.compare().lines == [])
        #expect(second.state.withLock { $0.rows.count } == 1)
        second.remove("26-015")
        // What both books hold is no difference.
        second.write(9, MasterOffice.machine("EX-104", serial: "KX30A00104"))
        #expect(
            try await office.compare().lines == [
                "missing project 26-015 in odoo-ksw: odoo-ksw does not have it"
            ]
        )
    }

    @Test func flowsThatSayDifferentThingsAreNamed() async throws {
        var office = try MasterOffice()
        office.payroll.projects = [MasterOffice.project("26-014", "North Rim Interchange")]
        office.furtherFlow = FlowBinding(
            flow: EstimateToBudget(
                EstimateToBudgetSettings(
                    zone: try #require(SiteZone(MasterOffice.zone)),
                    projects: [.init(code: "26-014"), .init(code: "26-016")],
                    codes: CodeCrosswalk([])
                )
            ),
            sources: [],
            target: nil
        )
        let report = try await office.compare([.project])
        let line = "differs project 26-014 in configuration: flows of the configuration say name 'North Rim' and "
        #expect(report.lines.first == line + "'North Rim Interchange'")
        // A project that only has a budget is delivered nowhere.
        #expect(!report.lines.contains { $0.contains("26-016") })
    }

    @Test func whatIsStillToBeDeliveredWaits() async throws {
        var office = try MasterOffice()
        // Nothing ran yet.
        var report = try await office.compare([.project])
        #expect(report.differences.map(\.isOnItsWay) == [true, true] && report.verdict == .waiting)
        try await office.run()
        office.odoo.state.withLock { $0.isClosed = true }
        office.usage.projects.append(MasterOffice.project("26-017", "Pier"))
        try await office.run()
        report = try await office.compare([.project])
        #expect(report.differences.map(\.key) == ["26-017"] && report.verdict == .waiting)
        // What was delivered and is not there any more is a difference.
        office.odoo.remove("26-014")
        report = try await office.compare([.project])
        #expect(report.differences.map(\.isOnItsWay) == [false, true] && report.verdict == .differs)
    }
}

/// Lists are read to their end, or not at all.
struct MasterReadingTests {
    @Test func pagesAreReadToTheLast() async throws {
        var office = try MasterOffice()
        office.usage.projects = (1...9).map { MasterOffice.project("26-00\($0)", "Site \($0)") }
        try await office.run()
        let before = office.odoo.state.withLock { $0.pages }
        let report = try await office.compare([.project])
        #expect(report.verdict == .equal && report.comparisons.map(\.held) == [9])
        #expect(office.odoo.state.withLock { $0.pages } - before >= 5)
    }

    @Test func rowsThatCannotBeUsedAreCounted() async throws {
        let office = try MasterOffice()
        try await office.run()
        office.odoo.write(30, MasterOffice.project("", ""))
        _ = office.odoo.state.withLock { $0.spoilt.insert(30) }
        let report = try await office.compare([.project])
        #expect(report.comparisons.map(\.unusable) == [1] && report.verdict == .equal)
    }

    @Test func aListThatIsRefusedIsNamedAndTheOthersAreCompared() async throws {
        let office = try MasterOffice()
        try await office.run()
        _ = office.odoo.state.withLock { $0.refused.insert(Equipment.name) }
        let report = try await office.compare()
        #expect(report.verdict == .unread && report.differences.isEmpty)
        #expect(report.comparisons.map(\.master) == [.project, .employee])
        let failure = try #require(report.gaps.first { $0.isFailure })
        #expect(failure.master == .equipment && failure.system == "odoo" && failure.reason.contains("no right to read"))
    }

    @Test(arguments: [(4, true), (3, false)])
    func aListThatIsTooLongIsNotCompared(_ most: Int, _ isRead: Bool) async throws {
        var office = try MasterOffice()
        office.usage.projects = (1...4).map { MasterOffice.project("26-00\($0)", "Site \($0)") }
        try await office.run()
        let report = try await MasterComparer(
            settings: office.settings,
            store: office.store,
            clock: office.clock,
            readingAtMost: most
        ).compare([.project])
        #expect(report.verdict == (isRead ? .equal : .unread))
        let failures = report.gaps.filter(\.isFailure).map(\.reason)
        #expect(failures == (isRead ? [] : ["Project holds more than 3 records"]))
    }

    @Test func aListThatStandsStillIsNotReadForEver() async throws {
        var office = try MasterOffice()
        office.further = [office.system("loop", StaffSystem(standsStill: true))]
        let failure = try await office.compare([.employee]).gaps.first { $0.isFailure }
        #expect(failure?.reason == "staff gives the same page again and again")
    }
}
