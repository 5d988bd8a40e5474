public import CanonicalModel
internal import ConnectorKit
public import ConnectorStore
import ConstructionFlows

/// Where a person declares that a period is closed, which starts what is scheduled for period close.
///
/// What the journal holds of the period is noted with it. It says nothing of the books: locking a period in the ledger is
/// the ledger's own matter.
public struct PeriodDesk: Sendable {
    private let settings: RuntimeSettings
    private let store: any RuntimeStore

    /// Creates a desk.
    public init(settings: RuntimeSettings, store: any RuntimeStore) {
        self.settings = settings
        self.store = store
    }

    /// Declares the close of a period once; a runtime then delivers what waits for it, and reads the systems that are
    /// read at period close.
    ///
    /// - Parameters:
    ///   - period: The month, for example `2026-01`.
    ///   - person: The person's id.
    ///   - now: The present.
    /// - Returns: How many deliveries wait.
    /// - Throws: ``GovernanceError`` if the person does not have the period role, the month is none, its accruals or
    ///   those of the month before wait for approval, or it was closed before.
    public func close(
        _ period: String,
        by person: String,
        at now: Instant
    ) async throws(GovernanceError) -> Int {
        try settings.require(person, in: settings.periodRole, to: "close \(period)", at: now)
        guard CalendarDate(firstOf: period) != nil else {
            throw .unchanged("'\(period)' is no period; name a month such as 2026-01")
        }
        do throws(StoreError) {
            do throws(StoreError) {
                return try await declare(period, by: person, at: now)
            } catch .conflict {
                // The runtime, or another close, was faster.
                return try await declare(period, by: person, at: now)
            }
        } catch .conflict(let reason) {
            throw .unchanged(reason)
        } catch {
            throw .store(error)
        }
    }

    private func declare(_ period: String, by person: String, at now: Instant) async throws(StoreError) -> Int {
        let ledger = try await PeriodLedger.read(from: store)
        if let close = ledger.close(of: period) {
            throw .conflict("\(period) was closed by \(close.person) at \(close.at)")
        }
        try await requireAnswers(before: period)
        let release = PeriodRelease(settings: settings, store: store)
        let waiting = try await release.waiting()
        let totals = try await ControlTotals.read(of: period, in: store)
        let closing = ledger.closing(period, by: person, at: now, waiting: waiting, totals: totals)
        let changes = try await release.beginning(at: now) + [.flowAdvanced(closing)]
        _ = try await store.commit(changes, by: "person:\(person)", at: now)
        return waiting
    }

    /// Accruals are posted in their month, and taken back in the next: neither is closed while they wait.
    private func requireAnswers(before period: String) async throws(StoreError) {
        let before = CalendarDate(firstOf: period)?.adding(days: -1).month
        for month in [period, before].compactMap(\.self)
        where try await BatchDesk<AccrualsToJobCost>(store: store).present(of: month).phase == .asked {
            throw .conflict(
                "the accruals of \(month) wait for approval, and would change \(period): approve, reject or return them, let "
                    + "'purlin run' take the answer, and close it then"
            )
        }
    }
}
