import Foundation
import Synchronization

/// How long a play may take on the machine's own clock; virtual time does not count.
package struct ScenarioLimits: Sendable {
    /// For one step, and for the report of a failure.
    package let step: Duration
    /// For all steps together.
    package let play: Duration

    /// Creates limits.
    ///
    /// - Parameters:
    ///   - step: For one step.
    ///   - play: For all steps together.
    package init(step: Duration = .seconds(300), play: Duration = .seconds(1800)) {
        self.step = step
        self.play = play
    }

    /// Reads limits such as `90s` or `5m`; `nil` if one is no span.
    package init?(step: String, play: String) {
        guard let step = ScenarioMoment.seconds(step), let play = ScenarioMoment.seconds(play) else { return nil }
        self.init(step: .seconds(step), play: .seconds(play))
    }
}

/// Ends the processes of a play that takes too long, so that whoever waits for them goes on.
final class ScenarioWatch: Sendable {
    /// What runs now.
    private struct Running {
        var commands: [ChildProcess] = []
        var simulators: [ChildProcess] = []
    }

    /// How long a simulator may still work for a command that was ended.
    private static let grace: Duration = .seconds(5)

    private let limits: ScenarioLimits
    private let began = ContinuousClock.now
    private let running = Mutex(Running())

    init(_ limits: ScenarioLimits) {
        self.limits = limits
    }

    func watch(command: ChildProcess) {
        running.withLock { running in
            running.commands.removeAll { $0.hasEnded }
            running.commands.append(command)
        }
    }

    func watch(simulator: ChildProcess) {
        running.withLock { $0.simulators.append(simulator) }
    }

    /// Does something for which there is a limit.
    ///
    /// - Parameters:
    ///   - isStep: Whether the limit of the whole play counts, too.
    ///   - body: What is done.
    /// - Returns: What `body` returns.
    /// - Throws: ``ScenarioFailure`` if it takes too long; what `body` throws.
    func limited<Value>(isStep: Bool = true, _ body: () async throws -> Value) async throws -> Value {
        let rest = limits.play - (ContinuousClock.now - began)
        let isPlay = isStep && rest < limits.step
        let limit = isPlay ? rest : limits.step
        let whole = isPlay ? limits.play : limits.step
        let overrun = ScenarioFailure(
            description:
                "\(isPlay ? "the play" : "this") took longer than \(whole.components.seconds) s of the machine's "
                + "time; what ran was ended (\(isPlay ? "--limit" : "--step-limit") gives more)"
        )
        guard limit > .zero else { throw overrun }
        let isOver = Atomic(false)
        let timer = Task { [self] in
            try await Task.sleep(for: limit)
            isOver.store(true, ordering: .sequentiallyConsistent)
            running.withLock { $0.commands.forEach { $0.end() } }
            try await Task.sleep(for: Self.grace)
            running.withLock { $0.simulators.forEach { $0.end() } }
        }
        defer { timer.cancel() }
        let result: Result<Value, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        if isOver.load(ordering: .sequentiallyConsistent) { throw overrun }
        return try result.get()
    }
}
