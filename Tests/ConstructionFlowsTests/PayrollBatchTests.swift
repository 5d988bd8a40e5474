import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// Hours on their way to payroll, and payroll's answers (domain.md P-1, P-2, P-6).
@Suite("Batches for payroll")
struct PayrollBatchTests {
    private func monday() throws -> PayOffice {
        var office = try PayOffice()
        try office.work("a", "40")
        try office.work("b", "4.5", "OT")
        return office
    }

    @Test("after the cut-off a person is asked, and only then hours leave")
    func approvalBeforeSending() throws {
        var office = try monday()
        try office.wait(until: "2026-01-05T18:59:59Z")
        #expect(office.approvals.isEmpty)
        try office.wait(until: "2026-01-05T19:00:00Z")
        let approval = try #require(office.approvals.first)
        #expect(approval.id == "PayrollBatch/KST/2026-01-04/260105")
        #expect(approval.role == "payroll")
        #expect(approval.summary == "batch 260105 for KST/2026-01-04: 44.5 h in 2 lines of 1 employees")
        #expect(office.deliveries.isEmpty)
        try office.answer(approval.id)
        #expect(office.lines("260105") == ["000417 2025-12-30 03-300 OT 4.5", "000417 2025-12-30 03-300 REG 40"])
        #expect(office.deliveries.first?.controlTotals == ["hours": "44.5", "lines": "2"])
        #expect(office.batch("260105")?.periodStart.text == "2025-12-29")
    }

