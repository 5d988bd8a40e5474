import ConnectorStore

/// A second place in memory.
actor GivenExport: CheckpointExport {
    private var given: [SignedCheckpoint]
    private let failure: AuditError?

    /// A place with these checkpoints, or one that fails whatever is asked of it.
    init(_ checkpoints: [SignedCheckpoint] = [], failing failure: AuditError? = nil) {
        given = checkpoints
        self.failure = failure
    }

    func add(
        _ checkpoints: @Sendable (_ newest: SignedCheckpoint?) async throws(AuditError) -> [SignedCheckpoint]
    ) async throws(AuditError) {
        if let failure { throw failure }
        given += try await checkpoints(try await latest())
    }

    func checkpoints() async throws(AuditError) -> [SignedCheckpoint] {
        if let failure { throw failure }
        return given
    }
}
