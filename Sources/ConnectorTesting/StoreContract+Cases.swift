internal import CanonicalModel
internal import ConnectorStore
internal import JSON
internal import Testing

extension StoreContract {
    private static let caseKey = "unknown_equipment:EX-104"

    static let cases: [Promise] = [
        Promise("cases are numbered from 1 in the order of their opening") { trial in
            try await trial.commit(.caseRaised(.unknownEquipment()))
            try await trial.commit(.caseRaised(.unknownEquipment("EX-105")))
            let first = StoredCase(
                number: 1,
                proposal: .unknownEquipment(),
                state: .open,
                occurrences: 1,
                openedAt: .morning,
                lastSeenAt: .morning,
                heldRecords: 0,
                closedBy: nil,
                reason: nil
            )
            #expect(try await trial.store.case(1) == first, sourceLocation: trial.location)
            #expect(try await trial.store.openCase(key: caseKey) == first, sourceLocation: trial.location)
            let open = try await trial.store.cases(onlyOpen: true)
            #expect(open.map(\.number) == [1, 2], sourceLocation: trial.location)
            #expect(try await trial.store.case(3) == nil, sourceLocation: trial.location)
            let other = try await trial.store.openCase(key: "unknown_equipment:EX-106")
            #expect(other == nil, sourceLocation: trial.location)
        },
        Promise("the same trouble joins its open case and is an entry again") { trial in
            try await trial.commit(.caseRaised(.unknownEquipment()))
            let receipt = try await trial.commit(
                .caseRaised(.unknownEquipment(summary: "again")),
                at: .morning.adding(seconds: 60)
            )
            #expect(receipt == CommitReceipt(appended: 2..<3, skipped: []), sourceLocation: trial.location)
            let stored = try await trial.store.case(1)
            #expect(stored?.occurrences == 2, sourceLocation: trial.location)
            #expect(stored?.openedAt == .morning, sourceLocation: trial.location)
            #expect(stored?.lastSeenAt == .morning.adding(seconds: 60), sourceLocation: trial.location)
            #expect(stored?.proposal == .unknownEquipment(summary: "again"), sourceLocation: trial.location)
            #expect(try await trial.store.cases(onlyOpen: false).count == 1, sourceLocation: trial.location)
        },
        Promise("a case says what its trouble said last, does what it did first, and has the topics of all") { trial in
            let later = CaseProposal(
                kind: "unknown_equipment",
                subject: "EX-104",
                severity: .error,
                owner: "yard",
                summary: "EX-104 has been unknown for a week",
                detail: ["days": 7],
                remedy: .acknowledge,
                topics: ["yard", "EX-104"]
            )
            try await trial.commit(.caseRaised(.unknownEquipment()), .caseRaised(later))
            let expected = CaseProposal(
                kind: later.kind,
                subject: later.subject,
                severity: later.severity,
                owner: later.owner,
                summary: later.summary,
                detail: later.detail,
                remedy: .releaseRecords,
                topics: ["EX-104", "equipment", "yard"]
            )
            #expect(try await trial.store.case(1)?.proposal == expected, sourceLocation: trial.location)
            try await trial.commit(.decision(1, .reject, reason: "not ours"))
            #expect(try await trial.store.case(1)?.proposal == expected, sourceLocation: trial.location)
        },
        Promise("the same trouble after its case was closed is a new case") { trial in
            try await trial.commit(.caseRaised(.unknownEquipment()), .decision(1, .resolve, person: "purlin"))
            #expect(try await trial.store.openCase(key: caseKey) == nil, sourceLocation: trial.location)
            try await trial.commit(.caseRaised(.unknownEquipment()))
            #expect(try await trial.store.openCase(key: caseKey)?.number == 2, sourceLocation: trial.location)
            #expect(try await trial.store.latestCase(key: caseKey)?.number == 2, sourceLocation: trial.location)
            let all = try await trial.store.cases(onlyOpen: false)
            #expect(all.map(\.state) == [.resolved, .open], sourceLocation: trial.location)
            let open = try await trial.store.cases(onlyOpen: true)
            #expect(open.map(\.number) == [2], sourceLocation: trial.location)
            try await trial.commit(.decision(2, .reject, reason: "not ours"))
            let latest = try await trial.store.latestCase(key: caseKey)
            #expect(latest?.number == 2 && latest?.state == .rejected, sourceLocation: trial.location)
            let other = try await trial.store.latestCase(key: "unknown_equipment:EX-106")
            #expect(other == nil, sourceLocation: trial.location)
        },
        Promise("a closed case keeps who closed it and why, and cannot be decided again") { trial in
            try await trial.commit(.caseRaised(.unknownEquipment()))
            try await trial.commit(.decision(1, .retry(event: nil), reason: "added to the list"))
            let stored = try await trial.store.case(1)
            #expect(stored?.state == .retried, sourceLocation: trial.location)
            #expect(stored?.closedBy == "person:equipment.manager", sourceLocation: trial.location)
            #expect(stored?.reason == "added to the list", sourceLocation: trial.location)
            let already = "was already retried by person:equipment.manager"
            try await trial.refuses(.decision(1, .retry(event: nil)), naming: already)
            try await trial.refuses(.decision(1, .reject, reason: "sold"), naming: already)
            try await trial.refuses(.decision(1, .resolve), naming: already)
        },
        Promise("a case that was never raised cannot be decided") { trial in
            try await trial.refuses(.decision(7, .resolve), naming: "C-7")
        },
        Promise("remedies and severities are kept") { trial in
            let remedies: [CaseProposal.Remedy] = [
                .releaseRecords, .notifyFlow(flow: "usage", key: "EX-104"), .redeliver(key: "usage/EX-104/2026-01-05"),
                .resumeSystem("odoo"), .acknowledge,
            ]
            var proposals = remedies.enumerated().map { CaseProposal.unknownEquipment("\($0)", remedy: $1) }
            proposals += CaseProposal.Severity.allCases.map { severity in
                CaseProposal(
                    kind: "quota",
                    subject: severity.rawValue,
                    severity: severity,
                    owner: "operations",
                    summary: "the daily quota is nearly used",
                    remedy: .acknowledge,
                    topics: []
                )
            }
            for proposal in proposals { try await trial.commit(.caseRaised(proposal)) }
            let stored = try await trial.store.cases(onlyOpen: true).map(\.proposal)
            #expect(stored == proposals, sourceLocation: trial.location)
        },
        Promise("an open case counts the records that it keeps back") { trial in
            try await trial.commit(
                .caseRaised(.unknownEquipment()),
                .recordReceived(.reading("r1", heldBy: caseKey)),
                .recordReceived(.reading("r2", heldBy: caseKey)),
                .recordReceived(.reading("r3"))
            )
            #expect(try await trial.store.case(1)?.heldRecords == 2, sourceLocation: trial.location)
            #expect(try await trial.store.openCase(key: caseKey)?.heldRecords == 2, sourceLocation: trial.location)
            try await trial.commit(.recordRerouted(.reading("r1")))
            let open = try await trial.store.cases(onlyOpen: true)
            #expect(open.map(\.heldRecords) == [1], sourceLocation: trial.location)
            try await trial.commit(.decision(1, .reject, reason: "sold in 2024"))
            #expect(try await trial.store.case(1)?.heldRecords == 0, sourceLocation: trial.location)
        },
    ]
}
