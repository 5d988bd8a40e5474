import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// Awarded estimates become budgets, whole or not at all (domain.md E-1 to E-4, E-6; §9a steps 1 and 2).
struct BudgetLoadingTests {
    @Test func theReferenceEstimateBecomesItsBudgetOnAward() throws {
        var office = try BudgetOffice()
        try office.take(try BudgetOffice.estimate("02", .open), at: "2026-01-05T08:00:00Z")
        #expect(try office.budget == nil)
        #expect(office.count("EstimateExported") == 1)

        try office.take(try BudgetOffice.estimate(), at: "2026-01-06T08:00:00Z")
        #expect(try office.revised == "161894.2")
        #expect(
            try office.lines == [
                "02-315 equipment 31500 31500", "03-200 material 18225 18225", "03-300 labour 48019.2 48019.2",
                "03-300 material 4150 4150", "31-600 subcontract 60000 60000",
            ]
        )
        #expect(office.approvals.isEmpty && office.cases.isEmpty)
        #expect(office.count("BudgetLoaded") == 1)
        let delivery = try #require(office.deliveries.first)
        #expect(office.deliveries.count == 1 && delivery.key == "Budget/26-014/0")
        #expect(delivery.controlTotals == ["lines": "5", "original": "161894.2", "revised": "161894.2"])
    }

    @Test func anApprovedChangeOrderAddsToItAndIsNotedForTheContract() throws {
        var office = try BudgetOffice()
        try office.take(try BudgetOffice.estimate(), at: "2026-01-06T08:00:00Z")
        try office.take(try BudgetOffice.changeOrder("1", .submitted), at: "2026-01-20T08:00:00Z")
        #expect(try office.revised == "161894.2")
        try office.take(try BudgetOffice.changeOrder(), at: "2026-01-21T08:00:00Z")

        let budget = try #require(try office.budget)
        #expect(budget.revised.plainText == "170494.2")
        #expect(budget.original.plainText == "161894.2")
        #expect(budget.contractChange.plainText == "12000")
        #expect(try office.lines.contains("03-300 labour 48019.2 56619.2"))
        #expect(office.deliveries.map(\.key) == ["Budget/26-014/0", "Budget/26-014/1"])
    }

    @Test func theSameContentAgainChangesNothingWhateverItsOrder() throws {
        var office = try BudgetOffice()
        try office.take(try BudgetOffice.estimate(), at: "2026-01-06T08:00:00Z")
        try office.take(try BudgetOffice.changeOrder(), at: "2026-01-07T08:00:00Z")
        try office.take(
            try BudgetOffice.estimate(lines: BudgetOffice.referenceLines().reversed()),
            at: "2026-01-08T08:00:00Z"
        )
        try office.take(try BudgetOffice.estimate("3"), at: "2026-01-09T08:00:00Z")
        try office.take(try BudgetOffice.changeOrder(), at: "2026-01-10T08:00:00Z")
        #expect(office.deliveries.count == 2 && office.approvals.isEmpty && office.cases.isEmpty)
        #expect(try office.revised == "170494.2")
    }

    @Test(arguments: [ChangeOrder.Status.rejected, .withdrawn, .submitted])
    func aChangeOrderThatWasNotApprovedChangesNothing(status: ChangeOrder.Status) throws {
        var office = try BudgetOffice()
        try office.take(try BudgetOffice.estimate(), at: "2026-01-06T08:00:00Z")
        try office.take(try BudgetOffice.changeOrder("1", status), at: "2026-01-07T08:00:00Z")
        #expect(try office.revised == "161894.2")
        #expect(office.approvals.isEmpty && office.cases.isEmpty)
    }

    @Test func aChangeOrderThatIsRefusedFirstAndApprovedLaterCounts() throws {
        var office = try BudgetOffice()
        try office.take(try BudgetOffice.estimate(), at: "2026-01-06T08:00:00Z")
        try office.take(try BudgetOffice.changeOrder("1", .rejected), at: "2026-01-07T08:00:00Z")
        try office.take(try BudgetOffice.changeOrder(), at: "2026-01-08T08:00:00Z")
        #expect(try office.revised == "170494.2")
    }

    @Test func aChangeOrderWaitsForItsBudget() throws {
        var office = try BudgetOffice()
        try office.take(try BudgetOffice.changeOrder(), at: "2026-01-05T08:00:00Z")
        #expect(try office.budget == nil)
        #expect(
            try EstimateToBudget.waiting(in: try #require(office.state)).map(\.reason)
                == ["the award of the project's estimate"]
        )
        try office.take(try BudgetOffice.estimate(), at: "2026-01-06T08:00:00Z")
        #expect(try office.revised == "170494.2")
        #expect(try EstimateToBudget.waiting(in: try #require(office.state)).isEmpty)
    }

    @Test func aChangeOrderThatIsTakenBackAfterItsApprovalNeedsAPerson() throws {
        var office = try BudgetOffice()
        try office.take(try BudgetOffice.estimate(), at: "2026-01-06T08:00:00Z")
        try office.take(try BudgetOffice.changeOrder(), at: "2026-01-07T08:00:00Z")
        try office.take(try BudgetOffice.changeOrder("1", .withdrawn), at: "2026-01-08T08:00:00Z")
        #expect(try office.revised == "170494.2")
        #expect(office.approvals.map(\.role) == ["budget-manager"])
        try office.answerLast(approved: true, at: "2026-01-09T08:00:00Z")
        #expect(try office.revised == "161894.2")
        #expect(try office.budget?.contractChange == 0)
    }

    @Test func aTotalThatDiffersByACentLoadsNothing() throws {
        var office = try BudgetOffice()
        try office.take(try BudgetOffice.estimate(stated: "161894.21"), at: "2026-01-06T08:00:00Z")
        #expect(office.cases.map(\.kind) == ["estimate_total_mismatch"])
        #expect(office.cases[0].summary.contains("161894.2,") && office.cases[0].summary.contains("161894.21"))
        #expect(try office.budget == nil && office.deliveries.isEmpty)

        try office.take(try BudgetOffice.estimate(), at: "2026-01-07T08:00:00Z")
        #expect(office.resolvedCases == ["estimate_total_mismatch:E26-014/03"])
        #expect(try office.revised == "161894.2")
    }

    @Test func anUnstatedTotalIsHeldOnlyWhereOneIsRequired() throws {
        var office = try BudgetOffice()
        office.settings.requiresStatedTotal = true
        try office.take(try BudgetOffice.estimate(stated: nil), at: "2026-01-06T08:00:00Z")
        #expect(office.cases.map(\.kind) == ["estimate_total_mismatch"])
        office.settings.requiresStatedTotal = false
        try office.retryLastCase(at: "2026-01-06T09:00:00Z")
        #expect(try office.revised == "161894.2")
    }

    @Test func unmappedCodesHoldTheWholeRevisionUntilTheCrosswalkIsCorrected() throws {
        var office = try BudgetOffice()
        office.settings.codes = CodeCrosswalk(try BudgetOffice.mappings(without: ["31-600", "02-315"]))
        try office.take(try BudgetOffice.estimate(), at: "2026-01-06T08:00:00Z")
        #expect(office.cases.map(\.kind) == ["unmapped_cost_codes"])
        let codes = office.cases[0].detail["codes"]?.arrayValue ?? []
        #expect(codes.map { $0["code"]?.stringValue } == ["02-315", "31-600"])
        #expect(codes.map { $0["amount"]?.stringValue } == ["31500", "60000"])

        try office.wake(at: "2026-01-06T09:00:00Z")
        #expect(office.cases.count == 1, "the same trouble is one case")
        try office.retryLastCase(at: "2026-01-06T10:00:00Z")
        #expect(office.cases.count == 2, "what was tried again in vain is a case again")
        #expect(try office.budget == nil)

        office.settings.codes = CodeCrosswalk(try BudgetOffice.mappings())
        try office.retryLastCase(at: "2026-01-06T11:00:00Z")
        #expect(try office.revised == "161894.2")
    }

    @Test func aLineWithoutACodeHoldsTheRevision() throws {
        var office = try BudgetOffice()
        let extra = try BudgetOffice.line("0100/0130", nil, "L", "1", "h", "1.00", "1.00")
        try office.take(
            try BudgetOffice.estimate(lines: BudgetOffice.referenceLines() + [extra], stated: "161895.20"),
            at: "2026-01-06T08:00:00Z"
        )
        #expect(office.cases.map(\.kind) == ["unmapped_cost_codes"])
        #expect(office.cases[0].summary.contains("a line without a code"))
        #expect(office.cases[0].detail["places"] == ["0100/0130"])
        try office.rejectLastCase(at: "2026-01-06T09:00:00Z")
        #expect(office.count("BudgetChangeGivenUp") == 1)
        try office.wake(at: "2026-01-06T10:00:00Z")
        #expect(office.cases.count == 1 && office.deliveries.isEmpty)
    }

    @Test func itemNumbersThatComeTwiceAreLetPassByAPerson() throws {
        var office = try BudgetOffice()
        let twin = try BudgetOffice.line("0100/0110", "03-300", "L", "1", "h", "5.00", "5.00")
        try office.take(
            try BudgetOffice.estimate(lines: BudgetOffice.referenceLines() + [twin], stated: "161899.20"),
            at: "2026-01-06T08:00:00Z"
        )
        #expect(office.cases.map(\.kind) == ["duplicate_item_numbers"])
        #expect(try office.budget == nil)
        try office.retryLastCase(at: "2026-01-06T09:00:00Z")
        #expect(try office.revised == "161899.2")
    }

    @Test func anExportOfAlternatesAloneNeverTakesThePlaceOfTheBaseBid() throws {
        var office = try BudgetOffice()
        try office.take(try BudgetOffice.estimate(), at: "2026-01-06T08:00:00Z")
        let lines = try BudgetOffice.referenceLines().filter { $0.alternate == "ALT-1" }
        try office.take(try BudgetOffice.estimate(lines: lines, stated: "4150.00"), at: "2026-01-07T08:00:00Z")
        #expect(office.cases.map(\.kind) == ["alternates_alone"])
        #expect(try office.revised == "161894.2" && office.approvals.isEmpty)
        try office.rejectLastCase(at: "2026-01-07T09:00:00Z")
        #expect(try office.revised == "161894.2")
    }

    @Test func negativeItemsCount() throws {
        var office = try BudgetOffice()
        let credit = try BudgetOffice.line("0500", "03-300", "L", "1", "LS", "-894.20", "-894.20")
        try office.take(
            try BudgetOffice.estimate(lines: BudgetOffice.referenceLines() + [credit], stated: "161000.00"),
            at: "2026-01-06T08:00:00Z"
        )
        #expect(try office.revised == "161000")
        #expect(try office.lines.contains("03-300 labour 47125 47125"))
    }

    @Test func anAwardedEstimateOfAnUnknownProjectIsHeldAndAnOpenOneIsNoted() throws {
        var office = try BudgetOffice()
        try office.take(try BudgetOffice.estimate("01", .open, number: "E26-099"), at: "2026-01-06T08:00:00Z")
        #expect(office.cases.isEmpty && office.count("EstimateExported") == 1)
        try office.take(try BudgetOffice.estimate("01", number: "E26-099"), at: "2026-01-06T08:00:00Z")
        #expect(office.cases.map(\.kind) == ["unassigned_estimate"])
        var order = try BudgetOffice.changeOrder()
        order = ChangeOrder(
            project: "99-001",
            number: "1",
            status: .approved,
            currency: order.currency,
            contractAmount: 1,
            budget: []
        )
        try office.take(order, at: "2026-01-06T08:00:00Z")
        #expect(office.cases.last?.kind == "unknown_project")
    }

    @Test func anotherCurrencyThanTheBudgetsIsHeld() throws {
        var office = try BudgetOffice()
        try office.take(try BudgetOffice.estimate(), at: "2026-01-06T08:00:00Z")
        let order = ChangeOrder(
            project: "26-014",
            number: "2",
            status: .approved,
            currency: try #require(Currency("EUR")),
            contractAmount: 1,
            budget: []
        )
        try office.take(order, at: "2026-01-07T08:00:00Z")
        #expect(office.cases.map(\.kind) == ["budget_currency"])
        #expect(try office.revised == "161894.2")
    }

    @Test func anAmountWithAFractionOfACentIsHeld() throws {
        var office = try BudgetOffice()
        let odd = try BudgetOffice.line("0500", "03-300", "L", "1", "LS", "0.005", "0.005")
        try office.take(
            try BudgetOffice.estimate(lines: BudgetOffice.referenceLines() + [odd], stated: nil),
            at: "2026-01-06T08:00:00Z"
        )
        #expect(office.cases.map(\.kind) == ["unusable_estimate"])
    }
}
