import CanonicalModel
public import ConnectorKit
public import ConnectorStore
import FoundationEssentials
import JSON

/// Compares what a ledger really holds with what the journal says was delivered there, and with what the received records
/// lead to.
///
/// It reads the ledger as a whole and changes nothing. What seems to be missing is asked for once more, one by one, before
/// it is called a difference, since deliveries go on meanwhile.
public struct Reconciler: Sendable {
    private static let pageSize = 500

    private let settings: RuntimeSettings
    private let store: any RuntimeStore
    private let clock: any RuntimeClock

    /// Creates a reconciler; `settings` need the connectors of the targets.
    public init(settings: RuntimeSettings, store: any RuntimeStore, clock: any RuntimeClock) {
        self.settings = settings
        self.store = store
        self.clock = clock
    }

    /// The systems whose ledgers can be compared: costs are delivered there, and can be read there.
    public var systems: [String] {
        settings.systems.filter { system in
            system.target?.objects.contains(CostEntry.name) ?? false && ledger(of: system) != nil
        }
        .map(\.name)
    }

    /// Compares the ledger of one system.
    ///
    /// - Parameters:
    ///   - system: One of ``systems``.
    ///   - window: What is compared.
    ///   - withSource: Whether the records of the journal are decided again, which takes about as long as the flows took.
    /// - Returns: What each side holds, and what differs.
    /// - Throws: ``ReconciliationError`` if there is no such ledger, it cannot be read to its end, or the store cannot.
    public func compare(
        _ system: String,
        _ window: ReconciliationWindow,
        withSource: Bool
    ) async throws(ReconciliationError) -> ReconciliationReport {
        guard let configured = settings.systems.first(where: { $0.name == system }) else {
            throw .noLedger(system: system, reason: "it is not configured; name it under 'systems'")
        }
        guard let ledger = ledger(of: configured) else {
            throw .noLedger(system: system, reason: "its connector cannot read back the costs that it wrote")
        }
        let now = clock.now
        var comparison = LedgerComparison(window)
        let open = try await stored { () throws(StoreError) in try await book(into: &comparison, of: system) }
        try await read(ledger, of: system, into: &comparison)
        try await stored { () throws(StoreError) in try await ask(again: &comparison, of: system, open: open) }
        var (groups, differences) = comparison.result()
        if withSource {
            let source = try await stored { () throws(StoreError) in
                try await SourceSide(settings: settings, store: store).read(system, window, at: now)
            }
            differences += source.differences
            for group in Set(groups.keys).union(source.groups.keys) {
                groups[group, default: ReconciliationSides()].source = source.groups[group] ?? LedgerTotals()
            }
        }
        return ReconciliationReport(system: system, window: window, at: now, groups: groups, differences: differences)
    }

    /// The stream from which the costs of a system are read back.
    private func ledger(of system: ConfiguredSystem) -> (reader: StreamReader, stream: SourceStream)? {
        guard let reader = StreamReader(system.connector, clock: clock),
            let incremental = system.connector.incrementalSource,
            let stream = incremental.incrementalStreams.first(where: { $0.stream.object == PostedCost.name })
        else { return nil }
        return (reader, stream.stream)
    }

    private func stored<Value>(
        _ work: () async throws(StoreError) -> Value
    ) async throws(ReconciliationError) -> Value {
        do throws(StoreError) { return try await work() } catch { throw .store(error) }
    }
}

extension Reconciler {
    /// Takes the costs of the journal; returns the keys of those that are on their way.
    private func book(into comparison: inout LedgerComparison, of system: String) async throws(StoreError) -> [String] {
        var open: [String] = []
        try await store.forEachCost(in: DeliveryState.allCases.filter { $0 != .abandoned }) { delivery, cost in
            guard delivery.plan.system == system else { return }
            let key = delivery.plan.delivery.key
            switch (delivery.state == .delivered ? delivery.found : nil, cost) {
            case (let found?, .success(let entry)): comparison.book(entry, by: key, as: found.reference)
            case (let found?, .failure(let error)): comparison.book(unreadable: key, as: found.reference, "\(error)")
            case (nil, _):
                comparison.wait(try? cost.get())
                open.append(key)
            }
        }
        return open
    }

