public import CanonicalModel
internal import ConnectorStore
public import FoundationEssentials
import JSON

/// Whether what companies charge each other for machines in a month is what they recover (domain.md M-3).
public struct IntercompanyReport: Sendable, Hashable {
    /// What one company charges another, or its own projects, by what their books took.
    public struct Pair: Sendable, Hashable {
        /// The company that owns the machines.
        public let fromCompany: String
        /// The company of the projects.
        public let toCompany: String
        /// The currency.
        public let currency: Currency
        /// How many charges have a side in the books.
        public internal(set) var charges = 0
        /// What stands in the books of the projects' company.
        public internal(set) var charged = Decimal(0)
        /// What stands in the books of the owner, as a positive amount.
        public internal(set) var recovered = Decimal(0)
        /// How many charges neither company's books hold yet.
        public internal(set) var waiting = 0

        /// What does not eliminate.
        public var difference: Decimal { charged - recovered }

        init(_ entry: CostEntry) {
            let companies = (entry.company, entry.counterparty ?? entry.company)
            (fromCompany, toCompany) = entry.isRecovery ? companies : (companies.1, companies.0)
            currency = entry.amount.currency
        }
    }

    /// A side that has no equal one on the other side.
    public struct Alone: Sendable, Hashable {
        /// The side.
        public let entry: CostEntry
        /// The key of its delivery.
        public let key: String
        /// Why it counts as alone.
        public let reason: String
    }

    /// The month of the posting dates, for example `2026-01`.
    public let month: String
    /// The pairs by their companies.
    public internal(set) var pairs: [Pair] = []
    /// What has no counterpart, by key.
    public internal(set) var alone: [Alone] = []
    /// How many requests for the use of this month wait for approval.
    public internal(set) var requests = 0
    /// How many charges of this month wait until somebody is asked.
    public internal(set) var collected = 0

    init(month: String) { self.month = month }

    /// Whether every pair comes to zero and each side has its other one.
    public var eliminates: Bool { alone.isEmpty && pairs.allSatisfy { $0.difference == 0 } }
}

/// One side of a charge with what became of it.
struct ChargeSide {
    let entry: CostEntry
    let key: String
    let state: DeliveryState

    var isWritten: Bool { state == .delivered }

    /// Whether a person has to act before its books can hold it, or nobody will.
    var isStopped: Bool { state == .rejected || state == .abandoned }
}

/// Both sides of a charge, as far as they are known.
struct ChargeSides {
    var cost: ChargeSide?
    var recovery: ChargeSide?

    var all: [ChargeSide] { [cost, recovery].compactMap(\.self) }

    /// Why a side is alone, with that side; `nil` for a charge whose sides are each other's.
    var fault: (side: ChargeSide, reason: String)? {
        guard let cost, let recovery else { return all.first.map { ($0, "its other side was never planned") } }
        let (one, other) = (cost.entry, recovery.entry)
        let areEqual =
            one.amount.currency == other.amount.currency && one.amount.amount + other.amount.amount == 0
            && one.hours + other.hours == 0
        guard areEqual else {
            return (cost, "its other side is \(other.hours.plainText) h, \(other.amount.amount.plainText)")
        }
        if cost.isWritten != recovery.isWritten {
            let (written, missing) = cost.isWritten ? (cost, recovery) : (recovery, cost)
            return (written, "its other side \(missing.key) is not in the books: \(missing.state.rawValue)")
        }
        if cost.isWritten, one.postingDate.month != other.postingDate.month {
            return (cost, "its other side is posted in \(other.postingDate.month)")
        }
        if !cost.isWritten, cost.state != recovery.state, cost.isStopped || recovery.isStopped {
            let (stopped, open) = cost.isStopped ? (cost, recovery) : (recovery, cost)
            return (open, "its other side \(stopped.key) is \(stopped.state.rawValue)")
        }
        return nil
    }
}
