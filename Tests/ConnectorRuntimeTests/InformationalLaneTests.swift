import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Governance
import Synchronization
import Testing

/// What only informs somebody, here each `Card`, holds up nothing that is critical, here each `Note`.
@Suite(.timeLimit(.minutes(2)))
struct InformationalLaneTests {
    private static func depot(_ target: ModelTarget) -> Depot {
        func terms(_ criticality: InterfaceCriticality) -> InterfaceTerms {
            let rule = GoverningRule("interfaces.model", .file("governance.yaml", line: 3))
            return InterfaceTerms(status: .active, owner: "finance", criticality: criticality, rule: rule)
        }
        var depot = Depot(target)
        let model = SystemInterface(terms(.critical), objects: ["Card": terms(.informational)])
        depot.governance.interfaces = InterfacePolicy(systems: ["model": model])
        return depot
    }

    /// A target that takes one at a time, and some not before it is unlocked.
    private static func target(lockedFor keys: Set<String> = [], _ lock: Lock = Lock()) -> ModelTarget {
        let target = ModelTarget(parallelCalls: 1)
        target.rules.withLock {
            $0.outcome = { delivery in
                guard keys.contains(delivery.key), lock.isLocked else { return nil }
                return .retryLater(after: .seconds(45), reason: "the project is locked")
            }
        }
        return target
    }

    private final class Lock: Sendable {
        private let state = Mutex(true)
        var isLocked: Bool { state.withLock { $0 } }
        func open() { state.withLock { $0 = false } }
    }

    @Test func whatInformsAndIsPutOffHoldsUpOnlyWhatInforms() async throws {
        let lock = Lock()
        let target = Self.target(lockedFor: ["A1"], lock)
        let depot = Self.depot(target)
        try await depot.plan(["A1"], object: "Card")
        try await depot.plan(["A2"], object: "Note")
        try await depot.plan(["A3"], object: "Card")
        try await depot.run()
        #expect(target.effects == ["A2"])

        lock.open()
        depot.clock.advance(by: .seconds(45))
        try await depot.run()
        #expect(target.effects == ["A2", "A1", "A3"])
    }

    @Test func whatInformsWaitsForWhatIsCriticalBeforeIt() async throws {
        let lock = Lock()
        let target = Self.target(lockedFor: ["A1"], lock)
        let depot = Self.depot(target)
        try await depot.plan(["A1"], object: "Note")
        try await depot.plan(["A2", "B1"], object: "Card")
        try await depot.run()
        #expect(target.effects == ["B1"])

        lock.open()
        depot.clock.advance(by: .seconds(45))
        try await depot.run()
        #expect(target.effects == ["B1", "A1", "A2"])
    }

    /// More informs in one lane than is held of it at once, and more critical stands before it than that.
    @Test func whatInformsGoesAfterALongBacklogOfItsLane() async throws {
        let target = Self.target()
        let depot = Self.depot(target)
        try await depot.plan(keys("A", 1...100), object: "Note")
        try await depot.plan(keys("A", 101...200), object: "Card")
        try await depot.run()
        #expect(target.effects == keys("A", 1...200))
    }

    @Test func whatIsCriticalGoesBeforeABacklogThatInforms() async throws {
        let target = Self.target()
        let depot = Self.depot(target)
        let backlog = keys("A", 1...500) + (1...500).map { "\(Self.laneName($0))1" }
        try await depot.plan(backlog, object: "Card")
        try await depot.plan(["B1", "B2"], object: "Note")
        try await depot.run()
        #expect(target.effects.prefix(2) == ["B1", "B2"])
        #expect(target.effects.count == 1002)
        #expect(lane("A", of: target.effects) == keys("A", 1...500))
    }

    /// Calls of notes are never full, and so many notes wait that those behind them are not read; the backlog of cards is.
    @Test func whatInformsWaitsForWhatIsCriticalBeforeItAlsoWhereThatIsNotReadYet() async throws {
        let target = ModelTarget(batchLimit: 4, batchAge: .seconds(20), parallelCalls: 1)
        let depot = Self.depot(target)
        let lanes = ["A", "B", "C", "D"]
        try await depot.plan((1...60).flatMap { number in lanes.map { "\($0)\(number)" } }, object: "Card")
        let notes = ["X", "Y", "Z"].flatMap { keys($0, 1...60) }
        try await depot.plan(notes + ["A200"], object: "Note")
        try await depot.plan(lanes.map { "\($0)201" }, object: "Card")
        try await depot.run()

        #expect(target.effects.count == 425)
        for name in lanes { #expect(lane(name, of: target.effects).last == "\(name)201") }
        #expect(lane("A", of: target.effects).contains("A200"))
    }

    @Test func whatIsPlannedDuringABacklogThatInformsIsNext() async throws {
        let target = Self.target()
        let depot = Self.depot(target)
        try await depot.plan(keys("A", 1...500), object: "Card")
        target.rules.withLock {
            $0.gate = { batch in if batch.first?.key == "A7" { try? await depot.plan(["B1"], object: "Note") } }
        }
        try await depot.run()
        #expect(target.effects.firstIndex(of: "B1") == 7)
        #expect(target.effects.count == 501)
    }

    @Test func whatInformsAndHangsHoldsUpNothing() async throws {
        let target = ModelTarget(parallelCalls: 2)
        let planned = Barrier(2)  // what A1 plans, and C1, which is written beside it
        let others = Barrier(4)  // the three critical ones and A1 itself
        let depot = Self.depot(target)
        target.rules.withLock {
            $0.gate = { batch in
                switch batch[0].key {
                case "A1":
                    try? await depot.plan(["A2", "A3", "B1"], object: "Note")
                    planned.arrive()
                    await others.wait()
                case "C1": await planned.wait()
                default: others.arrive()
                }
            }
        }
        try await depot.plan(["A1"], object: "Card")
        try await depot.plan(["C1"], object: "Card")
        try await depot.run()
        #expect(target.effects.sorted() == ["A1", "A2", "A3", "B1", "C1"])
        #expect(target.effects.firstIndex(of: "A1") ?? 0 >= 3)
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
        let depot = Self.depot(target)
        let lanes = ["A", "B", "C", "D"]
        for number in 1...16 {
            let object = number.isMultiple(of: 3) ? "Note" : "Card"
            try await depot.plan(lanes.map { "\($0)\(number)" }, object: object)
        }
        try await depot.runUntilIdle()

        for name in lanes {
            let made = lane(name, of: target.effects)
            let critical = Set((1...16).filter { $0.isMultiple(of: 3) }.map { "\(name)\($0)" })
            #expect(made.filter(critical.contains) == keys(name, 1...16).filter(critical.contains))
            #expect(made.filter { !critical.contains($0) } == keys(name, 1...16).filter { !critical.contains($0) })
        }
        #expect(try await depot.openCases() == [])
    }

    /// A name of three letters, as lanes of a depot are named.
    private static func laneName(_ number: Int) -> String {
        let letters = Array("abcdefghij")
        return String([letters[number / 100], letters[number / 10 % 10], letters[number % 10]])
    }
}
