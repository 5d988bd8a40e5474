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
    let lease: RuntimeLease?
    let configuration: [String: String]?
    let report: ProgressHandler
    let checkpoints: CheckpointKeeper?
    let flows: FlowRunner
    let dispatchers: [Dispatcher]
    let reads: ReadNotes
    /// When each system is read next, by its place in the settings.
    var nextPoll: [Int: Instant] = [:]
    /// When flows and targets want to be asked again.
    var wishes: [Job: Instant] = [:]
    /// The time of the last look at the clock.
    var lastLook: Instant?
    /// What is being done.
    var running: Set<Job> = []
    /// Whether calls that are not full may wait for more.
    var fillsCalls = true
    /// What is being done and has to be done once more, because there is something new.
    var again: Set<Job> = []

    /// Creates an engine; nothing happens before ``run(until:)``.
    ///
    /// - Parameters:
    ///   - settings: What it connects.
    ///   - store: What it keeps.
    ///   - clock: Its clock.
    ///   - lease: The lease that it holds while it runs; `nil` where no other runtime can reach the store.
    ///   - configuration: The values of the configuration by their place, without secrets, whose differences from those of
    ///     the last start are noted in the journal; `nil` for none.
    ///   - report: Is told what happens.
    public init(
        settings: RuntimeSettings,
        store: any RuntimeStore,
        clock: any RuntimeClock,
        lease: RuntimeLease? = nil,
        configuration: [String: String]? = nil,
        report: @escaping ProgressHandler = { _ in }
    ) {
        self.settings = settings
        self.store = store
        self.clock = clock
        self.lease = lease
        self.configuration = configuration
        self.report = report
        checkpoints = settings.audit.map { CheckpointKeeper($0, store: store, clock: clock, report: report) }
        reads = ReadNotes(settings: settings, store: store)
        flows = FlowRunner(settings: settings, store: store, clock: clock, report: report)
        // Also of systems that are no flow's target any more: what was planned for them is still to be done.
        dispatchers = settings.systems.compactMap { system in
            Dispatcher(system, settings: settings, store: store, clock: clock, report: report)
        }
    }

    /// Runs until `end`, or for ever; signs the journal when it stops in order.
    ///
    /// A store that is unavailable, for example because the disk is full, is waited for: nothing is read or delivered
    /// meanwhile, and the work goes on from what the store holds.
    ///
    /// - Parameter end: The time after which nothing is begun; `nil` for never.
    /// - Throws: ``StoreError/damaged(_:)`` if the store cannot be read, ``StoreError/fenced(_:)`` if another runtime took
    ///   over, ``StoreError/conflict(_:)`` if another runtime holds the lease; ``RevokedCredentials`` if somebody revokes
    ///   a credential that it uses; `CancellationError` if the task is cancelled.
    public func run(until end: Instant? = nil) async throws {
        try await underLease { [self] in
            do {
                try await workThroughFaults(until: end)
            } catch  where Task.isCancelled {
                try await checkpoints?.sign(at: clock.now)
                throw error
            }
            try await checkpoints?.sign(at: clock.now)
        }
    }

    /// Works; a store that is unavailable is waited for.
    private func workThroughFaults(until end: Instant?) async throws {
        var pause: Duration = .seconds(1)
        while true {
            let start = clock.now
            do {
                try Task.checkCancellation()
                try await RevokedCredentials.refuse(settings, in: store)
                try await prepare()
                return try await work(until: end, isOnce: false)
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

    /// Does what has to be durable before flows take steps.
    private func prepare() async throws(StoreError) {
        let now = clock.now
        await clearSpools()
        if let configuration { try await ConfigurationJournal(store: store).note(configuration, at: now) }
        for binding in settings.flows { try await ShadowDeliveries(of: binding, settings, store).resume(at: now) }
        try await MasterDataPlan(settings: settings, store: store).commit(at: now)
        if settings.flows.contains(where: { $0.deliverySchedule == .atPeriodClose }) {
            let release = PeriodRelease(settings: settings, store: store)
            do throws(StoreError) {
                try await release.begin(at: now)
            } catch .conflict {
                // A person who declares the first close begins it too.
                try await release.begin(at: now)
            }
        }
        try await FreshnessWatch(settings: settings, store: store, reads: reads).begin(at: now)
        try await CredentialWatch(settings: settings, store: store).closeRenewed(at: now)
        try await DuplicateWatch(settings: settings, store: store).look(at: now)
        try await DepartureWatch(settings: settings, store: store).look(at: now)
        for binding in settings.flows {
            try await LapsedSchedule(binding: binding, settings: settings, store: store).revive(at: now)
            try await ChangedSchedule(binding: binding, settings: settings, store: store).apply(at: now)
        }
    }

    /// Removes what a process that was killed has left in the spools; a spool that cannot be used is told of, and again
    /// by whoever needs it.
    private func clearSpools() async {
        for system in settings.systems {
            guard let files = system.files else { continue }
            do throws(FileTransportError) { try await FileSpool(root: files.spool).clearWork() } catch {
                report(.failed(system: system.name, reason: "\(error)"))
            }
        }
    }

    /// Does everything that is due at the present, once; a call to a target that waits to be filled goes as it is.
    ///
    /// - Throws: ``StoreError`` if the store fails.
    public func runOnce() async throws(StoreError) {
        do {
            try await underLease { [self] in
                try await prepare()
                try await work(until: nil, isOnce: true)
                try await checkpoints?.sign(at: clock.now)
            }
        } catch let error as StoreError {
            throw error
        } catch {
            // Only waiting can be cancelled, and nothing waits here.
        }
    }

    private func underLease(_ work: () async throws -> Void) async throws {
        guard let lease else { return try await work() }
        try await lease.hold { try await work() }
    }
}
