public import CanonicalModel
internal import ConnectorKit
public import ConnectorStore
internal import Governance

/// Which cases are meant; what is not given does not matter.
public struct CaseFilter: Sendable, Hashable {
    /// The kind.
    public var kind: String?
    /// The role that has to act.
    public var owner: String?
    /// The system that its records came from, that its delivery goes to, or that does not work.
    public var system: String?
    /// The flow that keeps something back for it.
    public var flow: String?
    /// How long it is open at least.
    public var olderThan: Duration?
    /// Whether only those count whose owner should have answered already.
    public var isOverdue: Bool
    /// Where it stands.
    public var states: Set<CaseState>

    /// Creates a filter.
    public init(
        kind: String? = nil,
        owner: String? = nil,
        system: String? = nil,
        flow: String? = nil,
        olderThan: Duration? = nil,
        isOverdue: Bool = false,
        states: Set<CaseState> = [.open]
    ) {
        self.kind = kind
        self.owner = owner
        self.system = system
        self.flow = flow
        self.olderThan = olderThan
        self.isOverdue = isOverdue
        self.states = states
    }
}

extension CaseDesk {
    /// The cases that a filter means, by number.
    ///
    /// - Throws: ``StoreError`` if they cannot be read.
    public func cases(matching filter: CaseFilter, at now: Instant) async throws(StoreError) -> [StoredCase] {
        var found: [StoredCase] = []
        for item in try await store.cases(onlyOpen: filter.states == [.open]) where filter.admits(item, at: now) {
            guard !filter.isOverdue || item.isOverdue(by: settings.governance.exceptions, at: now) else { continue }
            guard filter.system != nil || filter.flow != nil else {
                found.append(item)
                continue
            }
            let place = try await place(of: item)
            let isThere = filter.system.map { place.systems.contains($0) } ?? true
            if isThere, filter.flow.map({ $0 == place.flow }) ?? true { found.append(item) }
        }
        return found
    }

    /// How often the trouble of each case was tried again before: cases of the same kind and subject.
    func earlierTries() async throws(StoreError) -> [String: Int] {
        var tries: [String: Int] = [:]
        for item in try await store.cases(onlyOpen: false) where item.state == .retried {
            tries[item.proposal.key, default: 0] += 1
        }
        return tries
    }

    private func place(of item: StoredCase) async throws(StoreError) -> (systems: Set<String>, flow: String?) {
        switch item.proposal.remedy {
        case .resumeSystem(let system): return ([system], nil)
        case .notifyFlow(let flow, _): return ([], flow)
        case .acknowledge: return (Set(item.proposal.topics), nil)
        case .releaseRecords:
            let first = try await store.quarantinedRecords(caseKey: item.proposal.key, limit: 1).first
            return (first.map { [$0.system] } ?? [], first?.flow)
        case .redeliver(let key):
            guard let system = try await store.delivery(key)?.plan.system else { return ([], nil) }
            let flows = settings.flows.filter { $0.allTargets.contains(system) }
            return ([system], flows.count == 1 ? flows.first?.name : nil)
        }
    }
}

extension CaseFilter {
    private func isMeant(_ wanted: String?, _ found: String) -> Bool {
        wanted.map { $0 == found } ?? true
    }

    fileprivate func admits(_ item: StoredCase, at now: Instant) -> Bool {
        isMeant(kind, item.proposal.kind) && isMeant(owner, item.owner) && states.contains(item.state)
            && (olderThan.map { item.openedAt.adding($0) <= now } ?? true)
    }
}
