/// Compares single checkpoints with a journal before something goes on with it.
struct CheckpointCheck {
    let store: any JournalStore & AuditStore
    /// Whose checkpoints are trusted; without any, signatures are not looked at.
    let verifiers: [NoteVerifier]
    /// What a refusal means, for example that nothing was started.
    let consequence: String

    /// Checks that one of the trusted signed a checkpoint, and that it is over the first of `newest` entries.
    func check(_ signed: SignedCheckpoint, _ kind: String, newest: Int64) async throws(AuditError) {
        let size = signed.checkpoint.size
        if !verifiers.isEmpty {
            do throws(AuditError) {
                try signed.verify(with: verifiers)
            } catch {
                throw .unsigned(
                    "The newest \(kind) checkpoint is not signed by the key of this configuration: \(error). \(consequence). "
                        + "Configure the key that signed it under audit.key or audit.formerKeys; if there never was such a "
                        + "key, somebody changed it: restore the store from a backup"
                )
            }
        }
        guard size <= newest else {
            throw refusal(
                "the newest \(kind) checkpoint is over \(size) entries, but the journal ends at entry \(newest): the store "
                    + "was restored from an older backup, or its newest entries were removed"
            )
        }
        let root = try await AuditError.reading { () throws(StoreError) in try await store.treeRoot(size: size) }
        guard root == signed.checkpoint.root else {
            throw refusal(
                "the first \(size) entries are not those of the newest \(kind) checkpoint: entries or the tree over them "
                    + "were changed after it was signed"
            )
        }
    }

    /// Checks what the second place holds: the store must hold its newest checkpoint too, and the rest of what was cut off.
    ///
    /// - Returns: What the store holds beyond it, the smallest first.
    @discardableResult
    func checkExported(_ exported: ExportedCheckpoints) async throws(AuditError) -> [StoredCheckpoint] {
        let newest = exported.newest
        if let newest { try await checkNewest(newest) }
        let missing = try await AuditError.reading { () throws(StoreError) in
            try await store.allCheckpoints(after: newest?.checkpoint.size ?? -1)
        }
        try exported.checkRest(before: missing.first?.note)
        return missing
    }

    private func checkNewest(_ exported: SignedCheckpoint) async throws(AuditError) {
        let newest = try await AuditError.reading { () throws(StoreError) in try await store.journalHead().sequence }
        try await check(exported, "exported", newest: newest)
        let size = exported.checkpoint.size
        let stored = try await AuditError.reading { () throws(StoreError) in
            try await store.checkpoints(after: size - 1, limit: 1).first
        }
        guard let stored, stored.note.utf8.elementsEqual(exported.note.encoded.utf8) else {
            throw refusal(
                "a checkpoint over \(size) entries was exported that the store does not hold: the store was restored from "
                    + "an older backup, or its checkpoints were removed"
            )
        }
    }

    func refusal(_ reason: String) -> AuditError {
        .inconsistent(
            "The journal cannot be trusted: \(reason). \(consequence). Keep a copy of the store, run 'purlin audit verify' "
                + "to name what was changed, and restore the newest backup that agrees with the checkpoints; "
                + "Documentation/audit.md says what to do if there is none"
        )
    }
}
