public import CanonicalModel
internal import ConnectorKit
public import ConnectorStore
import ConstructionFlows
import Governance
import JSON

/// Where people sign, refuse, return or hold what flows have staged.
///
/// What a person may not do is refused by name of the rule, and becomes a case of the request's owner.
public struct ApprovalDesk: Sendable {
    private let people: [Person]
    private let store: any RuntimeStore
    private let systems: Set<String>
    private let zone: SiteZone?

    /// Creates a desk for these people.
    ///
    /// - Parameters:
    ///   - people: The people.
    ///   - store: Where requests are kept.
    ///   - systems: The names of systems and service identities, which never sign.
    ///   - zone: The time zone in which a delegation's days begin and end; UTC for `nil`.
    public init(people: [Person], store: any RuntimeStore, systems: Set<String> = [], zone: SiteZone? = nil) {
        self.people = people
        self.store = store
        self.systems = systems
        self.zone = zone
    }

    /// What came of a signature.
    public enum Progress: Sendable, Hashable {
        /// Nothing is missing: the flow goes on.
        case approved
        /// These signatures are missing, each by the roles that may give it.
        case missing([Set<String>])
    }

    /// Records a person's answer; the flow takes it with its next step, once nothing is missing.
    ///
    /// - Parameters:
    ///   - approval: The request as it was read.
    ///   - isApproved: Whether it is approved.
    ///   - person: The person's id.
    ///   - reason: Why; required for a refusal.
    ///   - now: The present.
    /// - Throws: ``GovernanceError`` if the person may not decide this, or the request was answered meanwhile.
    public func decide(
        _ approval: StoredApproval,
        isApproved: Bool,
        by person: String,
        reason: String?,
        at now: Instant
    ) async throws(GovernanceError) {
        if isApproved {
            _ = try await sign(approval, by: person, at: now)
        } else {
            try await refuse(approval, by: person, reason: reason, at: now)
        }
    }

    /// Signs a request in a person's own role, or in the place of somebody for whom they stand in.
    ///
    /// - Parameters:
    ///   - approval: The request as it was read.
    ///   - person: The person's id.
    ///   - role: The role in which they sign; `nil` for whichever is missing.
    ///   - tellsOwner: Whether a refusal becomes a case.
    ///   - now: The present.
    /// - Returns: What is still missing.
    /// - Throws: ``GovernanceError`` if the signature does not count, or the request has changed meanwhile.
    public func sign(
        _ approval: StoredApproval,
        by person: String,
        as role: String? = nil,
        tellsOwner: Bool = true,
        at now: Instant
    ) async throws(GovernanceError) -> Progress {
        let make = { (present: StoredApproval, ground: ApprovalGround) throws(ApprovalRefusal) -> Changes in
            let given = present.standing.signatures
            let signature = try present.terms.judge(signatureOf: person, as: role, after: given, on: ground)
            let all = given + [signature]
            let move = StateChange.approvalMoved(id: present.request.id, .signed(signature, after: given.count))
            guard present.terms.isSatisfied(by: all) else {
                return Changes(changes: [move], result: .missing(present.terms.missing(after: all) ?? []))
            }
            let signers = all.map(\.signer).joined(separator: ", ")
            let decision = ApprovalDecision(id: present.request.id, isApproved: true, person: signers, reason: nil)
            let event = decision.event(for: present, signatures: all, at: now)
            return Changes(
                changes: [move, .approvalDecided(decision, event: event)],
                result: .approved,
                isAnswer: true
            )
        }
        return try await change(approval, by: person, tellsOwner: tellsOwner, at: now, make)
    }

    /// Refuses a request for good, or returns it to the step before, so that it is corrected and asked anew.
    ///
    /// - Parameters:
    ///   - approval: The request as it was read.
    ///   - isReturned: Whether it is returned.
    ///   - person: The person's id.
    ///   - reason: Why.
    ///   - tellsOwner: Whether a refusal becomes a case.
    ///   - now: The present.
    /// - Throws: ``GovernanceError`` if the person may not decide this, or the request has changed meanwhile.
    public func refuse(
        _ approval: StoredApproval,
        isReturned: Bool = false,
        by person: String,
        reason: String?,
        tellsOwner: Bool = true,
        at now: Instant
    ) async throws(GovernanceError) {
        guard !(reason ?? "").isEmpty else { throw .reasonMissing(subject: approval.request.id) }
        let make = { (present: StoredApproval, ground: ApprovalGround) throws(ApprovalRefusal) -> Changes in
            let decision = ApprovalDecision(
                id: present.request.id,
                isApproved: false,
                person: try present.terms.judge(answerOf: person, on: ground).signer,
                reason: reason,
                isReturned: isReturned
            )
            let event = decision.event(for: present, at: now)
            return Changes(changes: [.approvalDecided(decision, event: event)], result: .approved, isAnswer: true)
        }
        _ = try await change(approval, by: person, tellsOwner: tellsOwner, at: now, make)
    }

