import CanonicalModel
import ConnectorKit
import ConnectorStore
import GRDB
import Glibc
import JSON
import SQLiteStore
import Testing

@Suite("SQLite store: earlier versions")
struct EarlierVersionTests {
    @Test func aStoreWithoutTreeGetsOneWhenItIsOpened() async throws {
        let folder = try StoreFolder()
        let first = try folder.open()
        _ = try await first.commit((1...600).map { .reading("r\($0)") }, by: "system:purlin", at: .morning)
        let roots = try await first.treeHashes(level: 8, indices: 0..<2)
        try first.close()
        try await folder.putBackToVersion1()

        let opened = try folder.open()
        #expect(try await opened.treeHashes(level: 8, indices: 0..<2) == roots)
        #expect(try await opened.latestCheckpoint() == nil)
        _ = try await opened.commit((601...800).map { .reading("r\($0)") }, by: "system:purlin", at: .morning)
        #expect(try await opened.treeHashes(level: 8, indices: 2..<3).count == 1)
    }

    @Test func requestsOfAStoreWithoutApprovalRulesGoOn() async throws {
        let folder = try StoreFolder()
        let first = try folder.open()
        let now = Instant.morning
        let (open, refused) = (ApprovalRequest.earlier("open"), ApprovalRequest.earlier("refused"))
        let refusal = ApprovalDecision(id: "refused", isApproved: false, person: "pat", reason: "wrong project")
        let changes: [StateChange] = [
            .approvalRequested(open), .approvalRequested(refused), .approvalDecided(refusal, event: .answer("refused")),
        ]
        _ = try await first.commit(changes, by: "system:purlin", at: now)
        try first.close()
        try await folder.putBackToVersion1()

        let opened = try folder.open()
        #expect(try await opened.approval("refused")?.decision == refusal)
        #expect(try await opened.approvals(onlyPending: true).map(\.request) == [open])
        #expect(try await opened.dueApprovals(at: now.adding(seconds: 1_000_000), limit: 10).isEmpty)
        let answer = ApprovalDecision(id: "open", isApproved: true, person: "pat", reason: nil)
        _ = try await opened.commit([.approvalDecided(answer, event: .answer("open"))], by: "person:pat", at: now)
        #expect(try await opened.approval("open")?.decision == answer)
    }

    @Test func casesOfAStoreWithoutEscalationsGoOn() async throws {
        let folder = try StoreFolder()
        let first = try folder.open()
        let proposal = CaseProposal(
            kind: "meter_fall",
            subject: "EX-104",
            severity: .warning,
            owner: "yard",
            summary: "its meter fell",
            remedy: .acknowledge,
            topics: ["EX-104"]
        )
        _ = try await first.commit([.caseRaised(proposal)], by: "system:purlin", at: .morning)
        try first.close()
        try await folder.putBackToVersion1()

        let opened = try folder.open()
        #expect(try await opened.case(1)?.escalations == [])
        let step = CaseEscalation(
            step: 1,
            from: "yard",
            to: "finance",
            due: .morning,
            at: .morning.adding(seconds: 60),
            rule: "exceptions.severities.warning (governance.yaml:4)"
        )
        _ = try await opened.commit([.caseEscalated(number: 1, step)], by: "system:purlin", at: step.at)
        #expect(try await opened.case(1)?.owner == "finance")
    }

    /// A runtime of the earlier version would go on with tables that are gone.
    @Test(arguments: SQLiteStore.Role.allCases)
    func aStoreThatAnEarlierRuntimeUsesIsLeftAlone(role: SQLiteStore.Role) async throws {
        let folder = try StoreFolder()
        let first = try folder.open(.runtime)
        _ = try await first.commit([.reading("r1")], by: "system:purlin", at: .morning)
        try first.close()
        try await folder.putBackToVersion1()

        let descriptor = Glibc.open(folder.store + ".lock", O_RDWR | O_CLOEXEC)
        #expect(flock(descriptor, LOCK_EX) == 0)
        #expect {
            try folder.open(role)
        } throws: { error in
            guard case .unavailable(let text) = error as? StoreError else { return false }
            return text.contains("stop that one first") && text.contains("process \(getpid())")
                && (role == .runtime || text.contains("schema version 1"))
        }
        let (version, tables) = try await folder.intruder().read { db in
            (
                try Int.fetchOne(db, sql: "PRAGMA user_version"),
                try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'crosswalk'")
            )
        }
        #expect(version == 1 && tables == 1)

        close(descriptor)
        let opened = try folder.open(role)
        #expect(try await opened.journalHead().sequence == 1)
        // The lock was for the moment only.
        try folder.open(.client).close()
        if role == .client { try folder.open(.runtime).close() }
    }
}

extension ApprovalRequest {
    /// A request as versions made it that knew no approval rules.
    fileprivate static func earlier(_ id: String) -> ApprovalRequest {
        ApprovalRequest(
            id: id,
            flow: "usage",
            key: "EX-104",
            role: "equipment-manager",
            summary: "8.25 h on P-2201",
            payload: ["hours": "8.25"],
            topics: ["EX-104"]
        )
    }
}

extension ReceivedRecord {
    fileprivate static func answer(_ id: String) -> ReceivedRecord {
        ReceivedRecord(
            system: "purlin",
            record: SourceRecord(
                id: "approval/\(id)",
                object: "ApprovalDecision",
                occurredAt: .morning,
                payload: .null
            ),
            flow: "usage",
            key: "EX-104",
            topics: ["EX-104"],
            disposition: .accepted
        )
    }
}
