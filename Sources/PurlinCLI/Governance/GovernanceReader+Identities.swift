import CanonicalModel
import ConnectorRuntime
import Governance

/// `identities`.
extension GovernanceReader {
    private static let identityKeys = [
        "secret", "owner", "scope", "created", "rotated", "rotateAfter", "until", "environment",
    ]

    func identities(_ mapping: MappingReader) -> IdentityPolicy {
        guard let section = mapping.optional("identities") else { return .standard }
        var identities: [ServiceIdentity] = []
        for (name, value) in section.members() {
            guard let identity = identity(name, value) else { continue }
            for other in identities where !other.secrets.isDisjoint(with: identity.secrets) {
                let shared = other.secrets.intersection(identity.secrets).sorted().joined(separator: ", ")
                value.report("'\(other.name)' has \(shared), too; a secret is that of one identity")
            }
            identities.append(identity)
        }
        return IdentityPolicy(identities, origin: Self.origin(of: section))
    }

    private func identity(_ name: String, _ value: YAMLValue) -> ServiceIdentity? {
        let mapping = MappingReader(value, allowed: Self.identityKeys)
        let secrets = mapping.required("secret").map { references($0) }
        let owner = mapping.required("owner").flatMap { occupiedRole($0) }
        let scope = mapping.required("scope")?.text()
        let created = mapping.required("created")?.date()
        let rotated = mapping.optional("rotated")?.date()
        if let created, let rotated, rotated < created {
            mapping.optional("rotated")?.report("is before 'created'")
        }
        let rotateAfter = mapping.optional("rotateAfter")?.value("a number of days such as 90d") { text in
            text.hasSuffix("d") ? Int(text.dropLast()).flatMap { (1...3660).contains($0) ? $0 : nil } : nil
        }
        let until = mapping.optional("until")?.date()
        let environment: OperatingEnvironment? = mapping.optional("environment").flatMap { Self.word($0) }
        guard let secrets, let owner, let scope, let created else { return nil }
        return ServiceIdentity(
            name,
            secrets: secrets,
            owner: owner,
            scope: scope,
            created: created,
            rotated: rotated,
            rotateAfter: rotateAfter,
            until: until,
            environment: environment,
            rule: GoverningRule("identities.\(name)", Self.origin(of: value))
        )
    }

    /// Where secrets are kept; a text that is no reference is never repeated, since it may be the secret itself.
    private func references(_ value: YAMLValue) -> Set<String> {
        let texts = value.texts()
        if texts.contains(where: { SecretReference($0) == nil }) {
            value.report("must be references, env:NAME or file:PATH, never the secret itself")
        }
        return Set(texts.filter { SecretReference($0) != nil })
    }
}
