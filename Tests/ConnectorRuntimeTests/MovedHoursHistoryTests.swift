import CanonicalModel
import ConnectorRuntime
import ConnectorTesting
import FoundationEssentials
import JSON
import Testing

/// Hours that move between pay periods at random, approved or not, while people decide late and payroll refuses batches.
struct MovedHoursHistoryTests {
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    /// A day in each of three pay periods, with the period's end.
    private static let days = [
        ("2025-12-30", "2026-01-04"), ("2026-01-06", "2026-01-11"), ("2026-01-07", "2026-01-11"),
        ("2026-01-09", "2026-01-11"), ("2025-12-31", "2026-01-04"), ("2026-01-13", "2026-01-18"),
    ]
    private static let employees = ["000417", "000418", "000419"]

    private struct History {
        let office: HoursOffice
        var random: Generator
        var refused: Set<String> = []
        /// The period and hours of the newest version and of the newest approved one, by employee.
        var newest: [String: (end: String, hours: Decimal, isApproved: Bool)] = [:]
        var approved: [String: (end: String, hours: Decimal)] = [:]
        /// Whose entry payroll had when all was settled last, and which had no version of no hours approved since.
        var isKept: Set<String> = []

        mutating func record(_ employee: String, approved isApproved: Bool) async throws {
            let today = office.clock.now.text.prefix(10)
            let days = MovedHoursHistoryTests.days.filter { $0.0 <= today }
            let (day, end) = days.randomElement(using: &random) ?? MovedHoursHistoryTests.days[0]
            let hours = Decimal(Int.random(in: 0...16, using: &random)) / 2
            try await office.record(
                "entry-\(employee)",
                hours.plainText,
                on: day,
                as: isApproved ? .approved : Bool.random(using: &random) ? .submitted : .reopened,
                employee: employee,
                isTaken: Bool.random(using: &random)
            )
            newest[employee] = (end, hours, isApproved)
            guard isApproved else { return }
            approved[employee] = (end, hours)
            if hours == 0 { isKept.remove(employee) }
        }

        /// A day on which people decide what comes to them, or not, and payroll takes most of it.
        mutating func passDay(decidingAll: Bool) async throws {
            var (random, refused) = (random, refused)
            try await office.passDay { batch in
                if decidingAll { return .accepted }
                guard Int.random(in: 0..<3, using: &random) > 0 else { return nil }
                guard Int.random(in: 0..<4, using: &random) == 0 else { return .accepted }
                refused.insert(batch)
                return Bool.random(using: &random) ? .rejected : .rejectedWithoutList
            }
            (self.random, self.refused) = (random, refused)
        }

        /// Faults stop: everything is decided, tried again and taken.
        mutating func settle() async throws {
            for _ in 0..<4 {
                try await passDay(decidingAll: true)
                try await office.retryAll()
            }
            try await passDay(decidingAll: true)
        }
    }

    @Test(
        "once all is approved and sent payroll has each entry once; before that nobody's hours stay in two periods or in none",
        arguments: 1...30
    )
    func payrollHasWhatIsApproved(seed: UInt64) async throws {
        var history = History(office: try HoursOffice(), random: Generator(state: seed &* 7919))
        for _ in 0..<3 {
            for _ in 0..<8 {
                for employee in Self.employees where Int.random(in: 0..<3, using: &history.random) == 0 {
                    let isApproved = Bool.random(using: &history.random)
                    try await history.record(employee, approved: isApproved)
                }
                try await history.passDay(decidingAll: false)
            }
            try await history.settle()
            for employee in Self.employees {
                let held = try await history.office.payrollHas(of: employee, without: history.refused)
                #expect(held.count <= 1, "\(employee): \(held)")
                #expect(held.values.allSatisfy { !$0.hasPrefix("-") }, "\(employee): \(held)")
                if history.isKept.contains(employee) { #expect(held.count == 1, "\(employee) lost hours") }
                if held.count == 1 { history.isKept.insert(employee) }
                guard let newest = history.newest[employee], newest.isApproved else { continue }
                #expect(held == Self.ledger(newest.end, newest.hours), "\(employee)")
            }
        }
        for employee in Self.employees { try await history.record(employee, approved: true) }
        try await history.settle()
        for employee in Self.employees {
            let approved = try #require(history.approved[employee])
            let held = try await history.office.payrollHas(of: employee, without: history.refused)
            #expect(held == Self.ledger(approved.end, approved.hours), "\(employee)")
        }
    }

    private static func ledger(_ end: String, _ hours: Decimal) -> [String: String] {
        hours == 0 ? [:] : [end: hours.plainText]
    }
}
