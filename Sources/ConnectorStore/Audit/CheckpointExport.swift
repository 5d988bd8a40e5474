/// A second place for checkpoints, which who can change the store should not be able to change.
public protocol CheckpointExport: Sendable {
    /// Adds checkpoints behind those that are there.
    ///
    /// - Parameter checkpoints: Is given the one over the most entries that is there, or `nil`, and returns those to add,
    ///   the smallest first. Nobody else adds meanwhile.
    /// - Throws: ``AuditError/export(_:)`` if the place cannot be used, ``AuditError/malformed(_:)`` if it holds anything
    ///   else; what `checkpoints` throws.
    func add(
        _ checkpoints: @Sendable (_ newest: SignedCheckpoint?) async throws(AuditError) -> [SignedCheckpoint]
    ) async throws(AuditError)

    /// All checkpoints that are there, in their order; none if the place is there and empty.
    ///
    /// - Throws: ``AuditError/export(_:)`` if the place cannot be read; ``AuditError/malformed(_:)`` if it holds anything
    ///   else.
    func checkpoints() async throws(AuditError) -> [SignedCheckpoint]
}

extension CheckpointExport {
    /// The checkpoint over the most entries that is there, or `nil`.
    ///
    /// - Throws: What ``checkpoints()`` throws.
    public func latest() async throws(AuditError) -> SignedCheckpoint? {
        try await checkpoints().max { $0.checkpoint.size < $1.checkpoint.size }
    }
}
