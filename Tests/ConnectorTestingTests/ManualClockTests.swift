import CanonicalModel
import ConnectorTesting
import Testing

@Suite("Manual clock")
struct ManualClockTests {
    private let start = Instant(seconds: 1_767_571_200)

    @Test func standsStillUntilItIsMoved() {
        let clock = ManualClock(start)
        #expect(clock.now == start)
        clock.advance(by: .milliseconds(1500))
        #expect(clock.now == Instant(microseconds: start.microseconds + 1_500_000))
        clock.advance(to: start.adding(seconds: 60))
        #expect(clock.now == start.adding(seconds: 60))
    }

    @Test func neverGoesBack() {
        let clock = ManualClock(start)
        clock.advance(to: start.adding(seconds: -1))
        clock.advance(by: .seconds(-5))
        #expect(clock.now == start)
    }

    @Test func sleepingUntilThePastReturnsAtOnce() async throws {
        let clock = ManualClock(start)
        try await clock.sleep(until: start)
        try await clock.sleep(until: start.adding(seconds: -3600))
        #expect(clock.sleeperCount == 0)
    }

    @Test func aSleeperGoesOnOnlyWhenItsInstantHasCome() async throws {
        let clock = ManualClock(start)
        async let slept: Void = clock.sleep(until: start.adding(seconds: 10))
        try await clock.untilSleeping(1)
        clock.advance(by: .seconds(9))
        #expect(clock.sleeperCount == 1)
        #expect(clock.nextWakeUp == start.adding(seconds: 10))
        clock.advance(by: .seconds(1))
        #expect(clock.sleeperCount == 0)
        #expect(clock.nextWakeUp == nil)
        try await slept
    }

    @Test func sleepersWakeInTheOrderOfTheirInstants() async throws {
        let clock = ManualClock(start)
        let woken = WakingOrder()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (count, delay) in [30, 10, 20, 10].enumerated() {
                let instant = start.adding(seconds: Int64(delay))
                group.addTask { try await woken.sleep(on: clock, until: instant, name: count) }
                try await clock.untilSleeping(count + 1)
            }
            clock.advance(by: .seconds(60))
            try await group.waitForAll()
        }
        #expect(await woken.names == [1, 3, 2, 0])
    }

    @Test func aCancelledSleeperLeavesWithAnError() async throws {
        let clock = ManualClock(start)
        let sleeper = Task { try await clock.sleep(until: start.adding(seconds: 10)) }
        try await clock.untilSleeping(1)
        sleeper.cancel()
        await #expect(throws: CancellationError.self) { try await sleeper.value }
        #expect(clock.sleeperCount == 0)
    }

    @Test func aTaskThatIsAlreadyCancelledDoesNotFallAsleep() async throws {
        let clock = ManualClock(start)
        let sleeper = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await clock.sleep(until: start.adding(seconds: 10))
        }
        await #expect(throws: CancellationError.self) { try await sleeper.value }
    }

    @Test func cancellingOneSleeperLeavesTheOthersAsleep() async throws {
        let clock = ManualClock(start)
        let first = Task { try await clock.sleep(until: start.adding(seconds: 10)) }
        let second = Task { try await clock.sleep(until: start.adding(seconds: 20)) }
        try await clock.untilSleeping(2)
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        #expect(clock.nextWakeUp == start.adding(seconds: 20))
        clock.advance(by: .seconds(20))
        try await second.value
    }
}

/// Notes who wakes when; an actor runs what is resumed on it one after the other.
private actor WakingOrder {
    private(set) var names: [Int] = []

    func sleep(on clock: ManualClock, until instant: Instant, name: Int) async throws {
        try await clock.sleep(until: instant)
        names.append(name)
    }
}
