public import CanonicalModel

/// A service's own account in a system, known by where its secret is kept and never by the secret.
public struct ServiceIdentity: Sendable, Hashable {
    /// How an identity stands on a day.
    public enum Standing: Sendable, Hashable {
        /// Nothing is to be done.
        case current
        /// It ends on this day, soon.
        case ending(CalendarDate)
        /// Its secret is to be replaced, since this day.
        case due(CalendarDate)
        /// It has ended; this was its last day.
        case over(CalendarDate)
    }

    /// How many days before its end an identity deserves a warning.
    public static let notice = 14

    /// The name by which people call it.
    public let name: String
    /// Where its secrets are kept, as the configuration writes it: `env:NAME` or `file:PATH`.
    public let secrets: Set<String>
    /// The role that answers for it.
    public let owner: String
    /// What it may do, in words.
    public let scope: String
    /// The day on which it was made.
    public let created: CalendarDate
    /// The day on which its secret was last replaced.
    public let rotated: CalendarDate?
    /// How many days a secret may be used; `nil` for any number.
    public let rotateAfter: Int?
    /// Its last day; `nil` if no end is known.
    public let until: CalendarDate?
    /// What it is for; `nil` if nobody has said.
    public let environment: OperatingEnvironment?
    /// What a judgement rests on.
    public let rule: GoverningRule

    /// Creates an identity.
    public init(
        _ name: String,
        secrets: Set<String>,
        owner: String,
        scope: String,
        created: CalendarDate,
        rotated: CalendarDate? = nil,
        rotateAfter: Int? = nil,
        until: CalendarDate? = nil,
        environment: OperatingEnvironment? = nil,
        rule: GoverningRule
    ) {
        self.name = name
        self.secrets = secrets
        self.owner = owner
        self.scope = scope
        self.created = created
        self.rotated = rotated
        self.rotateAfter = rotateAfter
        self.until = until
        self.environment = environment
        self.rule = rule
    }

    /// The day from which its secret is used.
    public var since: CalendarDate { rotated ?? created }

    /// The day on which its secret is to be replaced.
    public var due: CalendarDate? { rotateAfter.map { since.adding(days: $0) } }

    /// For how many days its secret has been used.
    public func age(on day: CalendarDate) -> Int { day.daysSince1970 - since.daysSince1970 }

    /// How it stands on a day; of several things the worst.
    public func standing(on day: CalendarDate) -> Standing {
        if let until, day > until { return .over(until) }
        if let due, day >= due { return .due(due) }
        if let until, day.adding(days: Self.notice) >= until { return .ending(until) }
        return .current
    }
}
