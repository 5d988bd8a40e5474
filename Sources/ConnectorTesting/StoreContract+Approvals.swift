internal import CanonicalModel
internal import ConnectorKit
internal import ConnectorStore
internal import Testing

extension StoreContract {
    private static let id = "EX-104/2026-01-05/1"

    static let approvals: [Promise] = [
        Promise("a request is pending until it is answered") { trial in
            try await trial.commit(.approvalRequested(.usage()), at: .morning)
            try await trial.commit(.approvalRequested(.usage("EX-100/2026-01-05/1")))
            let pending = try await trial.store.approvals(onlyPending: true)
            #expect(pending.map(\.request.id) == [id, "EX-100/2026-01-05/1"], sourceLocation: trial.location)
            let stored = StoredApproval(request: .usage(), requestedAt: .morning, decision: nil, decidedAt: nil)
            #expect(pending.first == stored, sourceLocation: trial.location)
            try await trial.commit(.answer(), at: .morning.adding(seconds: 60))
            let rest = try await trial.store.approvals(onlyPending: true)
            #expect(rest.map(\.request.id) == ["EX-100/2026-01-05/1"], sourceLocation: trial.location)
            let all = try await trial.store.approvals(onlyPending: false)
            #expect(all.map(\.request.id) == [id, "EX-100/2026-01-05/1"], sourceLocation: trial.location)
        },
        Promise("a request that is already there is skipped, answered or not") { trial in
            try await trial.commit(.approvalRequested(.usage()))
            try await trial.skips(.approvalRequested(.usage()))
            try await trial.commit(.answer())
            try await trial.skips(.approvalRequested(.usage()))
        },
        Promise("an answer is kept with its person, reason and time") { trial in
            try await trial.commit(.approvalRequested(.usage()))
            try await trial.commit(
                .answer(isApproved: false, reason: "wrong project"),
                at: .morning.adding(seconds: 60)
            )
            let stored = try await trial.store.approval(id)
            let decision = ApprovalDecision(
                id: id,
                isApproved: false,
                person: "person:equipment.manager",
                reason: "wrong project"
            )
            #expect(stored?.decision == decision, sourceLocation: trial.location)
            #expect(stored?.requestedAt == .morning, sourceLocation: trial.location)
            #expect(stored?.decidedAt == .morning.adding(seconds: 60), sourceLocation: trial.location)
            #expect(try await trial.store.approval("EX-1") == nil, sourceLocation: trial.location)
        },
        Promise("the event of an answer waits for its flow, without an entry of its own") { trial in
            try await trial.commit(.approvalRequested(.usage()))
            let receipt = try await trial.commit(.answer())
            #expect(receipt.appended.count == 1, sourceLocation: trial.location)
            let waiting = try await trial.store.waitingRecords(limit: 10)
            #expect(waiting == [.event("approval/1")], sourceLocation: trial.location)
        },
        Promise("a request that is withdrawn is not pending, tells its flow nothing, and is answered no more") {
            trial in
            let withdrawal = StateChange.approvalWithdrawn(id: id, reason: "its hours changed")
            try await trial.skips(withdrawal)
            try await trial.commit(.approvalRequested(.usage()))
            try await trial.commit(withdrawal, at: .morning.adding(seconds: 60))
            #expect(try await trial.store.approvals(onlyPending: true).isEmpty, sourceLocation: trial.location)
            #expect(try await trial.store.waitingRecords(limit: 10).isEmpty, sourceLocation: trial.location)
            let stored = try await trial.store.approval(id)
            #expect(stored?.decision?.isApproved == false, sourceLocation: trial.location)
            #expect(stored?.decision?.reason == "withdrawn: its hours changed", sourceLocation: trial.location)
            try await trial.skips(withdrawal)
            try await trial.refuses(.answer(), naming: "was already rejected by purlin")
            let entry = try await trial.store.journal(topic: "EX-104").last
            #expect(entry?.kind == "approval.withdrawn", sourceLocation: trial.location)
        },
        Promise("a request is answered once") { trial in
            try await trial.commit(.approvalRequested(.usage()))
            try await trial.commit(.answer())
            try await trial.refuses(
                .answer(isApproved: false, person: "person:s.lindqvist", reason: "late", event: "approval/2"),
                naming: "was already approved by person:equipment.manager"
            )
            let waiting = try await trial.store.waitingRecords(limit: 10)
            #expect(waiting.map(\.record.id) == ["approval/1"], sourceLocation: trial.location)
        },
        Promise("a refusal needs a reason") { trial in
            try await trial.commit(.approvalRequested(.usage()))
            try await trial.refuses(.answer(isApproved: false), naming: id)
            try await trial.refuses(.answer(isApproved: false, reason: " \n"), naming: id)
            let pending = try await trial.store.approvals(onlyPending: true)
            #expect(pending.count == 1, sourceLocation: trial.location)
        },
        Promise("what nobody asked for cannot be answered") { trial in
            try await trial.refuses(.answer(), naming: id)
            #expect(try await trial.store.waitingRecords(limit: 10) == [], sourceLocation: trial.location)
        },
        Promise("an answer whose event is already in the inbox is refused") { trial in
            try await trial.commit(.approvalRequested(.usage()), .recordReceived(.event("approval/1")))
            try await trial.refuses(.answer(), naming: "purlin/approval/1")
        },
    ]
}
