/// A second place for checkpoints, which who can change the store should not be able to change.
public protocol CheckpointExport: Sendable {
    /// Adds checkpoints behind those that are there.
    ///
    /// - Parameter addition: Is given what is there, and returns those to add, the smallest first. Nobody else adds
    ///   meanwhile.
    /// - Throws: ``AuditError/export(_:)`` if the place cannot be used, ``AuditError/malformed(_:)`` if it holds anything
    ///   else; what `addition` throws.
    func add(
        _ addition: @escaping @Sendable (_ present: ExportedCheckpoints) async throws(AuditError) -> [SignedCheckpoint]
    ) async throws(AuditError)

    /// What is there; nothing if the place is there and empty.
    ///
    /// - Throws: ``AuditError/export(_:)`` if the place cannot be read; ``AuditError/malformed(_:)`` if it holds anything
    ///   else.
    func read() async throws(AuditError) -> ExportedCheckpoints
}

/// What a second place for checkpoints holds.
public struct ExportedCheckpoints: Sendable, Hashable {
    /// The checkpoints, in their order.
    public let checkpoints: [SignedCheckpoint]
    /// What stands behind them and is no whole note: the beginning of one that was cut off, if nobody changed anything.
    public let rest: [UInt8]

    /// Creates the content of a second place.
    public init(_ checkpoints: [SignedCheckpoint] = [], rest: [UInt8] = []) {
        self.checkpoints = checkpoints
        self.rest = rest
    }

    /// The checkpoint over the most entries.
    public var newest: SignedCheckpoint? { checkpoints.max { $0.checkpoint.size < $1.checkpoint.size } }

    /// Checks that the rest is the beginning of the note that follows.
    ///
    /// - Throws: ``AuditError/malformed(_:)`` if it is anything else.
    public func checkRest(before next: String?) throws(AuditError) {
        guard rest.isEmpty || next?.utf8.starts(with: rest) ?? false else {
            throw .malformed(
                "The second place for checkpoints ends with \(rest.count) bytes that are the beginning of none of this log's "
                    + "checkpoints: the store was restored from an older backup, or the place was damaged; keep a copy, and "
                    + "take them away"
            )
        }
    }
}
