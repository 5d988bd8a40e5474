import Foundation
import Testing

/// Whole worlds with everything that can go wrong; each follows from its seed.
///
/// `PURLIN_SEED=n` runs one world and prints its story; `PURLIN_SOAK_SEEDS=n` runs that many instead of a thousand
/// and stops at the first that fails, `PURLIN_FIRST_SEED=n` others than the first.
@Suite(.serialized)
struct SeededWorldTests {
    private static let environment = ProcessInfo.processInfo.environment

    private static func number(_ name: String) -> UInt64? { environment[name].flatMap { UInt64($0) } }

    @Test(.enabled(if: environment["PURLIN_SEED"] == nil, "PURLIN_SEED names one seed"))
    func manySeedsKeepAllInvariants() async throws {
        let first = Self.number("PURLIN_FIRST_SEED") ?? 1
        let soak = Self.number("PURLIN_SOAK_SEEDS")
        let summary = await SeedRange.run(
            first...(first + max(soak ?? 1000, 1) - 1),
            repeating: 50,
            stopsAtFailure: soak != nil
        )
        print(summary.text)
        for failure in summary.failures.sorted(by: { $0.seed < $1.seed }).prefix(5) {
            let story = SimulatedSeed(seed: failure.seed, isRecording: true).run().shortStory
            Issue.record("\(failure.reproduction)\n\(story.joined(separator: "\n"))")
        }
        for seed in summary.differing { Issue.record("PURLIN_SEED=\(seed): I10: two runs differ") }
        #expect(summary.failures.map(\.seed) == [])
        // Calls, effects, commits, decisions and entries: 1,100 in the mean, and no world in which hardly anything happens.
        #expect(summary.operations >= 300 * summary.seeds)
        #expect(summary.fewestOperations >= 200)
    }

    @Test(.enabled(if: environment["PURLIN_SEED"] != nil, "PURLIN_SEED names no seed"))
    func oneSeedTellsItsStory() throws {
        let report = SimulatedSeed(seed: try #require(Self.number("PURLIN_SEED")), isRecording: true).run()
        for line in report.story { print(line) }
        print("\(report.operations) operations, trace \(report.trace)")
        for violation in report.violations { Issue.record("\(violation)") }
        #expect(SimulatedSeed(seed: report.seed).run().trace == report.trace)
    }
}

extension SimulatedSeed.Report {
    /// How to see it again, and what was found, on one line.
    fileprivate var reproduction: String {
        "PURLIN_SEED=\(seed) swift test --filter SeededWorldTests # \(violations.prefix(3).joined(separator: " | "))"
    }

    /// What was told of whatever the first violation names; if it names nothing, the last that happened.
    fileprivate var shortStory: [String] {
        let names = (violations.first ?? "").split { " \"[],".contains($0) }.filter { $0.contains("/") }
        let about = story.compactMap { line in names.lazy.compactMap { Self.excerpt(of: line, around: $0) }.first }
        let lines = about.isEmpty ? story.filter { !$0.contains("Z reads ") && !$0.contains("Z sleeps ") } : about
        return lines.suffix(20).map { String($0.prefix(240)) }
    }

    /// The time and the beginning of a line, and what it says of `name`; `nil` if it says nothing.
    private static func excerpt(of line: String, around name: Substring) -> String? {
        let parts = line.components(separatedBy: ", ")
        let about = parts.filter { part in
            part.range(of: name).map { $0.upperBound == part.endIndex || !part[$0.upperBound].isNumber } ?? false
        }
        guard let first = parts.first, !about.isEmpty else { return nil }
        return about.first == first ? about.joined(separator: ", ") : "\(first) … \(about.joined(separator: ", "))"
    }
}
