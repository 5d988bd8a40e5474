import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON
import PayrollConnector
import Testing

/// Registers: what payroll paid, and none of what is nobody's business.
struct RegisterTests {
    private static let header =
        "run,period_end,emp,earn,job,cost_code,type,work_date,hours,rate,gross,burden,orig_run"
    private static let rows = [
        "612,2026-01-04,000417,REG,26-014,03-300,L,2025-12-30,40.00,41.3750,1655.00,562.70,",
        "612,2026-01-04,000417,OT,26-014,03-300,L,2025-12-30,4.50,62.0625,279.28,94.96,598",
        "612,2026-01-04,000417,UNF,26-014,03-300,B,2025-12-30,0.00,0.0000,0.00,12.50,",
    ]

    private func register(
        _ lines: [String],
        _ values: [String: String] = [:],
        ending: String = "\n"
    ) throws -> PayrollRegister {
        let connector = try Office.connector(
            ["layout": "adp", "companyCode": "KST"].merging(values) { _, new in new }
        )
        let text = lines.joined(separator: ending) + ending
        return try PayrollRegister(JSONReader(try Office.record(connector, "register_612.csv", text).payload))
    }

    @Test func aRegisterIsOneRecordWithAllItsRows() throws {
        let register = try register([Self.header] + Self.rows)
        #expect(register.run == "612" && register.periodEnd.text == "2026-01-04" && register.voids == nil)
        #expect(register.currency.code == "USD")
        #expect(register.lines.map(\.row) == [2, 3, 4])
        #expect(register.lines.map(\.originalRun) == [nil, "598", nil])
        #expect(register.lines.reduce(Decimal(0)) { $0 + $1.gross } == Decimal(plain: "1934.28"))
        #expect(register.lines[0].rate == Decimal(plain: "41.375"))
    }

    @Test func junkAroundTheTableLineEndingsAndLostZerosChangeNothing() throws {
        let clean = try register([Self.header] + Self.rows)
        let lost = Self.rows.map { row in row.split(separator: "000417").joined(separator: "417") }
        let junk =
            ["Payroll register KST", "Printed 2026-01-09T01:00:00Z", "", Self.header] + lost
            + ["Total,,,,,,,,44.50,,1934.28,670.16,", "End of report", "", ""]
        for ending in ["\n", "\r\n"] {
            for mark in ["", "\u{FEFF}"] {
                let lines = [mark + junk[0]] + junk.dropFirst()
                let read = try register(lines, ending: ending)
                #expect(read.lines.map(\.employee) == clean.lines.map(\.employee))
                #expect(read.lines.map(\.hours) == clean.lines.map(\.hours))
            }
        }
    }

    @Test func identityBankAndNetPayAppearNowhere() throws {
        let canaries = ["000-00-0417", "000000000417", "7777.77"]
        let header = Self.header.split(separator: ",").map(String.init)
        let rows = Self.rows.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        let lines = [header] + rows
        let text = lines.enumerated().map { index, cells in
            var cells = cells
            cells.insert(contentsOf: index == 0 ? ["ssn", "bank_account", "net_pay"] : canaries, at: 3)
            return cells.joined(separator: ",")
        }
        let connector = try Office.connector()
        let record = try Office.record(connector, "register_612.csv", text.joined(separator: "\n"))
        let identity = canaries.joined(separator: ",")
        let bad = text.dropLast() + ["612,2026-01-04,000417,\(identity),REG,26-014,03-300,L,x,8,1,1,1,"]
        let items = try Office.read(connector, "register_612.csv", Array(bad.joined(separator: "\n").utf8))
        // Cells that moved to the left stand under other columns.
        let moved = text.dropLast() + ["612,2026-01-04,\(identity),26-014,03-300,2025-12-30,8,1,1,1,,,"]
        let shifted = try Office.read(connector, "register_612.csv", Array(moved.joined(separator: "\n").utf8))
        let fault = #expect(throws: FileFault.self) {
            try Office.read(connector, "register_612.csv", Array((canaries.joined(separator: ",") + "\n").utf8))
        }
        let outputs = ["\(record)", "\(items)", "\(shifted)", "\(String(describing: fault))"]
        #expect(items.contains { if case .reject = $0 { true } else { false } })
        for canary in canaries {
            for output in outputs { #expect(!output.contains(canary), "\(canary) in \(output)") }
        }
    }

    @Test func aRowThatCannotBeReadKeepsTheWholeRegisterBack() throws {
        let connector = try Office.connector()
        let text = [Self.header, Self.rows[0], "612,2026-01-04,000417,REG,26-014,03-300,L,2025-13-30,8,x,1,1,"]
        let items = try Office.read(connector, "register_612.csv", Array(text.joined(separator: "\n").utf8))
        #expect(items.count == 1)
        guard case .reject(let reject) = try #require(items.first) else {
            Issue.record("a register with a bad row is a record")
            return
        }
        #expect(reject.subject == "register_612.csv row 3")
        #expect(reject.reason.contains("work_date") && reject.reason.contains("rate"))
        #expect(connector.fileStreams.allSatisfy { $0.badRows == .rejectFile })
    }

    /// What stands in a column because the cells of its row are out of place may be somebody's pay.
    @Test(arguments: 0..<13)
    func noCellOfARegisterIsRepeated(_ column: Int) throws {
        let connector = try Office.connector()
        var cells = Self.rows[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        cells[column] = "7777.77 is what somebody earns and much too long for any column"
        let text = [Self.header, cells.joined(separator: ",")].joined(separator: "\n")
        let items = try Office.read(connector, "register_612.csv", Array(text.utf8))
        #expect(items.count == 1 && !"\(items)".contains("7777"), "\(items)")
    }

    @Test func aRunThatVoidsAnotherNamesItInEachRow() throws {
        let rows = Self.rows.map { $0 + ",611" }
        #expect(try register([Self.header + ",voids"] + rows).voids == "611")
        let connector = try Office.connector()
        for lines in [
            [Self.header + ",voids", rows[0], Self.rows[1] + ",610"],
            [Self.header, Self.rows[0], "613" + Self.rows[1].dropFirst(3)],
            [Self.header, Self.rows[0], "612,2026-01-11" + Self.rows[1].dropFirst(14)],
        ] {
            #expect(throws: FileFault.self) {
                try Office.read(connector, "register_612.csv", Array(lines.joined(separator: "\n").utf8))
            }
        }
    }

    @Test func columnsAndDaysMayBeCalledOtherwise() throws {
        let header = Self.header.split(separator: "emp").joined(separator: "Employee No")
        let rows = Self.rows.map {
            $0.split(separator: "2026-01-04").joined(separator: "01/04/2026").split(separator: "2025-12-30")
                .joined(separator: "12/30/2025")
        }
        let read = try register(
            [header] + rows,
            ["registerColumns": "emp=Employee No", "registerDates": "mdy", "currency": "CAD"]
        )
        #expect(read.lines.map(\.employee) == ["000417", "000417", "000417"])
        #expect(read.lines.first?.date.text == "2025-12-30")
        #expect(read.currency.code == "CAD")
    }

    @Test func anEmptyFileAndOneWithoutTheColumnsAreFaults() throws {
        let connector = try Office.connector()
        for text in ["", "\n\n", Self.header + "\n", "a,b,c\n1,2,3\n"] {
            #expect(throws: FileFault.self, "\(text)") {
                try Office.read(connector, "register_612.csv", Array(text.utf8))
            }
        }
    }
}
