import Foundation
import JSON
import PayrollSimulator
import SimulatorKit
import Testing

/// Master data, runs, truth and options.
struct ControlTests {
    private func paid(_ options: [String: String] = [:], _ rows: [String]) async throws -> [String] {
        let story = try PayrollStory(options)
        try await story.at("2026-01-05T15:00:00Z")
        try story.send("PRKSTEPI_260105.csv", HoursFile.adpDated(rows))
        try await story.at("2026-01-09T12:00:00Z")
        return try story.register(612).map { $0.split(separator: ",")[3...10].joined(separator: " ") }
    }

    /// 10 h on each of five days, all sent as regular hours.
    private static let longDays = ["12/29/2025", "12/30/2025", "12/31/2025", "01/01/2026", "01/02/2026"].map {
        "KST,260105,000417,26-014-03300,\($0),10.00,"
    }

    @Test func overtimeIsWhatExceedsFortyHoursOfTheWeek() async throws {
        let lines = try await paid([:], Self.longDays)
        #expect(lines.filter { $0.hasPrefix("REG") }.count == 4)
        #expect(lines.last == "OT 26-014 03-300 L 2026-01-02 10.00 62.0625 620.62")
    }

    @Test func overtimeIsWhatExceedsEightHoursOfTheDay() async throws {
        let lines = try await paid(["overtime": "day"], Self.longDays)
        #expect(lines.count == 10)
        #expect(lines.filter { $0.hasPrefix("OT") && $0.contains(" 2.00 ") }.count == 5)
    }

    @Test func overtimeStaysAsSent() async throws {
        #expect(try await paid(["overtime": "as-sent"], Self.longDays).allSatisfy { $0.hasPrefix("REG") })
    }

    @Test func hoursTakenBackMakeRoomForOthers() async throws {
        let rows =
            Self.longDays.prefix(4) + [
                "KST,260105,000417,26-014-03300,01/01/2026,-10.00,", "KST,260105,000417,26-014-03200,01/01/2026,10.00,",
            ]
        #expect(try await paid([:], Array(rows)).allSatisfy { $0.hasPrefix("REG") })
    }

