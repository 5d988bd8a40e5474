import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import Testing

/// What was posted keeps the cost code that held then.
struct RemappedCodeTests {
    /// Eight hours of payroll's 03-300, posted by run 640, of which payroll's code then stands for another cost code.
    private func remapped() throws -> PayOffice {
        var office = try PayOffice()
        try office.wait(until: "2026-01-30T00:00:00Z")
        try office.work("a", "8", on: "2026-01-28", employee: "000512")
        try office.send(by: "2026-02-03T00:00:00Z")
        try office.acknowledge("260202")
        let row = "000512, REG, 03-300, 2026-01-28, 8.00, 40.0000, 320.00, 108.80"
        try office.pay("640", periodEnd: "2026-02-01", [row])
        let start = try #require(CalendarDate("2025-01-01"))
        let codes = ["time": "03-300", "payroll": "03-999"].map { system, code in
            CodeMapping(
                system: system,
                from: "03-300",
                costCode: code,
                costType: .labour,
                validFrom: start,
                approvedBy: "controller"
            )
        }
        office.settings.codes = CodeCrosswalk(codes)
        return office
    }

    @Test func aCorrectionIsPostedWhereTheRunThatItCorrectsStands() throws {
        var office = try remapped()
        try office.work("c", "-2", on: "2026-01-28", employee: "000512", corrects: "a")
        let number = try office.send(by: "2026-02-09T18:00:00Z")
        try office.acknowledge(number)
        let before = office.costs.count
        let row = "000512, REG, 03-300, 2026-01-28, -2.00, 40.0000, -80.00, -27.20"
        try office.pay("655", periodEnd: "2026-02-15", original: "640", [row])
        let corrections = office.costs.dropFirst(before)
        #expect(corrections.map(\.costCode) == ["03-300", "03-300"])
        #expect(corrections.map(\.amount.amount) == [-80, Decimal(string: "-27.2")])
        let keys = Set(office.costs.map(\.key))
        #expect(corrections.allSatisfy { $0.corrects.map(keys.contains) ?? false })
    }

    @Test func anotherRunFollowsTheNewEntry() throws {
        var office = try remapped()
        try office.work("d", "1", on: "2026-01-28", employee: "000512")
        let number = try office.send(by: "2026-02-09T18:00:00Z")
        try office.acknowledge(number)
        let before = office.costs.count
        let row = "000512, REG, 03-300, 2026-01-28, 1.00, 40.0000, 40.00, 13.60"
        try office.pay("655", periodEnd: "2026-02-15", [row])
        #expect(office.costs.dropFirst(before).map(\.costCode) == ["03-999", "03-999"])
    }

    @Test func aVoidTakesBackWhatStands() throws {
        var office = try remapped()
        let before = office.costs.count
        try office.pay(
            "641",
            periodEnd: "2026-02-01",
            voids: "640",
            ["000512, REG, 03-300, 2026-01-28, 8.00, 40.0000, 320.00, 108.80"]
        )
        let sums = Dictionary(grouping: office.costs.dropFirst(before), by: \.costCode)
            .mapValues { $0.reduce(Decimal(0)) { $0 + $1.amount.amount } }
        #expect(sums == ["03-300": Decimal(string: "-428.8") ?? 0, "03-999": Decimal(string: "428.8") ?? 0])
    }
}
