internal import CanonicalModel
internal import ConnectorKit
internal import ConnectorStore
internal import Governance
internal import JSON
internal import Testing

extension StoreContract {
    private static let id = "CO-7"
    private static let day: Int64 = 86_400

    static let approvalRules: [Promise] = [
        Promise("a request is approved only with the signatures that its terms ask for") { trial in
            try await trial.commit(.approvalRequested(.twice()))
            try await trial.refuses(.approval(), naming: "approvals.change-order")
            try await trial.commit(.signature("pat", after: 0))
            try await trial.refuses(.approval(), naming: "approvals.change-order")
            try await trial.refuses(.signature("pat", after: 1), naming: id)
            try await trial.refuses(.signature("sam", for: "pat", after: 1), naming: id)
            try await trial.refuses(.signature("ann", after: 1), naming: id)
            try await trial.commit(.signature("kim", after: 1))
            try await trial.refuses(.signature("lee", after: 2), naming: id)
            try await trial.commit(.approval())
            let stored = try await trial.store.approval(id)
            #expect(stored?.request == .twice(), sourceLocation: trial.location)
            #expect(stored?.standing.signatures.map(\.person) == ["pat", "kim"], sourceLocation: trial.location)
        },
        Promise("a signature of one who did not see the one before is a conflict") { trial in
            try await trial.commit(.approvalRequested(.twice()))
            try await trial.commit(.signature("pat", after: 0))
            try await trial.refuses(.signature("kim", after: 0), naming: "meanwhile")
            try await trial.refuses(.approvalMoved(id: "CO-8", .lapsed), naming: "CO-8")
        },
        Promise("what is on hold is neither signed nor due, and lapses later by as long") { trial in
            let start = Instant.morning
            try await trial.commit(.approvalRequested(.twice()), at: start)
            #expect(try await trial.store.nextWake() == start.adding(seconds: day), sourceLocation: trial.location)
            try await trial.refuses(.moved(.held(person: "pat", reason: " ")), naming: "reason")
            try await trial.refuses(.moved(.released(person: "pat")), naming: "not on hold")
            try await trial.commit(.moved(.held(person: "pat", reason: "asking the site")), at: start)
            try await trial.refuses(.signature("pat", after: 0), naming: "asking the site")
            #expect(try await trial.store.nextWake() == nil, sourceLocation: trial.location)
            let late = start.adding(seconds: 5 * day)
            #expect(try await trial.store.dueApprovals(at: late, limit: 9).isEmpty, sourceLocation: trial.location)
            try await trial.commit(.moved(.released(person: "pat")), at: late)
            let standing = try await trial.store.approval(id)?.standing
            #expect(standing?.expiresAt == start.adding(seconds: 8 * day), sourceLocation: trial.location)
            #expect(standing?.remindAt == start.adding(seconds: 6 * day), sourceLocation: trial.location)
        },
        Promise("owners are reminded once an interval, and what nobody answers lapses until it is asked anew") {
            trial in
            let start = Instant.morning
            try await trial.commit(.approvalRequested(.twice()), at: start)
            try await trial.commit(.signature("pat", after: 0), at: start)
            let second = start.adding(seconds: 2 * day + 60)
            #expect(
                try await trial.store.dueApprovals(at: second, limit: 9).map(\.request.id) == [id],
                sourceLocation: trial.location
            )
            try await trial.commit(.moved(.reminded), at: second)
            #expect(try await trial.store.dueApprovals(at: second, limit: 9).isEmpty, sourceLocation: trial.location)
            let end = start.adding(seconds: 3 * day)
            try await trial.commit(.moved(.lapsed), at: end)
            let lapsed = try await trial.store.approval(id)?.standing
            #expect(lapsed?.lapsedAt == end && lapsed?.reminders == 1, sourceLocation: trial.location)
            #expect(try await trial.store.nextWake() == nil, sourceLocation: trial.location)
            try await trial.commit(.moved(.reopened(person: "pat")), at: end)
            let anew = try await trial.store.approval(id)?.standing
            #expect(anew?.signatures.isEmpty == true && anew?.lapsedAt == nil, sourceLocation: trial.location)
            #expect(anew?.expiresAt == end.adding(seconds: 3 * day), sourceLocation: trial.location)
            try await trial.refuses(.moved(.reopened(person: "pat")), naming: "has not lapsed")
            let unnoticed = end.adding(seconds: 4 * day)
            try await trial.commit(.moved(.reopened(person: "pat")), at: unnoticed)
            let again = try await trial.store.approval(id)?.standing
            #expect(again?.expiresAt == unnoticed.adding(seconds: 3 * day), sourceLocation: trial.location)
        },
        Promise("what was returned is asked anew as it is by then; anything else is not") { trial in
            try await trial.commit(.approvalRequested(.twice()))
            try await trial.commit(.signature("pat", after: 0))
            let returned = ApprovalDecision(id: id, isApproved: false, person: "kim", reason: "sum", isReturned: true)
            try await trial.commit(.approvalDecided(returned, event: .event("approval/1")))
            #expect(try await trial.store.approval(id)?.decision == returned, sourceLocation: trial.location)
            let entry = try await trial.store.journal(topic: "P-2201").last
            #expect(entry?.kind == "approval.returned", sourceLocation: trial.location)
            let corrected = ApprovalRequest.twice(summary: "7 200.00 on P-2201")
            try await trial.commit(.approvalRequested(corrected))
            let stored = try await trial.store.approval(id)
            #expect(stored?.request == corrected && stored?.decision == nil, sourceLocation: trial.location)
            #expect(stored?.standing.round == 2, sourceLocation: trial.location)
            #expect(stored?.standing.signatures.isEmpty == true, sourceLocation: trial.location)
            try await trial.skips(.approvalRequested(.twice()))
        },
    ]
}

extension ApprovalRequest {
    /// A change order that two people of finance sign, of whom none is Ann, who asked.
    fileprivate static func twice(summary: String = "8 600.00 on P-2201") -> ApprovalRequest {
        ApprovalRequest(
            id: "CO-7",
            flow: "budget",
            key: "P-2201",
            role: "finance",
            summary: summary,
            payload: ["total": "8600.00"],
            topics: ["P-2201"],
            terms: ApprovalTerms(
                rule: "approvals.change-order (governance.yaml:4)",
                signatures: [["finance"], ["finance"]],
                requester: "ann",
                owner: "finance",
                expiresAfter: .seconds(3 * 86_400),
                remindsEvery: .seconds(86_400)
            )
        )
    }
}

extension StateChange {
    fileprivate static func moved(_ move: ApprovalMove) -> StateChange { .approvalMoved(id: "CO-7", move) }

    fileprivate static func signature(_ person: String, for other: String? = nil, after count: Int) -> StateChange {
        .moved(.signed(ApprovalSignature(person: person, role: "finance", onBehalfOf: other), after: count))
    }

    fileprivate static func approval() -> StateChange {
        .answer("CO-7", person: "person:pat")
    }
}
