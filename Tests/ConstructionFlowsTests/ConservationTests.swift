import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// Whatever comes late, is explained late or is settled early: no hour is lost and none is counted twice.
struct ConservationTests {
    private func replacement(at time: String, hoursBefore: Int64) throws -> MeterOperation {
        MeterOperation(
            kind: .replacement,
            equipment: "EX-104",
            at: try #require(Instant(time)),
            counterBefore: hoursBefore * 3600,
            counterAfter: 0
        )
    }

    /// The first day is settled before the gap over the site's midnight, 07:00 UTC, is explained.
    @Test(arguments: [true, false])
    func aGapOverMidnightIsCountedOnceWhenItIsExplained(retries: Bool) throws {
        var yard = try Yard()
        try yard.read([("2026-01-06T05:00:00Z", "100"), ("2026-01-06T15:00:00Z", "3")])
        #expect(yard.cases.map(\.kind) == ["meter_fall"])

        yard.settings.meterOperations = [try replacement(at: "2026-01-06T10:00:00Z", hoursBefore: 105)]
        if retries { try yard.retryLastCase(at: "2026-01-06T16:00:00Z") }
        try yard.read([("2026-01-07T08:00:00Z", "3")], at: "2026-01-07T20:00:00Z")
        #expect(yard.totalHours == 8)
    }

    @Test(arguments: [
        ("2026-01-06T05:00:00Z", "2026-01-06T06:30:00Z", "101.5"),
        ("2026-01-06T03:00:00Z", "2026-01-06T06:00:00Z", "100.5"),
        ("2026-01-06T03:00:00Z", "2026-01-06T09:00:00Z", "102.5"),
        ("2026-01-06T03:00:00Z", "2026-01-06T06:59:00Z", "103.9"),
    ])
    func aLateReadingNeitherLosesNorDoublesHours(start: String, late: String, hours: String) throws {
        var yard = try Yard()
        try yard.read([(start, "100"), ("2026-01-06T11:00:00Z", "104")], at: "2026-01-06T14:00:00Z")
        try yard.read([(late, hours)], at: "2026-01-06T15:00:00Z")
        try yard.read([("2026-01-07T08:00:00Z", "104")], at: "2026-01-07T20:00:00Z")
        try yard.read([("2026-01-08T07:00:00Z", "105")], at: "2026-01-08T20:00:00Z")

        #expect(yard.totalHours == 5, "\(yard.staged)")
        #expect(yard.cases.isEmpty)
    }

    /// The machine's first readings come from a provider that was down when its first day was settled.
    @Test(arguments: [["100"], ["100", "101.5"], ["101.5", "100"]])
    func readingsFromBeforeTheFirstOneAreMadeUpFor(late: [String]) throws {
        var yard = try Yard()
        try yard.read([("2026-01-06T14:00:00Z", "104"), ("2026-01-07T08:00:00Z", "106")], at: "2026-01-07T20:00:00Z")
        #expect(yard.staged.count == 1)
        for (step, hours) in late.enumerated() {
            let time = hours == "100" ? "2026-01-06T08:00:00Z" : "2026-01-06T10:00:00Z"
            try yard.read([(time, hours)], at: "2026-01-07T21:0\(step):00Z")
            try yard.read([(time, hours)], at: "2026-01-07T21:1\(step):00Z")
        }
        try yard.read([("2026-01-08T08:00:00Z", "108")], at: "2026-01-08T20:00:00Z")
        try yard.read([("2026-01-09T08:00:00Z", "108")], at: "2026-01-09T20:00:00Z")
        #expect(yard.totalHours == 8, "\(yard.staged)")
        #expect(yard.cases.isEmpty)
    }

    @Test func aReadingFromBeforeTheFirstOneThatDoesNotFitIsAGap() throws {
        var yard = try Yard()
        try yard.read([("2026-01-06T14:00:00Z", "104"), ("2026-01-07T08:00:00Z", "106")], at: "2026-01-07T20:00:00Z")
        try yard.read([("2026-01-06T08:00:00Z", "900")], at: "2026-01-07T21:00:00Z")
        #expect(yard.cases.map(\.kind) == ["meter_fall"])
        yard.settings.meterOperations = [
            MeterOperation(
                kind: .replacement,
                equipment: "EX-104",
                at: try #require(Instant("2026-01-06T12:00:00Z")),
                counterBefore: 902 * 3600,
                counterAfter: 103 * 3600
            )
        ]
        try yard.retryLastCase(at: "2026-01-07T22:00:00Z")
        try yard.read([("2026-01-08T08:00:00Z", "106")], at: "2026-01-08T20:00:00Z")
        #expect(yard.totalHours == 5, "\(yard.staged)")
    }

