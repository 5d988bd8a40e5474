import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConstructionFlows
import Foundation
import Governance
import WebhookEndpoint

/// What a configuration file says, read and checked against the connectors' manifests.
struct PurlinConfiguration {
    /// One system of the file.
    struct System {
        let name: String
        let entry: ConnectorRegistry.Entry
        let values: ConnectorConfiguration
        let schedule: Schedule
        let parallelCalls: Int?
        let limits: CallLimits
        let files: FilesConfiguration?
        let place: ConfigurationDiagnostic
    }

    /// A place that names a secret.
    struct Credential {
        let use: CredentialUse
        let place: ConfigurationDiagnostic
    }

    /// How systems are reached.
    struct Network: Hashable {
        var proxy: String?
        var caFile: String?
        var deadline: Duration?
    }

    var file: String
    var storePath: String
    var followedClock: String?
    var network: Network
    var systems: [System]
    var people: [Person]
    /// The company's time zone.
    var zone: SiteZone?
    var flows: [FlowBinding]
    var operatorRole: String
    var periodRole: String
    /// Where deliveries of webhooks arrive; `nil` if none are taken.
    var webhooks: WebhookServer.Configuration?
    var backlogLimit: Int?
    var audit: AuditConfiguration?
    /// When ledgers are compared with the journal; `nil` if only a person does it.
    var reconciliation: Schedule?
    /// The entries of the crosswalk of cost codes.
    var codes: [CodeMapping]
    /// Days on which a code stands for nothing, between two of its entries.
    var codeHoles: [ConfigurationDiagnostic]
    /// What the codes of other systems stand for.
    var crosswalk: CodeCrosswalk
    /// The rules by which the workflow is governed.
    var governance: ReadGovernance
    /// The places that name a secret, in the order of the file.
    var credentials: [Credential]
    /// What the file says, by place, as the journal may keep it.
    var values: [String: String]
}

extension PurlinConfiguration {
    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - registry: The connectors that systems may ask for.
    ///   - environment: The variables that secrets are looked up in; `nil` for a command that needs none.
    ///   - secrets: Where secrets are kept that take the place of those that the file names, by their keys.
    /// - Returns: What the file says.
    /// - Throws: ``ConfigurationError`` with everything that is wrong.
    static func load(
        _ path: String,
        registry: ConnectorRegistry,
        environment: [String: String]?,
        secrets: [String: String] = [:]
    ) throws(ConfigurationError) -> PurlinConfiguration {
        let document = YAMLDocument(file: path)
        guard let data = FileManager.default.contents(atPath: path) else {
            document.report(nil, key: "", "cannot be read; name the file with --config")
            throw ConfigurationError(diagnostics: document.diagnostics)
        }
        guard let text = String(bytes: data, encoding: .utf8) else {
            document.report(nil, key: "", "is not UTF-8")
            throw ConfigurationError(diagnostics: document.diagnostics)
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        var reader = ConfigurationReader(registry: registry, environment: environment, folder: folder)
        reader.secrets = secrets
        let configuration = document.root(of: text).flatMap { reader.read($0, file: path) }
        guard let configuration, document.diagnostics.isEmpty else {
            throw ConfigurationError(
                diagnostics: document.diagnostics.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
            )
        }
        return configuration
    }
}
