public import CanonicalModel
internal import ConnectorKit
public import ConnectorStore
import ConstructionFlows
import JSON

/// What stands in the way of closing a month, so far as Purlin knows.
public struct CloseReadiness: Sendable, Hashable {
    /// One thing that stands in its way.
    public struct Obstacle: Sendable, Hashable {
        /// What it is.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            /// Somebody is still to approve something of that month.
            case approval
            /// A person has not decided a case.
            case openCase
            /// A cost of that month is not in the ledger yet.
            case delivery
            /// The ledger was not compared since the month ended.
            case notCompared
            /// The ledger was compared, and does not hold what was sent.
            case notReconciled
            /// What companies charge each other is not settled, or does not come to zero.
            case intercompany
            /// The accruals of the month stand for a cost that was booked in it all the same, or were given up while it was not.
            case accrual
        }

        /// What it is.
        public let kind: Kind
        /// What it is about: an approval's id, a case's number, a delivery's key, a system.
        public let subject: String
        /// The role that can do something about it.
        public let owner: String
        /// What it is and what to do, in one line.
        public let text: String
    }

    /// The month, for example `2026-01`.
    public let period: String
    /// What stands in the way, in the order of its kinds and then of its coming.
    public let obstacles: [Obstacle]

    /// Whether nothing stands in the way.
    public var isReady: Bool { obstacles.isEmpty }
}

/// Looks up what stands in the way of closing a month.
///
/// What bears a day after the month does not stand in its way; what bears no day at all does, since nobody can say that
/// it belongs elsewhere. What approved accruals stand for does not: it is posted in a later month.
public struct CloseReadinessDesk: Sendable {
    private let settings: RuntimeSettings
    private let store: any RuntimeStore

    /// Creates a desk.
    public init(settings: RuntimeSettings, store: any RuntimeStore) {
        self.settings = settings
        self.store = store
    }

    /// What stands in the way of closing a month.
    ///
    /// - Parameters:
    ///   - period: The month, for example `2026-01`.
    ///   - zone: The zone by whose clock the month ends.
    ///   - ledgers: The systems whose ledgers can be compared, as `Reconciler/systems` tells.
    /// - Returns: What stands in the way; nothing for a month that can be closed.
    /// - Throws: ``GovernanceError`` if the month is none, or the store cannot be read.
    public func readiness(
        of period: String,
        in zone: SiteZone,
        ledgers: [String]
    ) async throws(GovernanceError) -> CloseReadiness {
        guard let next = CalendarDate(firstAfter: period) else {
            throw .unchanged("'\(period)' is no period; name a month such as 2026-01")
        }
        do throws(StoreError) {
            let accrued = try await AccruedMonth.read(period, from: store).flatMap { $0.isApproved ? $0 : nil }
            let obstacles =
                try await approvals(before: next, without: accrued) + cases(before: next, without: accrued)
                + deliveries(before: next, without: accrued) + twice(accrued) + givenUp(accrued)
                + comparisons(of: period, since: zone.start(of: next), ledgers) + charges(of: period)
            return CloseReadiness(period: period, obstacles: obstacles)
        } catch {
            throw .store(error)
        }
    }

    private func approvals(
        before next: CalendarDate,
        without accrued: AccruedMonth?
    ) async throws(StoreError) -> [CloseReadiness.Obstacle] {
        let waited = Set(accrued?.batch.requests ?? [])
        return try await store.approvals(onlyPending: true).map(\.request)
            .filter { Self.isBefore(next, $0.topics + [$0.id]) && !waited.contains($0.id) }
            .map { request in
                CloseReadiness.Obstacle(
                    kind: .approval,
                    subject: request.id,
                    owner: request.role,
                    text: "\(request.summary): approve or reject it"
                )
            }
    }

    private func cases(
        before next: CalendarDate,
        without accrued: AccruedMonth?
    ) async throws(StoreError) -> [CloseReadiness.Obstacle] {
        try await store.cases(onlyOpen: true)
            .filter { accrued?.covers.contains($0.proposal.subject) != true }
            .filter { $0.proposal.kind != ReconciliationDesk.caseKind }
            .filter { Self.isBefore(next, $0.proposal.topics + [$0.proposal.subject]) }
            .map { open in
                CloseReadiness.Obstacle(
                    kind: .openCase,
                    subject: "C-\(open.number)",
                    owner: open.owner,
                    text: open.proposal.summary
                )
            }
    }

    private func deliveries(
        before next: CalendarDate,
        without accrued: AccruedMonth?
    ) async throws(StoreError) -> [CloseReadiness.Obstacle] {
        var obstacles: [CloseReadiness.Obstacle] = []
        let states = DeliveryState.allCases.filter { ![.delivered, .abandoned].contains($0) }
        try await store.forEachCost(in: states) { stored, cost in
            guard accrued?.covers.contains(stored.plan.delivery.key) != true,
                (try? cost.get()).flatMap({ accrued?.reason(against: $0) }) == nil
            else { return }
            let what: String
            switch cost {
            case .success(let entry):
                guard entry.postingDate < next else { return }
                what = "\(entry.amount.amount.plainText) of \(entry.postingDate.text)"
            case .failure: what = "what is no cost"
            }
            obstacles.append(
                CloseReadiness.Obstacle(
                    kind: .delivery,
                    subject: stored.plan.delivery.key,
                    owner: settings.operatorRole,
                    text: "\(what) is not in \(stored.plan.system) yet: it is \(stored.state.rawValue)"
                )
            )
        }
        return obstacles
    }

