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
        _ checkpoints: @Sendable (_ newest: SignedCheckpoint?) async throws(AuditError) -> [SignedCheckpoint]
    ) async throws(AuditError) {
        try fail()
        given += try await checkpoints(try await latest())
    }

    func checkpoints() async throws(AuditError) -> [SignedCheckpoint] {
        try fail()
        return given
    }

    private func fail() throws(AuditError) {
        guard let failure, failures > 0 else { return }
        failures -= 1
        throw failure
    }
}
