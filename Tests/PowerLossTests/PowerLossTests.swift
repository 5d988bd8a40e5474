import ConnectorStore
import ConnectorTesting
import Foundation
import SQLiteStore
import Testing

/// What was acknowledged survives the loss of power at every moment, and nothing is ever half there (I1, I8, I9).
///
/// `PURLIN_SOAK_CUTS` asks for more cuts than the every-day number.
@Suite(.serialized)
struct PowerLossTests {
    /// How many ways of tearing each operation meets.
    private static let tearings = 5

    private static let soakCuts = ProcessInfo.processInfo.environment["PURLIN_SOAK_CUTS"].flatMap { Int($0) }

    @Test(.timeLimit(.minutes(60)))
    func aCutAtAnyOperationLosesNothingThatWasAcknowledged() async throws {
        let wanted = Self.soakCuts ?? 1000
        let started = ContinuousClock.now
        let trial = try await PowerTrial(.whole)
        var tally = Tally()
        var round = 0
        repeat {
            let fates = Self.tearings * round..<Self.tearings * (round + 1)
            tally += try await explore(trial, steps: [nil] + trial.story.steps.indices.map { $0 }, fates: fates)
            round += 1
        } while tally.cuts < wanted && tally.findings.isEmpty
        #expect(tally.findings.isEmpty, "\(tally.findings.count): \(tally.findings.prefix(5).joined(separator: "\n"))")
        #expect(tally.cuts >= wanted)
        #expect(tally.recoveries * 5 >= tally.trials, "a fifth of the trials is cut during recovery too")
        print("power: \(tally) in \(ContinuousClock.now - started)")
    }

    /// The nodes of the tree arrive with the entry that completes them.
    @Test(.timeLimit(.minutes(60)))
    func aCutWhileTheTreeGrowsLosesNothing() async throws {
        let trial = try await PowerTrial(.growing)
        let tally = try await explore(trial, steps: [1, 2], fates: 0..<Self.tearings)
        #expect(tally.findings.isEmpty, "\(tally.findings.count): \(tally.findings.prefix(5).joined(separator: "\n"))")
        print("power, a growing tree: \(tally)")
    }

    /// The commit that fills the WAL also moves it into the database.
    @Test(.timeLimit(.minutes(60)))
    func aCutWhileSQLiteMakesACheckpointOnItsOwnLosesNothing() async throws {
        let trial = try await PowerTrial(.filling(try await Self.commitsUntilCheckpoint()))
        let tally = try await explore(trial, steps: [1], fates: 0..<(Self.soakCuts == nil ? 2 : Self.tearings))
        #expect(tally.findings.isEmpty, "\(tally.findings.count): \(tally.findings.prefix(5).joined(separator: "\n"))")
        print("power, a checkpoint of SQLite's own: \(tally)")
    }

    /// How many commits SQLite makes before one has far more to write than the one before it.
    private static func commitsUntilCheckpoint() async throws -> Int {
        let disk = try PowerDisk()
        let store = try SQLiteStore(path: disk.store, role: .client)
        defer { try? store.close() }
        var usual = 0
        for number in 0..<2000 {
            disk.arm(at: 0)
            try await store.receive([Story.position(number)])
            if number > 10, disk.operations > 2 * usual { return number }
            usual = max(usual, disk.operations)
        }
        throw PowerDisk.Failure(description: "SQLite makes no checkpoint")
    }

    /// The harness must find what a store without syncs loses.
    @Test func aDiskThatOnlySaysThatItSyncsIsFoundOut() async throws {
        let trial = try await PowerTrial(.whole, ignoresSyncs: true)
        let tally = try await explore(trial, steps: [nil, 0, 6, 9], fates: 0..<1)
        #expect(tally.findings.contains { $0.contains("instead of what") })
        #expect(tally.findings.count > 4)
    }

    /// Every operation of these steps, with the fates of these numbers.
    private func explore(_ trial: PowerTrial, steps: [Int?], fates: Range<Int>) async throws -> Tally {
        try await withThrowingTaskGroup(of: Tally.self) { group in
            var sum = Tally()
            for (started, step) in steps.enumerated() {
                // As many side by side as the machine has processors.
                if started >= ProcessInfo.processInfo.activeProcessorCount, let done = try await group.next() {
                    sum += done
                }
                group.addTask { try await Self.explore(trial, step, fates) }
            }
            for try await done in group { sum += done }
            return sum
        }
    }

    private static func explore(_ trial: PowerTrial, _ step: Int?, _ fates: Range<Int>) async throws -> Tally {
        let remaining = try await trial.operations(from: step ?? 0).ofAll
        var tally = Tally()
        for operation in 1... {
            var isReached = true
            for number in fates {
                let seed = UInt64(number) << 32 | UInt64((step ?? -1) + 1) << 16 | UInt64(operation)
                var random = SeededGenerator(seed: seed)
                let fate = Fate(seed: random.next(), number: operation + number)
                let again = Fate(seed: random.next(), number: Int.random(in: 0..<Fate.tearings.count, using: &random))
                let isStruckAgain = Int.random(in: 0..<10, using: &random) < 3
                let point = PowerTrial.Point(
                    step: step,
                    operation: operation,
                    fate: fate,
                    second: isStruckAgain ? (Int.random(in: 1...max(remaining, 1), using: &random), again) : nil
                )
                let outcome = try await trial.run(point)
                tally.add(outcome)
                isReached = isReached && outcome.wasReached
            }
            if !isReached { break }
        }
        return tally
    }
}

/// What came of many trials.
struct Tally: CustomStringConvertible {
    var trials = 0
    var cuts = 0
    var recoveries = 0
    var findings: [String] = []

    mutating func add(_ outcome: PowerTrial.Outcome) {
        trials += 1
        cuts += outcome.cuts
        recoveries += outcome.cuts - 1
        if let finding = outcome.finding { findings.append(finding) }
    }

    static func += (left: inout Tally, right: Tally) {
        left.trials += right.trials
        left.cuts += right.cuts
        left.recoveries += right.recoveries
        left.findings += right.findings
    }

    var description: String {
        "\(cuts) cuts in \(trials) trials, \(recoveries) of them during recovery, \(findings.count) findings"
    }
}
