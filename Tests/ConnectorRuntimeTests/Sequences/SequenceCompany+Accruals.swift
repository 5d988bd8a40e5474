import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import FoundationEssentials
import JSON

/// What was accrued for the first month, by the company's own book.
struct SequenceAccruals {
    /// The keys of the costs that accruals stand for, from the request on; none after it was refused or given back.
    var covers: Set<String> = []
    /// The keys of the costs that are in the month, or on their way to it, when the accruals are asked for: no other comes.
    var month: Set<String> = []
    /// Whether they were refused, so that the month has none.
    var isRefused = false
}

extension SequenceCompany {
    private static var month: String { firstDay.month }
    static let accrualRequest = "accrual/\(month)"

    /// Somebody asks for the accruals of the month that is over, now and then; draws of its own keep the other acts as they are.
    mutating func accrualAct(_ number: Int) async throws {
        var chance = SeededGenerator(seed: seed &* 69_069 &+ UInt64(number) &* 1_000_033)
        guard Int.random(in: 0..<3, using: &chance) == 0, zone.date(of: now).month > Self.month else { return }
        let desk = AccrualDesk(settings: settings, store: store)
        guard let (_, report) = try? await desk.request(Self.month, by: "joe", at: now) else { return }
        let isAllowed = closed.isEmpty && accruals.covers.isEmpty && !accruals.isRefused
        expect(isAllowed, "L15", "accruals were asked for twice, or after the close")
        accruals.covers = Set(report.items.filter(\.reason.isAccrued).map(\.entry.key))
        accruals.month = Set(report.notAccrued.map(\.entry.key) + ledgerLines.map(\.key))
        story[story.count - 1] += ", accruals are asked for"
        try await run()
    }

    /// Whether people are asked about the accruals of the month.
    func accrualsWait() async throws -> Bool {
        try await store.approvals(onlyPending: true).contains { $0.request.id == Self.accrualRequest }
    }

    /// Somebody refused the accruals, or gave them back.
    mutating func refuseAccruals(isReturned: Bool) {
        accruals.covers = []
        accruals.isRefused = !isReturned
    }

    /// An accrual whose month was closed before it was approved is given up, and what takes it back with it.
    func giveUpAccrual(_ item: StoredCase) async throws -> Bool {
        guard item.proposal.kind == "late_for_period", item.proposal.subject.hasPrefix("CostEntry/KST/accrual/") else {
            return false
        }
        try await CaseDesk(settings: settings, store: store)
            .reject(item.number, by: "olga", reason: "the month is closed", at: now)
        return true
    }

    /// Accruals and what takes them back come to nothing, without hours, and what they stand for is in a later month.
    mutating func checkPostedAccruals() {
        let lines = ledgerLines
        let own = lines.filter { $0.key.hasPrefix("accrual/") }
        for line in own {
            let isReversal = line.key.hasSuffix("/reversal")
            let other = isReversal ? String(line.key.dropLast("/reversal".count)) : line.key + "/reversal"
            let opposite = own.first { $0.key == other }
            expect(opposite?.amount == -line.amount && line.hours == 0, "L15", "\(line.key) stands alone")
            let isInMonth = isReversal ? line.date.month > Self.month : line.date.month == Self.month
            expect(isInMonth, "L15", "\(line.key) stands in \(line.date.month)")
        }
        let costs = lines.filter { $0.date.month == Self.month && !$0.key.hasPrefix("accrual/") }
        for line in costs where !accruals.covers.isEmpty {
            expect(accruals.month.contains(line.key), "L15", "\(line.key) came into the month that was cut off")
        }
        for line in lines where accruals.covers.contains(line.key) {
            expect(line.date.month > Self.month, "L15", "\(line.key) is accrued, and stands in \(line.date.month)")
            meet("an accrued cost comes later")
        }
        if !own.isEmpty { meet("accruals are posted") }
    }
}