    @Test func masterDataIsChanged() async throws {
        let story = try PayrollStory(["employees": "3"])
        let numbers = try #require(try await story.ask("GET", "employees")["employees"]?.arrayValue)
        #expect(numbers.map { $0["number"]?.stringValue } == ["000401", "000402", "000417"])
        try await story.ask("POST", "employees", ["number": "000500", "rate": "20.0000"])
        try await story.ask("POST", "employees", ["number": "000401", "state": "terminated"])
        try await story.ask("POST", "employees", ["number": "000402", "company": "KSX"])
        try await story.ask("POST", "jobs", ["job": "26-030", "costCodes": ["03-300"]])
        try await story.ask("POST", "jobs", ["job": "26-021", "state": "closed"])
        try await story.ask("POST", "pay-codes", ["remove": "PTO"])
        try await story.ask("POST", "rates", ["employee": "000500", "rate": "30.0000", "from": "2026-01-03"])
        try await story.ask("POST", "rates", ["burdenPercent": "10.00"])
        try await story.at("2026-01-05T15:00:00Z")
        try story.send(
            "PRKSTEPI_1.csv",
            HoursFile.adpDated([
                "KST,1,000500,26-030-03300,01/02/2026,1.00,", "KST,1,000500,26-030-03300,01/03/2026,1.00,",
                "KST,1,000401,26-030-03300,01/03/2026,1.00,", "KST,1,000402,26-030-03300,01/03/2026,1.00,",
                "KST,1,000417,26-021-03300,01/03/2026,1.00,",
            ])
        )
        try await story.at("2026-01-09T12:00:00Z")
        #expect(try await story.refused() == ["4 E202", "5 E204", "6 E302"])
        #expect(
            try story.register(612) == [
                "612,2026-01-04,000500,REG,26-030,03-300,L,2026-01-02,1.00,20.0000,20.00,2.00,",
                "612,2026-01-04,000500,REG,26-030,03-300,L,2026-01-03,1.00,30.0000,30.00,3.00,",
            ]
        )
    }

    private static let wrongChanges: [(String, JSON)] = [
        ("employees", ["number": "417"]), ("employees", ["number": "000999"]),
        ("employees", ["number": "000417", "state": "away"]), ("employees", ["name": "x"]),
        ("rates", ["employee": "000999", "rate": "1"]), ("rates", ["employee": "000417", "rate": 41]),
        ("rates", ["employee": "000417", "rate": "1", "from": "soon"]), ("rates", ["burdenPercent": "3.333"]),
        ("jobs", ["state": "open"]), ("jobs", ["job": "1", "costCodes": [1]]), ("jobs", ["job": "1", "state": "new"]),
        ("pay-codes", ["code": "DBL"]), ("pay-codes", ["remove": "DBL"]), ("pay-codes", 7),
        ("runs", ["void": 612]), ("runs", ["run": "2026-01-03"]), ("runs", ["run": "2026-01-04"]), ("runs", [:]),
        ("error-queue", ["delete": 1]), ("quirks", ["on": []]),
    ]

    @Test(arguments: wrongChanges)
    func wrongChangesAreRefusedWithTheirUsage(control: String, body: JSON) async throws {
        let story = try PayrollStory()
        let before = try await story.ask("GET", "snapshot")
        #expect(try await story.refusal("POST", control, body).lowercased().contains("give "))
        #expect(try await story.ask("GET", "snapshot") == before)
    }

    @Test func runIsMadeAndVoidedOnDemand() async throws {
        let story = try PayrollStory(["first-run": "700"])
        try await story.at("2026-01-05T15:00:00Z")
        try story.send("PRKSTEPI_260105.csv", HoursFile.reference)
        try await story.at("2026-01-05T15:05:00Z")
        try await story.ask("POST", "runs", ["run": "2026-01-04"])
        #expect(try story.register(700).count == 2)
        try await story.ask("POST", "runs", ["void": 700])
        #expect(try story.register(701).first?.hasSuffix(",,700") == true)
        #expect(try await story.total("labourCost") == "2591.94")
        let old = try await story.ask("GET", "truth", query: ["run": "700"])
        #expect(old["runs"]?[0]?["lines"]?.arrayValue?.count == 2)
        #expect(old["totals"]?["labourCost"] == "2591.94")
    }

    @Test func hoursForAWeekThatWasRunNameItsFirstRun() async throws {
        let story = try PayrollStory()
        let codes = ["03300", "03200", "02315"]
        for (number, code) in codes.enumerated() {
            try await story.at("2026-01-05T1\(5 + number):00:00Z")
            let row = "KST,\(number),000417,26-014-\(code),01/02/2026,2.00,"
            try story.send("PRKSTEPI_\(number).csv", HoursFile.adpDated([row]))
            try await story.at("2026-01-05T1\(5 + number):05:00Z")
            try await story.ask("POST", "runs", ["run": "2026-01-04"])
        }
        #expect(try story.register(612).first?.hasSuffix("28.14,") == true)
        #expect(try story.register(613).first?.hasSuffix("28.14,612") == true)
        #expect(try story.register(614).first?.hasSuffix("28.14,612") == true)
        for run in [613, 612] { try await story.ask("POST", "runs", ["void": .integer(Int64(run))]) }
        #expect(try story.register(615).first?.hasSuffix("28.14,612,613") == true)
        #expect(try story.register(616).first?.hasSuffix("28.14,,612") == true)
    }

    @Test func truthIsToldByBatchEmployeeAndRun() async throws {
        let story = try PayrollStory()
        try await story.at("2026-01-05T15:00:00Z")
        let other = "KST,2,000402,26-021-03200,8.00,,,"
        try story.send("PRKSTEPI_1.csv", HoursFile.reference.replacing("260105", with: "1"))
        try story.send("PRKSTEPI_2.csv", HoursFile.adp([other, "KST,2,000999,26-021-03200,8.00,,,"]))
        try await story.at("2026-01-09T12:00:00Z")
        let all = try await story.ask("GET", "truth")
        #expect(all["accepted"]?.arrayValue?.count == 2)
        #expect(all["paid"]?.arrayValue?.map { $0["project"] } == ["26-014", "26-021"])
        #expect(
            all["paid"]?[0] == [
                "project": "26-014", "costCode": "03-300", "date": "2026-01-04", "hours": "44.50", "gross": "1934.28",
                "burden": "657.66", "cost": "2591.94",
            ]
        )
        let batch = try await story.ask("GET", "truth", query: ["batch": "2"])
        #expect(
            batch["accepted"] == [["employee": "000402", "date": "2026-01-04", "hours": "8.00", "batches": ["2"]]]
        )
        #expect(batch["batches"]?[0]?["status"] == "PARTIAL")
        let refused = try await story.ask("GET", "truth", query: ["employee": "000999"])["refused"]
        #expect(refused?[0]?["message"] == "Employee 000999 not on file")
        #expect(try await story.refusal("GET", "truth", query: ["run": "999"]).contains("no run 999"))
        #expect(try await story.refusal("GET", "truth", query: ["color": "red"]).contains("Unknown filter"))
    }

    @Test(arguments: [
        ("layout", "sage"), ("profile", "none"), ("overtime", "never"), ("company", "KESTREL"), ("client-id", ""),
        ("company-number", "1000"), ("employees", "0"), ("pick-up", "0"), ("pay-day", "payday"), ("pay-time", "25:00"),
        ("pay-time", "6pm"), ("marker", "done"), ("checksum", "."), ("folder", ""), ("first-run", "x"),
    ])
    func wrongOptionIsNamed(name: String, value: String) throws {
        let folder = try TemporaryFolder()
        var values = ["folder": folder.url.path]
        values[name] = value
        let error = #expect(throws: SimulatorError.self) {
            _ = try SimulatorSurface<PayrollOffice>(options: SimulatorOptions(values: values))
        }
        #expect(error?.description.contains(name) == true)
    }

    @Test func payDayAndPeriodAreConfigured() async throws {
        let story = try PayrollStory(["pay-day": "monday", "pay-time": "08:30", "period-end": "saturday"])
        try await story.at("2026-01-04T15:00:00Z")
        try story.send("PRKSTEPI_260105.csv", HoursFile.reference)
        try await story.at("2026-01-05T15:29:59Z")
        #expect(try story.names() == ["PRKSTEPI_260105.ack"])
        try await story.at("2026-01-05T15:30:00Z")
        #expect(try story.register(612)[0].hasPrefix("612,2026-01-03,000417,"))
    }

    @Test func troubleWithTheFolderIsToldAndOvercome() async throws {
        let story = try PayrollStory()
        try await story.at("2026-01-05T15:00:00Z")
        try story.send("PRKSTEPI_260105.csv", HoursFile.reference)
        let outbound = story.folder.url.appendingPathComponent("outbound")
        try FileManager.default.removeItem(at: outbound)
        try await story.at("2026-01-05T15:05:00Z")
        let troubles = try await story.ask("GET", "truth")["troubles"]?.arrayValue
        #expect(troubles?.count == 1)
        try FileManager.default.createDirectory(at: outbound, withIntermediateDirectories: true)
        try await story.at("2026-01-05T15:06:00Z")
        #expect(try story.names() == ["PRKSTEPI_260105.ack"])
    }
}
