import CanonicalModel
import ConnectorHost
import ConnectorKit
import Foundation
import Synchronization

/// Keeps a connector's process running: starts it, starts it again after it has ended, and gives up at last.
///
/// It is started again on a thread of its own; whoever needs it meanwhile waits without holding a thread.
final class HostSupervisor: Sendable {
    typealias Start = Result<HostedLife, ConnectorError>

    private enum Phase {
        case running(HostedLife)
        case starting
        case ended
    }

    private struct State {
        var phase: Phase
        /// The process that is being started.
        var beginning: HostedProcess?
        /// Who waits for the start, by number.
        var waiters: [Int: @Sendable (Start) -> Void] = [:]
        var waiterCount = 0
        /// When it ended, within the window.
        var ends: [Instant] = []
        var lastEnding = ""
        /// Before which it is not started again.
        var notBefore: Instant?
        /// Whether the runtime was told that it is given up.
        var isTold = false
        var isStopped = false
    }

    /// What is done for one who needs the process.
    private enum Step {
        case answer(Start)
        case wait
        case start
    }

    let system: String
    let hello: Hello
    let declaration: Declaration
    private let program: HostedProgram
    private let configuration: ConnectorConfiguration
    private let services: ConnectorServices
    let redaction: Redaction
    private let state: Mutex<State>

    /// Starts the process and configures the connector; holds the thread meanwhile.
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
        let first = HostStart(program, configuration, services, redaction)
        let (life, declaration) = try first.run { _ in }
        hello = life.hello
        self.declaration = declaration
        state = Mutex(State(phase: .running(life)))
    }

    deinit { stop() }

    /// What errors call the process.
    var place: String { "the connector's process of \(system)" }

    /// The number of the process while it lives.
    var processID: Int32? {
        guard case .running(let life) = state.withLock({ $0.phase }), life.ending == nil else { return nil }
        return life.process.id
    }

    /// Whether it was ended for good.
    var isStopped: Bool { state.withLock { $0.isStopped } }

    /// The process, started again if it has ended and its pause is over.
    ///
    /// - Throws: ``ConnectorError/unavailable(endpoint:reason:retryAfter:)`` before the pause is over,
    ///   ``ConnectorError/connectorFailed(system:reason:)`` once it has ended too often, ``ConnectorError/cancelled`` if the
    ///   task is cancelled while it starts.
    func life() async throws(ConnectorError) -> HostedLife {
        let id = number()
        let start = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                wait(id, tells: true) { continuation.resume(returning: $0) }
                if Task.isCancelled { leave(id) }
            }
        } onCancel: {
            leave(id)
        }
        return try start.get()
    }

    /// The process, as ``life()`` gives it, for what must not be asynchronous: holds the thread while it starts.
    ///
    /// The runtime does not learn of the error, so that it does not count as told.
    func lifeBlocking() throws(ConnectorError) -> HostedLife {
        let slot = ThreadSlot<Start>()
        wait(number(), tells: false) { slot.settle($0) }
        return try slot.wait().get()
    }

    /// Ends the process for good.
    func stop() {
        let (process, waiters) = state.withLock { state in
            state.isStopped = true
            defer { (state.phase, state.beginning, state.waiters) = (.ended, nil, [:]) }
            guard case .running(let life) = state.phase else { return (state.beginning, state.waiters) }
            return (life.process, state.waiters)
        }
        for waiter in waiters.values { waiter(.failure(.cancelled)) }
        process?.end("the runtime ended it")
    }

    // MARK: - Waiting

    private func number() -> Int {
        state.withLock { state in
            state.waiterCount += 1
            return state.waiterCount
        }
    }

    private func wait(_ id: Int, tells: Bool, _ waiter: @escaping @Sendable (Start) -> Void) {
        let step = state.withLock { state in
            let step = self.step(&state, tells: tells)
            if case .answer = step { return step }
            state.phase = .starting
            state.waiters[id] = waiter
            return step
        }
        switch step {
        case .answer(let start): waiter(start)
        case .wait: break
        case .start: Thread { self.startAgain() }.start()
        }
    }

    private func leave(_ id: Int) { state.withLock { $0.waiters.removeValue(forKey: id) }?(.failure(.cancelled)) }

    private func step(_ state: inout State, tells: Bool) -> Step {
        guard !state.isStopped else { return .answer(.failure(.cancelled)) }
        switch state.phase {
        case .starting: return .wait
        case .running(let life):
            guard let ending = life.ending else { return .answer(.success(life)) }
            state.phase = .ended
            note(ending.reason, at: ending.time, &state)
        case .ended: break
        }
        let now = services.clock.now
        state.ends.removeAll { $0.adding(program.limits.window) <= now }
        let isSpent = state.ends.count > program.limits.restarts
        let pause = state.notBefore.flatMap {
            now < $0 ? Duration.microseconds($0.microseconds - now.microseconds) : nil
        }
        if isSpent, pause != nil || !state.isTold {
            state.isTold = state.isTold || tells
            return .answer(.failure(.connectorFailed(system: system, reason: spent(state))))
        }
        guard let pause else { return .start }
        return .answer(.failure(.unavailable(endpoint: place, reason: state.lastEnding, retryAfter: pause)))
    }

    private func spent(_ state: State) -> String {
        "its process ended \(state.ends.count) times within \(program.limits.window), at last because "
            + "\(state.lastEnding); mend or replace \(program.path), then try again"
    }

    // MARK: - Starting again

    private func startAgain() {
        let again = HostStart(program, configuration, services, redaction)
        let started: Start
        do throws(ConnectorError) {
            let (life, _) = try again.run { process in
                let isStopped = state.withLock { state in
                    if !state.isStopped { state.beginning = process }
                    return state.isStopped
                }
                if isStopped { process.end("the runtime ended it") }
            }
            started = .success(life)
        } catch {
            started = .failure(error)
        }
        let (start, waiters) = state.withLock { state in
            let start = self.outcome(of: started, &state)
            if case .success(let life) = start { state.phase = .running(life) } else { state.phase = .ended }
            defer { (state.beginning, state.waiters) = (nil, [:]) }
            return (start, state.waiters)
        }
        if case .success(let life) = started, case .failure(let error) = start { life.process.end("\(error)") }
        for waiter in waiters.values { waiter(start) }
    }

    private func outcome(of start: Start, _ state: inout State) -> Start {
        guard !state.isStopped else { return .failure(.cancelled) }
        let reason: String
        switch start {
        case .success(let life) where life.hello.manifest == hello.manifest && life.hello.parts == hello.parts:
            state.isTold = false
            return start
        case .success:
            reason = "\(program.path) is another connector than when this runtime started; start the runtime again"
        case .failure(.connectorFailed(_, let words)): reason = words
        case .failure(.cancelled): return start
        case .failure(let error):
            // Whoever asked learns what the connector refuses; whoever asks next waits for the pause.
            note("\(error)", at: services.clock.now, &state)
            return start
        }
        note(reason, at: services.clock.now, &state)
        return .failure(.unavailable(endpoint: place, reason: state.lastEnding, retryAfter: nil))
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
}
