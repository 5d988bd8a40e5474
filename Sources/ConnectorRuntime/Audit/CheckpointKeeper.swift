internal import CanonicalModel
internal import ConnectorStore

/// Signs the journal of a running engine when it is time.
struct CheckpointKeeper: Sendable {
    private let log: CheckpointLog
    private let interval: Duration
    private let report: ProgressHandler

    init(_ settings: AuditSettings, store: any RuntimeStore, report: @escaping ProgressHandler) {
        log = settings.log(of: store) { report(.failed(system: Engine.systemName, reason: $0)) }
        interval = settings.checkpointEvery
        self.report = report
    }

    /// Signs if the last checkpoint is old enough; returns when the next one is due.
    ///
    /// - Throws: ``StoreError/damaged(_:)`` if the tree contradicts the last checkpoint, stored or exported.
    func signIfDue(at now: Instant) async throws(StoreError) -> Instant {
        // A clock that was put back must not put off the next checkpoint for long.
        if let last = try await log.lastSigning(), last <= now {
            let due = last.adding(interval)
            guard due <= now else { return due }
        }
        try await sign(at: now)
        return now.adding(interval)
    }

    /// Signs whatever is not signed yet.
    ///
    /// - Throws: ``StoreError/damaged(_:)`` if the tree contradicts the last checkpoint, stored or exported.
    func sign(at now: Instant) async throws(StoreError) {
        do throws(AuditError) {
            guard let signed = try await log.sign(by: Engine.actor, at: now) else { return }
            report(.signed(entries: signed.checkpoint.size))
        } catch {
            switch error {
            case .store(.conflict):
                // Another process signed at the same time.
                return
            case .store(let error): throw error
            case .export, .malformed:
                // What is in the store by now is taken along by the next one. Beside a second place that holds anything
                // else nothing is signed, and the next start is refused.
                report(.failed(system: Engine.systemName, reason: error.description))
            case .unsigned, .inconsistent:
                throw .damaged(error.description)
            }
        }
    }
}
