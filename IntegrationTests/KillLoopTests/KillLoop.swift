import ConnectorTesting
import Foundation

/// Starts a workload, kills it, starts it again, and keeps a record of what it acknowledged.
struct KillLoop {
    /// When a process is killed.
    enum Moment {
        /// After this many acknowledgements.
        case acknowledgements(ClosedRange<Int>)
        /// After so many milliseconds, whatever it does.
        case milliseconds(ClosedRange<Int>)
    }

    let workload: String
    let folder: String
    let moment: Moment
    /// Whether a second process works beside the first and is killed as well.
    let hasCompanion: Bool
    /// Whether the process makes a mistake that must be found.
    let isBroken: Bool
    private var random: SeededGenerator
    private(set) var generation = 0
    private(set) var kills = 0
    /// What was acknowledged, over all processes.
    private(set) var acknowledged: [String] = []
    /// How often each step was under way when its process was killed.
    private(set) var cuts: [String: Int] = [:]
    /// The steps that processes tell of.
    private var steps: Set<String> = []
    /// From the start of a process to its first acknowledgement, without the verification of the journal.
    private(set) var restarts: [Duration] = []
    /// What processes complained about.
    private(set) var complaints: [String] = []

    init(_ workload: String, seed: UInt64, moment: Moment, hasCompanion: Bool = false, isBroken: Bool = false) throws {
        self.workload = workload
        self.moment = moment
        self.hasCompanion = hasCompanion
        self.isBroken = isBroken
        random = SeededGenerator(seed: seed)
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("kill-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    var store: String { folder + "/purlin.sqlite" }

    /// The lines of the target's books.
    func books() throws -> [[String]] {
        try String(contentsOfFile: folder + "/target.ledger", encoding: .utf8)
            .split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    }

    mutating func run(kills wanted: Int) throws {
        while kills < wanted, complaints.isEmpty { try killOnce() }
        generation += 1
        let last = try Worker(workload, folder, generation: generation, ["--finish"] + mistakes)
        let lines = last.finish()
        take(lines)
        if lines.last != "done" || !last.succeeded { complaints.append("it does not finish: \(lines.suffix(3))") }
    }

    private var mistakes: [String] { isBroken ? ["--broken"] : [] }

    /// The step that was cut least often; each fifth kill waits for it, since chance may never meet a short one, and where
    /// a mistake is to be found, each.
    private var aim: String? {
        guard kills % 5 == 4 || isBroken else { return nil }
        return steps.min { (cuts[$0] ?? 0, $0) < (cuts[$1] ?? 0, $1) }
    }

    private mutating func killOnce() throws {
        generation += 1
        let aim = aim.map { "begin \($0)" }
        let worker = try Worker(workload, folder, generation: generation, mistakes)
        let companion = hasCompanion ? try Worker(workload, folder, generation: generation, ["--client"]) : nil
        var clock = StartClock(worker.started)
        var lines: [String] = []
        var acknowledgementsLeft = 0
        var deadline = worker.started
        switch moment {
        case .acknowledgements(let range):
            acknowledgementsLeft = Int.random(in: range, using: &random)
            if acknowledgementsLeft > 0 { deadline = deadline.advanced(by: .seconds(60)) }
        case .milliseconds(let range):
            deadline = deadline.advanced(by: .milliseconds(Int.random(in: range, using: &random)))
        }
        if aim != nil { deadline = deadline.advanced(by: .seconds(1)) }
        reading: while true {
            let left = (deadline - ContinuousClock.now) / .milliseconds(1)
            guard left > 0, case .line(let line) = worker.next(within: Int32(left.rounded(.up))) else { break reading }
            lines.append(line)
            clock.take(line)
            if line == aim, acknowledgementsLeft <= 0 { break reading }
            guard line.hasPrefix("ack ") else { continue }
            acknowledgementsLeft -= 1
            // Not at the acknowledgement, but somewhere in the work that follows it.
            if acknowledgementsLeft == 0 {
                let longest = aim == nil ? 20_000 : 1_000_000
                deadline = ContinuousClock.now.advanced(by: .microseconds(Int.random(in: 0...longest, using: &random)))
            }
        }
        // One of two processes goes first, by chance.
        let isCompanionFirst = Bool.random(using: &random)
        if isCompanionFirst { companion?.kill() }
        worker.kill()
        companion?.kill()
        lines += worker.finish()
        take(lines)
        countCut(lines)
        if let companion { take(companion.finish()) }
        kills += companion == nil ? 1 : 2
        if !worker.wasKilled { complaints.append("it ended by itself: \(lines.suffix(3))") }
        if acknowledgementsLeft > 0, ContinuousClock.now >= deadline {
            complaints.append(
                "\(acknowledgementsLeft) acknowledgements did not come within a minute: \(lines.suffix(3))"
            )
        }
        if let duration = clock.toWork { restarts.append(duration) }
    }

    /// Counts the steps that were begun and not ended.
    private mutating func countCut(_ lines: [String]) {
        var open: [String: Int] = [:]
        for line in lines {
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            guard words.count == 2 else { continue }
            if words[0] == "begin" { open[words[1], default: 0] += 1 }
            if words[0] == "end" { open[words[1], default: 0] -= 1 }
        }
        steps.formUnion(open.keys)
        let cut = open.filter { $0.value > 0 }.keys
        let isAtWork = lines.contains { $0.hasPrefix("verified ") }
        for step in cut.isEmpty ? [isAtWork ? "between steps" : "start"] : Array(cut) { cuts[step, default: 0] += 1 }
    }

    private mutating func take(_ lines: [String]) {
        for line in lines {
            if line.hasPrefix("ack ") { acknowledged.append(String(line.dropFirst(4))) }
            if line.hasPrefix("failed ") { complaints.append(line) }
        }
    }
}

/// Measures how long a process takes to be back at work.
private struct StartClock {
    private let started: ContinuousClock.Instant
    private var opened: ContinuousClock.Instant?
    private var verified: ContinuousClock.Instant?
    private(set) var toWork: Duration?

    init(_ started: ContinuousClock.Instant) {
        self.started = started
    }

    mutating func take(_ line: String) {
        let now = ContinuousClock.now
        if line == "open" { opened = now }
        if line.hasPrefix("verified ") { verified = now }
        if line.hasPrefix("ack "), toWork == nil, let opened, let verified {
            toWork = (opened - started) + (now - verified)
        }
    }
}