    /// Reads the ledger to its end.
    private func read(
        _ ledger: (reader: StreamReader, stream: SourceStream),
        of system: String,
        into comparison: inout LedgerComparison
    ) async throws(ReconciliationError) {
        var cursor: Cursor?
        var hasMore = true
        while hasMore {
            let page: RecordPage
            do throws(ConnectorError) {
                page = try await ledger.reader.page(of: ledger.stream, after: cursor)
            } catch {
                throw .unreadable(system: system, reason: "\(error)")
            }
            for record in page.records where record.object == PostedCost.name {
                do throws(JSONAccessError) {
                    comparison.tell(try PostedCost(JSONReader(record.payload, path: record.id)))
                } catch {
                    let reference = record.payload["reference"]?.stringValue ?? record.id
                    comparison.tell(unreadable: reference, "\(error)")
                }
            }
            for reject in page.rejects { comparison.tell(unreadable: reject.subject, reject.reason) }
            guard page.hasMore == false || page.next != cursor else {
                throw .unreadable(system: system, reason: "\(ledger.stream.name) gives the same page again and again")
            }
            (cursor, hasMore) = (page.next, page.hasMore)
        }
    }

    /// Asks once more for what the ledger did not tell, and finds out whose the lines are that nobody knows.
    private func ask(
        again comparison: inout LedgerComparison,
        of system: String,
        open: [String]
    ) async throws(StoreError) {
        let replay = DeliveryReplay(settings: settings, store: store)
        let untold = comparison.untold
        for start in stride(from: 0, to: untold.count, by: Self.pageSize) {
            let part = untold[start..<min(start + Self.pageSize, untold.count)]
            let stored = try await deliveries(part.map(\.key))
            let references = Dictionary(part.map { ($0.key, $0.reference) }) { first, _ in first }
            for item in await replay.items(of: stored) {
                guard case .holds(let present) = item.verdict, let before = references[item.key] else { continue }
                comparison.rename(before, to: present)
                comparison.confirm(present)
            }
        }
        guard comparison.hasUnknown else { return }
        for start in stride(from: 0, to: open.count, by: Self.pageSize) {
            let stored = try await deliveries(Array(open[start..<min(start + Self.pageSize, open.count)]))
            for delivery in stored where delivery.state == .delivered {
                if let reference = delivery.found?.reference { comparison.excuse(reference) }
            }
            let doubtful = stored.filter { [.attempted, .unknown].contains($0.state) }
            guard let target = settings.askableTarget(system), !doubtful.isEmpty,
                let found = try? await target.find(doubtful.map(\.plan.delivery))
            else { continue }
            for record in found { if let record { comparison.excuse(record.reference) } }
        }
    }

    private func deliveries(_ keys: [String]) async throws(StoreError) -> [StoredDelivery] {
        var found: [StoredDelivery] = []
        for key in keys { if let delivery = try await store.delivery(key) { found.append(delivery) } }
        return found
    }
}

/// Why a ledger could not be compared.
public enum ReconciliationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The system has no ledger that can be compared.
    case noLedger(system: String, reason: String)
    /// The ledger could not be read to its end.
    case unreadable(system: String, reason: String)
    /// The store cannot be used.
    case store(StoreError)

    /// What happened and what to do.
    public var description: String {
        switch self {
        case .noLedger(let system, let reason): "'\(system)' cannot be reconciled: \(reason)"
        case .unreadable(let system, let reason):
            "the ledger of '\(system)' could not be read to its end, and nothing is said of it: \(reason)"
        case .store(let error): error.description
        }
    }
}
