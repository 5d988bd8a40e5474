import Foundation
import JSON
import SimulatorKit
import Testing

/// Whatever is sent and however it is paid: hours are conserved, and every amount follows from its line.
struct ConservationTests {
    /// A row of a register, read anew and computed with Foundation's decimals.
    private struct Row {
        let employee: String
        let earn: String
        let date: String
        let hours: Decimal
        let rate: Decimal
        let gross: Decimal
        let burden: Decimal

        init(_ line: String) throws {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            (employee, earn, date) = (cells[2], cells[3], cells[7])
            func number(_ index: Int) throws -> Decimal { try #require(Decimal(string: cells[index])) }
            (hours, rate, gross, burden) = (try number(8), try number(9), try number(10), try number(11))
        }
    }

    private func cents(_ number: Decimal) -> Decimal {
        var (exact, rounded) = (number, Decimal())
        NSDecimalRound(&rounded, &exact, 2, .bankers)
        return rounded
    }

    /// Hours of a week, some of them taken back, some overtime, some bad.
    private func file(_ batch: String, days: ClosedRange<Int64>, _ random: inout SeededRandom) -> String {
        let rows = (0..<60).map { _ in
            let number = random.integer(in: 401...425)
            let day = random.integer(in: days)
            let quarters = random.integer(in: -8...40)
            let hours = Decimal(quarters) / 4
            let cost = ["03300", "03200", "99999"][
                Int(random.integer(in: 0...20)) % 3 == 2 ? 2 : Int(random.next() % 2)
            ]
            let isOvertime = random.integer(in: 1...5) == 1
            return "KST,\(batch),000\(number),26-014-\(cost),01/\(day < 10 ? "0" : "")\(day)/2026,"
                + (isOvertime ? ",\(hours)" : "\(hours),")
        }
        return HoursFile.adpDated(rows)
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>, ["week", "day", "as-sent"])
    func hoursByEmployeeAndDayAreThoseAccepted(seed: UInt64, overtime: String) async throws {
        let story = try PayrollStory(["overtime": overtime], seed: seed)
        if seed % 2 == 0 { try await story.enable("run-voided", "negative-lines", "overtime-recalculated") }
        var random = SeededRandom(seed: seed)
        for (day, days) in [(5, 1...4), (12, 5...11), (19, 3...18)] as [(Int64, ClosedRange<Int64>)] {
            let batch = "2601\(day < 10 ? "0" : "")\(day)"
            try await story.at("2026-01-\(batch.suffix(2))T15:00:00Z")
            try story.send("PRKSTEPI_\(batch).csv", file(batch, days: days, &random))
        }
        try await story.at("2026-01-30T12:00:00Z")

        let truth = try await story.ask("GET", "truth")
        var accepted: [String: Decimal] = [:]
        for day in try #require(truth["accepted"]?.arrayValue) {
            let hours = try #require(day["hours"]?.stringValue.flatMap { Decimal(string: $0) })
            accepted["\(day["employee"]?.stringValue ?? "") \(day["date"]?.stringValue ?? "")"] = hours
        }
        var paid: [String: Decimal] = [:]
        var cost = Decimal()
        for run in try #require(truth["runs"]?.arrayValue) where run["voidedBy"] == .null {
            for line in try story.register(Int(try #require(run["run"]?.integerValue))) {
                let row = try Row(line)
                paid["\(row.employee) \(row.date)", default: 0] += row.hours
                cost += row.gross + row.burden
                #expect(row.gross == cents(row.hours * row.rate), "\(line)")
                guard row.earn != "UNF" else { continue }
                #expect(row.burden == cents(row.gross * 34 / 100), "\(line)")
            }
        }
        #expect(paid.filter { $0.value != 0 } == accepted.filter { $0.value != 0 })
        #expect(accepted.count > 50)
        #expect(truth["totals"]?["labourCost"]?.stringValue.flatMap { Decimal(string: $0) } == cost)
        #expect(truth["totals"]?["hoursUnpaid"] == "0.00")
        #expect(try await story.refused().contains { $0.hasSuffix("E301") })
    }
}
