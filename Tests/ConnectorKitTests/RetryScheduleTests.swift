import ConnectorKit
import Testing

struct RetryScheduleTests {
    @Test func anExponentialScheduleDoublesUpToItsLongest() {
        let schedule = RetrySchedule.exponential(first: .seconds(30), longest: .seconds(900), attempts: 8)
        let delays = (1...8).map { schedule.delay(beforeAttempt: $0) }
        #expect(delays == [0, 30, 60, 120, 240, 480, 900, 900].map { .seconds($0) })
        #expect(schedule.attempts == 8)
        #expect(schedule.delay(beforeAttempt: .max) == .seconds(900))
        #expect(schedule.delay(beforeAttempt: .min) == .zero)
    }

    @Test func aFixedScheduleWaitsAsItsListSays() {
        let schedule = RetrySchedule.fixed([.zero, .seconds(5), .seconds(300)])
        #expect((0...4).map { schedule.delay(beforeAttempt: $0) } == [0, 0, 5, 300, 300].map { .seconds($0) })
        #expect(schedule.attempts == 3)
        #expect(RetrySchedule.fixed([]).attempts == 1)
    }

    @Test func waitingTimesAreSpreadByUpToAQuarterAndTheSameChanceGivesTheSame() {
        let schedule = RetrySchedule.standard
        var first = Chance(state: 7)
        var second = Chance(state: 7)
        var seen: Set<Duration> = []
        for _ in 0..<200 {
            let delay = schedule.delay(beforeAttempt: 3, using: &first)
            #expect(delay == schedule.delay(beforeAttempt: 3, using: &second))
            #expect(delay >= .seconds(60) && delay <= .seconds(75))
            seen.insert(delay)
        }
        #expect(seen.count > 100)
        #expect(schedule.delay(beforeAttempt: 1, using: &first) == .zero)
    }

    @Test func aWaitingTimeOfAgesIsNotSpreadBeyondWhatATimeCanHold() {
        var chance = Chance(state: 1)
        let ages = RetrySchedule.fixed([.seconds(Int64.max)])
        #expect(ages.delay(beforeAttempt: 1, using: &chance) == .seconds(Int64.max))
        #expect(RetrySchedule.exponential(first: .zero, longest: .zero, attempts: 0).attempts == 1)
    }
}

/// Numbers that look like chance and are the same each time.
private struct Chance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state
    }
}
