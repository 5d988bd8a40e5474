public import CanonicalModel

/// The service identities of an installation.
public struct IdentityPolicy: Sendable, Hashable {
    /// The identities by name.
    public let identities: [ServiceIdentity]
    /// Where the list stands; the default where nobody keeps one.
    public let origin: RuleOrigin

    /// Creates a policy.
    public init(_ identities: [ServiceIdentity] = [], origin: RuleOrigin = .standard) {
        self.identities = identities.sorted { $0.name < $1.name }
        self.origin = origin
    }

    /// Nobody keeps a list.
    public static let standard = IdentityPolicy()

    /// The identity whose secret is kept at a place; `nil` if none is listed.
    public func identity(keptAt reference: String) -> ServiceIdentity? {
        identities.first { $0.secrets.contains(reference) }
    }
}

/// A place of the configuration that names a secret.
public struct CredentialUse: Sendable, Hashable {
    /// Where the secret is kept: `env:NAME` or `file:PATH`.
    public let reference: String
    /// The key of the configuration, for example `systems.odoo.apiKey`.
    public let key: String
    /// The system that it is for; `nil` if it is for none, as the key that signs the journal.
    public let system: String?

    /// Names a use.
    public init(reference: String, key: String, system: String?) {
        self.reference = reference
        self.key = key
        self.system = system
    }
}

extension GovernancePolicy {
    /// Judges the use of a credential on a day.
    ///
    /// - Returns: Everything that is to be said of it; empty if it may be used as it is, or nobody keeps a list.
    public func findings(on use: CredentialUse, at day: CalendarDate) -> [AccessFinding] {
        guard identities.origin != .standard else { return [] }
        guard let identity = identities.identity(keptAt: use.reference) else {
            let message = "\(use.reference) belongs to no listed identity: list it under 'identities'"
            return [AccessFinding(.warning, message, GoverningRule("identities", identities.origin))]
        }
        return [mixUp(of: identity, for: use), identity.finding(at: day)].compactMap(\.self)
    }

    /// A credential of another environment than the system, or the installation, that it is used for.
    private func mixUp(of identity: ServiceIdentity, for use: CredentialUse) -> AccessFinding? {
        let place = use.system.flatMap { interfaces.systems?[$0]?.environment }
        let places = [("its system", place), ("this installation", interfaces.environment)]
        guard let own = identity.environment,
            let (subject, other) = places.first(where: { $0.1 != nil && $0.1 != own }), let other
        else { return nil }
        return AccessFinding(
            .refusal,
            "\(use.reference) is a \(own.rawValue) credential, that of '\(identity.name)', and \(subject) is for "
                + "\(other.rawValue): name a \(other.rawValue) credential, or correct 'environment'",
            identity.rule
        )
    }
}

extension ServiceIdentity {
    /// What is to be said of the identity on a day; `nil` if nothing is.
    public func finding(at day: CalendarDate) -> AccessFinding? {
        switch standing(on: day) {
        case .current: nil
        case .ending(let end):
            AccessFinding(
                .warning,
                "the identity '\(name)' ends with \(end.text): have \(owner) decide whether it goes on, "
                    + "and name its successor or a later 'until'",
                rule
            )
        case .due(let due):
            AccessFinding(
                .warning,
                "the secret of '\(name)' was to be replaced on \(due.text): make a new one, put it in its place, "
                    + "and write the day as 'rotated'",
                rule
            )
        case .over(let end):
            AccessFinding(
                .refusal,
                "the identity '\(name)' has ended with \(end.text): take it out of the configuration and revoke it in its "
                    + "system, or have \(owner) extend 'until'",
                rule
            )
        }
    }
}
