internal import CanonicalModel

/// Why a person may not answer a request.
public enum ApprovalRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// A system is no person, and never signs.
    case system(String)
    /// Nobody knows the person.
    case unknownPerson(String)
    /// The person is not there any more.
    case left(String, until: String)
    /// The person has none of the roles, and stands in for nobody who has.
    case roleMissing(person: String, roles: [String], rule: String)
    /// The person asked for it, or stands in for the one who did.
    case isRequester(person: String, rule: String)
    /// The person has signed, or the one whom they stand in for, or who stands in for them.
    case hasSigned(person: String, rule: String)
    /// What is missing are signatures of other roles.
    case notNeeded(person: String, missing: [String], rule: String)

    /// What happened, by which rule, and what to do.
    public var description: String {
        switch self {
        case .system(let name):
            "'\(name)' is a system, and only people approve; let a person decide"
        case .unknownPerson(let person):
            "nobody called '\(person)' is listed under 'people' in the configuration"
        case .left(let person, let day):
            "'\(person)' left on \(day); let somebody decide who is there ('people' in the configuration)"
        case .roleMissing(let person, let roles, let rule):
            "'\(person)' may not decide this: it takes the role \(Self.list(roles)) by \(rule)"
        case .isRequester(let person, let rule):
            "'\(person)' asked for it, and somebody else has to approve it by \(rule)"
        case .hasSigned(let person, let rule):
            "'\(person)' counts as one who has signed already, and \(rule) asks for different people; let somebody else sign"
        case .notNeeded(let person, let missing, let rule):
            "a signature of '\(person)' is not what is missing by \(rule): it takes the role \(Self.list(missing))"
        }
    }

    private static func list(_ roles: [String]) -> String {
        roles.map { "'\($0)'" }.joined(separator: " or ")
    }
}

extension ApprovalTerms {
    /// Judges whether a person may sign, and in which role and whose place.
    ///
    /// A person signs in a role of their own where one is missing, and else in the place of somebody for whom they stand
    /// in.
    ///
    /// - Parameters:
    ///   - person: The person's id.
    ///   - role: The role in which they want to sign; `nil` for whichever is missing.
    ///   - given: The signatures that are there.
    ///   - ground: Who may sign today.
    /// - Returns: The signature.
    /// - Throws: ``ApprovalRefusal`` if it would not count.
    public func judge(
        signatureOf person: String,
        as role: String? = nil,
        after given: [ApprovalSignature],
        on ground: ApprovalGround
    ) throws(ApprovalRefusal) -> ApprovalSignature {
        let possible = try capacities(of: person, as: role, on: ground)
        guard requesterMaySign || person != requester else { throw .isRequester(person: person, rule: rule) }
        let signed = given.reduce(into: Set<String>()) { $0.formUnion($1.identities) }
        guard !signed.contains(person) else { throw .hasSigned(person: person, rule: rule) }
        if let fitting = possible.first(where: { missing(after: given + [$0]) != nil }) { return fitting }
        if !requesterMaySign, let requester, possible.allSatisfy({ $0.onBehalfOf == requester }) {
            throw .isRequester(person: person, rule: rule)
        }
        if possible.allSatisfy({ !signed.isDisjoint(with: $0.identities) }) {
            throw .hasSigned(person: person, rule: rule)
        }
        let open = Set((missing(after: given) ?? []).flatMap(\.self)).sorted()
        throw .notNeeded(person: person, missing: open, rule: rule)
    }

    /// Judges whether a person may refuse, return, hold or release a request: whoever has one of its roles, or stands in
    /// for one who has.
    ///
    /// - Throws: ``ApprovalRefusal`` if they may not.
    public func judge(
        answerOf person: String,
        on ground: ApprovalGround
    ) throws(ApprovalRefusal) -> ApprovalSignature {
        try capacities(of: person, as: nil, on: ground)[0]
    }

