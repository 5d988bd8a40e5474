import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import Governance
import JSON
import Testing

/// What a company's approval rules do to what flows stage.
struct ApprovalRulesTests {
    private static let day: Duration = .seconds(86_400)

    private func workshop(_ rule: ApprovalRule = .twice) -> Workshop {
        var workshop = Workshop()
        workshop.governance = GovernancePolicy(
            approvals: ApprovalPolicy(rules: [.equipmentUsage: rule], delegationRoles: ["chief"])
        )
        workshop.people = [
            Person(id: "eve", roles: ["editor", "integration-operator"]), Person(id: "ed", roles: ["editor"]),
            Person(id: "cy", roles: ["chief"]), Person(id: "joe", roles: ["reader"]),
            Person(id: "ledger", roles: ["editor"]),
        ]
        return workshop
    }

    private func stage(_ workshop: Workshop, by requester: String? = nil) async throws -> StoredApproval {
        workshop.publish(.secret("raise", amount: "120.00", requester: requester))
        try await workshop.run()
        return try #require(try await workshop.store.approvals(onlyPending: true).first)
    }

    @Test func nothingIsWrittenBeforeBothHaveSignedAndTheJournalNamesThem() async throws {
        let workshop = workshop()
        let approval = try await stage(workshop)
        let desk = workshop.desk
        let now = workshop.clock.now
        #expect(try await desk.sign(approval, by: "eve", at: now) == .missing([["chief"]]))
        try await workshop.run()
        #expect(workshop.ledger.isEmpty)
        await #expect(throws: GovernanceError.self) { try await desk.sign(approval, by: "eve", at: now) }
        #expect(try await desk.sign(approval, by: "cy", at: now) == .approved)
        try await workshop.run()
        #expect(workshop.ledger == ["Note/secret:raise"])
        await #expect(throws: GovernanceError.store(.conflict("Approval secret:raise was already approved by eve, cy")))
        {
            try await desk.sign(approval, by: "eve", at: now)
        }
        let entries = try await workshop.store.journal(topic: "ann")
        let signed = entries.filter { $0.kind == "approval.signed" }
        #expect(signed.map(\.actor) == ["person:eve", "person:cy"])
        #expect(signed.last?.body.contains(#""role":"chief""#) == true)
        let asked = try #require(entries.first { $0.kind == "approval.requested" })
        #expect(asked.body.contains("approvals.equipment-usage (g.yaml:7)"))
        #expect(try await workshop.openCases().isEmpty, "the case of the second try went with the request")
    }

