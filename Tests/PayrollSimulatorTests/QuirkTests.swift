import JSON
import SimulatorKit
import Testing

/// Quirks of imports, runs and answers, each alone.
struct QuirkTests {
    private static let monday = "2026-01-05T15:00:00Z"
    private static let look = "2026-01-05T15:05:00Z"
    private static let afterPayday = "2026-01-09T12:00:00Z"

    /// Payroll with quirks, which took the hours of the reference week.
    private func story(
        _ quirks: JSON...,
        options: [String: String] = [:],
        until moment: String = Self.look
    ) async throws -> PayrollStory {
        let story = try PayrollStory(options)
        try await story.at(Self.monday)
        try await story.ask("POST", "quirks", ["enable": .array(quirks)])
        try story.send("PRKSTEPI_260105.csv", HoursFile.reference)
        try await story.at(moment)
        return story
    }

    @Test func everyQuirkIsExplainedAndCountedFromZero() async throws {
        let answer = try await PayrollStory().ask("GET", "quirks")
        #expect(answer["available"]?.arrayValue?.count == 33)
        #expect(answer["enabled"] == [])
        #expect(answer["served"]?.objectValue?.allSatisfy { $0.value == 0 } == true)
    }

    @Test func withoutQuirksNothingIsCounted() async throws {
        let story = try await story(until: Self.afterPayday)
        let served = try await story.ask("GET", "truth")["quirksServed"]?.objectValue
        #expect(served?.allSatisfy { $0.value == 0 } == true)
    }

    @Test func duplicateBatchIsPaidAgain() async throws {
        let story = try await story("duplicate-batch-accepted", "same-name-accepted")
        try story.send("PRKSTEPI_260105.csv", HoursFile.reference)
        try await story.at(Self.afterPayday)
        #expect(try await story.total("hoursPaid") == "89.00")
        #expect(try await story.served("duplicate-batch-accepted") == 1)
        #expect(try await story.served("same-name-accepted") == 1)
    }

    @Test(arguments: [
        ("employee-terminated", "E202"), ("employee-unknown", "E201"), ("employee-renumbered", "E203"),
        ("pay-code-missing", "E214"),
    ])
    func lineIsRefused(quirk: String, code: String) async throws {
        let story = try await story(.string(quirk))
        #expect(try await story.refused() == ["2 \(code)"])
        #expect(try await story.served(quirk) == 1)
        try await story.ask("POST", "quirks", ["disable": [.string(quirk)]])
        try await story.ask("POST", "error-queue", ["action": "recheck"])
        #expect(try await story.total("hoursAccepted") == "44.50")
    }

    @Test func quirkOfAnotherEmployeeLeavesTheFirstAlone() async throws {
        let story = try await story(["name": "employee-terminated", "employee": "000402"])
        #expect(try await story.refused() == [])
    }

    @Test func renumberedEmployeeIsPaidUnderTheNewNumber() async throws {
        let story = try await story()
        try await story.enable("employee-renumbered")
        try await story.at(Self.afterPayday)
        #expect(try story.register(612).allSatisfy { $0.contains(",900417,") })
        #expect(try await story.served("employee-renumbered") == 2)
    }

    @Test func hoursOfAClosedPeriodAreRefused() async throws {
        let story = try await story("closed-period-refused", until: Self.afterPayday)
        let row = "KST,260109,000417,26-014-03300,01/02/2026,-2.00,"
        try story.send("PRKSTEPI_260109.csv", HoursFile.adpDated([row]))
        try await story.at("2026-01-09T13:00:00Z")
        #expect(try await story.refused() == ["2 E404"])
        #expect(try await story.served("closed-period-refused") == 1)
    }