    /// In which roles and whose place a person could sign, by the order of the places, their own before those of others;
    /// never none.
    private func capacities(
        of id: String,
        as role: String?,
        on ground: ApprovalGround
    ) throws(ApprovalRefusal) -> [ApprovalSignature] {
        let person = try ground.person(id)
        var needed: [String] = []
        for place in signatures { for role in place.sorted() where !needed.contains(role) { needed.append(role) } }
        if let role { needed = needed.filter { $0 == role } }
        let own = needed.filter(person.roles.contains).map { ApprovalSignature(person: id, role: $0) }
        let lent = ground.delegations(to: id).filter { needed.contains($0.role) }
            .map { ApprovalSignature(person: id, role: $0.role, onBehalfOf: $0.from) }
        guard !(own + lent).isEmpty else {
            throw .roleMissing(person: id, roles: role.map { [$0] } ?? roles, rule: rule)
        }
        return own + lent
    }
}

extension ApprovalPolicy {
    /// Judges whether a person may let another sign in somebody's place.
    ///
    /// - Parameters:
    ///   - delegation: The delegation, approved by whom it says.
    ///   - ground: Who is there today, with the delegations that hold.
    /// - Throws: ``DelegationRefusal`` if it may not be.
    public func judge(_ delegation: ApprovalDelegation, on ground: ApprovalGround) throws(DelegationRefusal) {
        let rule = "\(GoverningRule("approvals.delegation", delegationOrigin))"
        guard !delegationRoles.isEmpty else { throw .notPermitted(rule: rule) }
        let approver, from: RoleHolder
        do throws(ApprovalRefusal) {
            approver = try ground.person(delegation.approvedBy)
            from = try ground.person(delegation.from)
            _ = try ground.person(delegation.to)
        } catch {
            throw .person(error)
        }
        guard !approver.roles.isDisjoint(with: delegationRoles) else {
            throw .person(.roleMissing(person: approver.id, roles: delegationRoles.sorted(), rule: rule))
        }
        guard delegation.from != delegation.to else { throw .toThemselves(delegation.from) }
        guard ![delegation.from, delegation.to].contains(approver.id) else {
            throw .ownMatter(approver.id, rule: rule)
        }
        // What was lent is not the person's own, and is not lent on.
        guard from.roles.contains(delegation.role) else { throw .notTheirs(delegation.from, role: delegation.role) }
        guard delegation.since <= delegation.until, ground.day <= delegation.until else {
            throw .days(since: delegation.since.text, until: delegation.until.text)
        }
    }
}

/// Why nobody may sign in another's place as asked.
public enum DelegationRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// The company's rules permit nobody to delegate.
    case notPermitted(rule: String)
    /// Somebody concerned is none who could be.
    case person(ApprovalRefusal)
    /// Nobody stands in for themselves.
    case toThemselves(String)
    /// Whoever gives or takes a delegation does not approve it.
    case ownMatter(String, rule: String)
    /// The person does not have the role by themselves, so that there is nothing to pass on.
    case notTheirs(String, role: String)
    /// The days are in the wrong order, or over.
    case days(since: String, until: String)

    /// What happened, by which rule, and what to do.
    public var description: String {
        switch self {
        case .notPermitted(let rule):
            "\(rule) lets nobody delegate; name the roles that may approve it under 'approvals: {delegation: {approvedBy: …}}'"
        case .person(let refusal): refusal.description
        case .toThemselves(let person): "'\(person)' cannot stand in for themselves; name somebody else with --to"
        case .ownMatter(let person, let rule):
            "'\(person)' gives or takes the delegation, and somebody else has to approve it by \(rule)"
        case .notTheirs(let person, let role):
            "'\(person)' does not have the role '\(role)' by themselves, and what was delegated is not delegated on"
        case .days(let since, let until):
            "from \(since) to \(until) is no time to come; the days are site-local, and the last one is included"
        }
    }
}
