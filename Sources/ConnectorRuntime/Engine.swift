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
        let due = settings.systems.filter { (nextPoll[$0.name] ?? now) <= now }
        for (system, retryAt) in try await pollAll(due) {
            let regular = now.adding(system.pollInterval)
            nextPoll[system.name] = retryAt.map { min($0, regular) } ?? regular
        }
        let flows = FlowRunner(settings: settings, store: store, clock: clock, report: report)
        try await flows.run()
        let retries = try await dispatchAll()
        let wake = try await store.nextWake()
        return (Array(nextPoll.values) + retries + [wake].compactMap { $0 }).min()
    }

    /// Reads all `systems` side by side.
    ///
    /// A pass waits for the slowest of them, at most for its deadline.
    private func pollAll(
        _ systems: [ConfiguredSystem]
    ) async throws(StoreError) -> [(ConfiguredSystem, Instant?)] {
        let intakes = systems.map {
            Intake(system: $0, settings: settings, store: store, clock: clock, report: report)
        }
        let outcomes = await withTaskGroup { group in
            for intake in intakes {
                group.addTask { () async -> (ConfiguredSystem, Result<Instant?, StoreError>) in
                    do throws(StoreError) {
                        return (intake.system, .success(try await intake.poll()))
                    } catch {
                        return (intake.system, .failure(error))
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var polled: [(ConfiguredSystem, Instant?)] = []
        for (system, outcome) in outcomes { polled.append((system, try outcome.get())) }
        return polled
    }

    /// Delivers to all targets side by side.
    private func dispatchAll() async throws(StoreError) -> [Instant] {
        let targets = Set(settings.flows.map(\.target))
        let dispatchers = settings.systems.filter { targets.contains($0.name) }.map {
            Dispatcher(system: $0, settings: settings, store: store, clock: clock, report: report)
        }
        let outcomes = await withTaskGroup { group in
            for dispatcher in dispatchers {
                group.addTask { () async -> Result<Instant?, StoreError> in
                    do throws(StoreError) {
                        return .success(try await dispatcher.run())
                    } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var retries: [Instant] = []
        for outcome in outcomes {
            if let retryAt = try outcome.get() { retries.append(retryAt) }
        }
        return retries
    }
}
