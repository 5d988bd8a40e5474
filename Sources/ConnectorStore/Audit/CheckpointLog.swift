public import CanonicalModel

/// Signs checkpoints of a store's journal, and writes them to a second place.
public struct CheckpointLog: Sendable {
    private let store: any RuntimeStore
    private let signer: NoteSigner
    private let formerKeys: [NoteVerifier]
    private let export: (any CheckpointExport)?
    private let notice: @Sendable (String) -> Void

    /// Creates a log.
    ///
    /// - Parameters:
    ///   - store: The store whose journal is signed.
    ///   - signer: Signs; its name is that of the log.
    ///   - formerKeys: Keys that signed earlier checkpoints of the same log.
    ///   - export: The second place, if there is one.
    ///   - notice: Is told what somebody should know of the second place although the work goes on.
    public init(
        store: any RuntimeStore,
        signer: NoteSigner,
        formerKeys: [NoteVerifier] = [],
        export: (any CheckpointExport)? = nil,
        notice: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.store = store
        self.signer = signer
        self.formerKeys = formerKeys
        self.export = export
        self.notice = notice
    }

    /// The keys whose checkpoints are trusted.
    public var verifiers: [NoteVerifier] { [signer.verifier] + formerKeys }

    /// Checks that the journal agrees with the newest checkpoints in the store and in the second place.
    ///
    /// The second place is completed; one that is away or cannot be written is told and stops nothing.
    ///
    /// - Throws: ``AuditError`` with what disagrees and what to do.
    public func checkAtStart() async throws(AuditError) {
        do throws(AuditError) {
            // Read first: whatever stands there was in the store before.
            let exported = try await export?.read()
            try await StartCheck(store, trusting: verifiers).run(exported: exported)
            try await exportNew()
        } catch .export(let reason) {
            notice("\(reason). The journal could not be compared with the checkpoints there, or some not be added")
            try await StartCheck(store, trusting: verifiers).run()
        }
    }

    /// Signs the present journal, unless nothing but a checkpoint was appended since the last one.
    ///
    /// The tree must go on from the one that was signed last, and the store must hold what the second place holds: nothing
    /// is signed that contradicts an earlier signature. A second place that is away keeps nothing from being signed. What it
    /// lacks is added even if there is nothing new to sign.
    ///
    /// - Parameters:
    ///   - actor: Who wants it signed.
    ///   - now: The present.
    /// - Returns: The new checkpoint; `nil` if there is nothing new to sign.
    /// - Throws: ``AuditError/inconsistent(_:)`` or ``AuditError/unsigned(_:)`` if the journal does not go on from what
    ///   was signed or exported; ``AuditError/malformed(_:)`` if the second place holds anything else, and then nothing is
    ///   signed; ``AuditError/export(_:)`` if the checkpoint is stored but could not be written to the second place,
    ///   or there is nothing new and the second place could not be completed.
    public func sign(by actor: String, at now: Instant) async throws(AuditError) -> SignedCheckpoint? {
        let size = try await AuditError.reading { () throws(StoreError) in try await store.journalHead().sequence }
        let latest = try await AuditError.reading { () throws(StoreError) in
            try await store.latestCheckpoint()?.signed
        }
        guard size > (latest?.checkpoint.size).map({ $0 + 1 }) ?? 0 else {
            try await exportNew()
            return nil
        }
        try await checkExported()
        let root = try await AuditError.reading { () throws(StoreError) in try await store.treeRoot(size: size) }
        let checkpoint = Checkpoint(origin: signer.verifier.name, size: size, root: root)
        if let latest {
            do throws(AuditError) {
                try latest.verify(with: verifiers)
                try await ConsistencyProof.check(store, from: latest.checkpoint, to: checkpoint)
            } catch {
                throw check("Nothing was signed").refusal(error.description)
            }
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

    private func check(_ consequence: String) -> CheckpointCheck {
        CheckpointCheck(store: store, verifiers: verifiers, consequence: consequence)
    }

    private func checkExported() async throws(AuditError) {
        let exported: ExportedCheckpoints?
        do throws(AuditError) {
            exported = try await export?.read()
        } catch .export {
            // It is told when the new checkpoint cannot be written there either.
            return
        }
        if let exported { try await check("Nothing was signed").checkExported(exported) }
    }

    /// Adds to the second place what the store holds beyond it.
    private func exportNew() async throws(AuditError) {
        try await export?.add { present throws(AuditError) in
            let missing = try await check("Nothing was exported").checkExported(present)
            // The power may have gone between the commit of the first one and its export.
            if present == ExportedCheckpoints(), missing.count > 1 {
                notice(
                    "The second place for checkpoints held none, although \(missing.count) are signed, which are written "
                        + "there now: unless audit.export is new or was away since the first, find out who removed them"
                )
            }
            return try await AuditError.reading { () throws(StoreError) in
                try missing.map { stored throws(StoreError) in try stored.signed }
            }
        }
    }
}
