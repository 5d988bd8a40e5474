public import CanonicalModel
import ConnectorKit
import ConnectorStore
package import ConstructionFlows
import FoundationEssentials
import JSON

/// What became of a batch of opening balances.
public struct MigrationReport: Sendable, Hashable {
    /// A balance that the ledger does not hold as it was loaded.
    public struct Open: Sendable, Hashable {
        /// The key of its cost.
        public let key: String
        /// The project and cost code.
        public let place: String
        /// What is the matter.
        public let text: String
    }

    /// The batch.
    public let batch: MigrationBatch
    /// How far it has come.
    package let phase: BatchPhase
    /// What the ledger said it held of it when each balance was written.
    public private(set) var written = MigrationBatch.ControlTotals()
    /// What is not in the ledger as it was loaded, in the order of the batch.
    public private(set) var open: [Open] = []

    init(_ batch: MigrationBatch, _ phase: BatchPhase) {
        self.batch = batch
        self.phase = phase
    }

    /// Whether the ledger took all of it, to the cent.
    public var isReconciled: Bool { phase == .approved && open.isEmpty && written == batch.controlTotals }

    /// Where it stands, for a person.
    public var standing: String {
        switch phase {
        case .free: "it was given back, to be corrected and loaded anew"
        case .asked: "it waits for approval"
        case .rejected: "it was rejected, and nothing of it is written"
        case .approved:
            isReconciled
                ? "the ledger took \(written.text), as it was loaded"
                : "the ledger took \(written.text) of \(batch.controlTotals.text)"
        }
    }

    /// Adds what became of a balance.
    mutating func add(_ cost: CostEntry, _ stored: StoredDelivery?) {
        func isOpen(_ text: String) {
            open.append(Open(key: cost.key, place: "\(cost.project) \(cost.costCode)", text: text))
        }
        guard let stored, stored.state == .delivered, let found = stored.found else {
            let state = stored.map { "it is \($0.state.rawValue)" } ?? "it is not planned"
            return isOpen(stored?.reason.map { "\(state): \($0)" } ?? state)
        }
        guard let amount = found.totals["amount"], let hours = found.totals["hours"] else {
            return isOpen("\(stored.plan.system) did not say what it holds of it")
        }
        written.count += 1
        written.amount += amount
        written.hours += hours
        guard amount != cost.amount.amount || hours != cost.hours else { return }
        isOpen(
            "the ledger holds \(hours.plainText) h and \(amount.plainText) instead of \(cost.hours.plainText) h and "
                + cost.amount.amount.plainText
        )
    }
}
