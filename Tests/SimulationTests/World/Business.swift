import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConstructionFlows

/// What a simulated company does, and what must come of it.
protocol Business: Sendable {
    /// The systems that people enter records into.
    var sources: [SourceSite] { get }
    /// The systems that costs are posted to.
    var targets: [TargetSite] { get }
    /// What is entered when, in the order of time.
    var timetable: [Entry] { get }
    /// The role that owns approvals and cases.
    var role: String { get }
    /// After so many seconds without faults nothing may be open any more.
    var patience: Int { get }

    /// The flows as they are configured at present.
    func flows() -> [FlowBinding]
    /// Whether a person may give a case up.
    func mayBeRejected(_ open: StoredCase) -> Bool
    /// Compares what the targets hold with what was entered.
    func check(_ ending: Ending) async throws
}

/// A record and the time at which somebody enters it.
struct Entry: Sendable {
    let at: Instant
    let source: any SourceSystem
    let record: SourceRecord
}

/// A system that people enter records into, in whatever way they come from there to the runtime.
protocol SourceSystem: Sendable {
    var name: String { get }
    /// Whether all that there is was offered since the last ``rewind()``.
    var hasServedTheEnd: Bool { get }

    func publish(_ record: SourceRecord)
    /// From now on everything is offered again from the beginning.
    func rewind()
    /// What the runtime must know when all is quiet.
    func published() async -> [RecordReference]
    /// The connector to it, as one process holds it.
    func connector(to site: SourceSite, _ life: Lifeline, _ parts: Parts) -> any Connector
}

/// A source, the way to it, and how it is read.
struct SourceSite: Sendable {
    let source: any SourceSystem
    let object: String
    let network: Network
    let pollInterval: Int
    let pageSize: Int
}

/// A target and the way to it.
struct TargetSite: Sendable {
    let target: ModelTarget
    let network: Network
    let batchLimit: Int
}

/// What people see when all is over, and what they had been told before.
struct Ending: Sendable {
    let world: World
    let store: any RuntimeStore
    let cases: [StoredCase]
    let approvals: [StoredApproval]

    init(world: World, store: any RuntimeStore) async throws(StoreError) {
        self.world = world
        self.store = store
        cases = try await store.cases(onlyOpen: false)
        approvals = try await store.approvals(onlyPending: false)
    }

    /// The newest case with this key that is open or was given up, which is a reason for nothing being posted.
    func holds(_ key: String) -> Bool {
        cases.last { $0.proposal.key == key }.map { $0.state == .open || $0.state == .rejected } ?? false
    }
}
