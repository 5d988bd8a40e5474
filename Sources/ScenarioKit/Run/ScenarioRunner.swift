package import Foundation

/// Plays scenarios with many seeds, some at a time.
package enum ScenarioRunner {
    /// One scenario with one seed.
    package struct Job: Sendable {
        package let scenario: Scenario
        package let seed: UInt64

        package init(scenario: Scenario, seed: UInt64) {
            self.scenario = scenario
            self.seed = seed
        }
    }

    /// Plays all jobs.
    ///
    /// - Parameters:
    ///   - jobs: What to play.
    ///   - parallel: How many at a time, at least 1.
    ///   - folder: Where each play gets a folder of its own.
    ///   - tools: What they are played with.
    ///   - isKept: Whether the folders stay.
    ///   - step: Is told of each step of each job.
    ///   - done: Is told of each end, as it comes.
    /// - Returns: The outcomes in the order of the jobs; one that ended otherwise than an earlier one with the same seed says so.
    package static func run(
        _ jobs: [Job],
        parallel: Int,
        in folder: URL,
        with tools: ScenarioTools,
        keeping isKept: Bool = false,
        step: @escaping @Sendable (Job, String) -> Void = { _, _ in },
        done: (ScenarioOutcome) -> Void = { _ in }
    ) async -> [ScenarioOutcome] {
        var outcomes: [Int: ScenarioOutcome] = [:]
        await withTaskGroup(of: (Int, ScenarioOutcome).self) { group in
            var rest = jobs.indices.makeIterator()
            func begin() {
                guard let index = rest.next() else { return }
                let job = jobs[index]
                let place = folder.appending(path: "\(index + 1)-seed-\(job.seed)")
                group.addTask {
                    let outcome = await ScenarioPlay.play(
                        job.scenario,
                        seed: job.seed,
                        in: place,
                        with: tools,
                        keeping: isKept,
                        tell: { step(job, $0) }
                    )
                    return (index, outcome)
                }
            }
            for _ in 0..<max(parallel, 1) { begin() }
            for await (index, outcome) in group {
                outcomes[index] = outcome
                done(outcome)
                begin()
            }
        }
        return compared(outcomes.sorted { $0.key < $1.key }.map(\.value))
    }
    /// The outcomes, of which those that repeat a seed and differ have a finding.
    private static func compared(_ outcomes: [ScenarioOutcome]) -> [ScenarioOutcome] {
        var first: [String: ScenarioOutcome] = [:]
        return outcomes.map { outcome in
            let key = "\(outcome.seed) \(outcome.file)"
            guard let earlier = first[key] else {
                first[key] = outcome
                return outcome
            }
            var outcome = outcome
            let differences =
                (outcome.digest == earlier.digest ? [] : ["what the systems hold at the end"])
                + outcome.transcripts.keys.sorted().filter { outcome.transcripts[$0] != earlier.transcripts[$0] }
                .map { "what \($0) was asked and answered" }
            guard !differences.isEmpty, outcome.failure == nil, earlier.failure == nil else { return outcome }
            let message = "the same seed played again differs in \(differences.joined(separator: " and in "))"
            outcome.findings.append(.init(place: outcome.file, message: message, key: ""))
            return outcome
        }
    }
}
