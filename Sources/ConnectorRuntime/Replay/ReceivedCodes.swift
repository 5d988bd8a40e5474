import CanonicalModel
public import ConnectorStore
public import ConstructionFlows
import FoundationEssentials
import JSON

/// The codes that hours and payroll's registers use, as they were received, with the hours behind them.
public struct ReceivedCodes: Sendable {
    private static let kinds: Set = ["record.received", "record.quarantined", "record.rerouted", "record.repaired"]

    private let store: any RuntimeStore

    /// Creates a reader of the journal.
    public init(store: any RuntimeStore) {
        self.store = store
    }

    /// The uses of a month, by the day of the work.
    ///
    /// Of each entry the newest approved version counts, of each run the newest register; what a case keeps back counts too.
    ///
    /// - Parameter month: For example `2026-01`.
    /// - Returns: The uses, by the name of their system.
    /// - Throws: ``StoreError`` if the journal cannot be read.
    public func uses(in month: String) async throws(StoreError) -> [String: [CodeCoverage.Use]] {
        var newest: [String: [CodeCoverage.Use]] = [:]
        try await store.readJournal { entry throws(StoreError) in
            guard Self.kinds.contains(entry.kind), let body = entry.bodyJSON, let payload = body["payload"] else {
                return true
            }
            switch body["object"]?.stringValue {
            case TimeEntry.name:
                guard let hours = try? TimeEntry(JSONReader(payload)), hours.status == .approved else { return true }
                newest["\(entry.system)/\(TimeEntry.name)/\(hours.id)"] = [Self.use(of: hours, entry.system)]
            case PayrollRegister.name:
                guard let register = try? PayrollRegister(JSONReader(payload)) else { return true }
                newest["\(entry.system)/\(PayrollRegister.name)/\(register.run)"] = register.lines.map { line in
                    CodeCoverage.Use(system: entry.system, code: line.costCode, date: line.date, amount: line.hours)
                }
            default: break
            }
            return true
        }
        let meant = newest.values.joined().filter { $0.date.month == month && $0.amount != 0 }
        return Dictionary(grouping: meant, by: \.system)
    }

    private static func use(of hours: TimeEntry, _ system: String) -> CodeCoverage.Use {
        CodeCoverage.Use(system: system, code: hours.costCode, date: hours.date, amount: hours.hours)
    }
}
