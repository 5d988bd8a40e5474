import CanonicalModel
import ConnectorKit
import ConnectorStore

/// What intake tells people beside records and rejects.
extension Intake {
    /// Makes it durable that a stream begins again; the last permitted time of a day is a case as well.
    func commitRestart(
        _ position: StreamPosition,
        of id: StreamID,
        because reason: String
    ) async throws(StoreError) {
        report(.readingAgain(system: id.system, stream: id.stream, reason: reason))
        var changes: [StateChange] = [.cursorAdvanced(id, position.stored)]
        if !position.mayBeRead(at: clock.now) {
            let proposal = CaseProposal(
                kind: "position_lost",
                subject: "\(id.system)/\(id.stream)",
                severity: .error,
                owner: settings.operatorRole,
                summary: "\(id.system)/\(id.stream) had to be read from its beginning \(StreamPosition.restartsPerDay) "
                    + "times in a day and is left alone until a day after the first of them: \(reason)",
                remedy: .acknowledge,
                topics: [id.system]
            )
            changes.append(.caseRaised(proposal))
        }
        try await commit(changes)
    }

    /// Raises a case for a credential that ends soon or has ended, and closes it when there is a later one.
    ///
    /// - Returns: Why the connector could not say; then nothing is changed.
    func warnOfExpiry() async throws(StoreError) -> ConnectorError? {
        guard let holder = system.connector.expiringCredentials else { return nil }
        let now = clock.now
        let end: Instant?
        do throws(ConnectorError) { end = try await holder.askExpiry() } catch { return error }
        guard let expiry = end, expiry <= now.adding(ExpiryNotice.period) else {
            try await resolve("credential_expiring:\(system.name)", because: "there is a later credential")
            return nil
        }
        let proposal = CaseProposal(
            kind: "credential_expiring",
            subject: system.name,
            severity: .warning,
            owner: settings.operatorRole,
            summary:
                "\(system.name): \(ExpiryNotice.text(of: expiry)); make a new credential and name it in the configuration",
            remedy: .acknowledge,
            topics: [system.name]
        )
        let changes = try await store.raising(proposal)
        if !changes.isEmpty { try await commit(changes) }
        return nil
    }
}
