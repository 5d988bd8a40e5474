import CanonicalModel
import ConnectorKit
import Synchronization

/// The way to one model system, on which requests and answers are lost, delayed, repeated and refused.
final class Network: Sendable {
    /// What becomes of one request.
    private enum Fate {
        case answered
        case neverSent
        case lost
        case late
        case cutOff
        case replayed
        case overloaded
        case refusedCredentials
        case garbage(takesEffect: Bool)

        var isGood: Bool {
            switch self {
            case .answered, .replayed: true
            default: false
            }
        }
    }

    let world: World
    let system: String
    /// Whether what takes effect does so when the request is sent, and not while it is under way.
    let isPrompt: Bool
    private let outages: [Range<Instant>]
    private let isExpired = Mutex(false)

    init(world: World, system: String, isPrompt: Bool, span: Int) {
        self.world = world
        self.system = system
        self.isPrompt = isPrompt
        outages = (0..<world.faults.outages).map { _ in
            let from = World.start.adding(seconds: Int64(world.chance.number(0...span)))
            return from..<from.adding(seconds: Int64(world.chance.number(1...600) * world.unit))
        }
    }

    /// A person puts in credentials that hold.
    func renewCredentials() { isExpired.withLock { $0 = false } }

    /// Carries a request that asks for `count` things; `effect` does the first so many of them, as sent at a time, and
    /// gives `nil` if the system answers nonsense.
    func call<Answer: Sendable>(
        _ name: String,
        _ life: Lifeline,
        count: Int = 0,
        effect: @escaping @Sendable (Int, Instant) -> Answer?
    ) async throws(ConnectorError) -> Answer {
        await world.cross(.call, "calls \(system): \(name)")
        guard life.cross(isSafe: world.isCalm) else { throw .cancelled }
        let fate = drawFate()
        let sentAt = world.now
        let answer: Answer?
        switch fate {
        case .neverSent:
            world.tell(.failure, "\(system) cannot be reached")
            throw .neverSent(failure(mayHaveArrived: false))
        case .late:
            let delay = world.chance.number(5...25)
            world.inBackground { [self] in
                await world.sleep(seconds: delay)
                perform(effect, count, sentAt)
            }
            await travel()
            return try outcome(of: fate, nil)
        case .lost, .overloaded, .refusedCredentials, .garbage(takesEffect: false):
            await travel()
            answer = nil
        case .answered, .cutOff, .replayed, .garbage(takesEffect: true):
            let part = if case .cutOff = fate, count > 0 { world.chance.number(0...count) } else { count }
            if !isPrompt { await travel() }
            answer = perform(effect, part, sentAt)
            if case .replayed = fate, !isPrompt { perform(effect, part, sentAt) }
            await travel()
        }
        guard life.cross(isSafe: world.isCalm) else { throw .cancelled }
        return try outcome(of: fate, answer)
    }

    /// Carries what the system itself sends; `nil` if it hears no answer.
    func push<Answer: Sendable>(_ name: String, effect: @escaping @Sendable () async -> Answer?) async -> Answer? {
        await world.cross(.call, "\(system) sends \(name)")
        let fate = drawFate()
        renewCredentials()
        switch fate {
        case .neverSent, .lost, .overloaded, .refusedCredentials, .garbage(takesEffect: false):
            await travel()
        case .late:
            let delay = world.chance.number(5...25)
            world.inBackground { [self] in
                await world.sleep(seconds: delay)
                _ = await effect()
            }
        case .answered, .cutOff, .replayed, .garbage(takesEffect: true):
            await travel()
            var answer = await effect()
            if case .replayed = fate { answer = await effect() }
            await travel()
            guard !fate.isGood else { return answer }
        }
        world.tell(.failure, "\(system): \(fate)")
        return nil
    }

    private func outcome<Answer>(of fate: Fate, _ answer: Answer?) throws(ConnectorError) -> Answer {
        if !fate.isGood { world.tell(.failure, "\(system): \(fate)") }
        switch fate {
        case .lost, .cutOff, .late, .neverSent:
            throw .outcomeUnknown(failure(mayHaveArrived: true))
        case .overloaded:
            let pause = world.chance.pick([nil, 1, 5, 30, 120])
            throw .unavailable(endpoint: system, reason: "HTTP status 429", retryAfter: pause.map { .seconds($0) })
        case .refusedCredentials: throw .unauthorized(endpoint: system, reason: "HTTP status 401")
        case .garbage: throw .unexpectedAnswer(endpoint: system, reason: "the answer is no JSON")
        case .answered, .replayed:
            guard let answer else { throw .unexpectedAnswer(endpoint: system, reason: "HTTP status 400") }
            return answer
        }
    }

    @discardableResult
    private func perform<Answer>(_ effect: (Int, Instant) -> Answer?, _ count: Int, _ sentAt: Instant) -> Answer? {
        world.tell(.effect, "\(system) takes a request of \(count)")
        return effect(count, sentAt)
    }

    private func travel() async {
        let faults = world.faults
        var milliseconds = world.chance.number(0...(2 * faults.latency))
        if world.chance.happens(faults.stalled) { milliseconds += world.chance.number(0...5000) }
        await world.sleep(milliseconds: milliseconds)
    }

    private func drawFate() -> Fate {
        let faults = world.faults
        if !world.isCalm, outages.contains(where: { $0.contains(world.now) }) {
            return world.chance.happens(500) ? .neverSent : .lost
        }
        if world.chance.happens(faults.expired) { isExpired.withLock { $0 = true } }
        if isExpired.withLock({ $0 }) { return .refusedCredentials }
        if world.chance.happens(faults.requestLost) { return world.chance.happens(500) ? .neverSent : .lost }
        if world.chance.happens(faults.answerLost) { return .cutOff }
        if !isPrompt, world.chance.happens(faults.requestLate) { return .late }
        if world.chance.happens(faults.overloaded) { return .overloaded }
        if world.chance.happens(faults.garbage) { return .garbage(takesEffect: world.chance.happens(500)) }
        return world.chance.happens(faults.requestReplayed) ? .replayed : .answered
    }

    private func failure(mayHaveArrived: Bool) -> TransportError {
        TransportError(
            reason: mayHaveArrived ? .deadlineExceeded : .unreachable,
            requestMayHaveArrived: mayHaveArrived,
            endpoint: system,
            detail: mayHaveArrived ? "no answer in time" : "no connection"
        )
    }
}
