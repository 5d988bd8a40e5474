import Foundation
import Synchronization

/// Runs many seeds, as many side by side as the machine has processors; each seed stays on its thread.
enum SeedRange {
    /// What came of many seeds.
    struct Summary: Sendable {
        var failures: [SimulatedSeed.Report] = []
        var seeds = 0
        var operations = 0
        var counts: [World.Crossing: Int] = [:]
        var fewestOperations = Int.max
        var virtualSeconds: Int64 = 0
        var repeated = 0
        var differing: [UInt64] = []
        var realSeconds = 0.0
    }

    /// Runs all seeds of a range, or those up to the first that fails, so many in a thousand of them twice.
    static func run(
        _ seeds: ClosedRange<UInt64>,
        repeating: UInt64,
        stopsAtFailure: Bool = false,
        parts: Parts = Parts()
    ) async -> Summary {
        let tally = Tally(seeds, stopsAtFailure: stopsAtFailure)
        let start = Date()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<ProcessInfo.processInfo.activeProcessorCount {
                group.addTask {
                    await onThread {
                        while let seed = tally.nextSeed() {
                            let report = SimulatedSeed(seed: seed, parts: parts).run()
                            // Seeds that are near each other have nothing in common, so that a fixed choice is a fair one.
                            let isRepeated = seed &* 7 % 1000 < repeating
                            let again = isRepeated ? SimulatedSeed(seed: seed, parts: parts).run().trace : nil
                            tally.add(report, again)
                        }
                    }
                }
            }
        }
        var summary = tally.summary
        summary.realSeconds = Date().timeIntervalSince(start)
        return summary
    }

    /// What all threads share.
    private final class Tally: Sendable {
        private let state: Mutex<(next: UInt64, summary: Summary)>
        private let last: UInt64
        private let stopsAtFailure: Bool

        init(_ seeds: ClosedRange<UInt64>, stopsAtFailure: Bool) {
            state = Mutex((seeds.lowerBound, Summary()))
            last = seeds.upperBound
            self.stopsAtFailure = stopsAtFailure
        }

        var summary: Summary { state.withLock { $0.summary } }

        func nextSeed() -> UInt64? {
            state.withLock { state in
                guard state.next <= last, !stopsAtFailure || state.summary.isFlawless else { return nil }
                defer { state.next += 1 }
                return state.next
            }
        }

        func add(_ report: SimulatedSeed.Report, _ again: UInt64?) {
            state.withLock { $0.summary.add(report, again) }
        }
    }

    /// Runs `work` on a thread of its own, so that no thread of the common pool is held up.
    private static func onThread(_ work: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            let thread = Thread {
                work()
                continuation.resume()
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }
}

extension SeedRange.Summary {
    fileprivate mutating func add(_ report: SimulatedSeed.Report, _ again: UInt64?) {
        seeds += 1
        operations += report.operations
        counts.merge(report.counts, uniquingKeysWith: +)
        fewestOperations = min(fewestOperations, report.operations)
        virtualSeconds += report.virtualSeconds
        if !report.violations.isEmpty { failures.append(report) }
        guard let again else { return }
        repeated += 1
        if again != report.trace { differing.append(report.seed) }
    }

    fileprivate var isFlawless: Bool { failures.isEmpty && differing.isEmpty }

    /// The figures on one line.
    var text: String {
        let rate = Double(seeds) / max(realSeconds, 0.001)
        let ratio = Double(virtualSeconds) / max(realSeconds, 0.001)
        return
            "\(seeds) seeds in \(Int(realSeconds)) s (\(Int(rate)) seeds/s), \(operations / max(seeds, 1)) operations a seed "
            + "(at least \(fewestOperations)), \(virtualSeconds / 3600) simulated hours (\(Int(ratio)) × real time), "
            + "\(counts[.kill] ?? 0) kills, \(counts[.failure] ?? 0) failed calls and commits, "
            + "\(counts[.decision] ?? 0) decisions of people, \(repeated) run twice, \(failures.count + differing.count) failed"
    }
}
