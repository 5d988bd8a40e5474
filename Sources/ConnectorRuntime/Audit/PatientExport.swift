internal import CanonicalModel
public import ConnectorKit
public import ConnectorStore
internal import Synchronization

/// A second place for checkpoints that is not waited for without end, such as a file on a share that hangs.
///
/// A call that has not been answered in time is left alone, and none is made beside it before it has ended.
public final class PatientExport: CheckpointExport {
    /// How long a call is waited for.
    public static let patience: Duration = .seconds(30)

    private let export: any CheckpointExport
    private let clock: any RuntimeClock
    /// When the call that is under way began.
    private let callSince = Mutex<Instant?>(nil)

    /// Creates a second place that waits for `export` by `clock`.
    public init(_ export: any CheckpointExport, clock: any RuntimeClock) {
        self.export = export
        self.clock = clock
    }

    /// Adds checkpoints as the place itself does.
    ///
    /// - Throws: ``AuditError/export(_:)`` if it does not answer in time; what the place throws.
    public func add(
        _ addition: @escaping @Sendable (_ present: ExportedCheckpoints) async throws(AuditError) -> [SignedCheckpoint]
    ) async throws(AuditError) {
        try await answer { [export] () throws(AuditError) in try await export.add(addition) }
    }

    /// Reads the place.
    ///
    /// - Throws: ``AuditError/export(_:)`` if it does not answer in time; what the place throws.
    public func read() async throws(AuditError) -> ExportedCheckpoints {
        try await answer { [export] () throws(AuditError) in try await export.read() }
    }

    /// The answer to a call, which goes on by itself if it is not waited for any longer.
    private func answer<Value: Sendable>(
        _ call: @escaping @Sendable () async throws(AuditError) -> Value
    ) async throws(AuditError) -> Value {
        let start = clock.now
        let earlier = callSince.withLock { since in
            defer { since = since ?? start }
            return since
        }
        if let earlier { throw silence("since \(earlier.text)") }
        let result = await withCheckedContinuation { continuation in
            let first = FirstAnswer<Result<Value, AuditError>>(continuation)
            // Not part of the task that asks: it is waited for even by one that is cancelled, but not beyond its time.
            let alarm = Task {
                while clock.now < start.adding(Self.patience) {
                    do { try await clock.sleep(until: start.adding(Self.patience)) } catch { return }
                }
                first.give(.failure(silence("for \(Self.patience.components.seconds) seconds")))
            }
            Task {
                let result: Result<Value, AuditError>
                do throws(AuditError) { result = .success(try await call()) } catch { result = .failure(error) }
                alarm.cancel()
                callSince.withLock { $0 = nil }
                first.give(result)
            }
        }
        return try result.get()
    }

    private func silence(_ time: String) -> AuditError {
        .export("The second place for checkpoints has not answered \(time): its disk or share hangs; see audit.export")
    }
}

/// Takes the first of several answers.
private final class FirstAnswer<Value: Sendable>: Sendable {
    private let continuation: Mutex<CheckedContinuation<Value, Never>?>

    init(_ continuation: CheckedContinuation<Value, Never>) {
        self.continuation = Mutex(continuation)
    }

    func give(_ value: Value) {
        continuation.withLock { $0.take() }?.resume(returning: value)
    }
}
