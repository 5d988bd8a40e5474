public import CanonicalModel
public import ConnectorKit
public import ConnectorStore
import ConstructionFlows
import JSON

/// Runs intake, flows and dispatch on one clock.
///
/// Sources, flows and targets are worked for side by side, so that one that is slow or down keeps no other waiting.
/// Whatever the engine does is durable before the next thing depends on it, so that it may be killed at any moment and
/// started again.
public actor Engine {
    /// The name of the runtime itself as the system of its own events.
    public static let systemName = "purlin"
    /// The actor of what the runtime does on its own.
    public static let actor = "system:purlin"

    let settings: RuntimeSettings
    let store: any RuntimeStore
    let clock: any RuntimeClock
    let report: ProgressHandler
    let flows: FlowRunner
    let dispatchers: [Dispatcher]
    /// When each system is read next, by its place in the settings.
    var nextPoll: [Int: Instant] = [:]
    /// When flows and targets want to be asked again.
    var wishes: [Job: Instant] = [:]
    /// What is being done.
    var running: Set<Job> = []
    /// What is being done and has to be done once more, because there is something new.
    var again: Set<Job> = []

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
        flows = FlowRunner(settings: settings, store: store, clock: clock, report: report)
        let targets = Set(settings.flows.map(\.target))
        dispatchers = settings.systems.filter { targets.contains($0.name) }.compactMap { system in
            Dispatcher(system, settings: settings, store: store, clock: clock, report: report)
        }
    }

    /// Runs until `end`, or for ever.
    ///
    /// - Parameter end: The time after which nothing is begun; `nil` for never.
    /// - Throws: ``StoreError`` if the store fails; `CancellationError` if the task is cancelled.
    public func run(until end: Instant? = nil) async throws {
        try Task.checkCancellation()
        try await MasterDataPlan(settings: settings, store: store).commit(at: clock.now)
        try await work(until: end, isOnce: false)
    }

    /// Does everything that is due at the present, once.
    ///
    /// - Throws: ``StoreError`` if the store fails.
    public func runOnce() async throws(StoreError) {
        try await MasterDataPlan(settings: settings, store: store).commit(at: clock.now)
        do {
            try await work(until: nil, isOnce: true)
        } catch let error as StoreError {
            throw error
        } catch {
            // Only waiting can be cancelled, and nothing waits here.
        }
    }
}
