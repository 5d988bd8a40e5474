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

    /// All that is to be said, in the order of the configuration.
    var findings: [Finding] {
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
        AccessReview(configuration: configuration).findings.filter { !$0.isRefusal }
    }

    /// Refuses to speak to any system where a rule forbids one of them.
    ///
    /// - Throws: The exit code, explained.
    func refuseForbiddenAccess() throws {
        let refusals = AccessReview(configuration: configuration).findings.filter(\.isRefusal)
        guard refusals.isEmpty else {
            throw output.fail(
                ConfigurationError(diagnostics: refusals.map(\.diagnostic)).description,
                Exit.configuration
            )
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
                .filter { binding.target(of: $0) == system.name }
            names.formUnion(manifest.writes.isEmpty ? delivered : delivered.intersection(manifest.writes))
        }
        return Dictionary(
            uniqueKeysWithValues: names.map { ($0, CanonicalVocabulary.schema(of: $0)?.sensitivity ?? .c4) }
        )
    }
}
