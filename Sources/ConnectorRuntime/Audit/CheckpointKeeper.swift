internal import CanonicalModel
internal import ConnectorKit
internal import ConnectorStore
internal import Synchronization

/// Signs the journal of a running engine when it is time.
final class CheckpointKeeper: Sendable {
    private let log: CheckpointLog
    private let interval: Duration
    private let report: ProgressHandler
    /// When it was last tried, whatever came of it.
    private let lastAttempt = Mutex<Instant?>(nil)

    init(
        _ settings: AuditSettings,
        store: any RuntimeStore,
        clock: any RuntimeClock,
        report: @escaping ProgressHandler
    ) {
        log = settings.log(of: store, clock: clock) { report(.failed(system: Engine.systemName, reason: $0)) }
        interval = settings.checkpointEvery
        self.report = report
    }

    /// Signs if the last checkpoint and the last attempt are old enough.
    ///
    /// - Throws: ``StoreError/damaged(_:)`` if the tree contradicts the last checkpoint, stored or exported.
    func signIfDue(at now: Instant) async throws(StoreError) {
        guard isDue(after: lastAttempt.withLock { $0 }, at: now) else { return }
        guard isDue(after: try await log.lastSigning(), at: now) else { return }
        try await sign(at: now)
    }

    /// A clock that was put back must not put off the next checkpoint for long.
    private func isDue(after last: Instant?, at now: Instant) -> Bool {
        guard let last, last <= now else { return true }
        return last.adding(interval) <= now
    }

    /// Signs whatever is not signed yet, and completes the second place.
    ///
    /// - Throws: ``StoreError/damaged(_:)`` if the tree contradicts the last checkpoint, stored or exported.
    func sign(at now: Instant) async throws(StoreError) {
        do throws(AuditError) {
            if let signed = try await log.sign(by: Engine.actor, at: now) {
                report(.signed(entries: signed.checkpoint.size))
            }
        } catch {
            switch error {
            case .store(.conflict):
                // Another process signed at the same time.
                break
            case .store(let error): throw error
            case .export, .malformed:
                // What is in the store by now is taken along by the next one. Beside a second place that holds anything
                // else nothing is signed, and the next start is refused.
                report(.failed(system: Engine.systemName, reason: error.description))
            case .unsigned, .inconsistent:
                throw .damaged(error.description)
            }
        }
        lastAttempt.withLock { $0 = now }
    }
}
