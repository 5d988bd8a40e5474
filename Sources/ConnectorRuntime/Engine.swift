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
    private let lease: RuntimeLease?
    private let report: ProgressHandler
    private var nextPoll: [String: Instant] = [:]

    /// Creates an engine; nothing happens before ``run(until:)``.
    ///
    /// - Parameters:
    ///   - settings: What it connects.
    ///   - store: What it keeps.
    ///   - clock: Its clock.
    ///   - lease: The lease that it holds while it runs; `nil` where no other runtime can reach the store.
    ///   - report: Is told what happens.
    public init(
        settings: RuntimeSettings,
        store: any RuntimeStore,
        clock: any RuntimeClock,
        lease: RuntimeLease? = nil,
        report: @escaping ProgressHandler = { _ in }
    ) {
        self.settings = settings
        self.store = store
        self.clock = clock
        self.lease = lease
        self.report = report
    }

    /// Runs until `end`, or for ever.
    ///
    /// A store that is unavailable, for example because the disk is full, is waited for: nothing is read or delivered
    /// meanwhile, and the work goes on from what the store holds.
    ///
    /// - Parameter end: The time after which nothing is begun; `nil` for never.
    /// - Throws: ``StoreError/damaged(_:)`` if the store cannot be read, ``StoreError/fenced(_:)`` if another runtime took
    ///   over, ``StoreError/conflict(_:)`` if another runtime holds the lease; `CancellationError` if the task is cancelled.
    public func run(until end: Instant? = nil) async throws {
        try await underLease { [self] in
            var pause: Duration = .seconds(1)
            while true {
                let start = clock.now
                do {
                    return try await work(until: end)
                } catch StoreError.unavailable(let reason) {
                    if clock.now > start.adding(.seconds(60)) { pause = .seconds(1) }
                    let retryAt = clock.now.adding(pause)
                    if let end, retryAt > end { throw StoreError.unavailable(reason) }
                    report(.storeUnavailable(reason: reason, retryAt: retryAt))
                    try await clock.sleep(until: retryAt)
                    pause = min(pause * 2, .seconds(30))
                }
            }
        }
    }

    private func underLease(_ work: () async throws -> Void) async throws {
        guard let lease else { return try await work() }
        try await lease.hold { try await work() }
    }

    private func work(until end: Instant?) async throws {
        try await MasterDataPlan(settings: settings, store: store).commit(at: clock.now)
        while true {
            try Task.checkCancellation()
            try await lease?.renew()
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
        do {
            try await underLease { [self] in try await workOnce() }
        } catch let error as StoreError {
            throw error
        } catch {
            // Nothing else fails but waiting, and nothing waits here.
        }
    }

    private func workOnce() async throws(StoreError) {
        try await MasterDataPlan(settings: settings, store: store).commit(at: clock.now)
        let now = clock.now
        _ = try await workOff(at: now)
        report(.settled(at: now))
    }

    /// One pass: sources that are due, flows, targets; returns when something is due next.
    private func workOff(at now: Instant) async throws(StoreError) -> Instant? {
        try await poll(settings.systems.filter { (nextPoll[$0.name] ?? now) <= now }, at: now).get()
        let retries = try await advance()
        let wake = try await store.nextWake()
        return (Array(nextPoll.values) + retries + [wake].compactMap { $0 }).min()
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
                let regular = now.adding(system.pollInterval)
                do throws(StoreError) {
                    nextPoll[system.name] = try outcome.get().map { min($0, regular) } ?? regular
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
