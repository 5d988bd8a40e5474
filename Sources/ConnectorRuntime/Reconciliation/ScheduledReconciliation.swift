import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConstructionFlows

/// Compares all ledgers with the journal, closed months with what they held, and the lists of masters, when their schedule
/// says so, and notes what came of it.
///
/// A ledger that cannot be read is looked at again soon; the others are compared all the same.
struct ScheduledReconciliation {
    /// The comparison as something with a schedule.
    struct Plan: ScheduledTask {
        let name = "reconciliation"
        let schedule: Schedule
        var scheduleKey: String { name }
    }

    let settings: RuntimeSettings
    let store: any RuntimeStore
    let clock: any RuntimeClock
    let report: ProgressHandler

    /// Compares if it is time.
    ///
    /// - Returns: When it is time again; `nil` if only an event says when.
    func runIfDue(at now: Instant) async throws(StoreError) -> Instant? {
        guard let schedule = settings.reconciliation else { return nil }
        let plan = Plan(schedule: schedule)
        let timetable = ReadTimetable(store: store)
        let turn = try await timetable.turn(of: plan, at: now)
        guard let due = turn.due, due <= now else { return turn.due }
        var isWhole = true
        for system in Reconciler(settings: settings, store: store, clock: clock).systems {
            isWhole = try await compare(system) && isWhole
        }
        try await ControlTotalsDesk(settings: settings, store: store).watch(at: now)
        try await compareMasters()
        return try await timetable.finished(turn, of: plan, isWhole ? .read : .unread(retryAt: nil), at: now)
    }

    /// Returns whether the ledger could be compared.
    private func compare(_ system: String) async throws(StoreError) -> Bool {
        let found: ReconciliationReport
        do throws(ReconciliationError) {
            let reconciler = Reconciler(settings: settings, store: store, clock: clock)
            found = try await reconciler.compare(system, ReconciliationWindow(), withSource: true)
        } catch .store(let error) {
            throw error
        } catch {
            report(.failed(system: system, reason: error.description))
            return false
        }
        try await ReconciliationDesk(settings: settings, store: store).note(found, by: Engine.actor)
        report(.reconciled(system: system, found.verdict, differences: found.differences.count))
        return true
    }

    /// A list that cannot be read is a case, and holds up nothing: who lacks a right would be asked again for ever.
    private func compareMasters() async throws(StoreError) {
        let found = try await MasterComparer(settings: settings, store: store, clock: clock).compare()
        try await MasterDesk(settings: settings, store: store).note(found, by: Engine.actor)
        guard found.verdict != .nothing else { return }
        report(.mastersCompared(found.verdict, differences: found.differences.count))
        for gap in found.gaps where gap.isFailure {
            report(.failed(system: gap.system ?? Engine.systemName, reason: "\(gap.master.words) list: \(gap.reason)"))
        }
    }
}
