import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// What projects are charged for machines, and what the machines' owners recover (domain.md L10, M-3).
struct ChargingTests {
    /// A yard in which machines worked 7.75 h on Monday, 5 January, which is settled on Tuesday.
    private func worked(_ machines: [String] = ["EX-104"], financeRole: String? = nil) throws -> ChargeYard {
        var yard = try ChargeYard(financeRole: financeRole)
        for machine in machines { try yard.work(machine, 775, on: "2026-01-05") }
        for machine in machines { try yard.work(machine, 0, on: "2026-01-06") }
        return yard
    }

    private let first = "EX-104/2026-01-05/1"
    private let batch = "intercompany/KST/KSW/2026-01/1"

    @Test func withoutARecoveryOnlyTheProjectIsCharged() throws {
        var yard = try worked([])
        yard.settings.charging.homes = [:]
        try yard.assign("EX-104", to: "26-014")
        try yard.work("EX-104", 775, on: "2026-01-05")
        try yard.work("EX-104", 0, on: "2026-01-06")
        try yard.answer(first, approved: true, at: "2026-01-07T08:00:00Z")
        #expect(yard.lines == ["KST 26-014 581.25"])
        #expect(yard.deliveries.first?.payload["counterparty"] == nil)
        #expect(yard.findings.allSatisfy { $0.event != "EquipmentCharged" })
    }

    @Test func inOneCompanyTheHomeCostCentreRecoversTheSameAtOnceEvenWhereFinanceApproves() throws {
        var yard = try worked([], financeRole: "finance")
        try yard.assign("EX-104", to: "26-014")
        try yard.work("EX-104", 775, on: "2026-01-05")
        try yard.work("EX-104", 0, on: "2026-01-06")
        #expect(yard.deliveries.isEmpty)
        try yard.answer(first, approved: true, at: "2026-01-07T08:00:00Z")
        #expect(yard.lines == ["KST 26-014 581.25", "KST EQ-KST -581.25"] && yard.faults == [])
        let charged = try #require(yard.findings.last { $0.event == "EquipmentCharged" })
        #expect(charged.detail["home"] == "EQ-KST" && charged.detail["amount"] == "581.25")
    }

    @Test func betweenCompaniesEachHasItsSideInItsOwnBooks() throws {
        var yard = try worked()
        try yard.answer(first, approved: true, at: "2026-01-07T08:00:00Z")
        #expect(yard.lines == ["KSW 26-201 581.25", "KST EQ-KST -581.25"] && yard.faults == [])
        #expect(yard.deliveries.map(\.company) == ["KSW", "KST"])
        #expect(yard.deliveries.map(\.key) == ["CostEntry/KSW/\(first)", "CostEntry/KST/\(first)/recovery"])
        #expect(yard.deliveries.map { $0.payload["counterparty"] } == ["KST", "KSW"])
        #expect(yard.deliveries[1].controlTotals == ["hours": "-7.75", "amount": "-581.25"])
    }

    @Test func anHourAtARateOfFractionsOfACentIsTheSameOnBothSides() throws {
        var yard = try ChargeYard(rate: "33.3350")
        try yard.work("EX-104", 10, on: "2026-01-05")
        try yard.work("EX-104", 30, on: "2026-01-06")
        try yard.work("EX-104", 0, on: "2026-01-07")
        for id in yard.pending.map(\.approval.id) { try yard.answer(id, approved: true, at: "2026-01-08T08:00:00Z") }
        #expect(yard.lines == ["KSW 26-201 3.33", "KST EQ-KST -3.33", "KSW 26-201 10", "KST EQ-KST -10"])
        #expect(yard.faults == [])
    }

    @Test func whereFinanceApprovesNothingIsWrittenBeforeTheMonthIsApproved() throws {
        var yard = try worked(["EX-104", "CR-301"], financeRole: "finance")
        try yard.answer(first, approved: true, at: "2026-01-07T08:00:00Z")
        try yard.answer("CR-301/2026-01-05/1", approved: true, at: "2026-01-07T08:00:00Z")
        try yard.pass(until: "2026-02-01T18:59:59Z")
        #expect(yard.deliveries.isEmpty && yard.pending.isEmpty, "the month ends at 07:00, and 12 h later it is asked")
        try yard.pass(until: "2026-02-01T19:00:00Z")
        #expect(yard.pending.map(\.approval.id) == ["intercompany/KSN/KSW/2026-01/1", batch])
        let asked = try #require(yard.pending.last).approval
        #expect(asked.role == "finance" && asked.step == .intercompanyAllocation && asked.requester == nil)
        #expect(asked.amount?.amount == Decimal(plain: "581.25") && asked.payload["fromCompany"] == "KST")
        #expect(yard.deliveries.isEmpty)
        try yard.answer(batch, approved: true, at: "2026-02-02T08:00:00Z")
        #expect(yard.lines == ["KSW 26-201 581.25", "KST EQ-KST -581.25"] && yard.faults == [])
        let allocated = try #require(yard.findings.first { $0.event == "IntercompanyAllocated" })
        #expect(allocated.detail["charges"] == 1 && allocated.detail["by"] == "m")
    }

