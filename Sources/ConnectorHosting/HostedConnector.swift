package import CanonicalModel
import ConnectorHost
package import ConnectorKit
import Foundation
import JSON

/// A connector that runs in a process of its own: what is asked of it goes there and back as lines of JSON.
///
/// Its type conforms to every capability; which of them hold is what its process said (``declaredParts``), and the runtime
/// asks by the accessors of `Connector`. What must not be asynchronous holds its thread until the process has answered.
package struct HostedConnector: ConnectorStandIn {
    /// What the type itself says: nothing, since it stands for any connector.
    package static let manifest = ConnectorManifest(
        id: "hosted",
        version: "1.0.0",
        summary: "A connector in a process of its own",
        configuration: [],
        wireVersions: []
    )

    let host: HostSupervisor
    /// What the connector was made with; webhooks are sent by the runtime itself.
    package let services: ConnectorServices

    /// Starts a connector's program and configures it; holds the thread meanwhile.
    ///
    /// - Throws: What the connector refuses; ``ConnectorError/connectorFailed(system:reason:)`` if the program is no
    ///   connector.
    package init(
        _ program: HostedProgram,
        configuration: ConnectorConfiguration,
        services: ConnectorServices
    ) throws(ConnectorError) {
        host = try HostSupervisor(program, configuration, services)
        self.services = services
    }

    /// Starts a connector's program and configures it, as the initialiser does, without holding a thread of the tasks.
    ///
    /// - Throws: As the initialiser does.
    package static func start(
        _ program: HostedProgram,
        configuration: ConnectorConfiguration,
        services: ConnectorServices
    ) async throws(ConnectorError) -> HostedConnector {
        let started: Result<HostedConnector, ConnectorError> = await withCheckedContinuation { continuation in
            Thread {
                do throws(ConnectorError) {
                    let connector = try HostedConnector(program, configuration: configuration, services: services)
                    continuation.resume(returning: .success(connector))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
            .start()
        }
        return try started.get()
    }

    /// Refuses: without a program there is nothing to start.
    package init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        throw .invalidConfiguration(key: "executable", reason: "is missing: a hosted connector needs its program")
    }

    /// What the connector said of itself in its first line.
    package var declaredManifest: ConnectorManifest { host.hello.manifest }
    /// The capabilities that it named there.
    package var declaredParts: Set<ConnectorPart> { host.hello.parts }

    /// The number of its process while that lives.
    package var processID: Int32? { host.processID }

    /// Ends the process; every later call is cancelled.
    package func stop() { host.stop() }

    /// Asks the connector to probe its system.
    package func check() async throws(ConnectorError) -> [CheckFinding] { try await call("check", .null) }

    /// Calls the connector.
    func call<Value: WireValue & Spoken>(_ method: String, _ arguments: JSON) async throws(ConnectorError) -> Value {
        try host.value(of: try await host.life().call(method, arguments))
    }

    /// Calls the connector and holds the thread.
    func callBlocking<Value: WireValue & Spoken>(_ method: String, _ arguments: JSON) throws(ConnectorError) -> Value {
        try host.value(of: try host.lifeBlocking().callBlocking(method, arguments))
    }
}

extension HostedConnector: RESTSource {
    /// The streams that the connector declared.
    package var streams: [SourceStream] { host.declaration.streams }

    /// Asks the connector for a page.
    package func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        try await call("page", ["stream": stream.wire, "after": cursor.wire])
    }
}

extension HostedConnector: IncrementalRESTSource {
    /// The streams that the connector declared.
    package var incrementalStreams: [IncrementalStream] { host.declaration.incrementalStreams }

    /// Asks the connector for a page.
    package func changes(
        of stream: IncrementalStream,
        _ request: ChangeRequest
    ) async throws(ConnectorError) -> ChangePage {
        try await call("changes", ["stream": stream.wire, "request": request.wire])
    }

    /// Asks the connector and holds the thread; `nil`, which reads from the beginning, also if its process is gone.
    package func position(ofEarlier cursor: Cursor, in stream: IncrementalStream) -> Instant? {
        let answer: Instant?? = try? callBlocking("positionOfEarlier", ["cursor": cursor.wire, "stream": stream.wire])
        return answer ?? nil
    }

    /// Asks the connector.
    package func askPosition(
        ofEarlier cursor: Cursor,
        in stream: IncrementalStream
    ) async throws(ConnectorError) -> Instant? {
        let answer: Instant? = try await call("positionOfEarlier", ["cursor": cursor.wire, "stream": stream.wire])
        return answer
    }
}

extension HostedConnector: RESTSink {
    /// As declared; one where nothing was.
    package var batchLimit: Int { host.declaration.sink?.batchLimit ?? 1 }
    /// As declared.
    package var batchBytes: Int { host.declaration.sink?.batchBytes ?? .max }
    /// As declared.
    package var batchAge: Duration { host.declaration.sink?.batchAge ?? .zero }
    /// As declared; one where nothing was.
    package var parallelCalls: Int { host.declaration.sink?.parallelCalls ?? 1 }
    /// As declared.
    package var keepsOrder: Bool { host.declaration.sink?.keepsOrder ?? false }
    /// As declared.
    package var retrySchedule: RetrySchedule { host.declaration.sink?.retrySchedule ?? .standard }

    /// Hands deliveries over; if the process ends meanwhile, or its answer is none, whether they took effect is unknown.
    package func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
        let outcome = try await host.life().call("apply", ["batch": batch.wire])
        switch outcome {
        case .lost(let reason): throw host.unknown(reason)
        case .failure(let failure) where failure["connector"] == nil: throw host.unknown("\(host.error(failure))")
        case .value, .failure, .cancelled, .unsent: break
        }
        do throws(ConnectorError) { return try host.value(of: outcome) } catch {
            guard case .unexpectedAnswer(_, let reason) = error, case .value = outcome else { throw error }
            throw host.unknown(reason)
        }
    }

    /// Asks what the system holds.
    package func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] {
        let found: [FoundRecord?] = try await call("find", ["batch": batch.wire])
        return found
    }
}

extension HostedConnector: ExpiringCredentials {
    /// Asks the connector and holds the thread; `nil` also if its process is gone.
    package var credentialsExpireAt: Instant? {
        let answer: Instant?? = try? callBlocking("credentialsExpireAt", .null)
        return answer ?? nil
    }

    /// Asks the connector.
    package func askExpiry() async throws(ConnectorError) -> Instant? {
        let answer: Instant? = try await call("credentialsExpireAt", .null)
        return answer
    }
}

extension HostedConnector: PeriodLockSource {
    /// Asks for the ledger's lock dates.
    package func ledgerLocks() async throws(ConnectorError) -> [LedgerLock] {
        try await call("ledgerLocks", .null)
    }
}
