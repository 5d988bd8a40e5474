import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Synchronization
import Testing

struct GovernanceTests {
    private func staged() async throws -> (Workshop, StoredApproval, ApprovalDesk) {
        let workshop = Workshop()
        workshop.publish(NoteSource.note("ann", "secret:raise"))
        try await workshop.run()
        let approval = try #require(try await workshop.store.approvals(onlyPending: true).first)
        return (workshop, approval, ApprovalDesk(people: workshop.people, store: workshop.store))
    }

    @Test func nothingIsWrittenBeforeTheRoleHasApproved() async throws {
        let (workshop, approval, desk) = try await staged()
        #expect(workshop.ledger.isEmpty)

        try await desk.decide(approval, isApproved: true, by: "eve", reason: nil, at: workshop.clock.now)
        try await workshop.run()
        #expect(workshop.ledger == ["Note/secret:raise"])
        let entries = try await workshop.store.journal(topic: "ann")
        #expect(entries.first { $0.kind == "approval.approved" }?.actor == "person:eve")
    }

    @Test func aRefusalNeedsAReasonAndEndsTheStory() async throws {
        let (workshop, approval, desk) = try await staged()
        await #expect(throws: GovernanceError.reasonMissing(subject: "secret:raise")) {
            try await desk.decide(approval, isApproved: false, by: "eve", reason: "", at: workshop.clock.now)
        }
        try await desk.decide(approval, isApproved: false, by: "eve", reason: "no budget", at: workshop.clock.now)
        try await workshop.run()

        #expect(workshop.ledger.isEmpty)
        #expect(try await workshop.store.approvals(onlyPending: true).isEmpty)
    }

    @Test(arguments: [("joe", "role"), ("mallory", "nobody called")])
    func onlyPeopleWithTheRoleMayDecide(person: String, message: String) async throws {
        let (workshop, approval, desk) = try await staged()

        let error = await #expect(throws: GovernanceError.self) {
            try await desk.decide(approval, isApproved: true, by: person, reason: nil, at: workshop.clock.now)
        }
        #expect(error?.description.contains(message) == true)
        try await workshop.run()
        #expect(workshop.ledger.isEmpty)
    }

    @Test func aDecisionIsTakenOnce() async throws {
        let (workshop, approval, desk) = try await staged()
        try await desk.decide(approval, isApproved: true, by: "eve", reason: nil, at: workshop.clock.now)
        await #expect(throws: GovernanceError.self) {
            try await desk.decide(approval, isApproved: false, by: "eve", reason: "oops", at: workshop.clock.now)
        }
        try await workshop.run()
        try await workshop.run()

        #expect(workshop.ledger == ["Note/secret:raise"])
    }

    @Test func everyChangeIsAnEntryOfAWholeJournal() async throws {
        let (workshop, approval, desk) = try await staged()
        try await desk.decide(approval, isApproved: true, by: "eve", reason: nil, at: workshop.clock.now)
        workshop.publish(NoteSource.note("zoe", "x"), NoteSource.note("ben", "y"))
        workshop.sink.state.withLock { $0.moods = [.losesTheAnswer] }
        try await workshop.run()
        workshop.clock.advance(by: .seconds(3600))
        try await workshop.run()

        let verification = try await JournalVerification.verify(workshop.store)
        #expect(verification.isWhole)
        let kinds = try await workshop.store.journal(after: 0, limit: 1000).map(\.kind)
        #expect(Int64(kinds.count) == verification.entries)
        for kind in [
            "record.received", "record.quarantined", "flow.advanced", "approval.requested", "delivery.unknown",
        ] {
            #expect(kinds.contains(kind), "\(kind)")
        }
    }
}
