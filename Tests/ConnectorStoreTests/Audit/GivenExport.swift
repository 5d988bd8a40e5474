import ConnectorStore

/// A second place in memory.
actor GivenExport: CheckpointExport {
    private var given: [SignedCheckpoint]
    private let failure: AuditError?
    private var failures: Int

    /// A place with these checkpoints, which fails as often as it is said, whatever is asked of it.
    init(_ checkpoints: [SignedCheckpoint] = [], failing failure: AuditError? = nil, times: Int = .max) {
        given = checkpoints
        self.failure = failure
        failures = times
    }

    func add(
        _ addition: @escaping @Sendable (_ present: ExportedCheckpoints) async throws(AuditError) -> [SignedCheckpoint]
    ) async throws(AuditError) {
        given += try await addition(try read())
    }

    func read() throws(AuditError) -> ExportedCheckpoints {
        try fail()
        return ExportedCheckpoints(given)
    }

    private func fail() throws(AuditError) {
        guard let failure, failures > 0 else { return }
        failures -= 1
        throw failure
    }
}
