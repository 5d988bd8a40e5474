import ArgumentParser
import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConstructionFlows
import Foundation
import JSON
import WebhookEndpoint

/// Options of commands that need a configuration.
struct ConfigurationOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: "The configuration file.", completion: .file(extensions: ["yaml", "yml"]))
    var config = "purlin.yaml"
}

/// What a command works with: the configuration and what was made of it.
struct Session {
    /// What a command does with other systems.
    enum Reach: Equatable {
        /// Nothing: it needs no secrets, and no simulator has to be there to tell the time.
        case store
        /// It speaks to them.
        case systems
        /// It shows them credentials that may be revoked: where those are kept, by their keys of the configuration.
        case credentials([String: String])
    }

    let composition: Composition
    let configuration: PurlinConfiguration
    let transport: any HTTPTransport
    let clock: any RuntimeClock
    let output: OutputOptions

    /// Reads the configuration and makes transport and clock; prints what is wrong.
    ///
    /// - Throws: The exit code of the failure, already explained.
    static func open(
        _ options: ConfigurationOptions,
        _ output: OutputOptions,
        reach: Reach = .store
    ) async throws -> Session {
        guard let composition = Composition.current else { throw output.fail("no composition", Exit.unavailable) }
        let configuration: PurlinConfiguration
        do throws(ConfigurationError) {
            configuration = try PurlinConfiguration.load(
                options.config,
                registry: composition.registry,
                environment: reach == .store ? nil : ProcessInfo.processInfo.environment,
                secrets: reach.secrets
            )
        } catch {
            throw output.fail(error.description, Exit.configuration)
        }
        do {
            let network = configuration.network
            let transport = try composition.makeTransport(
                Composition.TransportSettings(
                    proxy: network.proxy,
                    caFile: network.caFile,
                    deadline: network.deadline
                )
            )
            let session = Session(
                composition: composition,
                configuration: configuration,
                transport: transport,
                clock: try await clock(of: configuration, reach, transport),
                output: output
            )
            if reach == .systems { try await session.refuseForbiddenAccess() }
            return session
        } catch let code as ExitCode {
            throw code
        } catch {
            throw output.fail("\(error)", Exit.unavailable)
        }
    }

    private static func clock(
        of configuration: PurlinConfiguration,
        _ reach: Reach,
        _ transport: any HTTPTransport
    ) async throws(ConnectorError) -> any RuntimeClock {
        guard let address = configuration.followedClock else { return SystemClock() }
        do throws(ConnectorError) {
            return try await FollowedClock(address: address, transport: transport)
        } catch {
            // A simulator that has ended keeps nobody from looking at what happened.
            guard reach == .store else { throw error }
            return SystemClock()
        }
    }

    /// The present; the time of the newest entry where a simulated story has ended.
    func present(in store: any RuntimeStore) async throws(StoreError) -> Instant {
        guard configuration.followedClock != nil, clock is SystemClock else { return clock.now }
        let head = try await store.journalHead()
        return try await store.journal(after: max(head.sequence - 1, 0), limit: 1).first?.recordedAt ?? clock.now
    }

    /// The present, for a person's decision.
    func now(_ store: any RuntimeStore) async throws(GovernanceError) -> Instant {
        do throws(StoreError) { return try await present(in: store) } catch { throw .store(error) }
    }

    /// Opens the store.
    func store(_ role: Composition.StoreRole) throws -> any RuntimeStore & LeaseStore {
        do throws(StoreError) {
            return try composition.openStore(configuration.storePath, role)
        } catch {
            throw output.fail(error.description, Exit.unavailable)
        }
    }

    /// The store for a command that changes nothing: an empty one where there is none yet, so that none is made.
    func storeToRead() throws -> any RuntimeStore & LeaseStore {
        FileManager.default.fileExists(atPath: configuration.storePath) ? try store(.client) : InMemoryStore()
    }

    /// Makes the connectors of all systems, without any input or output.
    ///
    /// - Parameters:
    ///   - log: Receives what the connectors have to say.
    ///   - report: Receives it when a system's rate limit makes its calls wait.
    /// - Returns: Systems, flows and people.
    /// - Throws: The exit code of the failure, already explained.
    func runtimeSettings(
        log: any ConnectorLog,
        report: @escaping ProgressHandler = { _ in }
    ) throws -> RuntimeSettings {
        var systems: [ConfiguredSystem] = []
        var problems: [ConfigurationDiagnostic] = []
        for system in configuration.systems {
            do {
                systems.append(try configured(system, log: log, report: report))
            } catch let error as ConfigurationError {
                problems += error.diagnostics
            } catch {
                problems.append(system.diagnostic("\(error)"))
            }
        }
        problems += missingListener(for: systems)
        guard problems.isEmpty else {
            throw output.fail(ConfigurationError(diagnostics: problems).description, Exit.configuration)
        }
        let settings = settings(systems: systems, audit: try auditSettings())
        try checkWebhooks(of: settings)
        return settings
    }

