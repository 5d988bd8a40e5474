import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// After the award only what a person approves changes a budget, and always as a difference (domain.md E-2, E-4, E-7).
struct BudgetRevisionTests {
    private func awarded() throws -> BudgetOffice {
        var office = try BudgetOffice()
        try office.take(try BudgetOffice.estimate(), at: "2026-01-06T08:00:00Z")
        return office
    }

    /// 03-200 is gone, 02-315 costs more.
    private func fourth() throws -> Estimate {
        var lines = try BudgetOffice.referenceLines()
        lines.remove(at: 1)
        lines[1] = try BudgetOffice.line("0200/0210", "02-315", "E", "430", "h", "75.00", "32250.00")
        return try BudgetOffice.estimate("04", lines: lines, stated: "144419.20")
    }

    @Test func aLaterRevisionIsADifferenceThatAPersonApproves() throws {
        var office = try awarded()
        try office.take(try BudgetOffice.changeOrder(), at: "2026-01-07T08:00:00Z")
        try office.take(try fourth(), at: "2026-02-01T08:00:00Z")
        #expect(try office.revised == "170494.2")
        let approval = try #require(office.approvals.first)
        #expect(approval.summary.contains("-17475 USD on 2 positions"))
        #expect(approval.payload["changes"]?.arrayValue?.count == 2)

        try office.answerLast(approved: true, at: "2026-02-02T08:00:00Z")
        #expect(try office.revised == "153019.2")
        #expect(
            try office.lines == [
                "02-315 equipment 31500 32250", "03-200 material 18225 0", "03-300 labour 48019.2 56619.2",
                "03-300 material 4150 4150", "31-600 subcontract 60000 60000",
            ]
        )
        let revisions = try EstimateToBudget.revisions(in: try #require(office.state))
        #expect(revisions.map(\.approvedBy) == [nil, nil, "vera"])
        #expect(revisions.map(\.number) == [0, 1, 2])
    }

    @Test func aRefusedRevisionChangesNothingAndDoesNotComeBackByItself() throws {
        var office = try awarded()
        try office.take(try fourth(), at: "2026-02-01T08:00:00Z")
        try office.answerLast(approved: false, at: "2026-02-02T08:00:00Z")
        #expect(try office.revised == "161894.2")
        try office.take(try fourth(), at: "2026-02-03T08:00:00Z")
        #expect(office.approvals.count == 1 && office.count("BudgetRevisionRejected") == 1)
    }

    /// Revision 5 comes late, behind 6, which waits for the answer to 4.
    @Test func anEarlierRevisionTakesNotThePlaceOfALaterOneThatWaits() throws {
        var office = try awarded()
        try office.take(try fourth(), at: "2026-02-01T08:00:00Z")
        try office.take(try revision("06", "6.00"), at: "2026-02-02T08:00:00Z")
        try office.take(try revision("05", "5.00"), at: "2026-02-03T08:00:00Z")
        #expect(office.approvals.count == 1 && office.count("EstimateRevised") == 3)
        try office.answerLast(approved: true, at: "2026-02-04T08:00:00Z")
        #expect(office.approvals.last?.payload["source"] == "estimate E26-014 revision 06")
        try office.answerLast(approved: true, at: "2026-02-05T08:00:00Z")
        #expect(try office.revised == "6")
        #expect(office.cases.isEmpty && office.approvals.count == 2)
    }

    @Test func anEarlierRevisionTakesNotThePlaceOfALaterOneThatWasGivenBack() throws {
        var office = try awarded()
        try office.take(try revision("06", "6.00"), at: "2026-02-01T08:00:00Z")
        try office.take(try revision("05", "5.00"), at: "2026-02-02T08:00:00Z")
        try office.answerLast(approved: false, returned: true, at: "2026-02-03T08:00:00Z")
        #expect(office.approvals.count == 1 && office.cases.map(\.kind) == ["budget_returned"])
        try office.take(try revision("05", "5.00"), at: "2026-02-04T08:00:00Z")
        #expect(office.approvals.count == 1)
        try office.retryLastCase(at: "2026-02-05T08:00:00Z")
        try office.answerLast(approved: true, at: "2026-02-06T08:00:00Z")
        #expect(try office.revised == "6")
    }

    private func revision(_ label: String, _ amount: String) throws -> Estimate {
        let line = try BudgetOffice.line("0700", "03-300", "M", "1", "LS", amount, amount)
        return try BudgetOffice.estimate(label, lines: [line], stated: amount)
    }