    @Test func whoMayNotIsRefusedByNameOfTheRuleAndItsOwnerIsTold() async throws {
        let workshop = workshop()
        let approval = try await stage(workshop, by: "eve")
        for person in ["eve", "joe", "ledger", "mallory"] {
            await #expect(throws: GovernanceError.self) {
                try await workshop.desk.sign(approval, by: person, at: workshop.clock.now)
            }
        }
        let told = try #require(try await workshop.openCases().first)
        #expect(told.proposal.kind == "approval_refused" && told.proposal.owner == "boss" && told.occurrences == 4)
        #expect(told.proposal.detail["rule"] == "approvals.equipment-usage (g.yaml:7)")
        #expect(try await workshop.store.approval(approval.request.id)?.standing.signatures.isEmpty == true)
    }

    @Test func whatNobodyAnswersIsRemindedOfThenLapsesAndIsAskedAnew() async throws {
        let workshop = workshop()
        let approval = try await stage(workshop)
        _ = try await workshop.desk.sign(approval, by: "eve", at: workshop.clock.now)
        workshop.clock.advance(by: Self.day)
        try await workshop.run()
        try await workshop.run()
        #expect(try await workshop.openCases().map(\.proposal.kind) == ["approval_waiting"])
        #expect(try await workshop.journal("approval.reminded").count == 1)
        workshop.clock.advance(by: Self.day * 2)
        await #expect(throws: GovernanceError.self, "its time is over, though no runtime has noticed") {
            try await workshop.desk.sign(approval, by: "cy", at: workshop.clock.now)
        }
        try await workshop.run()
        let lapsed = try #require(try await workshop.openCases().first)
        #expect(lapsed.proposal.kind == "approval_lapsed" && lapsed.proposal.owner == "boss")
        await #expect(throws: GovernanceError.self) {
            try await workshop.desk.sign(approval, by: "cy", at: workshop.clock.now)
        }
        try await workshop.desk.move(approval, .reopened(person: "cy"), by: "cy", at: workshop.clock.now)
        #expect(try await workshop.openCases().isEmpty)
        let signed = try await workshop.desk.sign(approval, by: "cy", at: workshop.clock.now)
        #expect(signed == .missing([["editor"]]), "what was signed before it lapsed does not count")
        #expect(try await workshop.desk.sign(approval, by: "ed", at: workshop.clock.now) == .approved)
        try await workshop.run()
        #expect(workshop.ledger == ["Note/secret:raise"])
    }

    @Test func whatIsOnHoldDoesNotLapse() async throws {
        let workshop = workshop()
        let approval = try await stage(workshop)
        let held = ApprovalMove.held(person: "eve", reason: "asking the site")
        try await workshop.desk.move(approval, held, by: "eve", at: workshop.clock.now)
        workshop.clock.advance(by: Self.day * 30)
        try await workshop.run()
        #expect(try await workshop.openCases().isEmpty)
        await #expect(throws: GovernanceError.self) {
            try await workshop.desk.sign(approval, by: "eve", at: workshop.clock.now)
        }
        try await workshop.desk.move(approval, .released(person: "eve"), by: "eve", at: workshop.clock.now)
        _ = try await workshop.desk.sign(approval, by: "eve", at: workshop.clock.now)
        #expect(try await workshop.desk.sign(approval, by: "cy", at: workshop.clock.now) == .approved)
    }

    @Test func whatIsReturnedIsAskedAnewUnderItsId() async throws {
        let workshop = workshop()
        let approval = try await stage(workshop)
        _ = try await workshop.desk.sign(approval, by: "eve", at: workshop.clock.now)
        try await workshop.desk.refuse(
            approval,
            isReturned: true,
            by: "cy",
            reason: "wrong sum",
            at: workshop.clock.now
        )
        try await workshop.run()
        workshop.publish(.secret("raise", amount: "80.00", id: "again"))
        workshop.clock.advance(by: .seconds(60))
        try await workshop.run()
        let anew = try #require(try await workshop.store.approvals(onlyPending: true).first)
        #expect(anew.request.id == approval.request.id && anew.standing.round == 2)
        await #expect(throws: GovernanceError.self, "who read the first one did not read this one") {
            try await workshop.desk.sign(approval, by: "cy", at: workshop.clock.now)
        }
        #expect(try await workshop.desk.sign(anew, by: "ed", at: workshop.clock.now) == .approved, "80.00 takes one")
        try await workshop.run()
        #expect(workshop.ledger == ["Note/secret:raise"])
    }

    @Test func aDelegateSignsInTheNameOfBoth() async throws {
        let workshop = workshop()
        let approval = try await stage(workshop)
        let delegations = DelegationDesk(settings: workshop.settings, store: workshop.store)
        let today = CalendarDate(daysSince1970: Int(workshop.clock.now.seconds / 86_400))
        let days = (first: today, last: today.adding(days: 1))
        await #expect(throws: GovernanceError.self) {
            try await delegations.delegate(
                "editor",
                from: "eve",
                to: "joe",
                days: days,
                by: "eve",
                at: workshop.clock.now
            )
        }
        _ = try await delegations.delegate(
            "editor",
            from: "eve",
            to: "joe",
            days: days,
            by: "cy",
            at: workshop.clock.now
        )
        _ = try await workshop.desk.sign(approval, by: "joe", at: workshop.clock.now)
        _ = try await workshop.desk.sign(approval, by: "cy", at: workshop.clock.now)
        let decision = try await workshop.store.approval(approval.request.id)?.decision
        #expect(decision?.person == "joe for eve, cy")
        for stranger in ["mallory", "ledger", "ed"] {
            await #expect(throws: GovernanceError.self) {
                try await delegations.revoke(1, by: stranger, at: workshop.clock.now)
            }
        }
        try await delegations.revoke(1, by: "eve", at: workshop.clock.now)
        #expect(try await delegations.delegations().first?.revokedBy == "eve")
        let story = try await workshop.store.journal(topic: "joe").map(\.body)
        for event in ["ApprovalDelegated", "ApprovalDelegationRevoked"] {
            #expect(story.contains { $0.contains("\"\(event)\"") }, "\(story)")
        }
    }
}

extension ApprovalRule {
    /// An editor up to 100.00; above it a chief, too.
    static var twice: ApprovalRule {
        let limit = Currency("USD").map { Money(100, $0) }
        return ApprovalRule(
            limits: [
                Limit(upTo: limit, signatures: [["editor"]]), Limit(upTo: nil, signatures: [["editor"], ["chief"]]),
            ],
            expiresAfter: .seconds(3 * 86_400),
            remindsEvery: .seconds(86_400),
            owner: "boss",
            origin: .file("g.yaml", line: 7)
        )
    }
}

extension Workshop {
    var desk: ApprovalDesk { ApprovalDesk(people: people, store: store, systems: settings.systemNames) }

    func journal(_ kind: String) async throws -> [JournalEntry] {
        try await store.journal(after: 0, limit: 10_000).filter { $0.kind == kind }
    }
}

extension SourceRecord {
    /// A note that asks for an approval.
    static func secret(
        _ text: String,
        amount: String,
        requester: String? = nil,
        id: String = "first"
    ) -> SourceRecord {
        SourceRecord(
            id: "ann/\(text)/\(id)",
            object: "Note",
            occurredAt: Instant(seconds: 0),
            payload: [
                "author": "ann", "text": .string("secret:\(text)"), "amount": .string(amount),
                "requester": requester.map { .string($0) } ?? .null,
            ]
        )
    }
}
