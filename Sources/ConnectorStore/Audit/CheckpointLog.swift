public import CanonicalModel

/// A second place for checkpoints, which who can change the store should not be able to change.
public protocol CheckpointExport: Sendable {
    /// Adds the checkpoints that are not there yet, the smallest first, and none twice.
    ///
    /// - Parameter checkpoints: Reads those over more entries than the newest that is there.
    /// - Throws: ``AuditError/export(_:)`` if the place cannot be used; what `checkpoints` throws.
    func add(
        _ checkpoints: @Sendable (_ size: Int64) async throws(AuditError) -> [SignedCheckpoint]
    ) async throws(AuditError)

    /// The checkpoint over the most entries that is there, or `nil`.
    ///
    /// - Throws: ``AuditError/export(_:)`` if the place cannot be read or holds anything else.
    func latest() async throws(AuditError) -> SignedCheckpoint?
}

/// Signs checkpoints of a store's journal, and writes them to a second place.
public struct CheckpointLog: Sendable {
    private let store: any RuntimeStore
    private let signer: NoteSigner
    private let formerKeys: [NoteVerifier]
    private let export: (any CheckpointExport)?

    /// Creates a log.
    ///
    /// - Parameters:
    ///   - store: The store whose journal is signed.
    ///   - signer: Signs; its name is that of the log.
    ///   - formerKeys: Keys that signed earlier checkpoints of the same log.
    ///   - export: The second place, if there is one.
    public init(
        store: any RuntimeStore,
        signer: NoteSigner,
        formerKeys: [NoteVerifier] = [],
        export: (any CheckpointExport)? = nil
    ) {
        self.store = store
        self.signer = signer
        self.formerKeys = formerKeys
        self.export = export
    }

    /// The keys whose checkpoints are trusted.
    public var verifiers: [NoteVerifier] { [signer.verifier] + formerKeys }

    /// Checks that the journal agrees with the newest checkpoints in the store and in the second place, and completes the
    /// second place.
    ///
    /// - Throws: ``AuditError`` with what disagrees and what to do.
    public func checkAtStart() async throws(AuditError) {
        try await StartCheck(store, trusting: verifiers).run(exported: export?.latest())
        try await exportNew()
    }

    /// Signs the present journal, unless nothing but a checkpoint was appended since the last one.
    ///
    /// The tree must go on from the one that was signed last: nothing is signed that contradicts an earlier signature.
    ///
    /// - Parameters:
    ///   - actor: Who wants it signed.
    ///   - now: The present.
    /// - Returns: The new checkpoint; `nil` if there is nothing new to sign.
    /// - Throws: ``AuditError/inconsistent(_:)`` if the tree does not go on from the last checkpoint;
    ///   ``AuditError/export(_:)`` if the checkpoint is stored but could not be written to the second place.
    public func sign(by actor: String, at now: Instant) async throws(AuditError) -> SignedCheckpoint? {
        let size = try await AuditError.reading { () throws(StoreError) in try await store.journalHead().sequence }
        let latest = try await AuditError.reading { () throws(StoreError) in try await store.latestCheckpoint() }
        guard size > (latest?.signed.checkpoint.size).map({ $0 + 1 }) ?? 0 else { return nil }
        let root = try await AuditError.reading { () throws(StoreError) in try await store.treeRoot(size: size) }
        let checkpoint = Checkpoint(origin: signer.verifier.name, size: size, root: root)
        if let latest {
            try latest.signed.verify(with: verifiers)
            try await ConsistencyProof.check(store, from: latest.signed.checkpoint, to: checkpoint)
        }
        let signed = try SignedCheckpoint(signing: checkpoint, with: signer)
        _ = try await AuditError.reading { () throws(StoreError) in
            try await store.commit([.checkpointSigned(signed)], by: actor, at: now)
        }
        try await exportNew()
        return signed
    }

    /// When the last checkpoint was signed, or `nil` if none was.
    public func lastSigning() async throws(StoreError) -> Instant? {
        try await store.latestCheckpoint()?.signedAt
    }

    private func exportNew() async throws(AuditError) {
        try await export?.add { size throws(AuditError) in
            try await AuditError.reading { () throws(StoreError) in
                try await store.allCheckpoints(after: size).map(\.signed)
            }
        }
    }
}