    @Test func overtimeIsToldByTheOtherRule() async throws {
        let story = try await story("overtime-recalculated", until: Self.afterPayday)
        let lines = try story.register(612).map { $0.split(separator: ",")[3...8].joined(separator: " ") }
        #expect(
            lines == [
                "REG 26-014 03-300 L 2026-01-04 8.00", "OT 26-014 03-300 L 2026-01-04 32.00",
                "OT 26-014 03-300 L 2026-01-04 4.50",
            ]
        )
        #expect(try await story.total("hoursPaid") == "44.50")
        #expect(try await story.served("overtime-recalculated") == 1)
    }

    @Test func rateIsOverridden() async throws {
        let story = try await story(
            ["name": "rates-overridden", "rate": "2.0000", "times": 1],
            until: Self.afterPayday
        )
        let lines = try story.register(612)
        #expect(lines[0].contains(",40.00,43.3750,1735.00,"))
        #expect(lines[1].contains(",4.50,62.0625,279.28,"))
        #expect(try await story.served("rates-overridden") == 1)
    }

    @Test func runIsVoidedAndRunAgainAtTodaysRates() async throws {
        let story = try await story("run-voided", until: Self.afterPayday)
        #expect(try story.names().filter { $0.hasPrefix("register") } == ["register_612.csv"])
        try await story.ask("POST", "rates", ["employee": "000417", "rate": "50.0000"])
        try await story.at("2026-01-10T12:00:00Z")
        let text = try story.text("outbound/register_613.csv").split(separator: "\n")
        #expect(text[0].hasSuffix(",burden,orig_run,voids"))
        #expect(text[1] == "613,2026-01-04,000417,REG,26-014,03-300,L,2026-01-04,40.00,50.0000,2000.00,680.00,,612")
        let runs = try #require(try await story.ask("GET", "truth")["runs"]?.arrayValue)
        #expect(runs.map { $0["voidedBy"] } == [613, .null])
        #expect(try await story.total("hoursPaid") == "44.50")
        #expect(try await story.served("run-voided") == 1)
        try await story.at("2026-03-01T12:00:00Z")
        #expect(try await story.ask("GET", "runs")["runs"]?.arrayValue?.count == 2)
    }

    @Test func retroAndNegativeLinesComeUnasked() async throws {
        let story = try await story("negative-lines", until: Self.afterPayday)
        #expect(
            Array(try story.register(612).suffix(2)) == [
                "612,2026-01-04,000417,REG,26-014,03-300,L,2026-01-04,-1.00,41.3750,-41.38,-14.07,",
                "612,2026-01-04,000417,REG,26-014,01-500,L,2026-01-04,1.00,41.3750,41.38,14.07,",
            ]
        )
        try await story.ask("POST", "quirks", ["enable": ["retro-line"], "disable": ["negative-lines"]])
        let row = "KST,260112,000417,26-014-03300,01/05/2026,8.00,"
        try await story.at("2026-01-12T15:00:00Z")
        try story.send("PRKSTEPI_260112.csv", HoursFile.adpDated([row]))
        try await story.at("2026-01-16T12:00:00Z")
        #expect(
            try story.register(613).last
                == "613,2026-01-11,000417,RET,26-014,03-300,L,2026-01-02,0.00,0.0000,10.00,3.40,612"
        )
        #expect(try await story.served("retro-line") == 1)
        #expect(try await story.served("negative-lines") == 1)
    }

    @Test func burdenAndFringeStandInRowsOfTheirOwn() async throws {
        let story = try await story("burden-rows", "fringe-rows", until: Self.afterPayday)
        let lines = try story.register(612)
        #expect(lines.contains("612,2026-01-04,000417,UNF,26-014,03-300,B,2026-01-04,0.00,0.0000,0.00,278.12,"))
        #expect(lines.contains("612,2026-01-04,000417,BUR,26-014,03-300,B,2026-01-04,0.00,0.0000,0.00,562.70,"))
        #expect(lines.filter { $0.contains(",L,") }.allSatisfy { $0.hasSuffix(",0.00,") })
        #expect(try await story.total("burden") == "935.78")
        #expect(try await story.served("burden-rows") == 2)
    }

    @Test func unionMemberHasFringeWithoutAQuirk() async throws {
        let story = try await story()
        try await story.ask("POST", "employees", ["number": "000417", "fringe": "6.2500"])
        try await story.at(Self.afterPayday)
        #expect(try story.register(612).contains { $0.contains(",UNF,") && $0.contains(",278.12,") })
    }

    @Test func answerIsLateOrLost() async throws {
        let story = try await story(["name": "ack-late", "hours": 3], until: "2026-01-05T18:00:00Z")
        #expect(try story.names() == [])
        try await story.at("2026-01-05T18:05:00Z")
        #expect(try story.names() == ["PRKSTEPI_260105.ack"])
        let lost = try await self.story("ack-lost", until: "2026-01-08T15:00:00Z")
        #expect(try lost.names() == [])
        #expect(try await lost.total("hoursAccepted") == "44.50")
        #expect(try await lost.served("ack-lost") == 1)
    }

    @Test func answersToOthersSecondAndContradictingOnesCome() async throws {
        let story = try await story("ack-foreign", "ack-double", "ack-contradicts", until: "2026-01-05T15:10:00Z")
        let good = "batch=260105;status=ACCEPTED;read=1;accepted=1;rejected=0;hours_accepted=44.50\n"
        #expect(
            try story.names() == [
                "PRKSTEPI_260105.ack", "PRKSTEPI_260105_2.ack", "PRKSTEPI_260105_3.ack", "PRKSTEPI_990001.ack",
            ]
        )
        #expect(try story.text("outbound/PRKSTEPI_260105.ack") == good)
        #expect(try story.text("outbound/PRKSTEPI_260105_2.ack") == good)
        #expect(try story.text("outbound/PRKSTEPI_260105_3.ack").contains("status=REJECTED;read=1;accepted=0"))
        #expect(try story.text("outbound/PRKSTEPI_990001.ack").hasPrefix("batch=990001;status=ACCEPTED;"))
        for quirk in ["ack-foreign", "ack-double", "ack-contradicts"] {
            #expect(try await story.served(quirk) == 1)
        }
    }

    @Test func quirkIsShownSoOftenAndSinceThen() async throws {
        let story = try await story(["name": "ack-lost", "times": 1])
        for (number, minute) in [(2, "10"), (3, "15")] {
            try story.send("PRKSTEPI_\(number).csv", HoursFile.reference.replacing("260105", with: "\(number)"))
            try await story.at("2026-01-05T15:\(minute):00Z")
        }
        #expect(try story.names() == ["PRKSTEPI_2.ack", "PRKSTEPI_3.ack"])
        let later = try await self.story(["name": "ack-lost", "at": "2026-01-06T00:00:00Z"])
        #expect(try later.names() == ["PRKSTEPI_260105.ack"])
    }

    @Test func wrongQuirksAreRefusedWithoutAChange() async throws {
        let story = try PayrollStory(quirks: ["ack-late:hours=30,times=2"])
        let wrong: [JSON] = [
            "nonsense", ["name": "ack-late", "colour": "red"], ["name": "ack-late", "times": 0],
            ["name": "ack-late", "file": "pdf"], ["name": "ack-late", "at": "2025-01-01T00:00:00Z"],
            ["name": "rates-overridden", "rate": "much"], 7,
        ]
        for quirk in wrong { _ = try await story.refusal("POST", "quirks", ["enable": ["crlf", quirk]]) }
        #expect(try await story.refusal("POST", "quirks", ["disable": ["crlf"]]).contains("not switched on"))
        #expect(try await story.ask("GET", "quirks")["enabled"]?.arrayValue?.map { $0["hours"] } == [30])
    }
}
