public import ConnectorStore
public import Governance

/// Why a person's decision was not taken.
public enum GovernanceError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The configuration knows no such person.
    case unknownPerson(String)
    /// The person does not have the role.
    case roleMissing(person: String, role: String, action: String)
    /// A rule does not let the person answer a request.
    case approval(ApprovalRefusal)
    /// A rule does not let a person sign in another's place.
    case delegation(DelegationRefusal)
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
        case .unknownPerson(let person): ApprovalRefusal.unknownPerson(person).description
        case .roleMissing(let person, let role, let action):
            "'\(person)' may not \(action): it takes the role '\(role)'"
        case .approval(let refusal): refusal.description
        case .delegation(let refusal): refusal.description
        case .reasonMissing(let subject): "\(subject): say why (--reason)"
        case .unchanged(let text), .unavailable(let text): text
        case .store(let error): error.description
        }
    }
}

extension [Person] {
    /// Checks that a person is known and has a role.
    func require(_ person: String, in role: String, to action: String) throws(GovernanceError) {
        try require(person, inAnyOf: [role], to: action)
    }

    /// Checks that a person is known and has one of some roles.
    func require(_ person: String, inAnyOf roles: [String], to action: String) throws(GovernanceError) {
        guard let known = first(where: { $0.id == person }) else { throw .unknownPerson(person) }
        guard !known.roles.isDisjoint(with: roles) else {
            throw .roleMissing(person: person, role: roles.joined(separator: " or "), action: action)
        }
    }
}
