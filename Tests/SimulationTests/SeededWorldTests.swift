import Foundation
import Testing

/// Whole worlds with everything that can go wrong; each follows from its seed.
///
/// `PURLIN_SEED=n` runs one world and prints its story; `PURLIN_SOAK_SEEDS=n` runs that many instead of a thousand.
@Suite(.serialized)
struct SeededWorldTests {
    private static let environment = ProcessInfo.processInfo.environment

    @Test(.enabled(if: environment["PURLIN_SEED"] == nil))
    func manySeedsKeepAllInvariants() async throws {
        let count = Self.environment["PURLIN_SOAK_SEEDS"].flatMap { UInt64($0) } ?? 1000
        let summary = await SeedRange.run(1...count, repeating: 50)
        print(summary.text)
        for failure in summary.failures.sorted(by: { $0.seed < $1.seed }).prefix(10) {
            Issue.record(
                "\(Self.reproduction(of: failure.seed)) # \(failure.violations.prefix(3).joined(separator: " | "))"
            )
        }
        for seed in summary.differing { Issue.record("\(Self.reproduction(of: seed)) # I10: two runs differ") }
        #expect(summary.failures.isEmpty)
        #expect(summary.fewestOperations >= 300)
    }

    @Test(.enabled(if: environment["PURLIN_SEED"] != nil))
    func oneSeedTellsItsStory() throws {
        let seed = try #require(Self.environment["PURLIN_SEED"].flatMap { UInt64($0) })
        let report = SimulatedSeed(seed: seed, isRecording: true).run()
        for line in report.story { print(line) }
        print("\(report.operations) operations, trace \(report.trace)")
        for violation in report.violations { Issue.record("\(violation)") }
        #expect(SimulatedSeed(seed: seed).run().trace == report.trace)
    }

    private static func reproduction(of seed: UInt64) -> String {
        "PURLIN_SEED=\(seed) swift test --filter SeededWorldTests"
    }
}
