public import CanonicalModel

/// That a service identity is not to be used any more, with what its systems have said since.
public struct IdentityRevocation: Sendable, Hashable {
    /// How far it is proved that no system lets the identity in any more.
    public enum Proof: Sendable, Hashable {
        /// Each system that used it has refused it; the time of the last one that was asked.
        case proved(Instant)
        /// These systems still let it in.
        case stillValid([String])
        /// These have not said anything; none where no system used it.
        case open([String])

        /// In a word or two.
        public var word: String {
            switch self {
            case .proved: "proved"
            case .stillValid: "still valid"
            case .open: "not proved"
            }
        }
    }

    /// The identity's name.
    public let identity: String
    /// Where its secrets were kept.
    public let secrets: Set<String>
    /// The role that answers for it.
    public let owner: String
    /// The site-local day on which it was revoked.
    public let day: CalendarDate
    /// When it was revoked.
    public let at: Instant
    /// Who revoked it.
    public let person: String
    /// Why.
    public let reason: String
    /// The places of the configuration that used it, when it was revoked or asked about.
    public let uses: [CredentialUse]
    /// What was last heard of each place's system, by ``CredentialUse/place``; silence takes no earlier answer's place.
    public let answers: [String: CredentialAnswer]

    /// Creates a revocation.
    public init(
        of identity: String,
        secrets: Set<String>,
        owner: String,
        day: CalendarDate,
        at: Instant,
        by person: String,
        reason: String,
        uses: [CredentialUse],
        answers: [String: CredentialAnswer] = [:]
    ) {
        self.identity = identity
        self.secrets = secrets
        self.owner = owner
        self.day = day
        self.at = at
        self.person = person
        self.reason = reason
        self.uses = uses
        self.answers = answers
    }

    /// The systems that used it, and the keys that are of no system, by name.
    public var places: [String] { Set(uses.map(\.place)).sorted() }

    /// How far it is proved.
    public var proof: Proof {
        let valid = places.filter { answers[$0]?.result == .accepted }
        guard valid.isEmpty else { return .stillValid(valid) }
        let silent = places.filter { answers[$0]?.result != .refused }
        guard silent.isEmpty, let last = answers.values.map(\.at).max() else { return .open(silent) }
        return .proved(last)
    }

    /// The same with what was heard, and the uses that have come to light.
    public func adding(_ heard: [String: CredentialAnswer], from found: [CredentialUse]) -> IdentityRevocation {
        IdentityRevocation(
            of: identity,
            secrets: secrets,
            owner: owner,
            day: day,
            at: at,
            by: person,
            reason: reason,
            uses: uses + found.filter { !uses.contains($0) },
            answers: answers.merging(heard) { old, new in new.result == .unknown ? old : new }
        )
    }

    /// Whether a listed identity is the one that was revoked.
    ///
    /// One that was made later is another: under the same name from the day after, under another name from the same day.
    public func covers(_ other: ServiceIdentity) -> Bool {
        if other.name == identity { return other.created <= day }
        return !other.secrets.isDisjoint(with: secrets) && other.created < day
    }
}

/// What a system said when it was shown a credential that was revoked.
public struct CredentialAnswer: Sendable, Hashable {
    /// What it comes to.
    public enum Result: String, Sendable, Hashable, CaseIterable {
        /// It does not let the credential in: the revocation took effect.
        case refused
        /// It still lets it in.
        case accepted
        /// Nothing is known: it could not be asked, or its answer says neither.
        case unknown
    }

    /// What it comes to.
    public let result: Result
    /// What was said, or why nothing is known.
    public let detail: String
    /// When it was asked.
    public let at: Instant

    /// Creates an answer.
    public init(_ result: Result, _ detail: String, at: Instant) {
        self.result = result
        self.detail = detail
        self.at = at
    }
}

extension CredentialUse {
    /// Its system, or its key where it is of none.
    public var place: String { system ?? key }
}

extension GovernancePolicy {
    /// Judges whether the credential of a place was revoked, whether or not a list of identities is kept any more.
    ///
    /// - Returns: The revocation that forbids it; `nil` if none does.
    public func revocation(
        of use: CredentialUse,
        among revocations: [IdentityRevocation]
    ) -> IdentityRevocation? {
        if let identity = identities.identity(keptAt: use.reference) {
            return revocations.last { $0.covers(identity) }
        }
        return revocations.last { $0.secrets.contains(use.reference) }
    }
}

extension IdentityRevocation {
    /// That a place of the configuration may not be used, and what to do.
    public func refusal(of use: CredentialUse) -> String {
        "\(use.reference) is that of '\(identity)', which \(person) revoked on \(day.text) (\(reason)): name another "
            + "credential here and list it under 'identities' with the day on which it was made"
    }
}
