import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// Whatever revisions, alternates, re-exports, change orders and answers come in whatever order: the budget is, to the
/// cent, the sum of what was awarded and approved last.
struct BudgetConservationTests {
    @Test(arguments: 0..<60)
    func theBudgetIsTheSumOfWhatWasApproved(seed: UInt64) throws {
        var story = BudgetStory(seed: seed)
        var office = try BudgetOffice()
        for step in 0..<40 {
            try story.act(in: &office, at: Instant(seconds: 1_767_600_000 + Int64(step) * 3600).text)
            let ledger = try EstimateToBudget.revisions(in: office.state ?? BudgetStory.emptyState)
            #expect(ledger.reduce(0) { $0 + $1.total } == story.expected, "step \(step)")
            #expect(ledger.map(\.number) == Array(0..<ledger.count))
            #expect(office.deliveries.count == ledger.count)
        }
        #expect(try (office.budget?.revised ?? 0) == story.expected)
        let delivered = office.deliveries.last?.controlTotals["revised"]
        #expect(delivered == nil || delivered == story.expected.plainText)
    }
}

/// Plays an estimator, a project manager and a budget manager by a seed, and keeps books of its own.
private struct BudgetStory {
    private var random: Generator
    private var lines: [EstimateLine] = []
    private var revision = 0
    private var accepted: Set<String> = []
    private var bookedEstimate: Decimal?
    private var proposed: Decimal?
    private var refused: Set<String> = []
    private var proposedContent = ""
    private var orders: [String: Decimal] = [:]
    private var waitingOrders: [String: Decimal] = [:]

    static let emptyState: JSON = ["revisions": [], "sources": [], "proposals": 0]

    init(seed: UInt64) {
        random = Generator(state: seed)
    }

    var expected: Decimal { (bookedEstimate ?? 0) + orders.values.reduce(0, +) }

    mutating func act(in office: inout BudgetOffice, at now: String) throws {
        switch Int.random(in: 0..<10, using: &random) {
        case 0, 1, 2: try revise(&office, at: now)
        case 3: try reexport(&office, at: now)
        case 4: try office.take(try export("\(revision + 1)", .open), at: now)
        case 5, 6: try order(&office, at: now)
        default: try answer(&office, at: now)
        }
    }

    /// A new revision while none waits: lines come, go and change.
    private mutating func revise(_ office: inout BudgetOffice, at now: String) throws {
        guard proposed == nil else { return }
        revision += 1
        let codes = ["03-200", "03-300", "02-315", "31-600"]
        if revision == 1 { lines.append(try BudgetOffice.line("base", "03-300", "L", "1", "LS", nil, "1000.00")) }
        for _ in 0..<Int.random(in: 1...5, using: &random) {
            let cents = Int.random(in: -500_000...5_000_000, using: &random)
            let kind = EstimateLine.Kind.allCases.randomElement(using: &random) ?? .item
            lines.append(
                try BudgetOffice.line(
                    "line-\(revision)-\(lines.count)",
                    kind.isCost ? codes.randomElement(using: &random) : nil,
                    ["L", "M", "E", "S"].randomElement(using: &random),
                    "1",
                    "LS",
                    nil,
                    (Decimal(cents) / 100).plainText,
                    alternate: ["A", "B", nil, nil].randomElement(using: &random) ?? nil,
                    kind: kind
                )
            )
        }
        if lines.count > 3, let gone = lines.randomElement(using: &random), gone.path != "base" {
            lines.removeAll { $0.path == gone.path }
        }
        accepted = Set(["A", "B"].filter { _ in Bool.random(using: &random) })
        try award(&office, at: now)
    }

    private mutating func award(_ office: inout BudgetOffice, at now: String) throws {
        let estimate = try export("\(revision)", .awarded)
        let total = estimate.total
        let asked = office.approvals.count
        try office.take(estimate, at: now)
        if bookedEstimate == nil {
            bookedEstimate = total
            orders.merge(waitingOrders) { $1 }
            waitingOrders = [:]
        } else if office.approvals.count > asked {
            proposed = total
        } else {
            // Nothing was asked: the positions are those that are booked.
            #expect(total == bookedEstimate)
        }
    }

    /// The same content in another order of lines: no change.
    private mutating func reexport(_ office: inout BudgetOffice, at now: String) throws {
        guard revision > 0, proposed == nil, !refused.contains("\(revision)") else { return }
        lines.shuffle(using: &random)
        let asked = office.approvals.count
        try office.take(try export("\(revision)", .awarded), at: now)
        #expect(office.approvals.count == asked)
    }

    private mutating func order(_ office: inout BudgetOffice, at now: String) throws {
        let number = "\(orders.count + waitingOrders.count + 1)"
        let cents = Int.random(in: -100_000...100_000, using: &random)
        let amount = Decimal(cents) / 100
        let status = ChangeOrder.Status.allCases.randomElement(using: &random) ?? .approved
        try office.take(
            try BudgetOffice.changeOrder(number, status, budget: [("03-300", "L", amount.plainText)]),
            at: now
        )
        guard status == .approved else { return }
        if bookedEstimate == nil { waitingOrders[number] = amount } else { orders[number] = amount }
    }

    private mutating func answer(_ office: inout BudgetOffice, at now: String) throws {
        guard let total = proposed else { return }
        let isApproved = Int.random(in: 0..<4, using: &random) > 0
        try office.answerLast(approved: isApproved, at: now)
        proposed = nil
        if isApproved { bookedEstimate = total } else { refused.insert("\(revision)") }
    }

    private func export(_ revision: String, _ status: Estimate.Status) throws -> Estimate {
        let estimate = Estimate(
            number: "E26-014",
            revision: revision,
            status: status,
            currency: try #require(BudgetOffice.dollars),
            acceptedAlternates: accepted,
            format: "csv",
            lines: lines
        )
        return Estimate(
            number: estimate.number,
            revision: revision,
            status: status,
            currency: estimate.currency,
            acceptedAlternates: accepted,
            statedTotal: estimate.total,
            format: "csv",
            lines: lines
        )
    }
}
