public import CanonicalModel
import ConnectorKit
public import ConnectorStore
import ConstructionFlows
import FoundationEssentials
import JSON

/// Where people load the opening balances of a replaced system, and make sure that the ledger took them.
public struct MigrationDesk: Sendable {
    /// The name under which it is remembered that a batch was reconciled, as the state of a flow.
    private static let owner = "migration"

    private let settings: RuntimeSettings
    private let store: any RuntimeStore

    /// Creates a desk.
    public init(settings: RuntimeSettings, store: any RuntimeStore) {
        self.settings = settings
        self.store = store
    }

    private var desk: BatchDesk<OpeningBalancesToJobCost> { BatchDesk(store: store) }

    /// Puts a batch before those who approve it; nothing is written before.
    ///
    /// - Parameters:
    ///   - batch: The batch, with the totals that its person states.
    ///   - now: The present.
    /// - Returns: What the request for approval will be called.
    /// - Throws: ``GovernanceError`` if the person is not known, no flow takes batches, the batch is not what it says, or its
    ///   name is used.
    public func load(_ batch: MigrationBatch, at now: Instant) async throws(GovernanceError) -> String {
        try settings.person(batch.loadedBy, at: now)
        guard settings.flow(OpeningBalancesToJobCost.name) != nil else {
            throw .unchanged("no flow takes opening balances: configure 'openingBalancesToJobCost'")
        }
        if let fault = batch.fault { throw .unchanged("\(batch.key): \(fault); nothing was loaded") }
        do throws(StoreError) {
            return try await desk.put(batch, unless: { Self.refusal(to: batch.key, $0) }, at: now)
        } catch .conflict(let reason) {
            throw .unchanged(reason)
        } catch {
            throw .store(error)
        }
    }

    private static func refusal(to batch: String, _ phase: BatchPhase) -> String? {
        switch phase {
        case .free: nil
        case .asked: "\(batch) was loaded before and waits for approval; return it to load it anew"
        case .approved: "\(batch) was loaded and approved before; give what is added another name"
        case .rejected: "\(batch) was rejected, which uses its name up; load it under another one"
        }
    }

    /// What became of a batch.
    ///
    /// - Throws: ``GovernanceError`` if nothing was loaded under the name, or the store cannot be read.
    public func report(on batch: String) async throws(GovernanceError) -> MigrationReport {
        do throws(StoreError) {
            let state = try await desk.state(of: batch)
            guard let loaded = state.batch else {
                throw .conflict("nothing that 'purlin run' has taken was loaded under the name '\(batch)'")
            }
            var report = MigrationReport(loaded, state.phase)
            guard state.phase == .approved else { return report }
            for cost in loaded.costs { report.add(cost, try await store.delivery(cost.deliveryKey)) }
            return report
        } catch .conflict(let reason) {
            throw .unchanged(reason)
        } catch {
            throw .store(error)
        }
    }

    /// Notes in the journal that the ledger took all balances of a batch as they were loaded; once for each batch.
    ///
    /// - Parameters:
    ///   - batch: The name of the batch.
    ///   - person: Who makes sure, in the period role.
    ///   - now: The present.
    /// - Returns: What became of the batch.
    /// - Throws: ``GovernanceError`` if the person may not, or the batch is not in the ledger as it was loaded.
    public func reconcile(
        _ batch: String,
        by person: String,
        at now: Instant
    ) async throws(GovernanceError) -> MigrationReport {
        try settings.require(person, in: settings.periodRole, to: "reconcile \(batch)", at: now)
        let report = try await report(on: batch)
        guard report.isReconciled else { throw .unchanged("\(batch) is not reconciled: \(report.standing)") }
        do throws(StoreError) {
            let stored = try await store.flowState(flow: Self.owner, key: batch)
            guard stored == nil else { return report }
            let totals = report.batch.controlTotals
            let detail: JSON = [
                "batch": .string(batch), "by": .string(person), "count": .integer(Int64(totals.count)),
                "hours": .string(totals.hours.plainText), "amount": .string(totals.amount.plainText),
            ]
            let step = FlowAdvance(
                flow: Self.owner,
                key: batch,
                expectedVersion: 0,
                state: detail,
                wakeAt: nil,
                consumed: [],
                notes: [
                    FlowNote(
                        event: "MigrationBatchReconciled",
                        topics: [OpeningBalancesToJobCost.approval(of: batch)],
                        detail: detail
                    )
                ]
            )
            _ = try await store.commit([.flowAdvanced(step)], by: "person:\(person)", at: now)
            return report
        } catch {
            throw .store(error)
        }
    }
}