    /// Approved accruals that a person gave up, and what was to take back one that is booked.
    private func givenUp(_ accrued: AccruedMonth?) async throws(StoreError) -> [CloseReadiness.Obstacle] {
        var obstacles: [CloseReadiness.Obstacle] = []
        for posting in accrued?.batch.postings ?? [] {
            let (key, amount) = (posting.deliveryKey, posting.amount.amount.plainText)
            guard let stored = try await store.delivery(key), stored.state == .abandoned,
                try await !store.isHeldWithOtherTotals(key)
            else { continue }
            let what: String
            if let reversed = posting.corrects.map({ CostEntry.deliveryKey(of: $0, in: posting.company) }) {
                guard try await isBooked(reversed) else { continue }
                what = "the accrual that it takes back is booked: book \(amount) under \(posting.postingDate.text)"
            } else {
                what =
                    "what it stands for is posted in a later month: book \(amount) under \(posting.postingDate.text), and take "
                    + "it back in the next month,"
            }
            obstacles.append(
                CloseReadiness.Obstacle(
                    kind: .accrual,
                    subject: key,
                    owner: settings.periodRole,
                    text: "it was given up, and \(what) by hand in \(stored.plan.system)"
                )
            )
        }
        return obstacles
    }

    private func isBooked(_ delivery: String) async throws(StoreError) -> Bool {
        if try await store.delivery(delivery)?.mayBeWritten ?? false { return true }
        return try await store.isHeldWithOtherTotals(delivery)
    }

    /// What was booked in the moment in which its accrual was asked for.
    private func twice(_ accrued: AccruedMonth?) async throws(StoreError) -> [CloseReadiness.Obstacle] {
        var obstacles: [CloseReadiness.Obstacle] = []
        for key in accrued?.batch.covers ?? [] {
            guard let accrued, let stored = try await store.delivery(key), stored.found != nil,
                let entry = try? stored.cost.get(), entry.postingDate < accrued.next
            else { continue }
            obstacles.append(
                CloseReadiness.Obstacle(
                    kind: .accrual,
                    subject: key,
                    owner: settings.periodRole,
                    text: "it is booked on \(entry.postingDate.text), and an accrual stands for it, too: take "
                        + "\(entry.amount.amount.plainText) back in \(stored.plan.system) within the month, and book it anew in "
                        + "the next"
                )
            )
        }
        return obstacles
    }

    private func comparisons(
        of period: String,
        since end: Instant,
        _ ledgers: [String]
    ) async throws(StoreError) -> [CloseReadiness.Obstacle] {
        let desk = ReconciliationDesk(settings: settings, store: store)
        var obstacles: [CloseReadiness.Obstacle] = []
        for system in ledgers {
            let last = try await desk.lastRun(of: system, ReconciliationWindow(period: period))
            let remedy = "run 'purlin reconcile --system \(system) --period \(period)'"
            let (kind, text): (CloseReadiness.Obstacle.Kind, String)
            switch last {
            case nil: (kind, text) = (.notCompared, "its ledger was never compared; \(remedy)")
            case let run? where run.at < end:
                let when = "its ledger was last compared at \(run.at.text), within the month"
                (kind, text) = (.notCompared, "\(when); \(remedy)")
            case let run? where run.verdict != .reconciled:
                (kind, text) = (.notReconciled, "\(run.verdict.rawValue) at \(run.at.text); \(remedy) to see what")
            default: continue
            }
            obstacles.append(
                CloseReadiness.Obstacle(kind: kind, subject: system, owner: settings.periodRole, text: text)
            )
        }
        return obstacles
    }

    /// What companies charge each other; where nothing is recovered, there is nothing to look for.
    private func charges(of period: String) async throws(StoreError) -> [CloseReadiness.Obstacle] {
        guard settings.flows.contains(where: { ($0.flow as? any EquipmentChargingFlow)?.recoversUse ?? false }) else {
            return []
        }
        let report = try await IntercompanyDesk(store: store).compare(period)
        let texts = [
            report.eliminates ? nil : "what companies charge each other does not come to zero",
            report.collected == 0 ? nil : "\(report.collected) charges between companies wait to be put before finance",
        ]
        return texts.compactMap { text in
            text.map { text in
                CloseReadiness.Obstacle(
                    kind: .intercompany,
                    subject: period,
                    owner: settings.periodRole,
                    text: "\(text): see 'purlin intercompany \(period)'"
                )
            }
        }
    }

    /// Whether not everything that bears a day bears a later one than the month's last.
    static func isBefore(_ next: CalendarDate, _ texts: [String]) -> Bool {
        let days = texts.flatMap { text in
            text.split { !$0.isASCII || !($0.isNumber || $0 == "-") }.compactMap { CalendarDate(String($0)) }
        }
        return days.isEmpty || days.contains { $0 < next }
    }
}
