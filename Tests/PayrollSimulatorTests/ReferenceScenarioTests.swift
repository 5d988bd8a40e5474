import JSON
import SimulatorKit
import Testing

/// Steps 5 and 10 of the reference scenario, to the cent.
struct ReferenceScenarioTests {
    private static let sunday = "2026-01-05T15:00:00Z"
    private static let afterPayday = "2026-01-09T12:00:00Z"

    private func expectReference(_ story: PayrollStory) async throws {
        let totals = try #require(try await story.ask("GET", "truth")["totals"])
        #expect(totals["hoursPaid"] == "44.50")
        #expect(totals["gross"] == "1934.28")
        #expect(totals["burden"] == "657.66")
        #expect(totals["labourCost"] == "2591.94")
    }

    @Test func weeklyPaydataIsPaidToTheCent() async throws {
        let story = try PayrollStory()
        try await story.at(Self.sunday)
        try story.send("PRKSTEPI_260105.csv", HoursFile.reference)
        try await story.at(Self.afterPayday)
        try await expectReference(story)
        #expect(
            try story.register(612) == [
                "612,2026-01-04,000417,REG,26-014,03-300,L,2026-01-04,40.00,41.3750,1655.00,562.70,",
                "612,2026-01-04,000417,OT,26-014,03-300,L,2026-01-04,4.50,62.0625,279.28,94.96,",
            ]
        )
        #expect(
            try story.text("outbound/PRKSTEPI_260105.ack")
                == "batch=260105;status=ACCEPTED;read=1;accepted=1;rejected=0;hours_accepted=44.50\n"
        )
    }

    @Test func dailyPaydataKeepsItsDays() async throws {
        let story = try PayrollStory()
        try await story.at(Self.sunday)
        let rows = HoursFile.referenceDays.map { date, code, hours in
            "KST,260105,000417,26-014-03300,\(date),\(code == "REG" ? hours : ""),\(code == "OT" ? hours : "")"
        }
        try story.send("PRKSTEPI.csv", HoursFile.adpDated(rows))
        try await story.at(Self.afterPayday)
        try await expectReference(story)
        let lines = try story.register(612)
        #expect(lines.count == 6)
        #expect(lines[1] == "612,2026-01-04,000417,REG,26-014,03-300,L,2025-12-30,8.00,41.3750,331.00,112.54,")
        #expect(lines[5] == "612,2026-01-04,000417,OT,26-014,03-300,L,2026-01-03,4.50,62.0625,279.28,94.96,")
    }

    @Test func paychexFileIsPaidToTheCent() async throws {
        let story = try PayrollStory(["layout": "paychex"])
        try await story.at(Self.sunday)
        let text = HoursFile.referenceDays.map { HoursFile.paychex("000417", $1, $2, $0) }.joined()
        try story.send("SPI_KST00001_260105.csv", text)
        try await story.at(Self.afterPayday)
        try await expectReference(story)
        let summary = "batch=260105;status=Completed;read=6;accepted=6;rejected=0;hours_accepted=44.50"
        #expect(try story.text("outbound/SPI_KST00001_260105.rpt") == summary + "\nline,worker_id,code,message\n")
    }

    @Test func vistaBatchIsPaidToTheCent() async throws {
        let story = try PayrollStory(["layout": "vista"])
        try await story.at(Self.sunday)
        let rows = HoursFile.referenceDays.enumerated().map {
            HoursFile.vista("000417", $1.1, $1.2, day: $0 + 1, $1.0)
        }
        try story.send("PRTB_1_260105.csv", HoursFile.vistaHeader + "\n" + rows.joined())
        try await story.at(Self.afterPayday)
        try await expectReference(story)
        #expect(try story.text("outbound/PRTB_1_260105.ack").contains("status=ACCEPTED;read=6;accepted=6"))
    }

    @Test func correctionOfJanuaryIsPaidInFebruaryWithItsOldDay() async throws {
        let story = try PayrollStory()
        try await story.at("2026-01-19T15:00:00Z")
        try story.send(
            "PRKSTEPI_260119.csv",
            HoursFile.adpDated(["KST,260119,000417,26-014-03300,01/14/2026,8.00,"])
        )
        try await story.at("2026-02-09T15:00:00Z")
        try story.send(
            "PRKSTEPI_260209.csv",
            HoursFile.adpDated([
                "KST,260209,000417,26-014-03300,01/14/2026,-2.00,", "KST,260209,000417,26-014-03200,01/14/2026,2.00,",
            ])
        )
        try await story.at("2026-02-13T12:00:00Z")
        #expect(
            try story.register(613) == [
                "613,2026-02-08,000417,REG,26-014,03-200,L,2026-01-14,2.00,41.3750,82.75,28.14,612",
                "613,2026-02-08,000417,REG,26-014,03-300,L,2026-01-14,-2.00,41.3750,-82.75,-28.14,612",
            ]
        )
        let run = try await story.ask("GET", "truth", query: ["run": "613"])
        #expect(run["totals"]?["labourCost"] == "0.00")
        #expect(try await story.total("labourCost") == "443.54")
    }

    @Test func hoursOfTheRunningWeekWaitForTheNextRun() async throws {
        let story = try PayrollStory()
        try await story.at("2026-01-07T15:00:00Z")
        let rows = ["KST,260107,000417,26-014-03300,01/05/2026,8.00,"]
        try story.send("PRKSTEPI_260107.csv", HoursFile.adpDated(rows))
        try await story.at("2026-01-09T12:00:00Z")
        #expect(try await story.total("hoursUnpaid") == "8.00")
        try await story.at("2026-01-16T12:00:00Z")
        #expect(try story.register(612).first?.hasPrefix("612,2026-01-11,000417,REG") == true)
    }
}
