import CanonicalModel
import ConnectorHost
import ConnectorKit
import JSON
import Synchronization

/// Keeps a connector's process running: starts it, starts it again after it has ended, and gives up at last.
final class HostSupervisor: Sendable {
    private struct State {
        var life: HostedLife?
        /// When it ended, within the window.
        var ends: [Instant] = []
        var lastEnding = ""
        /// Before which it is not started again.
        var notBefore: Instant?
        /// Whether the runtime was told that it is given up.
        var isTold = false
        var isStopped = false
    }

    let system: String
    let hello: Hello
    let declaration: Declaration
    private let program: HostedProgram
    private let configuration: ConnectorConfiguration
    private let services: ConnectorServices
    let redaction: Redaction
    private let state: Mutex<State>

    /// Starts the process and configures the connector.
    ///
    /// - Throws: What the connector refuses, or ``ConnectorError/connectorFailed(system:reason:)``.
    init(
        _ program: HostedProgram,
        _ configuration: ConnectorConfiguration,
        _ services: ConnectorServices
    ) throws(ConnectorError) {
        system = configuration.system
        self.program = program
        self.configuration = configuration
        self.services = services
        redaction = Redaction(configuration.secrets.values)
        program.ledger?.reap()
        let (life, declaration) = try Self.start(program, configuration, services, redaction)
        hello = life.hello
        self.declaration = declaration
        state = Mutex(State(life: life))
    }

    deinit { stop() }

    /// The process, started again if it has ended and its pause is over.
    ///
    /// Holds the thread while a process starts.
    ///
    /// - Parameter tells: Whether the runtime learns of the error and parks the system; what cannot throw does not tell.
    /// - Returns: The process.
    /// - Throws: ``ConnectorError/unavailable(endpoint:reason:retryAfter:)`` before the pause is over,
    ///   ``ConnectorError/connectorFailed(system:reason:)`` once it has ended too often.
    func life(tells: Bool) throws(ConnectorError) -> HostedLife {
        let result: Result<HostedLife, ConnectorError> = state.withLock { state in
            do throws(ConnectorError) { return .success(try self.life(&state, tells: tells)) } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func life(_ state: inout State, tells: Bool) throws(ConnectorError) -> HostedLife {
        guard !state.isStopped else { throw .cancelled }
        if let life = state.life {
            guard let ending = life.ending else { return life }
            state.life = nil
            note(ending.reason, at: ending.time, &state)
        }
        let now = services.clock.now
        state.ends.removeAll { $0.adding(program.limits.window) <= now }
        let isSpent = state.ends.count > program.limits.restarts
        let rests = state.notBefore.map { now < $0 } ?? false
        if isSpent, rests || !state.isTold {
            state.isTold = state.isTold || tells
            throw .connectorFailed(
                system: system,
                reason: "its process ended \(state.ends.count) times within \(program.limits.window), at last because "
                    + "\(state.lastEnding); mend or replace \(program.path), then try again"
            )
        }
        if rests, let time = state.notBefore {
            let pause = Duration.microseconds(time.microseconds - now.microseconds)
            throw .unavailable(endpoint: place, reason: state.lastEnding, retryAfter: pause)
        }
        return try startAgain(&state)
    }

    private func startAgain(_ state: inout State) throws(ConnectorError) -> HostedLife {
        do throws(ConnectorError) {
            let (life, _) = try Self.start(program, configuration, services, redaction)
            guard life.hello.manifest == hello.manifest, life.hello.parts == hello.parts else {
                life.process.end("it is another connector than before")
                throw .connectorFailed(
                    system: system,
                    reason:
                        "\(program.path) is another connector than when this runtime started; start the runtime again"
                )
            }
            state.life = life
            state.isTold = false
            return life
        } catch {
            guard case .connectorFailed(_, let reason) = error else { throw error }
            note(reason, at: services.clock.now, &state)
            throw .unavailable(endpoint: place, reason: reason, retryAfter: nil)
        }
    }

    private func note(_ reason: String, at time: Instant, _ state: inout State) {
        state.ends.removeAll { $0.adding(program.limits.window) <= time }
        state.ends.append(time)
        state.lastEnding = redaction.clean(reason)
        state.notBefore = time.adding(program.limits.pause(afterEnds: state.ends.count))
        services.log.write(
            .error,
            "the connector's process ended",
            ["system": system, "reason": state.lastEnding, "ends": String(state.ends.count)]
        )
    }

    /// What errors call the process.
    var place: String { "the connector's process of \(system)" }

    /// Ends the process for good.
    func stop() {
        let life = state.withLock { state in
            state.isStopped = true
            defer { state.life = nil }
            return state.life
        }
        life?.process.end("the runtime ended it")
    }

    private static func start(
        _ program: HostedProgram,
        _ configuration: ConnectorConfiguration,
        _ services: ConnectorServices,
        _ redaction: Redaction
    ) throws(ConnectorError) -> (HostedLife, Declaration) {
        let system = configuration.system
        let process = try HostedProcess(program, system: system) { services.clock.now }
        process.drain { line in
            services.log.write(
                .warning,
                "the connector's process wrote to standard error",
                ["system": system, "line": redaction.clean(line)]
            )
        }
        let hello: Hello
        switch process.greet() {
        case .success(let greeting): hello = greeting
        case .failure(let failure):
            throw .connectorFailed(system: system, reason: "\(program.path): \(failure.reason)")
        }
        let life = HostedLife(process, hello, system: system, services, redaction, program.limits)
        process.channel.send(["kind": "secrets", "values": configuration.secrets.wire])
        let outcome = life.callBlocking("configure", configuration.wire)
        do throws(ConnectorError) {
            return (life, try outcome.value(from: "the connector's process of \(system)", redaction))
        } catch {
            process.end("it could not be configured")
            guard case .unavailable(_, let reason, _) = error else { throw error }
            throw .connectorFailed(system: system, reason: "\(program.path): \(reason)")
        }
    }
}

extension CallOutcome {
    /// The value of an answer.
    ///
    /// - Parameters:
    ///   - place: What errors call the process.
    ///   - redaction: Takes secrets out of what the connector says.
    /// - Returns: The value.
    /// - Throws: The connector's error; ``ConnectorError/unavailable(endpoint:reason:retryAfter:)`` if the process is gone.
    func value<Value: WireValue>(from place: String, _ redaction: Redaction) throws(ConnectorError) -> Value {
        switch self {
        case .value(let value):
            do throws(JSONAccessError) {
                return try Value(wire: JSONReader(value))
            } catch {
                throw .unexpectedAnswer(endpoint: place, reason: "an answer that cannot be read: \(error)")
            }
        case .failure(let value): throw Self.error(redaction.clean(value), at: place)
        case .cancelled: throw .cancelled
        case .lost(let reason):
            throw .unavailable(endpoint: place, reason: redaction.clean(reason), retryAfter: nil)
        }
    }

    private static func error(_ value: JSON, at place: String) -> ConnectorError {
        do throws(JSONAccessError) {
            if let error: ConnectorError = try JSONReader(value).optional("connector") { return error }
            return .unexpectedAnswer(endpoint: place, reason: try JSONReader(value).value("protocol"))
        } catch {
            return .unexpectedAnswer(endpoint: place, reason: "an error that cannot be read: \(error)")
        }
    }
}
