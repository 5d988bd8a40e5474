import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// From what payroll paid to labour cost (domain.md P-3 to P-5, P-8).
@Suite("Labour cost of payroll")
struct PayrollCostTests {
    /// Step 5 of the reference scenario: 40 h and 4.5 h, accepted.
    private func accepted(financeRole: String? = nil) throws -> PayOffice {
        var office = try PayOffice(financeRole: financeRole)
        try office.work("a", "40")
        try office.work("b", "4.5", "OT")
        try office.send()
        try office.acknowledge("260105", hours: "44.5")
        return office
    }

    private let regular = "000417, REG, 03-300, 2025-12-30, 40.00, 41.3750, 1655.00, 562.70"
    private let overtime = "000417, OT, 03-300, 2025-12-30, 4.50, 62.0625, 279.28, 94.96"

    @Test("the reference scenario comes out to the cent: 2,591.94")
    func referenceScenario() throws {
        var office = try accepted()
        try office.pay("612", [regular, overtime])
        #expect(
            office.posted == [
                "labour 03-300 2025-12-30 2025-12-30 44.5 1934.28", "burden 03-300 2025-12-30 2025-12-30 0 657.66",
            ]
        )
        #expect(office.sum(.labour) + office.sum(.burden) == Decimal(string: "2591.94"))
        #expect(office.costs.map(\.key).first == "labour/612/26-014/03-300/2025-12-30")
        let posted = try #require(office.findings.last { $0.event == "PayrollRunPosted" })
        #expect(posted.detail["debit"] == "2591.94" && posted.detail["credit"] == "2591.94")
        #expect(office.cases.isEmpty)
    }

    @Test("finance approves before anything is posted, if that is configured")
    func financeApproval() throws {
        var office = try accepted(financeRole: "finance")
        try office.pay("612", [regular, overtime])
        #expect(office.costs.isEmpty)
        let approval = try #require(office.approvals.last)
        #expect(approval.role == "finance")
        #expect(approval.summary.hasSuffix("44.5 h, labour 1934.28, burden 657.66, together 2591.94 USD"))
        try office.answer(approval.id, approved: false)
        #expect(office.costs.isEmpty)
        try office.retry(try office.lastCase("payroll_cost_refused"))
        try office.answer("PayrollCost/KST/2026-01-04/612~2")
        #expect(office.costs.count == 2)
    }

    @Test("overtime that payroll worked out anew and rows without hours are no difference")
    func recomputedOvertime() throws {
        var office = try accepted()
        try office.pay(
            "612",
            [
                "000417, REG, 03-300, 2025-12-30, 42.00, 41.3750, 1737.75, 0.00",
                "000417, OT, 03-300, 2025-12-30, 2.50, 62.0625, 155.16, 0.00",
                "000417, BUR, 03-300, 2025-12-30, 0.00, 0.0000, 0.00, 643.59",
                "000417, UNF, 03-300, 2025-12-30, 0.00, 0.0000, 0.00, 100.01",
            ]
        )
        #expect(office.cases.isEmpty)
        #expect(office.sum(.burden) == Decimal(string: "743.60"))
        #expect(office.postedHours == Decimal(string: "44.5"))
    }

    @Test("other hours than payroll accepted post nothing until a person accepts them with a reason")
    func differingHours() throws {
        var office = try accepted()
        try office.pay("612", [regular])
        #expect(office.costs.isEmpty)
        let item = try office.lastCase("payroll_run_differs")
        #expect(
            item.detail["days"] == [
                ["employee": "000417", "date": "2025-12-30", "accepted": "44.5", "differs": "-4.5"]
            ]
        )
        try office.answer("PayrollRunDifference/KST/2026-01-04/612", approved: false)
        #expect(office.costs.isEmpty)
        try office.answer("PayrollRunDifference/KST/2026-01-04/612")
        #expect(office.posted.first == "labour 03-300 2025-12-30 2025-12-30 40 1655")
        #expect(office.resolvedCases == ["payroll_run_differs:KST/2026-01-04/612"])
        let accepted = try #require(office.findings.last { $0.event == "DifferenceAccepted" })
        #expect(accepted.detail["reason"] == "seen with payroll" && accepted.detail["by"] == "pat")
    }

    @Test("a second run that brings what was missing lets both go")
    func completedByASecondRun() throws {
        var office = try accepted()
        try office.pay("612", [regular])
        try office.pay("613", [overtime])
        #expect(office.sum(.labour) == Decimal(string: "1934.28"))
        #expect(office.resolvedCases == ["payroll_run_differs:KST/2026-01-04/612"])
    }

    @Test("a register before the answer to its batch waits for it")
    func registerBeforeAnswer() throws {
        var office = try PayOffice()
        try office.work("a", "40")
        try office.send()
        try office.pay("612", [regular])
        #expect(office.costs.isEmpty)
        try office.acknowledge("260105")
        #expect(office.sum(.labour) == 1655)
    }

    @Test("gross by another rounding is noted; gross that is not hours × rate is for a person")
    func differingGross() throws {
        var office = try accepted()
        try office.pay("612", [regular, "000417, OT, 03-300, 2025-12-30, 4.50, 62.0625, 279.29, 94.96"])
        #expect(office.sum(.labour) == Decimal(string: "1934.29"))
        let received = try #require(office.findings.first { $0.event == "PayrollRunReceived" })
        #expect(received.detail["roundedRows"] == 1)

        office = try accepted()
        try office.pay("612", [regular, "000417, OT, 03-300, 2025-12-30, 4.50, 62.0625, 300.00, 94.96"])
        #expect(office.costs.isEmpty)
        #expect(try office.lastCase("payroll_run_differs").detail["rows"] == [3])
        try office.answer("PayrollRunDifference/KST/2026-01-04/612")
        #expect(office.sum(.labour) == 1955)
    }

    @Test("a run that voids another takes back what that one posted, entry by entry")
    func voidedRun() throws {
        var office = try accepted()
        try office.pay("612", [regular, overtime])
        try office.pay(
            "613",
            voids: "612",
            [regular, "000417, OT, 03-300, 2025-12-30, 4.50, 64.0000, 288.00, 97.92"]
        )
        #expect(office.costs.count == 6)
        let reversals = office.costs.filter { $0.key.hasSuffix("/void-613") }
        #expect(
            reversals.map(\.corrects) == ["labour/612/26-014/03-300/2025-12-30", "burden/612/26-014/03-300/2025-12-30"]
        )
        #expect(office.sum(.labour) == 1943)
        #expect(office.postedHours == Decimal(string: "44.5"))
        #expect(office.cases.isEmpty)
    }

    @Test("a run that was held or not approved yet is dropped by the one that voids it", arguments: [nil, "finance"])
    func voidedBeforePosting(financeRole: String?) throws {
        var office = try accepted(financeRole: financeRole)
        try office.pay("612", financeRole == nil ? [regular] : [regular, overtime])
        try office.pay("613", voids: "612", [regular, overtime])
        if financeRole != nil {
            try office.answer("PayrollCost/KST/2026-01-04/612")
            #expect(office.costs.isEmpty)
            try office.answer("PayrollCost/KST/2026-01-04/613")
        }
        #expect(office.costs.map(\.key).allSatisfy { $0.contains("/613/") })
        #expect(office.sum(.labour) == Decimal(string: "1934.28"))
    }

    @Test(
        "a run that voids one that was never posted takes back what that one was to take back",
        arguments: [true, false]
    )
    func chainOfVoids(differs: Bool) throws {
        var office = try accepted(financeRole: "finance")
        try office.pay("612", [regular, overtime])
        try office.answer("PayrollCost/KST/2026-01-04/612")
        // Finance has not answered yet, or the run is held because it differs.
        try office.pay("613", voids: "612", differs ? [regular] : [regular, overtime])
        let costly = "000417, OT, 03-300, 2025-12-30, 4.50, 64.0000, 288.00, 97.92"
        try office.pay("614", voids: "613", [regular, costly])
        #expect(office.costs.count == 2)
        try office.answer("PayrollCost/KST/2026-01-04/614")
        #expect(office.sum(.labour) == 1943)
        #expect(office.postedHours == Decimal(string: "44.5"))
        let reversals = office.costs.filter { $0.key.hasSuffix("/void-614") }
        #expect(
            reversals.map(\.corrects) == ["labour/612/26-014/03-300/2025-12-30", "burden/612/26-014/03-300/2025-12-30"]
        )
    }

    @Test("finance is asked about a run that pays nothing, but takes back what was posted two runs before")
    func emptyEndOfAChain() throws {
        var office = try accepted(financeRole: "finance")
        try office.pay("612", [regular, overtime])
        try office.answer("PayrollCost/KST/2026-01-04/612")
        try office.pay("613", voids: "612", [regular])
        try office.pay("614", voids: "613", [])
        try office.answer("PayrollRunDifference/KST/2026-01-04/614")
        #expect(office.postedHours == Decimal(string: "44.5"))
        try office.answer("PayrollCost/KST/2026-01-04/614~2")
        #expect(office.postedHours == 0)
        #expect(office.sum(.labour) == 0)
    }

    @Test("any number of a run can be asked about and answered", arguments: ["2026/01/612", "612~2", "PR~a/1~"])
    func numbersOfRuns(number: String) throws {
        var office = try accepted(financeRole: "finance")
        try office.pay(number, [regular])
        try office.retry(try office.lastCase("payroll_run_differs"))
        try office.answer(try #require(office.approvals.last).id)
        try office.answer(try #require(office.approvals.last).id, approved: false)
        try office.retry(try office.lastCase("payroll_cost_refused"))
        #expect(office.costs.isEmpty)
        try office.answer(try #require(office.approvals.last).id)
        #expect(office.sum(.labour) == 1655)
        #expect(Set(office.approvals.map(\.id)).count == office.approvals.count)
    }

    @Test("the answer about a run is not taken for another one's whose number looks like the question")
    func lookalikeRuns() throws {
        var office = try accepted(financeRole: "finance")
        try office.pay("612", [regular])
        try office.retry(try office.lastCase("payroll_run_differs"))
        try office.pay("612~2", [overtime])
        #expect(Set(office.approvals.map(\.id)).count == office.approvals.count)
        let question = try #require(office.approvals.last { $0.summary.contains("run 612~2 ") })
        try office.answer(question.id)
        #expect(office.sum(.labour) == Decimal(string: "279.28"))
    }

    @Test("accepting a run does not post one before it that has rows nobody accepted")
    func acceptedAfterARefusedRun() throws {
        var office = try accepted()
        try office.pay("612", ["000417, REG, 03-300, 2025-12-30, 40.00, 41.3750, 9999.00, 562.70"])
        try office.answer("PayrollRunDifference/KST/2026-01-04/612", approved: false)
        try office.pay("613", ["000417, OT, 03-300, 2025-12-30, 4.00, 62.0625, 248.25, 0"])
        try office.answer("PayrollRunDifference/KST/2026-01-04/613")
        #expect(office.costs.isEmpty)
        // Payroll corrects the first one; what was accepted goes with it.
        try office.pay("614", voids: "612", [regular])
        #expect(office.sum(.labour) == Decimal(string: "1903.25"))
        #expect(office.costs.allSatisfy { !$0.key.contains("/612/") })
    }

    @Test("runs that are accepted one by one leave no difference behind, in whichever order", arguments: [true, false])
    func acceptedInEitherOrder(firstComesFirst: Bool) throws {
        var office = try accepted()
        try office.pay("612", ["000417, REG, 03-300, 2025-12-30, 40.00, 41.3750, 9999.00, 562.70"])
        try office.pay("613", ["000417, OT, 03-300, 2025-12-30, 4.00, 62.0625, 248.25, 0"])
        for run in firstComesFirst ? ["612", "613"] : ["613", "612"] {
            try office.answer("PayrollRunDifference/KST/2026-01-04/\(run)")
        }
        #expect(office.postedHours == 44)
        try office.work("c", "8", employee: "000512")
        try office.send(by: "2026-01-07T00:00:00Z")
        try office.acknowledge("260105B")
        try office.pay("614", ["000512, REG, 03-300, 2025-12-30, 8.00, 40.0000, 320.00, 0"])
        #expect(office.postedHours == 52)
    }

    @Test("what a person gave up about a code is told again later, not at once")
    func unmappedCodeGivenUp() throws {
        var office = try accepted()
        office.settings.codes = CodeCrosswalk([])
        try office.pay("612", [regular, overtime])
        try office.giveUp(try office.lastCase("unmapped_cost_code"))
        #expect(office.caseKinds == ["unmapped_cost_code"])
        try office.work("late", "1", on: "2025-12-31")
        #expect(office.caseKinds == ["unmapped_cost_code", "unmapped_cost_code"])
    }

    @Test("a register that changes again after a person closed its case is told again", arguments: [true, false])
    func changedAgain(givenUp: Bool) throws {
        var office = try accepted()
        try office.pay("612", [regular, overtime])
        try office.pay("612", [regular])
        let item = try office.lastCase("payroll_run_changed")
        #expect(item.isRetriable)
        if givenUp { try office.giveUp(item) } else { try office.retry(item) }
        try office.pay("612", [overtime])
        #expect(office.caseKinds == ["payroll_run_changed", "payroll_run_changed"])
    }

    @Test("a register that comes again is no news; one that says something else under the same number is a case")
    func repeatedRun() throws {
        var office = try accepted()
        try office.pay("612", [regular, overtime])
        try office.pay("612", [overtime, regular])
        #expect(office.costs.count == 2)
        #expect(office.findings.last?.event == "DuplicateSuppressed")
        try office.pay("612", [regular])
        #expect(office.caseKinds == ["payroll_run_changed"])
        #expect(office.costs.count == 2)
    }

    @Test("a code of the register that stands for no cost code holds the whole run")
    func unmappedRegisterCode() throws {
        var office = try accepted()
        let codes = office.settings.codes
        office.settings.codes = CodeCrosswalk([])
        try office.pay("612", [regular, overtime])
        #expect(office.costs.isEmpty)
        let item = try office.lastCase("unmapped_cost_code")
        office.settings.codes = codes
        try office.retry(item)
        #expect(office.costs.count == 2)
    }

    @Test(
        "a correction after the month was closed lands in the open month, with the day of the work, and costs nothing"
    )
    func closedMonth() throws {
        var office = try PayOffice()
        try office.wait(until: "2026-01-30T00:00:00Z")
        try office.work("a", "8", on: "2026-01-28", employee: "000512")
        try office.send(by: "2026-02-03T00:00:00Z")
        try office.acknowledge("260202")
        try office.pay(
            "640",
            periodEnd: "2026-02-01",
            ["000512, REG, 03-300, 2026-01-28, 8.00, 40.0000, 320.00, 108.80"]
        )
        office.closedMonths = ["2026-01"]
        try office.wait(until: "2026-02-09T16:00:00Z")
        try office.work("c1", "-2", on: "2026-01-28", employee: "000512", corrects: "a")
        try office.work("c2", "2", on: "2026-01-28", employee: "000512", code: "03-310", corrects: "a")
        let number = try office.send(by: "2026-02-09T18:00:00Z")
        #expect(office.lines(number) == ["000512 2026-01-28 03-300 REG -2", "000512 2026-01-28 03-310 REG 2"])
        try office.acknowledge(number)
        let before = office.costs.count
        try office.pay(
            "655",
            periodEnd: "2026-02-15",
            original: "640",
            [
                "000512, REG, 03-300, 2026-01-28, -2.00, 40.0000, -80.00, -27.20",
                "000512, REG, 03-310, 2026-01-28, 2.00, 40.0000, 80.00, 27.20",
            ]
        )
        let corrections = office.costs.dropFirst(before)
        #expect(corrections.count == 4)
        #expect(corrections.allSatisfy { $0.serviceDate.text == "2026-01-28" })
        #expect(corrections.allSatisfy { $0.postingDate.text == "2026-02-09" })
        #expect(corrections.reduce(Decimal(0)) { $0 + $1.amount.amount } == 0)
        #expect(corrections.first?.corrects == "labour/640/26-014/03-300/2026-01-28")
        #expect(office.cases.isEmpty)
    }

    @Test("a run that pays days of several periods is compared and posted in each of them")
    func severalPeriods() throws {
        var office = try accepted()
        try office.work("n", "8", on: "2026-01-06", employee: "000512")
        try office.send(by: "2026-01-13T00:00:00Z")
        try office.acknowledge("260112")
        let next = "000512, REG, 03-300, 2026-01-06, 8.00, 40.0000, 320.00, 108.80"
        try office.pay("613", periodEnd: "2026-01-11", [next, regular, overtime])
        #expect(office.sum(.labour) == Decimal(string: "2254.28"))
        #expect(Set(office.findings.filter { $0.event == "PayrollRunPosted" }.map { $0.topics[0] }).count == 2)
        // The run is voided by one that pays nothing of the earlier period.
        try office.pay("614", periodEnd: "2026-01-11", voids: "613", [next])
        #expect(office.sum(.labour) == Decimal(string: "2254.28"))
        #expect(try office.lastCase("payroll_run_differs").subject == "KST/2026-01-04/614")
    }

    @Test("finance is asked once about a run that pays days of an earlier period alone")
    func lateLinesAlone() throws {
        var office = try accepted(financeRole: "finance")
        try office.pay("613", periodEnd: "2026-01-11", [regular, overtime])
        let questions = office.approvals.filter { $0.id.hasPrefix("PayrollCost/") }
        #expect(questions.map(\.id) == ["PayrollCost/KST/2026-01-04/613"])
        try office.answer("PayrollCost/KST/2026-01-04/613")
        #expect(office.sum(.labour) == Decimal(string: "1934.28"))
    }

    @Test("nothing that the flow gives out or keeps says what one person earns")
    func noPay() throws {
        var office = try accepted()
        try office.work("c", "8", employee: "000512")
        try office.send(by: "2026-01-07T00:00:00Z")
        try office.acknowledge("260105B")
        try office.pay(
            "612",
            [regular, overtime, "000512, REG, 03-300, 2025-12-30, 8.00, 777.7700, 6222.16, 2115.53"]
        )
        #expect(!office.costs.isEmpty)
        let outputs =
            office.states.values.map { "\($0)" } + office.findings.map { "\($0.detail)" }
            + office.deliveries.map { "\($0.payload)" } + office.approvals.map { "\($0.payload) \($0.summary)" }
        for canary in ["777.77", "41.375", "6222.16"] {
            #expect(!outputs.contains { $0.contains(canary) }, "\(canary)")
        }
        #expect(!office.costs.contains { "\($0.json)".contains("000417") })
    }
}
