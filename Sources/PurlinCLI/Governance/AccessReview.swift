import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConstructionFlows
import Governance

/// Whether the configuration's systems may be spoken to, by the rules of the governance file.
struct AccessReview {
    /// Something that is to be said of a place of the configuration.
    struct Finding {
        /// What it is about, for example the name of a system.
        let place: String
        let diagnostic: ConfigurationDiagnostic
        let isRefusal: Bool

        var message: String { diagnostic.message }
    }

    let configuration: PurlinConfiguration
    /// The site-local day.
    let day: CalendarDate
    /// The identities that people have revoked.
    var revocations: [IdentityRevocation] = []

    /// All that is to be said: of systems, then of the credentials that they use.
    var findings: [Finding] { interfaceFindings + credentialFindings }

    private var credentialFindings: [Finding] {
        configuration.credentials.flatMap { credential in
            if let revocation = policy.revocation(of: credential.use, among: revocations) {
                return [
                    Finding(
                        place: credential.use.place,
                        diagnostic: credential.place.saying(revocation.refusal(of: credential.use)),
                        isRefusal: true
                    )
                ]
            }
            return policy.findings(on: credential.use, at: day).map { finding in
                Finding(
                    place: credential.use.place,
                    diagnostic: credential.place.saying("\(finding.message): rule \(finding.rule)"),
                    isRefusal: finding.severity == .refusal
                )
            }
        }
    }

    private var interfaceFindings: [Finding] {
        configuration.systems.flatMap { system in
            policy.interfaces.findings(on: system.name, passing: configuration.objects(passing: system))
                .map { finding in
                    Finding(
                        place: system.name,
                        diagnostic: system.diagnostic("\(finding.message): rule \(finding.rule)"),
                        isRefusal: finding.severity == .refusal
                    )
                }
        }
    }

    private var policy: GovernancePolicy { configuration.governance.policy }
}

extension Session {
    /// What somebody has to know about the access to systems, though it is permitted.
    var accessWarnings: [AccessReview.Finding] {
        AccessReview(configuration: configuration, day: today).findings.filter { !$0.isRefusal }
    }

    /// The present day of the company.
    var today: CalendarDate {
        configuration.zone?.date(of: clock.now) ?? CalendarDate(daysSince1970: Int(clock.now.seconds / 86_400))
    }

    /// Refuses to speak to any system where a rule forbids one of them.
    ///
    /// - Throws: The exit code, explained.
    func refuseForbiddenAccess() async throws {
        let review = AccessReview(configuration: configuration, day: today, revocations: try await revocations())
        let refusals = review.findings.filter(\.isRefusal)
        guard refusals.isEmpty else {
            throw output.fail(
                ConfigurationError(diagnostics: refusals.map(\.diagnostic)).description,
                Exit.configuration
            )
        }
    }
}

extension Session {
    /// The identities that people have revoked; none where there is no store yet.
    ///
    /// - Throws: The exit code, explained.
    func revocations() async throws -> [IdentityRevocation] {
        let store = try storeToRead()
        do throws(GovernanceError) {
            return try await OffboardingDesk(settings: governance, store: store).revocations()
        } catch {
            throw output.fail(error.description, error.exitCode)
        }
    }
}

extension PurlinConfiguration {
    /// The canonical objects that pass between a system and the flows, each with its class.
    ///
    /// A connector that does not say what it reads or writes may bring and get all that its flows take and write.
    /// An object that nobody has described counts as the highest class.
    func objects(passing system: System) -> [String: SensitivityClass] {
        let manifest = system.entry.manifest
        var names: Set<String> = []
        for binding in flows {
            if binding.sources.contains(system.name) {
                let consumed = binding.flow.consumes
                names.formUnion(manifest.reads.isEmpty ? consumed : consumed.intersection(manifest.reads))
            }
            let written = FlowCatalogue.flow(named: binding.name)?.writes ?? []
            let delivered = Set(written).union(binding.flow.masterData.map(\.object))
                .filter {
                    binding.companyTargets.values.contains(system.name) || binding.target(of: $0) == system.name
                }
            names.formUnion(manifest.writes.isEmpty ? delivered : delivered.intersection(manifest.writes))
        }
        return Dictionary(
            uniqueKeysWithValues: names.map { ($0, CanonicalVocabulary.schema(of: $0)?.sensitivity ?? .c4) }
        )
    }
}

extension ConfigurationReader {
    /// The places that name a secret, each with the system that it is for.
    func credentials(
        _ document: YAMLDocument,
        _ systems: [PurlinConfiguration.System]
    ) -> [PurlinConfiguration.Credential] {
        document.secrets.map { reference, place in
            let system = systems.map(\.name).filter { place.key.hasPrefix("systems.\($0).") }.max {
                $0.count < $1.count
            }
            return PurlinConfiguration.Credential(
                use: CredentialUse(reference: reference, key: place.key, system: system),
                place: place
            )
        }
    }
}
