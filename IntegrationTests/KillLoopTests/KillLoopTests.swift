import Foundation
import Testing

/// Eleven kinds of work, each killed at random moments and started again: nothing that was acknowledged is lost, nothing is
/// there that nobody asked for, nothing was done twice in the target's own books, and the journal is whole after each
/// start (I1, I2, I3, I4, I6, I8, I9).
///
/// `PURLIN_SOAK_KILLS` asks for more kills than the every-day number.
@Suite(.serialized)
struct KillLoopTests {
    private static let workloads: [(name: String, moment: KillLoop.Moment)] = [
        ("intake", .acknowledgements(0...40)),
        ("bursts", .acknowledgements(0...60)),
        ("contention", .acknowledgements(0...40)),
        ("verification", .acknowledgements(0...60)),
        ("dispatch", .acknowledgements(0...8)),
        ("lanes", .acknowledgements(0...8)),
        ("cases", .acknowledgements(0...8)),
        ("approvals", .acknowledgements(0...12)),
        ("masterData", .acknowledgements(0...3)),
        ("wakeUps", .acknowledgements(0...8)),
        ("startup", .milliseconds(0...120)),
    ]

    /// How many kills one store lives through.
    private static let killsOfAStore = 25

    @Test(.timeLimit(.minutes(60)))
    func killsLoseNothingAndDoNothingTwice() async throws {
        let wanted = ProcessInfo.processInfo.environment["PURLIN_SOAK_KILLS"].flatMap { Int($0) } ?? 264
        let share = (wanted + Self.workloads.count - 1) / Self.workloads.count
        let started = ContinuousClock.now
        let results = try await withThrowingTaskGroup(of: Result.self) { group in
            var results: [Result] = []
            for (position, workload) in Self.workloads.enumerated() {
                // As many side by side as the machine has processors.
                if position >= ProcessInfo.processInfo.activeProcessorCount, let done = try await group.next() {
                    results.append(done)
                }
                group.addTask { try await Self.result(of: workload.name, workload.moment, kills: share) }
            }
            for try await done in group { results.append(done) }
            return results
        }
        for result in results { #expect(result.findings.isEmpty, "\(result.name): \(result.findings)") }
        let kills = results.map(\.kills).reduce(0, +)
        #expect(kills >= wanted)
        let restarts = results.flatMap(\.restarts).sorted()
        let middle = try #require(restarts.dropFirst(restarts.count / 2).first)
        let slow = try #require(restarts.dropFirst(restarts.count * 99 / 100).first)
        let seconds = ContinuousClock.now - started
        print(
            "kills: \(kills) over \(results.count) workloads, \(results.map(\.acknowledged).reduce(0, +)) "
                + "acknowledgements, \(results.flatMap(\.findings).count) findings in \(seconds); back at work after "
                + "p50 \(middle), p99 \(slow)"
        )
        let cuts = results.reduce(into: [String: Int]()) { $0.merge($1.cuts, uniquingKeysWith: +) }
        let fallen = cuts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        print("kills fell into: \(fallen.joined(separator: ", "))")
    }

    /// The harness must find a page that is acknowledged before it is durable, and a target that denies what it did.
    @Test(.timeLimit(.minutes(5)), arguments: ["intake", "dispatch"])
    func aMistakeIsFoundOut(_ workload: String) async throws {
        var findings: [String] = []
        for seed in 1...10 as ClosedRange<UInt64> where findings.isEmpty {
            let loop = try KillLoop(workload, seed: seed, moment: .acknowledgements(1...8), isBroken: true)
            let done = try await Self.inThread(loop, kills: 8)
            findings = try await Verdict(done).findings
            try? FileManager.default.removeItem(atPath: done.folder)
        }
        #expect(findings.contains { $0.contains(workload == "intake" ? "lost" : "twice") }, "\(findings)")
    }

    private struct Result {
        let name: String
        var kills = 0
        var acknowledged = 0
        var restarts: [Duration] = []
        var cuts: [String: Int] = [:]
        var findings: [String] = []
    }

    private static func result(of name: String, _ moment: KillLoop.Moment, kills wanted: Int) async throws -> Result {
        var result = Result(name: name)
        var seed: UInt64 = 1
        while result.kills < wanted, result.findings.isEmpty {
            let loop = try KillLoop(name, seed: seed, moment: moment, hasCompanion: name == "contention")
            let done = try await inThread(loop, kills: min(killsOfAStore, wanted - result.kills))
            let verdict = try await Verdict(done)
            result.kills += done.kills
            result.acknowledged += done.acknowledged.count
            result.restarts += done.restarts
            result.cuts.merge(done.cuts, uniquingKeysWith: +)
            result.findings += done.complaints + verdict.findings
            if result.findings.isEmpty { try? FileManager.default.removeItem(atPath: done.folder) }
            seed += 1
        }
        return result
    }

    /// The loop waits for pipes and processes, which must not hold up a thread of the concurrency runtime.
    private static func inThread(_ loop: KillLoop, kills: Int) async throws -> KillLoop {
        try await withCheckedThrowingContinuation { continuation in
            Thread {
                continuation.resume(
                    with: Swift.Result {
                        var loop = loop
                        try loop.run(kills: kills)
                        return loop
                    }
                )
            }
            .start()
        }
    }
}

extension Verdict {
    /// What is wrong, by kind.
    var findings: [String] {
        [("lost", lost), ("unexpected", unexpected), ("twice", duplicates), ("in disorder", disorder)]
            .filter { !$0.1.isEmpty }
            .map { "\($0.1.count) \($0.0), such as \($0.1.prefix(5))" }
    }
}
