public import CanonicalModel
internal import ConnectorKit
internal import ConnectorStore

/// What is to be replayed; what is not given does not matter.
public struct ReplaySelection: Sendable, Hashable {
    /// A business key: a delivery, a machine, a machine's day, a project.
    public var key: String?
    /// A flow.
    public var flow: String?
    /// A system: the target of deliveries, or the source of records.
    public var system: String?
    /// The first time that counts.
    public var since: Instant?
    /// The last time that counts.
    public var until: Instant?
    /// The entries of the journal with which deliveries were planned.
    public var entries: ClosedRange<Int64>?

    /// Creates a selection.
    public init(
        key: String? = nil,
        flow: String? = nil,
        system: String? = nil,
        since: Instant? = nil,
        until: Instant? = nil,
        entries: ClosedRange<Int64>? = nil
    ) {
        self.key = key
        self.flow = flow
        self.system = system
        self.since = since
        self.until = until
        self.entries = entries
    }

    /// Whether a time lies within the span.
    func contains(_ time: Instant) -> Bool {
        (since.map { $0 <= time } ?? true) && (until.map { time <= $0 } ?? true)
    }

    /// Whether an entry is about the key.
    func isAbout(_ entry: JournalEntry) -> Bool {
        key.map { entry.key == $0 || entry.topics.contains($0) } ?? true
    }
}

/// A delivery as the journal tells of its planning.
struct JournaledPlan: Hashable {
    let key: String
    let system: String
    let plannedAt: Instant
    /// The flow and its key, as `flow/key`; empty where no flow stepped before.
    let step: String

    /// Whether it is a revision of master data, which no record brings about.
    var isMasterData: Bool { step.contains("/masterData/") }
}

extension JournalStore {
    /// Reads the whole journal in order, a page at a time.
    func readJournal(_ take: (JournalEntry) async throws(StoreError) -> Bool) async throws(StoreError) {
        var position: Int64 = 0
        while true {
            let page = try await journal(after: position, limit: 1000)
            guard let last = page.last else { return }
            for entry in page where try await !take(entry) { return }
            position = last.sequence
        }
    }

    /// The deliveries that a selection means, in the order of their planning.
    ///
    /// A delivery follows the step of the flow that planned it, in the same commit.
    func plannedDeliveries(_ selection: ReplaySelection) async throws(StoreError) -> [JournaledPlan] {
        var plans: [JournaledPlan] = []
        var step = ""
        try await readJournal { entry throws(StoreError) in
            if entry.kind == "flow.advanced" { step = entry.correlation }
            guard entry.kind == "delivery.planned" else { return true }
            let isMeant =
                selection.contains(entry.recordedAt) && selection.isAbout(entry)
                && (selection.entries.map { $0.contains(entry.sequence) } ?? true)
                && (selection.system.map { $0 == entry.system } ?? true)
                && (selection.flow.map { step.hasPrefix("\($0)/") } ?? true)
            if isMeant {
                plans.append(
                    JournaledPlan(key: entry.key, system: entry.system, plannedAt: entry.recordedAt, step: step)
                )
            }
            return true
        }
        return plans
    }
}
