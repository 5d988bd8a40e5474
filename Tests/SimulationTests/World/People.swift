import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import Synchronization

/// Those who approve, refuse, try again and give up, at times of their own.
final class People: Sendable {
    private struct State {
        var retries: [String: Int] = [:]
        var left: Set<String> = []
        var approvals: [String: Bool] = [:]
        var closed: Set<Int64> = []
    }

    static let name = "mara"
    /// How often a case is tried again once faults have stopped.
    static let patience = 3

    private let world: World
    private let business: any Business
    private let store: any RuntimeStore
    private let settings: @Sendable () -> RuntimeSettings
    private let state = Mutex(State())

    init(
        _ world: World,
        _ business: any Business,
        _ store: any RuntimeStore,
        _ settings: @escaping @Sendable () -> RuntimeSettings
    ) {
        self.world = world
        self.business = business
        self.store = store
        self.settings = settings
    }

    /// Looks at what waits, again and again, until the world ends.
    func work() async {
        while !world.isOver {
            await world.sleep(seconds: world.chance.number(20...(world.isCalm ? 60 : 300)) * world.unit)
            await answerApprovals()
            await decideCases()
        }
    }

    /// Whether a case is left as it is.
    func hasLeft(_ open: StoredCase) -> Bool { state.withLock { $0.left.contains(open.proposal.key) } }

    private func answerApprovals() async {
        guard let pending = try? await store.approvals(onlyPending: true) else { return }
        let desk = ApprovalDesk(people: settings().people, store: store)
        for approval in pending where world.isCalm || world.chance.happens(700) {
            let isApproved = !world.chance.happens(150)
            await world.cross(.decision, "answers \(approval.request.id): \(isApproved)")
            do throws(GovernanceError) {
                let reason = isApproved ? nil : "not agreed"
                try await desk.decide(
                    approval,
                    isApproved: isApproved,
                    by: Self.name,
                    reason: reason,
                    at: world.wallClock
                )
                state.withLock { $0.approvals[approval.request.id] = isApproved }
            } catch {
                world.hear("\(error)")
            }
        }
    }

    private func decideCases() async {
        guard let open = try? await store.cases(onlyOpen: true) else { return }
        let desk = CaseDesk(settings: settings(), store: store)
        for item in open where world.isCalm || world.chance.happens(500) {
            world.hear(item.proposal.summary)
            await decide(item, desk)
        }
    }

    private func decide(_ open: StoredCase, _ desk: CaseDesk) async {
        let key = open.proposal.key
        if case .resumeSystem(let system) = open.proposal.remedy { renewCredentials(of: system) }
        let retries = state.withLock { $0.retries[key] ?? 0 }
        let isEnough = world.isCalm && retries >= Self.patience
        let givesUp = business.mayBeRejected(open) && (isEnough ? world.chance.happens(500) : world.chance.happens(100))
        if isEnough, !givesUp, business.mayBeRejected(open) {
            state.withLock { _ = $0.left.insert(key) }
        }
        guard !hasLeft(open) else { return }
        await world.cross(.decision, "\(givesUp ? "gives up" : "tries again") C-\(open.number) \(key)")
        if world.isCalm { state.withLock { $0.retries[key] = retries + 1 } }
        do throws(GovernanceError) {
            if givesUp {
                try await desk.reject(open.number, by: Self.name, reason: "given up", at: world.wallClock)
            } else {
                try await desk.retry(open.number, by: Self.name, at: world.wallClock)
            }
            state.withLock { _ = $0.closed.insert(open.number) }
        } catch {
            world.hear("\(error)")
        }
    }

    private func renewCredentials(of system: String) {
        for site in business.sources where site.source.name == system { site.network.renewCredentials() }
        for site in business.targets where site.target.name == system { site.network.renewCredentials() }
    }
}

extension People {
    /// What people were told is done, is done for good; deciding the same once more changes nothing.
    func check(_ ending: Ending) async throws {
        let (answers, closed) = state.withLock { ($0.approvals, $0.closed) }
        for (id, isApproved) in answers.sorted(by: { $0.key < $1.key }) {
            let stored = ending.approvals.first { $0.request.id == id }?.decision
            if stored?.isApproved != isApproved {
                world.violate(
                    "I1",
                    "the answer \(isApproved) to \(id) was acknowledged and is \(String(describing: stored))"
                )
            }
        }
        for number in closed.sorted() where ending.cases.first(where: { $0.number == number })?.state == .open {
            world.violate("I1", "the decision of C-\(number) was acknowledged, and it is open")
        }
        let desk = CaseDesk(settings: settings(), store: store)
        for number in closed.sorted().prefix(3) {
            do throws(GovernanceError) {
                try await desk.retry(number, by: Self.name, at: world.wallClock)
                world.violate("I7", "C-\(number) could be tried again after it was closed")
            } catch {
                world.hear("\(error)")
            }
        }
    }
}
