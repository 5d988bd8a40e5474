public import CanonicalModel
internal import ConnectorStore
internal import Governance

/// Whether what was read of a system is as fresh as its rule asks.
public struct Freshness: Sendable, Hashable {
    /// When the system was last read to its end; `nil` if it was not since it is watched.
    public let readAt: Instant?
    /// For how long what was read counts as fresh.
    public let limit: Duration
    /// Until when it counts as fresh; `nil` if nothing ends it yet.
    public let until: Instant?

    /// Judges a system; `nil` if it has no limit, or no runtime has begun to watch it.
    ///
    /// A system that was never read is as old as the watch over it.
    init?(
        _ memory: ReadMemory,
        schedule: Schedule,
        _ policy: SynchronisationPolicy,
        _ ledger: PeriodLedger
    ) {
        guard let limit = policy.systems[memory.system]?.freshWithin, let from = memory.readAt ?? memory.since else {
            return nil
        }
        readAt = memory.readAt
        self.limit = limit
        until = FreshnessLimit(schedule: schedule, limit: limit).end(after: from, ledger)
    }

    /// Whether it counts as fresh.
    public func isFresh(at now: Instant) -> Bool { until.map { now <= $0 } ?? true }
}
