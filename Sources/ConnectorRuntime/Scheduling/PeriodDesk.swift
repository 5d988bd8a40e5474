public import CanonicalModel
internal import ConnectorKit
public import ConnectorStore

/// Where a person declares that a period is closed, which starts what is scheduled for period close.
///
/// It says nothing of the books: locking a period in the ledger is the ledger's own matter.
public struct PeriodDesk: Sendable {
    private static let batch = 500

    private let settings: RuntimeSettings
    private let store: any RuntimeStore

    /// Creates a desk.
    public init(settings: RuntimeSettings, store: any RuntimeStore) {
        self.settings = settings
        self.store = store
    }

    /// Declares the close of a period once; deliveries that wait for it are due then, and systems that are read at
    /// period close are read.
    ///
    /// - Parameters:
    ///   - period: The month, for example `2026-01`.
    ///   - person: The person's id.
    ///   - now: The present.
    /// - Returns: How many deliveries waited.
    /// - Throws: ``GovernanceError`` if the person does not have the period role, the month is none, or it was closed
    ///   before.
    public func close(
        _ period: String,
        by person: String,
        at now: Instant
    ) async throws(GovernanceError) -> Int {
        try settings.people.require(person, in: settings.periodRole, to: "close \(period)")
        guard period.utf8.count == 7, CalendarDate("\(period)-01") != nil else {
            throw .unchanged("'\(period)' is no period; name a month such as 2026-01")
        }
        do throws(StoreError) {
            return try await close(period, "person:\(person)", person, at: now)
        } catch .conflict(let reason) {
            throw .unchanged(reason)
        } catch {
            throw .store(error)
        }
    }

    /// Releases in batches, the last of which carries the close, so that one that was cut off can be repeated.
    private func close(
        _ period: String,
        _ actor: String,
        _ person: String,
        at now: Instant
    ) async throws(StoreError) -> Int {
        let ledger = try await PeriodLedger.read(from: store)
        if let close = ledger.close(of: period) {
            throw .conflict("\(period) was closed by \(close.person) at \(close.at)")
        }
        var released = 0
        var position: Int64 = 0
        while true {
            let planned = try await store.deliveries(in: .planned, after: position, limit: Self.batch)
            var changes = planned.filter { $0.notBefore == Schedule.afterAnEvent }
                .map { StateChange.deliveryScheduled(key: $0.plan.delivery.key, notBefore: nil) }
            released += changes.count
            position = planned.last?.sequence ?? position
            let isLast = planned.count < Self.batch
            if isLast { changes.append(.flowAdvanced(ledger.closing(period, by: person, at: now, released: released))) }
            if !changes.isEmpty { _ = try await store.commit(changes, by: actor, at: now) }
            if isLast { return released }
        }
    }
}
