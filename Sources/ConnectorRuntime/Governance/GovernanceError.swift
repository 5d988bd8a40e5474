import CanonicalModel
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

extension RuntimeSettings {
    /// Checks that a person is known, still there and has a role.
    func require(
        _ person: String,
        in role: String,
        to action: String,
        at now: Instant
    ) throws(GovernanceError) {
        try require(person, inAnyOf: [role], to: action, at: now)
    }

    /// Checks that a person is known, still there and has one of some roles.
    func require(
        _ person: String,
        inAnyOf roles: [String],
        to action: String,
        at now: Instant
    ) throws(GovernanceError) {
        let known = try self.person(person, at: now)
        guard !known.roles.isDisjoint(with: roles) else {
            throw .roleMissing(person: person, role: roles.joined(separator: " or "), action: action)
        }
    }

    /// The person called `id`, who is known and still there.
    @discardableResult
    func person(_ id: String, at now: Instant) throws(GovernanceError) -> Person {
        guard let known = people.first(where: { $0.id == id }) else { throw .unknownPerson(id) }
        if let until = known.until, day(of: now) > until { throw .approval(.left(id, until: until.text)) }
        return known
    }

    /// The company's day.
    func day(of now: Instant) -> CalendarDate { zone.day(of: now) }
}

extension SiteZone? {
    /// The day of an instant; that of UTC where there is no zone.
    func day(of instant: Instant) -> CalendarDate {
        self?.date(of: instant) ?? CalendarDate(daysSince1970: Int(instant.seconds / 86_400))
    }
}
