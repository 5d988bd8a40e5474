import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Synchronization
import Testing

/// What goes into one call, and how one that is poisoned is found.
struct BatchTests {
    @Test func aCallIsFullByCount() async throws {
        let target = ModelTarget(batchLimit: 2, parallelCalls: 1)
        let depot = Depot(target)
        try await depot.plan(["A1", "B1", "C1", "D1", "E1"])
        try await depot.run()
        #expect(target.calls == [["A1", "B1"], ["C1", "D1"], ["E1"]])
    }

    /// `{"text":"A1"}` has 13 bytes.
    @Test(arguments: [(26, [2, 2, 1]), (25, [1, 1, 1, 1, 1]), (5, [1, 1, 1, 1, 1]), (39, [3, 2])])
    func aCallIsFullByBytesAndWhatIsLargerGoesAlone(bytes: Int, sizes: [Int]) async throws {
        let target = ModelTarget(batchLimit: 10, batchBytes: bytes, parallelCalls: 1)
        let depot = Depot(target)
        try await depot.plan(["A1", "B1", "C1", "D1", "E1"])
        try await depot.run()
        #expect(target.calls.map(\.count) == sizes)
        #expect(target.calls.flatMap { $0 } == ["A1", "B1", "C1", "D1", "E1"])
    }

    @Test func aCallThatIsNotFullGoesWhenItsAgeIsReached() async throws {
        let target = ModelTarget(batchLimit: 3, batchAge: .seconds(20), parallelCalls: 1)
        let depot = Depot(target)
        let clock = depot.clock
        let work = Task { [engine = depot.engine()] in try await engine.run() }
        try await clock.untilSleeping(1)
        try await depot.plan(["A1"])
        clock.advance(by: .seconds(2))
        try await clock.untilSleeping(1)
        clock.advance(by: .seconds(19))
        try await depot.plan(["B1"])
        try await clock.untilSleeping(1)
        #expect(target.calls.isEmpty)

        clock.advance(by: .seconds(1))
        try await clock.untilSleeping(1)
        clock.advance(by: .seconds(1))
        try await clock.untilSleeping(1)
        #expect(target.calls == [["A1", "B1"]])
        try await depot.plan(["C1", "D1", "E1", "F1"])
        clock.advance(by: .seconds(2))
        try await clock.untilSleeping(1)
        clock.advance(by: .seconds(2))
        try await clock.untilSleeping(1)
        #expect(target.calls.dropFirst() == [["C1", "D1", "E1"]], "a full call does not wait")
        work.cancel()
        _ = await work.result
    }

    /// What is done once waits for nobody: a call that nothing more can fill goes as it is.
    @Test func onePassLeavesNoPartOfACallWaiting() async throws {
        let target = ModelTarget(batchLimit: 3, batchAge: .seconds(20), parallelCalls: 1)
        let depot = Depot(target)
        try await depot.plan(["A1", "B1", "C1", "D1"])
        try await depot.run()
        #expect(target.calls == [["A1", "B1", "C1"], ["D1"]])

        let workshop = Workshop()
        let filled = ModelTarget(batchLimit: 600, batchAge: .seconds(20), parallelCalls: 1, keepsOrder: true)
        let settings = RuntimeSettings(
            systems: [
                ConfiguredSystem(name: "paper", connector: workshop.source, pollInterval: .seconds(60)),
                ConfiguredSystem(name: "model", connector: filled, pollInterval: .seconds(60)),
            ],
            flows: [FlowBinding(flow: workshop.flow, sources: ["paper"], target: "model")],
            people: []
        )
        workshop.publishMany((0..<1100).map { NoteSource.note("ann", "\($0)") })
        try await Engine(settings: settings, store: workshop.store, clock: workshop.clock).runOnce()
        #expect(filled.calls.map(\.count) == [600, 500], "what flows have still to plan is waited for")
    }

    @Test func aCallIsOfOneObject() async throws {
        let target = ModelTarget(batchLimit: 10, parallelCalls: 1)
        let depot = Depot(target)
        try await depot.plan(["A1", "B1"])
        try await depot.plan(["C1"], object: "Card")
        try await depot.plan(["D1"])
        try await depot.run()
        #expect(target.calls == [["A1", "B1", "D1"], ["C1"]])
    }

    @Test func whatItsTargetDoesNotWriteIsRefusedAtTheDoor() async throws {
        let target = ModelTarget(batchLimit: 10)
        let depot = Depot(target)
        try await depot.plan(["A1"], object: "Invoice")
        try await depot.plan(["A2"])
        try await depot.run()
        #expect(target.effects == ["A2"])
        #expect(target.calls == [["A2"]])
        #expect(try await depot.openCases() == ["delivery_rejected:A1"])
    }