    @Test func lateUseOfAMonthThatWasApprovedIsAskedAboutOnTheNextDay() throws {
        var yard = try worked(financeRole: "finance")
        try yard.pass(until: "2026-02-03T08:00:00Z")
        try yard.answer(first, approved: true, at: "2026-02-03T08:00:00Z")
        try yard.pass(until: "2026-02-04T18:59:59Z")
        #expect(yard.pending.isEmpty)
        try yard.pass(until: "2026-02-04T19:00:00Z")
        #expect(yard.pending.map(\.approval.id) == [batch])
    }

    @Test(arguments: [true, false])
    func whatFinanceRefusesIsOnNeitherSideUntilItIsAskedAnew(returned: Bool) throws {
        var yard = try worked(financeRole: "finance")
        try yard.answer(first, approved: true, at: "2026-01-07T08:00:00Z")
        try yard.pass(until: "2026-02-01T19:00:00Z")
        try yard.answer(batch, approved: false, returned: returned, at: "2026-02-02T08:00:00Z")
        #expect(yard.deliveries.isEmpty)
        let item = try #require(yard.cases.first?.item)
        #expect(item.kind == "intercompany_refused" && item.owner == "finance" && item.subject == batch)
        // What comes meanwhile is no part of what was refused.
        try yard.work("EX-104", 100, on: "2026-01-30")
        try yard.work("EX-104", 0, on: "2026-02-02")
        try yard.answer("EX-104/2026-01-30/1", approved: true, at: "2026-02-03T08:00:00Z")
        try yard.decide(caseAt: 0, retry: true, at: "2026-02-03T09:00:00Z")
        let anew = try #require(yard.pending.last).approval
        #expect(anew.id == "intercompany/KST/KSW/2026-01/2" && anew.requester == "otto")
        try yard.answer(anew.id, approved: true, at: "2026-02-03T10:00:00Z")
        #expect(yard.lines == ["KSW 26-201 581.25", "KST EQ-KST -581.25"] && yard.faults == [])
        try yard.pass(until: "2026-02-05T19:00:00Z")
        try yard.answer("intercompany/KST/KSW/2026-01/3", approved: true, at: "2026-02-06T08:00:00Z")
        #expect(yard.lines.count == 4 && yard.faults == [])
    }

    @Test func whatIsGivenUpIsOnNeitherSideForEver() throws {
        var yard = try worked(financeRole: "finance")
        try yard.answer(first, approved: true, at: "2026-01-07T08:00:00Z")
        try yard.pass(until: "2026-02-01T19:00:00Z")
        try yard.answer(batch, approved: false, at: "2026-02-02T08:00:00Z")
        try yard.decide(caseAt: 0, retry: false, at: "2026-02-03T09:00:00Z")
        try yard.pass(until: "2026-03-03T09:00:00Z")
        #expect(yard.deliveries.isEmpty && yard.pending.isEmpty)
        let given = try #require(yard.findings.last { $0.event == "IntercompanyGivenUp" })
        #expect(given.detail["amount"] == "581.25" && given.detail["by"] == "otto")
    }

    @Test func whatWaitsIsWrittenOnBothSidesOnceNobodyHasToApproveItAnyMore() throws {
        var yard = try worked(financeRole: "finance")
        try yard.answer(first, approved: true, at: "2026-01-07T08:00:00Z")
        yard.settings.charging.financeRole = nil
        try yard.pass(until: "2026-02-01T19:00:00Z")
        #expect(yard.lines == ["KSW 26-201 581.25", "KST EQ-KST -581.25"] && yard.faults == [])
    }

