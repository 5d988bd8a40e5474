import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Synchronization
import Testing

/// Order within a lane, and lanes that do not wait for one another.
@Suite(.timeLimit(.minutes(2)))
struct LaneTests {
    /// Each call waits until as many calls are under way as may be.
    @Test(arguments: [(nil, 4), (2, 2), (9, 4)])
    func callsOfDifferentLanesGoSideBySide(configured: Int?, expected: Int) async throws {
        let barrier = Barrier(expected)
        let target = ModelTarget(parallelCalls: 4)
        target.rules.withLock { $0.gate = { _ in await barrier.wait() } }
        var depot = Depot(target)
        depot.parallelCalls = configured
        let lanes = ["A", "B", "C", "D"]
        try await depot.plan((1...2).flatMap { number in lanes.map { "\($0)\(number)" } })
        try await depot.run()

        #expect(target.state.withLock { $0.mostUnderWay } == expected)
        #expect(target.effects.count == 8)
        for name in lanes { #expect(lane(name, of: target.effects) == ["\(name)1", "\(name)2"]) }
    }

    /// The first delivery of lane A is answered only after everything else was written.
    @Test func aLaneWhoseCallHangsHoldsUpNoOther() async throws {
        let target = ModelTarget(parallelCalls: 2)
        let others = Barrier(5)  // the four others and A1 itself
        target.rules.withLock {
            $0.gate = { batch in if batch[0].key == "A1" { await others.wait() } else { others.arrive() } }
        }
        let depot = Depot(target)
        try await depot.plan(["A1", "A2"] + keys("B", 1...2) + keys("C", 1...2))
        try await depot.run()

        #expect(target.effects.last == "A2")
        #expect(target.effects.firstIndex(of: "A1") == 4)
    }

    @Test func aDeliveryThatIsPutOffHoldsUpItsLaneOnly() async throws {
        let target = ModelTarget(batchLimit: 10, keepsOrder: true)
        let isLocked = Mutex(true)
        target.rules.withLock {
            $0.outcome = { delivery in
                guard delivery.key.hasPrefix("A"), isLocked.withLock({ $0 }) else { return nil }
                return .retryLater(after: .seconds(45), reason: "the project is locked")
            }
        }
        let depot = Depot(target)
        try await depot.plan(["A1", "B1", "A2", "B2"])
        try await depot.run()
        #expect(target.effects == ["B1", "B2"])
        #expect(try await depot.state("A1") == .planned)
        #expect(try await depot.store.pause(of: "model") == nil, "the target itself works")
        let length = try await depot.journalLength()
        depot.clock.advance(by: .seconds(44))
        try await depot.run()
        #expect(try await depot.journalLength() == length, "nothing is tried before its time")

        isLocked.withLock { $0 = false }
        depot.clock.advance(by: .seconds(1))
        try await depot.run()
        #expect(target.effects == ["B1", "B2", "A1", "A2"])
    }

    @Test(arguments: [true, false])
    func oneCallCarriesALaneTwiceOnlyIfTheSinkKeepsOrder(keepsOrder: Bool) async throws {
        let target = ModelTarget(batchLimit: 10, parallelCalls: 1, keepsOrder: keepsOrder)
        let depot = Depot(target)
        try await depot.plan(["A1", "B1", "A2", "B2"])
        try await depot.run()

        #expect(target.calls == (keepsOrder ? [["A1", "B1", "A2", "B2"]] : [["A1", "B1"], ["A2", "B2"]]))
    }

    @Test func aLaneWithALongBacklogLeavesTheOthersTheirTurn() async throws {
        let target = ModelTarget(parallelCalls: 2)
        let depot = Depot(target)
        try await depot.plan(keys("A", 1...1500) + ["B1"])
        try await depot.run()

        let turn = try #require(target.calls.firstIndex(of: ["B1"]))
        #expect(turn < 200)
        #expect(lane("A", of: target.effects) == keys("A", 1...1500))
        #expect(depot.store.openDeliveriesRead < 4 * 1501, "a backlog is not read again for every call")
    }

    @Test func aBacklogOfManyLanesIsReadOnce() async throws {
        let target = ModelTarget(batchLimit: 100)
        let depot = Depot(target)
        try await depot.plan((0..<3000).map { "L\($0 % 700)x\($0 / 700)" })
        try await depot.run()

        #expect(Set(target.effects).count == 3000)
        #expect(target.effects.count == 3000)
        #expect(depot.store.openDeliveriesRead <= 2 * 3000)
    }

    @Test func orderHoldsThroughEveryKindOfTrouble() async throws {
        let troubles = BoundedTrouble()
        let target = ModelTarget(batchLimit: 3, parallelCalls: 3)
        target.rules.withLock {
            $0.isIdempotent = false
            $0.course = { batch, number in
                guard troubles.mayHit(batch) else { return .takes }
                return switch number % 7 {
                case 1: .failsAfter(1, .lost)
                case 3: .fails(.down)
                case 5: .fails(.nonsense)
                default: .takes
                }
            }
        }
        let depot = Depot(target)
        let lanes = ["A", "B", "C", "D", "E"]
        try await depot.plan((1...8).flatMap { number in lanes.map { "\($0)\(number)" } })
        try await depot.runUntilIdle()

        for name in lanes { #expect(lane(name, of: target.effects) == keys(name, 1...8)) }
        #expect(try await depot.openCases() == [])
    }
}

/// Calls run side by side, so that chance could hit one delivery until it is given up: none is hit more than three times.
final class BoundedTrouble: Sendable {
    private let counts = Mutex<[String: Int]>([:])

    /// Whether a call may fail; it is counted for each of its deliveries then.
    func mayHit(_ batch: [Delivery]) -> Bool {
        counts.withLock { counts in
            guard batch.allSatisfy({ counts[$0.key, default: 0] < 3 }) else { return false }
            for delivery in batch { counts[delivery.key, default: 0] += 1 }
            return true
        }
    }
}

/// Lets go whoever waits once so many have come.
final class Barrier: Sendable {
    private struct State {
        var missing: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(_ count: Int) { state = Mutex(State(missing: count)) }

    /// Comes without waiting.
    func arrive() {
        let awake = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.missing -= 1
            guard state.missing <= 0 else { return [] }
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in awake { continuation.resume() }
    }

    /// Comes, and waits for the others.
    func wait() async {
        await withCheckedContinuation { continuation in
            state.withLock { $0.waiting.append(continuation) }
            arrive()
        }
    }
}