    /// W05, and that a poisoned call is halved until the poison stands alone.
    @Test func onePoisonousDeliveryAmongManyIsIsolatedAndTheOthersLand() async throws {
        let target = ModelTarget(batchLimit: 64, parallelCalls: 1)
        target.rules.withLock {
            $0.course = { batch, _ in batch.contains { $0.key == "P1" } ? .fails(.nonsense) : .takes }
        }
        let depot = Depot(target)
        let lanes = (0..<63).map { "L\(Character(UnicodeScalar(UInt8(65 + $0 % 26))))\($0 / 26)x1" }
        try await depot.plan(lanes.prefix(40) + ["P1"] + lanes.dropFirst(40))
        try await depot.runUntilIdle()

        #expect(Set(target.effects) == Set(lanes))
        #expect(target.effects.count == 63)
        #expect(try await depot.openCases() == ["delivery_exhausted:P1"])
        #expect(try await depot.state("P1") == .rejected)
        #expect(target.calls.count { $0.contains("P1") } <= 8, "\(target.calls.map(\.count))")
    }

    /// A target that answers 500 for one delivery works for the others: that is not an outage.
    @Test(arguments: [ConnectorError.down, .lost, .nonsense])
    func aDeliveryThatBringsEveryCallDownBlocksNobody(error: ConnectorError) async throws {
        let schedule = RetrySchedule.exponential(first: .seconds(30), longest: .seconds(900), attempts: 8)
        let target = ModelTarget(parallelCalls: 1, retrySchedule: schedule)
        target.rules.withLock { $0.course = { batch, _ in batch[0].key == "P1" ? .fails(error) : .takes } }
        let depot = Depot(target)
        try await depot.plan(["P1", "P2"])
        for number in 1...80 {
            try await depot.plan(["A\(number)"])
            try await depot.run()
            depot.clock.advance(by: .seconds(60))
        }

        #expect(lane("A", of: target.effects) == keys("A", 1...80))
        #expect(lane("P", of: target.effects) == ["P2"])
        #expect(try await depot.openCases() == ["delivery_exhausted:P1"])
        #expect(target.calls.count { $0 == ["P1"] } <= 8)
    }

    /// A look-up that fails for one delivery holds up its lane, and a person is told once.
    @Test func aDeliveryThatCannotBeLookedUpBlocksItsLaneOnly() async throws {
        let target = ModelTarget(batchLimit: 8, parallelCalls: 1)
        target.rules.withLock {
            $0.course = { _, number in number == 1 ? .failsAfter(4, .lost) : .takes }
            $0.lookUp = { batch in batch.contains { $0.key == "P1" } ? .nonsense : nil }
            $0.isIdempotent = false
        }
        let depot = Depot(target)
        try await depot.plan(["A1", "B1", "P1", "C1", "P2"])
        let engine = depot.engine()
        for number in 1...60 {
            try await depot.plan(["D\(number)"])
            try await engine.runOnce()
            depot.clock.advance(by: .seconds(60))
        }

        #expect(target.effects.prefix(4).sorted() == ["A1", "B1", "C1", "P1"])
        #expect(lane("D", of: target.effects) == keys("D", 1...60))
        for key in ["A1", "B1", "C1"] { #expect(try await depot.state(key) == .delivered) }
        #expect(try await depot.state("P1") == .unknown)
        #expect(try await depot.state("P2") == .planned)
        #expect(try await depot.openCases() == ["delivery_unresolved:P1"])
    }

    @Test func oneThatIsPutOffForEverIsGivenToAPerson() async throws {
        let schedule = RetrySchedule.fixed([.zero, .seconds(5), .seconds(300)])
        let target = ModelTarget(retrySchedule: schedule)
        target.rules.withLock {
            $0.outcome = { $0.key == "A1" ? .retryLater(after: nil, reason: "the month is closed") : nil }
        }
        let depot = Depot(target)
        try await depot.plan(["A1", "A2"])
        try await depot.runUntilIdle(turns: 100, step: .seconds(10))

        #expect(target.calls == [["A1"], ["A1"], ["A1"], ["A2"]])
        let held = try #require(try await depot.store.cases(onlyOpen: true).first)
        #expect(held.proposal.key == "delivery_exhausted:A1")
        #expect(held.proposal.owner == "integration-operator")
        #expect(held.proposal.summary.contains("failed 3 times, at last: the month is closed"))
        #expect(held.proposal.remedy == .redeliver(key: "A1"))
    }
}
