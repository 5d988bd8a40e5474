import CanonicalModel
import ConnectorStore
import Governance
import JSON
import Synchronization

/// When the systems whose age matters were last read to their end.
///
/// This process knows each read. The store is told of those of a calendar; of those at an interval one in a tenth of the
/// limit and the last before a failure, so that reads that bring nothing do not fill the journal.
final class ReadNotes: Sendable {
    private let policy: SynchronisationPolicy
    private let store: any RuntimeStore
    private let latest = Mutex<[String: Instant]>([:])

    init(settings: RuntimeSettings, store: any RuntimeStore) {
        policy = settings.governance.synchronisation
        self.store = store
    }

    /// Whether the age of any system matters.
    var areAskedFor: Bool { policy.systems.values.contains { $0.freshWithin != nil } }

    /// Notes that a system was read to its end; nothing for one without a limit.
    ///
    /// - Parameters:
    ///   - system: The system.
    ///   - read: When the read began.
    ///   - now: The present.
    /// - Throws: ``StoreError`` if that cannot be made durable.
    func note(_ system: ConfiguredSystem, readAt read: Instant, now: Instant) async throws(StoreError) {
        guard let limit = policy.systems[system.name]?.freshWithin else { return }
        latest.withLock { $0[system.name] = read }
        let memory = try await ReadMemory.read(system.name, from: store)
        if case .every = system.schedule, let noted = memory.readAt, noted <= read, read < noted.adding(limit / 10) {
            return
        }
        try await commit(memory.with(since: memory.since ?? read, readAt: read), at: now)
    }

    /// Makes the last read durable, because none may follow.
    func settle(_ system: String, now: Instant) async throws(StoreError) {
        guard let known = latest.withLock({ $0[system] }) else { return }
        let memory = try await ReadMemory.read(system, from: store)
        guard memory.readAt != known else { return }
        try await commit(memory.with(since: memory.since ?? known, readAt: known), at: now)
    }

    /// What is known of a system.
    func memory(of system: String) async throws(StoreError) -> ReadMemory {
        let stored = try await ReadMemory.read(system, from: store)
        guard let known = latest.withLock({ $0[system] }) else { return stored }
        return stored.with(since: stored.since, readAt: known)
    }

    /// Begins to watch a system, which counts as read then, and stops watching one that has no limit any more.
    ///
    /// What is from the future, because the clock was put back, is forgotten.
    func begin(_ system: String, at now: Instant) async throws(StoreError) {
        let memory = try await ReadMemory.read(system, from: store)
        let known = [memory.since, memory.readAt].compactMap(\.self)
        guard policy.systems[system]?.freshWithin != nil else {
            if !known.isEmpty { try await commit(memory.with(since: nil, readAt: nil), at: now) }
            return
        }
        guard memory.since == nil || known.contains(where: { $0 > now.adding(ReadTimetable.clockTolerance) }) else {
            return
        }
        latest.withLock { $0[system] = nil }
        try await commit(memory.with(since: now, readAt: nil), at: now)
    }

    private func commit(_ memory: ReadMemory, at now: Instant) async throws(StoreError) {
        _ = try await store.commit([.flowAdvanced(memory.advance)], by: Engine.actor, at: now)
    }
}

/// What is durable of the reads of one system.
struct ReadMemory {
    /// The name under which it is kept, as the state of a flow.
    private static let flow = "freshness"

    let system: String
    let version: Int64
    /// Since when it is watched; `nil` if it is not.
    let since: Instant?
    /// When it was last read to its end, at the beginning of that read; `nil` if it was not.
    let readAt: Instant?

    static func read(_ system: String, from store: any FlowStateStore) async throws(StoreError) -> ReadMemory {
        let stored = try await store.flowState(flow: flow, key: system)
        func instant(_ member: String) -> Instant? { stored?.state[member]?.stringValue.flatMap { Instant($0) } }
        return ReadMemory(
            system: system,
            version: stored?.version ?? 0,
            since: instant("since"),
            readAt: instant("readAt")
        )
    }

    func with(since: Instant?, readAt: Instant?) -> ReadMemory {
        ReadMemory(system: system, version: version, since: since, readAt: readAt)
    }

    var advance: FlowAdvance {
        FlowAdvance(
            flow: Self.flow,
            key: system,
            expectedVersion: version,
            state: [
                "since": since.map { .string($0.text) } ?? .null, "readAt": readAt.map { .string($0.text) } ?? .null,
            ],
            wakeAt: nil,
            consumed: [],
            notes: []
        )
    }
}