    @Test func aReadingFromBeforeTheFirstOneThatDiffersByRoundingCountsNothing() throws {
        var yard = try Yard()
        try yard.read([("2026-01-06T14:00:00Z", "104"), ("2026-01-07T08:00:00Z", "106")], at: "2026-01-07T20:00:00Z")
        try yard.read([("2026-01-06T08:00:00Z", "104.01")], at: "2026-01-07T21:00:00Z")
        try yard.read([("2026-01-08T08:00:00Z", "106")], at: "2026-01-08T20:00:00Z")
        #expect(yard.totalHours == 2 && yard.cases.isEmpty, "\(yard.staged)")
    }

    @Test func whatASilentMachineSendsLaterStillCounts() throws {
        var yard = try Yard()
        try yard.read([("2026-01-05T15:00:00Z", "100"), ("2026-01-05T19:00:00Z", "104")])
        try yard.wake(at: "2026-01-10T00:00:00Z")
        try yard.retryLastCase(at: "2026-01-10T01:00:00Z")
        #expect(yard.staged == ["2026-01-05 4 300"])

        try yard.read([("2026-01-05T23:00:00Z", "108"), ("2026-01-10T15:00:00Z", "108")], at: "2026-01-11T20:00:00Z")
        #expect(yard.totalHours == 8, "\(yard.staged)")
    }

    @Test func aSilentMachineThatIsBackClosesItsCaseAndADayThatIsNotOverStaysOpen() throws {
        var yard = try Yard()
        try yard.read([("2026-01-05T15:00:00Z", "100"), ("2026-01-05T19:00:00Z", "104")])
        try yard.wake(at: "2026-01-10T00:00:00Z")
        let silent = try #require(yard.cases.last)
        try yard.read([("2026-01-10T15:00:00Z", "104"), ("2026-01-10T17:00:00Z", "106")])
        #expect(yard.resolvedCases == ["\(silent.kind):\(silent.subject)"])

        try yard.retryLastCase(at: "2026-01-10T17:30:00Z")
        try yard.read([("2026-01-10T23:00:00Z", "112"), ("2026-01-11T15:00:00Z", "112")], at: "2026-01-12T20:00:00Z")
        #expect(yard.staged == ["2026-01-05 4 300", "2026-01-10 8 600"])
    }

    @Test func aGapThatIsTriedAgainTooEarlyKeepsACase() throws {
        var yard = try Yard()
        try yard.read([("2026-01-05T15:00:00Z", "100"), ("2026-01-05T19:00:00Z", "3")])
        try yard.retryLastCase(at: "2026-01-05T20:00:00Z")
        #expect(yard.cases.map(\.kind) == ["meter_fall", "meter_fall"])

        yard.settings.meterOperations = [try replacement(at: "2026-01-05T17:00:00Z", hoursBefore: 101)]
        try yard.read([("2026-01-06T15:00:00Z", "3")], at: "2026-01-08T20:00:00Z")
        #expect(yard.totalHours == 4)
    }

    @Test func anOperationThatContradictsReadingsOfAnOpenDayIsACase() throws {
        var yard = try Yard()
        try yard.read([("2026-01-05T15:00:00Z", "100"), ("2026-01-05T19:00:00Z", "104")])
        #expect(yard.cases.isEmpty)
        yard.settings.meterOperations = [try replacement(at: "2026-01-05T17:00:00Z", hoursBefore: 90)]
        try yard.read([("2026-01-06T15:00:00Z", "104")], at: "2026-01-08T20:00:00Z")

        #expect(yard.staged.isEmpty)
        #expect(yard.cases.map(\.kind) == ["meter_operation_contradiction"])
    }

    /// Each step is within the tolerance; the day is not.
    @Test func moreHoursThanADayHasAreHeldForAPerson() throws {
        var yard = try Yard()
        let start = try #require(Instant("2026-01-05T07:00:00Z"))
        let readings = (0..<1440).map { (start.adding(seconds: $0 * 60).text, Self.hours(360_000 + $0 * 108)) }
        try yard.read(readings)
        try yard.read([("2026-01-06T08:00:00Z", Self.hours(360_000 + 1439 * 108))], at: "2026-01-06T20:00:00Z")

        #expect(yard.staged.isEmpty)
        #expect(yard.cases.map(\.kind) == ["implausible_usage"])
        try yard.retryLastCase(at: "2026-01-06T21:00:00Z")
        #expect(yard.totalHours > 24, "a person has looked at it and lets it through to approval")
    }

    @Test func aValueThatChangesLaterIsACaseAndCountsOnce() throws {
        var yard = try Yard()
        try yard.read([("2026-01-05T15:00:00Z", "100"), ("2026-01-05T19:00:00Z", "104")])
        try yard.read([("2026-01-05T19:00:00Z", "104")])
        #expect(yard.cases.isEmpty)
        try yard.read([("2026-01-05T19:00:00Z", "103.5")])
        try yard.read([("2026-01-06T15:00:00Z", "104")], at: "2026-01-06T20:00:00Z")

        #expect(yard.cases.map(\.kind) == ["reading_changed"])
        #expect(yard.staged == ["2026-01-05 4 300"])
    }

