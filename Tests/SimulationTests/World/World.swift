import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConnectorTesting
import Foundation
import Synchronization

/// What all parts of one simulated world share: its clock, chance, faults, and the account of what happened.
final class World: Sendable {
    /// Borders that the runtime or a person crosses, and what happens there.
    enum Crossing: UInt64, CaseIterable {
        case read = 1
        case commit, call, effect, sleep, progress, decision, publication, life, kill, failure

        /// Whether it is something that was done, rather than looked at, waited for or suffered.
        var isOperation: Bool {
            switch self {
            case .commit, .call, .effect, .decision, .publication: true
            case .read, .sleep, .progress, .life, .kill, .failure: false
            }
        }
    }

    private struct State {
        var trace: UInt64 = 0xcbf2_9ce4_8422_2325
        var counts: [Crossing: Int] = [:]
        var isCalm = false
        var isOver = false
        var skew: Int64 = 0
        var violations: [String] = []
        var story: [String] = []
        var words: [String] = []
        var stateChanges: Int64 = 0
        var background: [Task<Void, Never>] = []
        var process: Task<Void, Never>?
    }

    static let start = Instant(seconds: 1_767_600_000)
    /// Must be seen nowhere outside of the calls themselves.
    static let secret = "canary-4f9c1d-key"

    let seed: UInt64
    let executor: SeededExecutor
    let clock = ManualClock(World.start)
    let chance: Chance
    /// Where webhooks arrive.
    let door = Door()
    /// How many seconds of this world are as long as one second of an hour of labour.
    let unit: Int
    private let plannedFaults: Faults
    private let isRecording: Bool
    private let state = Mutex(State())

    init(seed: UInt64, unit: Int, faults: Faults, chance: Chance, isRecording: Bool) {
        self.seed = seed
        self.unit = unit
        self.chance = chance
        self.isRecording = isRecording
        plannedFaults = faults
        executor = SeededExecutor(seed: seed &+ 0x9e37, clock: clock)
    }

    /// What goes wrong at present.
    var faults: Faults { isCalm ? Faults() : plannedFaults }

    /// Whether faults have stopped.
    var isCalm: Bool { state.withLock { $0.isCalm } }
    /// Whether everybody may go home.
    var isOver: Bool { state.withLock { $0.isOver } }
    /// How often each border was crossed.
    var counts: [Crossing: Int] { state.withLock { $0.counts } }
    var stateChanges: Int64 { state.withLock { $0.stateChanges } }
    var violations: [String] { state.withLock { $0.violations } }
    var story: [String] { state.withLock { $0.story } }
    /// All texts that the runtime let out.
    var words: [String] { state.withLock { $0.words } }
    var trace: UInt64 { state.withLock { $0.trace } ^ executor.trace }

    /// The time of this world.
    var now: Instant { clock.now }

    /// The time that the runtime's wall clock shows.
    var wallClock: Instant { clock.now.adding(seconds: state.withLock { $0.skew }) }

    func calmDown() {
        state.withLock {
            $0.isCalm = true
            $0.skew = 0
        }
        tell(.life, "faults stop")
    }

    func setClock(ahead seconds: Int) {
        state.withLock { $0.skew = Int64(seconds) }
        tell(.life, "the wall clock is \(seconds) s ahead")
    }

    /// Ends the world: nobody begins anything new, and the process is told to stop.
    func end() {
        state.withLock { $0.isOver = true }
        stopProcess()
    }

    func setProcess(_ task: Task<Void, Never>) {
        let isOver = state.withLock { state in
            state.process = task
            return state.isOver
        }
        if isOver { task.cancel() }
    }

    func stopProcess() {
        tell(.life, "the process is told to stop")
        state.withLock { $0.process }?.cancel()
    }

    func violate(_ invariant: String, _ text: String) {
        state.withLock { $0.violations.append("\(invariant): \(text)") }
    }

    func count(_ receipt: CommitReceipt, of changes: Int) {
        state.withLock { state in
            let appended = Int64(changes - receipt.skipped.count)
            state.stateChanges += appended
            if Int64(receipt.appended.count) != appended {
                state.violations.append(
                    "I8: a commit of \(appended) changes appended \(receipt.appended.count) entries"
                )
            }
        }
    }

    /// Makes the outcome part of the trace.
    func seal(_ hash: String) {
        state.withLock { state in
            for byte in hash.utf8 { state.trace = (state.trace ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        }
    }

    /// Keeps a text that the runtime let out: progress, log or error.
    func hear(_ text: String) {
        state.withLock { $0.words.append(text) }
    }

    /// Starts something that goes its way whatever becomes of the process.
    func inBackground(_ work: @escaping @Sendable () async -> Void) {
        let task = Task(executorPreference: executor) { await work() }
        state.withLock { $0.background.append(task) }
    }

    func finishBackground() async {
        while let task = state.withLock({ $0.background.popLast() }) { await task.value }
    }

    func sleep(until instant: Instant) async throws {
        try await clock.sleep(until: instant)
    }

    func sleep(seconds: Int) async {
        try? await clock.sleep(until: clock.now.adding(seconds: Int64(seconds)))
    }

    func sleep(milliseconds: Int) async {
        try? await clock.sleep(until: clock.now.adding(.milliseconds(milliseconds)))
    }
}

extension World {
    /// Enters something into the account.
    func tell(_ crossing: Crossing, _ text: @autoclosure () -> String) {
        let time = UInt64(bitPattern: clock.now.microseconds)
        let isInside = executor.isOnOwnThread
        let line = isRecording ? "\(clock.now.text) \(text())" : nil
        state.withLock { state in
            state.trace = (state.trace ^ (time &* 16 &+ crossing.rawValue)) &* 0x0000_0100_0000_01b3
            state.counts[crossing, default: 0] += 1
            if !isInside { state.violations.append("I10: a \(crossing) ran outside of the executor") }
            if let line { state.story.append(line) }
        }
    }

    /// Enters a crossing into the account and lets others go first now and then.
    func cross(_ crossing: Crossing, _ text: @autoclosure () -> String) async {
        tell(crossing, text())
        if chance.happens(300) { await Task.yield() }
    }
}
