/// Compares the second place for checkpoints with those that the store holds.
struct ExportCheck {
    private typealias Finding = JournalVerification.Finding

    private let exported: Result<ExportedCheckpoints, AuditError>?

    /// Reads the second place, if there is one; before the store is read, to which checkpoints come first.
    init(reading export: (any CheckpointExport)?) async {
        guard let export else {
            exported = nil
            return
        }
        do throws(AuditError) {
            exported = .success(try await export.read())
        } catch {
            exported = .failure(error)
        }
    }

    /// How the second place was found beside a store with these checkpoints, of which `findings` say what is wrong.
    func state(
        against stored: [StoredCheckpoint],
        _ findings: [JournalVerification.Finding]
    ) -> AuditVerification.Export {
        switch exported {
        case nil: return .none
        case .success(let exported):
            let newest = exported.newest?.checkpoint.size ?? -1
            let lacking = stored.filter { $0.size > newest }
            do throws(AuditError) {
                try exported.checkRest(before: lacking.first?.note)
            } catch {
                return .damaged(reason: error.description)
            }
            guard findings.isEmpty else { return .disagreeing }
            // The only one may have been signed just now, or the power gone before it was written.
            return exported == ExportedCheckpoints() && lacking.count > 1 ? .missing : .read(lacking: lacking.count)
        case .failure(.export(let reason)): return .away(reason: reason)
        case .failure(let error): return .damaged(reason: error.description)
        }
    }

    /// What is wrong with the checkpoints in the second place.
    func findings(
        against stored: [StoredCheckpoint],
        trusting verifiers: [NoteVerifier]
    ) -> [JournalVerification.Finding] {
        guard case .success(let content) = exported else { return [] }
        let exported = content.checkpoints
        let kept = Set(stored.map(\.note))
        var findings: [Finding] = []
        var newest: Int64 = -1
        for signed in exported {
            let size = signed.checkpoint.size
            if let fault = fault(of: signed, kept, trusting: verifiers, newest: newest) {
                findings.append(Finding(sequence: size, message: "is the last of an exported checkpoint \(fault)"))
            }
            newest = max(newest, size)
        }
        let there = Set(exported.map(\.note.encoded))
        // Those behind the newest follow with the next one; one before it can only have been taken away.
        for stored in stored where stored.size <= newest && !there.contains(stored.note) {
            findings.append(
                Finding(
                    sequence: stored.size,
                    message: "is the last of a checkpoint that is not among the exported ones, as later ones are"
                )
            )
        }
        return findings
    }

    private func fault(
        of signed: SignedCheckpoint,
        _ kept: Set<String>,
        trusting verifiers: [NoteVerifier],
        newest: Int64
    ) -> String? {
        if !verifiers.isEmpty {
            do throws(AuditError) { try signed.verify(with: verifiers) } catch { return "that is not ours: \(error)" }
        }
        guard kept.contains(signed.note.encoded) else {
            return "that the store does not hold: it was restored from an older backup, or its checkpoints were removed"
        }
        guard signed.checkpoint.size > newest else { return "that stands behind the one over \(newest) entries" }
        return nil
    }
}
