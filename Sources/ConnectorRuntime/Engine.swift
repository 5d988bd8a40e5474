public import CanonicalModel
public import ConnectorKit
public import ConnectorStore
import ConstructionFlows
import JSON

/// Runs intake, flows and dispatch on one clock.
///
/// Whatever the engine does is durable before the next thing depends on it, so that it may be killed at any moment and
/// started again.
public actor Engine {
    /// The name of the runtime itself as the system of its own events.
    public static let systemName = "purlin"
    /// The actor of what the runtime does on its own.
    public static let actor = "system:purlin"

    private let settings: RuntimeSettings
    private let store: any RuntimeStore
    private let clock: any RuntimeClock
    private let report: ProgressHandler
    private var nextPoll: [String: Instant] = [:]
    private var lastPass: Instant?

    /// Creates an engine; nothing happens before ``run(until:)``.
    public init(
        settings: RuntimeSettings,
        store: any RuntimeStore,
        clock: any RuntimeClock,
        report: @escaping ProgressHandler = { _ in }
    ) {
        self.settings = settings
        self.store = store
        self.clock = clock
        self.report = report
    }

    /// Runs until `end`, or for ever.
    ///
    /// - Parameter end: The time after which nothing is begun; `nil` for never.
    /// - Throws: ``StoreError`` if the store fails; `CancellationError` if the task is cancelled.
    public func run(until end: Instant? = nil) async throws {
        try await MasterDataPlan(settings: settings, store: store).commit(at: clock.now)
        while true {
            try Task.checkCancellation()
            let now = clock.now
            if let end, now > end { return }
            let next = try await workOff(at: now)
            report(.settled(at: now))
            if let end, now >= end { return }
            let wake = [next, now.adding(seconds: 2)].compactMap { $0 }.min() ?? now.adding(seconds: 2)
            try await clock.sleep(until: max(wake, now.adding(seconds: 1)))
        }
    }

    /// Does everything that is due at the present, once.
    ///
    /// - Throws: ``StoreError`` if the store fails.
    public func runOnce() async throws(StoreError) {
        try await MasterDataPlan(settings: settings, store: store).commit(at: clock.now)
        let now = clock.now
        _ = try await workOff(at: now)
        report(.settled(at: now))
    }

    /// One pass: sources that are due, flows, targets; returns when something is due next.
    private func workOff(at now: Instant) async throws(StoreError) -> Instant? {
        try await poll(dueSystems(at: now), at: now).get()
        let retries = try await advance()
        let wake = try await store.nextWake()
        return (Array(nextPoll.values) + retries + [wake].compactMap { $0 }).min()
    }

    /// The systems that are to be read now; notes when the others are.
    private func dueSystems(at now: Instant) async throws(StoreError) -> [ConfiguredSystem] {
        // What was noted by a clock that has been put back since says nothing any more.
        if let lastPass, now < lastPass { nextPoll = [:] }
        lastPass = now
        var due: [ConfiguredSystem] = []
        for system in settings.systems where (nextPoll[system.name] ?? now) <= now {
            let time = try await ReadTimetable(store: store).due(system, at: now)
            if let time, time <= now { due.append(system) } else { nextPoll[system.name] = time }
        }
        return due
    }

    /// Reads systems side by side, and lets flows and targets go on whenever one is done, so that a system that is slow
    /// or down keeps no other waiting.
    private func poll(_ systems: [ConfiguredSystem], at now: Instant) async -> Result<Void, StoreError> {
        await withTaskGroup(of: (ConfiguredSystem, Result<Instant?, StoreError>).self) { group in
            for system in systems {
                let intake = Intake(system: system, settings: settings, store: store, clock: clock, report: report)
                group.addTask { (system, await Self.result { () throws(StoreError) in try await intake.poll() }) }
            }
            var remaining = systems.count
            var failure: StoreError?
            for await (system, outcome) in group {
                remaining -= 1
                do throws(StoreError) {
                    nextPoll[system.name] = try await ReadTimetable(store: store)
                        .finished(system, retryAt: outcome.get(), at: now)
                    if remaining > 0, failure == nil { _ = try await advance() }
                } catch {
                    failure = error
                }
            }
            return failure.map { .failure($0) } ?? .success(())
        }
    }

    /// Lets flows take their steps and delivers to all targets side by side; returns when targets want to be tried again.
    private func advance() async throws(StoreError) -> [Instant] {
        try await FlowRunner(settings: settings, store: store, clock: clock, report: report).run()
        let targets = Set(settings.flows.map(\.target))
        let dispatchers = settings.systems.filter { targets.contains($0.name) }.map {
            Dispatcher(system: $0, settings: settings, store: store, clock: clock, report: report)
        }
        let outcomes = await withTaskGroup(of: Result<Instant?, StoreError>.self) { group in
            for dispatcher in dispatchers {
                group.addTask { await Self.result { () throws(StoreError) in try await dispatcher.run() } }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var retries: [Instant] = []
        for outcome in outcomes {
            if let retryAt = try outcome.get() { retries.append(retryAt) }
        }
        return retries
    }

    private static func result<Value: Sendable>(
        of work: () async throws(StoreError) -> Value
    ) async -> Result<Value, StoreError> {
        do throws(StoreError) {
            return .success(try await work())
        } catch {
            return .failure(error)
        }
    }
}
