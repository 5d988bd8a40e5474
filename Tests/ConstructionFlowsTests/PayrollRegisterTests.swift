import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// Registers in another order, or with more to tell, than one hopes for.
@Suite("Unusual registers")
struct PayrollRegisterTests {
    @Test("a run that is voided leaves nothing standing, whichever register is read first", arguments: [true, false])
    func voidReadFirst(voidComesFirst: Bool) throws {
        var office = try PayOffice()
        try office.work("a", "40")
        try office.work("b", "4.5", "OT")
        try office.send()
        try office.acknowledge("260105", hours: "44.5")
        try office.work("n", "8", on: "2026-01-06", employee: "000512")
        try office.send(by: "2026-01-13T00:00:00Z")
        try office.acknowledge("260112")
        let regular = "000417, REG, 03-300, 2025-12-30, 40.00, 41.3750, 1655.00, 562.70"
        let overtime = "000417, OT, 03-300, 2025-12-30, 4.50, 62.0625, 279.28, 94.96"
        let next = "000512, REG, 03-300, 2026-01-06, 8.00, 40.0000, 320.00, 108.80"
        if voidComesFirst {
            try office.pay("614", periodEnd: "2026-01-11", voids: "613", [next])
            #expect(try office.lastCase("voided_run_unknown").subject == "KST/2026-01-11/613")
        }
        try office.pay("613", periodEnd: "2026-01-11", [next, regular, overtime])
        if voidComesFirst {
            #expect(office.resolvedCases.contains("voided_run_unknown:KST/2026-01-11/613"))
        } else {
            try office.pay("614", periodEnd: "2026-01-11", voids: "613", [next])
        }
        #expect(try office.lastCase("payroll_run_differs").subject == "KST/2026-01-04/614")
        try office.answer("PayrollRunDifference/KST/2026-01-04/614")
        #expect(office.sum(.labour) == 320)
        #expect(office.sum(.burden) == Decimal(string: "108.8"))
        #expect(office.postedHours == 8)
    }

    @Test("a run and the one that it voids, read in one look, leave no case of an unknown run")
    func voidAndVoidedInOneLook() throws {
        var office = try PayOffice()
        try office.work("a", "8")
        try office.send()
        try office.acknowledge("260105")
        let row = "000417, REG, 03-300, 2025-12-30, 8, 40, 320, 0"
        try office.together {
            try $0.pay("613", voids: "612", [row])
            try $0.pay("612", [row])
        }
        #expect(office.openCases.isEmpty)
        #expect(office.postedHours == 8)
    }

    @Test("a run with many odd rows keeps and lists the first of them, and counts all")
    func manyOddRows() throws {
        var office = try PayOffice()
        try office.work("a", "8")
        try office.send()
        try office.acknowledge("260105")
        try office.pay("612", Array(repeating: "000417, BON, 03-300, 2025-12-30, 0, 0, 0.001, 0", count: 1_000))
        let item = try office.lastCase("payroll_run_differs")
        #expect(item.summary.contains("1000 rows another gross"))
        #expect(item.detail["rows"]?.arrayValue?.count == 100)
        let kept = try #require(office.states[PayOffice.key]?["runs"]?["612"]?["oddRows"]?.arrayValue)
        #expect(kept.count == 100)
    }
}
