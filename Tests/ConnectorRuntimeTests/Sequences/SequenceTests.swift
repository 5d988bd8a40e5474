import ConnectorTesting
import Foundation
import Synchronization
import Testing

/// Random histories of readings, time sheets, estimates, corrections, approvals, rejections, closes, replays, duplicates and late
/// arrivals, each from its seed: whenever things settle down hours and money are the same on all sides.
///
/// `PURLIN_SEQUENCES=n` runs that many instead of a few hundred, `PURLIN_SEQUENCE=n` the one of this seed, which tells its story.
@Suite(.serialized)
struct SequenceTests {
    private static let environment = ProcessInfo.processInfo.environment

    private static func number(_ name: String) -> UInt64? { environment[name].flatMap { UInt64($0) } }

    @Test(.enabled(if: environment["PURLIN_SEQUENCE"] == nil, "PURLIN_SEQUENCE names one seed"))
    func hoursAndMoneyAreEqualOnAllSides() async throws {
        let first = Self.number("PURLIN_FIRST_SEQUENCE") ?? 1
        let count = max(Self.number("PURLIN_SEQUENCES") ?? 400, 1)
        let summary = await SequencePool.run(first...(first + count - 1))
        print(summary.text)
        for failure in summary.failures.sorted(by: { $0.seed < $1.seed }).prefix(5) {
            Issue.record("\(SequenceHistory.shortest(of: failure).text)")
        }
        #expect(summary.failures.map(\.seed).sorted() == [])
        for situation in SequenceHistory.situations where count >= 400 {
            #expect(summary.met[situation] ?? 0 > 0, "in no history \(situation)")
        }
    }

    /// A history that finds nothing proves nothing: each planted fault is found by one of the first hundred.
    @Test(
        .enabled(if: environment["PURLIN_SEQUENCE"] == nil, "PURLIN_SEQUENCE names one seed"),
        arguments: SequenceFault.allCases
    )
    func aPlantedFaultIsFound(_ fault: SequenceFault) {
        let finder = (1...100).first { seed in
            SequenceHistory(seed: seed, fault: fault).run().violations.contains { $0.hasPrefix(fault.rule) }
        }
        #expect(finder != nil)
    }

    @Test(.enabled(if: environment["PURLIN_SEQUENCE"] != nil, "PURLIN_SEQUENCE names no seed"))
    func oneSequenceTellsItsStory() throws {
        let report = SequenceHistory(seed: try #require(Self.number("PURLIN_SEQUENCE"))).run()
        for line in report.story { print(line) }
        for violation in report.violations { Issue.record("\(violation)") }
    }
}

/// Runs many histories, as many side by side as the machine has processors; each is whole on one thread.
private enum SequencePool {
    struct Summary {
        var failures: [SequenceHistory.Report] = []
        var count = 0
        var acts = 0
        var met: [String: Int] = [:]
        var seconds = 0.0

        var text: String {
            let situations = met.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }
            return "\(count) sequences, \(acts) acts in \(Int(seconds)) s, \(failures.count) failed; "
                + situations.joined(separator: ", ")
        }
    }

    /// The seeds that are still to be run.
    private final class Queue: Sendable {
        private let seeds: Mutex<ArraySlice<UInt64>>

        init(_ seeds: ClosedRange<UInt64>) { self.seeds = Mutex(Array(seeds)[...]) }

        func next() -> UInt64? { seeds.withLock { $0.popFirst() } }
    }

    static func run(_ seeds: ClosedRange<UInt64>) async -> Summary {
        let queue = Queue(seeds)
        let start = Date()
        var summary = await withTaskGroup(of: Summary.self) { group in
            for _ in 0..<ProcessInfo.processInfo.activeProcessorCount {
                group.addTask {
                    var part = Summary()
                    while let seed = queue.next() { part.add(SequenceHistory(seed: seed).run()) }
                    return part
                }
            }
            return await group.reduce(into: Summary()) { $0.add($1) }
        }
        summary.seconds = Date().timeIntervalSince(start)
        return summary
    }
}

extension SequencePool.Summary {
    fileprivate mutating func add(_ report: SequenceHistory.Report) {
        count += 1
        acts += report.acts
        met.merge(report.met, uniquingKeysWith: +)
        if !report.violations.isEmpty { failures.append(report) }
    }

    fileprivate mutating func add(_ other: Self) {
        failures += other.failures
        count += other.count
        acts += other.acts
        met.merge(other.met, uniquingKeysWith: +)
    }
}
