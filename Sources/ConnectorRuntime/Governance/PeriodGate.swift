import CanonicalModel
import ConnectorKit
import ConnectorStore
import Governance
import JSON

/// Keeps costs out of the periods that the ledger of their target has closed.
struct PeriodGate {
    /// The kind of the case.
    static let late = "late_for_period"

    let policy: PeriodPolicy
    /// Whose the cases are.
    let owner: String
    /// The system that is written to.
    let system: String
    /// By whose clock a month ends; UTC for `nil`.
    let zone: SiteZone?
    /// Where the lock dates of ledgers are read, by system; a target that tells none is not here.
    let sources: [String: any PeriodLockSource]

    init(of system: ConfiguredSystem, _ settings: RuntimeSettings) {
        policy = settings.governance.periods
        owner = settings.periodRole
        self.system = system.name
        zone = settings.zone
        let others = settings.systems.compactMap { other in other.connector.periodLockSource.map { (other.name, $0) } }
        sources = Dictionary(others + (system.connector.periodLockSource.map { [(system.name, $0)] } ?? [])) { $1 }
    }

    /// What comes too late among the deliveries of one call.
    struct Judgement {
        /// What is posted under another day, by its place.
        var moved: [Int: StoredDelivery] = [:]
        /// What makes that durable.
        var changes: [StateChange] = []
        /// What is not delivered, and why.
        var held: [(delivery: StoredDelivery, reason: String)] = []
        /// What waits until the books of its other side can be asked, and why.
        var waiting: [(delivery: StoredDelivery, reason: String)] = []
    }

    /// Reads the lock dates and judges each cost by the day under which it would be posted.
    ///
    /// What the target held before is never moved: that would change a closed month. Both sides of a charge go to the same
    /// month: the first that is open in the books of both, or that in which one of them stands already.
    ///
    /// - Parameters:
    ///   - batch: The deliveries of the call.
    ///   - costs: The costs among them, by their places.
    ///   - others: The other sides of charges among them, by their places.
    ///   - duties: What accruals ask of costs among them, by their places.
    /// - Returns: What becomes of those that are not delivered as they are.
    /// - Throws: ``ConnectorError`` if the lock dates could not be read.
    func judge(
        _ batch: DeliveryBatch,
        _ costs: [Int: CostEntry],
        _ others: [Int: OtherSide],
        _ duties: [Int: AccrualDuty]
    ) async throws(ConnectorError) -> Judgement {
        var judgement = Judgement()
        guard !costs.isEmpty, sources[system] != nil || !others.isEmpty || !duties.isEmpty else {
            return judgement
        }
        let own = try await sources[system]?.ledgerLocks() ?? []
        let foreign = await locks(of: Set(others.values.map(\.system)).subtracting([system]))
        for (place, stored) in batch.deliveries.enumerated() {
            guard let entry = costs[place] else { continue }
            let other = others[place]
            var ledgers = [(company: entry.company, locks: own)]
            // What stands in the other books already is not moved by their lock dates.
            if let other, !other.isWritten {
                switch other.system == system ? .success(own) : foreign[other.system] ?? .success([]) {
                case .success(let locks): ledgers.append((other.entry.company, locks))
                case .failure(let error):
                    let reason = "the lock dates of \(other.system), where the other side goes, cannot be read"
                    judgement.waiting.append((stored, "\(reason): \(error)"))
                    continue
                }
            }
            judgement.take(verdict(on: entry, stored.found, ledgers, other, duties[place]), stored, at: place)
        }
        return judgement
    }

    /// The lock dates of other ledgers, or why they could not be read.
    private func locks(of systems: Set<String>) async -> [String: Result<[LedgerLock], ConnectorError>] {
        var locks: [String: Result<[LedgerLock], ConnectorError>] = [:]
        for system in systems {
            guard let source = sources[system] else { continue }
            do throws(ConnectorError) { locks[system] = .success(try await source.ledgerLocks()) } catch {
                locks[system] = .failure(error)
            }
        }
        return locks
    }

    static func reason(toHold entry: CostEntry, _ closed: ClosedDay, _ found: FoundRecord?) -> String {
        let before = found.map { "it was delivered before as \($0.reference) and is not moved to another month; " }
        return "the cost of \(entry.serviceDate.text) is late: \(closed.text); \(before ?? "")"
            + "open the period and try the case again, or reject it"
    }
}

extension ClosedDay {
    /// What is closed, for a person.
    var text: String {
        let word = state == .hardClosed ? "closed for ever" : "closed"
        return "\(day.text) is \(word) by the \(lock.kind.rawValue) lock through \(lock.through.text): rule \(rule)"
    }
}

extension StoredDelivery {
    /// The same delivery with other content.
    func bringing(about content: DeliveryContent) -> StoredDelivery {
        StoredDelivery(
            plan: PlannedDelivery(
                delivery: Delivery(
                    key: plan.delivery.key,
                    object: content.object,
                    payload: content.payload,
                    controlTotals: content.controlTotals
                ),
                system: plan.system,
                orderingKey: plan.orderingKey,
                topics: plan.topics
            ),
            sequence: sequence,
            state: state,
            attempts: attempts,
            notBefore: notBefore,
            found: found,
            reason: reason
        )
    }
}

extension DeliveryBatch {
    /// The same call with some deliveries in the places of others.
    func replacing(_ deliveries: [Int: StoredDelivery]) -> DeliveryBatch {
        guard !deliveries.isEmpty else { return self }
        let replaced = self.deliveries.enumerated().map { deliveries[$0] ?? $1 }
        return DeliveryBatch(step: step, deliveries: replaced, isFull: isFull)
    }
}
