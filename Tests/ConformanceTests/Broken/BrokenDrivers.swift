import BrokenStores
import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import Synchronization

/// Connectors and stores that break what the way from source to target promises.
let brokenDrivers: [BrokenPart] = [
    BrokenPart("a source leaves a task behind", foundBy: ["D01"]) { $0.sources = { [LeakingSource(yard: $0)] } },
    BrokenPart("a sink calls delivered what failed", foundBy: ["D02", "D03"]) {
        $0.sink = { SwallowingSink(ledger: $0) }
    },
    BrokenPart("a store keeps the cursor before the records", foundBy: ["D04"]) {
        $0.store = { HastyStore(inner: $0) }
    },
    BrokenPart("a store does not count what waits", foundBy: ["D05"]) { $0.store = { UncountingStore(inner: $0) } },
    BrokenPart("a source gives all that it has as one page", foundBy: ["D05"]) {
        $0.sources = { [WholesaleSource(yard: $0)] }
    },
    BrokenPart("a store gives open deliveries out backwards", foundBy: ["D06"]) {
        $0.store = { OvertakingStore(inner: $0) }
    },
    BrokenPart("a store acknowledges an old position again", foundBy: ["D08"]) {
        $0.store = { StutteringStore(inner: $0) }
    },
]

/// Starts work that nobody waits for.
struct LeakingSource: YardSource {
    let yard: ModelYard
    let paging = IncrementalStream.Paging.position

    init(yard: ModelYard) { self.yard = yard }

    func changes(of stream: IncrementalStream, _ request: ChangeRequest) async throws(ConnectorError) -> ChangePage {
        let clock = yard.clock
        let end = clock.now.adding(seconds: 86_400)
        Task { try? await clock.sleep(until: end) }
        return page(of: try rows(for: request), for: request)
    }
}

/// Reports success for every call, whatever became of it.
struct SwallowingSink: LedgerSink {
    let ledger: ModelLedger

    func write(_ delivery: Delivery) async throws(ConnectorError) -> DeliveryOutcome {
        _ = try? await SoundSink(ledger: ledger).write(delivery)
        return .applied(FoundRecord(reference: "document/0", totals: delivery.controlTotals))
    }
}

/// Always has room for more.
struct UncountingStore: StoreRelay {
    let inner: any RuntimeStore

    func waitingRecordCount(limit: Int) async throws(StoreError) -> Int { 0 }

    func openDeliveryCount(to system: String, limit: Int) async throws(StoreError) -> Int { 0 }
}

/// Knows no pages.
struct WholesaleSource: YardSource {
    let yard: ModelYard
    let paging = IncrementalStream.Paging.position

    init(yard: ModelYard) { self.yard = yard }

    func page(of rows: [(id: String, row: ModelYard.Row)], for request: ChangeRequest) -> ChangePage {
        ChangePage(rows: rows.map { changed($0.id, $0.row, for: request) }, hasMore: false)
    }
}

/// Goes back to the position before, and then on again.
final class StutteringStore: StoreRelay {
    let inner: any RuntimeStore
    private let last = Mutex<StateChange?>(nil)

    init(inner: any RuntimeStore) { self.inner = inner }

    func commit(
        _ changes: [StateChange],
        by actor: String,
        at now: Instant
    ) async throws(StoreError) -> CommitReceipt {
        let receipt = try await inner.commit(changes, by: actor, at: now)
        guard let cursor = changes.last(where: \.isCursor) else { return receipt }
        let before = last.withLock { last in
            defer { last = cursor }
            return last
        }
        guard let before else { return receipt }
        _ = try await inner.commit([before], by: actor, at: now)
        _ = try await inner.commit([cursor], by: actor, at: now)
        return receipt
    }
}

extension StateChange {
    fileprivate var isCursor: Bool {
        if case .cursorAdvanced = self { true } else { false }
    }
}
