import CanonicalModel
import ConnectorTesting
import Synchronization
import Testing

/// One thread, an order that follows from the seed, and nothing that runs elsewhere unseen.
struct SeededExecutorTests {
    private static let start = Instant(seconds: 1_767_600_000)

    private actor Diary {
        var lines: [String] = []

        func write(_ line: String) { lines.append(line) }
    }

    /// Five tasks write to an actor between pauses and sleeps.
    private static func story(seed: UInt64) throws -> (lines: [String], trace: UInt64, end: Instant) {
        let executor = SeededExecutor(seed: seed, clock: ManualClock(start))
        let lines = try executor.run { () async -> [String] in
            let diary = Diary()
            await withTaskGroup(of: Void.self) { group in
                for name in ["a", "b", "c", "d", "e"] {
                    group.addTask {
                        for step in 0..<3 {
                            await Task.yield()
                            await diary.write("\(name)\(step)")
                            try? await executor.clock.sleep(until: executor.clock.now.adding(seconds: 60))
                        }
                    }
                }
            }
            return await diary.lines
        }
        return (lines, executor.trace, executor.clock.now)
    }

    @Test func theSameSeedGivesTheSameOrderAndAnotherSeedAnother() throws {
        let first = try Self.story(seed: 7)
        for _ in 0..<20 { #expect(try Self.story(seed: 7) == first) }
        let orders = try Set((0..<20).map { try Self.story(seed: $0).lines })
        #expect(orders.count > 15)
    }

    @Test func timePassesOnlyWhenNobodyCanGoOn() throws {
        #expect(try Self.story(seed: 1).end == Self.start.adding(seconds: 180))
    }

    @Test func actorsAndGroupsRunOnTheThreadOfTheRun() throws {
        actor Witness {
            func isInside(_ executor: SeededExecutor) -> Bool { executor.isOnOwnThread }
        }
        let executor = SeededExecutor(seed: 3, clock: ManualClock(Self.start))
        let inside = try executor.run { () async -> [Bool] in
            let witness = Witness()
            return await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<10 { group.addTask { await witness.isInside(executor) } }
                async let outer = executor.isOnOwnThread
                return await group.reduce(into: [await outer]) { $0.append($1) }
            }
        }
        #expect(inside == Array(repeating: true, count: 11))
    }

    @Test(arguments: [true, false])
    func aTaskThatEscapesIsNoticed(isDetached: Bool) throws {
        let executor = SeededExecutor(seed: 5, clock: ManualClock(Self.start))
        #expect(throws: SimulationError.self) {
            try executor.run {
                let sleep: @Sendable () async -> Void = {
                    try? await executor.clock.sleep(until: Self.start.adding(seconds: 1))
                }
                await (isDetached ? Task.detached { await sleep() } : Task { await sleep() }).value
            }
        }
    }

    @Test func aTaskThatWaitsForNobodyIsNoticed() throws {
        let executor = SeededExecutor(seed: 5, clock: ManualClock(Self.start))
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        #expect(throws: SimulationError.stuck(at: Self.start, afterJobs: 1)) {
            try executor.run { for await _ in stream {} }
        }
        continuation.finish()
    }

    @Test func aLoopThatLetsNoTimePassIsNoticed() throws {
        let executor = SeededExecutor(seed: 5, clock: ManualClock(Self.start), jobLimit: 1000)
        #expect(throws: SimulationError.endless(at: Self.start, jobs: 1000)) {
            try executor.run { while executor.jobCount < 5000 { await Task.yield() } }
        }
    }
}