    @Test("hours of one employee, day, code and kind of pay are one line that names its entries")
    func merging() throws {
        var office = try PayOffice()
        try office.work("a", "3")
        try office.work("b", "5")
        try office.work("c", "2", on: "2025-12-31")
        try office.work("d", "2", code: "03-310")
        try office.work("e", "8", employee: "000512")
        let number = try office.send()
        #expect(
            office.lines(number) == [
                "000417 2025-12-30 03-300 REG 8", "000417 2025-12-30 03-310 REG 2", "000417 2025-12-31 03-300 REG 2",
                "000512 2025-12-30 03-300 REG 8",
            ]
        )
        #expect(office.batch(number)?.lines.first?.entries == ["time/a", "time/b"])
    }

    @Test("what is not approved stays, a person is told once, and it goes with a further batch")
    func onlyApprovedHoursLeave() throws {
        var office = try PayOffice()
        try office.work("a", "8")
        try office.work("b", "2", on: "2025-12-31", status: .submitted)
        #expect(try office.sentLines() == ["000417 2025-12-30 03-300 REG 8"])
        #expect(office.caseKinds == ["hours_not_approved"])
        #expect(try office.lastCase("hours_not_approved").summary.contains("1 entries with 2 h"))
        try office.acknowledge("260105")
        try office.work("b", "2", on: "2025-12-31")
        #expect(office.resolvedCases == ["hours_not_approved:KST/2026-01-04"])
        #expect(try office.sentLines(by: "2026-01-06T01:00:00Z") == ["000417 2025-12-31 03-300 REG 2"])
        #expect(office.batch("260105B") != nil)
    }

    @Test("hours that change before anybody approved the batch take it back")
    func changeBeforeApproval() throws {
        var office = try monday()
        try office.wait(until: "2026-01-05T20:00:00Z")
        try office.work("a", "39")
        try office.answer("PayrollBatch/KST/2026-01-04/260105")
        #expect(office.deliveries.isEmpty)
        #expect(try office.sentLines().contains("000417 2025-12-30 03-300 REG 39"))
        #expect(office.batch("260105B") != nil)
    }

    @Test("a batch that a person refuses does not leave until somebody tries again")
    func refusedByAPerson() throws {
        var office = try monday()
        try office.wait(until: "2026-01-05T20:00:00Z")
        try office.answer("PayrollBatch/KST/2026-01-04/260105", approved: false)
        try office.wait(until: "2026-01-09T20:00:00Z")
        #expect(office.deliveries.isEmpty)
        #expect(office.approvals.count == 1)
        try office.retry(try office.lastCase("payroll_batch_refused"))
        #expect(try office.sentLines(by: "2026-01-09T21:00:00Z").count == 2)
    }

    @Test("a code that stands for no cost code keeps its hours back alone")
    func unmappedCode() throws {
        var office = try monday()
        try office.work("x", "1", code: "9999")
        #expect(try office.sentLines().count == 2)
        let item = try office.lastCase("unmapped_cost_code")
        #expect(item.subject == "KST/2026-01-04/time/9999")
        #expect(item.summary.contains("the code '9999' of time stands for no cost code"))
        try office.acknowledge("260105")
        let entry = CodeMapping(
            system: "time",
            from: "9999",
            costCode: "03-310",
            costType: .labour,
            validFrom: try #require(CalendarDate("2025-01-01")),
            approvedBy: "controller"
        )
        office.settings.codes = CodeCrosswalk([entry])
        try office.retry(item)
        #expect(try office.sentLines(by: "2026-01-06T02:00:00Z") == ["000417 2025-12-30 03-310 REG 1"])
    }

    @Test("acknowledgement and rejects come in either order, and mean the same", arguments: [true, false])
    func eitherOrder(acknowledgementFirst: Bool) throws {
        var office = try monday()
        try office.send()
        let parts: [(inout PayOffice) throws -> Void] = [
            { try $0.acknowledge("260105", .partial, accepted: 1, hours: "40") },
            { try $0.refuse("260105", [(2, nil)]) },
        ]
        for part in acknowledgementFirst ? parts : parts.reversed() {
            #expect(office.cases.isEmpty)
            try part(&office)
        }
        let item = try office.lastCase("payroll_line_rejected")
        #expect(office.caseKinds == ["payroll_line_rejected"])
        #expect(item.subject == "260105/row 2")
        #expect(item.detail["employee"] == "000417" && item.detail["code"] == "E214")
        #expect(item.summary.contains("4.5 h OT of employee 000417 on 2025-12-30: E214 code not set up"))
    }

    @Test("what was refused goes again, alone, once it is corrected or tried again", arguments: [true, false])
    func resending(corrected: Bool) throws {
        var office = try monday()
        try office.send()
        try office.acknowledge("260105", .partial, accepted: 1)
        try office.refuse("260105", [(2, nil)])
        try office.wait(until: "2026-01-07T00:00:00Z")
        #expect(office.approvals.count == 1)
        if corrected {
            try office.work("b", "4", "OT")
            #expect(office.resolvedCases == ["payroll_line_rejected:260105/row 2"])
        } else {
            try office.retry(try office.lastCase("payroll_line_rejected"))
        }
        let number = try office.send(by: "2026-01-07T01:00:00Z")
        #expect(number == "260105B")
        #expect(office.lines(number) == ["000417 2025-12-30 03-300 OT \(corrected ? "4" : "4.5")"])
        try office.acknowledge(number)
        try office.wait(until: "2026-02-07T01:00:00Z")
        #expect(office.approvals.count == 2)
    }

    @Test("under the profile of a whole file or check, one bad line takes others with it")
    func profiles() throws {
        for (profile, again) in [(TimeToPayrollSettings.RejectProfile.file, 3), (.check, 2), (.line, 1)] {
            var office = try PayOffice(rejects: profile)
            try office.work("a", "40")
            try office.work("b", "4.5", "OT")
            try office.work("c", "8", employee: "000512")
            try office.send()
            let status: PayrollBatchResult.Status = profile == .file ? .rejected : .partial
            try office.acknowledge("260105", status, accepted: 3 - again)
            try office.refuse("260105", [(2, "000417")])
            for item in office.cases { try office.retry(item) }
            #expect(try office.sentLines(by: "2026-01-06T02:00:00Z").count == again, "\(profile)")
        }
    }

    @Test("an answer whose totals are not those of the batch books nothing")
    func contradiction() throws {
        var office = try monday()
        try office.send()
        try office.acknowledge("260105", .accepted, hours: "44")
        let item = try office.lastCase("acknowledgement_contradicts")
        #expect(item.summary.contains("it accepted 44 h, but what it refuses leaves 44.5 h"))
        try office.giveUp(item)
        try office.acknowledge("260105", hours: "44.5")
        #expect(office.findings.last?.event == "PayrollBatchAccepted")
        #expect(office.findings.last?.detail["hours"] == "44.5")
    }

    @Test("an answer that is late, foreign or comes twice is a case, and changes nothing else")
    func strangeAnswers() throws {
        var office = try monday()
        try office.send()
        try office.acknowledge("260105C")
        #expect(try office.lastCase("unknown_batch").subject == "260105C")
        try office.wait(until: "2026-01-07T12:00:00Z")
        #expect(try office.lastCase("acknowledgement_overdue").subject == "260105")
        try office.acknowledge("260105")
        #expect(office.resolvedCases == ["acknowledgement_overdue:260105"])
        try office.acknowledge("260105")
        #expect(try office.lastCase("acknowledgement_repeated").severity == .information)
        try office.acknowledge("260105", .rejected)
        #expect(try office.lastCase("acknowledgement_changed").severity == .warning)
        try office.wait(until: "2026-02-07T12:00:00Z")
        #expect(office.approvals.count == 1)
        let foreign = PayrollBatchResult(batch: "K-77", status: .accepted).json
        guard case .hold(let held) = try office.route(PayrollBatchResult.name, "payroll/x", foreign) else {
            Issue.record("a batch that no period can have is not held")
            return
        }
        #expect(held.kind == "unknown_batch")
    }

    @Test("rejects after everything was accepted are told, and change nothing")
    func rejectsAfterAcceptance() throws {
        var office = try monday()
        try office.send()
        try office.acknowledge("260105")
        try office.refuse("260105", [(2, nil)])
        #expect(office.caseKinds == ["acknowledgement_changed"])
        try office.wait(until: "2026-02-07T12:00:00Z")
        #expect(office.approvals.count == 1)
    }

    @Test("rejects after a refusal as a whole are no news")
    func rejectsAfterRefusal() throws {
        var office = try monday()
        try office.send()
        try office.acknowledge("260105", .rejected)
        try office.wait(until: "2026-01-07T12:00:00Z")
        #expect(office.caseKinds == ["payroll_batch_rejected"], "the silence says all that is to be known")
        try office.refuse("260105", [(2, nil)])
        #expect(office.caseKinds.count == 1)
    }

    @Test("a batch without an answer waits anew when a person tries again, and is asked about again")
    func overdueRetried() throws {
        var office = try monday()
        try office.send()
        try office.wait(until: "2026-01-07T12:00:00Z")
        let item = try office.lastCase("acknowledgement_overdue")
        #expect(item.isRetriable)
        try office.retry(item)
        try office.wait(until: "2026-01-08T11:00:00Z")
        #expect(office.caseKinds == ["acknowledgement_overdue"])
        try office.wait(until: "2026-01-08T12:00:00Z")
        #expect(office.caseKinds == ["acknowledgement_overdue", "acknowledgement_overdue"])
        try office.acknowledge("260105")
        #expect(office.resolvedCases == ["acknowledgement_overdue:260105"])
    }

    @Test("a batch that never reached payroll is given up as refused whole, and its hours go under a new number")
    func overdueGivenUp() throws {
        var office = try monday()
        try office.send()
        try office.wait(until: "2026-01-07T12:00:00Z")
        try office.giveUp(try office.lastCase("acknowledgement_overdue"))
        let refusal = try office.lastCase("payroll_batch_rejected")
        #expect(refusal.summary.contains("2 of 2 lines") && refusal.summary.contains("wrong file"))
        #expect(office.findings.contains { $0.event == "PayrollBatchRejected" })
        // What is corrected goes by itself, the rest when somebody tries again.
        try office.work("a", "39")
        #expect(try office.sentLines(by: "2026-01-07T14:00:00Z") == ["000417 2025-12-30 03-300 REG 39"])
        try office.acknowledge("260105B")
        try office.retry(refusal)
        #expect(try office.sentLines(by: "2026-01-07T16:00:00Z") == ["000417 2025-12-30 03-300 OT 4.5"])
        // An answer after all is told, and books nothing twice.
        try office.acknowledge("260105")
        #expect(office.caseKinds.last == "acknowledgement_changed")
    }

    @Test("a batch whose answer was rejected waits anew, and can then be given up")
    func contradictionThenSilence() throws {
        var office = try monday()
        try office.send()
        try office.wait(until: "2026-01-07T12:00:00Z")
        try office.acknowledge("260105", .accepted, hours: "44")
        try office.giveUp(try office.lastCase("acknowledgement_contradicts"))
        #expect(office.resolvedCases == ["acknowledgement_overdue:260105"])
        try office.wait(until: "2026-01-08T12:00:00Z")
        #expect(
            office.caseKinds == ["acknowledgement_overdue", "acknowledgement_contradicts", "acknowledgement_overdue"]
        )
        try office.giveUp(try office.lastCase("acknowledgement_overdue"))
        try office.retry(try office.lastCase("payroll_batch_rejected"))
        #expect(try office.sentLines(by: "2026-01-08T14:00:00Z").count == 2)
    }

    @Test("hours that are not approved are told again when a person tries again, not when a person rejects the case")
    func unapprovedAgain() throws {
        var office = try monday()
        try office.work("c", "2", on: "2025-12-31", status: .submitted)
        try office.wait(until: "2026-01-05T20:00:00Z")
        try office.giveUp(try office.lastCase("hours_not_approved"))
        #expect(office.caseKinds == ["hours_not_approved"])
        try office.work("d", "3", on: "2025-12-31", status: .submitted)
        #expect(office.caseKinds == ["hours_not_approved", "hours_not_approved"])
        #expect(try office.lastCase("hours_not_approved").summary.contains("2 entries with 5 h"))
        try office.retry(try office.lastCase("hours_not_approved"))
        #expect(office.caseKinds.count == 3)
    }

    @Test("hours changed after payroll took them go as reversal and new line")
    func correctionAfterAcceptance() throws {
        var office = try monday()
        try office.send()
        try office.acknowledge("260105")
        try office.work("a", "40", code: "03-300", status: .reopened)
        try office.wait(until: "2026-01-06T12:00:00Z")
        #expect(office.approvals.count == 1)
        try office.work("a", "38")
        let number = try office.send(by: "2026-01-06T14:00:00Z")
        #expect(office.lines(number) == ["000417 2025-12-30 03-300 REG -40", "000417 2025-12-30 03-300 REG 38"])
        #expect(office.batch(number)?.lines.allSatisfy { $0.entries == ["time/a"] } == true)
        try office.acknowledge(number)
        try office.work("a", "0")
        #expect(try office.sentLines(by: "2026-01-06T16:00:00Z") == ["000417 2025-12-30 03-300 REG -38"])
    }

    @Test("numbers of batches stay unique, and name their period")
    func numbers() throws {
        let end = try #require(CalendarDate("2026-01-04"))
        let calendar = PayCalendar(periodEnding: end)
        let numbers = (0..<80).map { PayCalendar.batch(after: $0, ofPeriodEnding: end) }
        #expect(Set(numbers).count == 80)
        #expect(numbers.prefix(3) == ["260105", "260105B", "260105C"])
        #expect(numbers.allSatisfy { calendar.periodEnd(ofBatch: $0) == end })
        for wrong in ["", "26010", "260106", "260105b", "26010é", "PRKSTEPI", "261305"] {
            #expect(calendar.periodEnd(ofBatch: wrong) == nil, "\(wrong)")
        }
        #expect(calendar.periodEnd(of: end.adding(days: 1)).text == "2026-01-11")
        #expect(calendar.periodEnd(of: end.adding(days: -6)) == end)
        #expect(calendar.periodEnd(of: end.adding(days: -7)).text == "2025-12-28")
    }
}
