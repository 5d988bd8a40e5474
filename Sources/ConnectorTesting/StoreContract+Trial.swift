internal import CanonicalModel
internal import ConnectorStore
internal import Testing

/// A store under trial.
struct Trial: Sendable {
    let store: any RuntimeStore
    let location: SourceLocation

    /// Commits what must be accepted.
    @discardableResult
    func commit(
        _ changes: StateChange...,
        by actor: String = "system:purlin",
        at now: Instant = .morning
    ) async throws -> CommitReceipt {
        try await commit(changes, by: actor, at: now)
    }

    /// Commits what must be accepted.
    @discardableResult
    func commit(
        _ changes: [StateChange],
        by actor: String = "system:purlin",
        at now: Instant = .morning
    ) async throws -> CommitReceipt {
        try await store.commit(changes, by: actor, at: now)
    }

    /// Commits what must be refused as a conflict whose text names `name`, and must leave no trace in the journal.
    func refuses(_ changes: StateChange..., naming name: String) async throws {
        try await refuses(changes, naming: name)
    }

    /// Commits what must be refused as a conflict whose text names `name`, and must leave no trace in the journal.
    func refuses(_ changes: [StateChange], naming name: String) async throws {
        let before = try await store.journalHead()
        do {
            let receipt = try await store.commit(changes, by: "system:purlin", at: .morning)
            Issue.record("accepted instead of refused: \(receipt)", sourceLocation: location)
        } catch .conflict(let text) {
            #expect(text.contains(name), sourceLocation: location)
        } catch {
            Issue.record("refused as \(error), not as a conflict", sourceLocation: location)
        }
        #expect(try await store.journalHead() == before, sourceLocation: location)
    }

    /// Commits what must be skipped whole.
    func skips(_ change: StateChange) async throws {
        let before = try await store.journalHead()
        let receipt = try await commit(change)
        #expect(receipt.skipped == [0], sourceLocation: location)
        #expect(receipt.appended.isEmpty, sourceLocation: location)
        #expect(try await store.journalHead() == before, sourceLocation: location)
    }

    /// The newest entry of the journal.
    func newestEntry() async throws -> JournalEntry {
        let head = try await store.journalHead()
        return try #require(
            try await store.journal(after: head.sequence - 1, limit: 1).first,
            sourceLocation: location
        )
    }
}

extension Instant {
    /// 2026-01-05T06:00:00Z.
    static let morning = Instant(seconds: 1_767_592_800)
}
