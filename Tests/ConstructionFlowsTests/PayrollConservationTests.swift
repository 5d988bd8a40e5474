import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// Hours are conserved on every way through payroll (domain.md I5, P-1 to P-6).
@Suite("Conservation of hours through payroll")
struct PayrollConservationTests {
    @Test(
        "whatever is refused, corrected, sent again, voided and paid late, posted hours are those that are approved",
        arguments: 1...40,
        [nil, "finance"]
    )
    func randomHistories(seed: UInt64, financeRole: String?) throws {
        var office = try PayOffice(financeRole: financeRole)
        var chance = Chance(seed)
        var payroll = Payroll()
        var approved: [String: Decimal] = [:]
        for round in 0..<8 {
            for _ in 0..<chance.below(6) {
                let index = chance.below(9)
                let id = "t\(index)"
                let hours = Decimal(chance.below(33)) / 4
                approved[id] = hours
                try office.work(
                    id,
                    hours.plainText,
                    chance.below(4) == 0 ? "OT" : "REG",
                    on: "2025-12-\(29 + index % 3)",
                    employee: "00041\(index % 2)",
                    code: chance.below(2) == 0 ? "03-300" : "03-310"
                )
            }
            try office.wait(until: "2026-01-\(10 + round)T12:00:00Z")
            try office.answerBatches(&chance, &payroll)
            let oneInSoMany = financeRole == nil ? 4 : 2
            if chance.below(2) == 0 { try payroll.run(&office, voidingTheLast: chance.below(oneInSoMany) == 0) }
            // Finance lets some cost wait, so that runs are voided before they are posted.
            if financeRole != nil { try office.answerCosts { chance.below(2) == 0 } }
        }
        // Faults stop: what is refused is tried again until nothing is left.
        for round in 0..<3 {
            for item in office.cases where item.kind.hasPrefix("payroll_line") { try office.retry(item) }
            try office.wait(until: "2026-02-0\(1 + round)T12:00:00Z")
            try office.answerBatches(&chance, &payroll, refusing: false)
        }
        try payroll.run(&office, voidingTheLast: false)
        if financeRole != nil { try office.answerCosts { true } }

        let expected = approved.values.reduce(0, +)
        #expect(payroll.hours == expected)
        #expect(office.postedHours == expected)
        #expect(office.sum(.labour) == payroll.gross)
        let keys = office.deliveries.map(\.key)
        #expect(Set(keys).count == keys.count)
    }

    @Test("500 employees with three codes a day go through one period")
    func largePeriod() throws {
        var office = try PayOffice()
        var rows: [String] = []
        let codes = ["02-315", "03-300", "03-310"]
        var entries: [TimeEntry] = []
        for employee in 0..<500 {
            for day in 0..<7 {
                for code in codes {
                    let date = try #require(CalendarDate("2025-12-29")).adding(days: day)
                    let number = "0\(10_000 + employee)"
                    entries.append(
                        TimeEntry(
                            id: "\(number)-\(day)-\(code)",
                            employee: number,
                            project: "26-014",
                            costCode: code,
                            payCode: "REG",
                            date: date,
                            hours: 2,
                            status: .approved
                        )
                    )
                    rows.append("\(number),REG,\(code),\(date.text),2,40,80,27.2")
                }
            }
        }
        for start in stride(from: 0, to: entries.count, by: 3_500) {
            try office.work(Array(entries[start..<min(start + 3_500, entries.count)]))
        }
        let number = try office.send()
        #expect(office.batch(number)?.lines.count == 10_500)
        try office.acknowledge(number)
        try office.pay("612", rows)
        #expect(office.postedHours == 21_000)
        #expect(office.costs.count == 42)
        #expect(office.cases.isEmpty)
    }
}

extension PayOffice {
    /// Lets finance approve the cost of runs, those that `isAnswered` picks; answers to what is settled change nothing.
    fileprivate mutating func answerCosts(_ isAnswered: () -> Bool) throws {
        for approval in approvals where approval.id.hasPrefix("PayrollCost/") && isAnswered() {
            try answer(approval.id)
        }
    }

    /// Approves each batch that waits for it, and lets payroll refuse some of its lines.
    fileprivate mutating func answerBatches(
        _ chance: inout Chance,
        _ payroll: inout Payroll,
        refusing: Bool = true
    ) throws {
        for approval in approvals where approval.id.hasPrefix("PayrollBatch/") {
            let number = approval.id.split(separator: "/").last.map(String.init) ?? ""
            guard batch(number) == nil else { continue }
            try answer(approval.id)
            guard let lines = batch(number)?.lines else { continue }
            let refused = lines.indices.filter { _ in refusing && chance.below(4) == 0 }
            for (index, line) in lines.enumerated() where !refused.contains(index) { payroll.unpaid.append(line) }
            let hours = lines.indices.filter { !refused.contains($0) }.reduce(Decimal(0)) { $0 + lines[$1].hours }
            let isRefused = refused.count == lines.count
            let status: PayrollBatchResult.Status =
                refused.isEmpty ? .accepted : isRefused ? .rejected : .partial
            let rejectsFirst = chance.below(2) == 0
            if rejectsFirst, !refused.isEmpty { try refuse(number, refused.map { ($0 + 2, nil) }) }
            try acknowledge(number, status, accepted: lines.count - refused.count, hours: hours.plainText)
            if !rejectsFirst, !refused.isEmpty { try refuse(number, refused.map { ($0 + 2, nil) }) }
        }
    }
}

/// A payroll that pays what it accepted, in runs.
private struct Payroll {
    var unpaid: [PayrollBatch.Line] = []
    private var paid: [PayrollBatch.Line] = []
    private var last: (run: String, lines: [PayrollBatch.Line])?
    private var count = 0

    var hours: Decimal { (paid + unpaid).reduce(0) { $0 + $1.hours } }
    var gross: Decimal { paid.reduce(0) { $0 + Self.gross($1) } }

    mutating func run(_ office: inout PayOffice, voidingTheLast: Bool) throws {
        let voided = voidingTheLast ? last : nil
        let lines = (voided?.lines ?? []) + unpaid
        guard !lines.isEmpty else { return }
        count += 1
        let number = "\(600 + count)"
        paid += unpaid
        unpaid = []
        let rows = lines.map { line in
            [
                line.employee, line.payCode, line.costCode, line.date.text, line.hours.plainText, "41.375",
                Self.gross(line).plainText, "0",
            ]
            .joined(separator: ",")
        }
        try office.pay(number, voids: voided?.run, rows)
        last = (number, lines)
    }

    private static func gross(_ line: PayrollBatch.Line) -> Decimal {
        (line.hours * Decimal(sign: .plus, exponent: -3, significand: 41_375)).rounded(scale: 2)
    }
}

/// Chance that repeats itself.
private struct Chance {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func below(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(bound))
    }
}
