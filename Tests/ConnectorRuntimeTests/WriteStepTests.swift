import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import JSON
import Synchronization
import Testing

/// W02 and W03: the process may end, and answers may be lost, at every step of a write.
@Suite(.timeLimit(.minutes(5)))
struct WriteStepTests {
    private static let planned = ["A1", "B1", "A2", "C1", "A3", "B2", "D1"]

    /// What becomes of everything if the process ends after so many steps, and is started again.
    ///
    /// - Returns: The effects, and whether the process ended before it was done.
    private func effects(
        endingAfter steps: Int,
        of target: ModelTarget
    ) async throws -> (effects: [String], hasFallen: Bool) {
        let store = InMemoryStore()
        let clean = Depot(target, store: WatchedStore(store))
        try await clean.plan(Self.planned)
        let cut = Cut(after: steps)
        target.rules.withLock { rules in
            rules.isIdempotent = false
            rules.course = { batch, _ in
                for count in 0...batch.count where !cut.passes() { return .failsAfter(count, .cancelled) }
                return .takes
            }
            rules.lookUp = { _ in cut.passes() ? nil : .cancelled }
        }
        let first = Depot(target, store: WatchedStore(store, cut: cut))
        do { try await first.run() } catch { #expect(cut.hasFallen, "\(error)") }

        target.rules.withLock {
            $0.course = { _, _ in .takes }
            $0.lookUp = { _ in nil }
        }
        try await clean.runUntilIdle(turns: 10)
        let open = try await store.openDeliveryCount(to: "model", limit: 100)
        #expect(open == 0, "after \(steps) steps")
        #expect(try await JournalVerification.verify(store).isWhole)
        return (target.effects, cut.hasFallen)
    }

    @Test(arguments: [1, 2, 10], [true, false])
    func aProcessThatEndsAtAnyStepLosesNothingAndDoesNothingTwice(batchLimit: Int, keepsOrder: Bool) async throws {
        var steps = 0
        while true {
            let target = ModelTarget(batchLimit: batchLimit, parallelCalls: 2, keepsOrder: keepsOrder)
            let (effects, hasFallen) = try await effects(endingAfter: steps, of: target)
            #expect(effects.sorted() == Self.planned.sorted(), "after \(steps) steps: \(effects)")
            #expect(lane("A", of: effects) == ["A1", "A2", "A3"], "after \(steps) steps")
            #expect(lane("B", of: effects) == ["B1", "B2"], "after \(steps) steps")
            if !hasFallen { break }
            steps += 1
        }
        #expect(steps > 8)
    }

    /// The test above is worth something: a target that cannot say what it holds gets effects twice.
    @Test func aTargetThatDoesNotKnowWhatItHoldsIsFoundOut() async throws {
        var twice = 0
        for steps in 0..<30 {
            let target = ModelTarget(batchLimit: 2, parallelCalls: 2)
            target.rules.withLock { $0.remembers = false }
            let outcome = try await effects(endingAfter: steps, of: target)
            if Set(outcome.effects).count < outcome.effects.count { twice += 1 }
        }
        #expect(twice > 0)
    }

    /// Every call loses its answer once, after any part of it took effect.
    @Test(arguments: 0...3)
    func aLostAnswerIsResolvedByALookUpAndNotByRepeating(effective: Int) async throws {
        let target = ModelTarget(batchLimit: 3, parallelCalls: 2)
        let lost = Mutex<Set<String>>([])
        target.rules.withLock {
            $0.isIdempotent = false
            $0.course = { batch, _ in
                let isNew = lost.withLock { lost in batch.map { lost.insert($0.key).inserted } }
                return isNew.contains(true) ? .failsAfter(effective, .lost) : .takes
            }
        }
        let depot = Depot(target)
        try await depot.plan(Self.planned)
        try await depot.runUntilIdle()

        #expect(target.effects.sorted() == Self.planned.sorted())
        #expect(lane("A", of: target.effects) == ["A1", "A2", "A3"])
        #expect(Set(target.lookUps.flatMap { $0 }) == Set(Self.planned), "each was looked up")
    }

    /// D02, D03: calls are refused, lost and cut off by chance; everything arrives once.
    ///
    /// A delivery meets trouble three times at most, in whichever order the calls come: from the fifth failure on it would
    /// rightly be given to a person.
    @Test(arguments: 1...12)
    func randomTroubleLosesNothingAndDoesNothingTwice(seed: Int) async throws {
        let target = ModelTarget(batchLimit: 4, parallelCalls: 3)
        let troubles = Mutex<[String: Int]>([:])
        target.rules.withLock {
            $0.isIdempotent = false
            $0.course = { batch, number in
                let isSpared = troubles.withLock { troubles in
                    for delivery in batch { troubles[delivery.key, default: 0] += 1 }
                    return batch.contains { troubles[$0.key, default: 0] > 3 }
                }
                if isSpared { return .takes }
                switch (number &* 2_654_435_761 &+ seed &* 40_503) >> 7 & 7 {
                case 0: return .fails(.down)
                case 1: return .failsAfter(batch.count / 2, .lost)
                case 2: return .failsAfter(batch.count, .lost)
                case 3: return .failsAfter(1, .nonsense)
                default: return .takes
                }
            }
        }
        let depot = Depot(target)
        let planned = (1...10).flatMap { number in ["A", "B", "C", "D"].map { "\($0)\(number)" } }
        try await depot.plan(planned)
        try await depot.runUntilIdle()

        #expect(target.effects.sorted() == planned.sorted())
        for name in ["A", "B", "C", "D"] { #expect(lane(name, of: target.effects) == keys(name, 1...10)) }
        #expect(try await depot.openCases() == [])
    }

    /// W01, I7: what was delivered and is planned again changes nothing.
    @Test func theSameDeliveriesTwiceLeaveTheSameState() async throws {
        let target = ModelTarget(batchLimit: 3)
        target.rules.withLock { $0.isIdempotent = false }
        let depot = Depot(target)
        for _ in 0..<3 {
            try await depot.plan(Self.planned)
            try await depot.run()
        }
        #expect(target.effects.count == Self.planned.count)
    }

    /// W07: the target holds a newer version; a person decides, and it is not overwritten meanwhile.
    @Test func aNewerVersionInTheTargetIsACaseAndStaysAsItIs() async throws {
        let target = ModelTarget(batchLimit: 3)
        target.rules.withLock { $0.outcome = { $0.key == "A1" ? .conflict(reason: "version 4 instead of 3") : nil } }
        let depot = Depot(target)
        try await depot.plan(["A1", "A2", "B1"])
        try await depot.runUntilIdle(turns: 20)

        #expect(target.effects.sorted() == ["A2", "B1"])
        #expect(try await depot.openCases() == ["delivery_conflict:A1"])
        #expect(target.calls.flatMap { $0 }.count { $0 == "A1" } == 1)
    }

    /// W12: names as people write them come through as they are.
    @Test func oddNamesSurvive() async throws {
        let odd = [
            "", " ", "naïve Größe 🏗️", "Zeile 1\nZeile 2\t\"'\\", "\u{0}", String(repeating: "x", count: 100_000),
            "e\u{301}", "é",
        ]
        let target = ModelTarget(batchLimit: 100)
        let depot = Depot(target)
        let changes = odd.enumerated().map { index, text in
            StateChange.deliveryPlanned(
                PlannedDelivery(
                    delivery: Delivery(
                        key: "odd/\(index)",
                        object: "Note",
                        payload: ["text": .string(text), "no": nil]
                    ),
                    system: "model",
                    orderingKey: text,
                    topics: []
                )
            )
        }
        _ = try await depot.store.commit(changes, by: "system:test", at: depot.clock.now)
        try await depot.run()
        let payloads = target.state.withLock { $0.payloads }
        for (index, text) in odd.enumerated() {
            let found = payloads["odd/\(index)"]?["text"]?.stringValue
            #expect(found.map { Array($0.utf8) } == Array(text.utf8))
        }
    }
}
