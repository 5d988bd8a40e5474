public import CanonicalModel
import ConnectorConformance
import Foundation
import Synchronization

/// Runs tasks on one thread, in an order that follows from a seed, on a clock that moves only when nobody can go on.
///
/// Whatever is started inside ``run(_:)`` with structured concurrency, and every actor without an executor of its own,
/// runs here: the same seed gives the same interleaving, and another seed gives another one. A job that runs anywhere
/// else is noticed when it comes back, or when it never does, and ends the run with an error.
public final class SeededExecutor: TaskExecutor {
    private struct State {
        var generator: SeededGenerator
        var jobs: [UnownedJob] = []
        var thread: ObjectIdentifier?
        var foreignJobs = 0
        var jobCount = 0
        var trace: UInt64 = 0xcbf2_9ce4_8422_2325
    }

    /// The clock on which the tasks sleep.
    public let clock: ManualClock

    private let state: Mutex<State>
    private let jobLimit: Int

    /// Creates an executor.
    ///
    /// - Parameters:
    ///   - seed: What the order of jobs follows from.
    ///   - clock: The clock that moves when nobody can go on; nobody else may move it.
    ///   - jobLimit: After this many jobs a run counts as endless.
    public init(seed: UInt64, clock: ManualClock, jobLimit: Int = 5_000_000) {
        state = Mutex(State(generator: SeededGenerator(seed: seed)))
        self.clock = clock
        self.jobLimit = jobLimit
    }

    /// How many jobs were run.
    public var jobCount: Int { state.withLock { $0.jobCount } }

    /// A number that is the same for two runs only if the same choices were made among as many jobs.
    public var trace: UInt64 { state.withLock { $0.trace } }

    /// Takes a job; called by the concurrency runtime.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let thread = ObjectIdentifier(Thread.current)
        state.withLock { state in
            state.jobs.append(job)
            if let own = state.thread, own != thread { state.foreignJobs += 1 }
        }
    }

    /// Whether the caller runs on the thread of the present ``run(_:)``.
    public var isOnOwnThread: Bool {
        let thread = ObjectIdentifier(Thread.current)
        return state.withLock { $0.thread == thread }
    }

    /// Runs a task, and what it starts, to its end on the calling thread.
    ///
    /// - Parameter body: What to run; must not be called from a task of this executor.
    /// - Returns: What `body` returned.
    /// - Throws: ``SimulationError``.
    public func run<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) throws(SimulationError) -> Value {
        let thread = ObjectIdentifier(Thread.current)
        state.withLock { $0.thread = thread }
        defer { state.withLock { $0.thread = nil } }
        let box = ResultBox<Value>()
        let task = Task(executorPreference: self) { box.set(await body()) }
        withExtendedLifetime(task) {}
        while true {
            try runJobs()
            if let value = box.value { return value }
            guard let wakeUp = clock.nextWakeUp else { throw .stuck(at: clock.now, afterJobs: jobCount) }
            clock.advance(to: wakeUp)
        }
    }

    /// Runs jobs until none is left at the present.
    private func runJobs() throws(SimulationError) {
        while let job = try takeNext() { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
    }

    private func takeNext() throws(SimulationError) -> UnownedJob? {
        try state.withLock { state throws(SimulationError) in
            guard state.foreignJobs == 0 else { throw .escaped(at: clock.now, jobs: state.foreignJobs) }
            let count = state.jobs.count
            guard count > 0 else { return nil }
            guard state.jobCount < jobLimit else { throw .endless(at: clock.now, jobs: jobLimit) }
            state.jobCount += 1
            let index = state.generator.below(count)
            state.trace = (state.trace ^ UInt64(count << 16 | index)) &* 0x0000_0100_0000_01b3
            return state.jobs.remove(at: index)
        }
    }
}

/// Where a task leaves what it returned.
private final class ResultBox<Value: Sendable>: Sendable {
    private let content = Mutex<Value?>(nil)

    var value: Value? { content.withLock { $0 } }

    func set(_ value: Value) { content.withLock { $0 = value } }
}

/// Why a simulated run did not come to its end.
public enum SimulationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// So many jobs were resumed from another thread: something ran outside of the executor.
    case escaped(at: Instant, jobs: Int)
    /// Nobody can go on and nobody sleeps.
    case stuck(at: Instant, afterJobs: Int)
    /// The run does not come to its end.
    case endless(at: Instant, jobs: Int)

    /// What happened and what to look for.
    public var description: String {
        switch self {
        case .escaped(let time, let jobs):
            "at \(time.text) \(jobs) jobs came back from another thread: look for Task.detached, an "
                + "unstructured Task, a dispatch queue or an actor with an executor of its own"
        case .stuck(let time, let jobs):
            "at \(time.text), after \(jobs) jobs, nobody can go on and nobody sleeps: a task waits for itself, "
                + "or for something that runs outside of the executor"
        case .endless(let time, let jobs):
            "at \(time.text), after \(jobs) jobs, there is no end in sight: look for a loop that does not let time pass"
        }
    }
}
