import CanonicalModel
import ConstructionFlows
import JSON
import Testing

struct UsageConsolidationTests {
    /// domain.md §9a, step 6.
    @Test func theReferenceMachineComesTo843Dollars75() throws {
        var yard = try Yard()
        try yard.read([
            ("2026-01-05T07:30:00Z", "4211.60"), ("2026-01-05T23:30:00Z", "4219.35"), ("2026-01-06T02:00:00Z", "0.00"),
            ("2026-01-06T07:30:00Z", "0.00"), ("2026-01-06T22:00:00Z", "3.50"), ("2026-01-07T07:30:00Z", "3.50"),
        ])
        try yard.wake(at: "2026-01-07T13:00:00Z")

        #expect(yard.staged == ["2026-01-05 7.75 581.25", "2026-01-06 3.5 262.5"])
        #expect(yard.cases.map(\.kind) == ["meter_fall"])
        #expect(yard.cases.first?.summary.contains("EX-104 fell") == true)
    }

    @Test func replayingEveryReadingChangesNothing() throws {
        let readings = [
            ("2026-01-05T07:30:00Z", "100"), ("2026-01-05T18:00:00Z", "104"), ("2026-01-06T07:30:00Z", "104"),
        ]
        var yard = try Yard()
        try yard.read(readings, at: "2026-01-06T13:30:00Z")
        let once = (yard.staged, yard.cases.count)
        try yard.read(readings, at: "2026-01-06T14:00:00Z")
        try yard.read(readings.reversed(), at: "2026-01-06T14:30:00Z")

        #expect(yard.staged == once.0)
        #expect(yard.staged == ["2026-01-05 4 300"])
        #expect(yard.cases.count == once.1)
    }

    @Test func theOrderOfArrivalDoesNotMatter() throws {
        let readings = [
            ("2026-01-05T07:30:00Z", "100"), ("2026-01-05T18:00:00Z", "104.25"), ("2026-01-05T22:00:00Z", "106.5"),
            ("2026-01-06T07:30:00Z", "106.5"),
        ]
        for (index, order) in Self.orders(of: readings).enumerated() {
            var yard = try Yard()
            for reading in order { try yard.read([reading], at: "2026-01-06T07:31:00Z") }
            try yard.wake(at: "2026-01-06T14:00:00Z")
            #expect(yard.staged == ["2026-01-05 6.5 487.5"], "order \(index)")
        }
    }

    @Test func aDayIsSettledOnlyAfterItIsOverAndTheMachineHasReportedSince() throws {
        var yard = try Yard()
        try yard.read([("2026-01-05T07:30:00Z", "100"), ("2026-01-05T22:00:00Z", "106")], at: "2026-01-06T14:00:00Z")
        #expect(yard.staged.isEmpty)

        try yard.read([("2026-01-06T07:30:00Z", "106")], at: "2026-01-06T12:59:59Z")
        #expect(yard.staged.isEmpty)
        #expect(yard.wakeAt == Instant("2026-01-06T13:00:00Z"))

        try yard.wake(at: "2026-01-06T13:00:00Z")
        #expect(yard.staged == ["2026-01-05 6 450"])
    }

    @Test func usageAcrossMidnightIsSharedByElapsedTimeAndConserved() throws {
        var yard = try Yard()
        // 06:00 to 08:00 UTC is one hour on either side of the site's midnight.
        try yard.read(
            [("2026-01-06T06:00:00Z", "100"), ("2026-01-06T08:00:00Z", "101.01"), ("2026-01-07T07:30:00Z", "101.01")],
            at: "2026-01-07T14:00:00Z"
        )

        #expect(yard.staged == ["2026-01-05 0.5 37.5", "2026-01-06 0.51 38.25"])
    }