    @Test(arguments: [nil, "finance"])
    func takingACostBackTakesBothSidesBackAndAsksAboutItsHoursAnew(financeRole: String?) throws {
        var yard = try worked()
        try yard.answer(first, approved: true, at: "2026-01-07T08:00:00Z")
        yard.settings.charging.financeRole = financeRole
        try yard.reverse(try #require(yard.entries.first), at: "2026-01-08T08:00:00Z")
        let asked = try #require(yard.pending.last).approval
        #expect(asked.id == "\(first)/reversal" && asked.requester == "otto" && asked.amount?.amount == -581.25)
        #expect(asked.summary.hasPrefix("take back \(first)"))
        #expect(yard.deliveries.count == 2, "nothing is taken back before somebody else approves it")
        try yard.answer(asked.id, approved: true, at: "2026-01-08T09:00:00Z")
        if financeRole != nil {
            #expect(yard.deliveries.count == 2 && yard.cases.isEmpty, "its hours are charged as long as it stands")
            try yard.pass(until: "2026-02-01T19:00:00Z")
            try yard.answer(batch, approved: true, at: "2026-02-02T08:00:00Z")
        }
        #expect(yard.lines.suffix(2) == ["KSW 26-201 -581.25", "KST EQ-KST 581.25"] && yard.faults == [])
        #expect(yard.cases.map(\.item.kind) == ["usage_returned"])
        #expect(yard.entries.map(\.corrects) == [nil, nil, first, "\(first)/recovery"])

        // The machine had worked for another job.
        try yard.assign("EX-104", to: "26-301")
        yard.settings.charging.financeRole = nil
        let again = try #require(yard.cases.firstIndex { $0.item.kind == "usage_returned" })
        try yard.decide(caseAt: again, retry: true, at: "2026-02-03T08:00:00Z")
        try yard.answer("\(first)/again", approved: true, at: "2026-02-03T09:00:00Z")
        #expect(yard.lines.suffix(2) == ["KSN 26-301 581.25", "KST EQ-KST -581.25"] && yard.faults == [])
    }

    @Test func aReversalThatFinanceDoesNotWantLeavesTheHoursCharged() throws {
        var yard = try worked()
        try yard.answer(first, approved: true, at: "2026-01-07T08:00:00Z")
        yard.settings.charging.financeRole = "finance"
        try yard.reverse(try #require(yard.entries.first), at: "2026-01-08T08:00:00Z")
        try yard.answer("\(first)/reversal", approved: true, at: "2026-01-08T09:00:00Z")
        try yard.pass(until: "2026-02-01T19:00:00Z")
        try yard.answer(batch, approved: false, at: "2026-02-02T08:00:00Z")
        try yard.decide(caseAt: 0, retry: false, at: "2026-02-02T09:00:00Z")
        #expect(yard.deliveries.count == 2 && yard.cases.isEmpty && yard.pending.isEmpty && yard.faults == [])
    }

    @Test func aReversalThatIsRefusedLeavesBothSidesAsTheyAre() throws {
        var yard = try worked()
        try yard.answer(first, approved: true, at: "2026-01-07T08:00:00Z")
        try yard.reverse(try #require(yard.entries.first), at: "2026-01-08T08:00:00Z")
        try yard.reverse(try #require(yard.entries.first), at: "2026-01-08T08:30:00Z")
        #expect(yard.pending.count == 1, "it is asked once")
        try yard.answer("\(first)/reversal", approved: false, returned: true, at: "2026-01-08T09:00:00Z")
        #expect(yard.deliveries.count == 2 && yard.cases.isEmpty && yard.faults == [])
    }

    @Test func aMachineThatIsLentWithoutAHomeIsHeldAndNeverOnOneSide() throws {
        var yard = try ChargeYard()
        yard.settings.charging.homes = [:]
        try yard.work("EX-104", 775, on: "2026-01-05")
        try yard.work("EX-104", 0, on: "2026-01-06")
        #expect(yard.pending.isEmpty && yard.deliveries.isEmpty)
        let item = try #require(yard.cases.first?.item)
        #expect(item.kind == "unpriced_usage" && item.summary.contains("EX-104 of KST worked for 26-201 of KSW"))
        // A place in another company's books would be a foreign entry.
        yard.settings.charging.homes = ["EX-104": HomeCostCentre(project: "EQ-KSN", costCode: "90-100")]
        try yard.decide(caseAt: 0, retry: true, at: "2026-01-07T08:00:00Z")
        #expect(yard.pending.isEmpty && yard.cases.first?.item.summary.contains("EQ-KSN is not of KST") == true)
        yard.settings.charging.homes = ["EX-104": HomeCostCentre(project: "EQ-KST", costCode: "90-100")]
        try yard.decide(caseAt: 0, retry: true, at: "2026-01-07T08:00:00Z")
        try yard.answer(first, approved: true, at: "2026-01-07T09:00:00Z")
        #expect(yard.faults == [] && yard.deliveries.count == 2)
    }

    @Test func projectsAndMachinesGoToTheBooksOfTheirCompanies() throws {
        let yard = try ChargeYard()
        let companies = Dictionary(uniqueKeysWithValues: yard.flow.masterData.map { ($0.key, $0.company) })
        #expect(companies["Project/26-201"] == "KSW" && companies["Project/EQ-KST"] == "KST")
        #expect(companies["Equipment/CR-301"] == "KSN")
    }
}
