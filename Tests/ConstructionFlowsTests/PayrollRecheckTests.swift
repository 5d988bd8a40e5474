import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// Payroll's answers after its first one (domain.md §2: an error queue is rechecked).
@Suite("Second answers of payroll")
struct PayrollRecheckTests {
    /// Three lines, of which payroll refused two.
    private func partlyRefused() throws -> PayOffice {
        var office = try PayOffice()
        try office.work("a", "8")
        try office.work("b", "2", on: "2025-12-31")
        try office.work("c", "4", on: "2026-01-01")
        try office.send()
        try office.acknowledge("260105", .partial, accepted: 1, hours: "8")
        try office.refuse("260105", [(3, nil), (4, nil)])
        #expect(office.caseKinds == ["payroll_line_rejected", "payroll_line_rejected"])
        return office
    }

    @Test("a shorter list of rejects alone is told at once, since its lines must not go again")
    func recheckedWithoutAcknowledgement() throws {
        var office = try partlyRefused()
        try office.refuse("260105", [(4, nil)])
        #expect(office.caseKinds.last == "acknowledgement_changed")
        #expect(try office.lastCase("acknowledgement_changed").severity == .warning)
        #expect(office.resolvedCases.isEmpty)
    }

    @Test("lines that payroll takes after all, from its queue of errors, are accepted and do not go again")
    func recheckedLines() throws {
        var office = try partlyRefused()
        try office.refuse("260105", [(4, nil)])
        #expect(try office.lastCase("acknowledgement_changed").summary.contains("try none of its refused lines again"))
        try office.acknowledge("260105", .partial, accepted: 2, hours: "10")
        #expect(office.openCases == ["payroll_line_rejected:260105/row 4"])
        #expect(office.findings.contains { $0.event == "PayrollLinesAcceptedLater" })
        // The rest comes with everything.
        try office.acknowledge("260105", .accepted, hours: "14")
        #expect(office.resolvedCases.last == "payroll_line_rejected:260105/row 4")
        for item in office.cases { try office.retry(item) }
        try office.wait(until: "2026-01-20T00:00:00Z")
        #expect(office.approvals.count == 1, "nothing goes again")
        try office.pay(
            "612",
            [
                "000417, REG, 03-300, 2025-12-30, 8, 40, 320, 0", "000417, REG, 03-300, 2025-12-31, 2, 40, 80, 0",
                "000417, REG, 03-300, 2026-01-01, 4, 40, 160, 0",
            ]
        )
        #expect(office.postedHours == 14)
    }

    @Test("an acknowledgement of more lines is told until payroll says which lines it still refuses")
    func recheckedWithoutRejects() throws {
        var office = try partlyRefused()
        try office.acknowledge("260105", .partial, accepted: 2, hours: "10")
        #expect(office.caseKinds.last == "acknowledgement_changed")
        #expect(office.resolvedCases.isEmpty)
        try office.refuse("260105", [(4, nil)])
        #expect(office.resolvedCases == ["acknowledgement_changed:260105", "payroll_line_rejected:260105/row 3"])
    }

    @Test(
        "lines whose hours went again meanwhile, or were corrected, stay the matter of a person",
        arguments: [true, false]
    )
    func recheckedTooLate(isTriedAgain: Bool) throws {
        var office = try partlyRefused()
        if isTriedAgain {
            for item in office.cases { try office.retry(item) }
        } else {
            try office.work("b", "3", on: "2025-12-31")
        }
        try office.send(by: "2026-01-07T00:00:00Z")
        try office.acknowledge("260105", .accepted, hours: "14")
        #expect(office.caseKinds.last == "acknowledgement_changed")
        #expect(try office.lastCase("acknowledgement_changed").severity == .warning)
        #expect(!office.findings.contains { $0.event == "PayrollLinesAcceptedLater" })
    }

    @Test("what another batch had refused of an entry since stays refused, unless nothing of it is left to send")
    func recheckedBesideAnotherRefusal() throws {
        for isCorrected in [true, false] {
            var office = try partlyRefused()
            if isCorrected {
                try office.work("b", "3", on: "2025-12-31")
            } else {
                try office.retry(try #require(office.cases.first))
            }
            try office.send(by: "2026-01-07T00:00:00Z")
            try office.acknowledge("260105B", .rejected)
            try office.refuse("260105B", [(2, nil)])
            try office.acknowledge("260105", .accepted, hours: "14")
            #expect(office.openCases == (isCorrected ? ["payroll_line_rejected:260105B/row 2"] : []))
            try office.wait(until: "2026-01-20T00:00:00Z")
            #expect(office.approvals.count == 2, "nothing goes that payroll refused")
            guard isCorrected else { continue }
            try office.retry(try office.lastCase("payroll_line_rejected"))
            #expect(
                try office.sentLines(by: "2026-01-21T00:00:00Z")
                    == ["000417 2025-12-31 03-300 REG -2", "000417 2025-12-31 03-300 REG 3"]
            )
        }
    }