    @Test func lessThanAHundredthOfAnHourIsCarriedToTheNextDay() throws {
        var yard = try Yard()
        // Half a hundredth more than an hour each day, read at the site's midnight.
        var hours = 0
        var seconds = 0
        var readings: [(String, String)] = []
        for day in 5...9 {
            readings.append(("2026-01-0\(day)T07:00:00Z", Self.decimal(hours * 3600 + seconds)))
            hours += 1
            seconds += 18
        }
        try yard.read(readings, at: "2026-01-09T14:00:00Z")

        #expect(
            yard.staged == ["2026-01-05 1 75", "2026-01-06 1.01 75.75", "2026-01-07 1 75", "2026-01-08 1.01 75.75"]
        )
    }

    @Test func aFallIsNeverNegativeUsage() throws {
        var yard = try Yard()
        try yard.read(
            [("2026-01-05T08:00:00Z", "4219.35"), ("2026-01-05T20:00:00Z", "3.50"), ("2026-01-06T08:00:00Z", "5.50")],
            at: "2026-01-07T08:00:00Z"
        )
        try yard.read([("2026-01-07T07:30:00Z", "5.50")], at: "2026-01-07T14:00:00Z")

        #expect(yard.staged.allSatisfy { !$0.contains("-42") && !$0.contains(" -") })
        #expect(yard.cases.map(\.kind) == ["meter_fall"])
        let seconds = yard.findings.filter { $0.event == "UsageConsolidated" }
            .compactMap { $0.detail["seconds"]?.integerValue }
        #expect(seconds.reduce(0, +) == 2 * 3600)
    }

    @Test func moreUsageThanTimeIsHeldBack() throws {
        var yard = try Yard()
        try yard.read(
            [("2026-01-05T08:00:00Z", "100"), ("2026-01-05T10:00:00Z", "103"), ("2026-01-06T08:00:00Z", "103")],
            at: "2026-01-06T14:00:00Z"
        )

        #expect(yard.staged.isEmpty)
        #expect(yard.cases.map(\.kind) == ["meter_jump"])
    }

    @Test func idleHoursAreNeverUsage() throws {
        var yard = try Yard()
        try yard.read([("2026-01-05T08:00:00Z", "50"), ("2026-01-05T18:00:00Z", "59")], of: .idleHours)
        try yard.read([("2026-01-05T08:00:00Z", "100"), ("2026-01-05T18:00:00Z", "104")])
        try yard.read([("2026-01-06T08:00:00Z", "70")], of: .idleHours)
        try yard.read([("2026-01-06T08:00:00Z", "104")], at: "2026-01-06T14:00:00Z")

        #expect(yard.staged == ["2026-01-05 4 300"])
        #expect(yard.cases.isEmpty)
    }

    @Test func aMachineThatFellSilentIsACaseAndCanBeSettledByAPerson() throws {
        var yard = try Yard()
        try yard.read([("2026-01-05T08:00:00Z", "100"), ("2026-01-05T20:00:00Z", "105")])
        let wake = try #require(yard.wakeAt)
        #expect(wake == Instant("2026-01-09T20:00:00Z"))

        try yard.wake(at: wake.text)
        try yard.wake(at: "2026-01-10T00:00:00Z")
        #expect(yard.cases.map(\.kind) == ["silent_machine"])
        #expect(yard.staged.isEmpty)

        try yard.retryLastCase(at: "2026-01-10T01:00:00Z")
        #expect(yard.staged == ["2026-01-05 5 375"])
    }

    private static func decimal(_ seconds: Int) -> String {
        // Hundredths of an hour are 36 s; halves of them have three decimals.
        let thousandths = seconds * 10 / 36
        let fraction = String(thousandths % 1000)
        return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
    }

    private static func orders<Element>(of elements: [Element]) -> [[Element]] {
        guard elements.count > 1 else { return [elements] }
        return elements.indices.flatMap { index in
            var rest = elements
            let first = rest.remove(at: index)
            return orders(of: rest).map { [first] + $0 }
        }
    }
}
