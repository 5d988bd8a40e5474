import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Synchronization
import Testing

/// A failing target is left alone, probed with one call, and used again.
@Suite(.timeLimit(.minutes(2)))
struct CircuitTests {
    private func waitOut(_ depot: Depot) async throws {
        let until = try #require(try await depot.store.pause(of: "model")?.until)
        depot.clock.advance(to: until)
    }

    @Test func aProbeIsOneDeliveryAndOnlyItsSuccessOpensTheFlood() async throws {
        let target = ModelTarget(batchLimit: 10, parallelCalls: 4)
        let isDown = Mutex(true)
        target.rules.withLock { $0.course = { _, _ in isDown.withLock { $0 } ? .fails(.down) : .takes } }
        let depot = Depot(target)
        try await depot.plan((0..<30).map { "L\($0)x1" })
        try await depot.run()
        let flood = target.calls.count
        for _ in 0..<3 {
            try await waitOut(depot)
            try await depot.run()
        }
        #expect(target.calls.dropFirst(flood).map(\.count) == [1, 1, 1])
        #expect(target.effects.isEmpty)

        isDown.withLock { $0 = false }
        try await waitOut(depot)
        try await depot.run()
        #expect(target.calls.dropFirst(flood + 3).map(\.count).first == 1)
        #expect(target.effects.count == 30)
        #expect(try await depot.store.pause(of: "model") == nil)
    }

    @Test func whatWaitsForAnOpenCircuitWritesNothingToTheJournal() async throws {
        let target = ModelTarget(batchLimit: 5, parallelCalls: 1)
        target.rules.withLock { $0.course = { _, _ in .fails(.down) } }
        let depot = Depot(target)
        try await depot.plan((0..<200).map { "L\($0)x1" })
        let planned = try await depot.journalLength()
        try await depot.run()
        let failed = try await depot.journalLength()
        #expect(failed - planned == 5 * 2 + 1, "an attempt and an outcome for each of the call, and the pause")
        depot.clock.advance(by: .seconds(29))
        for _ in 0..<10 { try await depot.run() }
        #expect(try await depot.journalLength() == failed)

        try await waitOut(depot)
        try await depot.run()
        #expect(try await depot.journalLength() - failed == 3, "the probe costs three entries, whatever waits")
    }

    @Test func callsThatFailTogetherAreOneFailure() async throws {
        let barrier = Barrier(4)
        let target = ModelTarget(parallelCalls: 4)
        target.rules.withLock {
            $0.gate = { _ in await barrier.wait() }
            $0.course = { _, _ in .fails(.down) }
        }
        let depot = Depot(target)
        try await depot.plan(["A1", "B1", "C1", "D1", "E1"])
        try await depot.run()
        #expect(target.calls.count == 4)
        #expect(try await depot.store.pause(of: "model")?.failures == 1)
    }

    @Test func aCallUnderWayThatIsRefusedParksASystemThatAnotherCallHasPaused() async throws {
        let barrier = Barrier(2)
        let target = ModelTarget(parallelCalls: 2)
        target.rules.withLock {
            $0.gate = { _ in await barrier.wait() }
            $0.course = { batch, _ in .fails(batch[0].key == "A1" ? .down : .refused) }
        }
        let depot = Depot(target)
        try await depot.plan(["A1", "B1"])
        try await depot.run()
        #expect(try #require(try await depot.store.pause(of: "model")).until == nil)
        #expect(try await depot.openCases() == ["system_parked:model"])
    }

    /// A target that answers look-ups but takes nothing stays open longer and longer.
    @Test func aLookUpAloneDoesNotCloseTheCircuit() async throws {
        let target = ModelTarget(batchLimit: 4, parallelCalls: 1)
        target.rules.withLock { $0.course = { _, _ in .fails(.lost) } }
        let depot = Depot(target)
        try await depot.plan(["A1", "B1", "C1", "D1"])
        try await depot.run()
        for expected in 2...5 {
            try await waitOut(depot)
            try await depot.run()
            #expect(try await depot.store.pause(of: "model")?.failures == expected)
        }
        #expect(try await depot.openCases() == ["system_unreachable:model"])

        target.rules.withLock { $0.course = { _, _ in .takes } }
        try await waitOut(depot)
        try await depot.run()
        #expect(target.effects.sorted() == ["A1", "B1", "C1", "D1"])
        #expect(try await depot.openCases() == [])
    }

    @Test func theProbesOfAnOutageAreSharedByTheLanes() async throws {
        let target = ModelTarget(parallelCalls: 1)
        target.rules.withLock { $0.course = { _, _ in .fails(.down) } }
        let depot = Depot(target)
        try await depot.plan(["A1", "B1", "C1"])
        for _ in 0..<6 {
            try await depot.run()
            try await waitOut(depot)
        }
        #expect(target.calls == [["A1"], ["B1"], ["C1"], ["A1"], ["B1"], ["C1"]])
    }

    @Test func theScheduleOfASinkIsTheScheduleOfItsPausesAndAttempts() async throws {
        let delays: [Int64] = [0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]
        let target = ModelTarget(retrySchedule: .fixed(delays.map { .seconds($0) }))
        target.rules.withLock { $0.course = { _, _ in .fails(.down) } }
        let depot = Depot(target)
        try await depot.plan(["A1"])
        for delay in delays.dropFirst() {
            try await depot.run()
            let pause = try #require(try await depot.store.pause(of: "model")?.until).seconds(since: depot.clock.now)
            #expect(pause >= delay && pause <= delay * 5 / 4)
            try await waitOut(depot)
        }
        #expect(target.calls.count == 9)
        try await depot.run()
        #expect(target.calls.count == 10)
        #expect(try await depot.openCases().sorted() == ["delivery_exhausted:A1", "system_unreachable:model"])
        #expect(try await depot.state("A1") == .rejected)
    }

    @Test func theSameSeedGivesTheSameTraceAndAnotherSeedAnother() async throws {
        func trace(seed: UInt64) async throws -> [String] {
            let target = ModelTarget(batchLimit: 2, parallelCalls: 1)
            target.rules.withLock { $0.course = { batch, _ in batch[0].key.hasPrefix("A") ? .fails(.down) : .takes } }
            var depot = Depot(target)
            depot.seed = seed
            try await depot.plan(["A1", "B1", "C1"])
            for _ in 0..<20 {
                try await depot.run()
                depot.clock.advance(by: .seconds(120))
            }
            return try await depot.store.journal(after: 0, limit: 1000).map { "\($0.recordedAt) \($0.kind) \($0.body)" }
        }
        let first = try await trace(seed: 7)
        #expect(try await trace(seed: 7) == first)
        #expect(try await trace(seed: 8) != first)
    }
}