    @Test("an entry of which payroll takes one line later, and still refuses the other, stays refused")
    func recheckedInPart() throws {
        var office = try PayOffice()
        try office.work("a", "8")
        try office.send()
        try office.acknowledge("260105")
        try office.work("a", "7")
        try office.send(by: "2026-01-06T12:00:00Z")
        try office.acknowledge("260105B", .rejected)
        try office.refuse("260105B", [(2, nil), (3, nil)])
        try office.refuse("260105B", [(3, nil)])
        try office.acknowledge("260105B", .partial, accepted: 1, hours: "-8")
        #expect(office.findings.contains { $0.event == "PayrollLinesAcceptedLater" })
        #expect(office.openCases == ["payroll_line_rejected:260105B/row 3"], "row 2 is taken")
        try office.wait(until: "2026-01-20T00:00:00Z")
        #expect(office.approvals.count == 2, "what payroll still refuses does not go again by itself")
        try office.retry(try office.lastCase("payroll_line_rejected"))
        #expect(try office.sentLines(by: "2026-01-21T00:00:00Z") == ["000417 2025-12-30 03-300 REG 7"])
    }

    @Test("hours that payroll has, and that are open again, are not told as hours that it has not")
    func reopenedHours() throws {
        var office = try PayOffice()
        try office.work("a", "8")
        try office.send()
        try office.acknowledge("260105")
        try office.work("a", "8", status: .reopened)
        try office.wait(until: "2026-01-20T00:00:00Z")
        #expect(try office.lastCase("hours_not_approved").summary.contains("payroll has 1 of them as they were before"))
    }

    @Test("an answer that takes fewer lines than before, or states other hours, stays the matter of a person")
    func worseAnswers() throws {
        var office = try partlyRefused()
        try office.acknowledge("260105", .accepted, hours: "13")
        #expect(office.caseKinds.last == "acknowledgement_changed")
        office = try partlyRefused()
        try office.acknowledge("260105", .rejected)
        #expect(office.caseKinds.last == "acknowledgement_changed")
        #expect(office.resolvedCases.isEmpty)
    }

    @Test("both halves of a later answer in one look leave no case of it", arguments: [true, false])
    func recheckedInOneLook(acknowledgementFirst: Bool) throws {
        var office = try partlyRefused()
        try office.together {
            if acknowledgementFirst { try $0.acknowledge("260105", .partial, accepted: 2, hours: "10") }
            try $0.refuse("260105", [(4, nil)])
            if !acknowledgementFirst { try $0.acknowledge("260105", .partial, accepted: 2, hours: "10") }
        }
        #expect(office.findings.contains { $0.event == "PayrollLinesAcceptedLater" })
        #expect(office.openCases == ["payroll_line_rejected:260105/row 4"])
        #expect(office.resolvedCases == ["payroll_line_rejected:260105/row 3"])
    }

    @Test("lines that are refused and corrected in one look leave no case")
    func refusedAndCorrectedInOneLook() throws {
        var office = try PayOffice()
        try office.work("a", "8")
        try office.work("b", "2", on: "2025-12-31")
        try office.send()
        try office.together {
            try $0.acknowledge("260105", .partial, accepted: 1, hours: "8")
            try $0.refuse("260105", [(3, nil)])
            try $0.work("b", "3", on: "2025-12-31")
        }
        #expect(office.openCases.isEmpty)
        #expect(try office.sentLines(by: "2026-01-07T00:00:00Z") == ["000417 2025-12-31 03-300 REG 3"])
    }

    @Test("a case that closes, opens and closes again in one look is closed once")
    func closedTwiceInOneLook() throws {
        var office = try partlyRefused()
        try office.acknowledge("260105", .partial, accepted: 2, hours: "10")
        #expect(office.openCases.contains("acknowledgement_changed:260105"))
        try office.together {
            try $0.refuse("260105", [(4, nil)])
            try $0.acknowledge("260105", .partial, accepted: 3, hours: "13")
            try $0.acknowledge("260105", .accepted, hours: "14")
        }
        #expect(office.resolvedCases.filter { $0 == "acknowledgement_changed:260105" }.count == 1)
    }

    @Test("what payroll said of refused lines is not kept once it is told")
    func messagesAreDropped() throws {
        let office = try partlyRefused()
        #expect(try office.lastCase("payroll_line_rejected").summary.contains("code not set up"))
        #expect(!office.states.values.contains { "\($0)".contains("code not set up") })
    }

    @Test("rejects that an earlier release kept with payroll's words are the same without them")
    func rejectsOfAnEarlierRelease() throws {
        var office = try partlyRefused()
        try office.rewriteStates {
            $0.replacing("\"message\":\"\"", with: "\"message\":\"code not set up\"")
        }
        #expect(office.states.values.contains { $0.text().contains("code not set up") })
        try office.refuse("260105", [(3, nil), (4, nil)])
        #expect(office.caseKinds.last == "acknowledgement_repeated")
    }
}