    @Test func roundingIsNoFall() throws {
        var yard = try Yard()
        try yard.read(
            [
                ("2026-01-05T15:00:00Z", "104"), ("2026-01-05T15:05:00Z", "103.99"), ("2026-01-05T15:10:00Z", "104"),
                ("2026-01-05T19:10:00Z", "106"), ("2026-01-06T15:00:00Z", "106"),
            ],
            at: "2026-01-08T20:00:00Z"
        )

        #expect(yard.cases.isEmpty)
        #expect(yard.staged == ["2026-01-05 2 150"])
    }

    @Test func onlyTheUsageOfTheCaseIsPricedWhenACaseIsTriedAgain() throws {
        var yard = try Yard()
        let assignments = yard.settings.assignments
        yard.settings.assignments = []
        try yard.read(
            [
                ("2026-01-05T15:00:00Z", "100"), ("2026-01-05T19:00:00Z", "104"), ("2026-01-06T07:30:00Z", "104"),
                ("2026-01-06T19:00:00Z", "106"), ("2026-01-07T19:00:00Z", "106"),
            ],
            at: "2026-01-08T20:00:00Z"
        )
        #expect(yard.cases.map(\.subject) == ["EX-104/2026-01-05/1", "EX-104/2026-01-06/1"])

        yard.settings.assignments = assignments
        try yard.retryLastCase(at: "2026-01-08T21:00:00Z")
        #expect(yard.staged == ["2026-01-06 2 150"])
    }

    @Test func usageThatIsGivenUpIsNotedAndNeverBecomesCost() throws {
        var yard = try Yard()
        let assignments = yard.settings.assignments
        yard.settings.assignments = []
        try yard.read(
            [("2026-01-05T15:00:00Z", "100"), ("2026-01-05T19:00:00Z", "104"), ("2026-01-06T19:00:00Z", "104")],
            at: "2026-01-06T20:00:00Z"
        )
        let held = try #require(yard.cases.last)
        try yard.reject(held, at: "2026-01-06T21:00:00Z")
        #expect(yard.givenUpHours == 4)
        #expect(yard.findings.last?.detail["reason"] == "hired out")

        yard.settings.assignments = assignments
        try yard.retry(held, at: "2026-01-06T22:00:00Z")
        try yard.reject(held, at: "2026-01-06T23:00:00Z")
        #expect(yard.staged.isEmpty)
        #expect(yard.givenUpHours == 4, "what was given up is given up once")
    }

    /// Given up while its day is open, or after the day was settled.
    @Test(arguments: ["2026-01-05T20:00:00Z", "2026-01-08T21:00:00Z"])
    func aGapThatIsGivenUpStaysUncounted(rejectedAt: String) throws {
        var yard = try Yard()
        try yard.read([("2026-01-05T15:00:00Z", "100"), ("2026-01-05T19:00:00Z", "3")])
        let gap = try #require(yard.cases.last)
        let isLate = rejectedAt > "2026-01-06"
        if !isLate { try yard.reject(gap, at: rejectedAt) }
        try yard.read([("2026-01-06T15:00:00Z", "5")], at: "2026-01-08T20:00:00Z")
        if isLate { try yard.reject(gap, at: rejectedAt) }
        #expect(yard.findings.filter { $0.event == "MeterGapGivenUp" }.count == 1)

        yard.settings.meterOperations = [try replacement(at: "2026-01-05T17:00:00Z", hoursBefore: 101)]
        try yard.retry(gap, at: "2026-01-09T00:00:00Z")
        try yard.read([("2026-01-07T15:00:00Z", "5")], at: "2026-01-09T20:00:00Z")
        #expect(yard.totalHours == 2, "\(yard.staged)")
        #expect(yard.cases.map(\.kind) == ["meter_fall"])
    }

    @Test func rejectingWhatIsNotHeldChangesNothing() throws {
        var yard = try Yard()
        try yard.read([("2026-01-05T15:00:00Z", "100"), ("2026-01-05T19:00:00Z", "104")])
        try yard.wake(at: "2026-01-10T00:00:00Z")
        let silent = try #require(yard.cases.last)
        try yard.reject(silent, at: "2026-01-10T01:00:00Z")
        try yard.read([("2026-01-10T15:00:00Z", "104")], at: "2026-01-11T20:00:00Z")

        #expect(yard.totalHours == 4)
        #expect(yard.givenUpHours == 0)
    }

    @Test func countersBeyondAnyMeterDoNotEndTheProcess() throws {
        var yard = try Yard()
        yard.settings.meterOperations = [
            MeterOperation(
                kind: .rollover,
                equipment: "EX-104",
                at: try #require(Instant("2026-01-05T16:00:00Z")),
                counterBefore: .max,
                counterAfter: .min
            )
        ]
        try yard.read([("2026-01-05T15:00:00Z", "100"), ("2026-01-05T19:00:00Z", "104")])

        #expect(yard.cases.count == 1)
    }

    private static func hours(_ seconds: Int64) -> String {
        (Decimal(seconds) / 3600).plainText
    }
}