    /// Makes the connector of a system, without any input or output.
    func configured(
        _ system: PurlinConfiguration.System,
        log: any ConnectorLog,
        report: @escaping ProgressHandler = { _ in }
    ) throws -> ConfiguredSystem {
        let services = ConnectorServices(transport: limited(system, report: report), clock: clock, log: log)
        return ConfiguredSystem(
            name: system.name,
            connector: try system.entry.connector(system.values, services),
            schedule: system.schedule,
            parallelCalls: system.parallelCalls,
            files: try filePlace(of: system)
        )
    }

    /// Where the files of a system lie.
    private func filePlace(of system: PurlinConfiguration.System) throws -> FilePlace? {
        var place = try system.files?.filePlace(
            of: system.name,
            storePath: configuration.storePath,
            composition.makeFileTransport
        )
        if let kept = KeptOriginals(system, in: configuration) { place?.keepOriginals = kept.keep }
        return place
    }

    /// Systems that wait for deliveries although nothing listens for them.
    private func missingListener(for systems: [ConfiguredSystem]) -> [ConfigurationDiagnostic] {
        guard configuration.webhooks == nil else { return [] }
        let waiting = systems.filter { $0.connector.webhookSource?.endpoints.isEmpty == false }.map(\.name)
        return configuration.systems.filter { waiting.contains($0.name) }.map {
            $0.diagnostic("takes webhooks, but nothing listens for them: add 'webhooks: {listen: 127.0.0.1:8484}'")
        }
    }

    /// The server for deliveries of webhooks; `nil` if none are taken.
    func webhookServer(
        _ settings: RuntimeSettings,
        _ store: any RuntimeStore,
        log: any ConnectorLog
    ) throws -> WebhookServer? {
        guard let listener = configuration.webhooks else { return nil }
        let desk = try WebhookDesk(settings: settings, store: store, clock: clock, log: log)
        return WebhookServer(desk, configuration: listener, clock: SystemClock())
    }

    /// Refuses endpoints and keys of webhooks that cannot work, at the place of their system.
    private func checkWebhooks(of settings: RuntimeSettings) throws {
        do throws(WebhookSettingsError) {
            try WebhookDesk.validate(settings)
        } catch {
            let system = configuration.systems.first { $0.name == error.system }
            let text = system.map { ConfigurationError(diagnostics: [$0.diagnostic(error.description)]).description }
            throw output.fail(text ?? error.description, Exit.configuration)
        }
    }

    /// The transport of one system, which keeps to the rate that the system permits.
    private func limited(
        _ system: PurlinConfiguration.System,
        report: @escaping ProgressHandler
    ) -> LimitedTransport {
        // A simulator's clock stands still while the runtime is at work: waiting for it within a call would never end.
        let patience: Duration = configuration.followedClock == nil ? .seconds(120) : .zero
        return LimitedTransport(
            transport,
            system: system.name,
            limits: system.limits,
            patience: patience,
            clock: clock,
            report: report
        )
    }

    /// How the journal is signed; `nil` if the configuration does not say.
    ///
    /// - Throws: The exit code, if the key cannot be used.
    func auditSettings() throws -> AuditSettings? {
        do throws(ConfigurationError) {
            return try configuration.audit?.settings(environment: ProcessInfo.processInfo.environment)
        } catch {
            throw output.fail(error.description, Exit.configuration)
        }
    }

    /// Flows and people, without any connector: enough for the decisions of people.
    var governance: RuntimeSettings { settings(systems: []) }

    private func settings(systems: [ConfiguredSystem], audit: AuditSettings? = nil) -> RuntimeSettings {
        RuntimeSettings(
            systems: systems,
            flows: configuration.flows,
            people: configuration.people,
            operatorRole: configuration.operatorRole,
            periodRole: configuration.periodRole,
            backlogLimit: configuration.backlogLimit ?? 10_000,
            // A simulated story is the same each time; real installations do not all try again at the same moment.
            seed: configuration.followedClock == nil ? .random(in: .min ... .max) : 0,
            audit: audit,
            governance: configuration.governance.policy,
            reconciliation: configuration.reconciliation,
            zone: configuration.zone,
            credentials: configuration.credentials.map(\.use)
        )
    }
}

extension Session.Reach {
    fileprivate var secrets: [String: String] {
        if case .credentials(let secrets) = self { secrets } else { [:] }
    }
}

extension PurlinConfiguration.System {
    /// What is wrong at the place of this system.
    func diagnostic(_ message: String) -> ConfigurationDiagnostic {
        ConfigurationDiagnostic(
            file: place.file,
            line: place.line,
            column: place.column,
            key: place.key,
            message: message
        )
    }
}

/// Writes log lines to standard error.
struct StandardErrorLog: ConnectorLog {
    let minimum: LogLevel

    func write(_ level: LogLevel, _ message: String, _ values: [String: String]) {
        guard level >= minimum else { return }
        let pairs = values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        Output.error(([level.rawValue, message] + pairs).joined(separator: " "))
    }
}