    /// Puts a request on hold, releases it, or asks anew what had lapsed.
    ///
    /// - Parameters:
    ///   - approval: The request as it was read.
    ///   - move: What happens to it.
    ///   - person: The person's id, who has one of its roles or stands in for one who has.
    ///   - tellsOwner: Whether a refusal becomes a case.
    ///   - now: The present.
    /// - Throws: ``GovernanceError`` if the person may not, or the request has changed meanwhile.
    public func move(
        _ approval: StoredApproval,
        _ move: ApprovalMove,
        by person: String,
        tellsOwner: Bool = true,
        at now: Instant
    ) async throws(GovernanceError) {
        if case .held(_, let reason) = move, reason.isEmpty { throw .reasonMissing(subject: approval.request.id) }
        let make = { (present: StoredApproval, ground: ApprovalGround) throws(ApprovalRefusal) -> Changes in
            _ = try present.terms.judge(answerOf: person, on: ground)
            return Changes(
                changes: [.approvalMoved(id: present.request.id, move)],
                result: .missing([]),
                isAnswer: true
            )
        }
        _ = try await change(approval, by: person, tellsOwner: tellsOwner, at: now, make)
    }

    /// What a person's answer changes.
    private struct Changes {
        let changes: [StateChange]
        let result: Progress
        /// Whether the cases about the request are over.
        var isAnswer = false
    }

    /// Makes a change of the request as it is now; where somebody else was faster, looks at it again.
    private func change(
        _ approval: StoredApproval,
        by person: String,
        tellsOwner: Bool,
        at now: Instant,
        _ make: (StoredApproval, ApprovalGround) throws(ApprovalRefusal) -> Changes
    ) async throws(GovernanceError) -> Progress {
        var attempts = 0
        while true {
            attempts += 1
            let outcome: Result<Progress, ApprovalRefusal>
            do throws(StoreError) {
                outcome = try await changeOnce(approval, by: person, tellsOwner: tellsOwner, at: now, make)
            } catch {
                if case .conflict = error, attempts < 3 { continue }
                throw .store(error)
            }
            do throws(ApprovalRefusal) { return try outcome.get() } catch { throw .approval(error) }
        }
    }

    private func changeOnce(
        _ approval: StoredApproval,
        by person: String,
        tellsOwner: Bool,
        at now: Instant,
        _ make: (StoredApproval, ApprovalGround) throws(ApprovalRefusal) -> Changes
    ) async throws(StoreError) -> Result<Progress, ApprovalRefusal> {
        let id = approval.request.id
        let present = try await store.approval(id) ?? approval
        guard present.request == approval.request, present.standing.round == approval.standing.round else {
            throw .conflict("\(id) was asked anew meanwhile; look at it again")
        }
        if let earlier = present.decision {
            throw .conflict("Approval \(id) was already \(earlier.word) by \(earlier.person)")
        }
        let ground = try await ground(at: now)
        let made: Changes
        do throws(ApprovalRefusal) { made = try make(present, ground) } catch {
            if tellsOwner {
                let change = StateChange.caseRaised(ApprovalCase.refused.proposal(for: present, error))
                _ = try await store.commit([change], by: Engine.actor, at: now)
            }
            return .failure(error)
        }
        let over =
            made.isAnswer ? try await ApprovalCase.closing(of: id, in: store, because: "the request moved on") : []
        _ = try await store.commit(made.changes + over, by: "person:\(person)", at: now)
        return .success(made.result)
    }

    private func ground(at now: Instant) async throws(StoreError) -> ApprovalGround {
        ApprovalGround(
            people: people,
            systems: systems,
            delegations: try await DelegationLedger.read(from: store).delegations,
            zone: zone,
            at: now
        )
    }
}

extension ApprovalGround {
    init(
        people: [Person],
        systems: Set<String>,
        delegations: [ApprovalDelegation],
        zone: SiteZone?,
        at now: Instant
    ) {
        self.init(
            people: people.map { RoleHolder(id: $0.id, roles: $0.roles, until: $0.until) },
            systems: systems,
            delegations: delegations,
            day: zone.day(of: now)
        )
    }
}

extension ApprovalDecision {
    /// The event that tells the flow; another one each time that the request is asked.
    func event(
        for approval: StoredApproval,
        signatures: [ApprovalSignature] = [],
        at now: Instant
    ) -> ReceivedRecord {
        event(for: approval.request, round: approval.standing.round, signatures: signatures, at: now)
    }

    /// The event that tells the flow of the answer to one round of a request.
    func event(
        for request: ApprovalRequest,
        round: Int64 = 1,
        signatures: [ApprovalSignature] = [],
        at now: Instant
    ) -> ReceivedRecord {
        var payload: JSONObject = [
            "id": .string(id), "approved": .bool(isApproved), "person": .string(person),
            "reason": reason.map { .string($0) } ?? .null,
        ]
        if isReturned { payload["returned"] = true }
        if !signatures.isEmpty { payload["signatures"] = .array(signatures.map(\.json)) }
        return ReceivedRecord(
            system: Engine.systemName,
            record: SourceRecord(
                id: "approval/\(id)" + (round > 1 ? "~round\(round)" : ""),
                object: FlowEvent.approvalDecision,
                occurredAt: now,
                payload: .object(payload)
            ),
            flow: request.flow,
            key: request.key,
            topics: request.topics,
            disposition: .accepted
        )
    }
}
