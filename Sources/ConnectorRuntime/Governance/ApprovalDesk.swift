public import CanonicalModel
internal import ConnectorKit
public import ConnectorStore
import ConstructionFlows
import JSON

/// Where people approve or refuse what flows have staged.
public struct ApprovalDesk: Sendable {
    private let people: [Person]
    private let store: any RuntimeStore

    /// Creates a desk for these people.
    public init(people: [Person], store: any RuntimeStore) {
        self.people = people
        self.store = store
    }

    /// Records a person's answer; the flow takes it with its next step.
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
        let request = approval.request
        try people.require(person, in: request.role, to: "decide \(request.id)")
        guard isApproved || !(reason ?? "").isEmpty else { throw .reasonMissing(subject: request.id) }
        let decision = ApprovalDecision(id: request.id, isApproved: isApproved, person: person, reason: reason)
        do throws(StoreError) {
            let change = StateChange.approvalDecided(decision, event: decision.event(for: request, at: now))
            _ = try await store.commit([change], by: "person:\(person)", at: now)
        } catch {
            throw .store(error)
        }
    }
}

extension ApprovalDecision {
    /// The event that tells the flow.
    func event(for request: ApprovalRequest, at now: Instant) -> ReceivedRecord {
        let payload: JSON = [
            "id": .string(id), "approved": .bool(isApproved), "person": .string(person),
            "reason": reason.map { .string($0) } ?? .null,
        ]
        return ReceivedRecord(
            system: Engine.systemName,
            record: SourceRecord(
                id: "approval/\(id)",
                object: FlowEvent.approvalDecision,
                occurredAt: now,
                payload: payload
            ),
            flow: request.flow,
            key: request.key,
            topics: request.topics,
            disposition: .accepted
        )
    }
}

/// Why a person's decision was not taken.
public enum GovernanceError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The configuration knows no such person.
    case unknownPerson(String)
    /// The person does not have the role.
    case roleMissing(person: String, role: String, action: String)
    /// A refusal needs a reason.
    case reasonMissing(subject: String)
    /// What keeps the case open has not changed.
    case unchanged(String)
    /// A system that has to be asked first cannot be asked.
    case unavailable(String)
    /// The store did not take it.
    case store(StoreError)

    /// What happened and what to do.
    public var description: String {
        switch self {
        case .unknownPerson(let person):
            "nobody called '\(person)' is listed under 'people' in the configuration"
        case .roleMissing(let person, let role, let action):
            "'\(person)' may not \(action): it takes the role '\(role)'"
        case .reasonMissing(let subject): "\(subject): a refusal needs a reason (--reason)"
        case .unchanged(let text), .unavailable(let text): text
        case .store(let error): error.description
        }
    }
}

extension [Person] {
    /// Checks that a person is known and has a role.
    func require(_ person: String, in role: String, to action: String) throws(GovernanceError) {
        guard let known = first(where: { $0.id == person }) else { throw .unknownPerson(person) }
        guard known.roles.contains(role) else {
            throw .roleMissing(person: person, role: role, action: action)
        }
    }
}
