import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// What is far from its own history is told as a suggestion, and nothing follows from it.
struct OddityTests {
    private func decimals(_ text: String) throws -> [Decimal] {
        try text.split(separator: " ").map { try #require(Decimal(plain: String($0))) }
    }

    @Test(arguments: [
        // The median is 8, half of the values are within 0.5, so that 2.5 is the most that is not far.
        ("7 7.5 7.5 8 8 8 8 8.5 8.5 9 9", "10.5", false), ("7 7.5 7.5 8 8 8 8 8.5 8.5 9 9", "10.51", true),
        ("7 7.5 7.5 8 8 8 8 8.5 8.5 9 9", "5.49", true),
        // Two wild values among them move neither.
        ("7 7.5 7.5 8 8 8 8 8.5 8.5 99 0", "10.51", true),
        // Of an even number the middle is between two: 7.75 with a deviation of 0.75.
        ("7 7 7 7 7.5 8 8.5 8.5 8.5 8.5", "11.5", false), ("7 7 7 7 7.5 8 8.5 8.5 8.5 8.5", "11.51", true),
        // What never differs has the floor of 0.1.
        ("8 8 8 8 8 8 8 8 8 8", "8.5", false), ("8 8 8 8 8 8 8 8 8 8", "8.51", true),
        // Nine are too few.
        ("8 8 8 8 8 8 8 8 8", "24", false),
    ])
    func farIsFiveTimesTheUsualDeviation(_ history: String, _ value: String, _ isFar: Bool) throws {
        let oddity = Oddity(
            try #require(Decimal(plain: value)),
            among: try decimals(history),
            floor: try #require(Decimal(plain: "0.1"))
        )
        #expect((oddity != nil) == isFar)
    }

    /// A machine that runs eight hours a day in January, and `hours` on the last day; each day but the last is approved.
    ///
    /// `change` is what becomes of the last approved day before the next one.
    private func yard(
        days: Int,
        then hours: Int,
        rate: Decimal = 75,
        _ change: (inout Yard, _ id: String, _ now: String) throws -> Void = { _, _, _ in }
    ) throws -> Yard {
        var yard = try Yard()
        var counter = 0
        try yard.read([("2026-01-01T07:00:00Z", "0")])
        for day in 1...days + 1 {
            counter += day == days + 1 ? hours : 8
            if day == days + 1 {
                let dollars = try #require(Currency("USD"))
                let start = try #require(CalendarDate("2026-01-01"))
                yard.settings.rates = [
                    EquipmentRate(subject: .category("excavator"), from: start, perHour: Money(rate, dollars))
                ]
            }
            let next = day < 9 ? "0\(day + 1)" : "\(day + 1)"
            try yard.read([("2026-01-\(next)T07:00:00Z", "\(counter)")], at: "2026-01-\(next)T14:00:00Z")
            guard day <= days, let id = yard.approvals.last?.id else { continue }
            try yard.answer(id, approved: true, at: "2026-01-\(next)T15:00:00Z")
            if day == days { try change(&yard, id, "2026-01-\(next)T16:00:00Z") }
        }
        return yard
    }

    @Test func unusualUsageIsSaidOnTheRequestAlone() throws {
        let (usual, odd) = (try yard(days: 12, then: 9), try yard(days: 12, then: 20))
        #expect(usual.approvals.count == 13 && odd.approvals.count == 13)
        #expect(usual.approvals.allSatisfy { !$0.summary.contains("suggestion") })
        #expect(odd.approvals.dropLast().allSatisfy { !$0.summary.contains("suggestion") })
        let last = try #require(odd.approvals.last)
        let reason = "suggestion: 20 h is far from the median of the 12 days before, 8 h, of which half are within 0 h"
        #expect(last.summary.hasSuffix(reason), "\(last.summary)")
        #expect(last.amount?.amount == 1500 && odd.cases.isEmpty)
    }

    @Test func tooFewDaysTellNothing() throws {
        #expect(try yard(days: 9, then: 20).approvals.allSatisfy { !$0.summary.contains("suggestion") })
        #expect(try yard(days: 10, then: 20).approvals.last?.summary.contains("suggestion") == true)
    }

    @Test func whatIsTakenBackAndAskedAnewCountsOnce() throws {
        let odd = try yard(days: 9, then: 20) { yard, id, now in
            try yard.reverse(id, at: now)
            try yard.answer("\(id)/reversal", approved: true, at: now)
            try yard.retryLastCase(at: now)
            try yard.answer(try #require(yard.approvals.last?.id), approved: true, at: now)
        }
        #expect(odd.deliveries.count == 11, "nine days, one of them taken back and charged anew")
        #expect(odd.approvals.allSatisfy { !$0.summary.contains("suggestion") }, "nine days are too few")
    }

    @Test func whatNobodyApprovedIsNoHistory() throws {
        var yard = try yard(days: 9, then: 20)
        let last = try #require(yard.approvals.last)
        try yard.answer(last.id, approved: false, returned: true, at: "2026-01-11T15:00:00Z")
        try yard.retryLastCase(at: "2026-01-11T16:00:00Z")
        #expect(yard.approvals.last?.id != nil && yard.approvals.count == 11)
        #expect(yard.approvals.allSatisfy { !$0.summary.contains("suggestion") }, "nine days were approved")
    }

    @Test func anUnusualRateIsSaidToo() throws {
        let odd = try #require(try yard(days: 12, then: 8, rate: 750).approvals.last)
        let reason = "suggestion: a rate of 750 is far from the median of the 12 before, 75"
        #expect(odd.summary.hasSuffix(reason), "\(odd.summary)")
        #expect(try yard(days: 12, then: 8, rate: 80).approvals.last?.summary.contains("suggestion") == false)
    }
}
