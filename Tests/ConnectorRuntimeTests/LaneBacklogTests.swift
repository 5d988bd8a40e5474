import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Testing

/// Backlogs that are larger than what a dispatcher holds at once.
@Suite(.timeLimit(.minutes(2)))
struct LaneBacklogTests {
    /// Two hundred lanes wait for a time, more than a page; behind them stands what is due.
    @Test func whatWaitsForItsTimeKeepsNothingBehindItWaiting() async throws {
        let target = ModelTarget(batchLimit: 1, parallelCalls: 1)
        let depot = Depot(target)
        let waiting = (0..<200).map { "\(Self.laneName($0))1" }
        try await depot.plan(waiting)
        let later = depot.clock.now.adding(seconds: 86_400)
        let changes = waiting.map { StateChange.deliveryScheduled(key: $0, notBefore: later) }
        _ = try await depot.store.commit(changes, by: "system:test", at: depot.clock.now)
        let due = (200..<335).map { "\(Self.laneName($0))1" }
        try await depot.plan(due)

        try await depot.run()
        #expect(target.effects == due)
        depot.clock.advance(by: .seconds(86_400))
        try await depot.run()
        #expect(target.effects == due + waiting)
    }

    /// One lane is read ahead of the others because it is long; what was read ahead is not taken again with the others.
    @Test func aLaneThatWasReadAheadIsMadeOnce() async throws {
        let target = ModelTarget(batchLimit: 50, parallelCalls: 1, keepsOrder: true)
        let depot = Depot(target)
        let others = (0..<100).map { "\(Self.laneName($0))1" }
        let long = (1...120).map { "zzz\($0)" }
        try await depot.plan(Array(long.prefix(100)) + others + Array(long.suffix(20)))

        try await depot.run()
        #expect(target.effects.sorted() == (others + long).sorted())
        #expect(lane("zzz", of: target.effects) == long)
    }

    /// A name of three letters, as lanes of a depot are named.
    private static func laneName(_ number: Int) -> String {
        let letters = Array("abcdefghij")
        return String([letters[number / 100], letters[number / 10 % 10], letters[number % 10]])
    }
}
