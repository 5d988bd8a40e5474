import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// What a person gives back is corrected and asked anew, and nothing of it is written before.
struct ReturnedApprovalTests {
    private let readings = [
        ("2026-01-05T08:00:00Z", "4211.60"), ("2026-01-05T20:00:00Z", "4219.35"), ("2026-01-06T08:00:00Z", "4219.35"),
    ]

    @Test func returnedUsageIsAskedAnewAtTheRateThatThenHolds() throws {
        var yard = try Yard()
        try yard.read(readings, at: "2026-01-06T14:00:00Z")
        let asked = try #require(yard.approvals.last)
        #expect(asked.step == .equipmentUsage && asked.requester == nil)
        #expect(asked.amount?.amount.plainText == asked.payload["amount"]?.stringValue)
        try yard.answer(asked.id, approved: false, returned: true, at: "2026-01-07T14:00:00Z")
        #expect(yard.cases.last?.kind == "usage_returned" && yard.deliveries.isEmpty)

        let start = try #require(CalendarDate("2026-01-01"))
        let dollars = try #require(Currency("USD"))
        yard.settings.rates = [EquipmentRate(subject: .category("excavator"), from: start, perHour: Money(80, dollars))]
        try yard.retryLastCase(by: "otto", at: "2026-01-07T15:00:00Z")
        let anew = try #require(yard.approvals.last)
        #expect(yard.approvals.count == 2 && anew.id == asked.id && anew.requester == "otto")
        #expect(anew.payload["hours"] == asked.payload["hours"] && anew.payload["amount"] != asked.payload["amount"])
        try yard.answer(anew.id, approved: true, at: "2026-01-07T16:00:00Z")
        #expect(yard.deliveries.map(\.payload) == [anew.payload])
    }

    @Test func aReturnedRevisionWaitsAndIsAskedAnewByAnotherRequest() throws {
        var office = try proposing()
        let asked = try #require(office.approvals.last)
        #expect(asked.step == .budgetRevision)
        #expect(asked.amount?.amount == 100)
        let delivered = office.deliveries.count
        try office.answerLast(approved: false, returned: true, at: "2026-02-03T08:00:00Z")
        #expect(office.cases.last?.kind == "budget_returned" && office.cases.last?.subject == asked.id)
        try office.retryLastCase(at: "2026-02-03T09:00:00Z")
        let anew = try #require(office.approvals.last)
        #expect(anew.id != asked.id && anew.payload == asked.payload && anew.requester == "otto")
        #expect(office.deliveries.count == delivered)
        try office.answerLast(approved: true, at: "2026-02-03T10:00:00Z")
        #expect(office.deliveries.count == delivered + 1)
    }

    @Test func aCorrectedExportTakesThePlaceOfWhatWasReturned() throws {
        var office = try proposing()
        try office.answerLast(approved: false, returned: true, at: "2026-02-03T08:00:00Z")
        let returned = try #require(office.cases.last)
        try office.take(
            try BudgetOffice.estimate("05", lines: lines(more: "50.00"), stated: nil),
            at: "2026-02-04T08:00:00Z"
        )
        #expect(office.resolvedCases.contains("budget_returned:\(returned.subject)"))
        #expect(office.approvals.last?.amount?.amount == 50)
        let asked = office.approvals.count
        try office.retryLastCase(at: "2026-02-04T09:00:00Z")
        #expect(office.approvals.count == asked, "what was replaced is not asked about")
    }

    /// A revision of 100.00 more waits for approval.
    private func proposing() throws -> BudgetOffice {
        var office = try BudgetOffice()
        try office.take(try BudgetOffice.estimate("03"), at: "2026-02-01T08:00:00Z")
        try office.take(
            try BudgetOffice.estimate("04", lines: lines(more: "100.00"), stated: nil),
            at: "2026-02-02T08:00:00Z"
        )
        return office
    }

    private func lines(more amount: String) throws -> [EstimateLine] {
        try BudgetOffice.referenceLines()
            + [try BudgetOffice.line("0500/0510", "03-300", "L", "1", "LS", amount, amount)]
    }
}