    @Test func aRevisionThatComesWhileOneWaitsIsProposedAfterTheAnswer() throws {
        var office = try awarded()
        try office.take(try fourth(), at: "2026-02-01T08:00:00Z")
        try office.take(try BudgetOffice.estimate("05"), at: "2026-02-02T08:00:00Z")
        #expect(office.approvals.count == 1)
        try office.answerLast(approved: true, at: "2026-02-03T08:00:00Z")
        #expect(office.approvals.count == 2)
        try office.answerLast(approved: true, at: "2026-02-04T08:00:00Z")
        #expect(try office.revised == "161894.2")
        #expect(office.deliveries.map(\.key) == ["Budget/26-014/0", "Budget/26-014/1", "Budget/26-014/2"])
    }

    @Test func theSameRevisionWithOtherContentIsADifferenceToo() throws {
        var office = try awarded()
        var lines = try BudgetOffice.referenceLines()
        lines[2] = try BudgetOffice.line("0200/0210", "02-315", "E", "421", "h", "75.00", "31575.00")
        try office.take(try BudgetOffice.estimate(lines: lines, stated: "161969.20"), at: "2026-01-07T08:00:00Z")
        #expect(office.approvals.count == 1)
        #expect(try office.revised == "161894.2")
    }

    @Test func anEarlierRevisionThatComesLateIsNeverProposedByItself() throws {
        var office = try awarded()
        try office.take(try fourth(), at: "2026-02-01T08:00:00Z")
        try office.answerLast(approved: true, at: "2026-02-02T08:00:00Z")
        try office.take(try BudgetOffice.estimate("03"), at: "2026-02-03T08:00:00Z")
        #expect(office.cases.map(\.kind) == ["estimate_out_of_order"])
        #expect(office.approvals.count == 1)
        try office.retryLastCase(at: "2026-02-04T08:00:00Z")
        #expect(office.approvals.count == 2)
        try office.answerLast(approved: true, at: "2026-02-05T08:00:00Z")
        #expect(try office.revised == "161894.2")
    }

    @Test func aFurtherEstimateOfTheProjectNeedsApproval() throws {
        var office = try awarded()
        office.settings.projects = [
            EstimateToBudgetSettings.Project(code: "26-014", estimates: ["E26-014", "E26-014-ALT-2"])
        ]
        let lines = [try BudgetOffice.line("0400/0420", "03-300", "M", "1", "LS", "999.00", "999.00")]
        let alternate = try BudgetOffice.estimate("01", lines: lines, stated: "999.00", number: "E26-014-ALT-2")
        try office.take(alternate, at: "2026-02-01T08:00:00Z")
        #expect(try office.revised == "161894.2")
        try office.answerLast(approved: true, at: "2026-02-02T08:00:00Z")
        #expect(try office.revised == "162893.2")
    }

    @Test func anAnswerToAnUnknownApprovalDoesNothing() throws {
        var office = try awarded()
        try office.take(try fourth(), at: "2026-02-01T08:00:00Z")
        try office.answerLast(approved: true, at: "2026-02-02T08:00:00Z")
        try office.answerLast(approved: true, at: "2026-02-02T09:00:00Z")
        #expect(office.deliveries.count == 2)
    }

    @Test func companionsThatAgreeAreLoadedAndOthersAreHeld() throws {
        var office = try BudgetOffice()
        office.settings.companion = "estimating-xml"
        try office.take(try BudgetOffice.estimate(), at: "2026-01-06T08:00:00Z")
        #expect(try office.budget == nil)
        #expect(office.cases.isEmpty)
        #expect(office.wakeAt == Instant("2026-01-07T08:00:00Z"))

        try office.take(
            try BudgetOffice.estimate(lines: BudgetOffice.referenceLines().dropLast(4)),
            from: "estimating-xml",
            at: "2026-01-06T09:00:00Z"
        )
        #expect(office.cases.map(\.kind) == ["companion_mismatch"])
        #expect(try office.budget == nil)
        try office.take(try BudgetOffice.estimate(), from: "estimating-xml", at: "2026-01-06T10:00:00Z")
        #expect(try office.revised == "161894.2")
        #expect(office.resolvedCases == ["companion_mismatch:E26-014/03"])
        #expect(office.wakeAt == nil)
    }

    @Test func aCompanionThatDoesNotComeIsACase() throws {
        var office = try BudgetOffice()
        office.settings.companion = "estimating-xml"
        try office.take(try BudgetOffice.estimate("02", .open), from: "estimating-xml", at: "2026-01-05T08:00:00Z")
        try office.take(try BudgetOffice.estimate(), at: "2026-01-06T08:00:00Z")
        try office.wake(at: "2026-01-07T08:00:00Z")
        #expect(office.cases.map(\.kind) == ["companion_missing"])
        #expect(office.cases[0].summary.contains("its last export is of revision 02"))
        #expect(office.wakeAt == nil)
    }
}
