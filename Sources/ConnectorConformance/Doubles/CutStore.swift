package import CanonicalModel
import ConnectorKit
package import ConnectorStore
import Synchronization

/// The moment at which a process dies: at one of its commits or one of its requests, of which the rest is never made.
package final class Death: Sendable {
    /// Where a process dies.
    package struct Place: Sendable, Hashable, CustomStringConvertible {
        /// What it was about to do.
        package enum Step: String, Sendable, Hashable, CaseIterable {
            case commit, request
            /// Either of them, counted together in the order in which they come.
            case step
        }

        let step: Step
        /// How many of them go well.
        let after: Int
        /// Whether the next one is lost; otherwise it is made, and only its answer is lost.
        let isBefore: Bool

        package init(step: Step, after: Int, isBefore: Bool) {
            self.step = step
            self.after = after
            self.isBefore = isBefore
        }

        package var description: String { "dead \(isBefore ? "before" : "after") \(step.rawValue) \(after + 1)" }
    }

    private let place: Place
    private let left: Mutex<(count: Int, isDead: Bool)>
    private let made = Mutex<[Place.Step]>([])

    package init(_ place: Place) {
        self.place = place
        left = Mutex((place.after, false))
    }

    /// What the process had done last, for a person; where it was to die if it did not.
    var text: String {
        guard place.step == .step, hasCome else { return "\(place)" }
        let made = made.withLock { $0 }
        guard let last = made.last else { return "dead before anything was done" }
        return "dead after \(last.rawValue) \(made.count { $0 == last })"
    }

    /// Whether the process is dead.
    var hasCome: Bool { left.withLock { $0.isDead } }

    /// What becomes of a step: made with its answer, made without it, or not made.
    func judge(_ step: Place.Step) -> (isMade: Bool, isAnswered: Bool) {
        let judgement = left.withLock { left in
            if left.isDead { return (isMade: false, isAnswered: false) }
            guard place.step == .step || step == place.step else { return (true, true) }
            left.count -= 1
            guard left.count < 0 else { return (true, true) }
            left.isDead = true
            return (!place.isBefore, false)
        }
        if judgement.isMade { made.withLock { $0.append(step) } }
        return judgement
    }
}

/// The store of a process that dies.
package struct CutStore: StoreRelay {
    package let inner: any RuntimeStore
    private let death: Death

    package init(inner: any RuntimeStore, death: Death) {
        self.inner = inner
        self.death = death
    }

    package func commit(
        _ changes: [StateChange],
        by actor: String,
        at now: Instant
    ) async throws(StoreError) -> CommitReceipt {
        let step = death.judge(.commit)
        if step.isMade {
            let receipt = try await inner.commit(changes, by: actor, at: now)
            if step.isAnswered { return receipt }
        }
        throw .unavailable("the process is dead")
    }
}

/// The transport of a process that dies.
struct CutTransport: HTTPTransport {
    let inner: any HTTPTransport
    let death: Death

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let step = death.judge(.request)
        if step.isMade {
            let answer = try await inner.send(request)
            if step.isAnswered { return answer }
        }
        throw FaultyTransport.error(.cancelled, arrived: step.isMade, request)
    }
}
