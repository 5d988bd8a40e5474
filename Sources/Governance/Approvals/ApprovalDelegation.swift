public import CanonicalModel
public import JSON

/// A person who may sign in another's place for some days.
public struct ApprovalDelegation: Sendable, Hashable {
    /// Its number, from 1.
    public let number: Int64
    /// The role in which the delegate signs.
    public let role: String
    /// Whose place it is.
    public let from: String
    /// Who signs.
    public let to: String
    /// The first day, site-local.
    public let since: CalendarDate
    /// The last day, site-local.
    public let until: CalendarDate
    /// Who approved it.
    public let approvedBy: String
    /// Who ended it before its time.
    public let revokedBy: String?

    /// Creates a delegation.
    public init(
        number: Int64,
        role: String,
        from: String,
        to: String,
        since: CalendarDate,
        until: CalendarDate,
        approvedBy: String,
        revokedBy: String? = nil
    ) {
        self.number = number
        self.role = role
        self.from = from
        self.to = to
        self.since = since
        self.until = until
        self.approvedBy = approvedBy
        self.revokedBy = revokedBy
    }

    /// The delegation as JSON.
    public var json: JSON {
        [
            "number": .integer(number), "role": .string(role), "from": .string(from), "to": .string(to),
            "since": .string(since.text), "until": .string(until.text), "approvedBy": .string(approvedBy),
            "revokedBy": revokedBy.map { .string($0) } ?? .null,
        ]
    }

    /// Reads a delegation.
    ///
    /// - Throws: ``JSONAccessError`` if it is none.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            number: try reader.member("number").integer(),
            role: try reader.member("role").string(),
            from: try reader.member("from").string(),
            to: try reader.member("to").string(),
            since: try reader.member("since").date(),
            until: try reader.member("until").date(),
            approvedBy: try reader.member("approvedBy").string(),
            revokedBy: try reader.optionalString("revokedBy")
        )
    }

    /// The same, ended by a person.
    public func revoked(by person: String) -> ApprovalDelegation {
        ApprovalDelegation(
            number: number,
            role: role,
            from: from,
            to: to,
            since: since,
            until: until,
            approvedBy: approvedBy,
            revokedBy: person
        )
    }
}

/// A person as approval rules see one.
public struct RoleHolder: Sendable, Hashable {
    /// The person's id.
    public let id: String
    /// The person's own roles.
    public let roles: Set<String>
    /// The last day on which they are there, site-local; `nil` if no end is known.
    public let until: CalendarDate?

    /// Creates a person.
    public init(id: String, roles: Set<String>, until: CalendarDate? = nil) {
        self.id = id
        self.roles = roles
        self.until = until
    }

    /// Whether the person is still there on a day.
    public func isThere(on day: CalendarDate) -> Bool { until.map { day <= $0 } ?? true }
}

/// Who may sign on a day: the people, and who stands in for whom.
public struct ApprovalGround: Sendable, Hashable {
    /// The people.
    public let people: [RoleHolder]
    /// The names of systems and service identities, which never sign.
    public let systems: Set<String>
    /// Who may sign in whose place.
    public let delegations: [ApprovalDelegation]
    /// The site-local day.
    public let day: CalendarDate

    /// Creates a ground.
    public init(
        people: [RoleHolder],
        systems: Set<String> = [],
        delegations: [ApprovalDelegation] = [],
        day: CalendarDate
    ) {
        self.people = people
        self.systems = systems
        self.delegations = delegations
        self.day = day
    }

    /// The person called `id`, who is no system and still there.
    ///
    /// - Throws: ``ApprovalRefusal`` for a system, a stranger and one who has left.
    public func person(_ id: String) throws(ApprovalRefusal) -> RoleHolder {
        guard !systems.contains(id), !id.hasPrefix("system:"), !id.hasPrefix("service:"), id != "purlin" else {
            throw .system(id)
        }
        guard let person = people.first(where: { $0.id == id }) else { throw .unknownPerson(id) }
        guard person.isThere(on: day) else { throw .left(id, until: person.until?.text ?? "") }
        return person
    }

    /// The delegations to a person that hold: the one whose place it is must still be there and have the role by
    /// themselves, for nobody passes on what was lent to them.
    func delegations(to id: String) -> [ApprovalDelegation] {
        delegations.filter { delegation in
            delegation.to == id && delegation.revokedBy == nil && delegation.since <= day && day <= delegation.until
                && people.contains {
                    $0.id == delegation.from && $0.roles.contains(delegation.role) && $0.isThere(on: day)
                }
        }
    }
}
